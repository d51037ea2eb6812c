"""A copy of the site's sources in which every value that pages must not type is another one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from tests.practice.site import rewrite

HOURS = """hours:
  monday: 7:07-16:16
  tuesday: 7:07-16:16
  wednesday: closed
  thursday: 7:07-16:16
  friday: 7:07-16:16
  saturday: 8:08-13:13
  sunday: closed

"""
CLOSURE_HOURS = "9:09-11:11"
CLOCKS = frozenset(("7:07 am", "4:16 pm", "8:08 am", "1:13 pm", "9:09 am", "11:11 am"))
CLOCKS_24 = frozenset(("07:07", "16:16", "08:08", "13:13", "09:09", "11:11", "00:00"))
ADDRESSES = {
    "phone": "+1 212-555-0187",
    "email": "desk@changed.example",
    "street": "77 Other Lane",
    "postal_code": '"10001"',
}
EFFECTIVE = "2021-02-03"
PLAN = "Changed Plan"

NUMBER = r"\d+(?:,\d{3})*"
MONEY = re.compile(rf"\$({NUMBER}(?:\.\d\d)?)")
BARE_MONEY = re.compile(r"\b((?:price|amount): *(?:!unconfirmed *)?)(\d+(?:\.\d\d)?)(?![\d.])")
TIMES = re.compile(rf"\b{NUMBER}(?:(?:, | or | to |-)\d+)*[ -](?:minute|hour)s?\b")
MINUTES = re.compile(r"\bminutes(?:=|: *(?:!unconfirmed *)?)\d+|^ *durations:.*$", re.M)


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def triple(text: str) -> str:
    """Triple every amount of money: sums and differences of prices stay right."""
    text = BARE_MONEY.sub(lambda m: f"{m[1]}{amount(m[2]) * 3}", text)
    return MONEY.sub(lambda m: f"${amount(m[1]) * 3}", text)


def lengthen(text: str) -> str:
    """Add one to every number of minutes and hours."""

    def add(match: re.Match[str]) -> str:
        return re.sub(NUMBER, lambda m: str(amount(m[0]) + 1), match[0])

    return TIMES.sub(add, MINUTES.sub(add, text))


def change_all(root: Path, plans: Iterable[str]) -> None:
    """Change prices, lengths, hours, addresses and the names of `plans`, in data alone.

    Titles of pages may name a plan, and components in pages say which length they price:
    these change too.
    """
    data, names = root / "content/data", "|".join(map(re.escape, plans))
    for path in data.glob("*.yaml"):
        if path.name != "sources.yaml":
            rewrite(path, lambda text: lengthen(triple(text)))
    rewrite(root / "site.yaml", lengthen)
    rewrite(root / "site.yaml", settings)
    rewrite(data / "closures.yaml", fields({"hours": CLOSURE_HOURS}))
    rewrite(data / "prices.yaml", fields({"effective": EFFECTIVE}))
    rewrite(
        data / "insurance.yaml",
        lambda text: re.sub(rf"(?m)^(  (?:full_)?name:) (?:{names})$", rf"\1 {PLAN}", text),
    )
    for path in (root / "content").rglob("*.md"):
        rewrite(path, lambda text: MINUTES.sub(lambda m: lengthen(m[0]), text))
        rewrite(
            path, lambda text: re.sub(rf"(?m)^((?:nav_)?title:.*)(?:{names})", rf"\1{PLAN}", text)
        )


def settings(text: str) -> str:
    """Change opening hours and addresses in the text of site.yaml."""
    return fields(ADDRESSES)(re.sub(r"(?ms)^hours:.*?(?=^\S)", HOURS, text))


def fields(values: dict[str, str]) -> Callable[[str], str]:
    """Return a change of YAML text that gives other values to these fields."""

    def change(text: str) -> str:
        for name, value in values.items():
            text = re.sub(rf"(?m)^( *{name}:).*$", rf"\1 {value}", text)
        return text

    return change
