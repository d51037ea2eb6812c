"""The rules of stylesheets with their places, custom properties and color schemes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.checks.document import Element
from sitegen.checks.found import Place
from sitegen.checks.styles import Compound, selectors
from sitegen.files import File
from sitegen.tokens import COMMENT, MOST_STEPS, ROOTS, SCHEME

STEP = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|url\([^)\"']*\)|[{};]", re.I)
DECLARED = re.compile(r"\s*(--[\w-]+|[a-z-]+)\s*:(.*)", re.S | re.I)
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
ELSEWHERE = re.compile(r"\bprint\b|\bspeech\b|forced-colors|prefers-contrast|inverted-colors", re.I)
SCHEMES = ("light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A property and its value as it is written."""

    name: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRule:
    """Declarations for a selector; ``around`` are the at-rules and selectors that hold them."""

    selector: str
    around: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    place: Place

    def last(self, *names: str) -> Declaration | None:
        """Return the last declaration of one of some properties."""
        return next((it for it in reversed(self.declarations) if it.name in names), None)

    @property
    def scheme(self) -> str | None:
        """The one color scheme that it is for, empty for both, None if it is for no screen."""
        asked = ""
        for prelude in self.around:
            if ELSEWHERE.search(prelude) and prelude.startswith("@"):
                return None
            match = SCHEME.search(prelude)
            asked = match[1] if match else asked
        return asked


def site_rules(files: Mapping[str, File], root: Path) -> tuple[StyleRule, ...]:
    """Return the rules of all stylesheets of a site, in the order of their names."""
    return tuple(
        rule
        for name, file in sorted(files.items())
        if name.endswith(".css")
        for rule in style_rules(
            file.read().decode("utf-8", "replace"), path=file.path.relative_to(root).as_posix()
        )
    )


def style_rules(css: str, *, path: str) -> Iterator[StyleRule]:
    """Yield the rules of a stylesheet, those that hold declarations."""
    text = COMMENT.sub(lambda it: re.sub(r"[^\n]", " ", it[0]), css)
    breaks = [-1, *(it.start() for it in re.finditer("\n", text))]
    opened: list[tuple[str, Place, list[Declaration]]] = []
    start = 0
    for step in STEP.finditer(text):
        sign = step[0]
        if sign not in "{};":
            continue
        piece = text[start : step.start()]
        place = _place(breaks, start + len(piece) - len(piece.lstrip()), path)
        start = step.end()
        if sign == "{":
            opened.append((" ".join(piece.split()), place, []))
            continue
        match = DECLARED.fullmatch(piece)
        if match and opened:
            name, value = match[1].lower(), " ".join(match[2].split())
            opened[-1][2].append(Declaration(name=name, value=value, place=place))
        if sign == "}" and opened:
            selector, at, declared = opened.pop()
            around = tuple(it[0] for it in opened)
            if declared:
                yield StyleRule(
                    selector=selector, around=around, declarations=tuple(declared), place=at
                )


def _place(breaks: list[int], at: int, path: str) -> Place:
    line = bisect_left(breaks, at)
    return Place(path=path, line=line, column=at - breaks[line - 1])


def aims(selector: str) -> Iterator[Compound]:
    """Yield what each selector of a list picks; boxes such as ::before are left out."""
    for it in selectors(selector):
        if not it.part:
            yield it.compounds[-1]


def picks(aim: Compound, element: Element) -> bool:
    """Say whether an element has the tag and classes that are asked for, whatever its state."""
    return (
        aim.tag in ("", element.tag)
        and aim.classes <= element.classes
        and all(any(picks(it.compounds[-1], element) for it in them) for them in aim.either)
    )


def custom_properties(rules: tuple[StyleRule, ...], scheme: str) -> Mapping[str, Declaration]:
    """Return what the whole page may use in a color scheme, by name, as declared last."""
    return {
        it.name: it
        for rule in rules
        if ROOTS.fullmatch(rule.selector) and rule.scheme in ("", scheme)
        for it in rule.declarations
        if it.name.startswith("--")
    }


def meant(value: str, known: Mapping[str, str], scheme: str) -> str:
    """Return a value with its variables and light-dark() replaced by what they stand for."""
    for _ in range(MOST_STEPS):
        if not VARIABLE.search(value):
            break
        value = VARIABLE.sub(lambda it: known.get(it[1], it[2] or ""), value)
    return _of_scheme(value, scheme).strip()


def _of_scheme(value: str, scheme: str) -> str:
    for _ in range(MOST_STEPS):
        at = value.lower().find("light-dark(")
        if at < 0:
            break
        parts, end = _arguments(value, at + len("light-dark("))
        chosen = parts[SCHEMES.index(scheme)] if len(parts) == len(SCHEMES) else ""
        value = value[:at] + chosen.strip() + value[end:]
    return value


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """Return what stands between a bracket's commas, and where the bracket has ended."""
    depth, found, at = 0, [""], start
    for at, sign in enumerate(text[start:], start):
        if sign == ")" and depth == 0:
            return found, at + 1
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return found, at + 1
