"""Say whether the published site has to be built again today: ``yes`` or ``no``.

.venv/bin/python -m tools.due [--root DIR] [--today DATE]

Asks ``build.json`` of the published site, which names the next day on which something changes by
date alone. A site that was never published is due. Exit code 2 if the site does not answer.
"""

from __future__ import annotations

import argparse
import datetime
import http.client
import json
import sys
import urllib.error
import urllib.request
import zoneinfo
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from sitegen.problems import ProblemsFound
from sitegen.workshop import make

ROOT = Path(__file__).parent.parent
PATIENCE = 20
NOT_THERE = (404, 410)


def is_due(told: object, today: datetime.date) -> bool:
    """Say whether a site that tells this in its build.json changes on or before ``today``.

    One of which that cannot be known is due.
    """
    if not isinstance(told, dict) or told.get("generator") != "sitegen":
        return True
    try:
        change = told["next_change"]
        return change is not None and datetime.date.fromisoformat(change["date"]) <= today
    except (KeyError, TypeError, ValueError):
        return True


def published(url: str) -> Any:
    """Return what build.json of a site tells, None if there is none that can be read.

    Raises OSError or HTTPException if the site does not answer, or not to the end.
    """
    request = urllib.request.Request(urljoin(url.rstrip("/") + "/", "build.json"))
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            content = answer.read()
    except urllib.error.HTTPError as error:
        if error.code in NOT_THERE:
            return None
        raise
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def main(argv: Sequence[str] | None = None) -> int:
    """Print yes or no."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--today", type=datetime.date.fromisoformat)
    options = parser.parse_args(argv)
    now = datetime.datetime.now(datetime.UTC)
    try:
        settings = make(options.root, now=now).site.settings
        told = published(settings.url)
    except ProblemsFound as found:
        print(f"{len(found.problems)} problems: run build.py build", file=sys.stderr)
        return 2
    except (OSError, http.client.HTTPException) as error:
        print(f"{settings.url} does not answer: {error}", file=sys.stderr)
        return 2
    today = options.today or now.astimezone(zoneinfo.ZoneInfo(settings.timezone)).date()
    print("yes" if is_due(told, today) else "no")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
