"""Compare this engine with Hugo, Eleventy, MkDocs and Pelican, and write the result.

.venv/bin/python benchmarks/compare.py [--sizes 50,1000] [--engines hugo,mkdocs] [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import report
from benchmarks.check import mistakes
from benchmarks.corpus import Corpus, generate, write, write_page
from benchmarks.engines import BUILDS, ROOT, Engine, engines
from benchmarks.measure import Failed, Server, peak_memory, seconds_of, serving
from benchmarks.report import Row

# Rounds of builds, and saves to the server.
ROUNDS = {50: (9, 9), 1_000: (5, 7), 4_000: (3, 5), 10_000: (3, 3)}
# These take a minute or more for each build of a large site.
SLOW = ("MkDocs", "Pelican")
Measure = Callable[[Sequence[str], Path, Path], float]


@dataclass(slots=True, kw_only=True)
class Site:
    """One engine's copy of the corpus: what its pages say now, and how often it was edited."""

    engine: Engine
    folder: Path
    log: Path
    corpus: Corpus
    edits: int = 0
    given_up: set[str] = field(default_factory=set)

    @property
    def limit(self) -> float:
        """The seconds after which a server is not waited for any longer."""
        return max(30.0, len(self.corpus.pages) / 20)

    def edit(self, what: str) -> tuple[str, str]:
        """Change the text or title of one page; return its name and the file that was saved."""
        self.edits += 1
        page = self.corpus.pages[(self.edits * 7) % len(self.corpus.pages)]
        page = page.with_title(self.edits) if what == "title" else page.with_text(self.edits)
        self.corpus = self.corpus.with_page(page)
        return page.name, write_page(self.engine.dialect, page, self.folder)

    def command(self, scenario: str) -> list[str]:
        """Bring the site into the state that a scenario starts from; return what builds it."""
        if scenario == "cold":
            self.engine.clear(self.folder)
        edited = self.edit(scenario)[1] if scenario in ("text", "title") else None
        return self.engine.build_command(edited)

    def can(self, scenario: str) -> bool:
        """Say whether a scenario is worth a build: it is the engine's, and did not go wrong yet."""
        return scenario in self.engine.builds and scenario not in self.given_up

    def mistake(self) -> str:
        """Return the first thing that is wrong with the built site; nothing if it is right."""
        found = mistakes(self.corpus, self.folder / self.engine.output)
        return f"{found[0]} ({len(found)} in all)" if found else ""

    def mend(self) -> None:
        """Build the site as it should be after a build that was wrong."""
        self.engine.clear(self.folder)
        seconds_of(self.engine.build_command(), self.folder, self.log)
        if wrong := self.mistake():
            raise Failed(f"{self.engine.name}: a clean build is wrong: {wrong}")


def build_row(site: Site, scenario: str, measure: Measure = seconds_of) -> Row:
    """Measure one build, and check all that it wrote before its number counts."""
    command = site.command(scenario)
    try:
        value, wrong = measure(command, site.folder, site.log), site.mistake()
    except Failed as failure:
        value, wrong = None, str(failure)
    if wrong:
        site.given_up.add(scenario)
        site.mend()
    name = f"memory-{scenario}" if measure is peak_memory else scenario
    return Row(len(site.corpus.pages), site.engine.name, name, value, wrong)


def served_rows(site: Site, saves: int) -> Iterator[Row]:
    """Measure how long after each save the server answers with the new text.

    At the end a title is edited: the page and its list must both come to show it.
    """
    size, engine = len(site.corpus.pages), site.engine.name
    first = site.corpus.pages[0]
    beat = Random(size)
    # Else the old build is served while the server, not yet watching, makes the new one.
    site.engine.clear(site.folder)
    with serving(site.engine.serve_command, site.folder, site.log) as server:
        try:
            server.wait_for(lambda: first.closing in server.get(f"/{first.name}/"), site.limit)
            for _ in range(saves):
                server.wait_until_idle(site.limit)
                # Watchers look every so often: each save must meet another moment of their beat.
                time.sleep(beat.uniform(0, 1))
                yield Row(size, engine, "served", _seconds_of_save(site, server))
            server.wait_until_idle(site.limit)
            yield Row(size, engine, "served-title", None, _stale_list(site, server))
        except Failed as failure:
            yield Row(size, engine, "served", None, str(failure))


def _seconds_of_save(site: Site, server: Server) -> float:
    started = time.perf_counter()
    name, _ = site.edit("text")
    closing = f"edition {site.edits}."
    server.wait_for(lambda: closing in server.get(f"/{name}/"), site.limit)
    return time.perf_counter() - started


def _stale_list(site: Site, server: Server) -> str:
    """Edit a title; return what is wrong with what the server then shows."""
    name, _ = site.edit("title")
    title = f"(edition {site.edits})"
    server.wait_for(lambda: title in server.get(f"/{name}/"), site.limit)
    server.wait_until_idle(site.limit)
    section = name.partition("/")[0]
    return "" if title in server.get(f"/{section}/") else f"stale: /{section} has the old title"


def bare_rows(size: int) -> Iterator[Row]:
    """Measure how long the interpreters take to do nothing."""
    for name, command in (("Python", [sys.executable, "-c", ""]), ("Node", ["node", "-e", ""])):
        if shutil.which(command[0]):
            yield Row(
                size, name + report.ALONE, "cold", seconds_of(command, ROOT, Path(os.devnull))
            )


def compare(
    chosen: Sequence[Engine], size: int, rounds: int, saves: int, scratch: Path
) -> Iterator[Row]:
    """Yield all measurements of one size; each round begins with another engine."""
    corpus = generate(size)
    sites = [_site(engine, corpus, scratch) for engine in chosen]
    for number in range(rounds):
        start = number % len(sites)
        turn = sites[start:] + sites[:start]
        yield from bare_rows(size)
        for scenario in BUILDS:
            yield from (build_row(site, scenario) for site in turn if site.can(scenario))
    for site in sites:
        for scenario in ("cold", "text"):
            if site.can(scenario):
                yield build_row(site, scenario, peak_memory)
        yield from served_rows(site, saves)
        shutil.rmtree(site.folder)


def _site(engine: Engine, corpus: Corpus, scratch: Path) -> Site:
    name = f"{len(corpus.pages)} {engine.name}"
    site = Site(engine=engine, folder=scratch / name, log=scratch / f"{name}.log", corpus=corpus)
    write(engine.dialect, corpus, site.folder)
    engine.prepare(site.folder)
    site.mend()
    return site


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and write benchmarks/results/comparison.*; 1 if an engine is not installed."""
    options = _options(argv)
    # However it is ended, it ends the servers it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    known = engines(options.build_py)
    wanted = [it for it in known if not options.engines or it.dialect in options.engines]
    missing = sorted({it.family for it in wanted if not it.is_installed()})
    for name in missing:
        print(f"{name} is not installed; run tools/install-peers", file=sys.stderr)
    chosen = [it for it in wanted if it.family not in missing]
    machine = report.machine({it.family: it.version() for it in chosen} | _interpreters())
    rows = []
    with tempfile.TemporaryDirectory(prefix="compare-") as scratch:
        for size in options.sizes:
            rounds, saves = ROUNDS.get(size, (3, 3))
            few = [it for it in chosen if size <= options.slow_up_to or it.family not in SLOW]
            for row in compare(few, size, options.rounds or rounds, saves, Path(scratch)):
                print(row, flush=True)
                rows.append(row)
            report.write(rows, machine, options.results)
    return 1 if missing else 0


def _interpreters() -> dict[str, str]:
    words = {"Python": platform.python_version()}
    if shutil.which("node"):
        done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        words["Node"] = done.stdout.strip().removeprefix("v")
    return words


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=_numbers, default=list(ROUNDS), help="pages: 50,1000")
    parser.add_argument("--engines", type=lambda it: it.split(","), help="sitegen,hugo,eleventy")
    parser.add_argument("--rounds", type=int, help="rounds of builds of each size")
    parser.add_argument(
        "--slow-up-to", type=int, default=max(ROUNDS), help=f"most pages for {' and '.join(SLOW)}"
    )
    parser.add_argument("--results", type=Path, default=report.RESULTS, help="folder to write to")
    parser.add_argument("--build-py", type=Path, default=ROOT / "build.py", help="another copy")
    return parser.parse_args(argv)


def _numbers(text: str) -> list[int]:
    return [int(it) for it in text.split(",")]


if __name__ == "__main__":
    raise SystemExit(main())
