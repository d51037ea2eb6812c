"""The score of a site by the rules that MDN HTTP Observatory publishes.

Rules: developer.mozilla.org/en-US/observatory/docs/tests_and_scoring, and the tables and tests
of github.com/mdn/mdn-http-observatory (src/grader/charts.js, src/analyzer/tests/), as of 2026.
A site begins with 100 points and loses those of each test that it fails; if 90 or more are left, it
gets the bonus points. The tests: cookies, Cross-Origin Resource Sharing, Content-Security-Policy,
redirection to https, Referrer-Policy, Strict-Transport-Security, Subresource Integrity,
X-Content-Type-Options, X-Frame-Options, Cross-Origin-Resource-Policy. Left out, since
they cannot be seen from one site: the list of preloaded domains (5 bonus points).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Protocol
from urllib.parse import urljoin, urlsplit

START, ENOUGH_FOR_BONUS = 100, 90
SIX_MONTHS = 15_768_000
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
LEAKING = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}
HASHES = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
CSP = "Content-Security-Policy"

Policy = Mapping[str, set[str]]


class Response(Protocol):
    """An HTTP answer; ``[name]`` is a header, nothing if it is not there."""

    @property
    def status(self) -> int: ...
    @property
    def content(self) -> bytes: ...
    def __getitem__(self, name: str, /) -> str: ...


Ask = Callable[[str], Response]


def score(ask: Ask, address: str) -> int:
    """Return the points of the site whose page has that https address."""
    points = modifiers(ask, address)
    base = START + sum(it for it in points.values() if it < 0)
    bonus = sum(it for it in points.values() if it > 0) if base >= ENOUGH_FOR_BONUS else 0
    return max(0, base + bonus)


def modifiers(ask: Ask, address: str) -> dict[str, int]:
    """Return what each test adds or takes away."""
    answer = ask(address)
    policy = _policy(answer[CSP])
    return {
        "cookies": _cookies(answer),
        "sharing": _sharing(answer),
        "policy": _policy_points(policy),
        "redirection": _redirection(ask, address),
        "referrer": _referrer(answer["Referrer-Policy"]),
        "transport": _transport(answer["Strict-Transport-Security"]),
        "integrity": _integrity(answer, address),
        "sniffing": 0 if answer["X-Content-Type-Options"].strip().lower() == "nosniff" else -5,
        "framing": _framing(answer, policy),
        "resources": _resources(answer["Cross-Origin-Resource-Policy"]),
    }


def _cookies(answer: Response) -> int:
    cookie = answer["Set-Cookie"].lower()
    if not cookie:
        return 0
    if "; secure" not in cookie:
        return -20 if not answer["Strict-Transport-Security"] else -5
    is_session = "sess" in cookie.partition("=")[0]
    if is_session and "; httponly" not in cookie:
        return -30
    return 5 if re.search(r"; samesite=(strict|lax)", cookie) else 0


def _sharing(answer: Response) -> int:
    is_open = answer["Access-Control-Allow-Origin"] not in ("", "*")
    return -50 if is_open and answer["Access-Control-Allow-Credentials"] == "true" else 0


def _policy(value: str) -> Policy | None:
    """Return the directives; of several policies (with commas between) the sources of all."""
    found: dict[str, set[str]] = {}
    for policy in value.split(","):
        for part in filter(None, map(str.strip, policy.split(";"))):
            directive, *sources = part.split()
            found.setdefault(directive.lower(), set()).update(it.lower() for it in sources)
    return found or None


def _sources(policy: Policy, directive: str) -> set[str]:
    found = policy.get(directive) or policy.get("default-src") or {"*"}
    is_hashed = any(it.startswith(HASHES) for it in found)
    return found - {"'unsafe-inline'"} if is_hashed and directive != "object-src" else set(found)


def _policy_points(policy: Policy | None) -> int:
    if policy is None:
        return -25
    script, style = _sources(policy, "script-src"), _sources(policy, "style-src")
    passive = {"img-src", "media-src"}
    active = {it for name, them in policy.items() if name not in passive for it in them}
    shown = {it for name in passive for it in policy.get(name) or policy.get("default-src") or ()}
    if script & (BROAD | INLINE) or _sources(policy, "object-src") & BROAD:
        return -20
    if any(it.startswith(("http:", "ftp:")) for it in active):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if any(it.startswith(("http:", "ftp:")) for it in shown):
        return -10
    if style & (BROAD | INLINE):
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def _redirection(ask: Ask, address: str) -> int:
    """Follow the same address without encryption to its end."""
    at = first = "http:" + address.partition(":")[2]
    for step in range(10):
        answer = ask(at)
        if answer.status not in (301, 302, 303, 307, 308):
            break
        after = urljoin(at, answer["Location"])
        if step == 0 and not after.startswith("https:"):
            return -10 if after != first else -20
        if step == 0 and urlsplit(after).hostname != urlsplit(first).hostname:
            return -5
        at = after
    return 0 if at.startswith("https:") else -20


def _referrer(value: str) -> int:
    known = [it for it in (word.strip().lower() for word in value.split(",")) if it]
    if not known:
        return 0
    return 5 if known[-1] in PRIVATE else -5


def _transport(value: str) -> int:
    age = re.search(r"(?:^|;)\s*max-age=\"?(\d+)", value, re.I)
    if not age:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS else -10


class _Scripts(HTMLParser):
    """Collects where scripts come from, and whether their content is told."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "script" and told.get("src"):
            self.found.append((told["src"] or "", bool(told.get("integrity"))))


def _integrity(answer: Response, address: str) -> int:
    scripts = _Scripts()
    scripts.feed(answer.content.decode("utf-8", "replace"))
    foreign = [
        (source, is_told)
        for source, is_told in scripts.found
        if urlsplit(urljoin(address, source)).hostname != urlsplit(address).hostname
        or source.startswith("//")
    ]
    if any(not it.startswith("https:") for it, _ in foreign):
        return -20 if all(is_told for _, is_told in foreign) else -50
    if foreign:
        return 5 if all(is_told for _, is_told in foreign) else -5
    return 5 if any(is_told for _, is_told in scripts.found) else 0


def _framing(answer: Response, policy: Policy | None) -> int:
    if policy and not policy.get("frame-ancestors", {"*"}) & BROAD:
        return 5
    value = answer["X-Frame-Options"].strip().lower()
    return 0 if value in ("sameorigin", "deny") or value.startswith("allow-from ") else -20


def _resources(value: str) -> int:
    return {"same-origin": 10, "same-site": 10, "cross-origin": 0, "": 0}.get(value.lower(), -5)
