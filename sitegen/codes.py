"""QR codes: a text that the cameras of phones read from paper, drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from sitegen.problems import QueryError

QUIET = 4  # light modules on each side, without which a camera finds no code
SVG = Markup(
    '<svg viewBox="{edge} {edge} {size} {size}" role="img" aria-label="{label}">'
    '<path fill="currentcolor" d="{path}"/></svg>'
)


def qr_code(text: str, label: str) -> Markup:
    """Return the code of a text as an SVG that is named ``label``. Raises QueryError."""
    # Only sites whose templates ask for a code wait for it to load.
    import segno

    if not text.strip():
        raise QueryError("a code needs a text", "give it an address")
    try:
        # A quarter of a code at this level may be creased or dirty; denser levels need finer print.
        rows = segno.make_qr(text, error="m").matrix
    except segno.DataOverflowError as error:
        message = f"{len(text)} characters are too many for a code"
        raise QueryError(message, "give it an address") from error
    size = len(rows) + 2 * QUIET
    return SVG.format(edge=-QUIET, size=size, label=label, path="".join(_strokes(rows)))


def _strokes(rows: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield each run of dark modules as a rectangle, drawn from where the one before began."""
    at_column, at_row = 0, 0
    for row, modules in enumerate(rows):
        for column, width in _runs(modules):
            yield f"m{column - at_column} {row - at_row}h{width}v1h-{width}z"
            at_column, at_row = column, row


def _runs(modules: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield column and width of each run of dark modules."""
    begin = None
    for column, is_dark in enumerate((*modules, 0)):
        if is_dark and begin is None:
            begin = column
        elif not is_dark and begin is not None:
            yield begin, column - begin
            begin = None
