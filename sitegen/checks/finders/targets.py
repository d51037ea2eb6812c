"""Finders for what fingers and keys aim at, as far as stylesheets tell without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sitegen.checks.document import Element
from sitegen.checks.finders.spoken import is_focusable, is_hidden
from sitegen.checks.found import Found
from sitegen.checks.numbers import decimal, whole
from sitegen.checks.onpage import found_on, read_by_visitors
from sitegen.checks.selectors import Compound, aims, picks
from sitegen.checks.subject import Subject
from sitegen.stylesheet import StyleRule
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
FOCUS = re.compile(r":focus(?:-visible|-within)?\b")
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
    stops = _stops(subject)
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


def _stops(subject: Subject) -> Sequence[Element]:
    """Return one element of each kind, by tag and classes, that visitors press or tap."""
    found: dict[tuple[str, frozenset[str]], Element] = {}
    for document in read_by_visitors(subject):
        for it in document.elements:
            if is_focusable(it) and not is_hidden(it):
                found.setdefault((it.tag, it.classes), it)
    return tuple(found.values())


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


def hidden_focus(subject: Subject) -> Iterator[Found]:
    """Find rules that take the ring of focus away and show nothing instead."""
    rules = [it for it in subject.style_rules if it.scheme is not None]
    stops = _stops(subject)
    for rule in rules:
        taken = next(
            (it for it in rule.declarations if _takes_outline(it.name, it.value)),
            None,
        )
        if taken is None or _shows_focus(rule):
            continue
        blind = [it for it in aims(rule.selector) if _is_aimed(it, stops)]
        if blind and not any(_stands_in(other, rule) for other in rules):
            words = " ".join(rule.selector.split())
            message = f"'{words}' takes the ring away that shows where the Tab key is"
            hint = (
                "remove it, or show the focus in another way: :focus-visible { outline: 3px solid }"
            )
            yield Found(at=taken.place, message=message, hint=hint)


def _takes_outline(name: str, value: str) -> bool:
    pattern = NO_OUTLINE.get(name)
    return bool(pattern and pattern.fullmatch(value))


def _shows_focus(rule: StyleRule) -> bool:
    """Say whether a rule for the focus shows it in another way than by an outline."""
    return bool(FOCUS.search(rule.selector)) and any(
        SHOWN_INSTEAD.match(it.name) and not it.name.startswith("outline")
        for it in rule.declarations
    )


def _is_aimed(aim: Compound, stops: Sequence[Element]) -> bool:
    return any(picks(aim, it) for it in stops)


def _stands_in(other: StyleRule, rule: StyleRule) -> bool:
    """Say whether another rule shows the focus of what a rule leaves without a ring."""
    if other is rule or not FOCUS.search(other.selector):
        return False
    bare, of_other = (FOCUS.sub("", it.selector).strip() for it in (rule, other))
    is_for_all = of_other in ("", "*") and not FOCUS.search(rule.selector)
    begins = is_for_all or of_other.startswith(bare)
    shows = any(
        SHOWN_INSTEAD.match(it.name) and not _takes_outline(it.name, it.value)
        for it in other.declarations
    )
    return begins and shows
