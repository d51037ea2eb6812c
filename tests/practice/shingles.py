"""Runs of words that two texts share, found without having one of the texts at hand.

`old-page-shingles.txt` holds a digest of every run of six words of the practice's old page,
one per line. It was written by `digests(text)` and says nothing else about that text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from hashlib import sha256

SIZE = 6
# The name of the practice and its town stand on every page, old and new.
NAMES = re.compile(r"hands on healthcare( massage therapy)?|commack( on)? long island( new york)?")


def plain_words(text: str) -> list[str]:
    """Return the words of a text in small letters, without the names that any page holds."""
    bare = " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower())))
    return NAMES.sub(" ", bare).split()


def digests(text: str) -> list[str]:
    """Return a digest of every run of SIZE words, in the order of the text."""
    found = plain_words(text)
    runs = (" ".join(found[at : at + SIZE]) for at in range(len(found) - SIZE + 1))
    return [sha256(run.encode()).hexdigest()[:12] for run in runs]


def shared_runs(text: str, known: Collection[str], length: int) -> Iterator[str]:
    """Yield every run of `length` words whose runs of SIZE words are all known."""
    found, marks = plain_words(text), [mark in known for mark in digests(text)]
    for at in range(len(found) - length + 1):
        if all(marks[at : at + length - SIZE + 1]):
            yield " ".join(found[at : at + length])
