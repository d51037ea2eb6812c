"""The card that social sites show: words that fit, on any ground."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from sitegen.images import Cache, NotAPicture
from sitegen.socialcard import Look, NotAFont, social_card


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def decoded(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def ranges(picture: Image.Image) -> list[tuple[int, int]]:
    """Return the darkest and the lightest shade of each band."""
    shades = [
        [at for at, count in enumerate(band.histogram()) if count] for band in picture.split()
    ]
    return [(min(band), max(band)) for band in shades]


def png(size: tuple[int, int], color: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


TITLES = {
    "short": "Prices",
    "long": "What is the difference between the two, and which is right for a stiff, sore neck?",
    "many short words": "a I " * 22,
    "one long word": "W" * 90,
    "two long words": f"{'Donaudampfschifffahrt' * 2} {'Massage' * 6}",
    "other letters": "Füße, Rücken – “Schmerz”",
}


LONG_NAME = "The Longest Name of Any Practice on the Whole of Long Island"


@pytest.mark.parametrize(
    ("title", "name"),
    [*((title, "Hands On") for title in TITLES.values()), ("Prices", LONG_NAME)],
    ids=[*TITLES, "long name"],
)
def test_a_title_fits_on_its_card(title: str, name: str, cache: Cache) -> None:
    card = decoded(social_card(title, name, Look("#1f4e5f"), cache)).convert("RGB")
    assert card.size == (1200, 630)
    for edge in ((0, 0, 60, 630), (1140, 0, 1200, 630), (0, 0, 1200, 60), (0, 600, 1200, 630)):
        assert all(high - low <= 8 for low, high in ranges(card.crop(edge)))
    above_the_rule = ranges(card.crop((0, 474, 1200, 486)))
    assert all(high - low <= 8 for low, high in above_the_rule)
    title_and_name = ranges(card.crop((60, 60, 1140, 600)))
    assert all(high - low > 60 for low, high in title_and_name)


@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#808080", "#ffd400"])
def test_a_card_can_be_read_on_any_color(color: str, cache: Cache) -> None:
    card = decoded(social_card("Prices", "Hands On", Look(color), cache)).convert("RGB")
    shades = [shade for _, shade in card.getcolors(100_000) or []]
    ground = card.getpixel((5, 5))
    assert isinstance(ground, tuple)
    wanted = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    assert all(abs(one - other) <= 4 for one, other in zip(ground, wanted, strict=True))
    assert max(contrast(ground, shade) for shade in shades) >= 3


def contrast(one: object, other: object) -> float:
    """Return the contrast of two colors as WCAG measures it."""

    def light(color: object) -> float:
        assert isinstance(color, tuple)
        parts = [part / 255 for part in color]
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_cards_differ_by_what_they_say_and_are_the_same_twice(tmp_path: Path) -> None:
    def card(title: str, name: str = "N", color: str = "#1f4e5f", folder: str = "a") -> bytes:
        return social_card(title, name, Look(color), Cache(tmp_path / folder))

    assert card("A") == card("A", folder="b")
    assert len({card("A"), card("B"), card("A", "M"), card("A", "N", "#5f1f4e")}) == 4


@pytest.mark.parametrize("title", TITLES.values(), ids=list(TITLES))
def test_words_keep_to_the_left_of_a_drawn_background(title: str, cache: Cache) -> None:
    look = Look("#0f4f4b", background=png((1200, 630), "#0f4f4b"))
    card = decoded(social_card(title, "Hands On", look, cache)).convert("RGB")
    words = ranges(card.crop((60, 60, 640, 600)))
    assert all(high - low > 60 for low, high in words)
    right = ranges(card.crop((640, 0, 1200, 630)))
    assert all(high - low <= 8 for low, high in right)


def test_a_font_of_the_site_draws_other_letters(repo_root: Path, cache: Cache) -> None:
    font = (repo_root / "static/fonts/petrona.woff2").read_bytes()
    plain, own = (social_card("Prices", "N", Look("#111111", font=it), cache) for it in (b"", font))
    assert plain != own


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (Look("#111111", background=b"no"), "not a picture"),
        (Look("#111111", background=png((10, 10), "#111111")), "10 x 10 pixels"),
    ],
)
def test_what_cannot_be_drawn_is_told(look: Look, words: str, cache: Cache) -> None:
    with pytest.raises(NotAPicture, match=words):
        social_card("Prices", "N", look, cache)


def test_what_is_no_font_is_told(cache: Cache) -> None:
    with pytest.raises(NotAFont, match="not a font"):
        social_card("Prices", "N", Look("#111111", font=b"no"), cache)
