"""What is left of a page on paper, as far as its styles tell.

A browser alone knows which rule wins. Here a thing counts as hidden if a rule for print says so
and fits it in any case, and as printed if nothing says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitegen.checks.document import Document, Element
from sitegen.checks.finders.foreign import foreign_host, own_host
from sitegen.checks.finders.scripts import own_text
from sitegen.checks.found import Found, On
from sitegen.checks.onpage import found_on
from sitegen.checks.selectors import Selector, fits, selectors
from sitegen.checks.subject import Subject
from sitegen.problems import Place
from sitegen.stylesheet import StyleRule, style_rules

PRINT = re.compile(r"@media(?:.*,)?\s*(?:only\s+)?(?:print|all)\b", re.I)
# Sheets begin with the layer that they are for.
SEAM = re.compile(r"(?<=\})\s*(?=@layer\b)")
ADDRESS = re.compile(r"attr\(\s*href\s*\)")
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S | re.I)
HIDDEN = {"display": "none", "visibility": "hidden", "content-visibility": "hidden"}


class Paper:
    """What the styles of a page do on paper."""

    def __init__(self, css: str) -> None:
        found = tuple(_rules(css))
        self.has_rules = any(map(_is_for_paper, found))
        self.hiding = [
            selector
            for rule in found
            if _is_for_paper(rule) and _hides(rule)
            for selector in selectors(rule.selector)
            if not selector.part
        ]
        self.addressed = [
            selector
            for rule in found
            if any(ADDRESS.search(it.value) for it in rule.declarations)
            for selector in selectors(rule.selector)
            if selector.part
        ]

    def hides(self, element: Element) -> Selector | None:
        """Return the selector because of which an element is not printed, if there is one."""
        for it in element.above():
            for selector in self.hiding if it.tag else ():
                if fits(it, selector):
                    return selector
        return None

    def shows_address(self, link: Element) -> bool:
        """Say whether the address of a link is printed after it."""
        return any(fits(link, it) for it in self.addressed)


def _rules(css: str) -> Iterator[StyleRule]:
    """Yield the rules of a page's styles; its sheets, which many pages share, are read once."""
    sheets = SEAM.split(css)
    are_whole = all(sheet.count("{") == sheet.count("}") for sheet in sheets)
    for sheet in sheets if are_whole else (css,):
        yield from _read(sheet)


@lru_cache(maxsize=256)
def _read(css: str) -> tuple[StyleRule, ...]:
    return tuple(style_rules(css))


def _is_for_paper(rule: StyleRule) -> bool:
    """Say whether a rule stands in a block of its own for paper."""
    return any(PRINT.match(it) for it in rule.around)


def _hides(rule: StyleRule) -> bool:
    given = {it.name: it.value for it in rule.declarations}
    return any(given.get(name, "").lower() == value for name, value in HIDDEN.items())


@lru_cache(maxsize=64)
def _paper(css: str) -> Paper:
    return Paper(css)


def paper_of(document: Document) -> Paper:
    """Return what the styles inside a page do on paper."""
    sheets = [
        own_text(it)
        for it in document.every("style")
        if it.attributes.get("media", "all").lower() in ("all", "print")
    ]
    return _paper("\n".join(sheets))


def without_rules(subject: Subject) -> Iterator[Found]:
    """Yield pages that have no styles for print at all."""
    for document in subject.pages:
        is_linked = any(
            "stylesheet" in it.attributes.get("rel", "").split() for it in document.every("link")
        )
        if not is_linked and not paper_of(document).has_rules:
            message = "the page has no styles for paper: it prints menus, and hides addresses"
            where = next(iter(document.every("style")), document.root)
            yield found_on(document, where, message=message, hint="add @media print to static/css")


def hidden(subject: Subject) -> Iterator[Found]:
    """Yield rules that keep the text, or something that has to be shown, off the paper."""
    for document in subject.pages:
        paper, told = paper_of(document), set[Selector]()
        for name, elements in _needed(subject, document) if paper.hiding else ():
            causes = [paper.hides(it) for it in elements]
            is_lost = bool(causes) and all(causes) and not _is_said(document, elements)
            if is_lost and causes[0] and causes[0] not in told:
                told.add(causes[0])
                yield _hiding(subject, causes[0], document, elements[0], name)
    yield from _hidden_texts(subject)


def _hiding(
    subject: Subject, cause: Selector, document: Document, element: Element, name: str
) -> Found:
    place = _in_sheets(subject, cause)
    at = place or On(output=document.path, element=element.number)
    message = f"this rule hides {name} on paper"
    return Found(at=at, message=message, hint="take it out of @media print")


def _hidden_texts(subject: Subject) -> Iterator[Found]:
    """Yield rules that hide the own words of most pages; of a few, that may be meant."""
    lost: dict[Selector, list[tuple[Document, Element]]] = {}
    many = 0
    for document in subject.pages:
        paragraph = _longest(subject, document)
        many += paragraph is not None
        cause = paper_of(document).hides(paragraph) if paragraph else None
        if paragraph and cause and not (document.main and fits(document.main, cause)):
            lost.setdefault(cause, []).append((document, paragraph))
    for cause, places in lost.items():
        if len(places) * 2 > many:
            yield _hiding(subject, cause, *places[0], "the text of most pages")


def _longest(subject: Subject, document: Document) -> Element | None:
    """Return the longest paragraph of a page's own Markdown."""
    found = document.main.every("p") if document.main else []
    return max((it for it in found if _is_own(subject, document, it)), key=_length, default=None)


def _needed(subject: Subject, document: Document) -> Iterator[tuple[str, list[Element]]]:
    yield "the text of the page", [document.main] if document.main else []
    yield "the heading of the page", document.every("h1")[:1]
    yield "every phone number", [it for it in document.every("a") if _is_call(it)]
    for must in subject.settings.must_show:
        if document.kind in must.kinds:
            yield must.name, document.root.of_class(must.class_)


def _length(element: Element) -> int:
    """Return how many signs stand in an element itself."""
    return sum(len(it) for it in element.children if isinstance(it, str))


def _is_own(subject: Subject, document: Document, paragraph: Element) -> bool:
    """Say whether a paragraph stands in the page's own Markdown, and not in a component."""
    page = subject.sources.get(document.source)
    words = next((it.strip() for it in paragraph.children if isinstance(it, str)), "")
    return page is not None and len(words) > 0 and words[:40] in page.body


def _is_call(link: Element) -> bool:
    return link.attributes.get("href", "").startswith("tel:")


def _is_said(document: Document, calls: list[Element]) -> bool:
    """Say whether a number stands outside of links too."""
    numbers = {re.sub(r"\D", "", it.attributes["href"])[-10:] for it in calls if _is_call(it)}
    words = re.sub(r"\D", "", document.root.text(without=frozenset(calls))) if numbers else ""
    return any(number and number in words for number in numbers)


def _in_sheets(subject: Subject, cause: Selector) -> Place | None:
    """Return the place of a selector in static/css, where it hides something on paper."""
    for rule in subject.style_rules:
        for it in selectors(rule.selector) if rule.around and _hides(rule) else ():
            if it == cause:
                return rule.place_at(it.at)
    return None


def lost_addresses(subject: Subject) -> Iterator[Found]:
    """Yield links to other sites whose address is nowhere on paper."""
    own = own_host(subject)
    for document in subject.pages:
        main = document.main
        links = [it for it in main.every("a") if _leaves(it, own)] if main else []
        if not links or _says_where_it_is(document):
            continue
        paper = paper_of(document)
        for link in links:
            if not paper.shows_address(link) and not paper.hides(link) and not _names_itself(link):
                at = On(output=document.path, element=link.number, value=link.attributes["href"])
                message = "on paper nobody can tell where links to other sites lead"
                hint = 'print them, as in: main a[href^="http"]::after { content: " " attr(href) }'
                yield Found(at=at, message=message, hint=hint)
                break


def _leaves(link: Element, own: str) -> bool:
    return foreign_host(link.attributes.get("href", ""), own) is not None


def _names_itself(link: Element) -> bool:
    """Say whether a link's own words are its address."""
    bare = re.sub(r"^https?://|/$", "", link.attributes["href"])
    return bare in link.text()


def _says_where_it_is(document: Document) -> bool:
    """Say whether the page's own address stands on it in words: who has it finds the links."""
    links = (it.attributes for it in document.every("link"))
    address = next((it.get("href", "") for it in links if it.get("rel") == "canonical"), "")
    bare = address.removeprefix("https://").rstrip("/")
    words = UNSEEN.sub(" ", document.html.replace("<wbr>", ""))
    return bool(bare) and re.search(rf"(?<![@\w]){re.escape(bare)}", words) is not None
