"""Phone numbers in a text, told from dates, hours and other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

DASH = r"\-\u2010-\u2013"
GAP = rf"[\s.{DASH}]"
BETWEEN = rf"(?:\)\s?|\s\(|\s?[/{DASH}]\s?|[\s.])"
IN_AMERICA = rf"\+1{BETWEEN}?\(?[2-9]\d\d{BETWEEN}?[2-9]\d\d{BETWEEN}?\d{{4}}(?!\d)"
ABROAD = rf"{IN_AMERICA}|\+\d{{1,3}}{BETWEEN}?(?:\(0\)\s?)?\(?\d(?:{BETWEEN}?\d){{5,11}}"
AMERICAN = (
    rf"(?:1{GAP})?(?:\(?[2-9]\d\d\)?{GAP}?[2-9]\d\d{GAP}\d{{4}}"
    rf"|(?:\([2-9]\d\d\)\s?|[2-9]\d\d[.{DASH}])[2-9]\d{{6}})"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
DATE = (
    rf"{DAY}(?P<sign>[\s/-]){DAY}(?P=sign)(?:(?:19|20)\d\d|\d\d)(?!\d|(?P=sign)\d)"
    r"|(?:0[1-9]|1[0-2])[\s/-](?:19|20)\d\d(?!\d)"
)
HOUR = r"(?:[01]\d|2[0-4])(?:[0-5]\d)?"
SPAN = rf"{HOUR}\s?[{DASH}]\s?{HOUR}"
OPEN = rf"{SPAN}(?:[\s/]+{SPAN})*(?![\s/{DASH}]*\d)"
NATIONAL = (
    rf"(?<!/)(?!{DATE}|{OPEN})(?:\(0(?:\s?\d){{1,5}}\)\s?|"
    rf"(?:0\d{{1,5}}|0(?:\s?\d){{1,5}}(?=\s?/))\s?[\s/{DASH}]\s?)"
    rf"\d[\d\s/{DASH}]{{3,10}}\d"
)
PHONE = re.compile(rf"(?<![\w.+-])(?:{ABROAD}|{AMERICAN}|{NATIONAL})(?![\w-]|[\u2010-\u2013]\d)")
CALLED = re.compile(
    r"\b(?:call|phone|tel(?:ephone|efon)?|text|fax|dial|ring|mobile?|cell|ruf)\b[^\n\d]{0,20}"
    r"(?<![\w.+-])([2-9]\d\d[2-9]\d{6}|0\d{8,11})(?![\w-])",
    re.I,
)
# What stands right before a number that nobody can call, or begins it.
NUMBERED = re.compile(
    r"(?:(?i:\b(?:isbn|issn|iban|ean|gtin|npi|ein|doi|invoice|account|licen[cs]e|rechnung"
    r"|ust-?id\w*|(?:order|policy|member|case|tax|serial|model|item|customer)\s(?:no|number|id|code)"
    r"|(?:steuer|rechnungs|konto|kunden|artikel|bestell|auftrags)-?(?:nummer|nr))\b"
    r"(?:\s(?:no|nr|number|id)\b)?(?:-1[03])?[\s\d.:#-]{0,16})"
    r"|\b[A-Z]{2}\d\d(?:\s?[\dA-Z]{4})*\s?)$"
)
LONGEST_LABEL = 48
# Shorter than any number that a visitor could call from abroad.
FEWEST_DIGITS = 7


def phone_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield digits, start and end of numbers, without the zeros that are not dialed from abroad."""
    ends = 0
    spans = [it.span() for it in PHONE.finditer(text)] + [
        it.span(1) for it in CALLED.finditer(text)
    ]
    for start, end in sorted(spans):
        digits = re.sub(r"\D", "", text[start:end].replace("(0)", ""))
        is_other = NUMBERED.search(text, max(0, start - LONGEST_LABEL), start)
        if start >= ends and len(digits) >= FEWEST_DIGITS and not is_other:
            yield digits.lstrip("0"), start, end
            ends = end
