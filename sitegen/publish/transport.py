"""What every place of publication can do, and what it says when it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

# Everything below it is the publisher's own; hosts refuse to serve it.
PRIVATE = ".sitegen/"
TEMPORARY = f"{PRIVATE}tmp/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file as a place lists it: size in bytes, None if it is no ordinary file; when it was
    written, in seconds by the clock of the place.
    """

    size: int | None
    modified: float


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a visitor is told with a file: content type, cache rule, address it leads on to."""

    type: str = "application/octet-stream"
    cache: str = "no-store"
    redirect: str = ""


OWN = About()


class Unreachable(Exception):
    """A place does not do what it is asked, in words for a Problem."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


class Transport(Protocol):
    """Files of one place, by paths with ``/``. Every method raises Unreachable."""

    def files(self, below: str = "") -> Mapping[str, Entry]:
        """Return all files whose path begins with ``below``: empty, or ending in ``/``."""

    def get(self, path: str) -> bytes | None:
        """Return the content of a file, None if there is none."""

    def put(self, path: str, content: bytes, about: About = OWN) -> None:
        """Write a file so that at every moment there is all of the old one or all of the new."""

    def place(self, source: str, path: str, about: About) -> None:
        """Give the content of ``source`` to ``path`` as ``put`` does, without sending it anew."""

    def delete(self, path: str) -> None:
        """Remove a file, if it is there."""

    def close(self) -> None:
        """Let go of the place."""
