"""A visit to every address of a site on a server, and what is not as it should be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from sitegen.headers import headers
from sitegen.hosts.packing import LEAST, may_be_packed
from sitegen.hosts.redirects import locations, spellings
from sitegen.model import Output
from tests.hosts.client import Answer, Browser

# What a browser accepts, and how a text should come then.
ACCEPTED = {"": "", "identity": "", "gzip": "gzip", "br": "br", "gzip, deflate, br": "br",
            "br;q=0, gzip;q=0.5": "gzip", "br;q=0": "", "x-br": ""}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hosted:
    """A site on a server: its first page's address, its files and redirects without a host."""

    server: str
    browser: Browser
    base: str
    files: Mapping[str, Output]
    redirects: Mapping[str, str]

    def ask(self, path: str, accept: str = "", **more: object) -> Answer:
        return self.browser.ask(self.base + path, accept=accept, **more)  # type: ignore[arg-type]


def told(path: str, content: bytes) -> dict[str, str]:
    """Return the headers that a file should come with."""
    return dict(headers(path, content, is_secure=True))


def address(path: str) -> str:
    """Return the path at which visitors know a file."""
    return quote(re.sub(r"(^|/)index\.html$", r"\1", path))


def is_packed(path: str, content: bytes) -> bool:
    return may_be_packed(path) and len(content) > LEAST


def wrong_headers(answer: Answer, expected: Mapping[str, str]) -> dict[str, object]:
    """Return each header of the site that is missing, another or sent twice."""
    names = {*expected, "Content-Security-Policy", "Strict-Transport-Security"}
    return {
        name: answer.every(name)
        for name in names
        if answer.every(name) != ([expected[name]] if name in expected else [])
    }


def wrong_answers(hosted: Hosted, accept: str) -> dict[str, object]:
    """Ask for every file of the site by each of its addresses; return what is amiss."""
    wrong: dict[str, object] = {}
    for path, output in hosted.files.items():
        if f"/{path.removesuffix('index.html')}" in hosted.redirects:
            continue
        content = output.content
        for way in {address(path), quote(path)}:
            answer = hosted.ask(way, accept)
            amiss = wrong_headers(answer, told(path, content))
            if answer.status != 200 or answer.content != content:
                amiss["status"] = answer.status
            amiss |= _wrong_packing(hosted.server, answer, path, content, accept)
            if amiss:
                wrong[way] = amiss
    return wrong


def _wrong_packing(
    server: str, answer: Answer, path: str, content: bytes, accept: str
) -> dict[str, object]:
    if not is_packed(path, content):
        # Apache packs other texts by itself.
        is_text = answer["Content-Type"].startswith("text/")
        is_right = not answer["Content-Encoding"] or (server == "apache" and is_text)
        return {} if is_right else {"packing": answer["Content-Encoding"]}
    is_right = answer["Content-Encoding"] == ACCEPTED[accept]
    is_smaller = len(answer.body) < len(content) or not ACCEPTED[accept]
    is_told = answer["Vary"] == "Accept-Encoding"
    return {} if is_right and is_smaller and is_told else {"packing": answer.fields}


def wrong_redirects(hosted: Hosted) -> dict[str, object]:
    """Ask for every moved address in each spelling; return what does not lead on at once."""
    wrong: dict[str, object] = {}
    for url, location in locations(hosted.redirects, hosted.base).items():
        for way in spellings(url):
            answer = hosted.ask(way.removeprefix("/"))
            found = answer.status, urljoin(hosted.base, answer["Location"])
            is_kept_for_long = answer["Cache-Control"] not in ("public, max-age=3600", "no-cache")
            if found != (301, urljoin(hosted.base, location)) or is_kept_for_long:
                wrong[way] = found
    return wrong
