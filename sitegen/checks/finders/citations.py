"""What pages say of research, and the sources that they name for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.checks.document import Document, Element
from sitegen.checks.finders.mentions import sentence_around
from sitegen.checks.found import Found, On
from sitegen.checks.passages import scalars
from sitegen.checks.prose import CITATION, Block, blocks, plain
from sitegen.checks.sentences import typed_at
from sitegen.checks.subject import Subject
from sitegen.problems import Place

SOURCES = "sources.yaml"
CITED = re.compile(r"\[ *(@[^\]\n]*)\]")
COUNTS = (
    r"(?<!\d,)\d[\d,]*+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:dozens|scores|hundreds) of"
)
KINDS = r"(?:clinical|random\w+|controlled|double-blind|systematic|pilot|large|small|recent|new)"
SAYS = r"(?:f(?:ound|ind)|show|report|suggest|conclude)(?:s|ed|n)?\b"
# Reviews, surveys and a single trial may be the site's own: they have to sound like research.
STUDIES = (
    rf"(?:(?:{KINDS}|good) ){{0,3}}(?:trials|studies|meta-analyses)"
    rf"|(?:{KINDS} ){{1,3}}(?:reviews|surveys)"
    rf"|(?:reviews|surveys)(?= {SAYS}| of (?:\d+ )?(?:trials|studies))"
)
ONE_STUDY = rf"(?:one|1) (?:{KINDS} ){{0,3}}(?:trial|study|review|survey|meta-analysis)(?= {SAYS})"
PEOPLE = r"(?:people|adults|children|babies|infants|patients|participants|women|men|mothers)"
# What a towel is made of is no finding either.
SHARE = (
    r"(?<![\d.])(?!100\b)\d+(?:\.\d+)? ?%(?! (?:\w+ )?(?:cotton|linen|wool|silk|bamboo|alcohol)\b)"
    r"|\bper ?cent\b"
)
NUMBER = re.compile(
    rf"\b(?:{COUNTS}) (?:{STUDIES})\b|\b{ONE_STUDY}|{SHARE}"
    rf"|(?<![\w.,])\d+ (?:in|out of) (?:every )?(?!(?:19|20)\d\d\b)\d+\b"
    rf"|(?<![\w.,])\d+ of (?:every )?\d+(?= {PEOPLE}\b)",
    re.I,
)
# A share of money is no finding.
MONEY = re.compile(
    r"\b(?:off|discount\w*|tax\w*|tips?|fees?|deposits?|price\w*|costs?|pays?|paid|charge\w*"
    r"|rates?|save\w*|savings?|interest|refund\w*)\b",
    re.I,
)


def sources(subject: Subject) -> Mapping[str, Any]:
    """Return the publications that pages may cite, by name."""
    found = subject.site.data.get(SOURCES)
    return found if isinstance(found, Mapping) else {}


def uncited_pages(subject: Subject) -> Iterator[Found]:
    """Find pages that have to cite a source, and cite none."""
    addresses = _addresses(subject)
    kinds, excuse = subject.settings.cites, subject.settings.says_no_source
    for document in subject.pages:
        if document.kind not in kinds or _cites(document.root, addresses):
            continue
        if not (excuse and re.search(excuse, plain(document.root.text()), re.I)):
            yield Found(
                at=_file(document),
                message="this page names no source for what it says",
                hint=f"cite one of {SOURCES} behind the sentence that rests on it: [@name]"
                + (", or say that none was found" if excuse else ""),
            )


def uncited_numbers(subject: Subject) -> Iterator[Found]:
    """Find numbers from research in a block that names no source."""
    if not sources(subject):
        return
    addresses = _addresses(subject)
    summaries = {plain(page.card.description) for page in subject.site.pages.values()}
    for document in subject.pages:
        for block in blocks(document):
            match = _number(block.text)
            if match and block.text not in summaries and not _rests(block, addresses, subject):
                place = typed_at(subject, document, block.text, match.start())
                yield Found(
                    at=place or On(output=document.path, element=block.element.number),
                    message=f"'{match[0]}' is a number from research, and no source stands by it",
                    hint=f"cite one of {SOURCES} in this paragraph, [@name], or leave it out",
                )


def _number(text: str) -> re.Match[str] | None:
    for match in NUMBER.finditer(text):
        is_share = re.fullmatch(SHARE, match[0], re.I)
        if not (is_share and MONEY.search(sentence_around(text, *match.span()))):
            return match
    return None


def _rests(block: Block, addresses: frozenset[str], subject: Subject) -> bool:
    """Say whether a block names its source, or a definition beside it does."""
    element = block.element
    around = element.parent if element.tag == "dd" and element.parent else element
    links = (it.attributes.get("href", "") for it in around.every("a"))
    own = subject.site.settings.url
    leaves = any(re.match("https?:", it) and not it.startswith(own) for it in links)
    return leaves or _cites(around, addresses)


def _cites(element: Element, addresses: frozenset[str]) -> bool:
    return any(
        CITATION in it.classes or it.attributes.get("href") in addresses for it in element.within()
    )


def _addresses(subject: Subject) -> frozenset[str]:
    return frozenset(str(it.url) for it in sources(subject).values())


def unused_sources(subject: Subject) -> Iterator[Found]:
    """Find sources that no page and no data file names, waiting pages included."""
    tree = subject.trees.get(SOURCES)
    named = set(_named(subject)) if tree else set()
    for name in sources(subject):
        if tree and name not in named:
            line, column = tree.keys.get((name,), (1, 1))
            yield Found(
                at=Place(path=tree.path, line=line, column=column),
                message=f"no page cites '{name}'",
                hint=f"cite it, [@{name}], or remove it",
            )


def old_sources(subject: Subject) -> Iterator[Found]:
    """Find sources that are cited and older than the site's own limit."""
    tree = subject.trees.get(SOURCES)
    limit = subject.settings.source_years
    named = set(_named(subject)) if tree else set()
    for name, entry in sources(subject).items():
        age = subject.today.year - (entry.year or subject.today.year)
        if tree and age > limit and name in named:
            line, column = tree.place((name, "year"))
            yield Found(
                at=Place(path=tree.path, line=line, column=column),
                message=f"the source '{name}' is {age} years old",
                hint="look for a newer one, or let this one pass with a reason",
            )


def _named(subject: Subject) -> Iterator[str]:
    for page in subject.sources.values():
        for cited in CITED.findall(page.body):
            yield from re.findall(r"@([\w.-]*\w)", cited)
        yield from (text for _, text in scalars(page.front.value))
    for name, tree in subject.trees.items():
        if name != SOURCES:
            yield from (text for _, text in scalars(tree.value))


def _file(document: Document) -> Place | On:
    return Place(path=f"content/{document.source}") if document.source else On(output=document.path)
