"""Writing safe mends into sources: the words that are wrong, and nothing beside them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from sitegen.checks.found import Fix
from sitegen.problems import Problem, ProblemsFound


def mend(root: Path, fixes: Iterable[Fix]) -> int:
    """Make the mends below ``root`` and return how many were made.

    A mend whose old words do not stand at its place any more is left out, as is one that
    overlaps another. Every other byte stays, line ends too. Raises ProblemsFound for files that
    cannot be written; each file is written whole or not at all.
    """
    done = 0
    problems = []
    for path, group in groupby(sorted(set(fixes)), key=lambda fix: fix.path):
        try:
            done += _mend_file(root / path, list(group))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            message = f"this file cannot be mended: {reason}"
            problems.append(Problem(path=path, message=message, hint="see its rights"))
    if problems:
        raise ProblemsFound(problems)
    return done


def _mend_file(path: Path, fixes: list[Fix]) -> int:
    text = path.read_bytes().decode("utf-8")
    mended, done = mended_text(text, fixes)
    if done:
        path = path.resolve()
        beside = path.with_name(f".{path.name}.sitegen-new")
        beside.write_bytes(mended.encode())
        beside.chmod(path.stat().st_mode)
        beside.replace(path)
    return done


def mended_text(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """Return a text with the mends that fit, and how many those are."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    done, free = 0, len(text)
    for fix in sorted(fixes, key=lambda it: (it.line, it.column), reverse=True):
        if fix.line >= len(starts):
            continue
        at = starts[fix.line - 1] + fix.column - 1 + (text.startswith("\ufeff") and fix.line == 1)
        end = at + len(fix.old)
        if text[at:end] == fix.old and end <= free and fix.old:
            text = text[:at] + fix.new + text[end:]
            done, free = done + 1, at
    return text, done
