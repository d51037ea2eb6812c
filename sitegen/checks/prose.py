"""What counts as running text on a built page, cut into blocks and sentences.

Running text: paragraphs, list items, and those definitions (``<dd>``) that are sentences.
None: headings, terms (``<dt>``), tables, menus, postal addresses, the list of sources and lines
that name sources, and labels: blocks made of links and dates, or of a word and a date. Citation
marks are no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sitegen.checks.document import Document, Element

BLOCKS = ("p", "li", "dd")
LEFT_OUT = frozenset(("nav", "table", "address", "dt"))
# The engine's own names: <li id="source-1"> is a source, <sup class="cite"> points at it.
SOURCE = re.compile(r"source-\d+")
CITATION = "cite"
# Blocks inside a block are blocks of their own: an item that holds a list, say.
NESTED = ("ul", "ol", "dl", "p", "table")
TYPED = str.maketrans({"\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"})
SHORTENED = "".join(
    rf"(?<!\b{it}\.)" for it in ("Dr", "Mr", "Mrs", "Ms", "St", "vs", r"e\.g", r"i\.e")
)
SENTENCE_END = re.compile(
    rf"(?<=[.?!]){SHORTENED}(?:[\"')])?\s+(?=[\"'(]?(?:[A-Z0-9$€£]|[a-z][A-Z]))"
)
WORD = re.compile(r"[$€£]?\w[\w'.,:%@/-]*")


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """A piece of running text, in plain quotes, its sentences, and the element that holds it."""

    element: Element
    text: str
    sentences: tuple[str, ...]

    @property
    def is_listed(self) -> bool:
        """Whether it stands in a list."""
        return any(it.tag in ("li", "dd") for it in self.element.above())


@lru_cache(maxsize=256)
def blocks(document: Document) -> tuple[Block, ...]:
    """Return the running text of a page's main content, block by block."""
    return tuple(_blocks(document))


def _blocks(document: Document) -> Iterator[Block]:
    main = document.main or document.root
    for element in document.elements[main.number + 1 :]:
        if element.tag not in BLOCKS or not _is_running(element, main):
            continue
        unread = {it for it in element.every(*NESTED) if it is not element}
        without = frozenset((*unread, *element.of_class(CITATION)))
        text = plain(element.text(without=without))
        if WORD.search(text) and not _is_label(element, text, without):
            yield Block(element, text, tuple(text[start:end] for start, end in cut(text)))


def plain(text: str) -> str:
    """Return a text with quotes, dashes and spaces as they are typed."""
    return text if text.isascii() else text.translate(TYPED)


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends."""
    start = 0
    for end in (*SENTENCE_END.finditer(text), None):
        until = end.start() if end else len(text)
        first = WORD.search(text, start, until)
        if first:
            yield start + len(text[start:until]) - len(text[start:until].lstrip()), until
        start = end.end() if end else until


def words(text: str) -> list[str]:
    """Return the words of a text; numbers and prices are words."""
    return [word.rstrip(".,:/-'") for word in WORD.findall(text)]


def _is_running(element: Element, main: Element) -> bool:
    for it in element.above():
        if it is main:
            return True
        if it.tag in LEFT_OUT or SOURCE.fullmatch(it.attributes.get("id", "")):
            return False
    return False


def _is_label(element: Element, text: str, without: frozenset[Element]) -> bool:
    """Say whether a block is no prose: links, dates, sources, a definition that is no sentence."""
    if element.tag == "dd" and not re.search(r"[.?!]$", text):
        return True
    if re.match(r"Sources?:", text):
        return True
    rest = element.text(without=without | frozenset(element.every("a", "time")))
    return not WORD.search(rest) or bool(re.fullmatch(r"[^.?!:]*:", rest))
