"""Letters written by number in HTML: those that are none."""

from __future__ import annotations

import re

# No letter has such a number, and Python reads none of more than 4,300 digits.
NO_LETTER = re.compile(r"&#\d{20,};?")


def readable(html: str) -> str:
    """Return HTML in which every letter that is written by its number can be read."""
    return NO_LETTER.sub("\N{REPLACEMENT CHARACTER}", html)
