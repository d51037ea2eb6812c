// A page under changes that a reader may ask for. Needs text.js and colors.js.
globalThis.limits ??= {};
(() => {
  const ICON = 64;
  const MOVES = /all|transform|translate|rotate|scale|inset|top|left|right|bottom|margin|size|width|height/;

  const hasGround = (style) => !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor);
  const hasEdge = (style) =>
    ["Top", "Right", "Bottom", "Left"].some((side) =>
      style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1) ||
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1);
  const buttons = () =>
    [...document.querySelectorAll("a[href]:not(.skip-link), button, summary")]
      .filter((it) => limits.isShown(it) && getComputedStyle(it).display !== "inline");

  // Buttons that only their ground sets apart, by their place among the buttons.
  limits.boxes = () => {
    document.activeElement.blur();
    limits.grounded = buttons().filter((it) => hasGround(getComputedStyle(it)));
    return limits.grounded.length;
  };
  limits.lostBoxes = () => [
    ...limits.grounded
      .filter((it) => !hasEdge(getComputedStyle(it)))
      .map((it) => `${limits.nameOf(it)} has no edge in forced colours`),
    ...[...document.querySelectorAll("body *")]
      .filter((it) => limits.isShown(it) && getComputedStyle(it).maskImage !== "none")
      .filter((it) => getComputedStyle(it).forcedColorAdjust === "auto" && !it.textContent.trim())
      .map((it) => `${limits.nameOf(it)} is a mask, which forced colours leave empty`),
  ];

  // Words on the screen that are hard to tell from what they stand on; axe cannot see forced colours.
  limits.faint = (least) => {
    const found = new Set();
    for (const { element, rects: [rect] } of limits.readable()) {
      if (!rect || element.closest("svg")) continue;
      const [x, y] = [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];
      const hit = document.elementFromPoint(x, y);
      if (!hit?.contains(element) && !element.contains(hit)) continue;
      const ground = limits.groundAt(x, y);
      const contrast = limits.contrast(limits.painted(getComputedStyle(element).color, ground), ground);
      if (contrast < least) found.add(`${limits.nameOf(element)} has a contrast of ${contrast.toFixed(1)}`);
    }
    return [...found];
  };

  const transitions = (element) => {
    const style = getComputedStyle(element);
    const seconds = style.transitionDuration.split(",").map(parseFloat);
    return style.transitionProperty.split(",").some((name, at) =>
      seconds[at % seconds.length] > 0.01 && MOVES.test(name.trim()));
  };
  limits.moving = () => {
    const running = document.getAnimations()
      .filter((it) => it.playState === "running" && it.effect.getComputedTiming().duration > 10)
      .map((it) => `${limits.nameOf(it.effect.target)} moves`);
    const sliding = [...document.querySelectorAll("body *")].filter(transitions)
      .map((it) => `${limits.nameOf(it)} would slide`);
    const playing = [...document.querySelectorAll("video, audio")]
      .filter((it) => it.autoplay || !it.paused).map((it) => `${limits.nameOf(it)} plays by itself`);
    const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth"
      ? ["the page scrolls smoothly"] : [];
    return [...new Set([...running, ...sliding, ...playing, ...smooth])];
  };

  // What a bar at the edge of the screen hides for good: scrolling brings it no further.
  limits.hiddenEnd = () => {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const host = node.parentElement;
      if (!node.data.trim() || !limits.isShown(host) || limits.isForListening(host)) continue;
      range.selectNodeContents(node);
      const layer = limits.layerOf(host);
      for (const box of range.getClientRects()) {
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        if (y < innerHeight / 2 || y > innerHeight) continue;
        const hit = document.elementFromPoint(x, y);
        const bar = hit && limits.layerOf(hit);
        if (bar && bar !== layer && !bar.contains(host)) {
          found.add(`${limits.nameOf(bar)} hides “${node.data.trim().slice(0, 40)}” at the end`);
        }
      }
    }
    scrollTo({ top: 0, behavior: "instant" });
    return [...found];
  };

  limits.dropStyles = () => {
    document.adoptedStyleSheets = [];
    document.querySelectorAll("style, link[rel=stylesheet]").forEach((it) => it.remove());
    document.querySelectorAll("[style]").forEach((it) => it.removeAttribute("style"));
  };
  // Icons that only styles keep small fill the screen without them.
  const pictures = () => [...document.querySelectorAll("svg, img")];
  limits.smallPictures = () => pictures().map((it) => it.getBoundingClientRect().width);
  limits.swollen = (sizes) => [...new Set(pictures()
    .filter((it, at) => sizes[at] > 0 && sizes[at] <= ICON)
    .filter((it) => it.getBoundingClientRect().width > 4 * ICON)
    .map((it) => `without styles: ${limits.nameOf(it)} fills the screen`))];
})();
