"""One publisher at a time: each leaves a mark at the place, and gives way to any other's.

A mark is written before the marks of others are looked for, so of two publishers at least one sees
the other. Ages are taken by the clock of the place alone. A mark that is not renewed dies.
"""

from __future__ import annotations

import contextlib
import math
import os
import random
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sitegen.problems import count
from sitegen.publish.transport import PRIVATE, Entry, Transport, Unreachable

MARKS = f"{PRIVATE}locks/"
LIFE = 300.0
RENEWED_EVERY = 20.0
TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A publisher: its process, and the machine on which only it has that number."""

    machine: str
    process: int

    def mark(self) -> str:
        """Return a path for a mark of its own."""
        return f"{MARKS}{self.machine}-{self.process}-{secrets.token_hex(4)}"

    def knows_dead(self, path: str) -> bool:
        """Say whether a mark is of a process of this machine that has ended."""
        machine, _, rest = path.removeprefix(MARKS).partition("-")
        process = rest.partition("-")[0]
        if machine != self.machine or not self.machine or not process.isdigit():
            return False
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return False


def this_process() -> Who:
    """Return who publishes here; where a machine cannot be told from others, it has no name."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_bytes()
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        return Who(machine="", process=os.getpid())
    return Who(machine=sha256(b"%s %d" % (boot, space)).hexdigest()[:16], process=os.getpid())


@contextmanager
def alone(
    transport: Transport,
    who: Who,
    *,
    clock: Callable[[], float],
    pause: Callable[[float], None],
) -> Iterator[Callable[[], None]]:
    """Keep other publishers away until the block ends.

    Yields a function to call before each step, which renews the mark. Raises Unreachable if
    another is at work, then or later.
    """
    mark = who.mark()
    renewed = [clock()]

    def renew() -> None:
        if not 0 <= clock() - renewed[0] < RENEWED_EVERY:
            if mark not in transport.files(MARKS):
                message = "another publisher took over while this one stood still"
                raise Unreachable(message, "publish again")
            transport.put(mark, b"")
            renewed[0] = clock()

    try:
        _take(transport, who, mark, pause)
        yield renew
    finally:
        with contextlib.suppress(Unreachable):
            transport.delete(mark)


def _take(transport: Transport, who: Who, mark: str, pause: Callable[[float], None]) -> None:
    left = LIFE
    for _try in range(TRIES):
        transport.put(mark, b"")
        marks = transport.files(MARKS)
        alive = _others_alive(transport, who, mark, marks)
        if mark in marks and not alive:
            return
        left = max([LIFE - age for age in alive], default=LIFE)
        transport.delete(mark)
        pause(random.uniform(0.2, 1.0))
    raise Unreachable(
        "another publisher is at work there",
        "wait until it is done; if it was stopped, publish again"
        f" in {count(math.ceil(left / 60), 'minute')}",
    )


def _others_alive(
    transport: Transport, who: Who, mark: str, marks: Mapping[str, Entry]
) -> list[float]:
    """Return the ages of the marks of others that still count; remove those that do not."""
    alive = []
    now = max(entry.modified for entry in marks.values()) if marks else 0.0
    for path, entry in marks.items():
        if path == mark:
            continue
        if now - entry.modified > LIFE or who.knows_dead(path):
            transport.delete(path)
        else:
            alive.append(now - entry.modified)
    return alive
