"""Watches the sources of a site and says what was saved.

The system's notices tell it in a few milliseconds. A look at all names, sizes and dates
five times a second makes up for notices that never come: on network disks, where the
system has no more watches to give, and in the first moment of a new folder.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, watch

FOLDERS = ("content", "templates", "static")
FILES = ("site.yaml", "schema.py")
# What editors write beside a file while it is being saved, and what systems leave behind.
JUNK = re.compile(
    r"^\.#|^#.*#$|~$|\.(swp|swo|swx|tmp|bak|part)$|^\.goutputstream|___jb_|^4913$"
    r"|^(\.DS_Store|Thumbs\.db|desktop\.ini)$",
    re.I,
)
HIDDEN = re.compile(r"^\.(?!well-known$)")

# A pause of STEP ms ends a burst of notices: measured, 7 ms from a save to here and 1 % of a
# processor while nothing happens; 1 ms would be 2 ms and 3 %.
STEP, LONGEST_BURST = 5, 50
LOOK_EVERY = 200
# A look may take a hundredth of the time; one at 500 files takes 2 ms.
FILES_PER_LOOK = 500

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What lay there at one moment: folders, and a stamp of each file."""

    folders: frozenset[str]
    stamps: dict[str, Stamp]

    def take(self, path: str) -> None:
        """Know one file as it is now."""
        self.stamps.pop(path, None)
        _stamp(path, Path(path).stat, self.stamps)

    def changes(self, newer: Look) -> set[str]:
        """Return the paths that are not the same in ``newer``."""
        paths = {path for path, _ in self.stamps.items() ^ newer.stamps.items()}
        return paths | (self.folders ^ newer.folders)


def look(root: Path) -> Look:
    """Return what lies below ``root`` that the site is made of."""
    folders: set[str] = set()
    stamps: dict[str, Stamp] = {}
    for name in FILES:
        path = root / name
        _stamp(str(path), path.stat, stamps)
    waiting = [str(root / name) for name in FOLDERS]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        folders.add(folder)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not HIDDEN.search(entry.name):
                    waiting.append(entry.path)
            elif not JUNK.search(entry.name):
                _stamp(entry.path, entry.stat, stamps)
    return Look(frozenset(folders), stamps)


def _stamp(path: str, ask: Callable[[], os.stat_result], stamps: dict[str, Stamp]) -> None:
    try:
        found = ask()
    except OSError:
        return
    if not stat.S_ISDIR(found.st_mode):
        stamps[path] = found.st_mtime_ns, found.st_size, found.st_ino


class Watch:
    """Calls ``changed`` with paths below ``root`` after each burst of saves, from a thread.

    What is told is known from just before the call on: a build that the call begins reads files
    as new as that or newer, and what is newer is told again.
    """

    def __init__(self, root: Path, changed: Callable[[Iterable[str]], None]) -> None:
        self.root = root.resolve()
        self.changed = changed
        self.seen = look(self.root)
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End the watch, and wait for its end."""
        self._stopped.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        while not self._stopped.is_set():
            folders = look(self.root).folders
            try:
                self._follow(folders)
            except (OSError, RuntimeError):
                # A folder has gone in this moment, or the system has no watch left for us.
                self._stopped.wait(LOOK_EVERY / 1000)
                self._compare(folders)

    def _follow(self, folders: frozenset[str]) -> None:
        """Report what happens until the folders are others."""
        quiet = 0
        for notices in self._notices(folders):
            told = [(change, path) for change, path in notices if self._is_source(path)]
            if any(_is_of_folder(change, path, folders) for change, path in told):
                self._compare(folders, {path for _, path in told})
                return
            if told:
                self._tell({path for _, path in told})
            quiet = 0 if told else quiet + 1
            if quiet * FILES_PER_LOOK > len(self.seen.stamps):
                quiet = 0
                if self._compare(folders):
                    return

    def _notices(self, folders: frozenset[str]) -> Iterator[set[tuple[Change, str]]]:
        return watch(
            self.root,
            *sorted(folders),
            watch_filter=None,
            debounce=LONGEST_BURST,
            step=STEP,
            rust_timeout=LOOK_EVERY,
            yield_on_timeout=True,
            stop_event=self._stopped,
            raise_interrupt=False,
            recursive=False,
            ignore_permission_denied=True,
        )

    def _tell(self, paths: set[str]) -> None:
        """Report files; what happens to them from here on is another change."""
        for path in paths:
            self.seen.take(path)
        self.changed(self._below_root(paths))

    def _compare(self, folders: frozenset[str], told: Iterable[str] = ()) -> bool:
        """Report also what no notice told; say whether the folders are others than ``folders``."""
        before, self.seen = self.seen, look(self.root)
        paths = before.changes(self.seen) | set(told)
        if paths:
            self.changed(self._below_root(paths))
        return self.seen.folders != folders

    def _is_source(self, path: str) -> bool:
        inner = os.path.relpath(path, self.root)
        top, _, rest = inner.partition(os.sep)
        return (not rest and top in FILES) or (
            top in FOLDERS and not JUNK.search(os.path.basename(inner))  # noqa: PTH119  # a string
        )

    def _below_root(self, paths: Iterable[str]) -> list[str]:
        return sorted(Path(os.path.relpath(path, self.root)).as_posix() for path in paths)


def _is_of_folder(change: Change, path: str, folders: frozenset[str]) -> bool:
    return path in folders or (change == Change.added and Path(path).is_dir())
