"""A small site with one of each thing that a host must serve."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

from sitegen import pipeline
from sitegen.model import Output
from sitegen.report import Report
from tests.sites.everything import picture
from tests.sites.small import page, put

DOMAIN = "www.example.org"
NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)
LONG = "\n\n".join(f"Sentence {number} of a long text." for number in range(80))

FRAME = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ page.title }}</title>
<style>{{ styles("base") }}</style>
<script src="{{ asset("script.js") }}" defer></script>
</head>
<body>
<h1>{{ page.title }}</h1>
<img src="{{ asset("picture.png") }}" alt="" width="40" height="30">
<img src="{{ asset("logo.svg") }}" alt="" width="9" height="9">
{% if page.title == "Drawing" %}
<script>document.documentElement.dataset.drawn = "yes";</script>
<svg viewBox="0 0 9 9"><style>.dot{fill:red}</style><circle class="dot" cx="4" cy="4" r="4"/></svg>
{% endif %}
{{ page.body }}
</body>
</html>
"""

FILES: dict[str, str | bytes] = {
    "content/index.md": page(LONG, title="First page"),
    "content/about.md": page("Short.", title="About", aliases="[/aliased/deep/, /About-Us.html]"),
    "content/about-more.md": page(LONG, title="More"),
    "content/drawing.md": page("Look.", title="Drawing"),
    "content/news/index.md": page("What is new.", title="News"),
    "content/news/opening.md": page(f"## Hours\n\n{LONG}", title="Opening", date="2026-06-01"),
    "content/data/redirects.yaml": """\
/old/: about.md
/older/prices.html: news/opening.md#hours
/away/: "https://elsewhere.example/a b?x=$y&z=%41#part"
""",
    "templates/page.html": FRAME,
    "templates/tag.html": FRAME,
    "templates/tags.html": FRAME,
    "static/css/base.css": "".join(f".box-{number}{{color:#123}}" for number in range(80)),
    "static/script.js": "".join(f"document.title += '{number}';\n" for number in range(80)),
    "static/picture.png": picture("red"),
    "static/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "static/root/.well-known/security.txt": "Contact: https://www.example.org/\n",
    "static/root/plain.txt": "Plain text – with a dash.\n",
    "static/root/catalogue.xml": "<list>" + "<item>Words</item>" * 90 + "</list>",
    "static/root/odd name (1).txt": "Odd.\n",
    "static/root/CAPITALS.TXT": "Large letters. " * 90,
    'static/root/odd "$x" {y} %41 \\.svg': "<svg><style>.odd{}</style></svg>",
    'static/root/long "$x" {y}.txt': "Odd words. " * 120,
    "static/root/long %41.txt": "Odd words. " * 120,
    "static/root/über uns.svg": "<svg><style>.u{}</style></svg>",
    "static/root/noending": "x",
    "static/root/songs.tar.gz": gzip.compress(b"la", mtime=0),
    "static/root/words.br": b"not text",
    "static/root/assets/fixed.png": picture("blue"),
    "static/root/assets/long.svg": '<svg xmlns="http://www.w3.org/2000/svg">'
    + "<style>.a{fill:red}</style>" + "<circle class='a' r='4'/>" * 60 + "</svg>",
    "static/root/other/page.html": "<!doctype html><title>Other</title><style>p{}</style><p>Other",
}  # fmt: skip


def settings(url: str, host: str | None) -> str:
    """Return a ``site.yaml``."""
    line = f"host: {host}\n" if host else ""
    return f"name: Small Site\nurl: {url}\n{line}feeds: [news/index.md]\n"


def site(
    root: Path, host: str | None, url: str = f"https://{DOMAIN}/", **files: str | bytes
) -> Path:
    """Make the site below ``root`` for a host."""
    return put(root, {**FILES, "site.yaml": settings(url, host), **files})


def release(root: Path, folder: Path, *, release: bool = True, verify: bool = False) -> Report:
    """Build what is published into a folder."""
    return pipeline.build(root, folder, now=NOW, release=release, verify=verify)


def built(root: Path) -> pipeline.Built:
    """Return the site as it is without a host."""
    return pipeline.make(root, now=NOW, release=True)


def outputs(root: Path) -> dict[str, Output]:
    """Return the files of the site as they are without a host, by path."""
    return {it.path: it for it in built(root).outputs}
