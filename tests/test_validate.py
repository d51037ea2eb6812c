"""Each slip in a file is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from build import main
from tests.sites.small import page, problems, put, small_site

SCHEMA = """\
from typing import Annotated
from pydantic import Field
from sitegen.contract import Contract, Page
class Service(Page):
    ask_first: Annotated[tuple[str, ...], Field(min_length=1)]
CONTRACT = Contract(pages={"services/*.md": Service, "*.md": Page})
"""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("\n  -", ["'ask_first', entry 1 has no value"]),
        (" []", ["'ask_first': needs at least 1"]),
        ("\n  -\n  -", ["'ask_first', entry 1 has no value", "'ask_first', entry 2 has no value"]),
    ],
)
def test_a_blank_list_is_told_once(tmp_path: Path, value: str, told: list[str]) -> None:
    text = page().replace("---\nText", f"ask_first:{value}\n---\nText")
    root = small_site(tmp_path, {"schema.py": SCHEMA, "content/services/a.md": text})
    put(root, {"templates/service.html": "{{ page.body }}"})
    assert [it.message for it in problems(root)] == told


def test_an_unknown_kind_of_page_is_no_mistake_of_the_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site(tmp_path, {"schema.py": SCHEMA})
    assert main(["new", "--root", str(root), "servis", "A page"]) == 1
    said = capsys.readouterr().err
    assert "there is no kind of page 'servis'\n  hint: did you mean 'service'?" in said
    assert "schema.py" not in said
