"""Words that few visitors know, and whether a page explains them where it first uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.checks.document import Document
from sitegen.checks.prose import Block, blocks, cut, plain
from sitegen.checks.subject import Subject

EXPLAINING = frozenset(("a", "abbr", "dfn"))
VERB = r"(?:is|are|was|means?|stands? for)"
# Signs of a meaning beside the word, which stands for {0}; then those of the next sentence.
BESIDE = (
    r"(?:{0})s?(?:\W? \(|\W?:|\W? [-—] |, (?:or|which) |\W? "
    + VERB
    + r"\b)|\((?:\w+ ){{0,2}}(?:{0})s?\b"
    r"|[-—] (?:an? |the )?(?:{0})s?\b|\b(?:called|named|short for) (?:an? |the )?\W?(?:{0})"
)
NEXT = re.compile(
    r"(?:It|This|That|They|These|Those|Such)(?: \w+)? (?:is|are|was|means?|stands?)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word to explain: its forms, its meaning, and the page that explains it, if one does."""

    names: tuple[str, ...]
    meaning: str
    page: str

    @property
    def pattern(self) -> str:
        """Pattern of its forms in small letters."""
        return "|".join(re.escape(it) for it in self.names)


def terms(subject: Subject) -> tuple[Term, ...]:
    """Return the words that pages have to explain, the longest first."""
    entries = subject.site.data.get(subject.settings.terms or "")
    if not isinstance(entries, Mapping):
        return ()
    known = subject.settings.known_terms
    found = [_term(name, entry) for name, entry in entries.items() if name not in known]
    return tuple(sorted((it for it in found if it.names), key=lambda it: -len(it.names[0])))


def _term(name: str, entry: object) -> Term:
    """Return an entry as a term; ``front crawl (FC)`` has two names.

    What has no fields is the meaning of its own name.
    """
    values = entry if isinstance(entry, Mapping) else getattr(entry, "__dict__", None)
    if values is None:
        values = {"term": name, "meaning": entry}
    typed = str(values.get("term") or "").lower()
    long, _, short = typed.partition("(")
    names = (long.strip(), short.strip(" )"))
    return Term(
        names=tuple(it for it in names if it),
        meaning=str(values.get("meaning") or ""),
        page=str(values.get("page") or ""),
    )


def unexplained(
    document: Document, known: tuple[Term, ...], summaries: frozenset[str]
) -> Iterator[tuple[Term, Block, int]]:
    """Yield each term that a page uses first without a word on its meaning, and where.

    ``summaries`` are the descriptions of pages, which hold no links: the pages explain.
    """
    whole = "\n".join(block.text for block in blocks(document)).lower()
    used = [it for it in known if any(name in whole for name in it.names)]
    open_ = {it for it in used if not (_is_its_page(document, it) or _is_listed(document, it))}
    if not open_:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(f'({it.pattern})' for it in used)})s?\b")
    for block in blocks(document):
        for match in pattern.finditer(block.text.lower() if block.text not in summaries else ""):
            assert match.lastindex
            term = used[match.lastindex - 1]
            if term in open_:
                open_.discard(term)
                if not _is_explained(term, block, match.start()):
                    yield term, block, match.start()


def _is_its_page(document: Document, term: Term) -> bool:
    return bool(term.page) and term.page == document.source


def _is_listed(document: Document, term: Term) -> bool:
    """Say whether the page has a list of words in which the term stands with its meaning."""
    names = (plain(it.text()).lower() for it in document.every("dt", "dfn"))
    return any(re.match(rf"(?:{term.pattern})\b", it) for it in names)


def _is_explained(term: Term, block: Block, at: int) -> bool:
    around = (it for it in block.element.within() if it.tag in EXPLAINING)
    if any(re.search(term.pattern, plain(it.text()).lower()) for it in around):
        return True
    spans = list(cut(block.text))
    here = next((n for n, (_, end) in enumerate(spans) if at < end), 0)
    sentence, following = (block.text[slice(*it)] for it in (*spans[here : here + 2], (0, 0))[:2])
    beside = BESIDE.format(term.pattern)
    named = rf"(?:{term.pattern})s? {VERB}\b"
    is_next = NEXT.match(following) or re.match(named, following.lower())
    return bool(re.search(beside, sentence.lower()) or is_next)
