// What a reader can see of the words of a page, and what is lost of them.
globalThis.limits ??= {};
(() => {
  const UNREAD = "script, style, template, noscript, title, desc, metadata";
  const MEANINGFUL = "img[alt]:not([alt='']), svg[role=img], video, iframe";
  const CLIPS = ["hidden", "clip"];
  const SCROLLS = ["auto", "scroll"];

  const words = (text) => text.replace(/\s+/g, " ").trim();
  const short = (text) => `“${words(text).slice(0, 40)}”`;

  const nameOf = (element) => {
    const named = element.closest("[class]:not([class=''])") ?? element;
    const name = named.getAttribute("class")?.split(/\s+/)[0];
    const tag = element.tagName.toLowerCase();
    if (!name) return tag;
    return named === element ? `${tag}.${name}` : `${tag} in .${name}`;
  };

  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  // For readers of screens only: a box of a pixel that cuts off its text.
  const isForListening = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      if (style.position === "absolute" && box.width <= 1.5 && box.height <= 1.5) return true;
    }
    return false;
  };
  const isSkipLink = (element) => Boolean(element.closest(".skip-link:not(:focus)"));

  // Behind something that is visible and opens it: a summary, a button of a popover.
  const isOneStepAway = (element) => {
    const details = element.closest("details:not([open])");
    if (details) {
      const summary = details.querySelector("summary");
      return summary && (isShown(summary) || isOneStepAway(summary));
    }
    const popover = element.closest("[popover]");
    const opener = popover && document.querySelector(`[popovertarget="${popover.id}"]`);
    return Boolean(opener && isShown(opener));
  };
  const isReachable = (element) => isShown(element) || isOneStepAway(element);

  const textNodes = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (words(node.data) && !node.parentElement.closest(UNREAD)) found.push(node);
    }
    return found;
  };

  const blockOf = (element) => {
    let at = element;
    while (at.parentElement && ["inline", "contents"].includes(getComputedStyle(at).display)) {
      if (at.tagName === "text") break;
      at = at.parentElement;
    }
    return at;
  };
  const layerOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return at;
    }
    return null;
  };

  // The middle of each line: fonts claim more room above and below than their letters need.
  const core = (rect) => ({
    left: rect.left + 1,
    right: rect.right - 1,
    top: rect.top + rect.height * 0.2,
    bottom: rect.bottom - rect.height * 0.2,
  });
  const meet = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

  const rectsOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((rect) => rect.width > 0.5 && rect.height > 0.5);
  };

  const readable = () => {
    const about = new Map();
    const of = (element) => {
      if (!about.has(element)) {
        const seen = isShown(element) && !isForListening(element) && !isSkipLink(element);
        about.set(element, seen && { block: blockOf(element), layer: layerOf(element) });
      }
      return about.get(element);
    };
    return textNodes().flatMap((node) => {
      const place = of(node.parentElement);
      return place ? [{ node, element: node.parentElement, rects: rectsOf(node), ...place }] : [];
    });
  };

  const overlaps = (runs) => {
    const lines = runs
      .flatMap((run) => run.rects.map((rect) => ({ run, box: core(rect) })))
      .sort((a, b) => a.box.top - b.box.top);
    const found = new Set();
    lines.forEach((line, at) => {
      for (let next = at + 1; next < lines.length; next += 1) {
        const other = lines[next];
        if (other.box.top > line.box.bottom) break;
        if (other.run.block === line.run.block || other.run.layer !== line.run.layer) continue;
        if (meet(line.box, other.box)) {
          found.add(`${short(line.run.node.data)} and ${short(other.run.node.data)} overlap`);
        }
      }
    });
    return [...found];
  };

  const covered = (runs) => {
    const pictures = [...document.querySelectorAll(MEANINGFUL)].filter(isShown);
    return pictures.flatMap((picture) => {
      const box = picture.getBoundingClientRect();
      const layer = layerOf(picture);
      return runs
        .filter((run) => run.layer === layer && !picture.contains(run.node))
        .filter((run) => run.rects.some((rect) => meet(core(rect), box)))
        .map((run) => `${short(run.node.data)} lies on ${nameOf(picture)}`);
    });
  };

  const scrollerOf = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (SCROLLS.includes(getComputedStyle(at).overflowX)) return at;
    }
    return null;
  };

  const outside = (runs) => {
    const isOut = (rect) => rect.left < -1 || rect.right > innerWidth + 1 || rect.bottom + scrollY < 0;
    const things = "a[href], button, input, summary, table, video, img, svg:not([aria-hidden=true])";
    const boxes = [...document.querySelectorAll(things)]
      .filter((it) => isShown(it) && !isForListening(it) && !isSkipLink(it))
      .filter((it) => !it.closest("[aria-hidden=true]") && isOut(it.getBoundingClientRect()))
      .filter((it) => !scrollerOf(it))
      .map((it) => `${nameOf(it)} lies outside the page`);
    const texts = runs
      .filter((run) => run.rects.some(isOut) && !scrollerOf(run.element))
      .map((run) => `${short(run.node.data)} lies outside the page`);
    return [...new Set([...boxes, ...texts])];
  };

  const isCut = (rect, box, style) => {
    const inner = core(rect);
    const sideways = CLIPS.includes(style.overflowX);
    const upright = CLIPS.includes(style.overflowY);
    return (
      (sideways && (inner.left < box.left - 1 || inner.right > box.right + 1)) ||
      (upright && (inner.top < box.top - 1 || inner.bottom > box.bottom + 1))
    );
  };
  const clipped = (runs) => {
    const found = new Set();
    for (const run of runs) {
      for (let at = run.element; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (!CLIPS.includes(style.overflowX) && !CLIPS.includes(style.overflowY)) continue;
        const box = at.getBoundingClientRect();
        if (run.rects.some((rect) => isCut(rect, box, style))) {
          found.add(`${nameOf(at)} cuts off ${short(run.node.data)}`);
        }
      }
    }
    return [...found];
  };

  const tiny = (runs, least) => {
    const size = (element) => {
      const scale = element.closest("svg")?.getScreenCTM()?.a ?? 1;
      return parseFloat(getComputedStyle(element).fontSize) * scale;
    };
    return runs
      .filter((run) => run.rects.length && size(run.element) < least - 0.05)
      .map((run) => `${nameOf(run.element)} is read at ${size(run.element).toFixed(1)} px`);
  };

  // What is wrong with the words as they stand now.
  limits.lost = (least) => {
    scrollTo(0, 0);
    const runs = readable();
    const width = document.documentElement.scrollWidth;
    return {
      sideways: width > innerWidth ? [`the page scrolls sideways, ${width - innerWidth} px`] : [],
      outside: outside(runs),
      clipped: clipped(runs),
      overlaps: [...overlaps(runs), ...new Set(covered(runs))],
      tiny: [...new Set(tiny(runs, least))],
    };
  };

  // What there is to read and to follow, also one step away; `but` leaves elements out.
  limits.words = (but) =>
    textNodes()
      .filter((node) => isReachable(node.parentElement) && !node.parentElement.closest(but))
      .map((node) => words(node.data));
  limits.links = () =>
    [...document.querySelectorAll("a[href]")]
      .filter(isReachable)
      .map((link) => `${words(link.textContent)} → ${link.getAttribute("href")}`);

  // The pieces of a text that stand on one line each: words, or letters of a word that breaks.
  const pieces = function* (node) {
    const range = document.createRange();
    const rectsOfPart = (start, end) => {
      range.setStart(node, start);
      range.setEnd(node, end);
      return [...range.getClientRects()].filter((rect) => rect.width > 0);
    };
    for (const { 0: part, index } of node.data.matchAll(/\S+\s*/g)) {
      const length = part.trimEnd().length;
      const space = part.length > length ? 1 : 0;
      const [first, ...more] = rectsOfPart(index, index + length);
      if (first && !more.length) yield { rect: first, length: length + space };
      for (let at = index; more.length && at < index + length; at += 1) {
        const [letter] = rectsOfPart(at, at + 1);
        if (letter) yield { rect: letter, length: 1 + (at === index + length - 1 ? space : 0) };
      }
    }
  };

  // Characters on the longest line of each block of words in main.
  limits.longestLines = (most) => {
    const lines = new Map();
    for (const run of readable()) {
      if (!run.element.closest("main") || run.element.closest("h1, h2, h3, h4, svg, pre")) continue;
      if (run.block.textContent.length <= most) continue;
      const rows = lines.get(run.block) ?? [];
      lines.set(run.block, rows);
      for (const { rect, length } of pieces(run.node)) {
        const middle = (rect.top + rect.bottom) / 2;
        const row = rows.find((it) => Math.abs(it.middle - middle) < rect.height / 2);
        if (row) row.length += length;
        else rows.push({ middle, length });
      }
    }
    return [...lines].flatMap(([block, rows]) => {
      // The space at the end of a line is not seen.
      const longest = Math.max(...rows.map((row) => row.length)) - 1;
      return longest > most ? [`${nameOf(block)} has lines of ${longest} characters`] : [];
    });
  };

  limits.readable = readable;
  limits.nameOf = nameOf;
  limits.isShown = isShown;
  limits.isForListening = isForListening;
  limits.layerOf = layerOf;
})();
