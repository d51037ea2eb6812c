"""What a robots.txt allows (RFC 9309), whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import printable
from urllib.parse import quote, urlsplit

ANYBODY = "*"
AGENT = re.compile(r"\*|[A-Za-z_-]+")
CODE = re.compile(r"%[0-9A-Fa-f]{2}")
UNRESERVED = "-._~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a robots.txt that opens or closes the addresses that a pattern fits."""

    pattern: str
    is_open: bool


# By the name of a program in small letters, or * for anybody.
Robots = Mapping[str, Sequence[Line]]


def read_robots(text: str) -> Robots:
    """Return the lines for each program; groups for the same one count together (2.2.1)."""
    found: dict[str, list[Line]] = {}
    named: list[str] = []
    is_heading = False
    for line in text.removeprefix("\ufeff").splitlines():
        key, _, value = (it.strip() for it in line.partition("#")[0].partition(":"))
        if key.lower() == "user-agent":
            agent = AGENT.match(value)
            named = [*(named if is_heading else ()), agent[0].lower() if agent else ""]
            is_heading = True
            found.setdefault(named[-1], [])
        elif key.lower() in ("allow", "disallow"):
            is_heading = False
            if value:
                made = Line(pattern=_evenly_coded(value), is_open=key.lower() == "allow")
                for name in named:
                    found[name].append(made)
    return found


def may_visit(robots: Robots, agent: str, address: str) -> bool:
    """Say whether a program may visit an address; one that cannot be read is not forbidden.

    The longest pattern that fits decides, and of two as long the one that opens (2.2.2).
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return True
    path = _evenly_coded((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    lines = robots.get(agent.lower(), robots.get(ANYBODY, ()))
    fitting = ((len(it.pattern), it.is_open) for it in lines if _fits(it.pattern, path))
    return max(fitting, default=(0, True))[1]


def _fits(pattern: str, path: str) -> bool:
    """Say whether a pattern fits the beginning of a path: * is anything, $ its end (2.2.3)."""
    first, *rest = pattern.removesuffix("$").split("*")
    at = len(first)
    if not path.startswith(first):
        return False
    for piece in rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    is_whole = path.endswith(rest[-1]) if rest else at == len(path)
    return is_whole or not pattern.endswith("$")


def _evenly_coded(path: str) -> str:
    """Return a path in which one sign has one form, so that é and %C3%A9 are the same (2.2.2)."""
    return CODE.sub(_signs, quote(path, safe=printable, errors="replace"))


def _signs(code: re.Match[str]) -> str:
    sign = chr(int(code[0][1:], 16))
    is_plain = sign.isascii() and (sign.isalnum() or sign in UNRESERVED)
    return sign if is_plain else code[0].upper()
