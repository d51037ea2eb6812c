"""Finders for colors: which of them stand on which, and whether they can be told apart.

Pairs follow from the stylesheets alone: what one rule declares together, and the names of
tokens. ``--color-on-x`` stands on ``--color-x``; TEXTS and EDGES stand on all GROUNDS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import floor

from sitegen.checks.finders.colors import Color, color_of, contrast, over
from sitegen.checks.found import Found
from sitegen.checks.numbers import decimal
from sitegen.checks.onpage import read_by_visitors
from sitegen.checks.selectors import aims, kinds, picks, selectors
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
# Of clamp() the first, which is the least.
SIZE = re.compile(r"(?:clamp\(\s*)?(\d*\.?\d+)(px|rem|em|pt)")
BOLD = re.compile(r"bold|[7-9]\d\d")
# The sizes that browsers give to headings, which they set in bold.
HEADINGS = {"h1": 32.0, "h2": 24.0, "h3": 18.72}
BOLD_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th")
WHITE = Color(1, 1, 1)
CONTROLS = ("button", "input", "select", "textarea")
BORDER = re.compile(
    r"border(?:-(?:top|right|bottom|left|(?:block|inline)(?:-(?:start|end))?))?(?:-color)?"
)
WHOLE_BORDER = ("border", "border-color")
DRAWN = re.compile(
    r"(?:solid|dashed|dotted|double|groove|ridge|inset|outset)\b(?!.*\btransparent)|currentcolor",
    re.I,
)
FILLS = ("background", "background-color")
# WCAG asks nothing of controls that nobody can use now.
INACTIVE = re.compile(r"(?<!:not\():disabled\b|(?<!:not\()\[\s*(?:aria-)?disabled\b")
# One word of a value, with all that is in its brackets.
WORD = re.compile(r"[\w-]*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[^\s()]+")
PICTURE = re.compile(r"(?:url|image|image-set|[\w-]*gradient|element|cross-fade)\(", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A color that is seen on another, as both are written, and the place to mend it."""

    ink: str
    ground: str
    least: float
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The custom properties of one color scheme, and the color ``behind`` all, if it is known."""

    name: str
    declared: Mapping[str, Declaration]
    values: Mapping[str, str]
    behind: str = ""

    def color(self, value: str) -> Color | None:
        """Return what a value means here, over the page if one sees through it."""
        found = color_of(meant(value, self.values, self.name))
        if found is None or found.alpha == 0:
            return None
        return over(found, self.page) if found.alpha < 1 else found

    @property
    def page(self) -> Color:
        """The color behind everything."""
        found = color_of(meant(self.behind, self.values, self.name))
        return found if found and found.alpha == 1 else WHITE

    def colors(self, value: str) -> list[str]:
        """Return the words of a value that are colors which one sees."""
        return [it for it in WORD.findall(value) if self.color(it)]

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
    controls = kinds(
        (it for page in pages for it in page.every(*CONTROLS)),
        (it.selector for it in subject.style_rules),
    )
    told = []
    for scheme, rules in _schemes(subject):
        pairs = [*_named(scheme, EDGES, LEAST_FOR_PARTS)]
        for rule in rules:
            pairs += _redeclared(rule, scheme, EDGES, LEAST_FOR_PARTS)
            is_control = any(
                not it.has_more and any(picks(it, control) for control in controls)
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
        own = tuple(it for it in rules if it.scheme in ("", name))
        scheme = Scheme(name=name if is_dark else "", declared=declared, values=values)
        scheme = replace(scheme, behind=_behind(scheme, own, is_light=name == SCHEMES[0]))
        yield scheme, tuple(it for it in own if not _is_inactive(it))


def _behind(scheme: Scheme, rules: Iterable[StyleRule], *, is_light: bool) -> str:
    """Return the color behind everything as it is written; empty if nobody can tell."""
    token = next((ROLE + it for it in GROUNDS if ROLE + it in scheme.declared), "")
    if token:
        return f"var({token})"
    roots = [it for it in rules if ROOTS.fullmatch(it.selector)]
    said = [it for it in roots if it.last(*FILLS)]
    schemes = [it.value for rule in roots if (it := rule.last("color-scheme"))]
    if said:
        return _ground(said[-1], scheme)
    return "white" if is_light and not any("light" not in it for it in schemes) else ""


def _is_inactive(rule: StyleRule) -> bool:
    """Say whether a rule is for controls alone that nobody can use now."""
    found = selectors(rule.selector)
    return bool(found) and all(INACTIVE.search(it.text) for it in found)


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


def _ground(rule: StyleRule, scheme: Scheme) -> str:
    """Return the one color that a rule puts behind words, as it is written; empty if it has none.

    Of a color with a picture over it nobody can tell what is seen.
    """
    declared = rule.last(*FILLS)
    value = declared.value if declared else ""
    if scheme.color(value) or PICTURE.search(meant(value, scheme.values, scheme.name)):
        return value
    found = scheme.colors(value)
    return found[0] if len(found) == 1 else ""


def _declared(rule: StyleRule, scheme: Scheme, least: float) -> Iterator[Pair]:
    """Yield the pair of text and ground that one rule declares."""
    ink, ground = rule.last("color"), _ground(rule, scheme)
    if ink and ground:
        needed = min(least, LEAST_FOR_LARGE) if _is_large(rule, scheme) else least
        place = scheme.place(ink.value, ink.place)
        yield Pair(ink=ink.value, ground=ground, least=needed, place=place)


def _is_large(rule: StyleRule, scheme: Scheme) -> bool:
    size, weight = rule.last("font-size", "font"), rule.last("font-weight", "font")
    tags = [it.tag for it in aims(rule.selector)]
    pixels = min((HEADINGS.get(it, 0.0) for it in tags), default=0.0)
    is_bold = all(it in BOLD_TAGS for it in tags)
    if size:
        # A font without a size of its own, such as var(--font), may have any.
        said = WORD.findall(meant(size.value, scheme.values, scheme.name))
        match = next(filter(None, map(SIZE.match, said)), None)
        pixels = decimal(match[1]) * PIXELS[match[2]] if match else 0.0
    if weight:
        words = meant(weight.value, scheme.values, scheme.name).partition("/")[0].split()
        is_bold = any(BOLD.fullmatch(it) for it in words)
    return pixels >= (LARGE_IF_BOLD if is_bold else LARGE)


def _redeclared(
    rule: StyleRule, scheme: Scheme, names: tuple[str, ...], least: float
) -> Iterator[Pair]:
    """Yield the pairs of a rule that gives a token another value, and a ground."""
    ground = _ground(rule, scheme)
    own = {ROLE + it for it in names}
    for it in rule.declarations if ground and not ROOTS.fullmatch(rule.selector) else ():
        if it.name in own and ground:
            place = scheme.place(it.value, it.place)
            yield Pair(ink=it.value, ground=ground, least=least, place=place)


def _edge_of_control(rule: StyleRule, scheme: Scheme) -> Iterator[Pair]:
    """Yield the edges of a control and the page, unless one of them or the filling is seen."""
    fill = scheme.color(_ground(rule, scheme))
    edges = [it for it in rule.declarations if BORDER.fullmatch(it.name)]
    last = max((at for at, it in enumerate(edges) if it.name in WHOLE_BORDER), default=0)
    colored = [(it, scheme.colors(it.value)) for it in edges[last:]]
    seen = [scheme.color(value) for _, values in colored for value in values] + [fill]
    is_seen = any(it and contrast(it, scheme.page) >= LEAST_FOR_PARTS for it in seen)
    # A line without a color has that of the text.
    is_seen |= any(not values and DRAWN.search(it.value) for it, values in colored)
    for it, values in colored if scheme.behind and not is_seen else ():
        for value in values:
            place = scheme.place(value, it.place)
            yield Pair(ink=value, ground=scheme.behind, least=LEAST_FOR_PARTS, place=place)


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
