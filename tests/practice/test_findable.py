"""Everything that the practice's old page said can be found on the site, in new words."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from sitegen.checks.document import Element
from tests.practice.old_page import COMPARISON, CONDITIONS, FACTS
from tests.practice.shingles import SIZE, digests, shared_runs
from tests.practice.site import Practice, WebPage
from tests.practice.words import words_of

MAX_RUN = 7


@pytest.fixture(scope="session")
def values(offering: Practice) -> Mapping[str, str]:
    """What the words in angle brackets stand for."""
    services = offering.data("services")
    offer = next(iter(offering.data("offers").values()))
    return {
        "<medical>": str(services["medical-massage"].durations),
        "<therapeutic>": str(services["therapeutic-massage"].durations),
        "<offer>": str(offer.amount),
        "<minutes>": str(offer.minutes),
    }


def filled(pattern: str, values: Mapping[str, str]) -> str:
    for mark, value in values.items():
        pattern = pattern.replace(mark, re.escape(value))
    return pattern


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_of_the_old_page_is_on_the_site(
    fact: str, offering: Practice, values: Mapping[str, str]
) -> None:
    url, patterns = FACTS[fact]
    text = words_of(offering.pages[url].main)
    missing = [it for it in patterns if not re.search(filled(it, values), text)]
    assert not missing, f"{fact}: not on {url}"


def test_every_condition_of_the_old_page_has_its_page(practice: Practice) -> None:
    for name, (url, kind) in CONDITIONS.items():
        page = practice.pages[url]
        assert name.lower() in words_of(page.main).lower()
        assert f"People most often book {kind}" in words_of(page.main), url


def links_under(page: WebPage, heading: str) -> list[tuple[str, str]]:
    """Return text and target of the links between a heading and the next one."""
    found: list[tuple[str, str]] = []
    inside = False
    for element in page.main.every("h1", "h2", "a"):
        if element.tag == "a" and inside:
            found.append((words_of(element), element.attributes["href"]))
        elif element.tag != "a":
            inside = heading in words_of(element)
    return found


def names(target: str) -> str:
    """Return the last step of a page's address."""
    return target.strip("/").rpartition("/")[2]


def test_the_list_of_conditions_runs_from_a_to_z(practice: Practice) -> None:
    every = {names(page.url) for page in practice.of_kind("condition")}
    links = links_under(practice.pages["/conditions/"], "All conditions")
    titles = [title for title, _ in links]
    assert {names(target) for _, target in links} == every
    assert titles == sorted(titles, key=str.lower)


@pytest.mark.parametrize("kind", ["medical", "therapeutic"])
def test_both_lists_of_what_people_come_for(kind: str, practice: Practice) -> None:
    links = links_under(practice.pages[COMPARISON], f"book {kind} massage for")
    expected = {names(url) for url, group in CONDITIONS.values() if group == kind}
    assert {names(target) for _, target in links} >= expected


def test_every_page_can_be_reached_from_the_first(practice: Practice) -> None:
    seen, waiting = {"/"}, ["/"]
    while waiting:
        here = waiting.pop()
        for target in targets(practice.pages[here].tree, here) - seen:
            if target in practice.pages:
                seen.add(target)
                waiting.append(target)
    assert {page.url for page in practice.indexed} - seen == set()


def targets(tree: Element, here: str) -> set[str]:
    """Return the URL paths that a page links to."""
    return {
        urlsplit(urljoin(f"https://here{here}", link.attributes["href"])).path
        for link in tree.every("a")
        if not re.match(r"[a-z]+:", link.attributes["href"])
    }


def test_no_run_of_eight_words_is_copied(practice: Practice) -> None:
    listed = Path(__file__).with_name("old-page-shingles.txt").read_text(encoding="ascii")
    known = frozenset(listed.split())
    copied = {
        f"{page.url}: {run}"
        for page in practice.pages.values()
        for text in (words_of(page.tree), page.title, page.meta("description") or "")
        for run in shared_runs(text, known, MAX_RUN + 1)
    }
    assert not copied


def test_a_copied_run_is_found() -> None:
    old = "The therapist holds the spot for a while and then she lets it go again."
    known = frozenset(digests(old))
    new = "Here the therapist holds the spot for a while and goes home."
    assert list(shared_runs(new, known, 8)) == [
        "the therapist holds the spot for a while",
        "therapist holds the spot for a while and",
    ]
    assert not list(shared_runs("the therapist holds the spot for an hour", known, 8))
    assert len(known) == len(old.split()) - SIZE + 1
