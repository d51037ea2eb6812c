"""What pictures and films tell besides what is seen."""

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.checks.finders.metadata import ENDINGS, EXIF, PNG, tells
from tests.checks.photos import CAMERA, OWNER, SERIAL, TAKEN, photo

FORMS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description '
    'exif:GPSLatitude="40,50.5N" exif:GPSLongitude="73,17.2W"/></rdf:RDF></x:xmpmeta>'
)


def exif(**what: object) -> bytes:
    """Return bare Exif, as it lies in a JPEG."""
    content = photo("JPEG", **what)  # type: ignore[arg-type]  # passed on as it is
    start = content.index(EXIF) + len(EXIF)
    return content[start : start + 2000]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), kind) + body + b"\0\0\0\0"


@pytest.mark.parametrize("form", FORMS)
def test_what_a_camera_notes_is_seen(form: str) -> None:
    notes: dict[int, object] = {TAKEN: "2026:05:01 10:00:00", OWNER: "Ann", SERIAL: "123"}
    everything = photo(form, fields={CAMERA: "X100"}, notes=notes, place=True)
    assert tells(everything, FORMS[form]) == {"place", "camera", "time", "person"}
    assert tells(photo(form, place=True), FORMS[form]) == {"place"}
    assert tells(photo(form, notes={TAKEN: "2026:05:01 10:00:00"}), FORMS[form]) == {"time"}


@pytest.mark.parametrize("form", FORMS)
def test_what_harms_nobody_is_left_alone(form: str) -> None:
    assert tells(photo(form), FORMS[form]) == frozenset()
    harmless: dict[int, object] = {0x0112: 6, 0x0131: "GIMP", 0x8298: "Ann", CAMERA: "  "}
    assert tells(photo(form, fields=harmless), FORMS[form]) == frozenset()


def test_a_tiff_is_exif_itself() -> None:
    assert tells(exif(place=True), ".tif") == {"place"}


def test_the_exif_of_a_phone_is_found_among_its_boxes() -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40 + EXIF + exif(place=True)
    assert tells(heic, ".heic") == {"place"}
    assert tells(heic[:60], ".heic") == frozenset()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (
            b"\xff\xd8\xff\xe1\x01\x40http://ns.adobe.com/xap/1.0/\0" + XMP.encode().ljust(400),
            ".jpg",
        ),
        (PNG + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.encode()), ".png"),
        (b"RIFF\0\0\0\0WEBPXMP " + struct.pack("<I", len(XMP)) + XMP.encode(), ".webp"),
        (b"\0\0\0\x18ftypavif" + XMP.encode(), ".avif"),
    ],
)
def test_a_place_in_xmp_is_seen(content: bytes, ending: str) -> None:
    assert tells(content, ending) == {"place"}


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt"])
def test_exif_in_digits_is_seen(kind: bytes) -> None:
    digits = (EXIF + exif(place=True)).hex().encode()
    text = b"\nexif\n" + str(len(digits) // 2).encode().rjust(8) + b"\n" + digits + b"\n"
    body = b"Raw profile type exif\0" + (text if kind == b"tEXt" else b"\0" + zlib.compress(text))
    assert tells(PNG + chunk(kind, body), ".png") == {"place"}


def test_a_bomb_of_zeros_is_not_unpacked() -> None:
    body = b"Raw profile type exif\0\0" + zlib.compress(b"0" * 50_000_000)
    assert tells(PNG + chunk(b"zTXt", body), ".png") == frozenset()


@pytest.mark.parametrize(
    ("svg", "told"),
    [
        (b'<svg inkscape:export-filename="/home/ann/a.png"/>', {"folder"}),
        (b'<svg inkscape:export-filename="C:\\Users\\Ann\\a.png"/>', {"folder"}),
        (b'<svg inkscape:export-filename="a.png"/>', set()),
        (b"<svg><title>/home/ann</title></svg>", set()),
    ],
)
def test_a_drawing_may_name_a_folder(svg: bytes, told: set[str]) -> None:
    assert tells(svg, ".svg") == told


PIECES = st.sampled_from([b"\xff\xd8", b"\xff\xe1\0\x20", EXIF, b"II*\0\x08\0\0\0", PNG, b"eXIf"])
DAMAGED = st.lists(PIECES | st.binary(max_size=30), max_size=8).map(b"".join)


@settings(deadline=None)
@given(content=DAMAGED, ending=st.sampled_from(ENDINGS))
def test_damage_is_no_mistake(content: bytes, ending: str) -> None:
    assert tells(content, ending) <= {"place", "camera", "time", "person", "folder"}


@settings(deadline=None, max_examples=200)
@given(form=st.sampled_from(list(FORMS)), at=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_wrong_byte_is_no_mistake(form: str, at: int, byte: int) -> None:
    content = bytearray(photo(form, fields={CAMERA: "X"}, place=True))
    content[at % len(content)] = byte
    assert tells(bytes(content), FORMS[form]) <= {"place", "camera", "time", "person"}
