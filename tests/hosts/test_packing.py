"""Texts are packed once, as small as can be, and always into the same bytes."""

from __future__ import annotations

import gzip
import random

import brotli
import pytest

from sitegen.hosts.packing import may_be_packed, packed
from sitegen.model import Output

TEXT = b"Words, and more words. " * 200


def output(path: str, content: bytes = TEXT) -> Output:
    return Output(path=path, content=content)


def test_both_forms_hold_the_text() -> None:
    made = {it.path: it.content for it in packed([output("a/index.html")], {})}
    assert brotli.decompress(made["a/index.html.br"]) == TEXT
    assert gzip.decompress(made["a/index.html.gz"]) == TEXT
    assert len(made) == 2


def test_the_same_text_gives_the_same_bytes() -> None:
    assert packed([output("a.html")], {}) == packed([output("a.html")], {})
    zipped = next(it for it in packed([output("a.html")], {}) if it.path.endswith(".gz"))
    assert zipped.content[4:8] == bytes(4)


@pytest.mark.parametrize(
    ("path", "is_packed"),
    [
        ("a.html", True), ("feed.xml", True), ("a.js", True), ("a.css", True), ("a.svg", True),
        ("a.json", True), ("site.webmanifest", True), ("a.ics", True), ("a.vcf", True),
        ("a.vtt", True), ("a.txt", True), ("A.TXT", True),
        ("a.png", False), ("a.woff2", False), ("a.mp4", False), ("a.ico", False),
        ("noending", False), ("a.gz", False), ("a.pdf", False),
        ("a%41.txt", False), ("a\\b.txt", False),
    ],
)  # fmt: skip
def test_texts_are_packed_and_nothing_else(path: str, is_packed: bool) -> None:
    assert may_be_packed(path) == is_packed
    assert bool(packed([output(path)], {})) == is_packed


def test_a_text_that_fits_into_a_packet_is_left_alone() -> None:
    assert packed([output("a.html", b"a" * 1024)], {}) == []
    assert len(packed([output("a.html", b"a" * 1025)], {})) == 2


def test_what_does_not_get_smaller_is_left_alone() -> None:
    noise = random.Random(1).randbytes(5000)
    assert packed([output("a.txt", noise)], {}) == []


def test_many_texts_come_back_each_with_its_own() -> None:
    texts = [output(f"{number}.html", TEXT + str(number).encode()) for number in range(60)]
    made = {it.path: it.content for it in packed(texts, {})}
    assert len(made) == 120
    for it in texts:
        assert brotli.decompress(made[f"{it.path}.br"]) == it.content
        assert gzip.decompress(made[f"{it.path}.gz"]) == it.content


def test_what_has_not_changed_is_not_packed_again() -> None:
    page = output("a.html")
    first = packed([page], {})
    before = {it.path: it for it in (page, *first)}
    assert all(new is old for new, old in zip(packed([page], before), first, strict=True))
    changed = output("a.html", TEXT + b"!")
    again = {it.path: it.content for it in packed([changed], before)}
    assert brotli.decompress(again["a.html.br"]) == TEXT + b"!"


def test_a_form_that_is_missing_is_made_again() -> None:
    page = output("a.html")
    before = {it.path: it for it in (page, *packed([page], {})) if not it.path.endswith(".br")}
    assert [it.path for it in packed([page], before)] == ["a.html.br", "a.html.gz"]
