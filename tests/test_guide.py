"""The pages that the owner's guide shows build when they are pasted into the practice's site."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from sitegen.checks.command import check
from tests.sites.small import REPO, copy_practice

NOW = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
NAMED = re.compile(r"`(content/[\w/.-]+)`[^`]*:\n\n```\n(.*?)```", re.S)


def examples() -> dict[str, str]:
    guide = (REPO / "docs/owners-guide.md").read_text("utf-8")
    pages = guide.partition("## A page\n")[2].partition("## Dates")[0]
    start = "A page like `content/parking.md` needs no more than this:"
    assert start in pages
    named = pages.replace(start, "`content/parking.md`:")
    return dict(NAMED.findall(named))


@pytest.mark.slow
def test_the_pages_of_the_guide_build_and_pass_the_check(tmp_path: Path) -> None:
    root = copy_practice(tmp_path / "site")
    given = examples()
    assert set(given) == {
        "content/parking.md",
        "content/data/services.yaml",
        "content/services/sports-massage.md",
    }
    for path, text in given.items():
        with (root / path).open("a" if path.endswith(".yaml") else "x", encoding="utf-8") as file:
            file.write(text)
    verdict = check(root, now=NOW, as_of=NOW.date())
    assert verdict.of("error") + verdict.of("warning") == ()
