"""Time the whole process that builds or checks the practice's site, and write the result.

.venv/bin/python benchmarks/practice_build.py [RUNS]
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "benchmarks" / "results" / "practice-build.md"
SITE = ("content", "templates", "static", "site.yaml", "schema.py")
PAGE = "content/learn/fascia.md"
LIMIT = 1.0
CHECK_LIMIT = 2.0
TEXT = """# Building the practice's site

`make bench`, Python {python}, {cores} cores, {pages} pages, {runs} runs each; pictures cached. The
whole process is timed, start of Python included (Python alone: {bare:.2f} s).

| command | fastest | median | slowest | limit | |
|---|---|---|---|---|---|
{rows}
"""


def seconds_of(command: list[str]) -> float:
    """Return the wall seconds of one run; a run that fails stops the benchmark."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def pages_in(folder: Path) -> int:
    """Return how many pages the build really wrote."""
    return sum(1 for _ in folder.rglob("index.html"))


def copy_site(target: Path) -> None:
    """Copy the practice's site, and the pictures that earlier builds have encoded."""
    for name in SITE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name)
        else:
            shutil.copyfile(ROOT / name, target / name)
    if (ROOT / ".cache/images").is_dir():
        shutil.copytree(ROOT / ".cache/images", target / ".cache/images")


def times_of(runs: int, command: list[str], before: Callable[[int], object]) -> list[float]:
    """Return the seconds of each run, sorted; ``before`` prepares a run of that number."""
    times = []
    for number in range(runs):
        before(number)
        times.append(seconds_of(command))
    return sorted(times)


def row(name: str, times: list[float], limit: float | None = None) -> str:
    """Return a line of the table."""
    middle = statistics.median(times)
    verdict = "" if limit is None else "within" if middle <= limit else "OVER"
    shown = f"{limit:.1f} s" if limit else ""
    return (
        f"| {name} | {times[0]:.2f} s | {middle:.2f} s | {times[-1]:.2f} s | {shown} | {verdict} |"
    )


def main(runs: int) -> None:
    """Build once to fill the cache of pictures, then measure ``runs`` builds of each kind."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch)
        copy_site(site)
        build = [sys.executable, str(ROOT / "build.py"), "build", "--root", scratch]
        build += ["--as-of", "2026-11-23"]
        seconds_of(build)
        pages = pages_in(site / "public")

        def clear(_number: int) -> None:
            shutil.rmtree(site / "public", ignore_errors=True)
            (site / ".cache/builds.db").unlink()

        def edit(number: int) -> None:
            with (site / PAGE).open("a", encoding="utf-8") as page:
                page.write(f"\nLine {number}.\n")

        check = [*build[:2], "check", *build[3:]]
        rows = [
            row("all of it, nothing known", times_of(runs, build, clear), LIMIT),
            row("one text edited", times_of(runs, build, edit)),
            row("nothing changed", times_of(runs, build, lambda _: None)),
            row("`check`, every rule", times_of(runs, check, lambda _: None), CHECK_LIMIT),
        ]
        assert pages_in(site / "public") == pages > 60
        assert f"Line {runs - 1}." in (site / "public/learn/fascia/index.html").read_text("utf-8")
        bare = statistics.median(seconds_of([sys.executable, "-c", ""]) for _ in range(runs))
    text = TEXT.format(
        python=platform.python_version(),
        cores=os.cpu_count(),
        pages=pages,
        runs=runs,
        bare=bare,
        rows="\n".join(rows),
    )
    RESULT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
