"""``build.py check``: build in memory, look, mend what is safe, look again."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from sitegen import pipeline
from sitegen.checks.catalogue import selected
from sitegen.checks.finders import nu
from sitegen.checks.found import Found
from sitegen.checks.mend import mend
from sitegen.checks.rule import Look, Rule
from sitegen.checks.rules.ahead import AHEAD
from sitegen.checks.run import Verdict, examine
from sitegen.checks.subject import Subject
from sitegen.problems import Place, Problem, ProblemsFound, count
from sitegen.progress import Step, Watch
from sitegen.store import FOLDER

Say = Callable[[str], None]
FOREIGN = "foreign-links.json"
YEAR = datetime.timedelta(days=366)


def check(
    root: Path,
    *,
    now: datetime.datetime,
    as_of: datetime.date | None = None,
    select: Iterable[str] = (),
    more: Iterable[Look] = (),
    say: Say | None = None,
) -> Verdict:
    """Check the site below ``root`` with all rules, or those of ``select``.

    With ``say``, what is safe to mend is mended first, and told. Raises ProblemsFound if the
    site cannot be built, UnknownRule for a code that is none.
    """
    look = partial(_look, root, now=now, as_of=as_of, rules=selected(select), more=tuple(more))
    verdict = look()
    if say is None:
        return verdict
    done = mend(root, (it.fix for it in verdict.findings if it.fix))
    say(f"{count(done, 'mistake')} mended")
    return look() if done else verdict


def _look(
    root: Path,
    *,
    now: datetime.datetime,
    as_of: datetime.date | None,
    rules: Sequence[Rule],
    more: Sequence[Look],
) -> Verdict:
    with pipeline.standing_workshop(root) as workshop:
        built = workshop.make(now=now, as_of=as_of)
        try:
            return examine(root, workshop, built, rules, more)
        except OSError as error:
            message = f"a file cannot be read any more: {error.strerror}"
            hint = "see whether it is still there; check again"
            path = Path(str(error.filename or root)).name
            raise ProblemsFound([Problem(path=path, message=message, hint=hint)]) from error


def looks(
    root: Path, now: datetime.datetime, say: Say, watch: Watch | None, *, full: bool
) -> Iterator[Look]:
    """Yield the looks that take longer than all rules, and are asked for one by one.

    With ``watch``, which is told of each, links to other sites are looked up.
    """
    if watch:
        yield _foreign(root, now, watch)
    if full:
        yield Look(rules=(AHEAD,), find=partial(_ahead, root=root, now=now))
    jar = nu.nu_jar(root) if full else None
    if jar:
        yield Look(rules=(nu.NU,), find=partial(_nu, jar=jar))
    elif full:
        say("the Nu HTML checker is not here: it needs Java, and `npm ci`")


def _foreign(root: Path, now: datetime.datetime, watch: Watch) -> Look:
    def tell(done: int, of: int, address: str) -> None:
        watch(Step(phase="looking up links", path=address, number=done, total=of))

    from sitegen.checks.finders.lookups import looking

    return looking(cache=root / FOLDER / FOREIGN, now=now, tell=tell)


def _ahead(subject: Subject, *, root: Path, now: datetime.datetime) -> Iterator[tuple[Rule, Found]]:
    """Build the site as it is on each day of the coming year on which it changes."""
    days = {it.on for it in subject.site.changes if it.on - subject.today <= YEAR}
    workshop = pipeline.Workshop(root)
    for day in sorted(days):
        try:
            workshop.make(now=now, as_of=day)
        except ProblemsFound as found:
            for it in found.problems:
                message = f"from {day} on the site cannot be built: {it.message}"
                place = Place(path=it.path, line=it.line, column=it.column)
                yield AHEAD, Found(at=place, message=message, hint=it.hint)
            return


def _nu(subject: Subject, *, jar: Path) -> Iterator[tuple[Rule, Found]]:
    try:
        yield from ((nu.NU, found) for found in nu.nu_findings(subject, jar))
    except subprocess.SubprocessError as error:
        message = f"the Nu HTML checker does not run: {type(error).__name__}"
        hint = "check without --full, or install it anew with `npm ci`"
        raise ProblemsFound([Problem(path=str(nu.JAR), message=message, hint=hint)]) from error
