"""The design tokens of a site: custom properties of its styles whose names tell their family."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

FAMILIES = ("color", "space", "text")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
PIECE = re.compile(r"([^{};]*)([{};])")
DECLARED = re.compile(r"\s*(--[\w-]+)\s*:\s*(.*?)\s*", re.S)
USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
ROOTS = re.compile(r"(?::root|html|body|\*)(?:\s*,\s*(?::root|html|body|\*))*")
SCHEME = re.compile(r"prefers-color-scheme\s*:\s*(light|dark)")
LIGHT, DARK = "light", "dark"
MOST_STEPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A custom property in one color scheme: the value as it is written, and what that means."""

    name: str
    written: str
    value: str


def tokens(sheets: Iterable[str], scheme: str) -> Mapping[str, tuple[Token, ...]]:
    """Return the tokens of each family that the sheets define, in order, for a color scheme."""
    values: dict[str, str] = {}
    for sheet in sheets:
        for name, value, only in _declared(COMMENT.sub("", sheet)):
            if only in ("", scheme):
                values[name] = value
    found = {
        family: tuple(
            Token(name=name, written=value, value=_meant(value, values))
            for name, value in values.items()
            if name.startswith(f"--{family}-")
        )
        for family in FAMILIES
    }
    return {family: them for family, them in found.items() if them}


def _declared(css: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and scheme ('' for both) of what is declared for the whole page."""
    around: list[str] = []
    for text, sign in PIECE.findall(css):
        if sign == "{":
            around.append(" ".join(text.split()))
            continue
        declared = DECLARED.fullmatch(text)
        if declared and around and ROOTS.fullmatch(around[-1]):
            only = _scheme(around[:-1])
            if only is not None:
                yield declared[1], " ".join(declared[2].split()), only
        if sign == "}" and around:
            around.pop()


def _scheme(around: Iterable[str]) -> str | None:
    """Return the scheme that rules around ask for; None if they ask for something else."""
    asked = ""
    for rule in around:
        scheme = SCHEME.search(rule)
        if scheme:
            asked = scheme[1]
        elif not rule.startswith("@layer"):
            return None
    return asked


def _meant(value: str, values: Mapping[str, str]) -> str:
    for _ in range(MOST_STEPS):
        if not USED.search(value):
            break
        value = USED.sub(lambda it: values.get(it[1], it[0]), value)
    return value
