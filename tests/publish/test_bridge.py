"""While pages change, the policies that a server sends with them fit the old and the new."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.headers import headers
from sitegen.publish.bridge import bridged
from sitegen.publish.folder import Folder
from sitegen.publish.transport import Transport
from tests.publish.places import NOW, Watched, inexact, publish, seen
from tests.sites.small import SITE_YAML, page, small_site

POLICY = "Content-Security-Policy"
OTHER = {"red": "blue", "blue": "red"}


def section(name: str, policy: str) -> str:
    return f'<FilesMatch "^{name}$">\nHeader always set {POLICY} "{policy}"\n</FilesMatch>\n'


def test_policies_of_one_page_are_joined_and_all_else_is_new() -> None:
    old = section("a", "default-src 'none'; style-src 'sha256-1='") + section(
        "b", "default-src 'none'; img-src 'self'"
    )
    new = "# new\n" + section("a", "default-src 'none'; style-src 'sha256-2='")
    joint = bridged(new.encode(), [old.encode(), b"\xff no text"]).decode()
    assert "style-src 'sha256-1=' 'sha256-2='" in joint
    assert "default-src 'none'" in joint
    assert "img-src" not in joint
    assert joint.startswith("# new\n")


def test_what_has_not_changed_stays_as_it_was_written() -> None:
    text = section("a", "default-src 'none'; style-src 'sha256-1='; odd 'order'").encode()
    assert bridged(text, [text]) == text


def built(root: Path, color: str, host: str) -> Path:
    """Return the release of a site whose pages bring styles of their own."""
    frame = (
        f"<title>{{{{ page.title }}}}</title><style>p{{color:{color}}}</style>{{{{ page.body }}}}"
    )
    site = small_site(
        root,
        {
            "site.yaml": f"{SITE_YAML}host: {host}\n",
            "templates/page.html": frame,
            "content/a.md": page(),
            f"content/only-{color}.md": page(),
            "content/data/redirects.yaml": f"/only-{OTHER[color]}/: a.md\n",
        },
    )
    day = datetime.date(2026, 6, 15)
    return pipeline.build(site, root / "out", now=NOW, as_of=day, release=True).folder


def directives(policy: str) -> dict[str, set[str]]:
    parts = (part.split(" ") for part in policy.split("; "))
    return {name: set(sources) - {"'none'"} for name, *sources in parts}


def sent_with(path: str, there: Mapping[str, bytes], host: str) -> str | None:
    """Return the policy that a page is sent with; None if its server knows nothing of it."""
    folder, _, name = path.rpartition("/")
    file, start = {
        "apache": (
            f"{folder}/.htaccess".lstrip("/"),
            rf'<FilesMatch "\^{re.escape(re.escape(name))}[^\n]*">\nHeader always set {POLICY} ',
        ),
        "nginx": (
            ".host/nginx.conf",
            rf'location = "/{re.escape(path)}" {{\n\s+set \$site_policy ',
        ),
        "caddy": (".host/Caddyfile", rf'\t"/{re.escape(path)}" '),
    }[host]
    found = re.search(rf'{start}"(default-src [^"]*)"', there.get(file, b"").decode())
    return found and found[1]


def refused(place: Transport, host: str) -> list[str]:
    """Return the pages that lack something that they need under the policy they are sent with."""
    there, lacking = seen(place), []
    for path, content in there.items():
        sent = sent_with(path, there, host) if path.endswith(".html") else None
        needed = directives(headers(path, content)[POLICY]) if sent else {}
        given = directives(sent or "")
        if any(not sources <= given.get(name, set()) for name, sources in needed.items()):
            lacking.append(path)
    return lacking


@pytest.mark.parametrize("host", ["apache", "nginx", "caddy"])
def test_at_every_step_each_page_is_allowed_what_it_holds(tmp_path: Path, host: str) -> None:
    red, blue = (built(tmp_path / it, it, host) for it in ("red", "blue"))
    (tmp_path / "www").mkdir()
    place = Folder(tmp_path / "www", NOW.timestamp)
    publish(place, red)
    there = seen(place)
    assert all(sent_with(it, there, host) for it in ("index.html", "a/index.html", "404.html"))
    looks: list[list[str]] = []
    publish(Watched(place, look=lambda: looks.append(refused(place, host))), blue)
    assert len(looks) > 15
    assert [it for it in looks if it] == []
    assert inexact(place, blue) == []
