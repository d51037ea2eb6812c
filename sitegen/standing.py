"""The files of a built site as they stand on disk, told from those that somebody has touched."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o644, 0o755


@dataclass(frozen=True, slots=True)
class Standing:
    """A file that a build wrote: size (bytes), time of change (ns), inode, digest of content."""

    size: int
    time: int
    inode: int
    digest: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies below a folder: files with size, time, inode and mode; folders; all else.

    ``inode`` is the folder's own, 0 if there is none.
    """

    inode: int = 0
    files: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


def survey(top: Path) -> Survey:
    """Return what lies below a folder, nothing if there is none. Follows no links."""
    found = Survey(inode_of(top))
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        for entry in _entries(top, prefix):
            name = f"{prefix}{entry.name}"
            try:
                it = entry.stat(follow_symlinks=False)
            except OSError:
                continue  # It is gone, or may not be looked at.
            if stat.S_ISDIR(it.st_mode):
                found.folders[name] = stat.S_IMODE(it.st_mode)
                waiting.append(f"{name}/")
            elif stat.S_ISREG(it.st_mode):
                mode = stat.S_IMODE(it.st_mode)
                found.files[name] = it.st_size, it.st_mtime_ns, it.st_ino, mode
            else:
                found.others.append(name)
    return found


def inode_of(folder: Path) -> int:
    """Return what tells a folder from another in its place; 0 if there is none."""
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def _entries(top: Path, prefix: str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(f"{top}/{prefix}") as entries:
            yield from entries
    except OSError:
        return


def untouched(found: Survey, recorded: Mapping[str, Standing]) -> dict[str, Standing]:
    """Return those recorded files that still stand as they were written."""
    return {
        path: it
        for path, it in recorded.items()
        if found.files.get(path) == (it.size, it.time, it.inode, FILE_MODE)
    }


def is_whole(found: Survey, recorded: Mapping[str, Standing]) -> bool:
    """Say whether a folder holds all that was recorded, untouched, and nothing else."""
    return has_names(found, recorded) and len(untouched(found, recorded)) == len(recorded)


def has_names(found: Survey, wanted: Mapping[str, object]) -> bool:
    """Say whether a folder holds files of these names, and nothing else."""
    return (
        not found.others
        and found.files.keys() == wanted.keys()
        and found.folders.keys() == folders_of(wanted)
        and all(mode == FOLDER_MODE for mode in found.folders.values())
    )


def folders_of(paths: Mapping[str, object]) -> set[str]:
    """Return every folder that some paths need."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def plain(folder: Path) -> Path:
    """Return the folder with a name of its own, which ``.`` and ``..`` lack. Raises OSError."""
    try:
        whole = folder.resolve()
        return folder.parent.resolve() / folder.name if folder.name.strip(".") else whole
    except RuntimeError as error:  # a link that leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder)) from error
