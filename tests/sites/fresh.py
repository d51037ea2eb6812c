"""Builds, each in a process that has built nothing before.

A process imports the engine, then forks for every build that it reads from its input, and writes
how that ended to its output.
"""

import datetime
import gc
import os
import pickle
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Self

from PIL import Image

from sitegen import pipeline
from sitegen.model import Site
from sitegen.problems import Problem, ProblemsFound
from sitegen.report import Change, Report, Unconfirmed
from sitegen.unchanged import unchanged
from tests.sites.small import REPO

BUILT_ITSELF = ("public", ".cache")
STEPS = ("open", "os.", "fcntl.", "sqlite3.", "ctypes.dlsym")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A build of ``root``: into ``root/public``, or in memory of a copy of its sources alone.

    ``copy`` is the place of that copy, which is made anew; ``pictures`` a folder of encoded ones.
    ``stop`` kills the build before so many steps that it asks of the system, ``seconds`` after so
    much time. ``save`` is a file with the content that somebody saves before a step.
    """

    root: Path
    now: datetime.datetime
    as_of: datetime.date | None
    drafts: bool
    copy: Path | None = None
    pictures: Path | None = None
    stop: int | None = None
    seconds: float | None = None
    save: tuple[int, Path, bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a build says; ``crash`` is the traceback of a mistake of the engine.

    ``lines`` is what it has to say of its cache, ``steps`` how often it called the system.
    """

    problems: tuple[Problem, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()
    changes: tuple[Change, ...] = ()
    crash: str = ""
    lines: tuple[str, ...] = field(default=(), compare=False)
    steps: int = field(default=0, compare=False)


# What a build said, and the files that it made in memory.
Result = tuple[Told, Mapping[str, bytes]]


class Fresh:
    """A process that builds to order."""

    def __init__(self, hash_seed: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from tests.sites.fresh import main; main()"],
            cwd=REPO,
            env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def order(self, order: Order) -> None:
        """Let a build begin."""
        assert self.process.stdin
        pickle.dump(order, self.process.stdin)
        self.process.stdin.flush()

    def result(self) -> Result:
        """Wait until the build is done."""
        assert self.process.stdout
        told, files = pickle.load(self.process.stdout)
        assert isinstance(told, Told)
        return told, files

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.process.communicate()


def clean_copy(root: Path, copy: Path, pictures: Path | None = None) -> None:
    """Copy what an owner has written, and nothing that was built from it."""

    def left_out(folder: str, names: list[str]) -> list[str]:
        return [it for it in names if folder == str(root) and it.startswith(BUILT_ITSELF)]

    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, symlinks=True, ignore=left_out)
    if pictures:
        (copy / ".cache").mkdir()
        (copy / ".cache/images").symlink_to(pictures)


def carried_out(order: Order) -> Result:
    """Build in this process."""
    options = {"now": order.now, "as_of": order.as_of, "drafts": order.drafts}
    if order.copy:
        clean_copy(order.root, order.copy, order.pictures)
        return made(pipeline.Workshop(order.copy), options)
    lines: list[str] = []
    steps = interrupted(order)
    told, files = ended(lambda: (built(order.root, options, lines.append), {}))
    return replace(told, lines=tuple(lines), steps=next(steps)), files


def interrupted(order: Order) -> Iterator[int]:
    """Let what the order asks for happen during the build; count the steps of the build.

    Python tells an audit hook of each call to the system before it is made.
    """
    counter = count()
    save_at, path, content = order.save or (None, Path(), b"")

    def hook(event: str, _arguments: tuple[object, ...]) -> None:
        if event.startswith(STEPS):
            step = next(counter)
            if step == order.stop:
                os.kill(os.getpid(), signal.SIGKILL)
            if step == save_at:
                path.write_bytes(content)

    sys.addaudithook(hook)
    if order.seconds is not None:
        signal.setitimer(signal.ITIMER_REAL, order.seconds)
    return counter


def made(workshop: pipeline.Workshop, options: Mapping[str, Any]) -> Result:
    """Build in memory."""

    def make() -> tuple[Report | Site, Mapping[str, bytes]]:
        built = workshop.make(**options)
        return built.site, {it.path: it.content for it in built.outputs}

    return ended(make)


def built(root: Path, options: Mapping[str, Any], tell: Callable[[str], None]) -> Report:
    """Build as `build.py build` does."""
    folder = root / "public"
    report = unchanged(root, folder, **options)
    return report or pipeline.build(root, folder, tell=tell, **options)


def ended(build: Callable[[], tuple[Report | Site, Mapping[str, bytes]]]) -> Result:
    """Return how a build ends."""
    try:
        site, files = build()
    except ProblemsFound as found:
        return Told(problems=found.problems), {}
    except Exception:  # noqa: BLE001  # whatever it is, the test tells it
        return Told(crash=traceback.format_exc()), {}
    return Told(unconfirmed=site.unconfirmed, changes=site.changes), files


def serve(orders: BinaryIO, results: BinaryIO) -> None:
    """Carry out every order in a fork of this process."""
    Image.init()
    gc.disable()
    while True:
        try:
            order = pickle.load(orders)
        except EOFError:
            return
        child = os.fork()
        if child == 0:
            pickle.dump(carried_out(order), results)
            results.flush()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            pickle.dump((Told(crash=f"the build ended with status {status}"), {}), results)
            results.flush()


def main() -> None:
    # What the engine prints must not stand between results.
    with os.fdopen(os.dup(1), "wb") as results:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, results)
