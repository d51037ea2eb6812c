"""Words that a site's list wants left out, and what ``--fix`` puts in their place."""

from pathlib import Path

import pytest

from sitegen.checks.finders.wording import said
from sitegen.checks.mend import mend
from sitegen.checks.settings import Wording
from tests.checks.planting import Edit, look, planted, told

BOX = "{% macro box(text) -%}\n<p>{{ text }}</p>\n{%- endmacro %}\n"
REPLACED: Edit = ("content/data/wording.yaml", "better: say", "replace: good\n  better: say")
HOME, TERMS = "content/index.md", "content/data/terms.yaml"


def entry(words: str, unless: str | None = None) -> Wording:
    return Wording(words=words, why="is wrong", better="leave it out", unless=unless)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("best", "The best, not the bestest. BEST!", ["best", "BEST"]),
        ("best|top", "On top of it, the best.", ["best", "top"]),
        ("#1", "We are #1.", ["#1"]),
        ("cur(?:e|ed)", "Secured; cured, not cures.", ["cured"]),
        ("no pain", "There is no\npain.", []),
    ],
)
def test_words_are_whole_words_in_any_case(words: str, text: str, found: list[str]) -> None:
    assert sorted(it.words for it in said(text, (entry(words),))) == sorted(found)


def test_a_sentence_may_excuse_them() -> None:
    wanted = (entry("best", unless=r"\bnot\b"),)
    assert not list(said("We are NOT the best.", wanted))
    assert list(said("We are the best of knots.", wanted))


@pytest.mark.parametrize(
    ("rule", "edit", "mended"),
    [
        ("C01", (HOME, "You call us.", "Utilise it. You *utilize* us."), "Use it. You *use* us."),
        ("C01", (TERMS, "A stroke", "You utilize a stroke"), "You use a stroke"),
        ("C01", (HOME, "You call us.", "UTILIZE it. Call us."), "USE it. Call us."),
        ("R05", (HOME, "You call us.", "You call call us."), "You call us."),
        ("R05", (HOME, "You call us.", "You call call\ncall us."), "You call us."),
        ("R05", (TERMS, "A stroke", "A a stroke"), "A stroke"),
        ("R05", (TERMS, "A stroke in", "A stroke in in"), "A stroke in"),
    ],
)
def test_a_fix_mends_the_source_and_nothing_else(
    tmp_path: Path, rule: str, edit: Edit, mended: str
) -> None:
    root = planted(tmp_path, (edit,))
    before = (root / edit[0]).read_text(encoding="utf-8")
    found = look(root, rule).findings
    assert mend(root, [it.fix for it in found if it.fix]) == len(found) > 0
    after = (root / edit[0]).read_text(encoding="utf-8")
    assert after == before.replace(str(edit[2]), mended)
    assert told(look(root, rule)) == []


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ('[us](prices.md "The best of us")', 21),
        ('<abbr title="The best of us">us</abbr>', 18),
        ('{{ box text="The best of us" }}', 18),
    ],
)
def test_words_that_markdown_passes_on_are_found_and_not_fixed(
    typed: str, column: int, tmp_path: Path
) -> None:
    box: Edit = ("templates/components/box.html", "", BOX)
    root = planted(tmp_path, (box, (HOME, "You call us.", typed), REPLACED))
    (found,) = look(root, "C01").findings
    assert found.problem.path == HOME
    assert (found.problem.line, found.problem.column) == (10, column)
    assert found.fix is None


@pytest.mark.parametrize("typed", ["Text:\n\n    {}\n", "`{}`", "```\n{}\n```\n\n"])
def test_code_is_no_text(typed: str, tmp_path: Path) -> None:
    code = typed.format('The best. {{ box text="The best" }} [x](y "The best")')
    assert told(look(planted(tmp_path, ((HOME, "You call us.", code),)), "C01")) == []


def test_words_over_two_lines_of_data_are_left_to_the_owner(tmp_path: Path) -> None:
    edit = (TERMS, "meaning: A stroke in", "meaning: >-\n    A stroke in\n    in")
    (found,) = look(planted(tmp_path, (edit,)), "R05").findings
    assert found.fix is None


def test_without_a_list_nothing_is_looked_for(tmp_path: Path) -> None:
    root = planted(tmp_path, ((HOME, "You call us.", "We are the best."),))
    (root / "content/data/wording.yaml").unlink()
    assert told(look(root, "C01")) == []
