"""The check finds nothing on the practice's site, before and after its facts are confirmed."""

import datetime
from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.checks.run import Verdict, examine
from tests.practice.site import confirm_all, copy_sources

DAY = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
WAIVED = "    - rule: F02\n"


def look(root: Path) -> Verdict:
    workshop = pipeline.Workshop(root)
    return examine(root, workshop, workshop.make(now=DAY))


def told(verdict: Verdict) -> list[str]:
    return [
        f"{it.problem.path}:{it.problem.line}: {it.rule.code} {it.problem.message}"
        for it in verdict.findings
        if it.severity != "note"
    ]


@pytest.fixture
def copy(repo_root: Path, tmp_path: Path) -> Path:
    return copy_sources(repo_root, tmp_path / "site")


def test_nothing_is_found_on_the_practices_site(copy: Path) -> None:
    verdict = look(copy)
    assert len(verdict.rules) > 100
    assert told(verdict) == []


def test_every_sample_waits_under_a_waiver_with_a_last_day(copy: Path) -> None:
    waiting = [it for it in look(copy).waived if it.rule.code == "F02"]
    assert len(waiting) > 50
    assert all(it.waiver and it.waiver.until < datetime.date(2027, 12, 31) for it in waiting)


def test_nothing_is_found_once_all_facts_are_confirmed(copy: Path) -> None:
    confirm_all(copy)
    (found,) = told(look(copy))
    assert "the waiver of F02 lets nothing pass any more" in found


def test_without_its_waiver_a_sample_is_an_error_at_its_line(copy: Path) -> None:
    settings = copy / "site.yaml"
    text = settings.read_text("utf-8")
    assert text.count(WAIVED) == 1
    settings.write_text(text.replace(WAIVED, "    - rule: F99\n"), "utf-8")
    assert any("site.yaml:12: F02 'phone'" in it for it in told(look(copy)))
