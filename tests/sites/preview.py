"""A small site to look at in the preview, and the preview of it in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

from tests.sites.small import command, hear_ctrl_c, page, put

PATIENCE = 20.0
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ page.title }} – {{ site.name }}</title>
<style>{{ styles("base") }}</style>
</head>
<body>
{% from "components/note.html" import note with context %}
<main>
<h1>{{ page.title }}</h1>
<p class="frame">frame 0</p>
{{ note() }}
<p class="site">{{ site.name }}</p>
<div class="text">{{ page.body }}</div>
<input class="typed" aria-label="Typed">
<p class="far">The end</p>
</main>
</body>
</html>
"""
NOTE = """\
{#- A note from a data file. -#}
{% macro note() %}
<p class="note">{{ data("notes").note }}</p>
{% endmacro %}
"""
CSS = """\
.far { margin-block-start: 3000px; }
.frame { --mark: css-0; }
"""
SITE: dict[str, str | bytes] = {
    "site.yaml": "name: site 0\nurl: https://small.example/sub/\n",
    "content/index.md": page("Text 0.", title="First page"),
    "content/about.md": page("About text.", title="About", until="2031-05-31"),
    "content/data/notes.yaml": "note: note 0\nphone: !unconfirmed 555 0100\n",
    "templates/page.html": PAGE,
    "templates/404.html": PAGE,
    "templates/components/note.html": NOTE,
    "static/css/base.css": CSS,
    "static/root/favicon.ico": b"",
    "static/root/plain.txt": "Plain – text\n",
    "static/root/film.webm": bytes(range(256)) * 4,
}


def preview_site(root: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Make the site, changed by ``files``."""
    return put(root, {**SITE, **(files or {})})


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Save a changed file."""
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass
class Serving:
    """A running preview; ``said`` and ``blamed`` are the lines of its terminal so far."""

    root: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    blamed: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return next(line.split()[0] for line in self.said if line.startswith("http"))

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 80

    def ask(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
    ) -> Answer:
        """Send a request whose path nothing tidies up."""
        told = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in told.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def state(self, path: str = "/") -> dict[str, Any]:
        """Return what the script on a page is told."""
        told: dict[str, Any] = json.loads(self.ask(f"/_preview/state?path={quote(path)}").content)
        return told

    def choose(self, day: str | None) -> Answer:
        """Ask for another day, as the toolbar does."""
        told = {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
        return self.ask("/_preview/day", told, "POST", json.dumps({"day": day}).encode())

    def wait_for(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so."""
        wait_until(holds, self.told)

    def wait_for_text(self, path: str, text: str) -> None:
        """Wait until a page holds a text."""
        self.wait_for(lambda: text in self.ask(path).text)

    def told(self) -> str:
        """Return all that the terminal shows."""
        return "\n".join([*self.said, *self.blamed])

    def stop(self) -> int:
        """End it as Ctrl+C does, and return its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


def wait_until(holds: Callable[[], bool], told: Callable[[], str] = str) -> None:
    """Ask again and again until something is so; fail after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, told()
        time.sleep(0.002)


@contextmanager
def serving(
    root: Path, *arguments: str, environ: Mapping[str, str] | None = None, port: int | None = 0
) -> Iterator[Serving]:
    """Run ``build.py serve`` for the site below ``root``; ready when its first build is done."""
    named = [] if port is None else ["--port", str(port)]
    process = subprocess.Popen(
        [*command("serve", "--root", root), *named, *arguments],
        env={**os.environ, **(environ or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=hear_ctrl_c,  # it only sets a signal
    )
    running = Serving(root, process)
    readers = [
        Thread(target=_collect, args=it)
        for it in ((process.stdout, running.said), (process.stderr, running.blamed))
    ]
    for reader in readers:
        reader.start()
    try:
        wait_until(
            lambda: any(it.startswith("http") for it in running.said) or process.poll() is not None,
            running.told,
        )
        assert process.poll() is None, running.told()
        yield running
    finally:
        process.kill()
        process.wait()
        for reader in readers:
            reader.join()


def _collect(stream: Any, lines: list[str]) -> None:
    with stream:
        for line in stream:
            lines.append(re.sub(r"\n$", "", line))
