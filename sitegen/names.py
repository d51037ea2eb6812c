"""Names: what a writer probably meant, and words that are safe in a URL."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Characters that no text needs, and those that stand for marks while Markdown is read.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\ue000-\ue00f\ufeff\ufffe\uffff]"
)
# No name is longer, and comparing longer ones takes its time.
LONGEST = 300
ALIKE = 0.6
SPELLED = {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ä": "ae", "ö": "oe", "ü": "ue"}
NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like ``name``, if one looks alike."""
    if len(name) > LONGEST:
        return None
    by_lower = {candidate.lower(): candidate for candidate in sorted(known)}
    import difflib

    close = difflib.get_close_matches(name.lower(), by_lower, n=5, cutoff=ALIKE)
    return next((by_lower[it] for it in close if _differ_little(name.lower(), it)), None)


def _differ_little(one: str, other: str) -> bool:
    """Say whether what two paths do not share looks alike: their folders say little."""
    import difflib

    pieces, others = (re.split(r"[/.]", it) for it in (one, other))
    while pieces and others and pieces[0] == others[0]:
        del pieces[0], others[0]
    while pieces and others and pieces[-1] == others[-1]:
        del pieces[-1], others[-1]
    rest, other_rest = "/".join(pieces), "/".join(others)
    is_move = not rest or not other_rest
    return is_move or difflib.SequenceMatcher(None, rest, other_rest).ratio() >= ALIKE


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint: the nearest known name, else all of them, else nothing."""
    names = sorted(known)
    near = nearest(name, names)
    if near:
        return f"did you mean '{near}'?"
    if not names:
        return ""
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"there is: {shown}"


def slug(text: str) -> str:
    """Return ``text`` in lower-case ASCII letters, digits and hyphens; may be empty.

    ß, æ and the like are spelled out; other marks are dropped; letters of other
    scripts stay as they are, so that their headings still get an id.
    """
    spelled = unicodedata.normalize("NFC", text).lower()
    for letter, pair in SPELLED.items():
        spelled = spelled.replace(letter, pair)
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", spelled)
        if not unicodedata.combining(character)
    )
    plain = re.sub(r"['’]", "", plain)
    return re.sub(r"[\W_]+", "-", plain).strip("-")
