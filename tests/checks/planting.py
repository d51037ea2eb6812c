"""Faults planted into a small site that has none, and near misses."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sitegen import pipeline
from sitegen.checks.catalogue import selected
from sitegen.checks.run import Verdict, examine

SITE = Path(__file__).parent / "site"
NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)

# A file, words in it, and the words in their place; without old words the file is made anew.
Edit = tuple[str, str, str | bytes]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Edits that a rule finds at ``at`` (``path:line:column``) in words that hold ``says``."""

    rule: str
    edits: tuple[Edit, ...]
    at: str
    says: str


@dataclass(frozen=True, kw_only=True)
class NearMiss:
    """Edits that look like a fault of a rule and are none, for the reason ``why``."""

    rule: str
    edits: tuple[Edit, ...]
    why: str


def planted(folder: Path, edits: Iterable[Edit]) -> Path:
    """Return a copy of the site with edits."""
    root = folder / "site"
    shutil.copytree(SITE, root)
    for name, old, new in edits:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(new, bytes):
            path.write_bytes(new)
        elif old:
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
            path.write_text(text.replace(old, new), encoding="utf-8")
        else:
            path.write_text(new, encoding="utf-8")
    return root


def look(root: Path, *rules: str) -> Verdict:
    """Build a site in memory and check it with some rules, or with all."""
    workshop = pipeline.Workshop(root)
    return examine(root, workshop, workshop.make(now=NOW), selected(rules))


def told(verdict: Verdict) -> list[str]:
    """Return what was found, each finding in one line."""
    found = ((it.rule.code, it.problem) for it in verdict.findings)
    return [f"{code} {it.path}:{it.line}:{it.column} {it.message}" for code, it in found]
