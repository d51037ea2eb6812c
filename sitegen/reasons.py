"""Why an output is made anew, or kept: which fact changed since an earlier build."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from sitegen.facts import Facts
from sitegen.model import Fact, Output, Rendered

WORDS = {
    "settings": "site.yaml changed",
    "address": "the site's address in site.yaml changed",
    "language": "the site's language changed",
    "pages": "a list of pages changed ({})",
    "page_at": "what other pages show of content/{0} changed",
    "data": "content/data/{0} changed",
    "entry": "the entry '{1}' of content/data/{0} changed",
    "tags": "the list of tags changed",
    "tagged": "the pages of a tag changed ({})",
    "unconfirmed": "the number of facts to confirm changed",
    "today": "another day has come",
    "menu": "the menu '{0}' changed",
    "above": "a page above it has another title",
    "neighbours": "the page before or after it changed",
    "related": "the related pages changed",
    "feeds": "the list of feeds changed",
    "place": "the address of content/{0} changed",
    "has_file": "the file {0} came or went",
    "file": "the file {0} changed",
    "template": "templates/{0} changed",
}
NEW = "no earlier build has made it"


def changed_facts(facts: Facts, before: Rendered | None) -> frozenset[Fact]:
    """Return the facts of an earlier build whose answer is another now."""
    if before is None:
        return frozenset()
    return frozenset(fact for fact, digest in before.facts.items() if facts.digest(fact) != digest)


def why_anew(
    output: Output | None, made_from: str, changed: Set[Fact], before: Rendered | None
) -> str | None:
    """Return why an output cannot be kept, None if it can."""
    if output is None or before is None:
        return NEW
    if output.made_from != made_from:
        return _other_job(output.made_from, made_from)
    for fact in output.trace if changed else ():
        if fact in changed:
            return words(fact)
    gone = next((url for url in output.assets if url.lstrip("/") not in before.outputs), None)
    return gone and f"the file {gone} is missing"


def words(fact: Fact) -> str:
    """Return in an owner's words that a fact has changed."""
    family, *arguments = fact
    shown = ", ".join(_shown(it) for it in arguments if it is not None)
    return (
        WORDS[family].format(*arguments)
        if "{}" not in WORDS[family]
        else (WORDS[family].replace("{}", shown or "all"))
    )


def _shown(argument: Any) -> str:
    return str(argument)


def _other_job(old: str, new: str) -> str:
    (*place, card, text), (*other_place, other_card, other_text) = old.split(" "), new.split(" ")
    if place != other_place:
        return "another template or address makes it"
    if card != other_card:
        return "the front matter of its own page changed"
    return "the text of its own page changed" if text != other_text else NEW
