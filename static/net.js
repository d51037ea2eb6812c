// Lets the net of templates/components/fascia-net.html be pulled. Each point follows the knot by
// its share of the pull, and later the farther away it lies.
{
  const LAG = 9; // units that a pull travels in one frame
  const FRAMES = 40;
  const STEP = 14;
  const FARTHEST = 90; // beyond, threads would fold over each other
  const net = document.querySelector("#drawing-fascia-net");
  const moving = net.querySelector("[data-pull]");
  const knot = moving.lastElementChild;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
  const numbers = (text) => text.split(" ").map(Number);
  const [center, drawn, [reach]] = ["at", "pull", "reach"].map((it) => numbers(moving.dataset[it]));

  const away = (point) => Math.hypot(point[0] - center[0], point[1] - center[1]);
  const share = (point) => Math.exp(1 - Math.hypot(1, away(point) / reach));

  // The drawing shows the net pulled: walk back to where a point lies at rest.
  const atRest = (shown) => {
    let rest = shown;
    for (let n = 0; n < 40; n++) rest = shown.map((value, axis) => value - drawn[axis] * share(rest));
    return { rest, share: share(rest), late: Math.min(FRAMES - 1, Math.round(away(rest) / LAG)) };
  };

  const parts = [...moving.querySelectorAll("[d], [transform]")].map((element) => {
    const name = element.hasAttribute("d") ? "d" : "transform";
    const words = element.getAttribute(name).split(/(-?\d+ -?\d+)/);
    return { element, name, words: words.map((word, n) => (n % 2 ? atRest(numbers(word)) : word)) };
  });

  let past = Array(FRAMES).fill(drawn); // where the knot was, newest first
  let aim = drawn;
  let speed = [0, 0];
  let grip = null; // where the pointer holds the knot
  let isRunning = false;

  const draw = () => {
    const shown = (word) =>
      word.rest ? word.rest.map((it, axis) => (it + past[word.late][axis] * word.share).toFixed(1)).join(" ") : word;
    for (const { element, name, words } of parts) element.setAttribute(name, words.map(shown).join(""));
  };

  const frame = () => {
    speed = speed.map((it, axis) => (grip ? 0 : (it + (aim[axis] - past[0][axis]) / 9) * 0.8));
    past = [grip ? aim : past[0].map((it, axis) => it + speed[axis]), ...past.slice(0, -1)];
    isRunning = past.some((it) => Math.hypot(it[0] - aim[0], it[1] - aim[1]) > 0.2);
    if (!isRunning) past.fill(aim);
    draw();
    if (isRunning) requestAnimationFrame(frame);
  };

  const pull = (to) => {
    const scale = Math.min(1, FARTHEST / Math.hypot(...to));
    aim = to.map((it) => it * scale || 0);
    if (isCalm.matches) {
      past.fill(aim);
      draw();
    } else if (!isRunning) {
      isRunning = true;
      requestAnimationFrame(frame);
    }
  };

  const place = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(net.getScreenCTM().inverse());
    return [point.x, point.y];
  };

  const letGo = () => {
    grip = null;
    pull([0, 0]);
  };

  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const handlers = {
    pointerdown(event) {
      knot.setPointerCapture(event.pointerId);
      grip = place(event).map((it, axis) => it - past[0][axis]);
    },
    pointermove(event) {
      if (grip) pull(place(event).map((it, axis) => it - grip[axis]));
    },
    lostpointercapture: letGo,
    keydown(event) {
      const move = moves[event.key];
      if (move) pull(aim.map((it, axis) => it + move[axis] * STEP));
      else if (event.key === "Escape") letGo();
      else return;
      event.preventDefault();
    },
  };
  for (const [name, handler] of Object.entries(handlers)) knot.addEventListener(name, handler);
  // Browsers do not heed touch-action inside a drawing, and would scroll.
  knot.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });

  // What can be moved is no longer an image; the role lets screen readers pass the arrow keys on.
  net.setAttribute("role", "group");
  const attributes = { role: "application", tabindex: 0, "aria-label": moving.dataset.label };
  for (const [name, value] of Object.entries(attributes)) knot.setAttribute(name, value);
}
