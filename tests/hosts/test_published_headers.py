"""What browsers may keep, and that they come back by https."""

from __future__ import annotations

import pytest

from sitegen.headers import headers, joined
from sitegen.hosts.redirects import locations, spellings
from sitegen.hosts.release import ending_of, plain, release
from sitegen.model import Output

YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("index.html", "no-cache"),
        ("404.html", "no-cache"),
        ("assets/a.0123456789.html", "no-cache"),
        ("assets/picture-480.0123456789.avif", YEAR),
        ("assets/script.0123456789.js", YEAR),
        ("assets/script.js", HOUR),
        ("assets/script.012345678.js", HOUR),
        ("assets/script.012345678g.js", HOUR),
        ("assets/deep/script.0123456789.js", HOUR),
        ("other/assets/script.0123456789.js", HOUR),
        ("script.0123456789.js", HOUR),
        ("favicon.ico", HOUR),
        ("news/feed.xml", HOUR),
    ],
)
def test_only_what_has_its_content_in_its_name_is_kept_for_long(path: str, caching: str) -> None:
    assert headers(path, b"")["Cache-Control"] == caching


def test_https_alone_is_asked_for_only_where_it_is_there() -> None:
    name = "Strict-Transport-Security"
    assert headers("a.html", b"", is_secure=True)[name] == "max-age=31536000"
    assert name not in headers("a.html", b"")


def test_a_joined_policy_allows_what_each_allows_and_nothing_else() -> None:
    pages = (b"<style>a{}</style>", b"<script>f()</script>", b"<img src='https://b.example/x'>")
    policies = [headers("a.html", it)["Content-Security-Policy"] for it in pages]
    union = joined(policies)
    told = [dict(part.split(" ", 1) for part in it.split("; ")) for it in (union, *policies)]
    for name, value in told[0].items():
        each = {source for it in told[1:] for source in it.get(name, "").split()} - {"'none'"}
        assert set(value.split()) == (each or {"'none'"})
    assert joined([policies[0]]) == policies[0]
    assert joined(reversed(policies)) == union


def test_redirects_count_from_the_root_of_the_host() -> None:
    found = locations(
        {
            "/old/": "about.md",
            "/place/": "news/index.md#part one",
            "/away/": "https://b.example/a b?x=$y&z=%41\n\"{'",
        },
        "https://www.example.org/a/b/",
    )
    assert found == {
        "/old/": "/a/b/about/",
        "/place/": "/a/b/news/#part%20one",
        "/away/": "https://b.example/a%20b?x=%24y&z=%41%0A%22%7B'",
    }


def test_an_address_is_known_by_all_its_spellings() -> None:
    assert set(spellings("/old/")) == {"/old/", "/old", "/old/index.html"}
    assert spellings("/old.html") == ("/old.html",)


@pytest.mark.parametrize(
    ("path", "ending"),
    [("a.html", ".html"), ("a.b/c", ""), ("a.b.svg", ".svg"), ("a", ""), ("x/.y", ".y")],
)
def test_the_ending_is_that_of_the_name(path: str, ending: str) -> None:
    assert ending_of(path) == ending


def test_a_header_holds_nothing_that_a_configuration_takes_for_its_own() -> None:
    html = '<img src="https://a$b{c}&quot;;x/">'
    told = release(
        [Output(path="index.html", content=html.encode())],
        url="https://www.example.org/",
        redirects={},
    ).files[0]
    assert not set(told.headers["Content-Security-Policy"]) & set('${}"\\`\n')
    assert plain("a; b 'c' d=(), 100%") == "a; b 'c' d=(), 100%"
    assert plain("é\n") == "%C3%A9%0A"
