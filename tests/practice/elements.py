"""A page's HTML as a tree, and its text as a visitor reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sitegen.checks.document import INLINE, UNSEEN, VOID

TYPED = str.maketrans({"\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"})


@dataclass(eq=False, repr=False, slots=True)
class Element:
    """An element; `children` are elements and pieces of text in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    def within(self) -> Iterator[Element]:
        """Yield this element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.within()

    def above(self) -> Iterator[Element]:
        """Yield this element and all that hold it, from the inside out."""
        here: Element | None = self
        while here:
            yield here
            here = here.parent

    def every(self, *tags: str) -> list[Element]:
        return [found for found in self.within() if found.tag in tags]

    def of_class(self, name: str) -> list[Element]:
        return [found for found in self.within() if name in found.classes]

    def first(self, tag: str) -> Element:
        return self.every(tag)[0]

    def text(self, *, without: frozenset[Element] = frozenset()) -> str:
        """Return the words in it with plain quotes and single spaces."""
        pieces = "".join(self._pieces(without)).translate(TYPED)
        return re.sub(r"\s+([.,;:?!)])", r"\1", " ".join(pieces.split()))

    def _pieces(self, without: frozenset[Element]) -> Iterator[str]:
        gap = "" if self.tag in INLINE else " "
        yield gap
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in UNSEEN and child not in without:
                yield from child._pieces(without)
        yield gap


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        new = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(new)
        if tag not in VOID:
            self.here = new

    def handle_endtag(self, tag: str) -> None:
        opened = next((e for e in self.here.above() if e.tag == tag), None)
        if opened and opened.parent:
            self.here = opened.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read_html(text: str) -> Element:
    """Return the tree of an HTML page whose elements are all closed."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root
