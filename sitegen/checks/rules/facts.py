"""Rules about facts: what pages say and what the data say must be one."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.finders import dated, typed_values
from sitegen.checks.found import Found
from sitegen.checks.rule import Rule
from sitegen.checks.subject import Subject
from sitegen.problems import Place


def _unconfirmed(subject: Subject) -> Iterator[Found]:
    for fact in subject.site.unconfirmed:
        shown = f" ({fact.value})" if fact.value else ""
        yield Found(
            at=Place(path=fact.path, line=fact.line, column=_column(subject, fact.path, fact.line)),
            message=f"'{fact.name}'{shown} must be confirmed before publishing",
            hint="ask who knows it, mend the value if need be, then remove !unconfirmed",
        )


def _column(subject: Subject, path: str, line: int) -> int:
    """Return where the tag stands in its line."""
    trees = (*subject.trees.values(), *(it.front for it in subject.sources.values()))
    for tree in trees:
        if tree.path == path:
            return tree.text.split("\n")[line - tree.first_line].find("!unconfirmed") + 1
    return 1


RULES = (
    Rule(
        code="F01",
        name="fact-wrong",
        severity="error",
        what="A page or template names a price, a length, an hour, a phone number, an email "
        "address or a name that no data file says. Lengths, hours and amounts in words in English "
        "only.",
        why="Two numbers for one thing: one of them is wrong, and visitors do not know which.",
        mend="Mend the value. If it is right, put it into `site.yaml` or `content/data` and show "
        "it from there with a component.",
        before="A lesson costs $90.",
        after='A lesson costs {{ price id="adults" }}.',
        source="A rule of this engine. Which data files count: `typed_once` in `site.yaml`.",
        find=typed_values.wrong,
    ),
    Rule(
        code="F02",
        name="fact-unconfirmed",
        severity="error",
        what="A value is still tagged `!unconfirmed`.",
        why="It is a sample or a guess. A visitor would take it for a promise.",
        mend="Ask who knows it, mend the value if need be, and remove the word `!unconfirmed`.",
        before="phone: !unconfirmed +1 212-555-0142",
        after="phone: +1 212-555-0142",
        source="A rule of this engine; `build --release` refuses such values too.",
        find=_unconfirmed,
    ),
    Rule(
        code="F03",
        name="fact-by-hand",
        severity="warning",
        what="A page or template repeats by hand what a data file says: a price, a length, an "
        "hour, a phone number, an email address or a name. Arguments of components may.",
        why="When the data change, this place keeps the old value, and nobody remembers it.",
        mend="Show the value with the component that the hint names.",
        before="A lesson costs $25.",
        after='A lesson costs {{ price id="babies" }}.',
        source="A rule of this engine. Which data files count: `typed_once` in `site.yaml`.",
        find=typed_values.by_hand,
    ),
    Rule(
        code="F04",
        name="shown-after-end",
        severity="warning",
        what="A page shows an entry of a data file that has ended or not begun.",
        why="The page is still there for an offer that nobody can have any more.",
        mend="Give the page the same `from` and `until` as the entry, or take the entry out of it.",
        before="offer: summer   # in offers.yaml: until: 2026-08-31",
        after="offer: summer\nuntil: 2026-08-31",
        source="A rule of this engine.",
        find=dated.shown_after_end,
    ),
    Rule(
        code="F05",
        name="over",
        severity="note",
        what="A page or an entry ended more than 30 days ago and still stands in its file.",
        why="It is not on the site any more. In the file it hides what counts now.",
        mend="Remove it, or give it new days.",
        before="summer:\n  amount: $10\n  until: 2026-08-31",
        after="summer:\n  amount: $10\n  until: 2027-08-31",
        source="A rule of this engine.",
        find=dated.over,
    ),
    Rule(
        code="F06",
        name="day-past",
        severity="warning",
        what='A text in English waits for a day that is over, such as "until March 3, 2026" or '
        '"sign up before 3 March 2026". What tells of the past is left alone.',
        why="Visitors see that nobody looks after the site, and doubt the rest of it.",
        mend="Write what holds now. A text that ends on a day can leave by itself.",
        before="Until March 3, 2026, the pool is closed.",
        after='{{ show until="2026-03-03" }}\nUntil March 3, 2026, the pool is closed.\n{{ end }}',
        source="A rule of this engine.",
        find=dated.still_to_come,
    ),
    Rule(
        code="F07",
        name="holiday-without-hours",
        severity="warning",
        what="A public holiday of the next 60 days falls on a day with hours, and no data file "
        "says whether they hold.",
        why="Visitors stand before a closed door, or do not come though it is open.",
        mend="Add the day to the closures. If the usual hours hold, name the holiday in "
        "`usual_hours_on` under `checks:` in `site.yaml`.",
        before="# closures.yaml without a word on Christmas",
        after="- reason: Christmas\n  from: 2026-12-25",
        source="5 U.S.C. 6103, Holidays (United States); other countries are not known yet.",
        find=dated.holidays_without_hours,
    ),
    Rule(
        code="F08",
        name="next-change",
        severity="note",
        what="Within 7 days something begins or ends by its date.",
        why="A published site stands still. It has to be built again on that day.",
        mend="Build and publish again on that day, or let a timer do it: `build.json` tells it "
        "the day.",
        before="until: 2026-12-24",
        after="until: 2026-12-24",
        source="A rule of this engine.",
        find=dated.next_change,
    ),
)
