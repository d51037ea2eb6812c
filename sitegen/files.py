"""Files as a build finds them: known by size, times and inode, and read only if these changed.

As git's index does: https://git-scm.com/docs/racy-git
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

# Size in bytes, times of change of content and of inode in nanoseconds, inode.
Stamp = tuple[int, int, int, int]

# A file changed again within the clock tick of its file system keeps its stamp, so a stamp
# counts only once it is older than any tick (FAT: 2 s).
SETTLED_AFTER = 2_000_000_000


def stamp_of(stat: os.stat_result) -> Stamp:
    """Return what tells a file from a later version of itself."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def is_settled(stamp: Stamp, since: int) -> bool:
    """Say whether a file read at ``since`` (ns) shows by its stamp that it has changed later."""
    return max(stamp[1], stamp[2]) < since - SETTLED_AFTER


def digest_of(content: bytes) -> str:
    """Return the digest of a file's content, 32 hexadecimal digits."""
    return blake2b(content, digest_size=16).hexdigest()


def clock() -> int:
    """Return the time (ns) by which files are stamped."""
    return time.time_ns()


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of an earlier build: its stamp if that was settled, its digest, what it held."""

    stamp: Stamp | None
    digest: str
    parsed: object = None


class File:
    """A file below a site's root, read when it is asked for; ``seen`` tells of earlier times.

    ``parsed`` is what a reader has made of it.
    """

    __slots__ = ("_digest", "_seen", "name", "parsed", "stamp")

    def __init__(self, name: str, stat: os.stat_result, seen: Seen | None = None) -> None:
        self.name = name
        self.stamp = stamp_of(stat)
        self.parsed: object = None
        self._seen = seen
        self._digest = seen.digest if seen and seen.stamp == self.stamp else None

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.name)

    @property
    def digest(self) -> str:
        """Digest of its content. Raises OSError if it cannot be read."""
        if self._digest is None:
            self._digest = digest_of(self.read())
        return self._digest

    def read(self) -> bytes:
        """Return its content. Raises OSError."""
        content = self.path.read_bytes()
        self._digest = digest_of(content)
        return content

    def note(self, digest: str, parsed: object) -> None:
        """Keep what another process has read."""
        self._digest, self.parsed = digest, parsed

    def holds_still(self) -> bool:
        """Say whether its content has the digest that was noted when it was first looked at."""
        try:
            return digest_of(self.path.read_bytes()) == self.digest
        except OSError:
            return False

    def recall(self) -> object:
        """Return what was made of this same content earlier, or None. Raises OSError."""
        if self._seen and self._seen.parsed is not None and self._seen.digest == self.digest:
            self.parsed = self._seen.parsed
        return self.parsed

    def seen(self, since: int) -> Seen:
        """Return what a later build may rely on; ``since`` is when files began to be read.

        Raises OSError if it cannot be read.
        """
        digest = self.digest
        stamp = self.stamp if is_settled(self.stamp, since) else None
        return Seen(stamp, digest, self.parsed)
