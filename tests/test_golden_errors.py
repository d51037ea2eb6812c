"""Broken sites and the exact words for them: tests/golden_errors/<case>/expected.txt.

The files of a case are laid over sound_site, which alone builds without a word.
`UPDATE_GOLDEN=1 pytest tests/test_golden_errors.py` writes what is said now; review the diff.
"""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from build import main
from tests.golden_errors.sound import CASES, DAY, MADE, SOUND_SITE, copied

CASE_NAMES = sorted(
    path.name for path in CASES.glob("[a-z]*") if path.is_dir() and path != SOUND_SITE
)
PLACE = re.compile(r"[^ ].*:\d+:\d+: .")


def laid(case: str, folder: Path) -> Path:
    return Path(shutil.copytree(CASES / case, copied(folder), ignore=MADE, dirs_exist_ok=True))


def said(site: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    capsys.readouterr()
    code = main(["build", "--root", str(site), "--as-of", DAY, *options])
    stderr = capsys.readouterr().err
    assert code == 1, stderr
    assert not (site / "public").exists()
    return stderr


@pytest.mark.parametrize("case", CASE_NAMES)
def test_a_broken_site_is_told_in_these_words(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stderr = said(laid(case, tmp_path), capsys)
    expected = CASES / case / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        expected.write_text(stderr, "utf-8")
    assert stderr == expected.read_text("utf-8")


@pytest.mark.parametrize("case", CASE_NAMES)
def test_every_form_tells_the_same_problems(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = laid(case, tmp_path)
    text = [line for line in said(site, capsys).splitlines() if PLACE.match(line)]
    objects = [json.loads(line) for line in said(site, capsys, "--format", "json").splitlines()]
    github = said(site, capsys, "--format", "github").splitlines()
    assert [f"{it['path']}:{it['line']}:{it['column']}: {it['message']}" for it in objects] == text
    assert len(github) == len(text)
    assert all(re.match(r"::error file=[^,]+,line=\d+,col=\d+::.", line) for line in github)


def test_a_case_holds_several_mistakes() -> None:
    assert len(CASE_NAMES) >= 10
    for case in CASE_NAMES:
        lines = (CASES / case / "expected.txt").read_text("utf-8").splitlines()
        assert sum(bool(PLACE.match(line)) for line in lines) >= 3, case


def test_the_order_of_problems_does_not_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = laid("fields", tmp_path)
    assert said(site, capsys) == said(site, capsys)


def test_the_sound_site_builds_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = copied(tmp_path)
    capsys.readouterr()
    assert main(["build", "--root", str(site), "--as-of", DAY]) == 0
    assert capsys.readouterr().err == ""
