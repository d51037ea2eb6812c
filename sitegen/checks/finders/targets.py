"""Finders for what fingers and keys aim at, as far as stylesheets tell without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.checks.document import Element
from sitegen.checks.finders.spoken import is_focusable, is_hidden
from sitegen.checks.found import Found
from sitegen.checks.numbers import decimal, whole
from sitegen.checks.onpage import found_on, read_by_visitors
from sitegen.checks.selectors import Compound, aims, kinds, may_fit, picks, selectors
from sitegen.checks.subject import Subject
from sitegen.stylesheet import Declaration, StyleRule
from sitegen.tokens import custom_properties, meant

LEAST = 24.0
SIDES = {
    "width": ("width", "inline-size", "max-width", "max-inline-size"),
    "height": ("height", "block-size", "max-height", "max-block-size"),
}
# With any of these a box may be larger than its width and height say.
WIDER = re.compile(
    r"min-(?:width|height|inline-size|block-size)|padding(?:-[a-z-]+)?|transform|scale"
)
# A box of a pixel that is cut off is only read out, and shows when it is focused.
READ_OUT_ONLY = ("clip", "clip-path")
LENGTH = re.compile(r"(\d*\.?\d+)(px|rem|em)")
PIXELS = {"px": 1.0, "rem": 16.0, "em": 16.0}
FOCUS = re.compile(r"(?<!:not\():focus(?P<within>-within)?(?:-visible)?\b")
# What such a selector fits keeps its ring for whoever uses the keys.
BY_MOUSE_ONLY = re.compile(r":not\(\s*:focus-visible\s*\)")
NO_OUTLINE = {
    "outline": re.compile(r"(?:none|0(?:px)?)(?:\s.*)?"),
    "outline-style": re.compile(r"none"),
    "outline-width": re.compile(r"0(?:px)?"),
    "outline-color": re.compile(r"transparent"),
}
SHOWN_INSTEAD = re.compile(
    r"border|box-shadow|background|outline|stroke|fill|text-decoration|color"
)


def small_targets(subject: Subject) -> Iterator[Found]:
    """Find rules that make something to press or tap smaller than 24 pixels."""
    rules = [it for it in subject.style_rules if it.scheme is not None]
    tokens = custom_properties(tuple(rules), "light")
    values = {it.name: it.value for it in tokens.values()}
    stops = kinds(_stops(subject), (it.selector for it in rules))
    for rule in rules:
        picked = [it for it in aims(rule.selector) if it.tag or it.classes]
        for side, value, pixels in _small_sides(rule, values):
            hit = next((stop for aim in picked for stop in stops if picks(aim, stop)), None)
            if hit and not _is_widened(hit, rules):
                at = rule.last(*SIDES[side])
                assert at is not None
                message = f"{side} {value}: a <{hit.tag}> of {pixels:g} pixels is hard to hit"
                hint = "24 pixels at the least, better 44: give it min-height, or padding"
                yield Found(at=at.place, message=message, hint=hint)
    yield from _small_pictures(subject)


def _small_sides(rule: StyleRule, values: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    if rule.last(*READ_OUT_ONLY):
        return
    for side, names in SIDES.items():
        declared = rule.last(*names)
        match = LENGTH.fullmatch(meant(declared.value, values, "light")) if declared else None
        if match and declared and 0 < decimal(match[1]) * PIXELS[match[2]] < LEAST:
            yield side, declared.value, decimal(match[1]) * PIXELS[match[2]]


def _stops(subject: Subject) -> Iterator[Element]:
    """Yield all that visitors press or tap."""
    for document in read_by_visitors(subject):
        yield from (it for it in document.elements if is_focusable(it) and not is_hidden(it))


def _is_widened(element: Element, rules: Sequence[StyleRule]) -> bool:
    """Say whether any rule for an element lets it be larger than its sides say."""
    return any(
        WIDER.fullmatch(declared.name)
        for rule in rules
        if any((it.tag or it.classes) and picks(it, element) for it in aims(rule.selector))
        for declared in rule.declarations
        if declared.value not in ("0", "0px", "none")
    )


def _small_pictures(subject: Subject) -> Iterator[Found]:
    for document in read_by_visitors(subject):
        for it in document.every("input"):
            sizes = [it.attributes.get(side, "") for side in SIDES]
            pixels = [whole(size) for size in sizes]
            is_small = any(it is not None and it < LEAST for it in pixels)
            if it.attributes.get("type", "").lower() == "image" and is_small:
                message = (
                    f"a button of {' x '.join(it or '?' for it in sizes)} pixels is hard to hit"
                )
                hint = "24 pixels at the least, better 44"
                yield found_on(document, it, message=message, hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A way to show the focus: of which elements, or of what is within them.

    A ring for all elements gives way to a rule that takes it from some of them.
    """

    aim: Compound
    is_within: bool
    is_ring: bool

    def of(self, stop: Element, *, is_weak: bool) -> bool:
        """Say whether it shows that an element has the focus, beside a rule that is weak or not."""
        is_for_all = self.aim == Compound(has_more=True)
        if is_for_all and self.is_ring and not is_weak:
            return False
        return any(picks(self.aim, it) for it in (stop.above() if self.is_within else (stop,)))


def hidden_focus(subject: Subject) -> Iterator[Found]:
    """Find rules that take the ring of focus away and show nothing instead."""
    rules = [it for it in subject.style_rules if it.scheme is not None]
    taken = [(it, _taken(it)) for it in rules]
    shown = [way for rule in rules for way in _ways(rule)]
    stops = tuple(_stops(subject)) if any(declared for _, declared in taken) else ()
    for rule, declared in taken:
        if declared is None or _shows_focus(rule) or not _is_blind(rule, stops, shown):
            continue
        words = " ".join(rule.selector.split())
        message = f"'{words}' takes the ring away that shows where the Tab key is"
        hint = "remove it, or show the focus in another way: :focus-visible { outline: 3px solid }"
        yield Found(at=declared.place, message=message, hint=hint)


def _taken(rule: StyleRule) -> Declaration | None:
    return next((it for it in rule.declarations if _takes_outline(it.name, it.value)), None)


def _takes_outline(name: str, value: str) -> bool:
    pattern = NO_OUTLINE.get(name)
    return bool(pattern and pattern.fullmatch(value))


def _shows_focus(rule: StyleRule) -> bool:
    """Say whether a rule for the focus shows it in another way than by an outline."""
    return bool(FOCUS.search(rule.selector)) and any(
        SHOWN_INSTEAD.match(it.name) and not it.name.startswith("outline")
        for it in rule.declarations
    )


def _ways(rule: StyleRule) -> Iterator[Shown]:
    """Yield how a rule shows the focus, by each of its selectors that asks for it."""
    names = {it.name for it in rule.declarations if SHOWN_INSTEAD.match(it.name)}
    others = {it for it in names if not it.startswith("outline")}
    shown = others if _taken(rule) else names - {"outline-offset"}
    for selector in selectors(rule.selector) if shown else ():
        asked = FOCUS.search(selector.text)
        begin = selector.text[: asked.end()] if asked else ""
        is_within = bool(asked and asked["within"]) or ":has(" in begin
        for it in selectors(begin + ")" * (begin.count("(") - begin.count(")"))):
            yield Shown(aim=it.compounds[-1], is_within=is_within, is_ring=not others)


def _is_blind(rule: StyleRule, stops: Sequence[Element], shown: Sequence[Shown]) -> bool:
    """Say whether a rule leaves anything that visitors press without a sign of focus."""
    for selector in selectors(rule.selector):
        if selector.part or BY_MOUSE_ONLY.search(selector.text):
            continue
        is_weak = not FOCUS.search(selector.text)
        for stop in stops:
            if may_fit(stop, selector) and not any(it.of(stop, is_weak=is_weak) for it in shown):
                return True
    return False
