// Where the focus is and what shows it. Needs text.js, colors.js and targets.js.
globalThis.limits ??= {};
(() => {
  const MIN_RING = 2;
  const MIN_CONTRAST = 3;

  const ringOf = (element) => {
    const style = getComputedStyle(element);
    const [shadow] = style.boxShadow.match(/^[a-z]+\([^)]*\) 0px 0px 0px \d+(\.\d+)?px/) ?? [];
    const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    const isClear = limits.channels(style.outlineColor)[3] === 0;
    if (outline >= MIN_RING && !isClear) {
      return { width: outline, gap: parseFloat(style.outlineOffset), color: style.outlineColor };
    }
    return shadow
      ? { width: parseFloat(shadow.split(" ").at(-1)), gap: 0, color: shadow.match(/^[^)]*\)/)[0] }
      : { width: isClear ? 0 : outline, gap: 0, color: style.outlineColor };
  };
  // What may carry the ring of a target: itself, its label, or what it stands in or before.
  const carriersOf = (target) =>
    [target, ...(target.labels ?? []), target.nextElementSibling, target.parentElement]
      .filter((it) => it && limits.isShown(it) && !limits.isForListening(it));

  const sidesOf = (box, away) => {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return [
      [x, box.top - away],
      [x, box.bottom + away],
      [box.left - away, y],
      [box.right + away, y],
    ];
  };
  const isOnScreen = ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const isClipped = (element, [x, y]) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflow === "visible") continue;
      const box = at.getBoundingClientRect();
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) return true;
    }
    return false;
  };
  const weakest = (points, color) =>
    Math.min(...points.filter(isOnScreen).map(([x, y]) => {
      const ground = limits.groundAt(x, y);
      return limits.contrast(limits.painted(color, ground), ground);
    }));

  const ringProblem = (carrier) => {
    const ring = ringOf(carrier);
    if (ring.width < MIN_RING) return `a ring of ${ring.width} px`;
    const box = carrier.getClientRects()[0];
    const far = sidesOf(box, ring.gap + ring.width - 0.5);
    const seen = far.filter((side) => isOnScreen(side) && !isClipped(carrier, side));
    const isLarge = box.height > innerHeight - 20 || box.width > innerWidth - 20;
    if (seen.length < (isLarge ? 2 : 3)) return `a ring cut off on ${4 - seen.length} sides`;
    const contrast = weakest(sidesOf(box, ring.gap + ring.width + 1), ring.color);
    return contrast < MIN_CONTRAST ? `a ring of contrast ${contrast.toFixed(1)}` : "";
  };

  const strokesOf = (target) =>
    [target, ...target.querySelectorAll("*")].map((shape) => {
      const { stroke, strokeWidth } = getComputedStyle(shape);
      const scale = target.ownerSVGElement.getScreenCTM().a;
      return { shape, stroke, width: stroke === "none" ? 0 : parseFloat(strokeWidth) * scale };
    });
  // A shape in a drawing may carry the ring as a stroke that it has only when focused.
  const strokeProblem = (target) => {
    const focused = strokesOf(target);
    target.blur();
    const before = strokesOf(target);
    target.focus({ focusVisible: true, preventScroll: true });
    const changed = focused.filter((it, at) =>
      it.stroke !== before[at].stroke || it.width !== before[at].width);
    const thick = changed.filter((it) => it.width >= MIN_RING);
    if (!thick.length) return "no stroke of 2 px";
    const contrast = Math.max(...thick.map(({ shape, stroke, width }) =>
      weakest(sidesOf(shape.getBoundingClientRect(), width), stroke)));
    return contrast < MIN_CONTRAST ? `a stroke of contrast ${contrast.toFixed(1)}` : "";
  };

  const ringComplaint = (target) => {
    const problems = carriersOf(target).map(ringProblem);
    if (target.ownerSVGElement) problems.push(strokeProblem(target));
    const said = problems.includes("") ? "" : (problems.at(target.ownerSVGElement ? -1 : 0) ?? "nothing");
    return said && `${limits.targetName(target)} shows ${said} when focused`;
  };

  const isCoveredBy = (seen, [x, y]) => {
    const hit = document.elementFromPoint(x, y);
    if (!hit || seen.contains(hit) || hit.contains(seen)) return null;
    const layer = limits.layerOf(hit);
    return layer && !layer.contains(seen) ? layer : null;
  };
  const coverComplaint = (target) => {
    const seen = limits.aim(target);
    const name = limits.targetName(target);
    const inner = [...seen.getClientRects()].flatMap((box) => [
      [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
      ...[[box.left + 3, box.top + 3], [box.right - 3, box.top + 3]],
      ...[[box.left + 3, box.bottom - 3], [box.right - 3, box.bottom - 3]],
    ]).filter(isOnScreen);
    if (!inner.length) return `${name} is not on the screen when focused`;
    const bar = inner.map((point) => isCoveredBy(seen, point)).find(Boolean);
    if (bar) return `${limits.nameOf(bar)} covers ${name} when focused`;
    const hit = document.elementFromPoint(...inner[0]);
    const isOpen = !hit || seen.contains(hit) || hit.contains(seen) || hit.contains(target);
    return isOpen ? "" : `${limits.nameOf(hit)} covers ${name} when focused`;
  };

  const complaints = () => {
    const target = document.activeElement;
    if (!target || target === document.body) return ["nothing has the focus"];
    return [ringComplaint(target), coverComplaint(target)].filter(Boolean);
  };

  // Gives every stop a number, and notes at which of them the focus arrives.
  limits.followFocus = () => {
    const stops = limits.stops();
    limits.stopped = [];
    addEventListener("focusin", ({ target }) => { limits.stopped.push(stops.indexOf(target)); });
    return stops.length;
  };
  // After one key press, browsers show the ring of each focus that a script gives.
  limits.focusEach = () => {
    const problems = new Set();
    for (const target of limits.stops()) {
      target.focus({ focusVisible: true });
      if (document.activeElement === target) complaints().forEach((it) => problems.add(it));
      else problems.add(`${limits.targetName(target)} takes no focus`);
    }
    return [...problems];
  };
})();
