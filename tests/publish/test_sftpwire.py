"""Packets of SFTP: what is cut short or foreign ends a conversation, and nothing worse."""

from __future__ import annotations

import io
import struct

import pytest

from sitegen.publish import sftpwire as wire
from sitegen.publish.sftpwire import Attributes, Broken, Fields, Request, Wire

ALL = struct.pack(">IQIIIIII", 0x8000000F, 7, 0, 0, 0o100644, 1, 2, 1) + wire.text("a") * 2


def packet(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


HELLO = packet(struct.pack(">BI", wire.VERSION, 3) + wire.text("an@extension") + wire.text("1"))


def answered(*packets: bytes) -> Wire:
    """Return a conversation in which the other side has said all that it will ever say."""
    return Wire(io.BytesIO(), io.BytesIO(b"".join((HELLO, *packets))))


def test_attributes_are_read_whatever_is_told() -> None:
    assert Fields(ALL).attributes() == Attributes(7, 0o100644, 2)
    assert Fields(wire.number(0)).attributes() == Attributes(None, None, None)
    assert Fields(wire.mode(0o755)).attributes() == Attributes(None, 0o755, None)
    assert Fields(wire.times(9)).attributes() == Attributes(None, None, 9)


def test_what_is_cut_short_anywhere_is_told_as_broken() -> None:
    for length in range(len(ALL)):
        with pytest.raises(Broken):
            Fields(ALL[:length]).attributes()


def test_answers_are_matched_by_their_number() -> None:
    late = struct.pack(">BII", wire.STATUS, 2, wire.OK) + wire.text("second")
    soon = struct.pack(">BII", wire.STATUS, 1, wire.FAILURE) + wire.text("first")
    request = Request(wire.REMOVE, wire.text("a"))
    first, second = answered(packet(late), packet(soon)).ask(request, request)
    assert (first.status, first.reason) == (wire.FAILURE, "first")
    assert (second.status, second.reason) == (wire.OK, "second")


def test_an_answer_to_nothing_that_is_asked_is_passed_over() -> None:
    stale = struct.pack(">BII", wire.STATUS, 99, wire.FAILURE)
    right = struct.pack(">BII", wire.STATUS, 1, wire.OK)
    (told,) = answered(packet(stale), packet(right)).ask(Request(wire.REMOVE, b""))
    assert told.status == wire.OK


def test_extensions_are_known_by_name() -> None:
    assert answered().extensions == {b"an@extension"}


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"Welcome to this server\n",
        packet(b""),
        packet(struct.pack(">BI", wire.VERSION, 2)),
        packet(struct.pack(">BI", wire.STATUS, 3)),
        packet(struct.pack(">BI", wire.VERSION, 3) + b"\0\0"),
        struct.pack(">I", 1 << 31) + b"x",
    ],
)
def test_what_is_no_sftp_is_told_as_broken(said: bytes) -> None:
    with pytest.raises(Broken):
        Wire(io.BytesIO(), io.BytesIO(said))


def test_a_conversation_that_ends_in_the_middle_is_told_as_broken() -> None:
    whole = packet(struct.pack(">BII", wire.STATUS, 1, wire.OK))
    for length in range(len(whole)):
        with pytest.raises(Broken):
            answered(whole[:length]).ask(Request(wire.REMOVE, b""))
