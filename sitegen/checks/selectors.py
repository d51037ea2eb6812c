"""Which elements a selector fits.

A small part of CSS: enough to say what a rule cannot fit, and what it fits whatever happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from sitegen.checks.document import Element

SIMPLE = re.compile(
    r"(?P<tag>\*|(?<![\w-])[A-Za-z][\w-]*)|\.(?P<class>-?[A-Za-z_][\w-]*)|#(?P<id>[\w-]+)"
    r"|\[\s*(?P<name>[\w:-]+)\s*(?:(?P<sign>[~^$*|]?=)\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\]\s]+)"
    r"\s*[is]?\s*)?\]|::(?P<part>[\w-]+)|:(?P<state>[\w-]+)(?P<open>\()?"
)
COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
OLD_PARTS = frozenset(("before", "after", "first-line", "first-letter"))
# Attributes that scripts or visitors change: what a page says of them is where it begins.
STATE = re.compile(r"aria-.*|open|checked|disabled|hidden|data-.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound:
    """What one element has to be; ``either`` are the lists of ``:is()`` and ``:where()``.

    ``unless`` are the lists of ``:not()``. ``has_more`` says that it asks for something that is
    not looked at here, such as a state.
    """

    tag: str = ""
    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str, str], ...] = ()
    either: tuple[tuple[Selector, ...], ...] = ()
    unless: tuple[tuple[Selector, ...], ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """One selector of a list; ``ways`` are the combinators between its compounds.

    ``part`` is the pseudo-element, such as ``after``; ``at`` is where it begins in the list.
    """

    text: str = field(compare=False)
    compounds: tuple[Compound, ...]
    ways: tuple[str, ...]
    part: str = ""
    at: int = field(default=0, compare=False)


@lru_cache(maxsize=4096)
def selectors(text: str) -> tuple[Selector, ...]:
    """Return the selectors of a list."""
    return tuple(_selector(piece, at) for piece, at in _split(text))


def _split(text: str) -> Iterator[tuple[str, int]]:
    """Yield the parts of a list between commas, and where they begin."""
    depth, start = 0, 0
    for at, sign in enumerate(f"{text},"):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth <= 0:
            piece = text[start:at]
            if piece.strip():
                yield piece.strip(), start + len(piece) - len(piece.lstrip())
            start = at + 1


def _selector(text: str, begin: int) -> Selector:
    compounds, ways, part, at = [], [], "", 0
    while at < len(text):
        compound, pseudo, end = _compound(text, at)
        part = pseudo or part
        compounds.append(compound)
        way = COMBINATOR.match(text, end)
        if way is None or way.end() >= len(text):
            break
        ways.append(way[1] or " ")
        at = way.end()
    return Selector(text=text, compounds=tuple(compounds), ways=tuple(ways), part=part, at=begin)


def _compound(text: str, at: int) -> tuple[Compound, str, int]:
    """Read one compound; return it, its pseudo-element and where it ends."""
    found, start = _Reading(), at
    while at < len(text) and (match := SIMPLE.match(text, at)):
        at, inside = match.end(), ""
        if match["open"]:
            close = _closing(text, at)
            inside, at = text[at:close], close + 1
        found.take(match, inside)
    if at == start or (at < len(text) and COMBINATOR.match(text, at) is None):
        # What cannot be read is taken for something that is not looked at.
        found.has_more, at = True, len(text)
    return found.compound(), found.part, at


@dataclass(slots=True)
class _Reading:
    tag: str = ""
    part: str = ""
    has_more: bool = False
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    either: list[tuple[Selector, ...]] = field(default_factory=list)
    unless: list[tuple[Selector, ...]] = field(default_factory=list)

    def take(self, match: re.Match[str], inside: str) -> None:
        state = match["state"]
        if match["tag"]:
            self.tag = match["tag"].lower().replace("*", "")
        elif match["class"]:
            self.classes.add(match["class"])
        elif match["id"]:
            self.ids.add(match["id"])
        elif match["name"]:
            value = (match["value"] or "").strip("\"'")
            self.attributes.append((match["name"].lower(), match["sign"] or "", value))
        elif match["part"] or state in OLD_PARTS:
            self.part = match["part"] or state
        elif state in ("is", "where"):
            self.either.append(selectors(inside))
        elif state == "not" and _is_certain(selectors(inside)):
            self.unless.append(selectors(inside))
        elif state == "root":
            self.tag = self.tag or "html"
        else:
            self.has_more = True

    def compound(self) -> Compound:
        return Compound(
            tag=self.tag,
            classes=frozenset(self.classes),
            ids=frozenset(self.ids),
            attributes=tuple(self.attributes),
            either=tuple(self.either),
            unless=tuple(self.unless),
            has_more=self.has_more,
        )


def _is_certain(found: tuple[Selector, ...]) -> bool:
    """Say whether pages alone decide which elements a list fits."""
    return bool(found) and not any(
        one.part or it.has_more or not all(map(_is_certain, (*it.either, *it.unless)))
        for one in found
        for it in one.compounds
    )


def _closing(text: str, at: int) -> int:
    depth = 1
    for end in range(at, len(text)):
        depth += (text[end] == "(") - (text[end] == ")")
        if depth == 0:
            return end
    return len(text)


def fits(element: Element, selector: Selector) -> bool:
    """Say whether a selector fits an element whatever the visitor does."""
    return _fits(element, selector, len(selector.compounds) - 1)


def may_fit(element: Element, selector: Selector) -> bool:
    """Say whether a selector fits an element in some state that the two may be in."""
    return _fits(element, selector, len(selector.compounds) - 1, is_sure=False)


def _fits(element: Element, selector: Selector, last: int, *, is_sure: bool = True) -> bool:
    if last < 0:
        return True
    compound = selector.compounds[last]
    if not (_is(element, compound) if is_sure else picks(compound, element)):
        return False
    if last == 0:
        return True
    reached = _reached(element, selector.ways[last - 1])
    return any(_fits(it, selector, last - 1, is_sure=is_sure) for it in reached)


def _reached(element: Element, way: str) -> Iterator[Element]:
    parent = element.parent
    if way in (" ", ">"):
        above = list(element.above())[1:]
        yield from (it for it in (above[:1] if way == ">" else above) if it.tag)
    elif parent is not None:
        siblings = [it for it in parent.children if isinstance(it, Element)]
        before = siblings[: siblings.index(element)]
        yield from before[-1:] if way == "+" else before


def _is(element: Element, compound: Compound) -> bool:
    return (
        not compound.has_more
        and compound.tag in ("", element.tag)
        and compound.classes <= element.classes
        and (not compound.ids or compound.ids == {element.attributes.get("id")})
        and all(_holds(element, *it) for it in compound.attributes)
        and all(any(fits(element, it) for it in them) for them in compound.either)
        and not any(fits(element, it) for them in compound.unless for it in them)
    )


def _holds(element: Element, name: str, sign: str, value: str) -> bool:
    given = element.attributes.get(name)
    if given is None:
        return False
    return {
        "": True,
        "=": given == value,
        "~=": value in given.split(),
        "^=": bool(value) and given.startswith(value),
        "$=": bool(value) and given.endswith(value),
        "*=": bool(value) and value in given,
        "|=": given == value or given.startswith(f"{value}-"),
    }[sign]


def aims(selector: str) -> Iterator[Compound]:
    """Yield what each selector of a list picks; boxes such as ::before are left out."""
    for it in selectors(selector):
        if not it.part:
            yield it.compounds[-1]


def picks(aim: Compound, element: Element) -> bool:
    """Say whether an element is what is asked for, whatever its state and what is around it."""
    return (
        aim.tag in ("", element.tag)
        and aim.classes <= element.classes
        and (not aim.ids or aim.ids == {element.attributes.get("id")})
        and all(STATE.fullmatch(it[0]) or _holds(element, *it) for it in aim.attributes)
        and all(any(picks(it.compounds[-1], element) for it in them) for them in aim.either)
        and not any(fits(element, it) for them in aim.unless for it in them)
    )


def kinds(elements: Iterable[Element], lists: Iterable[str]) -> tuple[Element, ...]:
    """Return the first element of each kind that the aims of some lists of selectors tell apart."""
    asked = {it for text in lists for aim in aims(text) for it in _parts(aim)}
    attributes = {it for aim in asked for it in aim.attributes}
    ids = {it for aim in asked for it in aim.ids}
    found: dict[tuple[object, ...], Element] = {}
    for it in elements:
        own = it.attributes.get("id")
        held = frozenset(one for one in attributes if _holds(it, *one))
        found.setdefault((it.tag, it.classes, own if own in ids else None, held), it)
    return tuple(found.values())


def _parts(aim: Compound) -> Iterator[Compound]:
    """Yield a compound, and those in its ``:is()`` and ``:not()``."""
    yield aim
    for them in (*aim.either, *aim.unless):
        for it in them:
            for compound in it.compounds:
                yield from _parts(compound)
