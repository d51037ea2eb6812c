"""A check from end to end: build, look with every rule, find the places, let waivers pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sitegen.checks.addresses import Addresses
from sitegen.checks.catalogue import RULES
from sitegen.checks.found import Found, On
from sitegen.checks.origin import Origins
from sitegen.checks.rule import Finding, Look, Rule
from sitegen.checks.rules.misnamed import MISNAMED, unknown_codes
from sitegen.checks.settings import CheckSettings
from sitegen.checks.subject import Subject, subject_of
from sitegen.checks.waivers import OUTDATED, outdated, severity_of, waived
from sitegen.parallel import LEAST, rejoined, spread
from sitegen.problems import Place, Problem, on_lines
from sitegen.workshop import Built, Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check found; ``waived`` is let pass by site.yaml, ``rules`` are those that looked."""

    subject: Subject
    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    rules: tuple[Rule, ...]

    def of(self, severity: str) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(it for it in self.findings if it.severity == severity)


def examine(
    root: Path,
    workshop: Workshop,
    built: Built,
    rules: Sequence[Rule] = RULES,
    more: Iterable[Look] = (),
) -> Verdict:
    """Look at a site that ``workshop`` has built with some rules, and those of ``more`` of them."""
    checked = workshop.memory.checked
    assert checked is not None
    subject = subject_of(root, built.site, checked, built.rendered.outputs, _templates(root))
    looks = [look for look in more if any(rule in rules for rule in look.rules)]
    late = [rule for look in looks for rule in look.rules]
    looking = tuple(it for it in rules if it.find or it in late or it == OUTDATED)
    found = list(_looked(subject, [rule for rule in rules if rule.find]))
    found += [it for look in looks for it in look.find(subject) if it[0] in rules]
    if MISNAMED in rules:
        codes = [rule.code for rule in RULES]
        found += [(MISNAMED, it) for it in unknown_codes(subject, codes)]
    findings = _located(subject, found)
    if OUTDATED in rules:
        silent = [rule.code for rule in RULES if rule not in looking]
        over = outdated(findings, subject, silent=silent)
        findings += _located(subject, [(OUTDATED, it) for it in over])
    whole = waived(findings, subject.settings, subject.today)
    return Verdict(
        subject=subject,
        findings=tuple(it for it in whole if it.waiver is None),
        waived=tuple(it for it in whole if it.waiver),
        rules=looking,
    )


def _looked(subject: Subject, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Found]]:
    """Yield what each rule finds; what several of them read is read before they part."""
    if len(rules) >= LEAST:
        subject.once(Addresses).read_all()
        len(subject.passages)
    finds = rejoined(spread(partial(_finds, subject), rules))
    for rule, found in zip(rules, finds, strict=True):
        yield from ((rule, it) for it in found)


def _finds(subject: Subject, rules: Sequence[Rule]) -> list[list[Found]]:
    return [list(rule.find(subject)) for rule in rules if rule.find]


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
    return Finding(
        rule=rule,
        severity=severity,
        problem=on_lines(problem),
        pages=tuple(pages),
        fix=found.fix,
    )
