"""The report of a check: one page for the owner, with a picture of every page, to read offline."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from sitegen.checks.addresses import joined
from sitegen.checks.catalogue import FAMILIES
from sitegen.checks.document import Document
from sitegen.checks.rule import Finding
from sitegen.checks.run import Verdict
from sitegen.excerpt import excerpt
from sitegen.model import Output
from sitegen.problems import Problem, ProblemsFound, count
from sitegen.report import Unconfirmed

FOLDER = Path(__file__).parent / "report"
PARTS = (
    ("error", "must be mended", "What must be mended", "Publishing waits for these."),
    ("warning", "should be mended", "What should be mended", "Visitors can live with these."),
    (
        "note",
        "good to know",
        "Good to know",
        "Nothing is wrong with these; look whether they are meant.",
    ),
)
UNSHOWN = re.compile(
    r"<(script|template)\b.*?</\1>|<script\b[^>]*/>|@font-face\s*\{[^}]*\}|<link\b[^>]*>",
    re.S | re.I,
)
# At the beginning of a message; a path keeps its small letter.
WORD = re.compile(r"[a-z][a-z'-]*(?=[\s,:;]|$)")
SOURCE = re.compile(r'(?<=\s)(src|srcset|poster)="([^"]*)"')
PICTURES = {
    "svg": "svg+xml",
    "png": "png",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "webp": "webp",
    "avif": "avif",
    "gif": "gif",
}
LARGEST = 60_000
# Nobody mends more before looking again.
MOST = 200


def write_report(path: Path, verdict: Verdict) -> None:
    """Write the report. Raises ProblemsFound if the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(verdict), encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"the report cannot be written: {error.strerror}"
        hint = "name another file with --report"
        raise ProblemsFound([Problem(path=path.name, message=message, hint=hint)]) from error


def report(verdict: Verdict) -> str:
    """Return the report as one HTML page that needs nothing else."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["with_code"] = _with_code
    site = verdict.subject.site
    numbers = {page.url: at for at, page in enumerate(verdict.subject.pages, 1)}
    return environment.get_template("page.html").render(
        name=site.settings.name,
        day=site.today.isoformat(),
        style=Markup((FOLDER / "style.css").read_text(encoding="utf-8")),
        verdict_words=_words(verdict),
        parts=list(_parts(verdict, numbers)),
        facts=[_fact(it) for it in site.unconfirmed],
        waived=list(_waived(verdict)),
        waived_count=len(verdict.waived),
        fine=list(_fine(verdict)),
        next_change=site.changes[0] if site.changes else None,
        pages=list(_pages(verdict, numbers)),
    )


def _words(verdict: Verdict) -> str:
    waiting = len(verdict.of("error"))
    if waiting:
        return f"Not ready: {count(waiting, 'mistake')} to mend"
    facts = len(verdict.subject.site.unconfirmed)
    return f"Almost ready: {count(facts, 'fact')} to confirm" if facts else "Ready to publish"


def _fact(fact: Unconfirmed) -> dict[str, Any]:
    """Return a fact with the name of its field, without the numbers of lists above it."""
    names = [it for it in fact.name.split(".") if not it.isdecimal()]
    return {"path": fact.path, "line": fact.line, "field": names[-1], "value": fact.value}


def _parts(verdict: Verdict, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for severity, short, title, help_ in PARTS:
        found = verdict.of(severity)
        yield {
            "severity": severity,
            "short": short,
            "title": title,
            "help": help_,
            "count": len(found),
            "more": max(0, len(found) - MOST),
            "findings": [_shown(it, verdict, numbers) for it in found[:MOST]],
        }


def _waived(verdict: Verdict) -> Iterator[dict[str, Any]]:
    """Yield each waiver that lets something pass, with all of that."""
    for waiver in verdict.subject.settings.waivers:
        found = [it for it in verdict.waived if it.waiver is waiver]
        if found:
            yield {
                "waiver": waiver,
                "count": count(len(found), "finding"),
                "problems": [it.problem for it in found],
            }


def _shown(finding: Finding, verdict: Verdict, numbers: Mapping[str, int]) -> dict[str, Any]:
    it = finding.problem
    return {
        "message": _sentence(it.message),
        "hint": it.hint,
        "path": it.path,
        "line": it.line,
        "rule": finding.rule,
        "pages": [{"url": url, "number": numbers[url]} for url in finding.pages if url in numbers],
        "excerpt": excerpt(_source(verdict.subject.root / it.path), it.line, it.column),
    }


def _with_code(text: str) -> Markup:
    """Return a text of Markdown, which has `code` alone, as HTML."""
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:] if WORD.match(message) else message


def _source(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _fine(verdict: Verdict) -> Iterator[dict[str, str]]:
    looked = {rule.code for rule in verdict.rules}
    found = {it.rule.code for it in (*verdict.findings, *verdict.waived)}
    for name, rules in FAMILIES.items():
        clean = [rule for rule in rules if rule.code in looked - found]
        if clean:
            yield {"name": name, "rules": count(len(clean), "rule")}


def _pages(verdict: Verdict, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    found = Counter(url for it in verdict.findings for url in it.pages)
    for page in verdict.subject.pages:
        yield {
            "url": page.url,
            "number": numbers[page.url],
            "title": page.title(),
            "found": found[page.url],
            "html": picture(page, verdict.subject.outputs),
        }


def picture(page: Document, outputs: Mapping[str, Output]) -> str:
    """Return a page's HTML without what runs or loads, its small pictures within it."""
    return SOURCE.sub(lambda it: _inlined(it, page, outputs), UNSHOWN.sub("", page.html))


def _inlined(match: re.Match[str], page: Document, outputs: Mapping[str, Output]) -> str:
    path = joined(page.url, match[2]).lstrip("/")
    kind = PICTURES.get(path.rpartition(".")[2])
    output = outputs.get(path)
    if match[1] == "srcset" or kind is None or output is None or len(output.content) > LARGEST:
        return ""
    encoded = base64.b64encode(output.content).decode()
    return f'{match[1]}="data:image/{kind};base64,{encoded}"'
