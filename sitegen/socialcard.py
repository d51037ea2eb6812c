"""The picture that social sites show with a link: the page's title above the site's name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.files import digest_of
from sitegen.images import Cache, NotAPicture

if TYPE_CHECKING:
    from PIL import Image, ImageFont

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

SIZE = (1200, 630)
MARGIN = 80
# With a drawn background the words keep to the left of it.
SHARE_OF_WORDS = 0.58
TITLE_SIZES = (84, 72, 60, 50, 42)
NAME_SIZES = (36, 30, 24, 18)


class NotAFont(Exception):
    """The file cannot be read as a font."""


@dataclass(frozen=True, slots=True)
class Look:
    """How cards are drawn: on a color, or on a picture of that color; with a font, else Pillow's.

    ``background`` and ``font`` are the contents of files.
    """

    color: str
    background: bytes = b""
    font: bytes = b""


def social_card(title: str, name: str, look: Look, cache: Cache) -> bytes:
    """Return a PNG of 1200 x 630 pixels that shows ``title`` above ``name``.

    Raises NotAPicture if the background is none of that size, NotAFont if the font is no font.
    """
    files = digest_of(look.background), digest_of(look.font)
    key = "social card", title, name, look.color, *files
    return cache.get(key, lambda: _draw(title, name, look))


def _draw(title: str, name: str, look: Look) -> bytes:
    from PIL import ImageDraw

    picture = _ground(look)
    draw = ImageDraw.Draw(picture)
    paper = "#ffffff" if _is_dark(look.color) else "#111111"
    bottom, font_of = SIZE[1] - MARGIN, _fonts(look.font)
    width = SIZE[0] * (SHARE_OF_WORDS if look.background else 1) - 2 * MARGIN
    for size in TITLE_SIZES:
        font = font_of(size)
        lines = _wrapped(title, font, width)
        if len(lines) * size * 1.25 <= bottom - MARGIN - 90:
            break
    for at, line in enumerate(lines):
        draw.text((MARGIN, MARGIN + at * size * 1.25), line, fill=paper, font=font)
    draw.rectangle((MARGIN, bottom - 62, MARGIN + 120, bottom - 56), fill=paper)
    small = next((n for n in NAME_SIZES if font_of(n).getlength(name) <= width), NAME_SIZES[-1])
    draw.text((MARGIN, bottom - 36), name, fill=paper, font=font_of(small))
    out = io.BytesIO()
    picture.quantize(128 if look.background else 32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _ground(look: Look) -> Image.Image:
    from PIL import Image

    if not look.background:
        return Image.new("RGB", SIZE, look.color)
    try:
        picture = Image.open(io.BytesIO(look.background)).convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture("this is not a picture") from error
    if picture.size != SIZE:
        raise NotAPicture(f"this is {picture.size[0]} x {picture.size[1]} pixels, not 1200 x 630")
    return picture


def _fonts(content: bytes) -> Callable[[float], Font]:
    from PIL import ImageFont

    def font(size: float) -> Font:
        if not content:
            return ImageFont.load_default(size)
        try:
            return ImageFont.truetype(io.BytesIO(content), size)
        except OSError as error:
            raise NotAFont("this is not a font") from error

    return font


def _is_dark(color: str) -> bool:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return red * 0.299 + green * 0.587 + blue * 0.114 < 150


def _wrapped(text: str, font: Font, width: float) -> list[str]:
    lines = [""]
    for word in _pieces(text, font, width):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _pieces(text: str, font: Font, width: float) -> Iterator[str]:
    """Yield the words of a text, those too long for a line in parts that fit."""
    for word in text.split():
        rest = word
        while font.getlength(rest) > width:
            fitting = max(n for n in range(1, len(rest)) if font.getlength(rest[:n]) <= width)
            yield rest[:fitting]
            rest = rest[fitting:]
        yield rest
