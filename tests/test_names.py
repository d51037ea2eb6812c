"""Names that a typing mistake should still find, and words that become addresses."""

from __future__ import annotations

import unicodedata

import pytest

from sitegen.names import NAME, did_you_mean, nearest, slug


@pytest.mark.parametrize(
    ("typed", "known", "found"),
    [
        ("dtae", ["date", "draft", "title"], "date"),
        ("Date", ["date"], "date"),
        ("DATE", ["date"], "date"),
        ("prise", ["price", "prices"], "price"),
        ("price-tabel", ["price", "price-table"], "price-table"),
        ("servces/prenatal.md", ["services/prenatal.md", "about.md"], "services/prenatal.md"),
        ("medicalmassage", ["medical-massage", "couples"], "medical-massage"),
        ("services/oncology.md", ["services/couples.md"], None),
        ("services/oncology/index.html", ["services/couples/index.html"], None),
        (
            "a/couple/index.html",
            ["a/couples/index.html"],
            "a/couples/index.html",
        ),
        ("services/couples.md", ["treatments/couples.md"], None),
        ("couples.md", ["services/couples.md"], "services/couples.md"),
        ("xyz", ["date"], None),
        ("", ["date"], None),
        ("date", [], None),
    ],
)
def test_the_nearest_name_is_found(typed: str, known: list[str], found: str | None) -> None:
    assert nearest(typed, known) == found


def test_the_nearest_name_does_not_depend_on_the_order_of_the_known() -> None:
    known = ["ab", "ac", "ad", "ae"]
    assert nearest("ax", known) == nearest("ax", reversed(known)) == nearest("ax", set(known))


def test_a_hint_names_the_nearest_else_all_else_nothing() -> None:
    assert did_you_mean("dtae", ["title", "date"]) == "did you mean 'date'?"
    assert did_you_mean("xyz", ["b", "a"]) == "there is: a, b"
    assert did_you_mean("xyz", []) == ""


def test_a_hint_does_not_list_a_hundred_names() -> None:
    hint = did_you_mean("zzz", [f"condition-{number:02}" for number in range(100)])
    assert hint.count("condition-") == 12
    assert hint.endswith(", …")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("What is medical massage?", "what-is-medical-massage"),
        ("  spaces   and\ttabs ", "spaces-and-tabs"),
        ("Füße", "fuesse"),
        ("Fuße", "fusse"),
        ("Über uns", "ueber-uns"),
        ("ÄÖÜ", "aeoeue"),
        ("Crème brûlée", "creme-brulee"),
        ("Æble", "aeble"),
        ("Øl", "ol"),
        ("Œuvre", "oeuvre"),
        ("GROẞ", "gross"),
        ("smørrebrød", "smorrebrod"),
        ("It's the client’s", "its-the-clients"),
        ("a_b", "a-b"),
        ("a – b — c", "a-b-c"),
        ("#1 tip!", "1-tip"),
        ("½ price", "1-2-price"),
        ("C++ & C#", "c-c"),
        ("日本語", "日本語"),
        ("Привет, мир", "привет-мир"),
        ("😀", ""),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_a_slug_is_what_one_would_type(text: str, word: str) -> None:
    assert slug(text) == word


@pytest.mark.parametrize("text", ["Füße", "Crème brûlée", "Über", "Ångström"])
def test_composed_and_decomposed_letters_give_one_slug(text: str) -> None:
    assert slug(unicodedata.normalize("NFD", text)) == slug(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["Füße & Beine", "A'b", "ÆØŒ æøœ ẞ", "½", "x²", "ﬁn"])
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert NAME.fullmatch(slug(text))


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("first-visit", True),
        ("2026", True),
        ("a_b", True),
        ("v1.2", True),
        ("a--b", False),
        ("-a", False),
        ("a-", False),
        (".a", False),
        ("A", False),
        ("a b", False),
        ("ä", False),
        ("", False),
        ("a\n", False),
        ("a/b", False),
        ("..", False),
    ],
)
def test_names_that_make_an_address(name: str, fits: bool) -> None:
    assert bool(NAME.fullmatch(name)) is fits
