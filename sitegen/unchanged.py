"""The quickest build: saying that there is nothing to do, before anything else is loaded."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sitegen.files import Seen
from sitegen.folders import TOPS, Walker
from sitegen.report import Change, Report, Unconfirmed
from sitegen.standing import Standing, is_whole, plain, survey
from sitegen.store import Damaged, key_of, peek


def unchanged(
    root: Path,
    folder: Path,
    *,
    now: datetime.datetime,
    as_of: datetime.date | None = None,
    release: bool = False,
    drafts: bool = False,
) -> Report | None:
    """Return what the last build into ``folder`` told, if the next would leave it as it is.

    That is: the same engine, files, day and options, and ``folder`` as it was written. None if
    anything is different, or nothing is known.
    """
    try:
        folder = plain(folder)
        told = peek(root, key_of(root, folder))
        summary = json.loads(told) if told else None
        if summary is None or summary["drafts"] != drafts or (release and summary["unconfirmed"]):
            return None
        if summary["release"] not in (None, release):
            return None
        day = as_of or now.astimezone(_zone(summary["zone"])).date()
        standing = {path: Standing(*it) for path, it in summary["files"].items()}
        if day.isoformat() != summary["day"] or not _same_inputs(root, summary["inputs"]):
            return None
        return _report(summary, folder) if is_whole(survey(folder), standing) else None
    except (Damaged, sqlite3.Error, OSError, ValueError, TypeError, KeyError):
        return None


def _same_inputs(root: Path, inputs: Mapping[str, Any]) -> bool:
    seen = {
        name: Seen(tuple(stamp) if stamp else None, digest)
        for name, (stamp, digest) in inputs.items()
    }
    walker = Walker(root.resolve(), seen)
    walker.check_tops()
    for name in TOPS:
        walker.top_file(name) if "." in name else all(walker.walk(name))
    return (
        not walker.problems
        and walker.read.keys() == seen.keys()
        and all(file.digest == seen[name].digest for name, file in walker.read.items())
    )


def _zone(name: str) -> datetime.tzinfo:
    return datetime.UTC if name == "UTC" else ZoneInfo(name)


def summary_of(
    report: Report,
    *,
    day: datetime.date,
    zone: str,
    drafts: bool,
    release: bool | None,
    seen: Mapping[str, Seen],
) -> dict[str, Any]:
    """Return what ``unchanged`` needs to know of a build.

    ``release`` is None if a release is no other than any build: for a site without a host.
    """
    return {
        "day": day.isoformat(),
        "zone": zone,
        "drafts": drafts,
        "release": release,
        "inputs": {name: [it.stamp, it.digest] for name, it in seen.items()},
        "pages": report.pages,
        "unconfirmed": [[it.path, it.line, it.name, it.value] for it in report.unconfirmed],
        "changes": [[it.on.isoformat(), it.what] for it in report.changes],
    }


def _report(summary: Mapping[str, Any], folder: Path) -> Report:
    return Report(
        pages=summary["pages"],
        folder=folder,
        unconfirmed=tuple(
            Unconfirmed(path=path, line=line, name=name, value=value)
            for path, line, name, value in summary["unconfirmed"]
        ),
        changes=tuple(
            Change(on=datetime.date.fromisoformat(on), what=what) for on, what in summary["changes"]
        ),
    )
