// Colours as they are painted, whatever way they are written.
globalThis.limits ??= {};
(() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const channels = (color) => {
    if (!known.has(color)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = color;
      pen.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
      known.set(color, [red, green, blue, alpha / 255]);
    }
    return known.get(color);
  };
  const over = (top, ground) =>
    [0, 1, 2].map((at) => top[at] * top[3] + ground[at] * (1 - top[3])).concat(1);
  const luminance = (color) => {
    const [red, green, blue] = color.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  limits.contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  limits.channels = channels;
  // What is painted at a point of the screen, words and pictures left out.
  limits.groundAt = (x, y) => {
    const layers = [];
    for (const element of document.elementsFromPoint(x, y)) {
      const color = channels(getComputedStyle(element).backgroundColor);
      layers.push(color);
      if (color[3] === 1) break;
    }
    const canvas = channels("Canvas");
    return layers.reverse().reduce((ground, layer) => over(layer, ground), canvas);
  };
  limits.painted = (color, ground) => over(channels(color), ground);
})();
