"""Words that stand twice in a row by a slip, in every source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.found import Found
from sitegen.checks.passages import Passage
from sitegen.checks.sentences import paragraphs, said_in_code
from sitegen.checks.subject import Subject

DOUBLED = re.compile(r"(?<![\w-])([A-Za-z]+)(?:[ \t]*\n?[ \t]*(?<=\s)\1(?![\w-]))+", re.I)
# English says these twice: "the plan that that doctor had had", "what it is is simple".
MAY_BE_DOUBLED = frozenset(("had", "that", "bye", "is", "no", "so", "very"))
# An element that names another language: "nous nous aimons".
IN_OTHER_LANGUAGE = re.compile(
    r"<(?!html\b|body\b)([a-z][\w-]*)\b[^<>]*\slang=[\"']?(?!en\b)[a-z][^<>]*>.*?</\1>",
    re.I | re.S,
)


def doubled(subject: Subject) -> Iterator[Found]:
    """Find equal words in a row."""
    for passage in subject.passages if subject.is_english else ():
        for start, end, match in _repeated(passage):
            if _is_slip(match) and not _is_foreign(passage, start):
                count = len(match[0].split())
                times = "twice" if count == 2 else f"{count} times"
                yield Found(
                    at=passage.place(start, start + len(match[1])),
                    message=f"the word '{match[1]}' stands here {times}",
                    hint="keep one of the two" if count == 2 else "keep one of them",
                    fix=passage.fix(start, end, match[1]),
                )


def _repeated(passage: Passage) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield equal words with nothing between them, and where they begin and end."""
    is_mixed = passage.origin in ("body", "template")
    for piece in paragraphs(passage):
        for match in DOUBLED.finditer(passage.text, piece.start, piece.end):
            if not is_mixed or passage.raw[match.start() : match.end()] == match[0]:
                yield *match.span(), match
    for at, phrase in said_in_code(passage):
        for match in DOUBLED.finditer(phrase):
            yield at + match.start(), at + match.end(), match


def _is_foreign(passage: Passage, at: int) -> bool:
    """Say whether a word stands in an element that names another language."""
    is_mixed = passage.origin in ("body", "template")
    spans = (it.span() for it in IN_OTHER_LANGUAGE.finditer(passage.raw if is_mixed else ""))
    return any(start <= at < end for start, end in spans)


def _is_slip(match: re.Match[str]) -> bool:
    """Say whether equal words are a slip: no name, no initials, none that may be doubled."""
    is_initial = len(match[1]) == 1 and match[1] not in "aA"
    is_name = all(it[0].isupper() for it in match[0].split())
    return not is_initial and not is_name and match[1].lower() not in MAY_BE_DOUBLED
