"""The SFTP protocol, version 3, spoken with a process: packets out, answers in.

https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02 and the extensions of OpenSSH's
PROTOCOL file. Requests may be sent several at once; answers are matched by number.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

INIT, VERSION, OPEN, CLOSE, READ, WRITE = 1, 2, 3, 4, 5, 6
SETSTAT, FSETSTAT, OPENDIR, READDIR, REMOVE, MKDIR, RMDIR, STAT = 9, 10, 11, 12, 13, 14, 15, 17
STATUS, HANDLE, DATA, NAME, ATTRS, EXTENDED = 101, 102, 103, 104, 105, 200
OK, END, NO_FILE, DENIED, FAILURE = 0, 1, 2, 3, 4
HAS_SIZE, HAS_OWNER, HAS_MODE, HAS_TIMES = 1, 2, 4, 8
FOR_READING, FOR_WRITING, CREATED, EMPTIED = 1, 2, 8, 16
LARGEST = 1 << 24
# As many as any server takes, so that neither side waits for the other to read.
AT_ONCE = 32


class Broken(Exception):
    """The other side has gone, or does not speak the protocol."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a server tells of a file; None for what it does not."""

    size: int | None
    mode: int | None
    modified: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """A packet to send: its kind, and its fields already written."""

    kind: int
    fields: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A packet that came back, read to its end; what its kind does not bring is empty.

    ``status`` is OK for an answer that brings something, ``reason`` what the server says with
    it; ``content`` is a handle or a piece of a file.
    """

    kind: int
    status: int = OK
    reason: str = ""
    content: bytes = b""
    names: tuple[tuple[str, Attributes], ...] = ()
    attributes: Attributes | None = None


class Fields:
    """The fields of a packet, read one after another. Raises Broken at its end."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._at = 0

    def is_left(self) -> bool:
        """Say whether there is more."""
        return self._at < len(self.content)

    def number(self, form: str = ">I") -> int:
        """Read a number."""
        (found,) = struct.unpack(form, self._take(struct.calcsize(form)))
        return int(found)

    def text(self) -> bytes:
        """Read a text or a piece of content."""
        return self._take(self.number())

    def attributes(self) -> Attributes:
        """Read what is told of a file."""
        flags = self.number()
        size = self.number(">Q") if flags & HAS_SIZE else None
        if flags & HAS_OWNER:
            self._take(8)
        mode = self.number() if flags & HAS_MODE else None
        modified = None
        if flags & HAS_TIMES:
            self.number()
            modified = self.number()
        if flags & 1 << 31:
            for _ in range(self.number()):
                self.text()
                self.text()
        return Attributes(size, mode, modified)

    def names(self) -> Iterator[tuple[str, Attributes]]:
        """Read the names of a folder."""
        for _ in range(self.number()):
            name = self.text().decode("utf-8", "surrogateescape")
            self.text()
            yield name, self.attributes()

    def _take(self, length: int) -> bytes:
        if self._at + length > len(self.content):
            raise Broken("a packet ends too early")
        self._at += length
        return self.content[self._at - length : self._at]


def text(value: str | bytes) -> bytes:
    """Write a text or a piece of content as a field."""
    content = value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    return struct.pack(">I", len(content)) + content


def number(value: int, form: str = ">I") -> bytes:
    """Write a number as a field."""
    return struct.pack(form, value)


def mode(value: int) -> bytes:
    """Write the attributes of a file that is to have that mode."""
    return struct.pack(">II", HAS_MODE, value)


def times(moment: int) -> bytes:
    """Write the attributes of a file that is to look as if it was changed at ``moment``."""
    return struct.pack(">III", HAS_TIMES, moment, moment)


class Wire:
    """A conversation with a server. Raises Broken if it does not begin as one."""

    def __init__(self, to: IO[bytes], back: IO[bytes]) -> None:
        self._to, self._back = to, back
        self._last = 0
        self._send(struct.pack(">BI", INIT, 3))
        fields = Fields(self._receive())
        if fields.number(">B") != VERSION or fields.number() < 3:
            raise Broken("the server speaks another version")
        self.extensions: frozenset[bytes] = frozenset(_every_other(fields))

    def ask(self, *requests: Request) -> list[Answer]:
        """Send requests and return their answers in the same order."""
        found: list[Answer] = []
        for at in range(0, len(requests), AT_ONCE):
            found += self._ask(requests[at : at + AT_ONCE])
        return found

    def _ask(self, requests: Sequence[Request]) -> list[Answer]:
        first = self._last + 1
        self._last += len(requests)
        for at, request in enumerate(requests, first):
            self._send(struct.pack(">BI", request.kind, at) + request.fields)
        answers: dict[int, Answer] = {}
        while len(answers) < len(requests):
            fields = Fields(self._receive())
            kind, at = fields.number(">B"), fields.number()
            # Answers to what was asked before Ctrl+C may still be on their way.
            if first <= at <= self._last:
                answers[at] = _answer(kind, fields)
        return [answers[at] for at in range(first, self._last + 1)]

    def _send(self, packet: bytes) -> None:
        try:
            self._to.write(struct.pack(">I", len(packet)) + packet)
            self._to.flush()
        except (OSError, ValueError) as error:
            raise Broken("the connection is gone") from error

    def _receive(self) -> bytes:
        (length,) = struct.unpack(">I", self._read(4))
        if not 0 < length <= LARGEST:
            raise Broken("no packet of the protocol")
        return self._read(length)

    def _read(self, length: int) -> bytes:
        found = b""
        while len(found) < length:
            try:
                piece = self._back.read(length - len(found))
            except (OSError, ValueError) as error:
                raise Broken("the connection is gone") from error
            if not piece:
                raise Broken("the connection is gone")
            found += piece
        return found


def _answer(kind: int, fields: Fields) -> Answer:
    """Read the rest of a packet. Raises Broken if it is none that answers anything."""
    if kind == STATUS:
        status = fields.number()
        said = fields.text().decode("utf-8", "replace") if fields.is_left() else ""
        return Answer(kind=kind, status=status, reason=said)
    if kind in (HANDLE, DATA):
        return Answer(kind=kind, content=fields.text())
    if kind == NAME:
        return Answer(kind=kind, names=tuple(fields.names()))
    if kind == ATTRS:
        return Answer(kind=kind, attributes=fields.attributes())
    raise Broken("no packet of the protocol")


def _every_other(fields: Fields) -> Iterator[bytes]:
    """Yield the names of the pairs that follow."""
    while fields.is_left():
        yield fields.text()
        fields.text()
