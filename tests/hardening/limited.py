"""Work in a process of its own that may take only so much time and memory."""

import os
import pickle
import resource
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sitegen.problems import Problem, ProblemsFound

MEGABYTE = 1 << 20
# A process that waits for others must not wait for ever.
MOST_WAITING = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How work ended; ``crash`` is a traceback, or says what stopped it.

    ``seconds`` are those of the processor, ``megabytes`` what was added at the highest.
    """

    problems: tuple[Problem, ...] = ()
    crash: str = ""
    seconds: float = 0
    megabytes: float = 0


def limited(work: Callable[[], object], *, seconds: int, megabytes: int) -> Ended:
    """Do the work in a fork of this process; it is stopped at these limits."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _worked(work, writer, seconds, megabytes)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        sent = pipe.read()
    _, status, used = os.wait4(child, 0)
    if status or not sent:
        code = os.waitstatus_to_exitcode(status)
        reason = signal.Signals(-code).name if code < 0 else f"status {code}"
        return Ended(crash=f"stopped by {reason}", seconds=used.ru_utime + used.ru_stime)
    ended = pickle.loads(sent)
    assert isinstance(ended, Ended)
    return ended


def _worked(work: Callable[[], object], writer: int, seconds: int, megabytes: int) -> None:
    """Send how the work ended, and end this process whatever happens."""
    status = 1
    try:
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        most = size + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds * 2, seconds * 2))
        signal.alarm(MOST_WAITING)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        problems, crash = _outcome(work)
        ended = Ended(
            problems=problems,
            crash=crash,
            seconds=time.process_time() - started,
            megabytes=(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        )
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(ended, pipe)
        status = 0
    finally:
        os._exit(status)


def _outcome(work: Callable[[], object]) -> tuple[tuple[Problem, ...], str]:
    try:
        work()
    except ProblemsFound as found:
        return found.problems, ""
    except BaseException:  # noqa: BLE001  # whatever it is, the test tells it
        return (), traceback.format_exc()
    return (), ""
