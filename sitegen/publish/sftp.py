"""A folder on a server, reached by SFTP through the system's own ssh.

The system's ssh brings what an owner has set up already: agent, keys, ~/.ssh/config and the host
keys that were accepted. An unknown or changed host key is never accepted here.
"""

from __future__ import annotations

import secrets
import stat
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from sitegen.publish import sftpwire as wire
from sitegen.publish.settings import Publish
from sitegen.publish.sftpwire import Answer, Broken, Request, Wire
from sitegen.publish.ssh import reason, start
from sitegen.publish.transport import OWN, PRIVATE, TEMPORARY, About, Entry, Unreachable

PIECE = 32_768
FILE_MODE, FOLDER_MODE, PRIVATE_MODE = 0o644, 0o755, 0o700
RENAME, LINK = b"posix-rename@openssh.com", b"hardlink@openssh.com"


class Server:
    """A Transport to a folder on a server. ``clock`` gives files the time they are put in place.

    Raises Unreachable.
    """

    def __init__(self, publish: Publish, clock: Callable[[], float]) -> None:
        self._top, self._clock = publish.folder, clock
        self._server, self._port = str(publish.server), publish.port
        self._folders: set[str] = set()
        self._process, self._errors = start(self._server, self._port)
        assert self._process.stdin
        assert self._process.stdout
        try:
            with self._told():
                self._wire = Wire(self._process.stdin, self._process.stdout)
            self._check()
        except Unreachable:
            self.close()
            raise

    def _check(self) -> None:
        (told,) = self._ask(Request(wire.STAT, wire.text(self._top)))
        if told.attributes is None or not stat.S_ISDIR(told.attributes.mode or 0):
            hint = "make it, and leave it empty; or mend 'to' below 'publish'"
            raise Unreachable(f"there is no folder {self._top} on {self._server}", hint)
        if RENAME not in self._wire.extensions:
            message = "the server cannot replace a file in one step (posix-rename@openssh.com)"
            raise Unreachable(message, "ask its provider for OpenSSH's SFTP")

    def files(self, below: str = "") -> Mapping[str, Entry]:
        """Return all files whose path begins with ``below``: empty, or ending in ``/``."""
        found: dict[str, Entry] = {}
        waiting = [below]
        while waiting:
            some, waiting = waiting[: wire.AT_ONCE], waiting[wire.AT_ONCE :]
            for path, told in self._listed(some):
                if stat.S_ISDIR(told.mode or 0):
                    waiting.append(f"{path}/")
                    self._folders.add(path)
                else:
                    size = told.size if stat.S_ISREG(told.mode or 0) else None
                    found[path] = Entry(size=size, modified=float(told.modified or 0))
        return dict(sorted(found.items()))

    def _listed(self, folders: list[str]) -> Iterator[tuple[str, wire.Attributes]]:
        """Yield the paths that some folders hold; nothing of those that are not there."""
        opened = self._ask(*(Request(wire.OPENDIR, self._path(it)) for it in folders))
        handles = {
            folder: self._handle(answer, folder)
            for folder, answer in zip(folders, opened, strict=True)
            if answer.status != wire.NO_FILE
        }
        left = dict(handles)
        while left:
            asked = [Request(wire.READDIR, wire.text(handle)) for handle in left.values()]
            for folder, answer in zip(list(left), self._ask(*asked), strict=True):
                for name, told in answer.names:
                    if name not in (".", ".."):
                        yield f"{folder}{name}", told
                if answer.status == wire.END:
                    del left[folder]
                elif answer.kind != wire.NAME:
                    raise self._failure(answer, folder)
        self._ask(*(Request(wire.CLOSE, wire.text(handle)) for handle in handles.values()))

    def get(self, path: str) -> bytes | None:
        """Return the content of a file, None if there is none."""
        opening = wire.number(wire.FOR_READING) + wire.number(0)
        (opened,) = self._ask(Request(wire.OPEN, self._path(path) + opening))
        if opened.status == wire.NO_FILE:
            return None
        handle = self._handle(opened, path)
        found = bytearray()
        while piece := self._read(handle, len(found)):
            found += piece
        self._ask(Request(wire.CLOSE, wire.text(handle)))
        return bytes(found)

    def _read(self, handle: bytes, start: int) -> bytes:
        """Return what comes next, up to a piece that is shorter than was asked for."""
        found = bytearray()
        asked = [
            wire.text(handle) + wire.number(start + at * PIECE, ">Q") + wire.number(PIECE)
            for at in range(wire.AT_ONCE)
        ]
        for answer in self._ask(*(Request(wire.READ, fields) for fields in asked)):
            if answer.kind != wire.DATA and answer.status != wire.END:
                raise self._failure(answer, "a file")
            found += answer.content
            if len(answer.content) < PIECE:
                break
        return bytes(found)

    def put(self, path: str, content: bytes, about: About = OWN) -> None:  # noqa: ARG002
        """Write a file so that at every moment there is all of the old one or all of the new."""
        self._make_folders(TEMPORARY, path)
        fresh = _fresh()
        how = wire.number(wire.FOR_WRITING | wire.CREATED | wire.EMPTIED) + wire.mode(FILE_MODE)
        (opened,) = self._ask(Request(wire.OPEN, self._path(fresh) + how))
        handle = wire.text(self._handle(opened, path))
        for first in range(0, len(content), PIECE * wire.AT_ONCE):
            pieces = [
                handle + wire.number(at, ">Q") + wire.text(content[at : at + PIECE])
                for at in range(first, min(len(content), first + PIECE * wire.AT_ONCE), PIECE)
            ]
            self._all(path, *(Request(wire.WRITE, fields) for fields in pieces))
        self._all(
            path,
            Request(wire.FSETSTAT, handle + wire.mode(FILE_MODE)),
            Request(wire.CLOSE, handle),
        )
        self._rename(fresh, path)

    def place(self, source: str, path: str, about: About) -> None:
        """Give the content of ``source`` to ``path`` in one step, without sending it anew."""
        self._make_folders(TEMPORARY, path)
        fresh = _fresh()
        if LINK in self._wire.extensions:
            # Servers tell a file from the one before by time and size.
            moment = wire.times(int(self._clock()))
            _, linked = self._ask(
                Request(wire.SETSTAT, self._path(source) + moment),
                Request(wire.EXTENDED, wire.text(LINK) + self._path(source) + self._path(fresh)),
            )
            if linked.status == wire.OK:
                self._rename(fresh, path)
                return
        content = self.get(source)
        if content is None:
            raise Unreachable(f"a file has vanished from the server: {source}", "publish again")
        self.put(path, content, about)

    def delete(self, path: str) -> None:
        """Remove a file, if it is there, and the folders that it leaves empty."""
        folders = [] if path.startswith(PRIVATE) else _folders(path)
        removed, *_left = self._ask(
            Request(wire.REMOVE, self._path(path)),
            *(Request(wire.RMDIR, self._path(it)) for it in folders),
        )
        self._folders -= set(folders)
        if removed.status != wire.NO_FILE:
            self._must(removed, path)

    def close(self) -> None:
        """Let go of the connection."""
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def _rename(self, fresh: str, path: str) -> None:
        old, new = self._path(fresh), self._path(path)
        # A rename leaves both, if they are two names of one file.
        renamed, _ = self._ask(
            Request(wire.EXTENDED, wire.text(RENAME) + old + new), Request(wire.REMOVE, old)
        )
        self._must(renamed, path)

    def _make_folders(self, *paths: str) -> None:
        """Make the folders that some files need; those that are there stay as they are."""
        wanted = [it for path in paths for it in reversed(_folders(path))]
        missing = [it for it in dict.fromkeys(wanted) if it not in self._folders]
        asked = [Request(wire.MKDIR, self._path(it) + wire.mode(_mode(it))) for it in missing]
        made = zip(missing, self._ask(*asked), strict=True)
        fresh = [folder for folder, answer in made if answer.status == wire.OK]
        # What a server makes by itself depends on its umask.
        self._ask(*(Request(wire.SETSTAT, self._path(it) + wire.mode(_mode(it))) for it in fresh))
        self._folders |= set(missing)

    def _path(self, path: str) -> bytes:
        return wire.text(f"{self._top}/{path}".rstrip("/"))

    def _ask(self, *requests: Request) -> list[Answer]:
        with self._told():
            return self._wire.ask(*requests)

    def _all(self, path: str, *requests: Request) -> None:
        for answer in self._ask(*requests):
            self._must(answer, path)

    def _handle(self, answer: Answer, path: str) -> bytes:
        """Return what names an opened file or folder. Raises Unreachable if it is not open."""
        if answer.kind != wire.HANDLE:
            raise self._failure(answer, path)
        return answer.content

    def _must(self, answer: Answer, path: str) -> None:
        """Raise Unreachable unless the server did as it was asked."""
        if answer.status != wire.OK:
            raise self._failure(answer, path)

    def _failure(self, answer: Answer, path: str) -> Unreachable:
        """Return in an owner's words what the server did instead of what it was asked."""
        whole = f"{self._top}/{path}"
        if answer.status == wire.DENIED:
            hint = "let the user that you log in as own the folder and all that is in it"
            return Unreachable(f"the server does not allow to change {whole}", hint)
        message = f"the server fails at {whole}: {answer.reason}"
        return Unreachable(message, "see whether its disk is full, or your share of it")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Broken as error:
            raise self._reason(error) from error

    def _reason(self, error: Broken) -> Unreachable:
        """Return why ssh has ended, as it says itself, or else what is wrong."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip()
        return reason(said or str(error), self._server, self._port)


def _fresh() -> str:
    """Return a path for a file that nobody sees yet."""
    return f"{TEMPORARY}{secrets.token_hex(8)}"


def _folders(path: str) -> list[str]:
    """Return the folders above a path, the innermost first."""
    return [path[:at] for at in range(len(path) - 1, 0, -1) if path[at] == "/"]


def _mode(folder: str) -> int:
    return PRIVATE_MODE if f"{folder}/".startswith(PRIVATE) else FOLDER_MODE
