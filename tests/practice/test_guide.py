"""The guided choice: a sound one leads everybody somewhere safe, a broken one is told."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.checks.document import Element
from sitegen.problems import Problem
from tests.practice.site import Changed, Practice, WebPage, copy_sources, rewrite
from tests.practice.words import words_of
from tests.sites.small import problems

PAGE = "/which-massage/"
GUIDE = "content/data/guide.yaml"
Way = tuple[str, ...]

SMALL = """\
steps:
  aim:
    question: What brings you here?
    answers:
      - label: Stress
        to: rest
      - label: Pain
        to: place
  place:
    question: Where is it?
    answers:
      - label: All over
        to: rest
      - label: In 1 spot
        to: talk
ends:
  rest:
    title: Rest may fit you
    reason: [You asked for it.]
    service: therapeutic-massage
  talk:
    title: Talk to us first
    reason: [We need to know more.]
    page: consultation.md
"""


def ways(guide: Any, name: str | None = None) -> Iterator[Way]:
    """Yield every way through, as names of questions with the end as the last one."""
    name = name or next(iter(guide.steps))
    if name in guide.ends:
        yield (name,)
        return
    for answer in guide.steps[name].answers:
        for rest in ways(guide, answer.to):
            yield (name, *rest)


@pytest.fixture(scope="module")
def guide(practice: Practice) -> Any:
    return practice.data("guide")


@pytest.fixture(scope="module")
def page(practice: Practice) -> WebPage:
    return practice.pages[PAGE]


def part(page: WebPage, name: str) -> Element:
    return next(e for e in page.tree.within() if e.attributes.get("id") == f"step-{name}")


def links(element: Element) -> list[str]:
    return [a.attributes["href"] for a in element.every("a")]


# --- the practice's own guide ---


def test_every_way_has_two_to_four_questions_but_those_to_a_doctor(guide: Any) -> None:
    for way in ways(guide):
        questions, end = len(way) - 1, guide.ends[way[-1]]
        assert questions <= 4, way
        assert questions >= 2 or end.urgent, way


def test_warning_signs_come_first_and_end_at_once(guide: Any) -> None:
    first = next(iter(guide.steps.values()))
    assert first.lists
    assert guide.ends[first.answers[0].to].urgent
    assert "911" in guide.ends[first.answers[0].to].title


def test_nobody_is_sent_to_a_service_before_both_questions_of_safety(guide: Any) -> None:
    safety = [*guide.steps][:2]
    for way in ways(guide):
        if guide.ends[way[-1]].service:
            assert [*way[:2]] == safety, way


def test_every_service_can_be_the_advice(guide: Any, practice: Practice) -> None:
    assert {end.service for end in guide.ends.values() if end.service} == {
        *practice.data("services")
    }


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).lower().strip()


def test_warnings_are_in_the_words_of_other_pages(guide: Any, practice: Practice) -> None:
    others = plain(" ".join(words_of(p.main) for url, p in practice.pages.items() if url != PAGE))
    lines = [line for step in guide.steps.values() for it in step.lists for line in it.lines]
    assert len(lines) > 20
    assert [line for line in lines if plain(line) not in others] == []


def test_a_service_stands_with_its_length_its_lowest_price_and_who_asks_first(
    guide: Any, page: WebPage, practice: Practice
) -> None:
    services, prices = practice.data("services"), practice.data("prices").prices
    for name, end in guide.ends.items():
        if not end.service:
            continue
        shown, service = part(page, name), services[end.service]
        lowest = min(it.price for it in prices if it.service == end.service)
        assert str(service.durations) in words_of(shown), name
        assert f"from {lowest}" in words_of(shown), name
        assert f"../{service.page.removesuffix('.md')}/" in links(shown), name
        assert "../consultation/" in links(shown), name
        fields = practice.fields(practice.pages[f"/{service.page.removesuffix('.md')}/"])
        assert all(line in words_of(shown) for line in fields.ask_first), name


def test_where_help_is_urgent_nothing_is_for_sale(guide: Any, page: WebPage) -> None:
    urgent = [name for name, end in guide.ends.items() if end.urgent]
    assert len(urgent) >= 2
    for name in urgent:
        text = words_of(part(page, name))
        assert "911" in text, name
        assert "$" not in text, name
        assert "../consultation/" not in links(part(page, name)), name


def test_each_question_says_how_many_there_are(guide: Any, page: WebPage) -> None:
    for name in guide.steps:
        places = {way.index(name) + 1 for way in ways(guide) if name in way}
        longest = max(len(way) - 1 for way in ways(guide) if name in way)
        (place,) = places
        words = f"Question {place} of {'at most ' if place < longest else ''}{longest}"
        assert words in words_of(part(page, name)), name


TWO_LENGTHS = SMALL.replace("to: rest", "to: when", 1).replace(
    "  place:\n",
    "  when:\n    question: Since when?\n    answers:\n"
    "      - {label: Today, to: place}\n      - {label: Long, to: talk}\n  place:\n",
)


def test_a_question_on_ways_of_two_lengths_does_not_say_its_number(changed: Changed) -> None:
    page = changed(lambda root: rewrite(root / GUIDE, lambda _: TWO_LENGTHS)).pages[PAGE]
    assert "Question 1 of at most 3" in words_of(part(page, "aim"))
    assert "Question 2 of at most 3" in words_of(part(page, "when"))
    assert "Question" not in words_of(part(page, "place"))


# --- mistakes ---


@pytest.fixture(scope="module")
def copy(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sources(repo_root, tmp_path_factory.mktemp("guide") / "site")


def told(copy: Path, text: str) -> tuple[Problem, ...]:
    rewrite(copy / GUIDE, lambda _: text)
    return problems(copy)


def test_the_small_guide_is_sound(copy: Path) -> None:
    assert told(copy, SMALL) == ()


LONG = "".join(
    f"  more-{at}:\n    question: More?\n    answers:\n"
    f"      - {{label: A, to: {'talk' if at == 3 else f'more-{at + 1}'}}}\n"
    "      - {label: B, to: rest}\n"
    for at in (1, 2, 3)
)


@pytest.mark.parametrize(
    ("old", "new", "at", "says", "hint"),
    [
        ("to: talk", "to: tlak", "to: tlak", "no question or end 'tlak'", "'talk'"),
        ("to: talk", "to: aim", "to: aim", "leads back to 'aim'", "below 'place'"),
        ("to: talk", "to: place", "to: place", "leads back to 'place'", "below 'place'"),
        ("to: place", "to: talk", "Where is it?", "no answer leads to 'place'", "remove it"),
        ("to: talk", "to: rest", "Talk to us first", "no answer leads to 'talk'", "remove it"),
        ("    page: consultation.md\n", "", "  talk:", "a service or a page", "one of the two"),
        (
            "    page: consultation.md",
            "    page: consultation.md\n    service: prenatal",
            "page: consultation.md",
            "a service or a page",
            "one of the two",
        ),
        ("therapeutic-massage", "therapeutic", "service: t", "'therapeutic'", "'therapeutic-massa"),
        ("consultation.md", "consultations.md", "page: c", "'consultations.md'", "'consultation.m"),
        ("      - label: In 1 spot\n        to: talk\n", "", "All over", "at least 2", "- ..."),
        ("  talk:", "  Talk To Us:", "  Talk To Us:", "part of an address", "small letters"),
        ("    title: Rest", "    titel: Rest", "titel", "unknown field 'titel'", "'title'"),
        ("Where is it?", "", "question:", "has no value", "write one"),
        ("to: talk", "to: more-1", "question: More?", "as question 5", "at most 4"),
        ("  talk:", "  place:", "title: Talk", "a question is called 'place' too", "another name"),
    ],
)  # fmt: skip
def test_a_broken_guide_is_told_at_its_place(
    copy: Path, old: str, new: str, at: str, says: str, hint: str
) -> None:
    assert SMALL.count(old) == 1
    text = SMALL.replace(old, new)
    if "more-1" in new:
        text = text.replace("ends:\n", LONG + "ends:\n")
    found = told(copy, text)
    problem = next((it for it in found if says in it.message), None)
    assert problem, found
    lines = text.splitlines()
    assert problem.path == GUIDE
    assert at in lines[problem.line - 1], problem
    assert hint in problem.hint


def test_every_mistake_of_a_guide_is_told_at_once(copy: Path) -> None:
    text = SMALL.replace("to: talk", "to: aim").replace("to: place", "to: palce")
    assert [problem.message for problem in told(copy, text)] == [
        "there is no question or end 'palce'",
        "this answer leads back to 'aim'",
    ]
    text = SMALL.replace("to: talk", "to: aim").replace("to: place", "to: aim")
    assert [problem.message for problem in told(copy, text)] == [
        "this answer leads back to 'aim'",
        "no answer leads to 'place'",
        "this answer leads back to 'aim'",
        "no answer leads to 'talk'",
    ]


def test_no_guide_at_all_is_told(copy: Path) -> None:
    assert {problem.path for problem in told(copy, "")} == {GUIDE}
