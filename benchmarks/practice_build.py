"""Time the whole process that builds the practice's site, pictures cached, and write the result.

.venv/bin/python benchmarks/practice_build.py [RUNS]
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "benchmarks" / "results" / "practice-build.md"
LIMIT = 1.0


def seconds_of(command: list[str]) -> float:
    """Return the wall seconds of one run; a run that fails stops the benchmark."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def pages_in(folder: Path) -> int:
    """Return how many pages the build really wrote."""
    return sum(1 for _ in folder.rglob("index.html"))


def main(runs: int) -> None:
    """Build once to fill the cache, then measure ``runs`` builds."""
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "site"
        build = [
            sys.executable,
            "build.py",
            "build",
            "--as-of",
            "2026-11-23",
            "--output",
            str(output),
        ]
        seconds_of(build)
        pages = pages_in(output)
        bare = statistics.median(seconds_of([sys.executable, "-c", ""]) for _ in range(runs))
        times = sorted(seconds_of(build) for _ in range(runs))
        assert pages_in(output) == pages > 60
    middle = statistics.median(times)
    verdict = "within" if middle <= LIMIT else "OVER"
    row = (
        f"| {pages} | {runs} | {times[0]:.2f} s | {middle:.2f} s | {times[-1]:.2f} s "
        f"| {bare:.2f} s | {LIMIT:.1f} s | {verdict} |"
    )
    text = f"""# Building the practice's site

`make bench`, Python {platform.python_version()}, {os.cpu_count()} cores; pictures and compiled
templates cached, every page rendered anew. The whole process is timed, start of Python included.

| pages | runs | fastest | median | slowest | Python alone | limit | |
|---|---|---|---|---|---|---|---|
{row}
"""
    RESULT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
