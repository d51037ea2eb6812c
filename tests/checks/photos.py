"""Photos as cameras and phones leave them, made for the tests."""

import io
import random

from PIL import Image

CAMERA, SERIAL, TAKEN, OWNER = 0x0110, 0xA431, 0x9003, 0xA430
NOTES, GPS = 0x8769, 0x8825
HERE = {1: "N", 2: (40.0, 50.0, 30.0), 3: "W", 4: (73.0, 17.0, 10.0)}


def photo(
    form: str,
    *,
    size: tuple[int, int] = (16, 12),
    fields: dict[int, object] | None = None,
    notes: dict[int, object] | None = None,
    place: bool = False,
) -> bytes:
    """Return a picture with Exif: ``fields`` of the picture, ``notes`` of the camera."""
    exif = Image.Exif()
    exif.update(fields or {})
    if notes:
        exif[NOTES] = notes
    if place:
        exif[GPS] = HERE
    out = io.BytesIO()
    Image.new("RGB", size, "#0b4f8a").save(out, form, exif=exif)
    return out.getvalue()


def noise(form: str, size: tuple[int, int]) -> bytes:
    """Return a picture of points that no format makes much smaller."""
    out = io.BytesIO()
    points = random.Random(0).randbytes(size[0] * size[1] * 3)
    Image.frombytes("RGB", size, points).save(out, form)
    return out.getvalue()
