"""The score is what the published tables say."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.hosts.observatory import modifiers, score

HOME = "https://a.example/"
BEST = {
    "Content-Security-Policy": "default-src 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True)
class Told:
    """An answer made up from headers."""

    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b"<p>Text"
    status: int = 200

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


def points(headers: dict[str, str], html: str = "<p>Text", moved: str = HOME) -> dict[str, int]:
    def ask(address: str) -> Told:
        if address.startswith("http:"):
            return Told({"Location": moved}, status=301) if moved else Told(headers)
        return Told(headers, html.encode())

    return {**modifiers(ask, HOME), "all": score(ask, HOME)}


def test_all_that_one_site_can_show_gives_130() -> None:
    assert points(BEST)["all"] == 130


def test_a_bare_site_gets_nothing() -> None:
    found = points({}, moved="")
    assert found == {
        "cookies": 0, "sharing": 0, "policy": -25, "redirection": -20, "referrer": 0,
        "transport": -20, "integrity": 0, "sniffing": -5, "framing": -20, "resources": 0, "all": 10,
    }  # fmt: skip


def test_bonus_points_count_from_90_on() -> None:
    without = {name: it for name, it in BEST.items() if name != "Strict-Transport-Security"}
    assert points(without)["all"] == 80
    assert points({**BEST, "Strict-Transport-Security": "max-age=99"})["all"] == 120


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'none'; style-src 'sha256-x'", 10),
        ("default-src 'self'; script-src 'self'", 5),
        ("default-src 'none'; style-src 'unsafe-inline'", 0),
        ("default-src 'none'; style-src 'unsafe-inline' 'sha256-x'", 10),
        ("default-src 'none'; script-src 'unsafe-inline'", -20),
        ("default-src 'none'; script-src data:", -20),
        ("default-src 'none'; script-src 'unsafe-eval'", -10),
        ("default-src 'none'; img-src http://a.example", -10),
        ("default-src 'none'; script-src http://a.example", -20),
        ("frame-ancestors 'none'", -20),
        ("", -25),
    ],
)
def test_a_policy_counts_as_published(policy: str, expected: int) -> None:
    assert points({**BEST, "Content-Security-Policy": policy})["policy"] == expected


@pytest.mark.parametrize(
    ("name", "value", "test", "expected"),
    [
        ("Referrer-Policy", "unsafe-url", "referrer", -5),
        ("Referrer-Policy", "nonsense", "referrer", -5),
        ("Strict-Transport-Security", "nonsense", "transport", -20),
        ("X-Content-Type-Options", "yes", "sniffing", -5),
        ("Cross-Origin-Resource-Policy", "cross-origin", "resources", 0),
        ("Cross-Origin-Resource-Policy", "nobody", "resources", -5),
        ("Set-Cookie", "a=b", "cookies", -5),
        ("Set-Cookie", "a=b; Secure; SameSite=Lax", "cookies", 5),
        ("Set-Cookie", "session=b; Secure", "cookies", -30),
    ],
)
def test_a_header_counts_as_published(name: str, value: str, test: str, expected: int) -> None:
    assert points({**BEST, name: value})[test] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<script src="a.js"></script>', 0),
        ('<script src="a.js" integrity="sha256-x"></script>', 5),
        ('<script src="https://b.example/a.js"></script>', -5),
        ('<script src="https://b.example/a.js" integrity="sha256-x"></script>', 5),
        ('<script src="//b.example/a.js"></script>', -50),
    ],
)
def test_scripts_count_as_published(html: str, expected: int) -> None:
    assert points(BEST, html)["integrity"] == expected


@pytest.mark.parametrize(
    ("moved", "expected"),
    [(HOME, 0), ("https://b.example/", -5), ("http://a.example/b", -10), ("", -20)],
)
def test_the_way_to_https_counts_as_published(moved: str, expected: int) -> None:
    assert points(BEST, moved=moved)["redirection"] == expected


def test_frames_may_be_refused_by_either_header() -> None:
    policy = {**BEST, "Content-Security-Policy": "default-src 'none'"}
    assert points(policy)["framing"] == -20
    assert points({**policy, "X-Frame-Options": "DENY"})["framing"] == 0
