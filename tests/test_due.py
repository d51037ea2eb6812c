"""Whether the published site changes today by date alone, asked of the site itself."""

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

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
        (None, True),
        ({"generator": "another"}, True),
        ([], True),
    ],
)
def test_a_site_is_due_on_the_day_of_its_next_change(known: object, due: bool) -> None:
    assert is_due(known, TODAY) is due


@contextmanager
def served(answers: dict[str, tuple[int, bytes]]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = answers.get(self.path, (404, b""))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((200, json.dumps(told("2026-11-26")).encode()), "yes"),
        ((200, json.dumps(told("2026-11-27")).encode()), "no"),
        ((200, b"<html>"), "yes"),
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


def test_a_server_in_trouble_is_no_answer(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    with served({"/build.json": (500, b"")}) as address:
        put(root, {"site.yaml": f"name: Small\nurl: {address}/\n"})
        assert main(["--root", str(root)]) == 2
