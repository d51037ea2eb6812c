"""Progress: a bar on a terminal, elsewhere a line for each phase."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

CELLS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a long task: what is done to what; steps count from 1."""

    phase: str
    path: str
    number: int
    total: int


Watch = Callable[[Step], None]


def watcher(say: Callable[[str], None], stream: TextIO) -> Watch:
    """Return what draws each step with ``say``, fit for the stream that it writes to."""
    if not stream.isatty():
        phases: list[str] = []

        def tell(step: Step) -> None:
            if phases[-1:] != [step.phase]:
                phases.append(step.phase)
                say(f"{step.phase} ({step.number} of {step.total})\n")

        return tell

    def draw(step: Step) -> None:
        end = "\n" if step.number == step.total else ""
        say(f"\r{bar(step, shutil.get_terminal_size().columns - 1)}{end}")

    return draw


def bar(step: Step, width: int) -> str:
    """Return a line of ``width`` letters that shows how far it is."""
    full = CELLS * step.number // max(1, step.total)
    drawn = "█" * full + "·" * (CELLS - full)
    line = f"{drawn} {step.number}/{step.total} {step.phase} {step.path}"
    return line[:width].ljust(width)
