"""Text files packed beforehand, so that no server has to pack them for each visitor."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping, Sequence

import brotli

from sitegen.headers import CONTENT_TYPES
from sitegen.hosts.release import ending_of
from sitegen.model import Output
from sitegen.parallel import rejoined, spread

# The name that a browser accepts, by the ending of the packed file; the best first.
PACKINGS = {".br": "br", ".gz": "gzip"}
# A smaller file fits into the first packet anyway.
LEAST = 1024
TEXTS = ("text/", "json", "xml")
# In a name that a server has rewritten these are read once more.
READ_TWICE = re.compile(r"[%\\]")


def packed(outputs: Iterable[Output], before: Mapping[str, Output]) -> list[Output]:
    """Return the packed form of each text that gets smaller by it, in each of PACKINGS.

    ``before`` are the files of an earlier release, packed ones too: what has not changed since
    is not packed again.
    """
    found: list[Output] = []
    waiting: list[Output] = []
    for output in outputs:
        kept = [before.get(f"{output.path}{ending}") for ending in PACKINGS]
        if not may_be_packed(output.path) or len(output.content) <= LEAST:
            continue
        if _is_same(before.get(output.path), output) and all(kept):
            found += [it for it in kept if it]
        else:
            waiting.append(output)
    results = rejoined(spread(_pack, waiting))
    for output, contents in zip(waiting, results, strict=True):
        if max(len(it) for it in contents) < len(output.content):
            found += [
                Output(path=f"{output.path}{ending}", content=content)
                for ending, content in zip(PACKINGS, contents, strict=True)
            ]
    return found


def may_be_packed(path: str) -> bool:
    """Say whether a file is text by its name, and servers find such a name again."""
    kind = CONTENT_TYPES.get(ending_of(path).lower(), "")
    return any(it in kind for it in TEXTS) and not READ_TWICE.search(path)


def _is_same(old: Output | None, new: Output) -> bool:
    return old is not None and old.digest == new.digest


def _pack(outputs: Sequence[Output]) -> list[tuple[bytes, bytes]]:
    return [(_brotli(it.content), gzip.compress(it.content, 9, mtime=0)) for it in outputs]


def _brotli(content: bytes) -> bytes:
    found: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)
    return found
