from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from sitegen.pipeline import Built
from sitegen.preview_state import Outcome, Shown, after, mistakes
from sitegen.preview_views import report, state, waiting_page
from sitegen.problems import Problem
from tests.sites.preview import preview_site
from tests.sites.small import make, page

EVIL = '<script>alert("1")</script><img src=x onerror=alert(2)>'
DATED = {
    "content/christmas.md": page("x", from_="2026-12-24", until="2026-12-26"),
    "content/spring.md": page("x", from_="2026-12-24"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return preview_site(tmp_path_factory.mktemp("site"), DATED)


@pytest.fixture(scope="module")
def built(root: Path) -> Built:
    return make(root)


def shown(built: Built, day: datetime.date | None = None) -> Shown:
    return after(Shown(), Outcome(day=day, built=built))


def wrong(root: Path, *problems: Problem) -> Outcome:
    return Outcome(day=None, mistakes=mistakes(problems, root))


def words(html: object) -> str:
    """Return the text of a piece of HTML."""
    return " ".join(re.sub(r"<[^>]*>", " ", str(html)).split())


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/", "content/index.md"),
        ("/about/", "content/about.md"),
        ("/nowhere/", "templates/404.html"),
        ("/plain.txt", "No file"),
    ],
)
def test_the_panel_names_the_source_of_the_page(built: Built, path: str, source: str) -> None:
    assert source in words(state(shown(built), path)["panel"])


def test_the_panel_lists_what_is_to_be_confirmed(built: Built) -> None:
    panel = words(state(shown(built), "/")["panel"])
    assert "Nothing in the file of this page. On the whole site: 1" in panel
    assert "content/data/notes.yaml phone : 555 0100 line 2" in panel


def test_the_panel_lists_facts_of_the_page_first(tmp_path: Path) -> None:
    changed = {"content/about.md": page(description="!unconfirmed maybe")}
    panel = words(state(shown(make(preview_site(tmp_path, changed))), "/about/")["panel"])
    assert "In the file of this page: description : maybe line 3 On the whole site: 2" in panel


def test_the_panel_says_when_every_fact_is_confirmed(tmp_path: Path) -> None:
    root = preview_site(tmp_path, {"content/data/notes.yaml": "note: x\n"})
    assert "Every fact is confirmed." in words(state(shown(make(root)), "/")["panel"])


def test_entries_are_counted_as_people_count(tmp_path: Path) -> None:
    files = {"content/data/list.yaml": "- {name: a}\n- {name: !unconfirmed b}\n"}
    panel = words(state(shown(make(preview_site(tmp_path, files))), "/")["panel"])
    assert "entry 2, name : b" in panel


def test_changes_of_one_day_stand_together(built: Built) -> None:
    panel = str(state(shown(built), "/")["panel"])
    days = re.findall(r'data-day="([^"]*)"', panel)
    assert days == ["2026-12-24", "2026-12-27", "2031-06-01"]
    assert (
        "Thursday, December 24, 2026 page christmas.md begins page spring.md begins Sunday"
        in words(panel)
    )


def test_the_status_says_which_day_is_shown(built: Built) -> None:
    assert state(shown(built), "/")["status"] == "The site as it is today, Monday, June 15, 2026"
    chosen = shown(built, datetime.date(2026, 6, 15))
    assert state(chosen, "/")["status"] == "The site as it will be on Monday, June 15, 2026"
    assert state(chosen, "/")["chosen"] == "2026-06-15"


def test_a_mistake_is_told_with_place_excerpt_and_hint(root: Path, built: Built) -> None:
    problem = Problem(path="content/index.md", line=2, column=8, message="why", hint="do this")
    told = state(after(shown(built), wrong(root, problem)), "/")
    html = str(told["mistakes"])
    assert told["wrong"] == "1 mistake"
    assert "content/index.md , line 2, column 8 why" in words(html)
    assert '<mark class="excerpt__mark">First</mark>' in html
    assert "What to do: do this" in words(html)


def test_everything_in_a_mistake_is_escaped(root: Path, built: Built) -> None:
    (root / "content/evil.md").write_text(EVIL)
    problem = Problem(path="content/evil.md", message=EVIL, hint=EVIL)
    other = Problem(path=EVIL, message="x")
    shown_now = after(shown(built), wrong(root, problem, other))
    for html in (
        state(shown_now, "/")["mistakes"],
        waiting_page(after(Shown(), wrong(root, problem))),
    ):
        assert "<script" not in str(html)
        assert "<img" not in str(html)
        assert "&lt;script&gt;" in str(html)
    (root / "content/evil.md").unlink()


def test_everything_in_the_panel_is_escaped(tmp_path: Path) -> None:
    notes = f"note: x\nother: !unconfirmed '{EVIL}'\n"
    panel = str(state(shown(make(preview_site(tmp_path, {"content/data/notes.yaml": notes}))), "/"))
    assert "<script" not in panel
    assert "&lt;script&gt;" in panel


def test_many_mistakes_are_told_in_part(root: Path, built: Built) -> None:
    problems = [Problem(path="content/index.md", line=it, message=f"m{it}.") for it in range(1, 60)]
    html = str(state(after(shown(built), wrong(root, *problems)), "/")["mistakes"])
    assert html.count("<li") == 20
    assert "59 mistakes to correct" in html
    assert "And 39 more." in html


def test_a_failure_of_the_engine_is_not_blamed_on_the_owner(built: Built) -> None:
    outcome = Outcome(day=None, failure="Traceback (most recent call last)\nKeyError: 'x'\n")
    html = str(state(after(shown(built), outcome), "/")["mistakes"])
    assert "The program has made a mistake" in html
    assert "KeyError" not in html
    assert "KeyError: 'x'\nThe program has made a mistake" in report(outcome)


def test_a_chosen_day_can_be_left_from_the_mistakes(root: Path, built: Built) -> None:
    day = datetime.date(2026, 12, 24)
    outcome = Outcome(day=day, mistakes=mistakes((Problem(path="a", message="x"),), root))
    html = str(state(after(shown(built), outcome), "/")["mistakes"])
    assert "Thursday, December 24, 2026" in html
    assert 'data-day=""' in html


def test_without_a_site_one_page_says_what_is_wrong(root: Path) -> None:
    outcome = wrong(root, Problem(path="content/index.md", line=2, message="why"))
    html = waiting_page(after(Shown(), outcome))
    assert "<h1" in html
    assert "1 mistake to correct" in words(html)
    assert "Then the site appears here." in words(html)


def test_the_terminal_has_one_line_for_each_build(built: Built) -> None:
    day = datetime.date(2026, 12, 24)
    assert report(Outcome(day=None, built=built, seconds=0.126)) == "2 pages in 0.13 s"
    assert (
        report(Outcome(day=day, built=built, changed=("site.yaml",)))
        == "site.yaml saved: 2 pages in 0.00 s, as of 2026-12-24"
    )
    assert report(Outcome(day=None, built=built, changed=("a", "b"))).startswith("2 files saved: ")


def test_the_terminal_tells_mistakes_as_a_build_does(root: Path) -> None:
    told = report(wrong(root, Problem(path="a.md", line=3, message="why", hint="do this")))
    assert told.splitlines() == [
        "a.md:3:1: why",
        "  hint: do this",
        "1 problem; the preview stays as it was",
    ]
