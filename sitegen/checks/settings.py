"""What ``site.yaml`` says about checks: severities, waivers, limits."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sitegen.checks.finders import holidays
from sitegen.fields import Day
from sitegen.names import did_you_mean
from sitegen.strict import Model
from sitegen.values import wrong

Severity = Literal["error", "warning", "note"]


def _code(text: str) -> str:
    if not re.fullmatch(r"[A-Z](\d\d)?", text):
        wrong(f"'{text}' is no rule", "a code such as L01, or a letter for a whole family")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(rf"(?:{text})")  # as it is used, among others
    except re.error as error:
        wrong(f"'{text}' is not a pattern: {error}", "write the words alone, or mend the pattern")
    return text


RuleCode = Annotated[str, AfterValidator(_code)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Kinds = tuple[str, ...]


class Waiver(Model):
    """Findings that are let pass for a time."""

    rule: RuleCode = Field(description="Code of the rule, for example L01, or of a family: L")
    path: str = Field("*", description="File or pattern of files, for example content/legal/*")
    words: str | None = Field(None, description="Words that the message holds")
    reason: Annotated[str, Field(min_length=10)] = Field(description="Why it may pass")
    until: Day = Field(description="Last day on which it may")


class ReadingLimits(Model):
    """How hard the pages of a kind may be to read."""

    grade: float = Field(8.0, ge=1, le=30, description="School grade after Flesch and Kincaid")
    sentence: int = Field(25, ge=1, description="Words in a sentence")
    passive: int = Field(20, ge=0, le=100, description="Share of passive sentences, in percent")
    paragraph: int = Field(100, ge=1, description="Words in a paragraph")
    unbroken: int = Field(300, ge=1, description="Words without a heading between them")


class MustShow(Model):
    """What the pages of some kinds have to show."""

    kinds: Kinds = Field(description="Kinds of page, for example service")
    class_: str = Field(alias="class", description="CSS class of the element they must show")
    name: str = Field(description="What it is, in an owner's words")
    why: str = Field(description="Why it may not be missing")


def _holiday(name: str) -> str:
    if name not in holidays.names():
        wrong(f"there is no holiday '{name}'", did_you_mean(name, holidays.names()))
    return name


class SearchLimits(Model):
    """How long titles and descriptions may be, in characters as search engines show them."""

    title_min: int = Field(15, ge=1, description="Shortest title, with the name of the site")
    title_max: int = Field(65, ge=1, description="Longest title, with the name of the site")
    description_min: int = Field(50, ge=1, description="Shortest description")
    description_max: int = Field(160, ge=1, description="Longest description")


class Budget(Model):
    """How heavy things may be, in bytes as sent (compressed with gzip)."""

    page: int = Field(14_000, description="A page with its styles")
    kinds: dict[str, int] = Field(
        default_factory=dict, description="Other limits by kind of page, for example home: 16000"
    )
    scripts: int = Field(4_096, description="All scripts of a page")
    fonts: int = Field(25_600, description="All fonts of a page")
    image: int = Field(120_000, description="One picture")
    total: int = Field(120_000, description="A page with all that it loads at first")
    structured_data: int = Field(
        2_048, description="All JSON-LD of a page: what it tells search engines"
    )


class CheckSettings(Model):
    """What ``build.py check`` asks of the site, and what it lets pass."""

    severity: dict[RuleCode, Severity] = Field(
        default_factory=dict, description="Other severities: a rule or family, and its severity"
    )
    waivers: tuple[Waiver, ...] = Field((), description="Findings that may pass for a time")
    reading: dict[str, ReadingLimits] = Field(
        default_factory=dict, description="Limits by kind of page; all: for every other"
    )
    must_show: tuple[MustShow, ...] = Field((), description="What some kinds of page have to show")
    cites: Kinds = Field((), description="Kinds of page that have to cite a source")
    says_no_source: Pattern | None = Field(
        None, description="Words with which such a page says that no source was found"
    )
    reviewed: Kinds = Field((), description="Kinds of page that need a reviewer and a date")
    terms: str | None = Field(
        None, description="Data file whose entries (term, meaning) pages explain at first use"
    )
    known_terms: tuple[str, ...] = Field(
        (), description="Names of its entries that visitors know without an explanation"
    )
    source_years: int = Field(
        20, ge=1, le=1_000, description="Years after which a source counts as old"
    )
    typed_once: tuple[str, ...] = Field(
        (), description="Data files whose values no page may type by hand, for example prices.yaml"
    )
    usual_hours_on: tuple[Annotated[str, AfterValidator(_holiday)], ...] = Field(
        (), description="Public holidays on which the usual hours hold, for example Juneteenth"
    )
    search: SearchLimits = Field(
        SearchLimits(), description="How long titles and descriptions may be"
    )
    contrast: float = Field(
        4.5, ge=4.5, le=21, description="Contrast of text with its ground; 7 for the strictest, AAA"
    )
    budget: Budget = Field(Budget(), description="How heavy pages may be")
    third_parties: tuple[str, ...] = Field(
        (), description="Hosts of other sites that pages may ask, for example player.example.com"
    )


class Wording(Model):
    """Words that pages avoid: an entry of ``wording.yaml``."""

    words: Pattern = Field(description="The words, or a pattern of them, as whole words")
    why: str = Field(description="What is wrong with them")
    better: str = Field(description="What to write instead")
    unless: Pattern | None = Field(
        None, description="Pattern of a sentence in which they may stand, for example a denial"
    )
    replace: str | None = Field(
        None, description="Words that --fix may put in their place without asking"
    )
