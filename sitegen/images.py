"""Pictures: sizes and formats for the web, and the card that social sites show.

Encoding is slow, so results are cached by content; the same input gives the same bytes.
Nothing of the original but its pixels is kept: no EXIF, no place, no camera.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageFont

RECIPE = "1"
CARD_SIZE = (1200, 630)
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
QUALITY = {"avif": {"quality": 55, "speed": 6}, "webp": {"quality": 76, "method": 4}}


class NotAPicture(Exception):
    """The file cannot be read as a picture; the message says why in an owner's words."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoded size of a picture."""

    format: str
    width: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Variants:
    """A picture in several widths: modern formats and one that every browser reads."""

    width: int
    height: int
    modern: tuple[Variant, ...]
    fallback: tuple[Variant, ...]


class Cache:
    """Bytes by key in a folder; a folder that cannot be written only costs time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under ``key``, else make and keep them."""
        path = self.folder / blake2b(repr((RECIPE, *key)).encode(), digest_size=20).hexdigest()
        try:
            kept = path.read_bytes()
            if blake2b(kept[20:], digest_size=20).digest() == kept[:20]:
                return kept[20:]
        except OSError:
            pass
        content = make()
        self._keep(path, blake2b(content, digest_size=20).digest() + content)
        return content

    def _keep(self, path: Path, content: bytes) -> None:
        new = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            new.write_bytes(content)
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)


def variants(content: bytes, widths: tuple[int, ...], cache: Cache) -> Variants:
    """Encode a picture at each of ``widths`` (pixels) that does not enlarge it.

    Raises NotAPicture.
    """
    digest = blake2b(content, digest_size=20).hexdigest()
    width, height, has_alpha = _measure(content)
    sizes = sorted({min(wanted, width) for wanted in widths})
    plain = "png" if has_alpha else "jpg"

    def encoded(form: str, wide: int) -> Variant:
        key = ("variant", digest, form, wide)
        return Variant(form, wide, cache.get(key, lambda: _encode(content, form, wide)))

    return Variants(
        width,
        height,
        tuple(encoded(form, wide) for form in ("avif", "webp") for wide in sizes),
        tuple(encoded(plain, wide) for wide in sizes),
    )


def scaled_png(content: bytes, width: int, cache: Cache) -> bytes:
    """Return the picture as a PNG of at most ``width`` pixels. Raises NotAPicture."""
    digest = blake2b(content, digest_size=20).hexdigest()
    return cache.get(("png", digest, width), lambda: _encode(content, "png", width))


def svg_size(content: bytes) -> tuple[int, int]:
    """Return width and height of an SVG from its first tag. Raises NotAPicture."""
    head = content[:4096].decode("utf-8", "replace")
    tag = re.search(r"<svg\b[^>]*>", head)
    if not tag:
        raise NotAPicture("it holds no <svg> element")
    box = re.search(
        r'viewBox\s*=\s*["\']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)', tag[0]
    )
    sizes = [
        re.search(rf'\s{name}\s*=\s*["\']([\d.]+)(?:px)?["\']', tag[0])
        for name in ("width", "height")
    ]
    if all(sizes):
        width, height = (float(size[1]) for size in sizes if size)
    elif box:
        width, height = float(box[1]), float(box[2])
    else:
        raise NotAPicture("it has neither width and height nor a viewBox")
    return round(width), round(height)


def _open(content: bytes) -> Image.Image:
    from PIL import Image, ImageOps

    try:
        picture = Image.open(io.BytesIO(content))
        if picture.width * picture.height > 100_000_000:
            raise NotAPicture("it has more than 100 million pixels")
        picture.load()
        upright: Image.Image = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError) as error:
        raise NotAPicture(f"it is damaged or not a picture ({error})") from error
    return upright


def _measure(content: bytes) -> tuple[int, int, bool]:
    """Return width, height as seen (after EXIF turning) and whether it can be see-through."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError) as error:
        raise NotAPicture(f"it is damaged or not a picture ({error})") from error
    return (height, width, alpha) if turned else (width, height, alpha)


def _encode(content: bytes, form: str, width: int) -> bytes:
    from PIL import Image

    picture = _srgb(_open(content))
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    picture = picture.convert("RGBA" if has_alpha and form != "jpg" else "RGB")
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    return _saved(picture, form)


def _srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except ImageCms.PyCMSError:
        return picture
    return converted or picture


def _saved(picture: Image.Image, form: str) -> bytes:
    from PIL import Image

    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    if form == "jpg":
        bare.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    elif form == "png":
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, form.upper(), **QUALITY[form])
    return out.getvalue()


def social_card(title: str, name: str, color: str, cache: Cache) -> bytes:
    """Return a PNG of 1200 x 630 pixels that shows ``title`` above ``name`` on ``color``."""
    return cache.get(("card", title, name, color), lambda: _draw_card(title, name, color))


def _draw_card(title: str, name: str, color: str) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", CARD_SIZE, color)
    draw = ImageDraw.Draw(picture)
    paper = "#ffffff" if _is_dark(color) else "#111111"
    margin, bottom = 80, CARD_SIZE[1] - 80
    for size in (84, 72, 60, 50, 42):
        font = ImageFont.load_default(size)
        lines = _wrapped(title, font, CARD_SIZE[0] - 2 * margin)
        if len(lines) * size * 1.25 <= bottom - margin - 90:
            break
    for at, line in enumerate(lines):
        draw.text((margin, margin + at * size * 1.25), line, fill=paper, font=font)
    draw.rectangle((margin, bottom - 62, margin + 120, bottom - 56), fill=paper)
    draw.text((margin, bottom - 36), name, fill=paper, font=ImageFont.load_default(36))
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _is_dark(color: str) -> bool:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return red * 0.299 + green * 0.587 + blue * 0.114 < 150


def _wrapped(
    text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int
) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
