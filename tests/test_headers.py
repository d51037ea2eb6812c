"""Policies are as tight as the page allows; tests/browser/test_preview_policy.py tries them."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from sitegen.checks.finders import scripts
from sitegen.headers import RUNS, headers


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy(html: str, path: str = "a/index.html") -> dict[str, str]:
    """Return the directives of a page, without those that each page has."""
    told = headers(path, html.encode())["Content-Security-Policy"]
    parts = dict(part.split(" ", 1) for part in told.split("; "))
    for name in ("default-src", "frame-ancestors"):
        assert parts.pop(name) == "'none'"
    return {name: value for name, value in parts.items() if value != "'none'"}


@pytest.mark.parametrize(
    ("html", "needs"),
    [
        ("<p>Text", {}),
        ("<style>a{}</style>", {"style-src": digest("a{}")}),
        ("<STYLE media='print'>\na{}</STYLE >", {"style-src": digest("\na{}")}),
        ("<style>a{}\r\nb{}</style>", {"style-src": digest("a{}\nb{}")}),
        (
            "<style>a{}</style><style>b{}</style>",
            {"style-src": " ".join(sorted((digest("a{}"), digest("b{}"))))},
        ),
        (
            "<style>a{background:url(data:image/png;base64,AA)}</style>",
            {
                "style-src": digest("a{background:url(data:image/png;base64,AA)}"),
                "img-src": "'self' data:",
            },
        ),
        (
            "<style>@font-face{src:url('a.woff2')}</style>",
            {"style-src": digest("@font-face{src:url('a.woff2')}"), "font-src": "'self'"},
        ),
        ("<style>@import 'a.css'</style>", {"style-src": "'self' " + digest("@import 'a.css'")}),
        (
            '<link rel="stylesheet" href="../a.css">',
            {"style-src": "'self'", "img-src": "'self' data:", "font-src": "'self'"},
        ),
        ('<link rel="canonical" href="https://example.org/">', {}),
        ('<link rel="manifest" href="a">', {"manifest-src": "'self'"}),
        ('<script type="application/ld+json">{}</script>', {}),
        ("<script>f()</script>", {"script-src": digest("f()")}),
        ('<script type="module">f()</script>', {"script-src": digest("f()")}),
        ('<script src="a.js" defer></script>', {"script-src": "'self'"}),
        ('<img alt="a > b" src="a.png">', {}),
        ('<img src="data:image/gif;base64,AA">', {"img-src": "'self' data:"}),
        ('<img srcset="a.png 1x, https://b.example/a.png 2x">', {"img-src": "'self' https://b.example"}),
        ('<video src="a.webm" poster="a.png"><track src="a.vtt"></video>', {"media-src": "'self'"}),
        ('<iframe src="https://b.example:8443/x?y"></iframe>', {"frame-src": "https://b.example:8443"}),
        ('<iframe src="//b.example/x"></iframe>', {"frame-src": "https://b.example"}),
        ("<form><button>", {"form-action": "'self'"}),
        ('<form action="https://b.example/send">', {"form-action": "https://b.example"}),
        ('<a href="https://b.example/">', {}),
        ('<img src="https://a;script-src *">', {}),
        ('<img src="https://a b.example/a.png">', {}),
        ('<img src="https://*/a.png">', {}),
        ('<img src="https://ann@b.example:8443/a.png">', {"img-src": "'self' https://b.example:8443"}),
        ('<img src="https://[2001:db8::1]/a.png">', {"img-src": "'self' https://[2001:db8::1]"}),
        ("<p>a < b and <style", {}),
    ],
)  # fmt: skip
def test_a_page_is_allowed_what_it_holds(html: str, needs: dict[str, str]) -> None:
    assert policy(html) == {"img-src": "'self'", "connect-src": "'self'", **needs}


@pytest.mark.parametrize(
    "kind",
    [
        *("", "module", " text/javascript ", "TEXT/ECMAScript", "application/x-ecmascript"),
        *("text/jscript", "text/javascript1.5", "importmap"),
    ],
)
def test_what_a_policy_must_allow_and_what_a_check_reads_is_one(kind: str) -> None:
    assert policy(f'<script type="{kind}">f()</script>')["script-src"] == digest("f()")
    assert scripts.RUNS is RUNS


@pytest.mark.parametrize("kind", ["application/ld+json", "text/plain", "text/javascript2", "x"])
def test_what_does_not_run_needs_no_policy(kind: str) -> None:
    assert "script-src" not in policy(f'<script type="{kind}">f()</script>')


def test_a_page_inside_a_frame_lives_under_the_same_policy() -> None:
    inner = (
        "&lt;style&gt;a{}&lt;/style&gt;&lt;a href=&quot;https://player.example/e/1&quot;&gt;Play"
    )
    assert policy(f'<style>b{{}}</style><iframe srcdoc="{inner}"></iframe>') == {
        "img-src": "'self'",
        "connect-src": "'self'",
        "style-src": " ".join(sorted((digest("a{}"), digest("b{}")))),
        "frame-src": "https://player.example",
    }


def test_no_policy_is_unsafe() -> None:
    html = "<style>a{}</style><script>f()</script><p style='color:red' onclick='f()'>"
    assert "unsafe" not in headers("a.html", html.encode())["Content-Security-Policy"]


def test_what_a_server_adds_stands_beside_what_the_page_needs() -> None:
    told = headers("a.html", b"<script>f()</script>", {"script-src": ["'self'"]})
    assert f"script-src 'self' {digest('f()')};" in told["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("news/feed.xml", "application/xml; charset=utf-8"),
        ("assets/a.0123456789.AVIF", "image/avif"),
        ("closures.ics", "text/calendar; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json"),
        ("CNAME", "application/octet-stream"),
        ("a.html/b", "application/octet-stream"),
    ],
)
def test_the_name_gives_the_type(path: str, kind: str) -> None:
    told = headers(path, b"x")
    assert told["Content-Type"] == kind
    assert told["X-Content-Type-Options"] == "nosniff"


def test_only_pages_and_drawings_have_a_policy() -> None:
    assert "Content-Security-Policy" in headers("a.svg", b"<svg></svg>")
    assert "Content-Security-Policy" not in headers("a.png", b"<style>")


def test_pictures_may_be_shown_elsewhere_and_pages_not() -> None:
    name = "Cross-Origin-Resource-Policy"
    assert headers("a.png", b"")[name] == "cross-origin"
    assert headers("a.html", b"")[name] == "same-origin"


def test_the_same_page_gives_the_same_headers() -> None:
    html = b"<style>a</style><style>b</style><style>c</style><img src='https://b.example/'>"
    assert len({str(headers("a.html", html)) for _ in range(3)}) == 1


def test_a_hostile_page_takes_no_time() -> None:
    for text in (
        "<" * 200_000,
        "<a " * 70_000,
        '<a b="' * 40_000,
        "<style>" * 3_000,
        "url(" * 50_000,
    ):
        headers("a.html", text.encode())
