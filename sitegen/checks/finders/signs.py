"""Finder for signs of HTML that stand alone in a page: ``&`` and ``<``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

from sitegen.checks.document import Document
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject
from sitegen.names import nearest

SIGN = re.compile(
    r"&(?!(?:amp|lt|gt|quot|#3[49]|nbsp);)(#?[A-Za-z0-9]+)(;?)|<(?![A-Za-z/!])|</(?![A-Za-z])"
    r"|<!(?!--|doctype\b)",
    re.I,
)
# Scripts and styles have signs of their own, and a comment has none.
RAW = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
NUMBER = re.compile(r"#(?:[0-9]+|[xX][0-9a-fA-F]+)")
# Longer names of characters are for mathematicians.
LONGEST = 10
IN_TAG = re.compile(r"<[A-Za-z][^<>]*$")


def loose_signs(subject: Subject) -> Iterator[Found]:
    """Find names of characters that do not exist or do not end, and a < that opens nothing."""
    for document in subject.documents.values():
        finds = [(it.start(), _wrong(it, document.html)) for it in SIGN.finditer(document.html)]
        wrong = [(at, words) for at, words in finds if words]
        raw = [it.span() for it in RAW.finditer(document.html)] if wrong else []
        for at, words in wrong:
            if not any(start <= at < end for start, end in raw):
                yield _found(document, at, words)


def _wrong(match: re.Match[str], html: str) -> tuple[str, str] | None:
    if not match[0].startswith("&"):
        return "a '<' stands alone, where no element begins", "write &lt; for the sign itself"
    name, end = match[1], match[2]
    if name.startswith("#"):
        is_right = end and NUMBER.fullmatch(name)
        return None if is_right else (f"'{match[0]}' is no character", "end it with ;")
    if end and f"{name};" not in html5:
        return f"'{match[0]}' is no character of HTML", _character_meant(name)
    if not end and _begins_with_a_name(name) and not IN_TAG.search(html, 0, match.start()):
        return f"'{match[0]}' does not end with ;", "write &amp; for the sign itself, or add the ;"
    return None


@lru_cache(maxsize=1024)
def _character_meant(name: str) -> str:
    near = nearest(name, (it[:-1] for it in html5 if it.endswith(";") and len(it) < LONGEST))
    return f"did you mean &{near};?" if near else "write &amp; for the sign itself"


def _begins_with_a_name(text: str) -> bool:
    return any(text[:length] in html5 for length in range(2, len(text) + 1))


def _found(document: Document, at: int, words: tuple[str, str]) -> Found:
    line = document.html.count("\n", 0, at) + 1
    column = at - document.html.rfind("\n", 0, at)
    number = document.element_at(line, column)
    element = document.elements[number] if document.elements else document.root
    return found_on(document, element, message=words[0], hint=words[1])
