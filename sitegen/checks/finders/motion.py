"""Finders for what moves, sounds or refuses to grow: media, refreshing pages, the viewport."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.document import Document, Element
from sitegen.checks.found import Found
from sitegen.checks.numbers import whole
from sitegen.checks.onpage import found_on, part, read_by_visitors
from sitegen.checks.subject import Subject

LEAST_ZOOM = 2.0
PLAIN = 'write content="width=device-width, initial-scale=1" and nothing else'
DRAWN = ("animate", "animatemotion", "animatetransform")
# A time after the page is there; anything else is what a visitor does.
CLOCK = re.compile(r"[+-]?[\d:.]+(?:h|min|s|ms)?")
AUTOPLAY = re.compile(r"[?&](?:autoplay|auto_play)=(?:1|true)(?=[&#]|$)", re.I)
# No phone is as wide, in pixels of CSS.
WIDE = 600
TWENTY_HOURS = 72_000
# Tracks that a visitor who hears nothing, or sees nothing, can follow.
TRACKS = ("captions", "subtitles", "descriptions")


def media_without_words(subject: Subject) -> Iterator[Found]:
    """Find films without a track of words, and sound that cannot be stopped."""
    for document in read_by_visitors(subject):
        for it in document.every("video", "audio"):
            kinds = [track.attributes.get("kind", "subtitles") for track in it.every("track")]
            if it.tag == "video" and "muted" not in it.attributes and not set(kinds) & {*TRACKS}:
                message = "this film has no captions for those who cannot hear it"
                hint = 'put <track kind="captions" src="..." srclang="en"> into it'
                yield found_on(document, it, message=message, hint=hint)
            if "controls" not in it.attributes:
                message = f"this <{it.tag}> has no buttons to stop it"
                yield found_on(document, it, message=message, hint="write the attribute controls")


def moving_by_itself(subject: Subject) -> Iterator[Found]:
    """Find what plays, moves or reloads without being asked."""
    for document in read_by_visitors(subject):
        for it in document.every("video", "audio", "meta", "marquee", "blink", "iframe", *DRAWN):
            is_there = not any(
                up.tag == "template" or "hidden" in up.attributes for up in it.above()
            )
            message = _movement(it) if is_there else ""
            if message:
                hint = "let the visitor start it"
                if it.tag == "meta":
                    hint = "remove it; to lead on to another page use content/data/redirects.yaml"
                yield found_on(document, it, message=message, hint=hint)


def _movement(element: Element) -> str:
    given = element.attributes
    if element.tag in DRAWN:
        is_endless = given.get("repeatcount") == "indefinite"
        begins = [it.strip() for it in given.get("begin", "0").split(";")]
        is_asked = not all(CLOCK.fullmatch(it) for it in begins)
        return "this drawing never stops moving" if is_endless and not is_asked else ""
    if element.tag == "iframe":
        starts = AUTOPLAY.search(given.get("src", ""))
        return "this <iframe> plays without being asked" if starts else ""
    if element.tag in ("marquee", "blink"):
        return f"<{element.tag}> moves, and nobody can stop it"
    if element.tag == "meta":
        is_refresh = given.get("http-equiv", "").lower() == "refresh"
        seconds = re.match(r"\s*(\d+)", given.get("content", "")) if is_refresh else None
        is_soon = seconds and 0 < (whole(seconds[1]) or 0) <= TWENTY_HOURS
        return f"the page loads anew after {seconds[1]} seconds" if seconds and is_soon else ""
    return f"this <{element.tag}> plays without being asked" if "autoplay" in given else ""


def refusing_to_grow(subject: Subject) -> Iterator[Found]:
    """Find pages that a visitor cannot enlarge, or that a phone shows tiny."""
    for document in read_by_visitors(subject):
        metas = [
            it
            for it in document.every("meta")
            if it.attributes.get("name", "").lower() == "viewport"
        ]
        if document.kind and not metas:
            head = part(document, "head", "html")
            message = "phones show this page as small as on a desk"
            hint = '<meta name="viewport" content="width=device-width, initial-scale=1">'
            yield found_on(document, head, message=message, hint=hint)
        for it in metas:
            yield from _refusal(document, it)


def _refusal(document: Document, meta: Element) -> Iterator[Found]:
    pieces = (it.partition("=") for it in re.split(r"[,;]", meta.attributes.get("content", "")))
    asked = {name.strip().lower(): value.strip().lower() for name, _, value in pieces}
    largest = re.match(r"[\d.]+", asked.get("maximum-scale", ""))
    is_small = bool(largest) and _number(asked["maximum-scale"]) < LEAST_ZOOM
    if asked.get("user-scalable") in ("no", "0") or is_small:
        message = "visitors cannot enlarge this page"
        yield found_on(document, meta, message=message, hint=PLAIN)
    if (whole(asked.get("width", "")) or 0) >= WIDE:
        message = "phones show this page as small as on a desk"
        yield found_on(document, meta, message=message, hint=PLAIN)


def _number(text: str) -> float:
    match = re.match(r"\d+(?:\.\d+)?", text)
    return float(match[0]) if match else LEAST_ZOOM
