"""What a visitor reads on a page, in the signs of a keyboard."""

from sitegen.checks.document import Element

TYPED = str.maketrans({"\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"})


def words_of(element: Element, *, without: frozenset[Element] = frozenset()) -> str:
    """Return the words in an element with plain quotes and single spaces."""
    return element.text(without=without).translate(TYPED)
