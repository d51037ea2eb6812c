"""Whether the published site changes today by date alone, asked of the site itself."""

import datetime
import json
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from tests.answers import answering
from tests.sites.small import put, small_site
from tools.due import is_due, main

TODAY = datetime.date(2026, 11, 26)


def told(day: str | None) -> dict[str, object]:
    change = {"date": day, "what": "an offer ends"} if day else None
    return {"generator": "sitegen", "date": "2026-11-01", "next_change": change}


@pytest.mark.parametrize(
    ("known", "due"),
    [
        (told("2026-11-26"), True),
        (told("2026-11-25"), True),
        (told("2026-11-27"), False),
        (told(None), False),
        ({"generator": "sitegen"}, True),
        ({"generator": "sitegen", "next_change": {"on": "2026-12-24"}}, True),
        ({"generator": "sitegen", "next_change": {"date": "soon"}}, True),
        ({"generator": "sitegen", "next_change": {"date": None}}, True),
        ({"generator": "sitegen", "next_change": "2026-12-24"}, True),
        ({"generator": "sitegen", "next_change": []}, True),
        (None, True),
        ({"generator": "another"}, True),
        ([], True),
    ],
)
def test_a_site_is_due_on_the_day_of_its_next_change(known: object, due: bool) -> None:
    assert is_due(known, TODAY) is due


def served(answers: dict[str, tuple[int, bytes]]) -> AbstractContextManager[str]:
    def answer(path: str) -> tuple[int, str, bytes]:
        status, content = answers.get(path, (404, b""))
        return status, "application/json", content

    return answering(answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((200, json.dumps(told("2026-11-26")).encode()), "yes"),
        ((200, json.dumps(told("2026-11-27")).encode()), "no"),
        ((200, b"<html>"), "yes"),
        ((200, b"\xff"), "yes"),
        ((200, b"[" * 100_000), "yes"),
        ((404, b""), "yes"),
    ],
)
def test_the_published_site_is_asked(
    answer: tuple[int, bytes], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served({"/below/build.json": answer}) as address:
        root = small_site(tmp_path / "site")
        put(root, {"site.yaml": f"name: Small\nurl: {address}/below/\n"})
        assert main(["--root", str(root), "--today", "2026-11-26"]) == 0
    assert capsys.readouterr().out == f"{says}\n"


def test_a_site_that_does_not_answer_is_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site(tmp_path / "site")
    with served({}) as address:
        put(root, {"site.yaml": f"name: Small\nurl: {address}/\n"})
    assert main(["--root", str(root)]) == 2
    assert "does not answer" in capsys.readouterr().err


@contextmanager
def speaking(answer: bytes) -> Iterator[str]:
    """Serve these bytes to whoever asks for anything."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def speak() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        connection.recv(65_536)
                        connection.sendall(answer)

        Thread(target=speak, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "answer",
    [
        b"Welcome to this server\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n{",
        b"HTTP/1.1 200 OK\r\n" + b"x: " + b"x" * 70_000 + b"\r\n\r\n",
        b"",
    ],
)
def test_an_answer_that_is_broken_is_no_answer(
    answer: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site(tmp_path / "site")
    with speaking(answer) as address:
        put(root, {"site.yaml": f"name: Small\nurl: {address}/\n"})
        assert main(["--root", str(root)]) == 2
    assert "does not answer" in capsys.readouterr().err


def test_a_server_in_trouble_is_no_answer(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    with served({"/build.json": (500, b"")}) as address:
        put(root, {"site.yaml": f"name: Small\nurl: {address}/\n"})
        assert main(["--root", str(root)]) == 2
