"""The text of a page, which may wait in a cache until somebody reads it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property

from sitegen.days import Span
from sitegen.marks import Prose


class Text:
    """A page's prose as it is on some days; ``digest`` names what it was made from.

    ``shown`` tells for each of ``spans``, the blocks by date, whether it is in this prose.
    ``read`` brings the prose when it is first asked for.
    """

    def __init__(
        self,
        digest: str,
        *,
        anchors: tuple[str, ...],
        spans: tuple[Span, ...],
        shown: tuple[bool, ...],
        read: Callable[[], Prose],
    ) -> None:
        self.source = digest
        self.digest = digest + "".join("+" if it else "-" for it in shown)
        self.anchors = anchors
        self.spans = spans
        self.shown = shown
        self._read = read

    @cached_property
    def prose(self) -> Prose:
        """The prose itself."""
        return self._read()

    def __eq__(self, other: object) -> bool:
        """Say whether both were made from the same file and show the same blocks."""
        return isinstance(other, Text) and self.digest == other.digest

    def __hash__(self) -> int:
        """Hash as it compares."""
        return hash(self.digest)

    def fits(self, digest: str, today: datetime.date) -> bool:
        """Say whether it is what a file of that digest says on a day."""
        return self.source == digest and self.shown == shown_on(self.spans, today)


def shown_on(spans: tuple[Span, ...], today: datetime.date) -> tuple[bool, ...]:
    """Return for each block by date whether it counts on a day."""
    return tuple(span.holds(today) for span in spans)


def text_of(digest: str, prose: Prose, today: datetime.date) -> Text:
    """Return the text that was read from a file of that digest on a day."""
    return Text(
        digest,
        anchors=tuple(sorted(prose.anchors)),
        spans=prose.spans,
        shown=shown_on(prose.spans, today),
        read=lambda: prose,
    )


NO_TEXT = text_of("", Prose(), datetime.date.min)
