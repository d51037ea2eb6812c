"""What the practice's list of words refuses, and what it lets pass."""

from pathlib import Path

import pytest
import yaml

from sitegen.checks.finders.wording import said
from sitegen.checks.settings import Wording


@pytest.fixture(scope="module")
def entries(repo_root: Path) -> tuple[Wording, ...]:
    listed = yaml.safe_load((repo_root / "content/data/wording.yaml").read_text("utf-8"))
    return tuple(Wording.model_validate(it) for it in listed)


@pytest.mark.parametrize(
    "sentence",
    [
        "We promise nothing.",
        "We do not promise results.",
        "We can't promise results.",
        "We don\u2019t guarantee anything.",
        "We won't diagnose you.",
        "A massage therapist does not treat an illness.",
        "Put it in the waste bin.",
    ],
)
def test_honest_words_pass(entries: tuple[Wording, ...], sentence: str) -> None:
    assert [it.words for it in said(sentence, entries)] == []


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("No pain, guaranteed!", "guaranteed"),
        ("No appointment needed: we treat migraine.", "treat"),
        ("Results are not slow, and we promise them.", "promise"),
        ("We know that we are the best in town.", "best"),
        ("It flushes waste.", "waste"),
    ],
)
def test_promises_do_not_pass(entries: tuple[Wording, ...], sentence: str, word: str) -> None:
    assert word in [it.words for it in said(sentence, entries)]
