"""The vocabulary of schema.org, from a pinned copy: types, properties, and what fits what.

``tools/make-vocabulary`` writes the copy.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

COPY = Path(__file__).with_name("vocabulary.json")
TEXTS = frozenset(("Text", "URL", "CssSelectorType", "PronounceableText", "XPathType"))
NUMBERS = frozenset(("Number", "Integer", "Float"))
DURATION = re.compile(
    r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:[\d.]+S)?)?"
)
TIME = re.compile(r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Types with those above them, properties with the types that have them and their values.

    ``members`` are the values that an enumeration allows.
    """

    version: str
    types: Mapping[str, tuple[str, ...]]
    domains: Mapping[str, tuple[str, ...]]
    ranges: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]

    def above(self, name: str) -> frozenset[str]:
        """Return a type and all that it is a kind of."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += self.types.get(here, ())
        return frozenset(found)

    def has(self, name: str, types: Iterable[str]) -> bool:
        """Say whether things of one of these types have a property."""
        return any(self.above(it) & {*self.domains[name]} for it in types)

    def properties_of(self, types: Iterable[str]) -> tuple[str, ...]:
        """Return the properties of things of these types."""
        kinds = frozenset(it for name in types for it in self.above(name))
        return tuple(name for name, domains in self.domains.items() if kinds & {*domains})

    def takes_thing(self, name: str, types: Iterable[str]) -> bool:
        """Say whether a property may hold a thing of one of these types."""
        wanted = {*self.ranges[name]}
        return any(self.above(it) & wanted for it in types)

    def refuses(self, name: str, value: str | float | bool) -> str | None:
        """Return what a property wants in place of a plain value; None if the value will do.

        Plain text in place of a thing will do: schema.org takes what it can get.
        """
        wanted = {*self.ranges[name]}
        if wanted & TEXTS and not wanted <= {"URL"}:
            return None
        lists = [it for it in self.ranges[name] if it in self.members]
        if lists and wanted <= {*lists}:
            allowed = [member for it in lists for member in self.members[it]]
            short = (
                str(value).removeprefix("https://schema.org/").removeprefix("http://schema.org/")
            )
            return None if not allowed or short in allowed else f"one of {', '.join(allowed[:8])}"
        tests = [PLAIN[it] for it in self.ranges[name] if it in PLAIN]
        if len(tests) < len(wanted) or any(_fits(it, value) for it, _ in tests):
            return None
        return " or ".join(dict.fromkeys(words for _, words in tests))


PLAIN = {
    **dict.fromkeys(NUMBERS, (r"-?\d+(?:\.\d+)?", "a number, such as 95.00")),
    "Boolean": (r"(?:https?://schema\.org/)?(?:[Tt]rue|[Ff]alse)", "true or false"),
    "Date": ("date", "a day, such as 2026-11-23"),
    "DateTime": ("date", "a day, such as 2026-11-23"),
    "Time": (TIME.pattern, "a time, such as 09:30"),
    "Duration": (DURATION.pattern, "a length such as PT45M"),
    "URL": (r"\w[\w+.-]*:\S+", "a whole address with https://"),
}


def _fits(test: str, value: str | float | bool) -> bool:
    text = str(value)
    if test != "date":
        return re.fullmatch(test, text) is not None
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return re.fullmatch(r"\d{4}(?:-\d\d)?", text) is not None
    return True


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the pinned copy."""
    copy = json.loads(COPY.read_text(encoding="utf-8"))
    return Vocabulary(
        version=copy["version"],
        types={name: tuple(above.split()) for name, above in copy["types"].items()},
        domains={name: tuple(it[0].split()) for name, it in copy["properties"].items()},
        ranges={name: tuple(it[1].split()) for name, it in copy["properties"].items()},
        members={name: tuple(it.split()) for name, it in copy["members"].items()},
    )
