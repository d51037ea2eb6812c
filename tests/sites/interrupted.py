"""Stop `write` (and `recover`, which a build calls before) at each step that it asks
of the system, one step after the other.

Run as `python -m tests.sites.interrupted FOLDER WAY SWAP OLD`: WAY is `kill` or the name of an
error (`ENOSPC`), SWAP is `exchange` or `fallback`, OLD is `old` or `none`: whether a site is there
before. Prints one JSON object per step: what was stopped, how `write` ended, what was then in the
folder, and what a build after that left.

Python tells an audit hook of every call to the system before it is made; a hook cannot be
removed, hence the forks, and hence a process of its own.
"""

import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

from sitegen import write as stage
from sitegen.model import Output
from sitegen.problems import ProblemsFound
from tests.sites.small import digest

STEPS = ("open", "os.", "fcntl.", "ctypes.dlsym")
MARKER = b'{"generator": "sitegen"}'
OLD, NEW, NEXT = (
    tuple(
        Output(path=path, content=content)
        for path, content in (
            ("build.json", MARKER),
            ("index.html", f"{name} site".encode()),
            (f"{name}/index.html", b"page"),
            (f"{name}/deeper/index.html", b"page"),
        )
    )
    for name in ("old", "new", "next")
)


def not_offered(one: Path, other: Path) -> None:
    del one, other
    raise OSError(errno.ENOSYS, "renameat2 is not offered")


def stop_before(step: int, way: str, log: int) -> None:
    """End this process, or fail, before the system does the step of that number."""
    seen = 0

    def hook(event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if not event.startswith(STEPS):
            return
        seen += 1
        if seen == step:
            os.write(log, event.encode())
            if way == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(getattr(errno, way), "as the test wants")

    sys.addaudithook(hook)


def written(outputs: Iterable[Output], folder: Path) -> str:
    try:
        stage.recover(folder)
        stage.write(outputs, folder)
    except ProblemsFound as found:
        return "; ".join(problem.message for problem in found.problems)
    return "done"


def attempt(step: int, way: str, folder: Path) -> tuple[str, str]:
    """Return which step was stopped (empty if there are fewer), and how `write` ended."""
    log, end = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        stop_before(step, way, log[1])
        os.write(end[1], written(NEW, folder).encode())
        os._exit(0)
    os.waitpid(child, 0)
    for pipe in (log, end):
        os.close(pipe[1])
    stopped, ended = (os.read(pipe[0], 10_000).decode() for pipe in (log, end))
    for pipe in (log, end):
        os.close(pipe[0])
    return stopped, ended or "killed"


def main(place: Path, way: str, swap: str, before: str) -> None:
    if swap == "fallback":
        stage._exchange = not_offered
    names = {}
    for name, outputs in (("old", OLD), ("new", NEW), ("next", NEXT)):
        stage.write(outputs, place / name / "public")
        names[digest(place / name / "public")] = name
    names["no folder"] = "none"
    for step in range(1, 500):
        folder = place / str(step) / "public"
        folder.parent.mkdir()
        if before == "old":
            stage.write(OLD, folder)
        stopped, ended = attempt(step, way, folder)
        state = names.get(digest(folder), "a mixture")
        after = written(NEXT, folder)
        told = {
            "step": step,
            "stopped": stopped,
            "ended": ended,
            "state": state,
            "after": after,
            "state_after": names.get(digest(folder), "a mixture"),
            "left": sorted(path.name for path in folder.parent.iterdir()),
        }
        sys.stdout.write(json.dumps(told) + "\n")
        shutil.rmtree(folder.parent)
        if not stopped:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
