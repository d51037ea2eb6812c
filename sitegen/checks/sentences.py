"""The sentences of a site's sources, each with the place where it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sitegen.checks.document import INLINE, Document
from sitegen.checks.passages import JINJA, Passage, code_in
from sitegen.checks.prose import cut, plain, words
from sitegen.checks.subject import Subject
from sitegen.problems import Place

# Where a piece of text ends, whatever its sentences say.
ENDS_IN_MARKDOWN = re.compile(
    r"\n[ \t]*(?=\n)"
    r"|(?<=\n)(?=[ \t]*(?:(?:[-*+:]|\d{1,3}[.)])[ \t]|[>|]|!!!))"
    r"|^\#[^\n]*(?:\n|\Z)"
    r"|\|",
    re.M,
)
TAG = r"</?([A-Za-z][\w-]*)(?:[^<>\"'{]|\"[^\"]*\"|'[^']*'|\{[%{].*?[%}]\})*>"
ENDS_IN_TEMPLATE = re.compile(rf"\{{%.*?%\}}|\{{#.*?#\}}|<!--.*?-->|{TAG}", re.S)
ENDS_IN_DATA = re.compile(r"\n[ \t]*\n")
ANSWERED = re.compile(r"\{\{")
PHRASE = r"\"([^\"<>{}\n]*[^\W\d_] [^\"<>{}\n]*)\""
IN_QUOTES = re.compile(PHRASE)
IN_ATTRIBUTE = re.compile(rf"\b(?:alt|title|content|placeholder|label|aria-[a-z]+)={PHRASE}")
CALL = re.compile(r"\{\{[^\n]*?\}\}")
TITLE_OF_LINK = re.compile(rf"(?<=\])(?:\(\S+|:[ \t]*\S+)[ \t]+{PHRASE}")
# Words in a row that tell a text from others, and that tell a place in a text that is known.
FAR, NEAR = (8, 5), (3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a passage from ``start`` to ``end``: a sentence, or a paragraph of them.

    ``count`` is its number of words; a component or value in braces counts as one.
    """

    passage: Passage
    start: int
    end: int
    count: int

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        text = " ".join(plain(self.passage.text[self.start : self.end]).split())
        return re.sub(r"\s+([.,;:?!)])", r"\1", text)

    @property
    def place(self) -> Place:
        """Where its first word stands."""
        first = re.compile(r"\w+").search(self.passage.text, self.start, self.end)
        return self.passage.place(*first.span()) if first else self.passage.place(self.start)


def place_of_word(passage: Passage, start: int) -> Place:
    """Return the place of the word at ``start``; of several, lines may lie between them."""
    word = re.compile(r"\w+|\S").match(passage.text, start)
    return passage.place(start, word.end() if word else None)


@lru_cache(maxsize=4096)
def paragraphs(passage: Passage) -> tuple[Piece, ...]:
    """Return the paragraphs, items, headings and cells of a passage."""
    return tuple(_paragraphs(passage))


@lru_cache(maxsize=4096)
def sentences(passage: Passage) -> tuple[Piece, ...]:
    """Return the sentences of a passage."""
    text = plain(passage.text)
    if passage.origin in ("body", "template"):
        # A sentence may begin with what a component or value says.
        letters = list(text)
        for begin in ANSWERED.finditer(passage.raw):
            letters[begin.start()] = "X"
        text = "".join(letters)
    found = (
        _piece(passage, it.start + start, it.start + end)
        for it in paragraphs(passage)
        for start, end in cut(text[it.start : it.end])
    )
    return tuple(it for it in found if it.count)


def said_in_code(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield the phrases in quotes that a template or page passes on, or writes into attributes.

    In Markdown, the title of a link is one too.
    """
    if passage.origin not in ("body", "template"):
        return
    is_markdown = passage.origin == "body"
    calls = CALL if is_markdown else JINJA
    others = (IN_ATTRIBUTE, TITLE_OF_LINK) if is_markdown else (IN_ATTRIBUTE,)
    found = {
        call.start() + quoted.start(1): quoted[1]
        for call in calls.finditer(passage.raw)
        if not call[0].startswith("{#")
        for quoted in IN_QUOTES.finditer(call[0])
    }
    found |= {it.start(1): it[1] for other in others for it in other.finditer(passage.raw)}
    code = tuple(code_in(passage.raw)) if found and is_markdown else ()
    for at, phrase in found.items():
        if not any(start <= at < end for start, end in code):
            yield at, phrase


def typed_at(subject: Subject, document: Document, text: str, at: int = 0) -> Place | None:
    """Return the place in a source of the word at ``at`` of a text on a page.

    What the page's own file says comes first, then data, templates and settings. A word that a
    component brings has the place of the words next to it; None if nobody typed them.
    """
    found = list(re.finditer(r"\w+", text))
    index = next((n for n, it in enumerate(found) if it.end() > at), None)
    if index is None:
        return None
    tokens = [it[0] for it in found]
    own = [it for it in subject.passages if it.page and it.page == document.source]
    others = sorted((it for it in subject.passages if not it.page), key=_rank)
    begins_here = _typed(own, tokens[: min(FAR)], 0)
    return (
        _typed_around(own, tokens, index, FAR)
        or (begins_here and _typed_beside(own, tokens, index))
        or _typed_around(others, tokens, index, FAR)
        or _typed_beside(own, tokens, index)
    )


def _rank(passage: Passage) -> int:
    return ("data", "template", "settings").index(passage.origin)


def _typed_around(
    passages: list[Passage], tokens: list[str], index: int, sizes: tuple[int, ...]
) -> Place | None:
    """Return the place of a word that stands among the same words as in ``tokens``."""
    for size in sorted({min(it, len(tokens)) for it in sizes}, reverse=True):
        for first in (index, index - size + 1, index - size // 2):
            if 0 <= first <= len(tokens) - size:
                place = _typed(passages, tokens[first : first + size], index - first)
                if place:
                    return place
    return None


def _typed_beside(passages: list[Passage], tokens: list[str], index: int) -> Place | None:
    """Return the place of a word whose sentence is there, if not all of its words."""
    size = min(FAR)
    firsts = sorted(range(len(tokens) - size + 1), key=lambda it: abs(it + size // 2 - index))
    for first in firsts:
        nearest = min(max(index - first, 0), size - 1)
        place = _typed(passages, tokens[first : first + size], nearest)
        if place:
            return _typed_around(passages, tokens, index, NEAR) or place
    return None


def _typed(passages: list[Passage], tokens: list[str], index: int) -> Place | None:
    words_ = [re.escape(it) for it in tokens]
    words_[index] = f"({words_[index]})"
    pattern = re.compile(r"(?<!\w)" + r"\W+".join(words_) + r"(?!\w)")
    for passage in passages:
        match = pattern.search(passage.text) if tokens[index] in passage.text else None
        if match:
            return passage.place(*match.span(1))
    return None


def _paragraphs(passage: Passage) -> Iterator[Piece]:
    start = 0
    for end in (*_ends(passage), None):
        until = end[0] if end else len(passage.text)
        piece = _piece(passage, start, until)
        if piece.count:
            yield piece
        start = end[1] if end else until


def _ends(passage: Passage) -> Iterator[tuple[int, int]]:
    if passage.origin == "body":
        # A heading is text itself, and what stands before and after it are others.
        for end in ENDS_IN_MARKDOWN.finditer(passage.raw):
            yield end.start(), end.start()
            if end[0].strip().startswith("#"):
                yield end.end(), end.end()
    elif passage.origin == "template":
        for end in ENDS_IN_TEMPLATE.finditer(passage.raw):
            if end[1] is None or end[1].lower() not in INLINE:
                yield end.span()
    else:
        for end in ENDS_IN_DATA.finditer(passage.text):
            yield end.span()


def _piece(passage: Passage, start: int, end: int) -> Piece:
    count = len(words(plain(passage.text[start:end])))
    if count and passage.origin in ("body", "template"):
        count += len(ANSWERED.findall(passage.raw, start, end))
    return Piece(passage=passage, start=start, end=end, count=count)
