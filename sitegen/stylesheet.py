"""The rules of a style sheet with their places: a small part of CSS, and no mistake in damage."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sitegen.problems import Place

# Signs in them mean nothing.
OPAQUE = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|url\([^)\"']*\)"
COMMENT = re.compile(rf"/\*.*?(?:\*/|\Z)|(?P<kept>{OPAQUE})", re.S | re.I)
STEP = re.compile(rf"{OPAQUE}|[{{}};]", re.S | re.I)
DECLARED = re.compile(r"\s*(--[\w-]+|-?[a-z][a-z-]*)\s*:(.*)", re.S | re.I)
IMPORTANT = re.compile(r"!\s*important\s*\Z", re.I)
# What is inside of these fits no element.
NO_ELEMENTS = ("@keyframes", "@-webkit-keyframes", "@page", "@property", "@font-f")
SCHEME = re.compile(r"prefers-color-scheme\s*:\s*(light|dark)")
ELSEWHERE = re.compile(r"\bprint\b|\bspeech\b|forced-colors|prefers-contrast|inverted-colors", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A property and its value as it is written, but for spaces and ``!important``."""

    name: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRule:
    """Declarations for a selector; ``around`` are the at-rules that hold it, the outermost first.

    The selector of a rule inside another is made of both.
    """

    selector: str
    around: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    place: Place
    is_nested: bool = False

    def last(self, *names: str) -> Declaration | None:
        """Return the last declaration of one of some properties."""
        return next((it for it in reversed(self.declarations) if it.name in names), None)

    @property
    def scheme(self) -> str | None:
        """The one color scheme that it is for, empty for both, None if it is for no screen."""
        asked = ""
        for prelude in self.around:
            if ELSEWHERE.search(prelude):
                return None
            match = SCHEME.search(prelude)
            asked = match[1] if match else asked
        return asked

    def place_at(self, index: int) -> Place:
        """Return the place of a sign of the selector; of a nested rule, where it begins."""
        before = "" if self.is_nested else self.selector[:index]
        line, column = before.count("\n"), len(before) - before.rfind("\n")
        return Place(
            path=self.place.path,
            line=self.place.line + line,
            column=column if line else self.place.column + len(before),
        )


@dataclass(slots=True)
class _Block:
    """A block that is open, with what has been read of it."""

    prelude: str
    place: Place
    declarations: list[Declaration] = field(default_factory=list)


def style_rules(css: str, path: str = "") -> Iterator[StyleRule]:
    """Yield the rules of a style sheet that can fit an element, the inner before the outer."""
    text = COMMENT.sub(lambda it: it["kept"] or re.sub(r"[^\n]", " ", it[0]), css)
    breaks = [-1, *(it.start() for it in re.finditer("\n", text))]
    around: list[_Block] = []
    start = 0
    for step in STEP.finditer(text):
        if step[0] not in "{};":
            continue
        piece = text[start : step.start()]
        place = _place(breaks, start + len(piece) - len(piece.lstrip()), path)
        start = step.end()
        if step[0] == "{":
            around.append(_Block(piece.strip(), place))
            continue
        if around:
            around[-1].declarations += _declared(piece, place)
        if step[0] == "}" and around:
            block = around.pop()
            yield from _rule(block, around)


def _place(breaks: Sequence[int], at: int, path: str) -> Place:
    line = bisect_left(breaks, at)
    return Place(path=path, line=line, column=at - breaks[line - 1])


def _declared(piece: str, place: Place) -> Iterator[Declaration]:
    match = DECLARED.fullmatch(piece)
    if match:
        # The names of custom properties are the only ones in which capitals count.
        name = match[1] if match[1].startswith("--") else match[1].lower()
        yield Declaration(
            name=name, value=" ".join(IMPORTANT.sub("", match[2]).split()), place=place
        )


def _rule(block: _Block, outer: Sequence[_Block]) -> Iterator[StyleRule]:
    preludes = [*(it.prelude for it in outer), block.prelude]
    held = [" ".join(it.split()) for it in preludes if it.startswith("@")]
    chosen = [it for it in preludes if not it.startswith("@")]
    is_empty = block.prelude.startswith("@") and not block.declarations
    if chosen and chosen[-1] and not is_empty and not any(map(_has_no_elements, held)):
        yield StyleRule(
            selector=_whole(chosen[:-1], chosen[-1]),
            around=tuple(held),
            declarations=tuple(block.declarations),
            place=block.place,
            is_nested=len(chosen) > 1 or block.prelude.startswith("@"),
        )


def _has_no_elements(prelude: str) -> bool:
    return prelude.startswith(NO_ELEMENTS)


def _whole(outer: Sequence[str], inner: str) -> str:
    if not outer:
        return inner
    parent = f":is({_whole(outer[:-1], outer[-1])})"
    return inner.replace("&", parent) if "&" in inner else f"{parent} {inner}"
