"""A mistake in the map of the body is told with its place, not drawn."""

from pathlib import Path

import pytest

from sitegen.problems import ProblemsFound
from tests.practice.site import Changed, rewrite

MAP = "content/data/body-map.yaml"


@pytest.mark.parametrize(
    ("typed", "instead", "message", "hint"),
    [
        ("place: neck", "place: head", "'head' stands at 'head' already", "another place"),
        ("place: neck", "place: nek", "nek", "neck"),
        ("conditions/tmj.md", "conditions/tmy.md", "there is no page", "conditions/tmj.md"),
    ],
)
def test_a_mistake_is_told(
    typed: str, instead: str, message: str, hint: str, changed: Changed
) -> None:
    def change(root: Path) -> None:
        rewrite(root / MAP, lambda text: text.replace(typed, instead, 1))

    with pytest.raises(ProblemsFound) as found:
        changed(change)
    [problem] = found.value.problems
    assert problem.path == MAP
    assert message in problem.message
    assert problem.hint
    assert hint in problem.hint


def test_every_condition_has_a_part_of_the_body(repo_root: Path) -> None:
    text = (repo_root / MAP).read_text(encoding="utf-8")
    pages = (repo_root / "content/conditions").glob("*.md")
    assert [it.name for it in pages if it.name != "index.md" and it.name not in text] == []
