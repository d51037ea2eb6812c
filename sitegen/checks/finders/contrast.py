"""Finders for colors: which of them stand on which, and whether they can be told apart.

Pairs follow from the stylesheets alone: what one rule declares together, and the names of
tokens. ``--color-on-x`` stands on ``--color-x``; TEXTS and EDGES stand on all GROUNDS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import floor

from sitegen.checks.finders.colors import Color, color_of, contrast, over
from sitegen.checks.found import Found
from sitegen.checks.numbers import decimal
from sitegen.checks.onpage import read_by_visitors
from sitegen.checks.selectors import aims, picks
from sitegen.checks.subject import Subject
from sitegen.problems import Place
from sitegen.stylesheet import Declaration, StyleRule
from sitegen.tokens import ROOTS, SCHEMES, custom_properties, meant

ROLE = "--color-"
ON = f"{ROLE}on-"
GROUNDS = ("page", "background", "raised", "surface", "tint")
TEXTS = ("text", "heading", "link", "quiet", "muted")
EDGES = ("edge", "border", "focus")
LEAST_FOR_PARTS, LEAST_FOR_LARGE = 3.0, 3.0
LARGE, LARGE_IF_BOLD, PIXELS = 24.0, 18.66, {"px": 1.0, "rem": 16.0, "em": 16.0, "pt": 4 / 3}
ONE_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
SIZE = re.compile(r"(\d*\.?\d+)(px|rem|em|pt)")
WHITE = Color(1, 1, 1)
CONTROLS = ("button", "input", "select", "textarea")
BORDERS = ("border", "border-color", "border-block", "border-inline", "border-block-end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A color that is seen on another, as both are written, and the place to mend it."""

    ink: str
    ground: str
    least: float
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The custom properties of one color scheme."""

    name: str
    declared: Mapping[str, Declaration]
    values: Mapping[str, str]

    def color(self, value: str) -> Color | None:
        """Return what a value means here, over the page if one sees through it."""
        found = color_of(meant(value, self.values, self.name))
        if found is None or found.alpha == 0:
            return None
        return over(found, self.page) if found.alpha < 1 else found

    @property
    def page(self) -> Color:
        """The color behind everything."""
        value = next((self.values[ROLE + it] for it in GROUNDS if ROLE + it in self.values), "")
        found = color_of(meant(value, self.values, self.name))
        return found if found and found.alpha == 1 else WHITE

    def place(self, value: str, otherwise: Place) -> Place:
        """Return where a value is said: its token's line, if it is one token."""
        match = ONE_VARIABLE.fullmatch(value)
        token = self.declared.get(match[1]) if match else None
        return token.place if token else otherwise


def faint_text(subject: Subject) -> Iterator[Found]:
    """Find text that does not stand out enough from what is behind it."""
    least = subject.settings.contrast
    told = []
    for scheme, rules in _schemes(subject):
        pairs = [*_named(scheme, TEXTS, least), *_on(scheme, least)]
        for rule in rules:
            pairs += _declared(rule, scheme, least)
            pairs += _redeclared(rule, scheme, TEXTS, least)
        told.append((scheme, pairs))
    yield from _faint(told, "text")


def faint_parts(subject: Subject) -> Iterator[Found]:
    """Find edges and rings of focus that can hardly be seen."""
    pages = read_by_visitors(subject)
    kinds = {(it.tag, it.classes): it for page in pages for it in page.every(*CONTROLS)}
    told = []
    for scheme, rules in _schemes(subject):
        pairs = [*_named(scheme, EDGES, LEAST_FOR_PARTS)]
        for rule in rules:
            pairs += _redeclared(rule, scheme, EDGES, LEAST_FOR_PARTS)
            is_control = any(
                not it.has_more and any(picks(it, control) for control in kinds.values())
                for it in aims(rule.selector)
                if it.classes or it.tag in CONTROLS
            )
            pairs += _edge_of_control(rule, scheme) if is_control else ()
        told.append((scheme, pairs))
    yield from _faint(told, "an edge")


def _schemes(subject: Subject) -> Iterator[tuple[Scheme, tuple[StyleRule, ...]]]:
    """Yield each color scheme that differs, with the rules that hold in it."""
    rules = subject.style_rules
    is_dark = any(rule.scheme == "dark" for rule in rules) or any(
        "light-dark(" in it.value for rule in rules for it in rule.declarations
    )
    for name in SCHEMES if is_dark else SCHEMES[:1]:
        declared = custom_properties(rules, name)
        values = {it.name: it.value for it in declared.values()}
        scheme = Scheme(name=name if is_dark else "", declared=declared, values=values)
        yield scheme, tuple(it for it in rules if it.scheme in ("", name))


def _named(scheme: Scheme, names: tuple[str, ...], least: float) -> Iterator[Pair]:
    for name in names:
        token = scheme.declared.get(ROLE + name)
        for ground in GROUNDS if token else ():
            if token and ROLE + ground in scheme.declared:
                yield _pair(ROLE + name, ROLE + ground, least, token.place)


def _on(scheme: Scheme, least: float) -> Iterator[Pair]:
    for name, token in scheme.declared.items():
        ground = name.replace(ON, ROLE, 1)
        if name.startswith(ON) and ground in scheme.declared:
            yield _pair(name, ground, least, token.place)


def _pair(ink: str, ground: str, least: float, place: Place) -> Pair:
    return Pair(ink=f"var({ink})", ground=f"var({ground})", least=least, place=place)


def _ground(rule: StyleRule) -> Declaration | None:
    return rule.last("background", "background-color")


def _declared(rule: StyleRule, scheme: Scheme, least: float) -> Iterator[Pair]:
    """Yield the pair of text and ground that one rule declares."""
    ink, ground = rule.last("color"), _ground(rule)
    if ink and ground:
        needed = min(least, LEAST_FOR_LARGE) if _is_large(rule) else least
        place = scheme.place(ink.value, ink.place)
        yield Pair(ink=ink.value, ground=ground.value, least=needed, place=place)


def _is_large(rule: StyleRule) -> bool:
    size, weight = rule.last("font-size"), rule.last("font-weight")
    match = SIZE.fullmatch(size.value) if size else None
    pixels = decimal(match[1]) * PIXELS[match[2]] if match else 0.0
    is_bold = bool(weight and weight.value in ("bold", "700", "800", "900"))
    return pixels >= (LARGE_IF_BOLD if is_bold else LARGE)


def _redeclared(
    rule: StyleRule, scheme: Scheme, names: tuple[str, ...], least: float
) -> Iterator[Pair]:
    """Yield the pairs of a rule that gives a token another value, and a ground."""
    ground = _ground(rule)
    own = {ROLE + it for it in names}
    for it in rule.declarations if ground and not ROOTS.fullmatch(rule.selector) else ():
        if it.name in own and ground:
            place = scheme.place(it.value, it.place)
            yield Pair(ink=it.value, ground=ground.value, least=least, place=place)


def _edge_of_control(rule: StyleRule, scheme: Scheme) -> Iterator[Pair]:
    """Yield the edge of a control and the page, unless what fills the control stands out."""
    edge, fill = rule.last(*BORDERS), _ground(rule)
    page = next((it for it in GROUNDS if ROLE + it in scheme.declared), "")
    filled = scheme.color(fill.value) if fill else None
    is_seen = filled is not None and contrast(filled, scheme.page) >= LEAST_FOR_PARTS
    for value in re.findall(r"var\([^()]*\)|#\w+|\w+\([^()]*\)", edge.value) if edge else ():
        if page and not is_seen and scheme.color(value):
            place = scheme.place(value, edge.place if edge else rule.place)
            yield Pair(ink=value, ground=f"var({ROLE}{page})", least=LEAST_FOR_PARTS, place=place)


def _faint(told: Iterable[tuple[Scheme, list[Pair]]], what: str) -> Iterator[Found]:
    """Yield pairs that cannot be told apart; one that is the same in both schemes once."""
    faint: dict[tuple[Pair, float], list[tuple[str, str]]] = {}
    schemes = 0
    for scheme, pairs in told:
        schemes += 1
        for pair in dict.fromkeys(pairs):
            ink, ground = scheme.color(pair.ink), scheme.color(pair.ground)
            if ink and ground and contrast(ink, ground) < pair.least:
                way = "darker" if contrast(ink, WHITE) > contrast(ground, WHITE) else "lighter"
                ratio = floor(contrast(ink, ground) * 100) / 100
                faint.setdefault((pair, ratio), []).append((scheme.name, way))
    for (pair, ratio), where in faint.items():
        name, way = where[0]
        scheme_said = f" in the {name} scheme" if len(where) < schemes else ""
        message = (
            f"{_said(pair.ink)} on {_said(pair.ground)} has a contrast of {ratio} to 1"
            f"{scheme_said}; {what} needs {pair.least:g}"
        )
        yield Found(at=pair.place, message=message, hint=f"make {_said(pair.ink)} {way}")


def _said(value: str) -> str:
    match = ONE_VARIABLE.fullmatch(value)
    return match[1] if match else f"'{value}'"
