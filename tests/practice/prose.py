"""What counts as running text on a page, cut into blocks and sentences.

Measured: paragraphs, list items, and those definitions (`<dd>`) that are sentences.
Not measured, on every page alike: headings, terms (`<dt>`), tables, navigation, the list of
sources and lines that name sources, the box of review dates, postal addresses, and blocks made
of links only, which are labels: the titles of other pages and buttons. Citation marks are no
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.practice.elements import Element

BLOCKS = ("p", "li", "dd")
LEFT_OUT_TAGS = frozenset(("nav", "table", "address", "dt"))
LEFT_OUT_CLASSES = frozenset(("source-list", "dates"))
# Blocks inside a block are blocks of their own: an item that holds a list, say.
NESTED = ("ul", "ol", "dl", "p", "table")
SENTENCE_END = re.compile(r"(?<=[.?!])(?:[\"')])?\s+(?=[\"'(]?[A-Z0-9$])")
WORD = re.compile(r"[$€£]?\w[\w'.,:%@/-]*")


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """A piece of running text and the element that holds it."""

    element: Element
    text: str

    @property
    def sentences(self) -> list[str]:
        return [piece for piece in SENTENCE_END.split(self.text) if WORD.search(piece)]


def blocks(main: Element) -> Iterator[Block]:
    """Yield the running text below `main`, block by block."""
    for element in main.every(*BLOCKS):
        if is_left_out(element):
            continue
        unread = frozenset(inner for inner in element.every(*NESTED) if inner is not element)
        cites = frozenset(element.of_class("cite"))
        text = element.text(without=unread | cites)
        if WORD.search(text) and not is_label(element, text, unread | cites):
            yield Block(element, text)


def is_left_out(element: Element) -> bool:
    return any(it.tag in LEFT_OUT_TAGS or it.classes & LEFT_OUT_CLASSES for it in element.above())


def is_label(element: Element, text: str, unread: frozenset[Element]) -> bool:
    """Say whether the block is no prose: links, sources, a definition that is no sentence."""
    linked = frozenset(element.every("a", "time"))
    if element.tag == "dd" and not re.search(r"[.?!]$", text):
        return True
    if re.match(r"Sources?:", text):
        return True
    return not WORD.search(element.text(without=unread | linked))


def words(text: str) -> list[str]:
    """Return the words of a text; numbers and prices are words."""
    return [word.rstrip(".,:/-'") for word in WORD.findall(text)]
