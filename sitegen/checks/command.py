"""``build.py check``: build in memory, look, mend what is safe, look again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path

from sitegen import pipeline
from sitegen.checks.mend import mend
from sitegen.checks.run import More, Verdict, examine


def check(
    root: Path,
    *,
    now: datetime.datetime,
    as_of: datetime.date | None = None,
    select: Iterable[str] = (),
    more: Iterable[More] = (),
    fix: Callable[[int], None] | None = None,
) -> Verdict:
    """Check the site below ``root`` with all rules, or those of ``select``.

    ``fix``, if it is given, is told how many mistakes were mended. Raises ProblemsFound if the
    site cannot be built.
    """
    codes, looks = tuple(select), tuple(more)
    workshop = pipeline.open_workshop(root)
    verdict = examine(root, workshop, workshop.make(now=now, as_of=as_of), codes, looks)
    if fix is None:
        return verdict
    done = mend(root, (it.fix for it in verdict.findings if it.fix))
    fix(done)
    if not done:
        return verdict
    return examine(root, workshop, workshop.make(now=now, as_of=as_of), codes, looks)
