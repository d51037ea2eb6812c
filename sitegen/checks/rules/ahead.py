"""The rule about days to come, which are tried with ``--full`` only."""

from __future__ import annotations

from sitegen.checks.rule import Rule

AHEAD = Rule(
    code="F09",
    name="breaks-on-a-day",
    severity="error",
    what="On a day to come the site cannot be built: something ends that a page still needs, such"
    " as the last price of a treatment. Found with `check --full` only, which tries every day of"
    " the coming year on which the site changes by itself.",
    why="On that day the site stays as it was, and shows what counts no more. Nobody is at work on"
    " it then.",
    mend="Give what ends a successor that begins the next day, or take it out of the pages.",
    before="- {name: Crawl, price: $90, until: 2026-12-31}\n"
    "- {name: Crawl, price: $95, from: 2027-01-02}",
    after="- {name: Crawl, price: $90, until: 2026-12-31}\n"
    "- {name: Crawl, price: $95, from: 2027-01-01}",
    source="A rule of this engine.",
)
