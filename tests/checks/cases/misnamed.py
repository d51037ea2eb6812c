"""Planted faults and near misses of names in the settings of checks."""

from tests.checks.planting import Fault, NearMiss

SITE = "site.yaml"

FAULTS = (
    Fault(
        rule="X02",
        edits=((SITE, "cites: [lesson]", "cites: [lesson, lessons]"),),
        at=f"{SITE}:24:19",
        says="there is no kind of page 'lessons'",
    ),
    Fault(
        rule="X02",
        edits=((SITE, "kinds: [lesson]", "kinds: [leson]"),),
        at=f"{SITE}:27:15",
        says="there is no kind of page 'leson'",
    ),
    Fault(
        rule="X02",
        edits=((SITE, "checks:\n", "checks:\n  reading:\n    pages: {grade: 9}\n"),),
        at=f"{SITE}:23:5",
        says="there is no kind of page 'pages'",
    ),
    Fault(
        rule="X02",
        edits=((SITE, "checks:\n", "checks:\n  budget:\n    kinds: {hom: 9000}\n"),),
        at=f"{SITE}:23:13",
        says="there is no kind of page 'hom'",
    ),
    Fault(
        rule="X02",
        edits=((SITE, "terms: terms.yaml", "terms: words.yaml"),),
        at=f"{SITE}:22:10",
        says="there is no data file 'words.yaml'",
    ),
    Fault(
        rule="X02",
        edits=((SITE, "terms: terms.yaml", "terms: terms.yaml\n  known_terms: [crawling]"),),
        at=f"{SITE}:23:17",
        says="there is no entry of terms.yaml 'crawling'",
    ),
    Fault(
        rule="X02",
        edits=((SITE, "[prices.yaml]", "[price.yaml]"),),
        at=f"{SITE}:23:16",
        says="there is no data file 'price.yaml'",
    ),
    Fault(
        rule="X02",
        edits=((SITE, "checks:\n", "checks:\n  severity: {L90: note}\n"),),
        at=f"{SITE}:22:14",
        says="there is no rule 'L90'",
    ),
    Fault(
        rule="X02",
        edits=(
            (
                SITE,
                "checks:\n",
                "checks:\n  waivers:\n  - {rule: L90, reason: Not yet built, until: 2026-12-31}\n",
            ),
        ),
        at=f"{SITE}:23:12",
        says="there is no rule 'L90'",
    ),
)

NEAR_MISSES = (
    NearMiss(
        rule="X02",
        edits=((SITE, "checks:\n", "checks:\n  severity: {L: note, L09: error}\n"),),
        why="a letter names a family",
    ),
    NearMiss(
        rule="X02",
        edits=((SITE, "checks:\n", "checks:\n  reading:\n    all: {grade: 9}\n"),),
        why="all stands for every other kind",
    ),
    NearMiss(
        rule="X02",
        edits=((SITE, "terms: terms.yaml", "terms: terms.yaml\n  known_terms: [crawl]"),),
        why="the entry is there",
    ),
    NearMiss(
        rule="X02",
        edits=(
            (SITE, "checks:\n", "checks:\n  reading:\n    tag: {grade: 9}\n"),
            ("content/about.md", "---\n\nOur", "tags: [people]\n---\n\nOur"),
            ("templates/tag.html", "", '{% extends "base.html" %}\n'),
            ("templates/tags.html", "", '{% extends "base.html" %}\n'),
        ),
        why="the engine makes pages of this kind",
    ),
)
