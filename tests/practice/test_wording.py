"""No page says more than the practice may and research carries."""

import re
from collections.abc import Iterator
from pathlib import Path

from sitegen.checks.document import Element
from sitegen.checks.finders.wording import said
from sitegen.checks.prose import Block, blocks, plain
from tests.practice.claims import LIMITS, VERIFIED
from tests.practice.markdown_sources import paragraphs
from tests.practice.site import Changed, Practice, WebPage, rewrite
from tests.practice.words import words_of

HOSPITAL = re.compile(r"Memorial Sloan|Sloan Kettering|\bMSKCC\b|\bMSK\b")
RESEARCH = re.compile(
    r"(?i)\b(?:\d[\d,]*|one|two|three) (?:trials?|stud(?:y|ies)|reviews?|conclusions?|conditions"
    r"|case (?:reports|series))\b|\b\d+ in \d+\b|\d ?%"
)
# Summaries of pages, which cite nothing: the pages do.
SUMMARIES = frozenset(("card", "page__lead", "service-cards__text"))

LABELS = ("h1", "h2", "h3", "h4", "dt", "th", "td", "caption", "summary", "a", "button")


def texts(page: WebPage) -> Iterator[str]:
    """Yield every sentence and label of a page, seen or not, but for titles of publications."""
    yield from (it for block in blocks(page.document) for it in block.sentences)
    yield from (plain(words_of(it)) for it in page.document.every(*LABELS) if not is_source(it))
    for element in page.document.elements:
        given = (element.attributes.get(name, "") for name in ("alt", "aria-label", "title"))
        yield from (plain(it) for it in given if it)
    yield plain(page.title)
    yield plain(page.meta("description") or "")


def is_source(element: Element) -> bool:
    """Say whether an element names a publication."""
    return any(it.tag == "dd" or "source-list" in it.classes for it in element.above())


def all_blocks(practice: Practice) -> Iterator[tuple[WebPage, Block]]:
    for page in practice.pages.values():
        for block in blocks(page.document):
            yield page, block


def test_no_page_says_what_the_list_of_words_forbids(practice: Practice) -> None:
    """Also where words come together only on the built page: in templates and components."""
    entries = practice.data("wording")
    assert len(entries) > 20
    found = [
        f"{page.url}: '{it.words}' {it.entry.why}: {text}"
        for page in practice.pages.values()
        for text in texts(page)
        for it in said(text, entries)
    ]
    assert not found, "\n".join(found)


def test_every_exception_is_still_needed(practice: Practice) -> None:
    all_texts = {text for page in practice.pages.values() for text in texts(page)}
    unused = []
    for entry in practice.data("wording"):
        always = entry.model_copy(update={"unless": None})
        if entry.unless and not any(list(said(text, (always,))) for text in all_texts):
            unused.append(entry.words)
    assert not unused


def test_accidents_at_work_are_not_said_to_be_paid_for(practice: Practice) -> None:
    for page, block in all_blocks(practice):
        if re.search(r"(?i)\b(?:hurt|injur\w+|accidents?) at (?:your )?work\b", block.text):
            assert re.search(r"(?i)not about", block.text), f"{page.url}: {block.text}"


def test_no_quotation_or_star_stands_on_a_page(practice: Practice) -> None:
    for page in practice.pages.values():
        assert not page.tree.every("blockquote"), page.url
        assert not re.search("[★☆⭐]", page.html), page.url


# --- the hospital's listing ---


def mentions(page: WebPage) -> Iterator[Element]:
    """Yield the block around each mention of the hospital outside the list of sources."""
    for element in page.tree.within():
        if any(isinstance(c, str) and HOSPITAL.search(c) for c in element.children):
            around = list(element.above())
            if not any("source-list" in e.classes for e in around):
                yield next(e for e in around if e.tag in ("p", "li", "div", "title", "body"))


def cites(block: Element, page: WebPage, source: str, practice: Practice) -> bool:
    """Say whether a block cites a source on its page."""
    address = practice.data("sources")[source].url
    listed = [
        item.attributes["id"]
        for item in page.tree.every("li")
        if "id" in item.attributes and any(a.attributes["href"] == address for a in item.every("a"))
    ]
    return any(a.attributes["href"].removeprefix("#") in listed for a in block.every("a"))


def test_the_hospital_is_named_only_as_source_or_unconfirmed(practice: Practice) -> None:
    waiting = any(fact.path.endswith("recognition.yaml") for fact in practice.site.unconfirmed)
    listed = {entry.by for entry in practice.data("recognition").values()}
    for page in practice.pages.values():
        for block in mentions(page):
            text = words_of(block)
            if any(by in text for by in listed) and page.url == "/about/":
                assert not waiting or re.search(r"(?i)\bnot (?:yet )?confirmed", text)
            else:
                assert cites(block, page, "msk-integrative", practice), f"{page.url}: {text}"
                assert "not ours" in text


def test_the_mark_goes_when_the_listing_is_confirmed(confirmed: Practice) -> None:
    listings = list(mentions(confirmed.pages["/about/"]))
    assert listings
    assert not any("not confirmed" in words_of(block).lower() for block in listings)


def test_the_listing_can_be_taken_off(changed: Changed) -> None:
    def remove(root: Path) -> None:
        rewrite(root / "content/data/recognition.yaml", lambda _: "{}\n")

    assert not list(mentions(changed(remove).pages["/about/"]))


# --- sources ---


def test_only_verified_sources_are_there(practice: Practice) -> None:
    sources = practice.data("sources")
    assert {name for name in sources if name not in VERIFIED} == set()
    assert {n for n, entry in sources.items() if VERIFIED[n] not in entry.url} == set()


def test_every_citation_leads_to_a_source_of_the_page(practice: Practice) -> None:
    addresses = {entry.url for entry in practice.data("sources").values()}
    for page in practice.pages.values():
        listed = [it for e in page.main.of_class("source-list") for it in e.every("li")]
        cited = [a.attributes["href"] for e in page.main.of_class("cite") for a in e.every("a")]
        assert {href.removeprefix("#") for href in cited} == {
            item.attributes["id"] for item in listed
        }, page.url
        for item in listed:
            assert any(a.attributes["href"] in addresses for a in item.every("a")), page.url


def test_every_number_from_research_is_cited_beside_it(practice: Practice) -> None:
    uncited = [
        f"{page.url}: {block.text}"
        for page, block in all_blocks(practice)
        if RESEARCH.search(block.text)
        and not SUMMARIES & {name for e in block.element.above() for name in e.classes}
        and not block.element.of_class("cite")
        and not (block.element.parent and "Source" in words_of(block.element.parent))
    ]
    assert not uncited, "\n".join(uncited)


def test_every_fact_from_a_source_is_cited_beside_it(practice: Practice, repo_root: Path) -> None:
    facts = practice.data("facts")
    uncited = [
        f"{place}: {name} wants [@{facts[name].source}]"
        for place, text in paragraphs(repo_root / "content")
        for name in re.findall(r"\{\{\s*fact name=\"([\w-]+)\"", text)
        if facts[name].source and f"@{facts[name].source}" not in text
    ]
    assert not uncited, "\n".join(uncited)


# --- who should see a doctor ---


def test_every_service_says_who_asks_a_doctor_first(practice: Practice) -> None:
    pages = practice.of_kind("service")
    assert pages
    for page in pages:
        text = words_of(page.main)
        assert "Ask a doctor first if you" in text, page.url
        assert all(line in text for line in practice.fields(page).ask_first), page.url


def test_every_condition_says_when_to_see_a_doctor_and_its_limits(practice: Practice) -> None:
    pages = practice.of_kind("condition")
    assert pages
    for page in pages:
        text, fields = words_of(page.main), practice.fields(page)
        assert "See a doctor first if" in text, page.url
        assert all(line in text for line in (*fields.see_doctor, *fields.emergency)), page.url
        assert "Call 911 if" in text or not fields.emergency, page.url
        assert "What massage cannot do" in text, page.url
        assert re.search(LIMITS, text), page.url
