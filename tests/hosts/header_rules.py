"""What Netlify and Cloudflare Pages make of ``_headers`` and ``_redirects``.

Netlify: docs.netlify.com/manage/routing/headers and the project's own parser
(github.com/netlify/build, packages/headers-parser): a path fits with and without a last slash,
in capitals too; ``*`` stands for any text. What becomes of one header in two rules that
both fit is not documented, so it is a mistake here.
Cloudflare: developers.cloudflare.com/pages/configuration/headers and
github.com/cloudflare/workers-sdk, packages/pages-shared: rules apply in the order of the file;
values of one header are joined with a comma; ``! Name`` takes away what came before; at most 100
rules and 2,000 letters a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_RULES, MAX_LINE = 100, 2_000


@dataclass(slots=True)
class Rule:
    """One rule as it is read from the file, names in small letters."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    detached: list[str] = field(default_factory=list)


def read_headers(text: str) -> list[Rule]:
    """Read ``_headers`` as both hosts do."""
    rules: list[Rule] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            continue
        if line.startswith("/"):
            rules.append(Rule(line))
        elif line.startswith("! "):
            rules[-1].detached.append(line.removeprefix("! ").lower())
        else:
            name, separator, value = line.partition(":")
            assert separator, line
            assert value.strip(), line
            told = rules[-1].headers
            name = name.strip().lower()
            told[name] = f"{told[name]}, {value.strip()}" if name in told else value.strip()
    return rules


def netlify(text: str, path: str) -> dict[str, str]:
    """Return the headers of ours that Netlify sends for a path."""
    found: dict[str, str] = {}
    for rule in read_headers(text):
        assert not rule.detached
        if _netlify_pattern(rule.path).fullmatch(path):
            twice = found.keys() & rule.headers.keys()
            assert not twice, (path, twice)
            found |= rule.headers
    return found


def _netlify_pattern(rule: str) -> re.Pattern[str]:
    parts = [
        "?(.*)" if part == "*" else "(.*)".join(map(re.escape, part.split("*")))
        for part in rule.split("/")
        if part
    ]
    return re.compile(f"/{'/'.join(parts)}/?", re.I)


def cloudflare(text: str, path: str, own: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that Cloudflare sends for a path; ``own`` are those it would send."""
    assert max(map(len, text.splitlines())) <= MAX_LINE
    rules = read_headers(text)
    assert len(rules) <= MAX_RULES
    assert len({rule.path for rule in rules}) == len(rules)
    found = {name.lower(): value for name, value in own.items()}
    ours: set[str] = set()
    for rule in rules:
        if not _cloudflare_pattern(rule.path).fullmatch(path):
            continue
        for name in rule.detached:
            found.pop(name, None)
        for name, value in rule.headers.items():
            is_added = name in ours and name in found
            found[name] = f"{found[name]}, {value}" if is_added else value
            ours.add(name)
    return found


def _cloudflare_pattern(rule: str) -> re.Pattern[str]:
    assert rule.count("*") <= 1
    return re.compile(".*".join(map(re.escape, rule.split("*"))))


def redirect(text: str, path: str) -> tuple[str, str] | None:
    """Return (location, status) of the first rule for exactly that path."""
    for line in text.splitlines():
        source, location, status = line.split(" ")
        if source == path:
            return location, status
    return None
