"""Whole numbers below a thousand in English words."""

from __future__ import annotations

ONES = tuple("one two three four five six seven eight nine".split())
TEENS = tuple(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)
TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
_ONES, _TENS = "|".join(ONES), "|".join(TENS)
# In "thirty five-minute songs" the five belongs to the songs.
_BELOW_HUNDRED = rf"(?:(?:{_TENS})(?:-(?:{_ONES})|\s(?:{_ONES})(?!-))?|{'|'.join(TEENS)}|{_ONES})"
_HUNDREDS = rf"(?:an?|{_ONES})[\s-]hundred"
IN_WORDS = rf"(?:{_HUNDREDS}(?:(?:\sand)?\s{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
VALUES = {
    **{word: number for number, word in enumerate(ONES + TEENS, 1)},
    **{word: number * 10 for number, word in enumerate(TENS, 2)},
    "a": 1,
    "an": 1,
}


def from_words(typed: str) -> int:
    """Return the number that words which ``IN_WORDS`` matches say."""
    hundreds, _, rest = typed.lower().replace("-", " ").rpartition("hundred")
    words = [VALUES.get(it, 0) for it in rest.split()]
    return 100 * VALUES.get(hundreds.strip(), 0) + sum(words)
