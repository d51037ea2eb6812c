"""Filling a folder with the files of a site; those of the old site are linked, not written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from sitegen.model import Output
from sitegen.standing import FILE_MODE, FOLDER_MODE, Standing, Survey, folders_of, survey


def fill(
    fresh: Path, folder: Path, wanted: Mapping[str, Output], kept: Mapping[str, Standing]
) -> dict[str, Standing]:
    """Make ``fresh`` hold the files ``wanted`` and nothing else, and return how they stand.

    Those ``kept`` stand in ``folder`` already. Whatever ``fresh`` holds before is used if it is
    right. Raises OSError.
    """
    assert all(part not in ("", ".", "..") for path in wanted for part in path.split("/"))
    there = survey(fresh)
    right = {
        path
        for path, it in kept.items()
        if there.files.get(path) == (it.size, it.time, it.inode, FILE_MODE)
    }
    folders = folders_of(wanted)
    _remove(fresh, there, right, folders)
    fresh.chmod(FOLDER_MODE)
    for name in sorted(folders):
        if there.folders.get(name) != FOLDER_MODE:
            _make_folder(f"{fresh}/{name}", is_there=name in there.folders)
    standing = dict(kept)
    for path, output in wanted.items():
        if path not in right and not (path in kept and _link(folder, fresh, path)):
            standing[path] = write_file(f"{fresh}/{path}", output)
    return standing


def _make_folder(path: str, *, is_there: bool) -> None:
    if not is_there:
        os.mkdir(path)  # noqa: PTH102  # once for each page
    os.chmod(path, FOLDER_MODE)  # noqa: PTH101


def _remove(fresh: Path, there: Survey, right: set[str], folders: set[str]) -> None:
    for name in (*there.others, *(path for path in there.files if path not in right)):
        (fresh / name).unlink()
    for name in sorted(there.folders, reverse=True):
        if name not in folders and (fresh / name).is_dir():
            shutil.rmtree(fresh / name)


def _link(folder: Path, fresh: Path, path: str) -> bool:
    """Give a file of the old site a second name; say whether the system could."""
    try:
        os.link(folder / path, fresh / path)
    except OSError:
        return False
    return True


def write_file(path: str, output: Output) -> Standing:
    """Write a new file and return how it stands. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(output.content)
        os.fchmod(file.fileno(), FILE_MODE)
        file.flush()
        it = os.fstat(file.fileno())
    return Standing(it.st_size, it.st_mtime_ns, it.st_ino, output.digest)
