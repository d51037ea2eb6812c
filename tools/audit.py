"""Run Lighthouse on every page of the site as it will be published, and print a table.

.venv/bin/python -m tools.audit [--pages /,/prices/] [--runs 3]

The site is built with every fact confirmed, and served on this machine with gzip and the
headers of a published site. Exit code 1 if a score is below 100, 2 if Lighthouse cannot run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from sitegen.headers import headers
from tests.practice.site import Practice, build, confirm_all, copy_sources

ROOT = Path(__file__).parent.parent
LIGHTHOUSE = ROOT / "node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
HEADINGS = ("perf", "access", "best", "seo")
FULL = 100
# More would slow each other down, and the score with them.
AT_ONCE = 2
PATIENCE = 180
TRIES = 4
ALONE = 3
CHROMIUM_FLAGS = (
    "--headless=new --no-sandbox --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run "
    '--host-resolver-rules="MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"'
)
NOT_FOUND = "/404.html"
COMPRESSED = ("text/", "svg", "json", "xml")


@dataclass(frozen=True)
class Result:
    """Scores of one page by category, and the audits that cost it something."""

    url: str
    scores: tuple[float, ...]
    failing: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether nothing is left to be done."""
        return all(score == FULL for score in self.scores)


class Published(BaseHTTPRequestHandler):
    """Answer as a host of the published site does."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, practice: Practice) -> None:
        self.practice = practice
        super().__init__(*args)

    def do_GET(self) -> None:
        """Send a file, packed if the browser can unpack it."""
        path = self.path.split("?")[0].removeprefix("/")
        name = path + "index.html" if path.endswith("/") or not path else path
        status = HTTPStatus.OK if name in self.practice.files else HTTPStatus.NOT_FOUND
        if status is HTTPStatus.NOT_FOUND:
            name = NOT_FOUND.removeprefix("/")
        content = self.practice.files[name]
        told = dict(headers(name, content))
        is_asset = name.startswith("assets/")
        told["Cache-Control"] = "public, max-age=31536000, immutable" if is_asset else "no-cache"
        if any(kind in told["Content-Type"] for kind in COMPRESSED):
            content = gzip.compress(content, 9, mtime=0)
            told |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.send_response(status)
        for header, value in {**told, "Content-Length": str(len(content))}.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Keep the terminal for the table."""


@contextmanager
def served(practice: Practice) -> Iterator[str]:
    """Give the address, without a slash at the end, at which the site is served."""
    handler = partial(Published, practice=practice)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class NoReport(Exception):
    """Lighthouse could not look at a page."""


def report_of(address: str) -> dict[str, Any]:
    """Return the report of one run. Raises NoReport if Lighthouse fails again and again.

    Now and then it loses the trace of a page and asks to be run again.
    """
    for _ in range(TRIES - 1):
        with suppress(NoReport):
            return run_lighthouse(address)
    return run_lighthouse(address)


def run_lighthouse(address: str) -> dict[str, Any]:
    """Return the report of one run. Raises NoReport."""
    node = shutil.which("node")
    # It says itself that it is not to be found in a search: that is no fault of it.
    aside = ["--skip-audits=is-crawlable"] if address.endswith(NOT_FOUND) else []
    done = subprocess.run(
        [
            *(str(node), str(LIGHTHOUSE), address, "--output=json", "--quiet", *aside),
            *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROMIUM_FLAGS}"),
            "--no-enable-error-reporting",
        ],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise NoReport(f"{address}: {done.stderr.strip()}")
    report: dict[str, Any] = json.loads(done.stdout)
    if report.get("runtimeError"):
        raise NoReport(f"{address}: {report['runtimeError']['message']}")
    return report


def failing_audits(report: dict[str, Any]) -> Iterator[str]:
    """Yield what costs a page something, with what Lighthouse measured."""
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            score = audit["score"]
            if reference["weight"] and score is not None and score < 1:
                said = audit.get("displayValue", "").replace("\xa0", " ")
                yield f"{reference['id']} {said}".strip()


def audit(url: str, base: str, runs: int) -> Result:
    """Look at one page several times; the score is the median of each category."""
    reports = [report_of(base + url) for _ in range(runs)]
    return result_of(url, reports)


def result_of(url: str, reports: Sequence[dict[str, Any]]) -> Result:
    """Return the median score of each category, and all that cost something."""
    scores = [
        statistics.median(report["categories"][it]["score"] * FULL for report in reports)
        for it in CATEGORIES
    ]
    failing = {it: None for report in reports for it in failing_audits(report)}
    return Result(url, tuple(round(score, 1) for score in scores), tuple(failing))


def table(results: Sequence[Result]) -> str:
    """Return one line for each page."""
    width = max(len(result.url) for result in results)
    lines = [" ".join([f"{'page':{width}}", *(f"{it:>6}" for it in HEADINGS), "", "failing"])]
    for result in results:
        scores = [f"{score:6g}" for score in result.scores]
        # A metric may be short of full without costing a point.
        failing = "" if result.is_full else ", ".join(result.failing)
        lines.append(" ".join([f"{result.url:{width}}", *scores, "", failing]).rstrip())
    return "\n".join(lines)


def confirmed_site(folder: Path) -> Practice:
    """Build a copy of the site in which every fact is confirmed: others are not to be found."""
    copy = copy_sources(ROOT, folder / "site")
    confirm_all(copy)
    return build(copy)


def missing() -> list[str]:
    """Return what is needed and not there."""
    needed = {
        "Lighthouse": LIGHTHOUSE.is_file(),
        "Chromium": shutil.which("chromium"),
        "node": shutil.which("node"),
    }
    return [name for name, is_there in needed.items() if not is_there]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 0 if every score is full."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--pages", help="paths of pages, with commas between; all unless told")
    parser.add_argument(
        "--runs", type=int, default=1, help="how often each page; one that is short, 3 times"
    )
    chosen = parser.parse_args(argv)
    if missing():
        return fail(f"{', '.join(missing())} missing: run tools/install-test-programs")
    with tempfile.TemporaryDirectory() as folder:
        practice = confirmed_site(Path(folder))
        urls = chosen.pages.split(",") if chosen.pages else sorted(practice.pages)
        unknown = [url for url in urls if url not in practice.pages]
        if unknown:
            return fail(f"no such page: {', '.join(unknown)}")
        try:
            with served(practice) as base, ThreadPoolExecutor(AT_ONCE) as pool:
                results = list(pool.map(lambda url: audit(url, base, chosen.runs), urls))
                # Two pages at once slow each other; what counts is a page alone, three times.
                results = [
                    it if it.is_full else audit(it.url, base, max(chosen.runs, ALONE))
                    for it in results
                ]
        except (NoReport, subprocess.TimeoutExpired) as problem:
            return fail(str(problem))
    short = sum(not result.is_full for result in results)
    sys.stdout.write(f"{table(results)}\n{len(results)} pages, {short} with a score below {FULL}\n")
    return 1 if short else 0


def fail(reason: str) -> int:
    """Say why there is no table."""
    sys.stderr.write(f"{reason}\n")
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
