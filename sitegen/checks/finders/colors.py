"""Colors as CSS writes them (CSS Color 4), and the contrast of two after WCAG 2.2."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sitegen.checks.numbers import MOST

NAMED = """
    aliceblue:f0f8ff antiquewhite:faebd7 aqua:00ffff aquamarine:7fffd4 azure:f0ffff
    beige:f5f5dc bisque:ffe4c4 black:000000 blanchedalmond:ffebcd blue:0000ff blueviolet:8a2be2
    brown:a52a2a burlywood:deb887 cadetblue:5f9ea0 chartreuse:7fff00 chocolate:d2691e
    coral:ff7f50 cornflowerblue:6495ed cornsilk:fff8dc crimson:dc143c cyan:00ffff
    darkblue:00008b darkcyan:008b8b darkgoldenrod:b8860b darkgray:a9a9a9 darkgreen:006400
    darkkhaki:bdb76b darkmagenta:8b008b darkolivegreen:556b2f darkorange:ff8c00
    darkorchid:9932cc darkred:8b0000 darksalmon:e9967a darkseagreen:8fbc8f darkslateblue:483d8b
    darkslategray:2f4f4f darkturquoise:00ced1 darkviolet:9400d3 deeppink:ff1493
    deepskyblue:00bfff dimgray:696969 dodgerblue:1e90ff firebrick:b22222 floralwhite:fffaf0
    forestgreen:228b22 fuchsia:ff00ff gainsboro:dcdcdc ghostwhite:f8f8ff gold:ffd700
    goldenrod:daa520 gray:808080 green:008000 greenyellow:adff2f honeydew:f0fff0 hotpink:ff69b4
    indianred:cd5c5c indigo:4b0082 ivory:fffff0 khaki:f0e68c lavender:e6e6fa
    lavenderblush:fff0f5 lawngreen:7cfc00 lemonchiffon:fffacd lightblue:add8e6
    lightcoral:f08080 lightcyan:e0ffff lightgoldenrodyellow:fafad2 lightgray:d3d3d3
    lightgreen:90ee90 lightpink:ffb6c1 lightsalmon:ffa07a lightseagreen:20b2aa
    lightskyblue:87cefa lightslategray:778899 lightsteelblue:b0c4de lightyellow:ffffe0
    lime:00ff00 limegreen:32cd32 linen:faf0e6 magenta:ff00ff maroon:800000
    mediumaquamarine:66cdaa mediumblue:0000cd mediumorchid:ba55d3 mediumpurple:9370db
    mediumseagreen:3cb371 mediumslateblue:7b68ee mediumspringgreen:00fa9a
    mediumturquoise:48d1cc mediumvioletred:c71585 midnightblue:191970 mintcream:f5fffa
    mistyrose:ffe4e1 moccasin:ffe4b5 navajowhite:ffdead navy:000080 oldlace:fdf5e6 olive:808000
    olivedrab:6b8e23 orange:ffa500 orangered:ff4500 orchid:da70d6 palegoldenrod:eee8aa
    palegreen:98fb98 paleturquoise:afeeee palevioletred:db7093 papayawhip:ffefd5
    peachpuff:ffdab9 peru:cd853f pink:ffc0cb plum:dda0dd powderblue:b0e0e6 purple:800080
    rebeccapurple:663399 red:ff0000 rosybrown:bc8f8f royalblue:4169e1 saddlebrown:8b4513
    salmon:fa8072 sandybrown:f4a460 seagreen:2e8b57 seashell:fff5ee sienna:a0522d silver:c0c0c0
    skyblue:87ceeb slateblue:6a5acd slategray:708090 snow:fffafa springgreen:00ff7f
    steelblue:4682b4 tan:d2b48c teal:008080 thistle:d8bfd8 tomato:ff6347 turquoise:40e0d0
    violet:ee82ee wheat:f5deb3 white:ffffff whitesmoke:f5f5f5 yellow:ffff00 yellowgreen:9acd32
"""
NAMES = {name: value for name, _, value in (it.partition(":") for it in NAMED.split())}
HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.I)
FUNCTION = re.compile(r"(rgba?|hsla?|hwb|oklab|oklch)\(([^()]*)\)", re.I)
NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(%|deg|turn|rad|grad)?", re.I)
DEGREES = {"turn": 360.0, "rad": 180 / math.pi, "grad": 0.9, "deg": 1.0}
# The share of OKLab's a and b, and of OKLCH's chroma, that 100 % stands for.
WIDEST = 0.4


@dataclass(frozen=True, slots=True)
class Color:
    """A color of the sRGB screen; each channel and the opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


def color_of(text: str) -> Color | None:
    """Return the color that a CSS value stands for; None for what only a browser can tell."""
    text = text.strip().lower()
    if text == "transparent":
        return Color(0, 0, 0, 0)
    name = text.replace("grey", "gray")
    match = HEX.fullmatch(f"#{NAMES[name]}" if name in NAMES else text)
    if match:
        digits = match[1] if len(match[1]) > 4 else "".join(it * 2 for it in match[1])
        channels = [int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)]
        return Color(*channels)
    function = FUNCTION.fullmatch(text)
    return _function(function[1], function[2]) if function else None


def contrast(one: Color, other: Color) -> float:
    """Return how many times lighter the lighter of two opaque colors is, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def over(top: Color, ground: Color) -> Color:
    """Return what is seen of a color that lies over an opaque one."""
    share = top.alpha
    return Color(
        top.red * share + ground.red * (1 - share),
        top.green * share + ground.green * (1 - share),
        top.blue * share + ground.blue * (1 - share),
    )


def _luminance(color: Color) -> float:
    red, green, blue = (_linear(it) for it in (color.red, color.green, color.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _function(name: str, inner: str) -> Color | None:
    words = re.sub(r"[,/]", " ", inner).replace("none", "0").split()
    numbers = [NUMBER.fullmatch(it) for it in words]
    if len(words) not in (3, 4) or not all(numbers):
        return None
    parts = [(max(-MOST, min(float(it[1]), MOST)), it[2] or "") for it in numbers if it]
    alpha = _share(parts[3]) if len(parts) == 4 else 1.0
    make = {"rgb": _rgb, "hsl": _hsl, "hwb": _hwb, "oklab": _oklab, "oklch": _oklch}
    red, green, blue = (min(1.0, max(0.0, it)) for it in make[name.removesuffix("a")](parts[:3]))
    return Color(red, green, blue, min(1.0, max(0.0, alpha)))


Parts = list[tuple[float, str]]
Channels = tuple[float, float, float]


def _share(part: tuple[float, str], whole: float = 1.0) -> float:
    number, unit = part
    return number / 100 * whole if unit == "%" else number


def _degrees(part: tuple[float, str]) -> float:
    return part[0] * DEGREES.get(part[1], 1.0) % 360


def _rgb(parts: Parts) -> Channels:
    red, green, blue = (_share(it, 255.0) / 255 for it in parts)
    return red, green, blue


def _hsl(parts: Parts) -> Channels:
    hue, saturation, lightness = _degrees(parts[0]), parts[1][0] / 100, parts[2][0] / 100
    chroma = saturation * min(lightness, 1 - lightness)

    def channel(step: int) -> float:
        at = (step + hue / 30) % 12
        return lightness - chroma * max(-1.0, min(at - 3, 9 - at, 1.0))

    return channel(0), channel(8), channel(4)


def _hwb(parts: Parts) -> Channels:
    white, black = parts[1][0] / 100, parts[2][0] / 100
    if white + black >= 1:
        return (white / (white + black),) * 3
    pure = _hsl([parts[0], (100, "%"), (50, "%")])
    red, green, blue = (it * (1 - white - black) + white for it in pure)
    return red, green, blue


def _oklch(parts: Parts) -> Channels:
    chroma, hue = _share(parts[1], WIDEST), math.radians(_degrees(parts[2]))
    axes = (chroma * math.cos(hue), ""), (chroma * math.sin(hue), "")
    return _oklab([parts[0], *axes])


def _oklab(parts: Parts) -> Channels:
    lightness, a, b = _share(parts[0]), _share(parts[1], WIDEST), _share(parts[2], WIDEST)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
