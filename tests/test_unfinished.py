"""A page that is not finished is seen before it goes out: the scaffold's line, a lost brace."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from sitegen.problems import ProblemsFound
from sitegen.unfinished import PLACEHOLDER, lost_braces, placeholders
from sitegen.workshop import Workshop
from tests.sites.small import DAY, make, page, problems, put, small_site

NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)
PHONE = "templates/components/phone-link.html"
PHONE_LINK = "{#- The phone. -#}\n{% macro phone_link() %}555{% endmacro %}\n"
COMPONENTS = frozenset({"phone-link", "price"})


@pytest.mark.parametrize(
    ("body", "column", "hint"),
    [
        ("Call { phone-link } today", 6, "write {{ phone-link }}"),
        ("{phone-link}", 1, "write {{ phone-link }}"),
        ("{ phone_link }", 1, "write {{ phone-link }}"),
        ('{ price service="x" minutes=60 }', 1, 'write {{ price service="x" minutes=60 }}'),
        ("`{ price }` and { price }", 17, "write {{ price }}"),
    ],
)
def test_a_call_that_lost_its_braces_is_told(body: str, column: int, hint: str) -> None:
    [problem] = lost_braces(f"Text.\n{body}", "content/a.md", 5, COMPONENTS)
    assert (problem.path, problem.line, problem.column) == ("content/a.md", 6, column)
    assert problem.hint == hint


@pytest.mark.parametrize(
    "body",
    [
        "{{ phone-link }}",
        "{ other }",
        "`{ phone-link }`",
        "```\n{ phone-link }\n```",
        "<!-- { phone-link } -->",
        r"\{ phone-link }",
        '{{ price service="{ phone-link }" }}',
        "## A {#price}",
        "[a](b.md){ .price }",
        "[a](b.md){: price=1 }",
        "{ price-list }",
    ],
)
def test_other_braces_are_let_be(body: str) -> None:
    assert list(lost_braces(body, "content/a.md", 5, COMPONENTS)) == []


def test_the_line_of_a_new_page_is_a_fact_to_confirm() -> None:
    [fact] = placeholders(f"## A\n\n{PLACEHOLDER}\n", "content/a.md", 5)
    assert (fact.path, fact.line, fact.name) == ("content/a.md", 7, "text")
    assert PLACEHOLDER in fact.value
    assert list(placeholders(f"```\n{PLACEHOLDER}\n```\n", "content/a.md", 5)) == []


def test_a_page_with_the_line_is_shown_and_not_released(tmp_path: Path) -> None:
    root = small_site(tmp_path, {"content/a.md": page(PLACEHOLDER)})
    built = make(root)
    assert "a/index.html" in {it.path for it in built.outputs}
    assert [(it.path, it.line) for it in built.site.unconfirmed] == [("content/a.md", 5)]
    with pytest.raises(ProblemsFound) as refused:
        make(root, release=True)
    [problem] = refused.value.problems
    assert (problem.path, problem.line) == ("content/a.md", 5)
    put(root, {"content/a.md": page("Our own words.")})
    assert make(root, release=True).site.unconfirmed == ()


def test_a_draft_with_the_line_does_not_hold_the_release_up(tmp_path: Path) -> None:
    make(small_site(tmp_path, {"content/a.md": page(PLACEHOLDER, draft="yes")}), release=True)


def test_the_line_is_told_by_each_build(tmp_path: Path) -> None:
    root = small_site(tmp_path, {"content/a.md": page(PLACEHOLDER)})
    workshop = Workshop(root)
    for body in ("One.", "Two.", "Two."):
        put(root, {"content/index.md": page(body, title="First page")})
        built = workshop.make(now=NOW)
        assert [it.path for it in built.site.unconfirmed] == ["content/a.md"]
    put(root, {"content/a.md": page("Our own words.")})
    assert workshop.make(now=NOW).site.unconfirmed == ()


def test_a_component_made_later_is_found_in_a_text_that_was_sound(tmp_path: Path) -> None:
    root = small_site(tmp_path, {"content/a.md": page("Call { phone-link } today")})
    workshop = Workshop(root)
    workshop.make(now=NOW)
    put(root, {PHONE: PHONE_LINK})
    with pytest.raises(ProblemsFound) as refused:
        workshop.make(now=NOW)
    assert refused.value.problems == problems(root, DAY)
    assert [(it.path, it.line, it.column) for it in refused.value.problems] == [
        ("content/a.md", 5, 6)
    ]
