"""What a build tells its owner, in lines."""

from __future__ import annotations

import json
from pathlib import Path

from sitegen.problems import count
from sitegen.report import Report


def told(report: Report, seconds: float, folder: str) -> str:
    """Return the facts to confirm, what changes next, and a last line with the numbers."""
    lines = []
    for fact in report.unconfirmed:
        value = f" ({fact.value[:60]})" if fact.value else ""
        lines.append(f"{fact.path}:{fact.line}: to confirm: {fact.name}{value}")
    lines += [f"next change: {change.on}, {change.what}" for change in report.changes[:1]]
    facts = count(len(report.unconfirmed), "fact")
    waiting = (
        f"{facts} to confirm before publishing" if report.unconfirmed else "all facts confirmed"
    )
    pages = count(report.pages, "page")
    return "\n".join([*lines, f"{pages} in {seconds:.2f} s, in {folder}/; {waiting}"])


def told_as_json(report: Report, seconds: float) -> str:
    """Return the same as one JSON object."""
    told = {
        "pages": report.pages,
        "seconds": round(seconds, 2),
        "folder": str(report.folder),
        "unconfirmed": [
            {"path": fact.path, "line": fact.line, "name": fact.name, "value": fact.value}
            for fact in report.unconfirmed
        ],
        "changes": [{"date": str(change.on), "what": change.what} for change in report.changes],
    }
    return json.dumps(told, ensure_ascii=False)


def told_why(report: Report, asked: str) -> str | None:
    """Return why a page, named by its address or its source, was made anew.

    None if the site has no such file.
    """
    from sitegen.links import output_path, page_url

    is_source = asked.endswith(".md")
    url = page_url(asked.removeprefix("./").removeprefix("content/")) if is_source else asked
    path = output_path(url.removeprefix(f"{report.folder.name}/"))
    if path not in report.reasons:
        return None
    reason = report.reasons[path]
    why = (
        f"{path}: kept, since nothing that it shows has changed"
        if reason is None
        else f"{path}: made anew, since {reason}"
    )
    edited = ", ".join(report.edited[:5]) + (", …" if len(report.edited) > 5 else "")
    return f"{why}\nchanged since the last build: {edited or 'nothing'}"


def shown_path(path: Path) -> str:
    """Return a path as seen from the current folder, if it lies below."""
    try:
        whole, here = path.resolve(), Path.cwd()
    except FileNotFoundError:
        return str(path)
    return str(whole.relative_to(here) if whole.is_relative_to(here) else whole)
