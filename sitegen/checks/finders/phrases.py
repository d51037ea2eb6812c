"""The phrases that arguments of components and attributes say, each as a text of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sitegen.checks.passages import Passage
from sitegen.checks.sentences import said_in_code


def phrases(passage: Passage) -> Iterator[Passage]:
    """Yield a passage for each phrase in code, with the same places in the source."""
    for at, phrase in said_in_code(passage):
        yield replace(passage, text=" " * at + phrase)
