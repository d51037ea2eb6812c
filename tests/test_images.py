"""Pictures as cameras and owners make them, encoded for the web."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from sitegen.images import Cache, NotAPicture, Variants, scaled_png, svg_size, variants

RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 160, 30), (30, 30, 220), (128, 128, 128)
ORIENTATION, GPS, ARTIST = 0x0112, 0x8825, 0x013B
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# sRGB with red and blue exchanged: a picture that is red by its numbers is blue by its profile.
SWAPPED = SRGB.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def quarters(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Return a picture: red and green above, blue and grey below."""
    picture = Image.new("RGB", size, RED)
    draw = ImageDraw.Draw(picture)
    wide, high = size
    draw.rectangle((wide // 2, 0, wide, high // 2 - 1), fill=GREEN)
    draw.rectangle((0, high // 2, wide // 2 - 1, high), fill=BLUE)
    draw.rectangle((wide // 2, high // 2, wide, high), fill=GREY)
    return picture.convert(mode)


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def decoded(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def pictures(found: Variants) -> list[Image.Image]:
    return [decoded(it.content) for it in (*found.modern, *found.fallback)]


def near(seen: object, wanted: tuple[int, ...], by: int = 24) -> bool:
    return isinstance(seen, tuple) and all(
        abs(one - other) <= by for one, other in zip(seen, wanted, strict=True)
    )


def corners(picture: Image.Image) -> list[object]:
    shown = picture.convert("RGB")
    wide, high = shown.size
    return [
        shown.getpixel((wide * x // 4, high * y // 4)) for x, y in ((1, 1), (3, 1), (1, 3), (3, 3))
    ]


def looks_right(picture: Image.Image) -> bool:
    return all(
        near(seen, wanted)
        for seen, wanted in zip(corners(picture), (RED, GREEN, BLUE, GREY), strict=True)
    )


# --- sizes and formats ---


def test_a_photo_comes_in_avif_webp_and_jpeg(cache: Cache) -> None:
    found = variants(saved(quarters(), "JPEG", quality=95), (16, 32), cache)
    assert (found.width, found.height) == (64, 48)
    assert [(it.format, it.width) for it in found.modern] == [
        ("avif", 16),
        ("avif", 32),
        ("webp", 16),
        ("webp", 32),
    ]
    assert [(it.format, it.width) for it in found.fallback] == [("jpg", 16), ("jpg", 32)]
    assert [picture.format for picture in pictures(found)] == [
        *("AVIF", "AVIF", "WEBP", "WEBP", "JPEG", "JPEG")
    ]
    assert all(looks_right(picture) for picture in pictures(found))


@pytest.mark.parametrize(
    ("widths", "made"),
    [
        ((16, 64), [16, 64]),
        ((16, 63, 100, 4000), [16, 63, 64]),
        ((480, 960, 1600), [64]),
        ((65,), [64]),
        ((32, 16, 32), [16, 32]),
    ],
)
def test_no_picture_is_enlarged(widths: tuple[int, ...], made: list[int], cache: Cache) -> None:
    found = variants(saved(quarters(), "PNG"), widths, cache)
    assert [it.width for it in found.fallback] == made
    assert [picture.width for picture in pictures(found)] == made * 3


@pytest.mark.parametrize("size", [(64, 48), (48, 64), (100, 7), (7, 100), (1, 50), (50, 1), (1, 1)])
def test_a_picture_keeps_its_proportions(size: tuple[int, int], cache: Cache) -> None:
    found = variants(saved(Image.new("RGB", size, RED), "PNG"), (5, 30, 200), cache)
    assert (found.width, found.height) == size
    for picture in pictures(found):
        assert picture.height >= 1
        assert abs(picture.height - picture.width * size[1] / size[0]) < 1
        assert near(picture.convert("RGB").getpixel((0, 0)), RED)


# --- what cameras and programs make ---

UPRIGHT = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize(
    ("orientation", "form"),
    [*((number, "JPEG") for number in UPRIGHT), (6, "PNG"), (8, "WEBP"), (3, "AVIF")],
)
def test_a_photo_stands_upright(orientation: int, form: str, cache: Cache) -> None:
    turn = UPRIGHT[orientation]
    stored = quarters() if turn is None else quarters().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    found = variants(saved(stored, form, exif=exif), (32,), cache)
    assert (found.width, found.height) == (64, 48)
    for picture in pictures(found):
        assert picture.size == (32, 24)
        assert looks_right(picture)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(orientation: int, cache: Cache) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    found = variants(saved(quarters(), "JPEG", exif=exif, quality=95), (64,), cache)
    assert looks_right(pictures(found)[-1])


def secretive(form: str) -> bytes:
    exif = Image.Exif()
    exif[ARTIST] = "SECRET NAME"
    exif[GPS] = {1: "N", 2: (40.0, 50.0, 34.0), 29: "SECRET DATE"}
    options: dict[str, object] = {"exif": exif, "icc_profile": SRGB}
    if form == "JPEG":
        options |= {"comment": b"SECRET COMMENT"}
    if form == "PNG":
        info = PngInfo()
        info.add_text("Author", "SECRET AUTHOR")
        options |= {"pnginfo": info}
    if form == "WEBP":
        options |= {"xmp": b"<x:xmpmeta>SECRET PLACE</x:xmpmeta>"}
    return saved(quarters(), form, **options)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_is_told_of_place_camera_or_author(form: str, cache: Cache) -> None:
    content = secretive(form)
    assert b"SECRET" in content
    found = variants(content, (16, 64), cache)
    for it in (*found.modern, *found.fallback):
        assert b"SECRET" not in it.content
        assert not decoded(it.content).getexif()
        assert "icc_profile" not in decoded(it.content).info
    assert b"SECRET" not in scaled_png(content, 64, cache)


def test_a_picture_for_print_gets_the_colors_of_a_screen(cache: Cache) -> None:
    found = variants(saved(quarters("CMYK"), "JPEG", quality=95), (64,), cache)
    assert all(looks_right(picture) for picture in pictures(found))
    assert {picture.mode for picture in pictures(found)} == {"RGB"}


@pytest.mark.parametrize(
    ("mode", "form"), [("RGB", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("RGBA", "WEBP")]
)
def test_colors_are_those_of_the_profile(mode: str, form: str, cache: Cache) -> None:
    content = saved(
        Image.new("RGB", (16, 16), (255, 0, 0)).convert(mode), form, icc_profile=SWAPPED
    )
    for picture in pictures(variants(content, (16,), cache)):
        red, _, blue = picture.convert("RGB").getpixel((8, 8))  # type: ignore[misc]  # RGB gives a tuple
        assert blue > 200 > 60 > red


@pytest.mark.parametrize("profile", [b"junk", b"junk" * 50, SRGB[:200], SRGB[:64] + b"\0" * 400])
def test_a_damaged_profile_is_ignored(profile: bytes, cache: Cache) -> None:
    content = saved(quarters(), "JPEG", quality=95, icc_profile=profile)
    assert all(looks_right(picture) for picture in pictures(variants(content, (64,), cache)))


def test_a_see_through_picture_stays_see_through(cache: Cache) -> None:
    picture = quarters("RGBA")
    picture.putpixel((0, 0), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 0), (0, 0, 32, 24))
    found = variants(saved(picture, "PNG"), (64,), cache)
    assert [it.format for it in found.fallback] == ["png"]
    for made in pictures(found):
        assert made.convert("RGBA").getpixel((8, 8))[3] == 0  # type: ignore[index]  # RGBA gives a tuple
        assert made.convert("RGBA").getpixel((48, 36))[3] == 255  # type: ignore[index]


def test_a_palette_may_hold_a_see_through_color(cache: Cache) -> None:
    picture = Image.new("P", (20, 20), 0)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.paste(1, (10, 0, 20, 20))
    found = variants(saved(picture, "PNG", transparency=0), (20,), cache)
    assert [it.format for it in found.fallback] == ["png"]
    for made in pictures(found):
        assert made.convert("RGBA").getpixel((3, 3))[3] == 0  # type: ignore[index]  # RGBA gives a tuple
        assert near(made.convert("RGB").getpixel((16, 16)), (0, 0, 255))


@pytest.mark.parametrize("mode", ["P", "L", "1", "LA"])
def test_pictures_of_few_colors_are_read(mode: str, cache: Cache) -> None:
    found = variants(saved(quarters(mode), "PNG"), (32,), cache)
    assert [picture.size for picture in pictures(found)] == [(32, 24)] * 3


@pytest.mark.parametrize("value", [0, 10000, 40000, 65535])
def test_sixteen_bits_of_grey_keep_their_brightness(value: int, cache: Cache) -> None:
    found = variants(saved(Image.new("I;16", (16, 16), value), "PNG"), (16,), cache)
    grey = round(value / 257)
    for picture in pictures(found):
        assert near(picture.convert("RGB").getpixel((8, 8)), (grey, grey, grey), by=6)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "BMP", "TIFF", "AVIF", "ICO"])
def test_other_formats_are_read(form: str, cache: Cache) -> None:
    picture = quarters(size=(32, 32))
    found = variants(saved(picture, form), (16,), cache)
    assert looks_right(pictures(found)[-1])


def test_of_an_animation_the_first_frame_is_shown(cache: Cache) -> None:
    frames = [Image.new("RGB", (32, 32), BLUE)]
    content = saved(Image.new("RGB", (32, 32), RED), "GIF", save_all=True, append_images=frames)
    found = variants(content, (32,), cache)
    assert near(pictures(found)[-1].convert("RGB").getpixel((16, 16)), RED)


# --- what is no picture ---


def claimed(wide: int, high: int) -> bytes:
    """Return the beginning of a PNG that claims to be that large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"%PDF-1.4",
        b"<svg/>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"II*\x00" + b"\xff" * 20,
        b"RIFF\x00\x00\x00\x00WEBP",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
)
def test_what_is_no_picture_is_told(content: bytes, cache: Cache) -> None:
    with pytest.raises(NotAPicture):
        variants(content, (16,), cache)
    with pytest.raises(NotAPicture):
        scaled_png(content, 16, cache)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"])
def test_a_picture_that_was_cut_off_is_told_or_read(form: str, tmp_path: Path) -> None:
    content = saved(quarters(size=(128, 96)), form)
    for part in (0.1, 0.3, 0.5, 0.7, 0.9):
        cut = content[: int(len(content) * part)]
        with suppress(NotAPicture):
            variants(cut, (8,), Cache(tmp_path))


def test_half_a_photo_is_told(cache: Cache) -> None:
    for form in ("JPEG", "PNG"):
        content = saved(quarters(size=(256, 192)), form)
        with pytest.raises(NotAPicture):
            variants(content[: len(content) // 2], (16,), cache)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF", "ICO"])
def test_a_damaged_picture_is_told_or_read(form: str, tmp_path: Path) -> None:
    dice = random.Random(form)
    content = saved(quarters(), form)
    for _ in range(8):
        damaged = bytearray(content)
        for _ in range(6):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        with suppress(NotAPicture):
            variants(bytes(damaged), (8,), Cache(tmp_path))


@pytest.mark.parametrize(
    "size", [(9_700, 9_700), (10_001, 10_000), (20_000, 20_000), (60_000, 60_000)]
)
def test_a_picture_that_would_fill_the_memory_is_told(size: tuple[int, int], cache: Cache) -> None:
    with pytest.raises(NotAPicture):
        variants(claimed(*size), (16,), cache)


@pytest.mark.parametrize("size", [(1, 17_000), (17_000, 1)])
def test_a_picture_too_long_for_a_format_is_told_or_read(
    size: tuple[int, int], cache: Cache
) -> None:
    with suppress(NotAPicture):
        variants(saved(Image.new("L", size, 9), "PNG"), (480, 20_000), cache)


def test_the_words_about_a_broken_picture_hold_no_address_in_memory(cache: Cache) -> None:
    with pytest.raises(NotAPicture) as told:
        variants(b"hello", (16,), cache)
    assert "0x" not in str(told.value)
    assert "BytesIO" not in str(told.value)


# --- the cache ---


def everything(found: Variants) -> list[tuple[str, int, bytes]]:
    return [(it.format, it.width, it.content) for it in (*found.modern, *found.fallback)]


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    content = secretive("JPEG")
    one = variants(content, (16, 64), Cache(tmp_path / "one"))
    other = variants(content, (16, 64), Cache(tmp_path / "other"))
    assert everything(one) == everything(other)


def test_what_was_encoded_once_is_read_from_the_cache(cache: Cache) -> None:
    content = saved(quarters(), "JPEG")
    first = everything(variants(content, (16,), cache))
    files = sorted(cache.folder.iterdir())
    assert len(files) == 3
    # Exchange two entries, each sound in itself: only somebody who reads them would notice.
    by_size = sorted(files, key=lambda path: path.stat().st_size)
    small, large = by_size[0].read_bytes(), by_size[-1].read_bytes()
    by_size[0].write_bytes(large)
    by_size[-1].write_bytes(small)
    second = everything(variants(content, (16,), cache))
    assert second != first
    assert sorted(it[2] for it in second) == sorted(it[2] for it in first)
    assert sorted(cache.folder.iterdir()) == files


def test_the_cache_knows_pictures_by_content_and_size(cache: Cache) -> None:
    red, blue = (saved(Image.new("RGB", (32, 32), color), "PNG") for color in (RED, BLUE))
    variants(red, (16,), cache)
    count = len(list(cache.folder.iterdir()))
    assert near(pictures(variants(blue, (16,), cache))[-1].convert("RGB").getpixel((8, 8)), BLUE)
    variants(red, (8,), cache)
    assert len(list(cache.folder.iterdir())) == 3 * count
    variants(red, (16,), cache)
    assert len(list(cache.folder.iterdir())) == 3 * count


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "poison",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"x" * 20),
        lambda path: path.write_bytes(b"<script>alert(1)</script>"),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes()[:30]),
        lambda path: path.write_bytes(path.read_bytes() + b"x"),
        flip,
        Path.unlink,
        replace_by_folder,
    ],
    ids=["empty", "short", "script", "cut", "half", "longer", "flipped", "gone", "folder"],
)
def test_a_poisoned_entry_is_ignored(poison: Callable[[Path], object], cache: Cache) -> None:
    content = saved(quarters(), "JPEG")
    first = everything(variants(content, (16,), cache))
    for path in cache.folder.iterdir():
        poison(path)
    assert everything(variants(content, (16,), cache)) == first
    assert everything(variants(content, (16,), cache)) == first


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    content = saved(quarters(), "JPEG")
    wanted = everything(variants(content, (16,), Cache(tmp_path / "good")))
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("x" * 300)):
        assert everything(variants(content, (16,), Cache(folder))) == wanted
    assert (tmp_path / "file").read_text() == "x"


def test_a_broken_picture_leaves_nothing_in_the_cache(cache: Cache) -> None:
    with pytest.raises(NotAPicture):
        variants(b"hello", (16,), cache)
    assert not cache.folder.exists() or not list(cache.folder.iterdir())


# --- icons ---


@pytest.mark.parametrize(("width", "size"), [(32, (32, 24)), (64, (64, 48)), (512, (64, 48))])
def test_an_icon_is_a_png_of_at_most_that_width(
    width: int, size: tuple[int, int], cache: Cache
) -> None:
    picture = decoded(scaled_png(saved(quarters(), "JPEG", quality=95), width, cache))
    assert (picture.format, picture.size) == ("PNG", size)
    assert looks_right(picture)


# --- SVG ---


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('<svg width="10" height="20"></svg>', (10, 20)),
        ("<svg width='10px' height='20.4px'/>", (10, 20)),
        ('<svg viewBox="0 0 30 40"/>', (30, 40)),
        ('<svg viewBox="-5,-5,30.4,40"/>', (30, 40)),
        ('<svg width="100%" height="100%" viewBox="0 0 30 40"/>', (30, 40)),
        ('<svg width="210mm" height="297mm" viewBox="0 0 210 297"/>', (210, 297)),
        ('<svg width="10" viewBox="0 0 30 60"/>', (30, 60)),
        ('<svg stroke-width="3" width="10" height="20"/>', (10, 20)),
        ('<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg\n  width="10"\n  height="20">', (10, 20)),
        ('<!-- <svg width="1" height="1"> --><svg width="10" height="20"/>', (10, 20)),
        ('<svg width="0.2" height="0.4"/>', (1, 1)),
        ('<svg width="1.2.3" height="x" viewBox="0 0 30 40"/>', (30, 40)),
        (f'<!-- {"x" * 5000} --><svg width="10" height="20"/>', (10, 20)),
    ],
)
def test_the_size_of_an_svg(text: str, size: tuple[int, int]) -> None:
    assert svg_size(text.encode()) == size


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg/>",
        b'<svg width="10"/>',
        b'<svg width="0" height="0"/>',
        b"\xff\xfe<\x00s\x00",
        b'<svg viewBox="0 0 0 0"/>',
        b'<svg viewBox="0 0 30"/>',
        b'<svg width="." height="."/>',
        b'<svg width="-5" height="-5"/>',
        b'<svg width="nan" height="inf"/>',
        b"<svg",
        b"\x89PNG\r\n",
    ],
)
def test_an_svg_without_a_size_is_told(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        svg_size(content)
