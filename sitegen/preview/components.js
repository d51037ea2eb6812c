// Makes each frame as high as what it shows. Heights are kept, so that a page that is loaded
// anew keeps its place.
(() => {
  "use strict";

  const KEPT = "sitegen-preview-heights";
  const WIDE = "sitegen-preview-wide";
  const PADDING = 32;
  const heights = JSON.parse(sessionStorage.getItem(KEPT) || "{}");

  const key = (frame) => `${frame.clientWidth} ${frame.getAttribute("src")}`;

  function fit(frame) {
    const body = frame.contentDocument?.body;
    const isEmpty = !body?.childElementCount && !body?.textContent.trim();
    if (isEmpty || !frame.clientWidth) return;
    const height = Math.ceil(Math.max(body.scrollHeight, body.getBoundingClientRect().height)) + 2;
    frame.closest(".drawn").querySelector(".unseen").hidden = body.scrollHeight > PADDING;
    heights[key(frame)] = height;
    frame.style.blockSize = `${height}px`;
  }

  // What is told in words looks the same in both schemes.
  function alone(frame) {
    const root = frame.contentDocument?.documentElement;
    if (root?.dataset.kind !== "told") return;
    for (const other of frame.parentElement.querySelectorAll(".frame--dark")) other.hidden = true;
  }

  function loaded(frame) {
    const body = frame.contentDocument?.body;
    if (!body) return;
    alone(frame);
    fit(frame);
    new ResizeObserver(() => fit(frame)).observe(body);
  }

  const wide = document.getElementById("wide");
  wide.checked = Boolean(sessionStorage.getItem(WIDE));
  wide.addEventListener("change", () => sessionStorage.setItem(WIDE, wide.checked ? "yes" : ""));

  for (const frame of document.querySelectorAll(".frame")) {
    const height = heights[key(frame)];
    if (height) frame.style.blockSize = `${height}px`;
    frame.addEventListener("load", () => loaded(frame));
    if (frame.contentDocument?.readyState === "complete") loaded(frame);
  }
  addEventListener("pagehide", () => sessionStorage.setItem(KEPT, JSON.stringify(heights)));
})();
