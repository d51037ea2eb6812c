"""Ids of headings, so that links can lead to them."""

from __future__ import annotations

import html
import re

from sitegen.marks import MARK
from sitegen.names import slug

PLAIN = re.compile(r"<h([1-6])((?![^<>]*\bid=)[^<>]*)>([^<]*+(?:<(?!/?h[1-6]\b)[^<]*+)*+)</h\1>")
TAG = re.compile(r"<[^>]*>")
ID = re.compile(r'\bid="([^"]+)"')
# A citation or a footnote's number is no word of a heading.
REFERENCE = re.compile(r'<sup (?:class="cite"|id="fnref)[^>]*>.*?</sup>', re.S)
# Ids that layouts use on every page; a heading of that name gets another.
TEMPLATES_OWN = re.compile(r"main|(?:sources?|cite)(?:-\d+)*")


def with_ids(text: str) -> str:
    """Return the HTML with an id, made of its words, in each heading that has none."""
    taken = dict.fromkeys(ID.findall(text), 0)

    def put(match: re.Match[str]) -> str:
        level, attributes, words = match.groups()
        name = _unique(heading_id(html.unescape(TAG.sub("", REFERENCE.sub("", words)))), taken)
        return f'<h{level}{attributes} id="{name}">{words}</h{level}>'

    return PLAIN.sub(put, text)


def heading_id(words: str) -> str:
    """Return the id of a heading of these words."""
    name = slug(MARK.sub("", words)) or "section"
    return f"{name}-section" if TEMPLATES_OWN.fullmatch(name) else name


def _unique(name: str, taken: dict[str, int]) -> str:
    """Return the name, with a number if another has it; ``taken`` counts the tries of each."""
    unique = name
    while unique in taken:
        taken[name] += 1
        unique = f"{name}_{taken[name]}"
    taken[unique] = 0
    return unique
