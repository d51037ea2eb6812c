"""What builds leave on disk for later ones: texts by name, in one SQLite file.

A cache only saves time. Each value carries a digest, so damage is seen; what is damaged, foreign or
of another engine is thrown away. All that one build leaves becomes visible in one step.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from sitegen.identity import identity

FOLDER, NAME = ".cache", "builds.db"
# Tells such a file from those of other programs (SQLite's "application id").
SIGN = 0x73677431
TABLES = ("files", "texts", "proses", "builds")

Tell = Callable[[str], None]


class Damaged(Exception):
    """The cache does not hold what was put into it."""


class Store:
    """Values by name in a few tables, which only the engine that left them reads."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self._path = folder / NAME
        self._identity = identity()
        self._tell = tell
        self._base: sqlite3.Connection | None = None
        try:
            self._open()
        except (sqlite3.Error, OSError, Damaged) as error:
            self.discard(_why(error))

    def rows(self, table: str) -> dict[str, str]:
        """Return all values of a table. Raises Damaged."""
        found = self._ask(f"SELECT name, value, digest FROM {table}")  # our own names
        return {name: _sound(name, value, digest) for name, value, digest in found}

    def value(self, table: str, name: str) -> str | None:
        """Return one value, None if there is none. Raises Damaged."""
        ask = f"SELECT name, value, digest FROM {table} WHERE name = ?"  # our own names
        found = self._ask(ask, (name,))
        return _sound(*found[0]) if found else None

    def put(self, new: Mapping[str, Mapping[str, str]], gone: Mapping[str, Iterable[str]]) -> None:
        """Put new values in and take names out, by table: all of it or nothing."""
        if self._base is None:
            return
        with contextlib.suppress(sqlite3.Error):
            self._base.execute("BEGIN IMMEDIATE")
            try:
                for table, names in gone.items():
                    ask = f"DELETE FROM {table} WHERE name = ?"  # our own names
                    self._base.executemany(ask, ((name,) for name in names))
                for table, rows in new.items():
                    ask = f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)"  # our own
                    self._base.executemany(
                        ask, ((name, it, _digest(name, it)) for name, it in rows.items())
                    )
                self._base.execute("COMMIT")
            except BaseException:
                self._base.execute("ROLLBACK")
                raise

    def discard(self, why: str = "damaged") -> None:
        """Throw everything away and begin anew; say so in one line."""
        self.close()
        self._tell(f"the cache ({self._path.parent.name}/{NAME}) is {why}; it is made anew")
        with contextlib.suppress(OSError, sqlite3.Error, Damaged):
            for ending in ("", "-journal"):
                self._path.with_name(NAME + ending).unlink(missing_ok=True)
            self._open()

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def _open(self) -> None:
        if self._path.is_symlink():
            raise Damaged("foreign")
        is_new = not self._path.exists() or self._path.stat().st_size == 0
        base = sqlite3.connect(self._path, isolation_level=None)
        try:
            base.execute("PRAGMA synchronous = OFF")
            if is_new:
                _prepare(base, self._identity)
            _check(base, self._identity)
        except BaseException:
            base.close()
            raise
        self._base = base

    def _ask(self, ask: str, arguments: tuple[str, ...] = ()) -> list[tuple[str, str, bytes]]:
        if self._base is None:
            return []
        try:
            return self._base.execute(ask, arguments).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise Damaged("damaged") from error


@contextmanager
def opened(root: Path, tell: Tell) -> Iterator[Store]:
    """Open the cache of the site below ``root`` for one build.

    A second build waits for the first, and says so. Where there is no site, or the folder cannot
    be written, the store holds nothing and keeps nothing.
    """
    folder = root / FOLDER
    lock = _lock(folder, tell) if os.path.isdir(root / "content") else None  # noqa: PTH112  # never raises
    try:
        store = Store(folder, tell if lock is not None else silent)
        try:
            yield store
        finally:
            store.close()
    finally:
        if lock is not None:
            os.close(lock)


def peek(root: Path, name: str) -> str | None:
    """Return what is known of one build, without waiting for another. Raises Damaged, or
    sqlite3.Error.
    """
    path = root / FOLDER / NAME
    if path.is_symlink() or not path.is_file():
        return None
    with contextlib.closing(
        sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    ) as base:
        _check(base, identity())
        ask = "SELECT name, value, digest FROM builds WHERE name = ?"
        found = base.execute(ask, (name,)).fetchall()
    return _sound(*found[0]) if found else None


def key_of(root: Path, folder: Path) -> str:
    """Return the name by which a cache knows what was built into a folder."""
    # A name that is no text, as of a folder from an old disk, is written as Python would.
    return f"{root.resolve()} {folder}".encode(errors="backslashreplace").decode()


def silent(_line: str) -> None:
    """Say nothing: without a cache there is nothing to make anew."""


def _lock(folder: Path, tell: Tell) -> int | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        tell("another build is at work on this site; waiting for it")
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _prepare(base: sqlite3.Connection, identity: str) -> None:
    base.execute("BEGIN IMMEDIATE")
    base.execute(f"PRAGMA application_id = {SIGN}")
    base.execute("CREATE TABLE engine (identity TEXT)")
    base.execute("INSERT INTO engine VALUES (?)", (identity,))
    for table in TABLES:
        base.execute(f"CREATE TABLE {table} (name TEXT PRIMARY KEY, value TEXT, digest BLOB)")
    base.execute("COMMIT")


def _check(base: sqlite3.Connection, identity: str) -> None:
    (sign,) = base.execute("PRAGMA application_id").fetchone()
    if sign != SIGN:
        raise Damaged("not this program's")
    found = base.execute("SELECT identity FROM engine").fetchall()
    if found != [(identity,)]:
        raise Damaged("of another version")


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, Damaged) else "damaged"


def _digest(name: str, value: str) -> bytes:
    return blake2b(f"{name}\0{value}".encode(), digest_size=8).digest()


def _sound(name: str, value: str, digest: bytes) -> str:
    if not isinstance(value, str) or _digest(name, value) != digest:
        raise Damaged("damaged")
    return value
