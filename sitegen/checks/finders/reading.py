"""Flesch-Kincaid grade of English text, with syllables counted by rules and checked by a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sitegen.checks.prose import words

# Words that the rules below count wrong; a final s changes nothing.
KNOWN = {
    "ache": 1,
    **dict.fromkeys("business every fluid headache people science".split(), 2),
    **dict.fromkeys("area idea everything".split(), 3),
    "diabetes": 4,
    "preeclampsia": 5,
    "contraindication": 6,
}
SILENT_ENDING = re.compile(
    r"[^aeiouytd]ed$(?<![^aeiouylrw]led)"  # pressed, called; not wanted, settled
    r"|[^aeiouycgsxz]es$(?<![cs]hes)(?<![^aeiouy]les)"  # takes, rules; not uses, tables
    r"|[^aeiouyl]e$|[aeiouyl]le$"  # care, rule; not table
)
SILENT_INSIDE = re.compile(
    r"[aeiouy][^aeiouy]+e"
    r"(?:ful|less|ly|ments?|ness|work|where|things?|times?|one|body)(?:ly|ness)?$"
)
# Neighbouring vowels that are spoken apart, and endings with a vowel that is not written.
APART = re.compile(
    r"(?<![tscg])i[ao]|sci[ao](?!l)|iu|eo(?!us)|(?<![qg])ua(?!r)|uou|[aeiouy]ing|io(?=l)"
    r"|iet|(?<!t)(?<!c)(?<!fr)ien|sms?$|thms?$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a text is to read."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """The US school grade of Flesch and Kincaid; 0 for a text without words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def read(sentences: Sequence[str]) -> Reading:
    """Measure sentences."""
    found = [words(sentence) for sentence in sentences]
    flat = [word for sentence in found for word in sentence]
    return Reading(len(flat), len(found), sum(map(syllables, flat)))


@lru_cache(maxsize=16384)
def syllables(word: str) -> int:
    """Count the syllables of a word; of its parts where a hyphen or a slash joins them."""
    return sum(_part(part) for part in re.split(r"[-/@.]", word) if part)


def _part(word: str) -> int:
    if word.isdigit() or not re.search(r"[A-Za-z]", word):
        return 1
    if word.isupper() and 1 < len(word) <= 4:
        return len(word) + 2 * word.count("W")
    bare = re.sub(r"'s?$|[^a-z]", "", word.lower())
    known = KNOWN.get(bare) or KNOWN.get(bare.removesuffix("s"))
    return known or max(1, _groups(bare))


def _groups(word: str) -> int:
    """Count groups of vowels, less the silent e, plus vowels that do not merge."""
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = bool(SILENT_ENDING.search(word)) + bool(SILENT_INSIDE.search(word))
    return groups - silent + len(APART.findall(word))
