"""What a page shows, and whether a value of its JSON-LD is among it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cached_property
from html import unescape

from sitegen.checks.document import INLINE, SPACE_BEFORE, Document
from sitegen.checks.finders.jsonld import bare
from sitegen.checks.finders.mentions import amounts, clocks, phones, spelled_amount
from sitegen.checks.finders.opening_hours import told_hours
from sitegen.contract import SiteSettings
from sitegen.hours import DAYS
from sitegen.languages import day_text, weekdays
from sitegen.letters import readable

# Addresses and codes, which a page shows in another form or not at all.
UNSEEN = frozenset(
    """
    url item image thumbnailUrl contentUrl embedUrl sameAs logo hasMap menu inLanguage
    priceCurrency currenciesAccepted unitCode addressCountry credentialCategory duration
    timeRequired availability itemCondition itemListOrder numberOfItems position latitude
    longitude width height encodingFormat eventStatus eventAttendanceMode target urlTemplate
    isAccessibleForFree
    """.split()
)
TYPED = {"\u00a0": " ", "\u202f": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
UNSEEN_PARTS = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.S | re.I)
INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})\b[^<>]*>", re.I)
OTHER_TAG = re.compile(r"<[^<>]*>")
IN_ATTRIBUTES = re.compile(r"\s(?:alt|aria-label|title|value|datetime)=\"([^\"]*)\"")
CONTACT_DIGITS = 7
# $$ says how dear a place is among others.
SIGNS = re.compile(r"([$€£¥])\1{0,4}")


class Visible:
    """The words, days, amounts, times and numbers that a page shows."""

    def __init__(self, document: Document, settings: SiteSettings) -> None:
        self._document = document
        self._settings = settings
        self._locale = settings.language.replace("-", "_")

    @cached_property
    def text(self) -> str:
        """All words that a visitor reads or hears on the page, in small letters."""
        html = UNSEEN_PARTS.sub(" ", self._document.html)
        attributes = IN_ATTRIBUTES.findall(html)
        described = self._document.meta("description") or ""
        words = OTHER_TAG.sub(" ", INLINE_TAG.sub("", html))
        spaced = " ".join(unescape(readable(" ".join((words, *attributes)))).split())
        return _plain(SPACE_BEFORE.sub(r"\1", spaced) + f" {described}")

    @cached_property
    def _amounts(self) -> frozenset[str]:
        return frozenset(value for it in amounts(self.text) for value in it.values)

    @cached_property
    def _clocks(self) -> frozenset[str]:
        return frozenset(value for it in clocks(self.text) for value in it.values)

    @cached_property
    def _digits(self) -> frozenset[str]:
        typed = (it.values[0] for it in phones(self.text))
        links = (it.attributes.get("href", "") for it in self._document.every("a"))
        called = (re.sub(r"\D", "", it) for it in links if it.startswith("tel:"))
        return frozenset((*typed, *called))

    @cached_property
    def _emails(self) -> frozenset[str]:
        links = (it.attributes.get("href", "").lower() for it in self._document.every("a"))
        return frozenset(
            it.removeprefix("mailto:").partition("?")[0] for it in links if it.startswith("mailto:")
        )

    def shows(self, name: str, value: str) -> bool:
        """Say whether the page shows the value of a property."""
        if name in UNSEEN or (re.match(r"https?://", value) and name != "dayOfWeek"):
            return True
        if name in ("price", "lowPrice", "highPrice"):
            return self._shows_amount(value)
        if name in ("telephone", "faxNumber"):
            digits = re.sub(r"\D", "", value)
            return any(digits.endswith(it) for it in self._digits if len(it) >= CONTACT_DIGITS)
        if name in ("opens", "closes"):
            return value[:5] in self._clocks
        if name == "priceRange" and SIGNS.fullmatch(value):
            return True
        if name == "email":
            address = value.lower().removeprefix("mailto:")
            return address in self._emails or address in self.text
        told = told_hours(value) if name == "openingHours" else ()
        if told and all(self._shows_stretch(*it) for it in told):
            return True
        if name == "dayOfWeek":
            return self._shows_weekday(bare(value))
        if re.fullmatch(r"\d{4}-\d\d-\d\d(?:T.*)?", value):
            return self._shows_day(value)
        if re.fullmatch(r"-?\d+(?:\.\d+)?", value):
            return re.search(rf"(?<![\d.,:$]){re.escape(value)}(?![\d:])", self.text) is not None
        return _plain(value) in self.text

    def says_closed(self) -> bool:
        """Say whether the page says that something is closed."""
        return self._settings.word("closed").lower() in self.text

    def _shows_amount(self, value: str) -> bool:
        try:
            spelled = spelled_amount(Decimal(value))
        except InvalidOperation:
            return False
        return spelled in self._amounts or f"{Decimal(value):g}" in self.text

    def _shows_day(self, value: str) -> bool:
        try:
            day = datetime.date.fromisoformat(value[:10])
        except ValueError:
            return _plain(value) in self.text
        forms = {value, value[:10], *(day_text(day, it, self._locale) for it in ("long", "medium"))}
        return any(_plain(it) in self.text for it in forms)

    def _shows_stretch(self, day: str, opens: str, closes: str) -> bool:
        return self._shows_weekday(day) and {opens, closes} <= self._clocks

    def _shows_weekday(self, name: str) -> bool:
        names = [it.lower() for it in weekdays(self._locale)]
        if name.lower() not in DAYS:
            return name.lower() in self.text
        at = DAYS.index(name.lower())
        return names[at] in self.text or any(
            first <= at <= last or (first > last and not last < at < first)
            for first, last in self._spans(names)
        )

    def _spans(self, names: list[str]) -> Iterator[tuple[int, int]]:
        any_day = "|".join(map(re.escape, names))
        joint = rf"(?:{re.escape(self._settings.word('to'))}|through|-)"
        for first, last in re.findall(rf"({any_day})\s*{joint}\s*({any_day})", self.text):
            yield names.index(first), names.index(last)


def _plain(text: str) -> str:
    """Return a text in small letters, with the spaces, quotes and dashes of a keyboard."""
    for sign, plain in TYPED.items():
        text = text.replace(sign, plain)
    return " ".join(text.lower().split())
