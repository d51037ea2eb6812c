"""A check from end to end: build, look with every rule, find the places, let waivers pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sitegen.checks.addresses import Addresses
from sitegen.checks.catalogue import RULES
from sitegen.checks.found import Found, On
from sitegen.checks.origin import Origins
from sitegen.checks.rule import Finding, Rule
from sitegen.checks.settings import CheckSettings
from sitegen.checks.subject import Subject, subject_of
from sitegen.checks.waivers import OUTDATED, outdated, severity_of, waived
from sitegen.parallel import LEAST, rejoined, spread
from sitegen.problems import Place, Problem
from sitegen.workshop import Built, Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check found; ``waived`` are findings that site.yaml lets pass."""

    subject: Subject
    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    rules: tuple[Rule, ...]

    def of(self, severity: str) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(it for it in self.findings if it.severity == severity)


More = Callable[[Subject], Iterable[tuple[Rule, Found]]]


def examine(
    root: Path,
    workshop: Workshop,
    built: Built,
    select: Iterable[str] = (),
    more: Iterable[More] = (),
) -> Verdict:
    """Look at a site that ``workshop`` has built.

    ``select`` are codes of rules or families; ``more`` are looks that take longer than all rules.
    """
    checked = workshop.memory.checked
    assert checked is not None
    subject = subject_of(root, built.site, checked, built.rendered.outputs, _templates(root))
    rules = selected(select)
    found = [
        (rule, it) for rule, them in zip(rules, _looked(subject, rules), strict=True) for it in them
    ]
    found += [(rule, it) for look in more for rule, it in look(subject) if rule in rules]
    findings = _located(subject, found)
    if OUTDATED in rules and not select:
        tree = subject.trees["site.yaml"]
        over = outdated(findings, subject.settings, tree, subject.today)
        findings += _located(subject, [(OUTDATED, it) for it in over])
    whole = waived(findings, subject.settings, subject.today)
    return Verdict(
        subject=subject,
        findings=tuple(it for it in whole if it.waiver is None),
        waived=tuple(it for it in whole if it.waiver),
        rules=rules,
    )


def selected(codes: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of some codes, such as L01, or families, such as L; all for none."""
    wanted = tuple(codes)
    return tuple(it for it in RULES if not wanted or it.code.startswith(wanted))


def _looked(subject: Subject, rules: Sequence[Rule]) -> list[list[Found]]:
    """Return what each rule finds; what several of them read is read before they part."""
    if len(rules) >= LEAST:
        subject.once(Addresses).read_all()
        len(subject.passages)
    return rejoined(spread(partial(_finds, subject), rules))


def _finds(subject: Subject, rules: Sequence[Rule]) -> list[list[Found]]:
    return [list(rule.find(subject)) for rule in rules]


def _templates(root: Path) -> dict[str, str]:
    folder = root / "templates"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _located(subject: Subject, found: Sequence[tuple[Rule, Found]]) -> list[Finding]:
    """Return findings at their places in sources; what one line does on many pages is one."""
    origins = Origins(subject)
    merged: dict[tuple[str, Place, str], tuple[Rule, Found, list[str]]] = {}
    for rule, it in found:
        place = it.at if isinstance(it.at, Place) else origins.place(it.at)
        _, _, pages = merged.setdefault((rule.code, place, it.message), (rule, it, []))
        pages += _pages(subject, it)
    settings = subject.settings
    return [
        _finding(rule, it, place, sorted(set(pages)), settings)
        for (_, place, _), (rule, it, pages) in sorted(
            merged.items(), key=lambda item: (item[0][1], item[0][0], item[0][2])
        )
    ]


def _pages(subject: Subject, found: Found) -> Iterator[str]:
    if isinstance(found.at, On) and found.at.output in subject.documents:
        yield subject.documents[found.at.output].url
    elif isinstance(found.at, Place):
        name = found.at.path.removeprefix("content/")
        if name in subject.site.pages:
            yield subject.site.pages[name].card.url


def _finding(
    rule: Rule, found: Found, place: Place, pages: list[str], settings: CheckSettings
) -> Finding:
    problem = Problem(
        path=place.path,
        line=place.line,
        column=place.column,
        message=found.message,
        hint=found.hint,
    )
    severity = severity_of(rule, settings)
    return Finding(rule=rule, severity=severity, problem=problem, pages=tuple(pages), fix=found.fix)
