"""Who looked over a page as a whole, when, and when it is looked over again.

``site.yaml`` tells it for all pages under ``review``: ``by``, ``on``, ``next``; a page may have a
day or a person of its own in ``reviewed`` and ``reviewed_by``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.checks.document import Document
from sitegen.checks.found import Found
from sitegen.checks.prose import plain
from sitegen.checks.subject import Subject
from sitegen.problems import Place

SOON = datetime.timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a site tells of the last review, as far as it tells it."""

    by: str | None
    on: datetime.date | None
    next: datetime.date | None


def review(subject: Subject, document: Document | None = None) -> Review:
    """Return the review of a page, or that of the whole site."""
    whole = getattr(subject.site.settings, "review", None)
    page = subject.site.pages.get(document.source) if document else None
    fields = page.card.fields if page else None
    return Review(
        by=_text(getattr(fields, "reviewed_by", None) or getattr(whole, "by", None)),
        on=_day(getattr(fields, "reviewed", None) or getattr(whole, "on", None)),
        next=_day(getattr(whole, "next", None)),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: object) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None


def _reviewed(subject: Subject) -> Iterator[Document]:
    kinds = subject.settings.reviewed
    yield from (it for it in subject.pages if it.kind in kinds and it.source)


def unreviewed(subject: Subject) -> Iterator[Found]:
    """Find pages that do not show who reviewed them and when."""
    for document in _reviewed(subject):
        told = review(subject, document)
        wrong = _wrong(told, document, subject.today)
        if wrong:
            at = Place(path=f"content/{document.source}")
            yield Found(at=at, message=wrong[0], hint=wrong[1])


def _wrong(told: Review, document: Document, today: datetime.date) -> tuple[str, str] | None:
    if told.by is None or told.on is None:
        missing = "nobody is named who reviewed this page" if told.on else "no day of its review"
        return f"this page has no review: {missing}", "give review: by and on in site.yaml"
    if told.on > today:
        return f"this page was reviewed on {told.on}, which is to come", "mend the day"
    days = (it.attributes.get("datetime", "")[:10] for it in document.every("time"))
    if told.on.isoformat() not in days:
        hint = "its template shows the day in <time datetime=...>"
        return f"this page does not show that it was reviewed on {told.on}", hint
    if plain(told.by) not in plain(document.root.text()):
        hint = "its template shows review: by of site.yaml"
        return f"this page does not show who reviewed it ({told.by})", hint
    return None


def overdue(subject: Subject) -> Iterator[Found]:
    """Find a review whose day has passed."""
    next_ = review(subject).next
    if next_ and next_ < subject.today and any(_reviewed(subject)):
        yield _due(subject, f"the review of all pages was due on {next_}")


def due_soon(subject: Subject) -> Iterator[Found]:
    """Find a review whose day is near."""
    next_ = review(subject).next
    is_soon = next_ and datetime.timedelta() <= next_ - subject.today <= SOON
    if is_soon and any(_reviewed(subject)):
        yield _due(subject, f"the review of all pages is due on {next_}")


def _due(subject: Subject, message: str) -> Found:
    tree = subject.trees["site.yaml"]
    line, column = tree.place(("review", "next"))
    return Found(
        at=Place(path=tree.path, line=line, column=column),
        message=message,
        hint="have the pages read again, then set review: on and next in site.yaml",
    )
