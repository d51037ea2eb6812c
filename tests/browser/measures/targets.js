// What fingers and keys aim at. Needs text.js.
globalThis.limits ??= {};
(() => {
  const AIMED_AT =
    "a[href], button, summary, input:not([type=hidden]), select, textarea, iframe, " +
    "video[controls], audio[controls], [tabindex], [contenteditable]";
  const OPENED_BY_FOCUS = ".skip-link";
  const NEEDED = 44;

  const all = () => [...document.querySelectorAll(AIMED_AT)].filter((it) => it.checkVisibility());
  const nameOf = (target) => {
    const label = target.labels?.[0]?.textContent ?? target.textContent;
    const words = label.replace(/\s+/g, " ").trim().slice(0, 40);
    return words ? `“${words}”` : limits.nameOf(target);
  };
  // A choice is also made by its label, which is what is seen of it.
  const aim = (target) => target.labels?.[0] ?? target;

  const isInSentence = (target) => {
    const block = target.closest("p, li, dd, td");
    if (!block || getComputedStyle(target).display !== "inline") return false;
    const rest = block.cloneNode(true);
    rest.querySelectorAll("a, ul, ol, dl").forEach((inner) => inner.remove());
    return /[A-Za-z]{2}/.test(rest.textContent);
  };
  // The area that answers may be larger than the box: a whole card, say.
  const answers = (target) => {
    target.scrollIntoView({ block: "center", behavior: "instant" });
    const box = target.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const half = NEEDED / 2 - 0.5;
    return [[half, 0], [-half, 0], [0, half], [0, -half]].every(([dx, dy]) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return hit && target.contains(hit);
    });
  };
  // A drawing answers where its shapes are: a disc of that width has to fit in somewhere.
  const STEPS = 8;
  const DISC = [...Array(STEPS ** 2).keys()]
    .map((at) => [at % STEPS, Math.floor(at / STEPS)])
    .filter(([x, y]) => Math.hypot(x - (STEPS - 1) / 2, y - (STEPS - 1) / 2) <= (STEPS - 1) / 2);
  const hasRoom = (target) => {
    target.scrollIntoView({ block: "center", behavior: "instant" });
    const box = target.getBoundingClientRect();
    const step = (NEEDED - 1) / (STEPS - 1);
    const isHit = (x, y) => target.contains(document.elementFromPoint(x, y));
    for (let top = box.top + 0.5; top + NEEDED - 1 <= box.bottom; top += 4) {
      for (let left = box.left + 0.5; left + NEEDED - 1 <= box.right; left += 4) {
        if (DISC.every(([x, y]) => isHit(left + x * step, top + y * step))) return true;
      }
    }
    return false;
  };
  const isLargeEnough = (target) =>
    target.ownerSVGElement
      ? hasRoom(target)
      : Math.min(...sizeOf(target)) >= NEEDED - 0.1 || answers(target);
  const sizeOf = (target) => {
    const box = target.getBoundingClientRect();
    return [box.width, box.height].map((side) => Math.round(side * 10) / 10);
  };

  limits.smallTargets = () =>
    all()
      .filter((target) => target.tabIndex >= 0 && !target.matches(OPENED_BY_FOCUS))
      .filter((target) => !isInSentence(target) && !isLargeEnough(aim(target)))
      .map((target) => `${nameOf(target)} is only ${sizeOf(aim(target)).join(" x ")} px`);

  // Boxes of drawn targets may cross without their shapes meeting.
  const bothAnswer = (one, other, area) => {
    if (!one.ownerSVGElement && !other.ownerSVGElement) return true;
    scrollTo({ top: area.top + scrollY - innerHeight / 2, behavior: "instant" });
    const shift = one.getBoundingClientRect().top - area.from;
    for (let y = area.top + 1; y < area.bottom; y += 3) {
      for (let x = area.left + 1; x < area.right; x += 3) {
        const hit = document.elementsFromPoint(x, y + shift);
        if ([one, other].every((target) => hit.some((it) => target.contains(it)))) return true;
      }
    }
    return false;
  };

  limits.overlappingTargets = () => {
    scrollTo(0, 0);
    const shown = all().filter((it) => it.tabIndex >= 0 && !it.matches(OPENED_BY_FOCUS));
    const boxes = [...new Set(shown.map(aim))].flatMap((target) =>
      [...target.getClientRects()].map((box) => ({
        target, box, layer: limits.layerOf(target), from: target.getBoundingClientRect().top,
      })));
    boxes.sort((a, b) => a.box.top - b.box.top);
    const found = new Set();
    boxes.forEach((one, at) => {
      for (let next = at + 1; next < boxes.length; next += 1) {
        const other = boxes[next];
        if (other.box.top >= one.box.bottom - 1) break;
        if (one.layer !== other.layer || one.target === other.target) continue;
        if (one.target.contains(other.target) || other.target.contains(one.target)) continue;
        const area = {
          left: Math.max(one.box.left, other.box.left),
          right: Math.min(one.box.right, other.box.right),
          top: other.box.top,
          bottom: Math.min(one.box.bottom, other.box.bottom),
          from: one.from,
        };
        // Lines of one sentence touch when they stand close.
        const slack = isInSentence(one.target) && isInSentence(other.target) ? 6 : 1;
        const isShared = area.right - area.left > 1 && area.bottom - area.top > slack;
        if (isShared && bothAnswer(one.target, other.target, area)) {
          found.add(`${nameOf(one.target)} and ${nameOf(other.target)} share an area`);
        }
      }
    });
    return [...found];
  };

  // Of choices with one name, keys stop at one: the arrows lead to the others.
  const isOwnStop = (target) => {
    if (target.disabled || target.closest("[inert]")) return false;
    if (target.type !== "radio" || !target.name) return true;
    const group = [...(target.form ?? document).querySelectorAll("input[type=radio]")]
      .filter((it) => it.name === target.name);
    return target === (group.find((it) => it.checked) ?? group[0]);
  };

  limits.orderProblems = () => {
    const stops = limits.stops();
    const unreachable = all().filter((target) =>
      target.tabIndex < 0 && target.matches("a, button, summary, input, select, textarea"));
    const main = document.querySelector("main");
    const isSkipLink = stops[0]?.matches("a.skip-link") && main && stops[0].hash === `#${main.id}`;
    return [
      ...stops.filter((target) => target.tabIndex > 0)
        .map((target) => `${nameOf(target)} jumps the queue of the Tab key`),
      ...unreachable.map((target) => `${nameOf(target)} is out of reach of the Tab key`),
      ...(isSkipLink ? [] : ["the first stop is no skip link to the main text"]),
    ];
  };

  limits.aim = aim;
  limits.targetName = nameOf;
  // What the Tab key should stop at, in the order of the page.
  limits.stops = () => all().filter((target) => target.tabIndex >= 0 && isOwnStop(target));
})();
