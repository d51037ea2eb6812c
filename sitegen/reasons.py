"""Why an output is made anew, or kept: which fact changed since an earlier build."""

from __future__ import annotations

from collections.abc import Set

from sitegen.facts import PARTS, Facts
from sitegen.jobs import Job
from sitegen.links import output_path
from sitegen.model import Fact, Rendered

WORDS = {
    "schema": "schema.py changed",
    "settings": "site.yaml changed",
    "address": "the site's address in site.yaml changed",
    "language": "the site's language changed",
    "pages": "a page in a list changed, or which there are ({})",
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
NOTHING_KEPT = "no earlier build has left it as it is"


def changed_facts(facts: Facts, before: Rendered | None) -> frozenset[Fact]:
    """Return the facts of an earlier build whose answer is another now."""
    if before is None:
        return frozenset()
    same = {part for part, digest in facts.parts.items() if before.parts.get(part) == digest}
    return frozenset(
        fact
        for fact, digest in before.facts.items()
        if PARTS.get(fact[0]) not in same and facts.digest(fact) != digest
    )


def why_anew(job: Job, changed: Set[Fact], before: Rendered | None) -> str | None:
    """Return why the output of a job cannot be kept, None if it can."""
    output = before.outputs.get(output_path(job.at)) if before else None
    if output is None or before is None:
        return NOTHING_KEPT
    if output.made_from != job.made_from:
        return _other_job(output.made_from, job)
    for fact in output.trace if changed else ():
        if fact in changed:
            return words(fact)
    gone = next((url for url in output.assets if url.lstrip("/") not in before.outputs), None)
    return gone and f"{gone}, which it shows, is not there"


def words(fact: Fact) -> str:
    """Return in an owner's words that a fact has changed."""
    family, *arguments = fact
    shown = ", ".join(str(it) for it in arguments if it is not None) or "all"
    return WORDS[family].replace("{}", shown).format(*arguments)


def _other_job(old: str, job: Job) -> str:
    *place, card, _ = job.made_from.split(" ")
    *other_place, other_card, _ = old.split(" ")
    source = job.page.card.source
    name = f"content/{source}" if source.endswith(".md") else "its own page"
    if place != other_place:
        return f"another template or address shows {name}"
    return f"the front matter of {name} changed" if card != other_card else f"{name} changed"
