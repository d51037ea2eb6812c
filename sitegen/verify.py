"""Comparing a built folder with what a clean build makes, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.model import Output
from sitegen.problems import Problem
from sitegen.standing import survey

HINT = "run the command again: the cache is made anew; and report this, it is a fault of the engine"


def differences(clean: Iterable[Output], folder: Path) -> Iterator[Problem]:
    """Yield a Problem for each file of ``folder`` that is not as in a clean build."""
    wanted = {output.path: output for output in clean}
    found = survey(folder)
    for path in sorted(wanted.keys() | found.files.keys() | set(found.others)):
        shown = f"{folder.name}/{path}"
        if path not in found.files:
            yield Problem(path=shown, message="a clean build has this file", hint=HINT)
        elif path not in wanted:
            yield Problem(path=shown, message="a clean build does not have this file", hint=HINT)
        elif _content(folder / path) != wanted[path].content:
            yield Problem(path=shown, message="a clean build has other bytes here", hint=HINT)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
