"""Headers for the moment in which a page may still be the old one or already the new.

Releases for nginx, Apache and Caddy bring files that name the policy of each page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.headers import joined

# What a server reads when it is told to; .htaccess is read at each request.
CONFIGURATION = ".host/"
POLICY = re.compile(r'(?<=")default-src [^"\n]*(?=")')

# What stands before a policy in its line, and the last line above that holds none.
Place = tuple[str, str]


def is_bridged(path: str) -> bool:
    """Say whether a file holds policies of pages, which change along with them."""
    return path.startswith(CONFIGURATION) or path.rpartition("/")[2] == ".htaccess"


def bridged(new: bytes, others: Iterable[bytes]) -> bytes:
    """Return ``new`` with policies under which the pages of all others work too."""
    known: dict[Place, set[str]] = {}
    for other in others:
        for _, place, policy in _policies(_lines(other)):
            known.setdefault(place, set()).add(policy)
    lines = _lines(new)
    for at, place, policy in list(_policies(lines)):
        policies = {policy} | known.get(place, set())
        if len(policies) > 1:
            lines[at] = lines[at].replace(policy, joined(sorted(policies)))
    return "\n".join(lines).encode()


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").split("\n")


def _policies(lines: list[str]) -> Iterator[tuple[int, Place, str]]:
    """Yield each policy with its line, and what it is known by in another release."""
    above = ""
    for at, line in enumerate(lines):
        match = POLICY.search(line)
        if match:
            yield at, (line[: match.start()], above), match[0]
        else:
            above = line
