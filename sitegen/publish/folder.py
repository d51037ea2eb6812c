"""A folder of this machine as a place of publication: what a web server here serves."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.publish.transport import OWN, PRIVATE, TEMPORARY, About, Entry, Unreachable
from sitegen.standing import FILE_MODE, FOLDER_MODE

PRIVATE_MODE = 0o700


class Folder:
    """A Transport to a folder that is there. ``clock`` gives files the time they are put in place.

    Raises Unreachable if there is no such folder.
    """

    def __init__(self, top: Path, clock: Callable[[], float]) -> None:
        if not top.is_dir():
            raise Unreachable(f"there is no folder {top}", "make it, and leave it empty")
        self._top = top
        self._clock = clock

    def files(self, below: str = "") -> Mapping[str, Entry]:
        """Return all files whose path begins with ``below``: empty, or ending in ``/``."""
        found: dict[str, Entry] = {}
        with self._told():
            for path in sorted((self._top / below).rglob("*")):
                # Other publishers take their marks away at any moment.
                with suppress(FileNotFoundError):
                    told = path.lstat()
                    if not stat.S_ISDIR(told.st_mode):
                        size = told.st_size if stat.S_ISREG(told.st_mode) else None
                        name = path.relative_to(self._top).as_posix()
                        found[name] = Entry(size=size, modified=told.st_mtime)
        return found

    def get(self, path: str) -> bytes | None:
        """Return the content of a file, None if there is none."""
        with self._told():
            try:
                return (self._top / path).read_bytes()
            except FileNotFoundError:
                return None

    def put(self, path: str, content: bytes, about: About = OWN) -> None:  # noqa: ARG002
        """Write a file so that at every moment there is all of the old one or all of the new."""
        with self._told():
            fresh = self._fresh()
            fresh.write_bytes(content)
            fresh.chmod(FILE_MODE)
            self._rename(fresh, path)

    def place(self, source: str, path: str, about: About) -> None:  # noqa: ARG002
        """Give the content of ``source`` to ``path`` in one step."""
        with self._told():
            fresh = self._fresh()
            try:
                os.link(self._top / source, fresh)
            except OSError:
                shutil.copyfile(self._top / source, fresh)
                fresh.chmod(FILE_MODE)
            # Servers tell a file from the one before by time and size.
            moment = self._clock()
            os.utime(fresh, (moment, moment))
            self._rename(fresh, path)

    def delete(self, path: str) -> None:
        """Remove a file, if it is there, and the folders that it leaves empty."""
        with self._told():
            (self._top / path).unlink(missing_ok=True)
            for folder in () if path.startswith(PRIVATE) else Path(path).parents[:-1]:
                try:
                    (self._top / folder).rmdir()
                except OSError:
                    break

    def close(self) -> None:
        """Do nothing: no connection is held."""

    def _fresh(self) -> Path:
        """Return a path for a file that nobody sees yet."""
        self._make_folders(TEMPORARY)
        return self._top / f"{TEMPORARY}{secrets.token_hex(8)}"

    def _rename(self, fresh: Path, path: str) -> None:
        self._make_folders(path)
        fresh.rename(self._top / path)
        # rename() leaves both, if they are two names of one file.
        fresh.unlink(missing_ok=True)

    def _make_folders(self, path: str) -> None:
        mode = PRIVATE_MODE if path.startswith(PRIVATE) else FOLDER_MODE
        for folder in reversed(Path(f"{path}x").parents[:-1]):
            whole = self._top / folder
            if not whole.is_dir():
                whole.mkdir()
                whole.chmod(mode)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"{self._top}: {error.strerror}"
            raise Unreachable(
                what, "see whether you may write there, and whether it is full"
            ) from error
