"""QR codes as SVG: what a camera reads from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from sitegen.codes import QUIET, qr_code
from sitegen.problems import QueryError

ADDRESS = "https://www.example.com/prices/"
STROKE = re.compile(r"m(-?\d+) (-?\d+)h(\d+)v1h-(\d+)z")
PIXELS = 4


def path_of(svg: str) -> str:
    found = re.search(r' d="([^"]+)"', svg)
    assert found
    return found[1]


def dark(svg: str) -> Iterator[tuple[int, int, int]]:
    """Yield column, row and width of each dark run; the path holds nothing else."""
    path = path_of(svg)
    assert STROKE.sub("", path) == ""
    column, row = 0, 0
    for right, down, width, back in STROKE.findall(path):
        assert width == back
        column, row = column + int(right), row + int(down)
        yield column, row, int(width)


def drawn(svg: str) -> Image.Image:
    """Return the code as a camera sees it, from edge to edge of the view box."""
    box = re.search(r'viewBox="(-?\d+) (-?\d+) (\d+) (\d+)"', svg)
    assert box
    left, top, width, height = map(int, box.groups())
    image = Image.new("L", (width * PIXELS, height * PIXELS), 255)
    draw = ImageDraw.Draw(image)
    for column, row, run in dark(svg):
        x, y = (column - left) * PIXELS, (row - top) * PIXELS
        draw.rectangle((x, y, x + run * PIXELS - 1, y + PIXELS - 1), 0)
    return image


def read(svg: str) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(drawn(svg))]


@pytest.mark.parametrize(
    "text",
    [
        ADDRESS,
        f"{ADDRESS}?day=2026-11-26&of=a+b#list",
        "HTTPS://EXAMPLE.COM",
        "12345",
        "x",
        "Preise für Räder",
        "日本",
        "a" * 1000,
    ],
)
def test_a_camera_reads_the_text(text: str) -> None:
    assert read(qr_code(text, "Code")) == [text]


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-./~%?&=#", min_size=1, max_size=80))
def test_a_camera_reads_every_address(path: str) -> None:
    assert read(qr_code(f"https://www.example.com/{path}", "Code")) == [
        f"https://www.example.com/{path}"
    ]


def test_a_camera_reads_a_code_with_a_stain() -> None:
    image = drawn(qr_code(ADDRESS, "Code"))
    middle = image.width // 2
    stain = middle - 2 * PIXELS, middle - 2 * PIXELS, middle + 2 * PIXELS, middle + 2 * PIXELS
    ImageDraw.Draw(image).ellipse(stain, 255)
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [ADDRESS]


def test_the_code_has_a_light_edge_and_fills_the_rest() -> None:
    svg = qr_code(ADDRESS, "Code")
    box = re.search(r'viewBox="(\S+) (\S+) (\d+) (\d+)"', svg)
    assert box
    runs = list(dark(svg))
    size = int(box[3]) - 2 * QUIET
    assert box.groups() == (f"-{QUIET}", f"-{QUIET}", box[3], box[3])
    assert min(column for column, _, _ in runs) == min(row for _, row, _ in runs) == 0
    assert max(column + width for column, _, width in runs) == size
    assert max(row for _, row, _ in runs) == size - 1


def test_the_code_is_a_named_picture_in_the_color_of_the_words() -> None:
    svg = qr_code(ADDRESS, 'The "list" & more')
    assert re.sub(r' d="[^"]+"', "", svg) == (
        '<svg viewBox="-4 -4 37 37" role="img" aria-label="The &#34;list&#34; &amp; more">'
        '<path fill="currentcolor"/></svg>'
    )


def test_equal_texts_have_equal_codes_and_others_do_not() -> None:
    assert qr_code(ADDRESS, "Code") == qr_code(ADDRESS, "Code")
    assert path_of(qr_code(ADDRESS, "a")) == path_of(qr_code(ADDRESS, "b"))
    assert path_of(qr_code(ADDRESS, "a")) != path_of(qr_code(f"{ADDRESS}x", "a"))


@pytest.mark.parametrize(
    ("text", "message"),
    [(" ", "a code needs a text"), ("x" * 5000, "5000 characters are too many for a code")],
)
def test_what_no_code_can_hold_is_told(text: str, message: str) -> None:
    with pytest.raises(QueryError) as told:
        qr_code(text, "Code")
    assert told.value.message == message
