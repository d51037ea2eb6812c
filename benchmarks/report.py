"""Write what was measured: tables, goals, a plot and the raw numbers."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.engines import OURS, ROOT

RESULTS = ROOT / "benchmarks" / "results"
ALONE = " alone"
COLUMNS = {
    "cold": "cold build",
    "text": "one text edited",
    "title": "one title edited",
    "nothing": "nothing changed",
    "served": "save → served",
    "memory-cold": "memory, cold",
    "memory-text": "memory, one text edited",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: seconds, or bytes of memory; ``wrong`` says why it does not count."""

    size: int
    engine: str
    scenario: str
    value: float | None
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What this engine should reach: a value, or a share of what ``peer`` needs."""

    scenario: str
    size: int
    limit: float
    peer: str = ""


GOALS = (
    Goal(scenario="cold", size=50, limit=0.6),
    *(Goal(scenario="cold", size=50, limit=1, peer=it) for it in ("MkDocs", "Pelican")),
    *(Goal(scenario="cold", size=it, limit=1, peer="Eleventy") for it in (50, 1000, 4000, 10_000)),
    Goal(scenario="text", size=50, limit=0.35),
    *(
        Goal(scenario="text", size=size, limit=limit, peer="Hugo")
        for size, limit in ((1000, 0.6), (4000, 0.3), (10_000, 0.2))
    ),
    Goal(scenario="nothing", size=50, limit=0.3),
    *(
        Goal(scenario="nothing", size=size, limit=limit, peer="Hugo")
        for size, limit in ((1000, 0.5), (4000, 0.25), (10_000, 0.15))
    ),
    *(
        Goal(scenario="served", size=size, limit=limit)
        for size, limit in ((50, 0.05), (1000, 0.08), (4000, 0.15), (10_000, 0.3))
    ),
    *(
        Goal(scenario=scenario, size=size, limit=limit)
        for scenario in ("memory-cold", "memory-text")
        for size, limit in ((50, 120e6), (1000, 200e6), (4000, 350e6), (10_000, 700e6))
    ),
)


class Measured:
    """The rows of one run, and what they add up to."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._values: dict[tuple[int, str, str], list[float]] = {}
        self.wrong: dict[tuple[int, str, str], str] = {}
        sizes: set[int] = set()
        engines: dict[str, None] = {}
        for row in rows:
            sizes.add(row.size)
            engines[row.engine] = None
            key = row.size, row.engine, row.scenario
            if row.wrong:
                self.wrong.setdefault(key, row.wrong)
            elif row.value is not None:
                self._values.setdefault(key, []).append(row.value)
        self.sizes = sorted(sizes)
        names = [it.split()[0] for it in engines]
        self.engines = tuple(
            sorted(engines, key=lambda it: (it.endswith(ALONE), names.index(it.split()[0])))
        )

    def value(self, size: int, engine: str, scenario: str) -> float | None:
        """Return the median; None if nothing was measured or a build was wrong."""
        if self.mark(size, engine, scenario):
            return None
        values = self._values.get((size, engine, scenario))
        return median(values) if values else None

    def mark(self, size: int, engine: str, scenario: str) -> str:
        """Return why a number does not count, in one word; nothing if it does."""
        also = "served-title" if scenario == "served" else scenario
        wrong = self.wrong.get((size, engine, scenario)) or self.wrong.get((size, engine, also))
        return ("stale" if wrong.startswith("stale") else "failed") if wrong else ""

    def ratio(self, size: int, scenario: str, peer: str) -> float | None:
        """Return this engine's share of what a peer needs: the median over the rounds."""
        if self.value(size, OURS, scenario) is None or self.value(size, peer, scenario) is None:
            return None
        pairs = zip(
            self._values[size, OURS, scenario], self._values[size, peer, scenario], strict=False
        )
        return median(ours / theirs for ours, theirs in pairs)


def machine(versions: Mapping[str, str]) -> dict[str, object]:
    """Return what the run was made with and on."""
    return {
        "versions": dict(versions),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.machine()}",
    }


def write(rows: Sequence[Row], about: Mapping[str, object], folder: Path) -> None:
    """Write comparison.json, comparison.md and comparison.svg."""
    from benchmarks.plot import plot

    folder.mkdir(parents=True, exist_ok=True)
    raw = [json.dumps(asdict(row), ensure_ascii=False) for row in rows]
    head = json.dumps(about, ensure_ascii=False)
    text = f'{{"about": {head},\n "rows": [\n  ' + ",\n  ".join(raw) + "\n]}\n"
    (folder / "comparison.json").write_text(text, encoding="utf-8")
    measured = Measured(rows)
    (folder / "comparison.md").write_text(markdown(measured, about), encoding="utf-8")
    (folder / "comparison.svg").write_text(plot(measured), encoding="utf-8")


def markdown(measured: Measured, about: Mapping[str, object]) -> str:
    """Return the report."""
    versions = about["versions"]
    assert isinstance(versions, Mapping)
    parts = [
        "# Compared with Hugo, Eleventy, MkDocs and Pelican",
        "Made by `make compare`; [how it is measured](../README.md). Medians of one run in which"
        " the engines take turns. In brackets: how many times as much as this engine.",
        f"{about['cores']} cores, {about['system']}, load {about['load']} at the start. "
        + ", ".join(f"{name} {version}" for name, version in versions.items())
        + ".",
        "![Seconds and memory by the number of pages](comparison.svg)",
        "## Goals",
        *_goals(measured),
    ]
    for size in measured.sizes:
        parts += [f"## {size:,} pages", _table(measured, size)]
    notes = [
        f"- {size:,} pages, {engine}, {scenario}: {wrong}"
        for (size, engine, scenario), wrong in measured.wrong.items()
    ]
    if notes:
        parts += ["## What did not count", "\n".join(notes)]
    return "\n\n".join(parts) + "\n"


def _table(measured: Measured, size: int) -> str:
    lines = [
        "| | " + " | ".join(COLUMNS.values()) + " |",
        "|---" * (len(COLUMNS) + 1) + "|",
    ]
    for engine in measured.engines:
        cells = [_cell(measured, size, engine, scenario) for scenario in COLUMNS]
        lines.append(f"| {engine} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(measured: Measured, size: int, engine: str, scenario: str) -> str:
    value, ours = (measured.value(size, it, scenario) for it in (engine, OURS))
    if value is None:
        return measured.mark(size, engine, scenario)
    is_peer = engine != OURS and not engine.endswith(ALONE)
    times = f" ({value / ours:.1f})" if ours and is_peer else ""
    return shown(value, scenario) + times


def shown(value: float, scenario: str) -> str:
    """Return a value with its unit."""
    if scenario.startswith("memory"):
        return f"{value / 1e6:.0f} MB"
    return f"{value * 1000:.0f} ms" if value < 0.1 else f"{value:.2f} s"


def _goals(measured: Measured) -> list[str]:
    lines = ["| pages | what | goal | measured | |", "|---|---|---|---|---|"]
    met = judged = 0
    for goal in GOALS:
        if goal.peer:
            value = measured.ratio(goal.size, goal.scenario, goal.peer)
        else:
            value = measured.value(goal.size, OURS, goal.scenario)
        if goal.size not in measured.sizes or goal.peer not in ("", *measured.engines):
            continue
        judged += 1
        met += value is not None and value <= goal.limit
        found = "nothing that counts" if value is None else _goal_value(value, goal)
        lines.append(
            f"| {goal.size:,} | {COLUMNS[goal.scenario]} | {_goal_value(goal.limit, goal)}"
            f" | {found} | {_verdict(value, goal.limit)} |"
        )
    return [f"{met} of {judged} met.", "\n".join(lines)]


def _verdict(value: float | None, limit: float) -> str:
    if value is None:
        return "missed"
    return "met" if value <= limit else f"missed by {value / limit - 1:.0%}"


def _goal_value(value: float, goal: Goal) -> str:
    return f"{value:.2f} of {goal.peer}" if goal.peer else shown(value, goal.scenario)
