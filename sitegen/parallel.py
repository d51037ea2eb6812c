"""Work on many items in as many processes as there are cores, where the system can fork."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Fewer items than this are done before another process has begun.
LEAST = 24


def spread(work: Callable[[Sequence[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """Return what ``work`` makes of each of some shares of ``items``, one for each process.

    The shares are ``shares(items)``. Results of other processes come back pickled. A process
    that fails, for whatever reason, leaves its share to this one, so that an error is raised
    here as if there were no others.
    """
    first, *others = shares(items)
    children = [_Child(work, share) for share in others]
    try:
        results = [work(first)]
    except BaseException:
        for child in children:
            child.abandon()
        raise
    return results + [child.result() for child in children]


def shares(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Return every n-th item, the next ones, ...: as many shares as there will be processes."""
    count = _processes(len(items))
    return [items[start::count] for start in range(count)]


def rejoined(parts: Sequence[Sequence[Result]]) -> list[Result]:
    """Return the items of ``shares`` in their first order."""
    found: list[Any] = [None] * sum(len(part) for part in parts)
    for start, part in enumerate(parts):
        found[start :: len(parts)] = part
    return found


def _processes(items: int) -> int:
    if items < LEAST or not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), items // (LEAST // 2)))


class _Child:
    """A process that works on one share."""

    def __init__(self, work: Callable[[Sequence[Item]], Any], share: Sequence[Item]) -> None:
        self.work, self.share = work, share
        self.reader, writer = os.pipe()
        gc.freeze()
        self.process = os.fork()
        if self.process == 0:
            self._run(writer)
        gc.unfreeze()
        os.close(writer)

    def _run(self, writer: int) -> None:
        """Send the result and end, whatever happens."""
        import pickle

        status = 1
        try:
            os.close(self.reader)
            with os.fdopen(writer, "wb") as pipe:
                pickle.dump(self.work(self.share), pipe, pickle.HIGHEST_PROTOCOL)
            status = 0
        finally:
            os._exit(status)

    def result(self) -> Any:
        import pickle

        with os.fdopen(self.reader, "rb") as pipe:
            sent = pipe.read()
        _, status = os.waitpid(self.process, 0)
        return pickle.loads(sent) if status == 0 else self.work(self.share)

    def abandon(self) -> None:
        os.close(self.reader)
        os.waitpid(self.process, 0)
