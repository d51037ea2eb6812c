"""Rules about links to other sites, which are looked up with ``--external`` only."""

from __future__ import annotations

from sitegen.checks.rule import Rule

DEAD = Rule(
    code="L10",
    name="dead-foreign-link",
    severity="error",
    what="A link leads to a page of another site that is gone. Found with `--external` only.",
    why="A visitor who follows it stands before nothing, and doubts the rest of the page.",
    mend="Link to another page that says the same, or leave the link out.",
    before="[the study](https://journal.example/gone)",
    after="[the study](https://doi.org/10.1000/182)",
    source="RFC 9110, 15.5.5 404 Not Found and 15.5.11 410 Gone",
)
MOVED = Rule(
    code="L11",
    name="moved-foreign-link",
    severity="warning",
    what="A page of another site has moved for good. Found with `--external` only.",
    why="Old addresses stop to lead on some day.",
    mend="Link to the new address, which the hint names.",
    before="[the law](https://www.example.gov/old)",
    after="[the law](https://www.example.gov/new)",
    source="RFC 9110, 15.4.2 301 Moved Permanently; RFC 9110, 15.4.9 308 Permanent Redirect",
)
SILENT = Rule(
    code="L12",
    name="silent-foreign-link",
    severity="note",
    what="A page of another site could not be looked up: the site was too slow, broken, or lets "
    "no programs in. Found with `--external` only.",
    why="The link may be right. Nobody knows until somebody looks.",
    mend="Open it in a browser, or check again later.",
    before="[the map](https://slow.example/)",
    after="[the map](https://slow.example/)",
    source="RFC 9309, Robots Exclusion Protocol; RFC 6585, 4. 429 Too Many Requests",
)
RULES = (DEAD, MOVED, SILENT)
