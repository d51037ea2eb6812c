"""Finders for values that somebody typed: wrong ones, and right ones that a data file has too."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.checks.finders.mentions import Mention, sentence_around
from sitegen.checks.finders.phrases import phrases
from sitegen.checks.finders.shown_by import how_to_show
from sitegen.checks.finders.typed_facts import Fact, TypedFacts, is_open
from sitegen.checks.found import Found, On
from sitegen.checks.passages import Passage
from sitegen.checks.subject import Subject
from sitegen.hours import DAYS
from sitegen.names import nearest
from sitegen.problems import Place

TITLES = frozenset(("title", "nav_title"))
DAY = "|".join(DAYS)
BOOKED = re.compile(
    r"\b(?:sessions?|appointments?|lessons?|class(?:es)?|courses?|visits?|treatments?"
    r"|consultations?|meetings?|bookings?|prices?|costs?|fees?)\b|[$€£]\s?\d",
    re.I,
)
HOURS = re.compile(rf"\b(?:open(?:s|ing)?|close[sd]?|hours|daily|weekdays?|(?:{DAY})s?)\b", re.I)
ON_A_DAY = re.compile(
    rf"\b(open|closed)\s+(?:on\s+|every\s+)?({DAY})s?\b"
    r"(?!\s+(?:to|through|–|-)\s|,?\s+(?:[A-Z][a-z]+\s+)?\d)",
    re.I,
)
FROM_DAY_TO_DAY = re.compile(rf"\b({DAY})s?\s+(?:to|through|–|-)\s+({DAY})s?\b", re.I)
OWN_NAME = re.compile(r"(?<![\w.@/-])[A-Z][\w-]*[A-Z][\w-]*")
SHORTEST_NAME = 5
FILES = (".vcf", ".ics", ".txt", ".webmanifest")
CONTACT = ("phone", "email")
WHAT = {
    "amount": "'{}' is an amount that no data file says",
    "length": "'{}' is a length that no data file says",
    "clock": "'{}' is not in the hours of any data file",
    "phone": "'{}' is a phone number that no data file says",
    "email": "'{}' is an email address that no data file says",
}
MEND = {
    "amount": "mend it, or put the amount into a data file and show it from there",
    "length": "mend it, or put the length into a data file and show it from there",
    "clock": "mend it, or mend the hours in the data, and show them from there",
    "phone": "mend it; a number of somebody else belongs in a data file too",
    "email": "mend it; an address of somebody else belongs in a data file too",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A value in a text, and the fact that says the same, if one does."""

    passage: Passage
    mention: Mention
    fact: Fact | None

    @property
    def typed(self) -> str:
        """The value as it is typed."""
        text, end = self.passage.text, self.mention.end
        end += text[end - 2 : end + 1].lower() == ".m."
        return " ".join(text[self.mention.start : end].split())


def wrong(subject: Subject) -> Iterator[Found]:
    """Yield the typed values that no data file says."""
    facts = TypedFacts(subject)
    said = (it for passage in subject.passages for it in phrases(passage))
    for claim in _claims(subject, facts, (*subject.passages, *said)):
        if claim.fact is None and claim.passage.origin not in ("data", "settings"):
            kind = claim.mention.kind
            yield _found(claim, WHAT[kind].format(claim.typed), MEND[kind])
    for passage in _prose(subject):
        yield from _misspelt(passage, facts)
        for start, end, is_right, hint in _days(passage, facts):
            if not is_right:
                message = f"'{passage.text[start:end]}' is not what site.yaml says"
                yield Found(at=passage.place(start, end), message=message, hint=hint)
    yield from _wrong_links(subject, facts)
    yield from _wrong_files(subject, facts)


def by_hand(subject: Subject) -> Iterator[Found]:
    """Yield the typed values that a data file says too."""
    facts = TypedFacts(subject)
    # No component stands in an argument of another: what is right there can only be typed.
    for claim in _claims(subject, facts, subject.passages):
        if claim.fact:
            message = f"'{claim.typed}' is typed by hand; {claim.fact.place} says it too"
            yield _found(claim, message, how_to_show(claim.fact, subject.templates))
    for passage in _prose(subject):
        yield from _names(passage, facts, subject)
        for start, end, is_right, _ in _days(passage, facts):
            if is_right and facts.week:
                message = f"'{passage.text[start:end]}' is typed by hand; site.yaml says it too"
                hint = how_to_show(facts.week[0], subject.templates)
                yield Found(at=passage.place(start, end), message=message, hint=hint)


def _found(claim: Claim, message: str, hint: str) -> Found:
    mention = claim.mention
    return Found(at=claim.passage.place(mention.start, mention.end), message=message, hint=hint)


def _prose(subject: Subject) -> Iterator[Passage]:
    """Yield what pages and templates say in English."""
    if subject.is_english:
        yield from (it for it in subject.passages if it.origin in ("body", "field", "template"))


def _claims(subject: Subject, facts: TypedFacts, passages: Iterable[Passage]) -> Iterator[Claim]:
    """Yield what texts say that data should say; in data, only what is part of a longer text."""
    for passage in passages:
        is_data = passage.origin in ("data", "settings")
        if is_data and passage.path.removeprefix("content/data/") in subject.settings.typed_once:
            continue
        for mention in facts.mentions(passage.text):
            typed = passage.text[mention.start : mention.end]
            if is_data and (typed == passage.text.strip() or mention.kind in ("length", "clock")):
                continue
            if _is_typed(passage, mention) and _is_about_us(passage, mention, subject):
                fact = facts.find(mention)
                if fact or is_data or not facts.is_written(mention):
                    yield Claim(passage, mention, fact)


def _is_typed(passage: Passage, mention: Mention) -> bool:
    """Say whether no component or value stands in the middle: "room 3 {{ length }} minutes"."""
    is_in_place = passage.origin in ("body", "template")
    return not is_in_place or "{" not in passage.raw[mention.start : mention.end]


def _is_about_us(passage: Passage, mention: Mention, subject: Subject) -> bool:
    """Say whether a value is one that the business sets: its price, not any walk of 10 minutes."""
    if mention.kind in ("phone", "email"):
        return True
    if mention.kind == "amount":
        return bool(subject.settings.typed_once)
    sentence = sentence_around(passage.text, mention.start, mention.end)
    if mention.kind == "clock":
        return HOURS.search(sentence) is not None
    return bool(subject.settings.typed_once) and BOOKED.search(sentence) is not None


def _days(passage: Passage, facts: TypedFacts) -> Iterator[tuple[int, int, bool, str]]:
    """Yield where a text says which days are open, whether it is right, and what the hours say."""
    if facts.week is None or "day" not in passage.text.lower():
        return
    week = facts.week[1]
    for match in ON_A_DAY.finditer(passage.text):
        opens = is_open(week, match[2])
        hint = f"the hours say {match[2].capitalize()}: {'open' if opens else 'closed'}"
        yield *match.span(), opens == (match[1].lower() == "open"), hint
    for match in FROM_DAY_TO_DAY.finditer(passage.text):
        if re.search(r"\bopen|\bhours\b", sentence_around(passage.text, *match.span()), re.I):
            first, last = (DAYS.index(match[it].lower()) for it in (1, 2))
            named = DAYS[first : last + 1] if first <= last else DAYS[first:] + DAYS[: last + 1]
            shut = [it.capitalize() for it in named if not is_open(week, it)]
            yield *match.span(), not shut, f"the hours say closed: {', '.join(shut)}"


def _names(passage: Passage, facts: TypedFacts, subject: Subject) -> Iterator[Found]:
    """Yield names of the data; titles alone may type one, as no component stands there."""
    if not facts.names or (passage.name and passage.name[0] in TITLES):
        return
    alone = "|".join(map(re.escape, sorted(facts.names, key=len, reverse=True)))
    for match in re.finditer(rf"(?<![\w-])(?:{alone})(?![\w-])", passage.text):
        fact = facts.names[match[0]]
        message = f"the name '{match[0]}' is typed by hand; {fact.place} says it too"
        at = passage.place(*match.span())
        yield Found(at=at, message=message, hint=how_to_show(fact, subject.templates))


def _misspelt(passage: Passage, facts: TypedFacts) -> Iterator[Found]:
    """Yield words that are a name of the data but for a letter or a capital."""
    known = [it for it in facts.names if " " not in it]
    for match in OWN_NAME.finditer(passage.text) if known else ():
        name = nearest(match[0], known) if len(match[0]) >= SHORTEST_NAME else None
        if name and name != match[0] and _is_near(name, match[0]):
            message = f"'{match[0]}' is written '{name}' in {facts.names[name].place}"
            yield Found(at=passage.place(*match.span()), message=message, hint=f"write {name}")


def _is_near(name: str, typed: str) -> bool:
    """Say whether all letters but one stand in both, in one order."""
    blocks = difflib.SequenceMatcher(None, name.lower(), typed.lower()).get_matching_blocks()
    return sum(it.size for it in blocks) >= max(len(name), len(typed)) - 1


def _wrong_links(subject: Subject, facts: TypedFacts) -> Iterator[Found]:
    """Yield links that call or write to somebody whom no data file names."""
    if not facts.of("phone") and not facts.of("email"):
        return
    for document in subject.documents.values():
        for element in document.every("a"):
            address = element.attributes.get("href", "")
            match = re.match(r"(tel|sms|mailto):([^?;]+)", address, re.I)
            if match is None:
                continue
            mention = (
                Mention("email", (match[2].lower(),), 0, 0)
                if match[1].lower() == "mailto"
                else Mention("phone", (re.sub(r"\D", "", match[2]),), 0, 0)
            )
            if not facts.find(mention) and not facts.is_written(mention):
                at = On(output=document.path, element=element.number, value=address)
                message = f"the link '{address}' leads to nobody whom the data name"
                yield Found(at=at, message=message, hint=MEND[mention.kind])


def _wrong_files(subject: Subject, facts: TypedFacts) -> Iterator[Found]:
    """Yield hours, numbers and addresses in files for machines that no data file says."""
    for path, output in subject.outputs.items():
        if not path.endswith(FILES):
            continue
        text = output.content.decode("utf-8", "replace")
        for mention in facts.mentions(text):
            is_hours = mention.kind == "clock" and HOURS.search(_line(text, mention.start))
            is_said = facts.find(mention) or facts.is_written(mention)
            if (is_hours or (facts.of(mention.kind) and mention.kind in CONTACT)) and not is_said:
                typed = text[mention.start : mention.end]
                message = f"{path}: {WHAT[mention.kind].format(typed)}"
                yield Found(
                    at=_in_file(subject, path, typed), message=message, hint=MEND[mention.kind]
                )


def _line(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]


def _in_file(subject: Subject, path: str, typed: str) -> Place:
    """Return where a file of static/root, or the template of a file, types a value."""
    name = f"files/{path}"
    if name in subject.templates:
        source, path = subject.templates[name], f"templates/{name}"
    elif f"root/{path}" in subject.site.files:
        source = subject.outputs[path].content.decode("utf-8", "replace")
        path = f"static/root/{path}"
    else:
        return Place(path="site.yaml")
    before = source[: max(0, source.find(typed))]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Place(path=path, line=line, column=column)
