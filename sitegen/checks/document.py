"""A built page as a tree of elements, and what its tags do wrong."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from sitegen.letters import readable

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
INLINE = frozenset(
    "a abbr b bdi cite code em i kbd mark q s small span strong sub sup time u".split()
)
UNSEEN = frozenset(("head", "script", "style", "template"))
# As many levels as Chromium's parser keeps.
DEEPEST = 512
# Foreign elements close themselves: <path/>.
FOREIGN = frozenset(("svg", "math"))
SPACE_BEFORE = re.compile(" ([.,;:?!)])")
NO_CLASSES: frozenset[str] = frozenset()
ENDED_BY_PAGE = frozenset(("html", "body"))


@dataclass(eq=False, repr=False, slots=True)
class Element:
    """An element; ``children`` are elements and pieces of text in their order.

    ``number`` counts the start tags of the page; ``page`` are all its elements, of which this
    one and those in it reach up to ``end``.
    """

    tag: str
    number: int
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)
    classes: frozenset[str] = frozenset()
    page: list[Element] = field(default_factory=list)
    end: int = 0

    def within(self) -> list[Element]:
        """Return this element and all below it, in the order of the page."""
        return self.page[max(0, self.number) : self.end]

    def above(self) -> Iterator[Element]:
        """Yield this element and all that hold it, from the inside out."""
        here: Element | None = self
        while here:
            yield here
            here = here.parent

    def every(self, *tags: str) -> list[Element]:
        """Return all elements of some tags in it, itself included."""
        return [found for found in self.within() if found.tag in tags]

    def of_class(self, name: str) -> list[Element]:
        """Return all elements of a class in it, itself included."""
        return [found for found in self.within() if name in found.classes]

    def text(self, *, without: frozenset[Element] = frozenset()) -> str:
        """Return the words that a visitor reads in it, with single spaces."""
        pieces: list[str] = []
        self._gather(pieces, without)
        return SPACE_BEFORE.sub(r"\1", " ".join("".join(pieces).split()))

    def _gather(self, pieces: list[str], without: frozenset[Element]) -> None:
        gap = "" if self.tag in INLINE else " "
        pieces.append(gap)
        for child in self.children:
            if isinstance(child, str):
                pieces.append(child)
            elif child.tag not in UNSEEN and child not in without:
                child._gather(pieces, without)
        pieces.append(gap)


@dataclass(frozen=True, slots=True)
class Fault:
    """A tag that does not nest: the number of the start tag near it, and what is wrong."""

    element: int
    message: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Document:
    """A built HTML file; ``path`` is its output, ``url`` the address that it answers.

    ``kind`` and ``source`` (below content/) are empty for files that no page stands behind.
    ``starts`` are line and column of each start tag in ``html``, counted from 1.
    """

    path: str
    url: str
    html: str
    root: Element
    elements: tuple[Element, ...]
    faults: tuple[Fault, ...]
    starts: tuple[tuple[int, int], ...] = ()
    kind: str = ""
    source: str = ""

    @cached_property
    def ids(self) -> dict[str, Element]:
        """Elements by id; of several with one id, the first."""
        found: dict[str, Element] = {}
        for element in self.elements:
            if "id" in element.attributes:
                found.setdefault(element.attributes["id"], element)
        return found

    @cached_property
    def own_elements(self) -> tuple[Element, ...]:
        """The elements of HTML itself, without what is within drawings and formulas."""
        within: set[int] = set()
        for it in self.elements:
            if it.parent and (it.parent.tag in FOREIGN or it.parent.number in within):
                within.add(it.number)
        return tuple(it for it in self.elements if it.number not in within)

    @property
    def main(self) -> Element | None:
        """The main content, if the page has marked it."""
        return next(iter(self.every("main")), None)

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.tag, []).append(element)
        return found

    def every(self, *tags: str) -> list[Element]:
        """Return all elements of some tags, in the order of the page."""
        found = [it for tag in set(tags) for it in self._by_tag.get(tag, ())]
        return found if len(tags) == 1 else sorted(found, key=lambda it: it.number)

    def element_at(self, line: int, column: int) -> int:
        """Return the number of the last element that begins at or before a place in ``html``."""
        return max(0, bisect_right(self.starts, (line, column)) - 1)

    def title(self) -> str:
        """Return what stands in <title>."""
        found = next(iter(self.every("title")), None)
        return (
            " ".join("".join(it for it in found.children if isinstance(it, str)).split())
            if found
            else ""
        )

    def meta(self, name: str) -> str | None:
        """Return the content of <meta name=...> or <meta property=...>, if there is one."""
        for element in self.every("meta"):
            if name in (element.attributes.get("name"), element.attributes.get("property")):
                return element.attributes.get("content", "")
        return None


def read_document(html: str, *, path: str, url: str, kind: str = "", source: str = "") -> Document:
    """Return the tree of a page; tags are closed where browsers would close them at the latest."""
    reader = _Reader()
    reader.feed(readable(html))
    reader.close()
    reader.finish()
    return Document(
        path=path,
        url=url,
        html=html,
        root=reader.root,
        elements=tuple(reader.elements),
        faults=tuple(reader.faults),
        starts=tuple(reader.starts),
        kind=kind,
        source=source,
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.root = Element("", -1, page=self.elements)
        self.here = self.root
        self.faults: list[Fault] = []
        self.starts: list[tuple[int, int]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        new = self._add(tag, attrs)
        if tag not in VOID:
            self._enter(new)

    def _enter(self, element: Element) -> None:
        """Go into an element, but no deeper than browsers do."""
        if self.depth == DEEPEST:
            message = f"<{element.tag}> is nested more than {DEEPEST} levels deep"
            self.faults.append(Fault(element.number, message))
            return
        self.depth += 1
        self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        new = self._add(tag, attrs)
        is_foreign = any(it.tag in FOREIGN for it in new.above())
        if tag not in VOID and not is_foreign:
            self.faults.append(Fault(new.number, f"<{tag}/> does not close itself in HTML"))
            self._enter(new)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        given = {name: value or "" for name, value in reversed(attrs)}
        number = len(self.elements)
        if len(given) < len(attrs):
            times = Counter(name for name, _ in attrs)
            twice = (name for name in times if times[name] > 1)
            self.faults += (Fault(number, f"<{tag}> has two attributes {it}=") for it in twice)
        classes = frozenset(given["class"].split()) if "class" in given else NO_CLASSES
        new = Element(tag, number, given, self.here, [], classes, self.elements, number + 1)
        self.here.children.append(new)
        self.elements.append(new)
        self.starts.append((self.lineno, self.offset + 1))
        return new

    def handle_endtag(self, tag: str) -> None:
        here = self.here
        opened = (
            here if here.tag == tag else next((it for it in here.above() if it.tag == tag), None)
        )
        if opened is None or opened.parent is None:
            near = max(0, len(self.elements) - 1)
            self.faults.append(Fault(near, f"</{tag}> closes nothing"))
            return
        while self.here is not opened:
            self._unclosed(self.here)
            self._leave()
        self._leave()

    def _leave(self) -> None:
        assert self.here.parent is not None
        self.here.end = len(self.elements)
        self.here = self.here.parent
        self.depth -= 1

    def _unclosed(self, element: Element) -> None:
        if element.tag not in ENDED_BY_PAGE:
            self.faults.append(Fault(element.number, f"<{element.tag}> is never closed"))

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)

    def finish(self) -> None:
        """Note what is still open at the end."""
        for element in self.here.above():
            element.end = len(self.elements)
            if element.parent is not None:
                self._unclosed(element)
