import anchor from "markdown-it-anchor";

export default function (config) {
  config.amendLibrary("md", (library) => {
    library.set({ typographer: true }).use(anchor);
  });
  config.addFilter("byTitle", (items) =>
    [...items].sort((one, other) => (one.data.title < other.data.title ? -1 : 1)),
  );
  // Its server listens on every network of the machine; the benchmark needs this one only.
  config.on("eleventy.before", async ({ runMode }) => {
    if (runMode === "serve") {
      const { default: server } = await import("@11ty/eleventy-dev-server");
      server.prototype._serverListen = function (port) {
        this.server.listen({ port, host: "127.0.0.1" });
      };
    }
  });
  config.addPassthroughCopy({ static: "/" });
  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    // The pages hold no template marks: Markdown alone is quicker.
    markdownTemplateEngine: false,
  };
}
