"""Findings for people, for programs, for annotations on a code host."""

from __future__ import annotations

import json
from typing import Any, Literal

from sitegen.checks.rule import Finding, Rule
from sitegen.checks.run import Verdict
from sitegen.checks.settings import Severity
from sitegen.problems import Problem, annotation, count

CheckFormat = Literal["text", "json", "github", "sarif"]
ON_GITHUB: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
MANY = 5
SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def shown(verdict: Verdict, form: CheckFormat) -> str:
    """Return all findings in one of the formats; empty if there are none to show as text."""
    if form == "sarif":
        return json.dumps(_sarif(verdict), indent=1, ensure_ascii=False)
    draw = {"text": _text, "json": _json, "github": _annotation}[form]
    return "\n".join(draw(it) for it in verdict.findings)


def summary(verdict: Verdict, seconds: float) -> str:
    """Return the last line of a check: how much was looked at, and what was found."""
    pages = count(len(verdict.subject.pages), "page")
    numbers = [
        count(len(found), severity)
        for severity in ("error", "warning", "note")
        if (found := verdict.of(severity))
    ]
    told = ", ".join(numbers) or "nothing found"
    until = min((it.waiver.until for it in verdict.waived if it.waiver), default=None)
    passed = f"; {len(verdict.waived)} let pass until {until} or later" if until else ""
    return f"{pages}, {count(len(verdict.rules), 'rule')} in {seconds:.2f} s: {told}{passed}"


def _text(finding: Finding) -> str:
    it = finding.problem
    place = f"{it.path}:{it.line}:{it.column}"
    lines = [f"{place}: {finding.severity} {finding.rule.code}: {it.message}"]
    lines += [f"  hint: {it.hint}"] if it.hint else []
    return "\n".join([*lines, *_seen_on(finding)])


def _seen_on(finding: Finding) -> list[str]:
    """Return one line for the pages, unless the place itself tells which it is."""
    known = finding.pages
    if not known or (len(known) == 1 and finding.problem.path.endswith(".md")):
        return []
    more = f" and {len(known) - MANY} more" if len(known) > MANY else ""
    return [f"  on: {', '.join(known[:MANY])}{more}"]


def _json(finding: Finding) -> str:
    it = finding.problem
    return json.dumps(
        {
            "rule": finding.rule.code,
            "name": finding.rule.name,
            "severity": finding.severity,
            "path": it.path,
            "line": it.line,
            "column": it.column,
            "message": it.message,
            "hint": it.hint,
            "pages": list(finding.pages),
            "fixable": finding.fix is not None,
        },
        ensure_ascii=False,
    )


def _annotation(finding: Finding) -> str:
    it = finding.problem
    problem = Problem(
        path=it.path,
        line=it.line,
        column=it.column,
        message=f"{finding.rule.code}: {it.message}",
        hint=it.hint,
    )
    return annotation(problem, ON_GITHUB[finding.severity])


def _sarif(verdict: Verdict) -> dict[str, Any]:
    """Return a log after SARIF 2.1.0 (OASIS)."""
    driver = {
        "name": "sitegen check",
        "rules": [_sarif_rule(it) for it in verdict.rules],
    }
    results = [
        *(_sarif_result(it) for it in verdict.findings),
        *(_sarif_result(it) for it in verdict.waived),
    ]
    return {
        "$schema": SARIF,
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.mend},
        "defaultConfiguration": {"level": rule.severity},
    }


def _sarif_result(finding: Finding) -> dict[str, Any]:
    it = finding.problem
    region = {"startLine": it.line, "startColumn": it.column}
    location = {"artifactLocation": {"uri": it.path, "uriBaseId": "%SRCROOT%"}, "region": region}
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "level": finding.severity,
        "message": {"text": f"{it.message} ({it.hint})" if it.hint else it.message},
        "locations": [{"physicalLocation": location}],
    }
    if finding.waiver:
        result["suppressions"] = [{"kind": "external", "justification": finding.waiver.reason}]
    return result
