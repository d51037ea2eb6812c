"""What a server may answer that OpenSSH's never does: each is told, and nothing is overlooked."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from sitegen.publish import sftpwire as wire
from sitegen.publish.settings import Publish
from sitegen.publish.sftp import Server
from sitegen.publish.transport import OWN, Unreachable

# Stands in for ssh: answers each kind of request with what is laid down, the last one again and
# again. After an answer that begins with ``!`` it ends, as a server does that is broken.
PROGRAM = """\
import struct, sys, time
ANSWERS = {answers!r}
HELLO = {hello!r}

def read(length):
    content = sys.stdin.buffer.read(length)
    if len(content) < length:
        raise SystemExit
    return content

while True:
    packet = read(struct.unpack(">I", read(4))[0])
    if packet[0] == 1:
        answer = HELLO
    else:
        laid = ANSWERS.get(packet[0], [{fine!r}])
        chosen = laid.pop(0) if len(laid) > 1 else laid[0]
        plain = chosen.removeprefix(b"!")
        answer = plain[:1] + packet[1:5] + plain[1:]
    sys.stdout.buffer.write(struct.pack(">I", len(answer)) + answer)
    sys.stdout.buffer.flush()
    if packet[0] != 1 and chosen != plain:
        time.sleep(0.3)
        raise SystemExit
"""


def status(code: int) -> bytes:
    return struct.pack(">BI", wire.STATUS, code) + wire.text("as is said") + wire.text("en")


def names(*files: str) -> bytes:
    listed = b"".join(wire.text(it) + wire.text(it) + wire.mode(0o100644) for it in files)
    return struct.pack(">BI", wire.NAME, len(files)) + listed


HELLO = struct.pack(">BI", wire.VERSION, 3) + b"".join(
    wire.text(it) + wire.text("1") for it in ("posix-rename@openssh.com", "hardlink@openssh.com")
)
FOLDER = bytes([wire.ATTRS]) + wire.mode(0o040755)
HANDLE = bytes([wire.HANDLE]) + wire.text("handle")
USUAL = {
    wire.STAT: [FOLDER],
    wire.OPENDIR: [HANDLE],
    wire.READDIR: [names(".", "..", "index.html"), status(wire.END)],
    wire.OPEN: [HANDLE],
    wire.READ: [status(wire.END)],
}

Answers = Mapping[int, list[bytes]]
Connect = Callable[[Answers], Server]


@pytest.fixture
def connect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connect:
    def connected(answers: Answers) -> Server:
        program = tmp_path / "ssh"
        text = PROGRAM.format(answers={**USUAL, **answers}, hello=HELLO, fine=status(wire.OK))
        program.write_text(f"#!{sys.executable}\n{text}")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        return Server(Publish(to="ann@www.example.com:/srv/site"), lambda: 1.0)

    return connected


def test_a_server_that_answers_as_it_should_is_understood(connect: Connect) -> None:
    with closing(connect({})) as server:
        assert server.files().keys() == {"index.html"}
        assert server.get("index.html") == b""
        server.put("a/b", b"content")
        server.place("a/b", "c", OWN)
        server.delete("c")


@pytest.mark.parametrize(
    ("kind", "answer", "says"),
    [
        (wire.READDIR, status(wire.FAILURE), "fails at /srv/site/: as is said"),
        (wire.READDIR, status(wire.DENIED), "does not allow"),
        (wire.READDIR, status(wire.OK), "fails at /srv/site/"),
        (wire.READDIR, HANDLE, "fails at /srv/site/"),
        (wire.OPENDIR, status(wire.DENIED), "does not allow"),
        (wire.OPENDIR, status(wire.OK), "fails at /srv/site/"),
    ],
)
def test_a_folder_that_cannot_be_read_to_its_end_is_not_taken_for_all_there_is(
    connect: Connect, kind: int, answer: bytes, says: str
) -> None:
    first = [names("index.html")] if kind == wire.READDIR else []
    with (
        closing(connect({kind: [*first, answer]})) as server,
        pytest.raises(Unreachable, match=says),
    ):
        server.files()


ACTS: Mapping[str, Callable[[Server], object]] = {
    "files": lambda server: server.files(),
    "get": lambda server: server.get("a"),
    "put": lambda server: server.put("a", b"x"),
    "place": lambda server: server.place("a", "b", OWN),
    "delete": lambda server: server.delete("a"),
}


@pytest.mark.parametrize(
    ("act", "kind", "answer"),
    [
        ("files", wire.OPENDIR, HANDLE[:-1]),
        ("files", wire.READDIR, names("index.html")[:-1]),
        ("files", wire.READDIR, b"\xfa"),
        ("get", wire.OPEN, HANDLE[:-1]),
        ("get", wire.READ, bytes([wire.DATA]) + b"\0\0\0\x09x"),
        ("put", wire.OPEN, bytes([wire.HANDLE])),
        ("put", wire.EXTENDED, bytes([wire.STATUS])),
        ("place", wire.EXTENDED, bytes([wire.STATUS])),
        ("delete", wire.REMOVE, bytes([wire.STATUS]) + b"\0"),
    ],
)
def test_a_packet_that_is_none_is_told(
    connect: Connect, act: str, kind: int, answer: bytes
) -> None:
    with (
        closing(connect({kind: [b"!" + answer]})) as server,
        pytest.raises(Unreachable, match=r"a packet ends too early|no packet of the protocol"),
    ):
        ACTS[act](server)


def test_a_packet_that_is_none_is_told_at_the_first_question(connect: Connect) -> None:
    with pytest.raises(Unreachable, match="a packet ends too early"):
        connect({wire.STAT: [b"!" + FOLDER[:-1]]})
