"""Which findings the site's settings let pass, and waivers that have had their day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from sitegen.checks.found import Found
from sitegen.checks.rule import Finding, Rule
from sitegen.checks.settings import CheckSettings, Severity, Waiver
from sitegen.checks.subject import Subject
from sitegen.problems import Place


def severity_of(rule: Rule, settings: CheckSettings) -> Severity:
    """Return how grave the site holds a rule to be: its own word, its family's, the rule's."""
    given: Mapping[str, Severity] = settings.severity
    return given.get(rule.code) or given.get(rule.code[0]) or rule.severity


def waived(
    findings: Iterable[Finding], settings: CheckSettings, today: datetime.date
) -> list[Finding]:
    """Return the findings, each with the first waiver that lets it pass today."""
    return [replace(it, waiver=_waiver(it, settings.waivers, today)) for it in findings]


def _waiver(finding: Finding, waivers: Iterable[Waiver], today: datetime.date) -> Waiver | None:
    return next((it for it in waivers if it.until >= today and fits(it, finding)), None)


def fits(waiver: Waiver, finding: Finding) -> bool:
    """Say whether a waiver is for a finding, whatever the day."""
    return (
        waiver.rule in (finding.rule.code, finding.rule.code[0])
        and fnmatchcase(finding.problem.path, waiver.path)
        and (not waiver.words or waiver.words in finding.problem.message)
    )


def outdated(
    findings: Iterable[Finding], subject: Subject, *, silent: Collection[str]
) -> Iterator[Found]:
    """Yield what is wrong with the waivers themselves: over, or for nothing.

    ``silent`` are the codes of rules that have not looked: nobody knows what waits for them.
    """
    seen, tree = list(findings), subject.trees["site.yaml"]
    for at, waiver in enumerate(subject.settings.waivers):
        line, column = tree.place(("checks", "waivers", at))
        place = Place(path=tree.path, line=line, column=column)
        is_known = not any(code.startswith(waiver.rule) for code in silent)
        if not re.search(r"[*?[]", waiver.path) and not (subject.root / waiver.path).exists():
            message = f"the waiver of {waiver.rule} is for a file that there is not: {waiver.path}"
            hint = "write its path from the site's folder on, as in content/about.md"
            yield Found(at=place, message=message, hint=hint)
        elif is_known and not any(fits(waiver, it) for it in seen):
            message = f"the waiver of {waiver.rule} lets nothing pass any more"
            yield Found(at=place, message=message, hint="remove it, or mend its path and words")
        elif waiver.until < subject.today:
            message = f"the waiver of {waiver.rule} ended on {waiver.until}"
            yield Found(at=place, message=message, hint="mend what it let pass, or set a new day")


OUTDATED = Rule(
    code="X01",
    name="waiver-outdated",
    severity="warning",
    what="A waiver in `site.yaml` has passed its last day, or lets nothing pass any more.",
    why="A waiver is a promise to look again. One that nobody looks at hides new mistakes.",
    mend="Mend what it let pass and remove it. If it is still right, give it a new day.",
    before='waivers:\n  - {rule: F02, reason: "prices wait for the owner", until: 2026-01-31}',
    after='waivers:\n  - {rule: F02, reason: "prices wait for the owner", until: 2026-12-31}',
    source="A rule of this engine.",
)
