"""Rules about how hard pages are to read; for English alone."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.document import Document
from sitegen.checks.finders.doubled import doubled
from sitegen.checks.finders.jargon import terms, unexplained
from sitegen.checks.finders.passive import is_passive
from sitegen.checks.finders.reading import read
from sitegen.checks.found import Found, On
from sitegen.checks.passages import Passage
from sitegen.checks.prose import Block, blocks, plain, words
from sitegen.checks.rule import Rule
from sitegen.checks.sentences import Piece, paragraphs, sentences, typed_at
from sitegen.checks.settings import ReadingLimits
from sitegen.checks.subject import Subject
from sitegen.problems import Place

# Fewer words or sentences say nothing about a page.
ENOUGH_WORDS, ENOUGH_SENTENCES = 30, 10
SHOWN = 60
BREAKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "legend", "caption"))


def limits(subject: Subject, kind: str) -> ReadingLimits:
    """Return how hard pages of a kind may be."""
    given = subject.settings.reading
    return given.get(kind) or given.get("all") or ReadingLimits()


def _english_pages(subject: Subject) -> tuple[Document, ...]:
    return subject.pages if subject.is_english else ()


def _english_passages(subject: Subject) -> Iterator[tuple[Passage, ReadingLimits]]:
    for passage in subject.passages if subject.is_english else ():
        page = subject.site.pages.get(passage.page)
        yield passage, limits(subject, page.card.kind if page else "")


def _start(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"


def _place(subject: Subject, document: Document, block: Block, text: str) -> Place | On:
    """Return where a text of a block was typed, else the element on the page."""
    return typed_at(subject, document, text) or On(
        output=document.path, element=block.element.number
    )


def _hardest(document: Document) -> tuple[Block, str]:
    said = [(block, sentence) for block in blocks(document) for sentence in block.sentences]
    return max(said, key=lambda it: read([it[1]]).grade)


def grade(document: Document) -> float:
    """Return the grade of a page's text, with its lists or without, whichever is harder.

    The formula needs some text: 0 for fewer than ENOUGH_WORDS words.
    """
    found = blocks(document)
    measured = (found, [it for it in found if not it.is_listed])
    readings = (read([it for block in some for it in block.sentences]) for some in measured)
    return max((it.grade for it in readings if it.words >= ENOUGH_WORDS), default=0.0)


def _too_hard(subject: Subject) -> Iterator[Found]:
    for document in _english_pages(subject):
        limit = limits(subject, document.kind).grade
        found = grade(document)
        if found > limit:
            block, sentence = _hardest(document)
            yield Found(
                at=_place(subject, document, block, sentence),
                message=f"this page needs school grade {found:.1f}, more than {limit:g};"
                " here is its hardest sentence",
                hint=f"use shorter words and sentences, first in '{_start(sentence)}'",
            )


def _long_sentence(subject: Subject) -> Iterator[Found]:
    for passage, limit in _english_passages(subject):
        for piece in sentences(passage):
            if piece.count > limit.sentence:
                yield Found(
                    at=piece.place,
                    message=f"this sentence has {piece.count} words, more than {limit.sentence}",
                    hint="make two sentences of it, or a list",
                )


def _passive(subject: Subject) -> Iterator[Found]:
    for document in _english_pages(subject):
        limit = limits(subject, document.kind).passive
        said = [(block, it) for block in blocks(document) for it in block.sentences]
        passive = [(block, it) for block, it in said if is_passive(it)]
        if len(said) < ENOUGH_SENTENCES or 100 * len(passive) <= limit * len(said):
            continue
        share = round(100 * len(passive) / len(said))
        yield Found(
            at=_place(subject, document, *passive[0]),
            message=f"{share} % of this page's sentences are passive, more than {limit} %;"
            " this is the first",
            hint="say who does it, as in 'we check it' for 'it is checked'; the others: "
            + "; ".join(_start(it) for _, it in passive[1:4]),
        )


def _jargon(subject: Subject) -> Iterator[Found]:
    known = terms(subject) if subject.is_english else ()
    summaries = frozenset(plain(it.card.description) for it in subject.site.pages.values())
    for document in _english_pages(subject):
        for term, block, at in unexplained(document, known, summaries):
            place = typed_at(subject, document, block.text, at)
            yield Found(
                at=place or On(output=document.path, element=block.element.number),
                message=f"'{term.names[0]}' is used here first and not explained",
                hint=f"say what it means in this sentence or the next, or link it: {term.meaning}",
            )


def _long_paragraph(subject: Subject) -> Iterator[Found]:
    for passage, limit in _english_passages(subject):
        for piece in paragraphs(passage):
            if piece.count > limit.paragraph and not _is_one_sentence(piece):
                yield Found(
                    at=piece.place,
                    message=f"this paragraph has {piece.count} words, more than {limit.paragraph}",
                    hint="start a new paragraph where the thought changes, or make a list",
                )


def _is_one_sentence(piece: Piece) -> bool:
    inside = [it for it in sentences(piece.passage) if piece.start <= it.start < piece.end]
    return len(inside) < 2


def _unbroken(subject: Subject) -> Iterator[Found]:
    for document in _english_pages(subject):
        limit = limits(subject, document.kind).unbroken
        breaks = [it.number for it in document.elements if it.tag in BREAKS]
        since, count, is_told = 0, 0, False
        for block in blocks(document):
            last = max((it for it in breaks if it < block.element.number), default=0)
            count = len(words(block.text)) + (count if last == since else 0)
            is_told = is_told and last == since
            since = last
            if count > limit and not is_told:
                is_told = True
                yield Found(
                    at=_place(subject, document, block, block.text),
                    message=f"more than {limit} words stand here without a heading",
                    hint="put a heading here or above, which says what the next part is about",
                )


RULES = (
    Rule(
        code="R01",
        name="page-too-hard",
        severity="warning",
        what="A page needs a higher school grade to be read than its kind may.",
        why="Many adults read no better than an eighth grader, and people in pain or in a hurry"
        " read worse. What they cannot read, they cannot use.",
        mend="Split long sentences. Take the everyday word. The grade counts the words in a"
        " sentence and the syllables in a word. Limits stand in `site.yaml` under"
        " `checks: reading:`, by kind of page.",
        before="The practitioner subsequently administers supplementary instruction regarding"
        " appropriate respiration.",
        after="Then the teacher shows you how to breathe.",
        source="Kincaid and others (1975), Derivation of new readability formulas for Navy"
        " enlisted personnel; WCAG 2.2, success criterion 3.1.5 Reading Level.",
        find=_too_hard,
    ),
    Rule(
        code="R02",
        name="sentence-too-long",
        severity="warning",
        what="A sentence has more words than pages of its kind may.",
        why="Whoever reads a long sentence has to keep its beginning in mind until its end.",
        mend="Make two sentences of it. If it counts things up, make a list.",
        before="You can come to us on any day of the week but Sunday, if you have called us before"
        " nine, or have written, and know which class you want to join.",
        after="You can come on any day but Sunday. Please call before nine. Tell us which class"
        " you want to join.",
        source="GOV.UK content design guidance: sentences of at most 25 words.",
        find=_long_sentence,
    ),
    Rule(
        code="R03",
        name="too-many-passives",
        severity="warning",
        what="Too many sentences of a page say what is done, and not who does it.",
        why="A reader wants to know who does what: what we do, and what they have to do.",
        mend="Begin with who does it: we, you, your doctor. A passive sentence now and then is"
        " fine.",
        before="A form is handed out, and it must be signed.",
        after="We hand you a form, and you sign it.",
        source="US Federal Plain Language Guidelines: use active voice.",
        find=_passive,
    ),
    Rule(
        code="R04",
        name="jargon-unexplained",
        severity="warning",
        what="A page uses a word from the site's list of terms before it has said what it means.",
        why="A visitor may land on any page first, and leaves it at the first word that says"
        " nothing to them.",
        mend="Say what it means in the same sentence or the next, in brackets or after a dash, or"
        " link the word to a page that explains it. `checks: terms:` in `site.yaml` names the list;"
        " `known_terms:` names words in it that need no explanation.",
        before="You learn the crawl in ten lessons.",
        after="You learn the crawl (your arms turn like wheels) in ten lessons.",
        source="WCAG 2.2, success criterion 3.1.3 Unusual Words.",
        find=_jargon,
    ),
    Rule(
        code="R05",
        name="doubled-word",
        severity="error",
        what="The same word stands twice in a row. Two that begin with a capital may be a name.",
        why="It is a slip, and a page with slips is trusted less.",
        mend="Remove one of the two. `--fix` does it.",
        before="Bring the the form.",
        after="Bring the form.",
        source="A rule of this engine.",
        find=doubled,
    ),
    Rule(
        code="R06",
        name="paragraph-too-long",
        severity="warning",
        what="A paragraph has more words than pages of its kind may.",
        why="On a phone it fills the screen, and nobody finds the sentence they came for.",
        mend="Start a new paragraph where the thought changes, or make a list of it.",
        before="(a paragraph of 140 words)",
        after="(three paragraphs of 40 to 50 words)",
        source="US Federal Plain Language Guidelines: write short paragraphs.",
        find=_long_paragraph,
    ),
    Rule(
        code="R07",
        name="wall-of-text",
        severity="warning",
        what="A long run of text has no heading.",
        why="People look over a page before they read it, and headings are what they look at.",
        mend="Put a heading above each part that says what it is about.",
        before="(400 words from one heading to the next)",
        after="(three parts, each with a heading)",
        source="US Federal Plain Language Guidelines: use headings; WCAG 2.2, success criterion"
        " 2.4.10 Section Headings.",
        find=_unbroken,
    ),
)
