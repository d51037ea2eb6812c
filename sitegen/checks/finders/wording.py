"""Words that a site's own list, ``wording.yaml``, wants left out, wherever they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sitegen.checks.found import Found
from sitegen.checks.passages import Passage
from sitegen.checks.sentences import place_of_word, said_in_code, sentences
from sitegen.checks.settings import Wording
from sitegen.checks.subject import Subject

LIST = "wording.yaml"
NAME_OF_FILE = re.compile(r"\S*[/.@]\S+")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the list in a text for visitors."""

    entry: Wording
    start: int
    end: int
    words: str


@lru_cache(maxsize=512)
def whole_words(words: str) -> re.Pattern[str]:
    """Return the pattern of an entry's words, as whole words in any case."""
    return re.compile(rf"(?<![\w#])(?:{words})(?!\w)", re.I)


def said(text: str, entries: tuple[Wording, ...]) -> Iterator[Said]:
    """Yield the words of a list in a sentence, but for those that the sentence excuses."""
    for entry in entries:
        for match in whole_words(entry.words).finditer(text):
            if not (entry.unless and re.search(entry.unless, text, re.I)):
                yield Said(entry, match.start(), match.end(), match[0])


def unwanted(subject: Subject) -> Iterator[Found]:
    """Find the words of the list in every source."""
    entries: tuple[Wording, ...] = tuple(subject.site.data.get(LIST) or ())
    if not entries:
        return
    patterns = _any_of(entries)
    for passage in subject.passages:
        is_mixed = passage.origin in ("body", "template")
        whole = passage.raw if is_mixed else passage.text
        is_there = any(it.search(whole) for it in patterns)
        if is_there and not NAME_OF_FILE.fullmatch(passage.text):
            for offset, text in _texts(passage):
                is_said = any(it.search(text) for it in patterns)
                for it in said(text, entries) if is_said else ():
                    yield _found(passage, offset, it)


def _any_of(entries: Iterable[Wording]) -> list[re.Pattern[str]]:
    """Return patterns one of which fits wherever an entry may: one for all of them but a few.

    Groups have names and numbers, which count within their own entry.
    """
    alone = [it.words for it in entries if re.compile(it.words).groups]
    together = "|".join(f"(?:{it.words})" for it in entries if it.words not in alone)
    return [
        *([re.compile(rf"(?<!\w)(?:{together})", re.I)] if together else []),
        *map(whole_words, alone),
    ]


def _texts(passage: Passage) -> Iterator[tuple[int, str]]:
    for piece in sentences(passage):
        yield piece.start, passage.text[piece.start : piece.end]
    yield from said_in_code(passage)


def _found(passage: Passage, offset: int, it: Said) -> Found:
    start, end, new = offset + it.start, offset + it.end, it.entry.replace
    if new and len(it.words) > 1 and it.words.isupper():
        new = new.upper()
    elif new and it.words[:1].isupper():
        new = new[:1].upper() + new[1:]
    return Found(
        at=place_of_word(passage, start),
        message=f"'{' '.join(it.words.split())}' {it.entry.why}",
        hint=it.entry.better,
        fix=passage.fix(start, end, new) if new else None,
    )
