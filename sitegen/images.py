"""Pictures: sizes and formats for the web.

Encoding is slow, so results are cached by content; the same input gives the same bytes.
Nothing of the original but its pixels is kept: no EXIF, no place, no camera.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

RECIPE = "4"
MAX_PIXELS = 100_000_000
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
QUALITY = {
    "avif": {"quality": 55, "speed": 6, "max_threads": 1},
    "webp": {"quality": 76, "method": 4},
}


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
            with contextlib.suppress(OSError):
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
    head = re.sub(r"<!--.*?-->", "", content[:16384].decode("utf-8", "replace"), flags=re.S)
    tag = re.search(r"<svg\b[^>]*>", head)
    if not tag:
        raise NotAPicture("it holds no <svg> element")
    attributes = dict(re.findall(r"""\s([\w-]+)\s*=\s*["']([^"']*)["']""", tag[0]))
    sizes = [attributes.get(name, "").removesuffix("px") for name in ("width", "height")]
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    for pair in (sizes, box[2:]):
        if len(pair) == 2 and all(re.fullmatch(r"\d+(\.\d+)?", size) for size in pair):
            width, height = (float(size) for size in pair)
            if width > 0 and height > 0:
                return max(1, round(width)), max(1, round(height))
    raise NotAPicture("it has neither width and height nor a viewBox")


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """Open a picture without decoding it. Raises NotAPicture for all that goes wrong inside."""
    # Without these three, Pillow would load all that it has to find them.
    from PIL import AvifImagePlugin, IcoImagePlugin, Image, WebPImagePlugin  # noqa: F401  # each makes itself known

    bombs = (Image.DecompressionBombError,)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise NotAPicture("it has more than 100 million pixels")
                yield picture
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, *bombs) as error:
        raise NotAPicture("it is damaged, or not a picture that can be used here") from error


def size(content: bytes) -> tuple[int, int]:
    """Return width and height of a picture as it is seen. Raises NotAPicture."""
    width, height, _ = _measure(content)
    return width, height


def _measure(content: bytes) -> tuple[int, int, bool]:
    """Return width, height as seen (after EXIF turning) and whether it can be see-through."""
    with _opened(content) as picture:
        width, height = picture.size
        turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (
            (height, width, _has_alpha(picture)) if turned else (width, height, _has_alpha(picture))
        )


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _encode(content: bytes, form: str, width: int) -> bytes:
    from PIL import Image, ImageOps

    with _opened(content) as opened:
        picture = _srgb(_eight_bit(ImageOps.exif_transpose(opened)))
        picture = picture.convert("RGBA" if _has_alpha(picture) and form != "jpg" else "RGB")
        if picture.width > width:
            height = max(1, round(picture.height * width / picture.width))
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        return _saved(picture, form)


def _eight_bit(picture: Image.Image) -> Image.Image:
    """Scale 16-bit grey, which Pillow would cut off at 255."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")


def _srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    from PIL import ImageCms

    try:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
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
