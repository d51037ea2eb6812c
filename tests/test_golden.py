"""One idea per case: tests/golden/<case> is built, and the files that it lists compared.

`UPDATE_GOLDEN=1 pytest tests/test_golden.py` writes what is built now; review the diff.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from tests.sites.small import DAY, make

CASES = Path(__file__).parent / "golden"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
HASH = re.compile(rb"\.[0-9a-f]{10}\.")
ABSENT = b"(no such file)\n"


class Case(BaseModel):
    """`compare` lists the files to compare; with several `days`, on each of them.

    `mask_hashes` is for names made from encoded pictures: another codec, another hash.
    """

    model_config = ConfigDict(extra="forbid")

    idea: str
    compare: list[str]
    days: list[str] = [DAY]
    drafts: bool = False
    mask_hashes: bool = False


def read_case(name: str) -> Case:
    return Case.model_validate(yaml.safe_load((CASES / name / "case.yaml").read_text("utf-8")))


def built(case: Case, root: Path) -> dict[str, bytes]:
    """Return what is compared, by its path below expected/."""
    found: dict[str, bytes] = {}
    for day in case.days:
        outputs = {it.path: it.content for it in make(root, day, drafts=case.drafts).outputs}
        folder = f"{day}/" if len(case.days) > 1 else ""
        for path in case.compare:
            content = outputs.get(path, ABSENT)
            found[folder + path] = (
                HASH.sub(b".0000000000.", content) if case.mask_hashes else content
            )
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_case_builds_what_is_expected(name: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(CASES / name, root)
    found = built(read_case(name), root)
    expected = CASES / name / "expected"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        shutil.rmtree(expected, ignore_errors=True)
        for path, content in found.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(content)
    there = {
        path.relative_to(expected).as_posix(): path.read_bytes()
        for path in expected.rglob("*")
        if path.is_file()
    }
    assert {path: text.decode() for path, text in found.items()} == {
        path: text.decode() for path, text in there.items()
    }


def test_the_cases_cover_the_ideas_of_the_design() -> None:
    ideas = [read_case(name).idea for name in NAMES]
    assert len(ideas) >= 12
    assert len(set(ideas)) == len(ideas)
