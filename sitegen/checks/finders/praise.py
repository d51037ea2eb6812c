"""Praise by clients, and ratings in stars: what a page about health leaves out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

from sitegen.checks.document import Document, Element
from sitegen.checks.found import Found, On
from sitegen.checks.prose import CITATION, plain
from sitegen.checks.sentences import place_of_word, sentences, typed_at
from sitegen.checks.subject import Subject
from sitegen.problems import Place

CLIENTS = r"(?:clients?|customers?|patients?|members?|guests?|users?)"
# "Client reviews" are praise; in "a client reviews the plan" somebody reads.
REVIEWS = (
    r"\b(?<!\bthe )(?<!\ba )(?<!\bone )(?<!\beach )(?<!\bevery )(?<!\byour )(?<!\bthis )"
    r"(?:client|customer|patient|member|guest|user)(?:s?'s?)? reviews\b"
    r"(?! (?:the|an?|each|every|all|any|his|her|their|your|our|this|that|these|those|it|them|what"
    r"|how|and|or|with|before|after|once)\b)"
)
WHO = rf"(?:{CLIENTS}|people|others)"
WORDS = re.compile(
    rf"\btestimonials?\b|\b(?:what )?(?:our )?{WHO} (?:say|love|rave|think)s?(?: about| of)? us\b"
    rf"|\bhappy {CLIENTS}\b|{REVIEWS}|\breviews? (?:by|from) (?:our )?{CLIENTS}\b"
    r"|\b(?:five|5)[ -]star\b|\brated [\d.]+|\b[\d.]+ (?:out of 5|stars)\b",
    re.I,
)
DENIAL = re.compile(r"\b(?:not?|none|never|nobody|cannot|without)\b|n't\b", re.I)
QUOTE = re.compile(
    r"\b(?:I|my|we|our|me)\b.*?\b(?:love|thank|recommend|amazing|wonderful|fantastic|awesome"
    r"|great|best|life|saved|changed|feel|felt|grateful|happy|relief|gone)"
    r"|\b(?:thank you|thanks|highly)\b",
    re.I | re.S,
)
CLASS = re.compile(r"testimonial|star-?rating|client-?reviews?", re.I)
STARS = re.compile("[★☆⭐🌟✩✪✭✮✯]|&(?:star|starf|bigstar|#973[34]|#11088|#x260[56]|#x2b50);", re.I)
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.S)
RATED = frozenset(("aggregaterating", "review", "reviews", "reviewrating", "ratingvalue"))
RATED_TYPES = frozenset(("review", "aggregaterating", "rating", "userreview", "claimreview"))


def is_about_health(subject: Subject) -> bool:
    """Say whether a site has pages that must cite sources or be reviewed."""
    return bool(subject.settings.cites or subject.settings.reviewed)


def testimonials(subject: Subject) -> Iterator[Found]:
    """Find praise by clients: words for it, quotations, and elements named for it."""
    if not is_about_health(subject):
        return
    hint = "leave it out: what one person felt says nothing of the next"
    for passage in subject.passages:
        for piece in sentences(passage) if WORDS.search(passage.text) else ():
            match = WORDS.search(passage.text, piece.start, piece.end)
            if match and not DENIAL.search(piece.text):
                message = f"'{' '.join(match[0].split())}' announces praise by clients"
                yield Found(at=place_of_word(passage, match.start()), message=message, hint=hint)
    for document in subject.pages:
        for element in document.every("blockquote", "q"):
            if QUOTE.search(plain(element.text())) and not _names_source(element):
                message = "this quotation is praise by a client"
                yield Found(at=_quoted(subject, document, element), message=message, hint=hint)
        for element in document.elements:
            if _is_for_praise(element.attributes.get("class", "")):
                message = f"this element is there for praise: {element.attributes['class']}"
                at = On(output=document.path, element=element.number)
                yield Found(at=at, message=message, hint="remove it with what stands in it")


@cache
def _is_for_praise(classes: str) -> bool:
    return CLASS.search(classes) is not None


def _names_source(element: Element) -> bool:
    """Say whether a quotation, or what a short one stands in, names a publication."""
    around = element.parent if element.tag == "q" and element.parent else element
    return "cite" in element.attributes or bool(around.of_class(CITATION))


def _quoted(subject: Subject, document: Document, element: Element) -> Place | On:
    typed = typed_at(subject, document, plain(element.text()))
    return typed or On(output=document.path, element=element.number)


def ratings(subject: Subject) -> Iterator[Found]:
    """Find stars in sources, and ratings in what a page tells search engines."""
    if not is_about_health(subject):
        return
    hint = "leave ratings out"
    for passage in subject.passages:
        # Templates and Markdown hold signs in code, too: "★" * 5.
        is_code = passage.origin in ("body", "template")
        text = COMMENT.sub(_blank, passage.raw) if is_code else passage.text
        for match in STARS.finditer(text):
            if not re.match(STARS, text[match.start() - 1 : match.start()]):
                message = f"'{match[0]}' looks like a rating in stars"
                yield Found(at=passage.place(*match.span()), message=message, hint=hint)
    for document in subject.pages:
        for element, name in _rated(document):
            message = f"the page tells search engines a rating or a review ('{name}')"
            at = On(output=document.path, element=element.number)
            yield Found(at=at, message=message, hint=hint)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _rated(document: Document) -> Iterator[tuple[Element, str]]:
    for element in document.elements:
        given = element.attributes
        kind = given.get("itemtype", "").rpartition("/")[2].lower()
        if given.get("itemprop", "").lower() in RATED or kind in RATED_TYPES:
            yield element, given.get("itemprop") or kind
        elif given.get("type") == "application/ld+json":
            text = "".join(it for it in element.children if isinstance(it, str))
            yield from ((element, name) for name in _rated_names(text))


def _rated_names(text: str) -> Iterator[str]:
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            types = value.get("@type")
            for name in types if isinstance(types, list) else [types]:
                if str(name).lower() in RATED_TYPES:
                    yield str(name)
            yield from (name for name in value if name.lower() in RATED)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
