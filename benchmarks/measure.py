"""Measure processes: how long one takes, how much memory its tree holds, when a save is served."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.002
POLL_SECONDS = 0.001
IDLE_SAMPLES = 50
# Some watchers look at all files again and again, and are never quite idle.
IDLE_SHARE = 0.2
# Lines of a JavaScript stack, which follow the message.
STACK = re.compile(r"(\[11ty\])? +at ")


class Failed(Exception):
    """A command did not end well, or what was waited for did not come."""


def seconds_of(command: Sequence[str], folder: Path, log: Path) -> float:
    """Return the wall seconds of a whole process. Raises Failed if it does not end with 0."""
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        code = process.wait()
        seconds = time.perf_counter() - started
    _check(code, command, log)
    return seconds


def peak_memory(command: Sequence[str], folder: Path, log: Path) -> int:
    """Return the most bytes that a process and its children held at once.

    Each page of memory that several processes share is counted in parts (PSS), so that the sum
    is what the machine really gave. Raises Failed if the process does not end with 0.
    """
    peak = 0
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        while True:
            peak = max(peak, sum(_held(pid) for pid in tree(process.pid)))
            try:
                code = process.wait(SAMPLE_SECONDS)
                break
            except subprocess.TimeoutExpired:
                continue
    _check(code, command, log)
    return peak


def _check(code: int, command: Sequence[str], log: Path) -> None:
    if code:
        lines = log.read_text("utf-8", "replace").splitlines()
        told = [it.strip() for it in lines if it.strip() and not STACK.match(it)]
        raise Failed(f"exit code {code}: {told[-1] if told else Path(command[0]).name}"[:200])


def tree(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    for task in _tasks(pid):
        for child in _read(f"{task}/children").split():
            yield from tree(int(child))


def _tasks(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []


def _held(pid: int) -> int:
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: str) -> str:
    """Return a file of /proc; nothing if its process has just ended."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


# --- a server that builds on each save ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running development server."""

    process: subprocess.Popen[bytes]
    port: int

    def get(self, path: str) -> str:
        """Return the answer to GET; nothing if there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()

    def wait_for(self, holds: Callable[[], bool], limit: float) -> None:
        """Wait until ``holds()``. Raises Failed after ``limit`` seconds or if the server ends."""
        until = time.perf_counter() + limit
        while not holds():
            if self.process.poll() is not None:
                raise Failed(f"the server ended with exit code {self.process.returncode}")
            if time.perf_counter() > until:
                raise Failed(f"not served within {limit:.0f} s")
            time.sleep(POLL_SECONDS)

    def wait_until_idle(self, limit: float) -> None:
        """Wait until the server rests for a second. Raises Failed if it never does.

        What it wants counts, not what it gets: on a busy machine it may be kept from working.
        """
        until = time.perf_counter() + limit
        while time.perf_counter() < until:
            busy = 0
            for _ in range(IDLE_SAMPLES):
                busy += self._wants_to_work()
                time.sleep(1 / IDLE_SAMPLES)
            if busy <= IDLE_SHARE * IDLE_SAMPLES:
                return
        raise Failed(f"the server was not idle within {limit:.0f} s")

    def _wants_to_work(self) -> bool:
        """Say whether a thread of the server runs, or waits for a core or the disk."""
        stats = (_read(f"{task}/stat") for pid in tree(self.process.pid) for task in _tasks(pid))
        return any(stat.rpartition(")")[2].split()[:1] in (["R"], ["D"]) for stat in stats)


@contextmanager
def serving(command: Callable[[int], Sequence[str]], folder: Path, log: Path) -> Iterator[Server]:
    """Run a server on a free port and end it, with all that it started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command(port), cwd=folder, stdout=output, stderr=output, start_new_session=True
        )
        try:
            yield Server(process=process, port=port)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue
