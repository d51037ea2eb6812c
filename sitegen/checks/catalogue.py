"""Every rule, and its page of documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.checks.rule import Rule
from sitegen.checks.rules import (
    accessibility,
    ahead,
    claims,
    external,
    facts,
    links,
    markup,
    privacy,
    readability,
    search,
    sharing,
    weight,
)
from sitegen.checks.rules.misnamed import MISNAMED
from sitegen.checks.waivers import OUTDATED
from sitegen.names import did_you_mean

FAMILIES: Mapping[str, tuple[Rule, ...]] = {
    "Links": (*links.RULES, *external.RULES),
    "Accessibility": accessibility.RULES,
    "HTML": markup.RULES,
    "Readability": readability.RULES,
    "Claims": claims.RULES,
    "Privacy and security": privacy.RULES,
    "Weight": weight.RULES,
    "Print and social": sharing.RULES,
    "Facts": (*facts.RULES, ahead.AHEAD),
    "Search engines": search.RULES,
    "Settings": (OUTDATED, MISNAMED),
}
RULES = tuple(rule for rules in FAMILIES.values() for rule in rules)
FOLDER = "docs/rules"
WORDS = {"error": "has to be mended", "warning": "should be mended", "note": "good to know"}


class UnknownRule(Exception):
    """There is no rule of that code; its words say which there are."""


def selected(codes: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules that some codes name, in the order of all rules; all for no code.

    ``codes`` may hold lists of them, with commas. Raises UnknownRule for one that there is not.
    """
    wanted = [rule for them in codes for code in them.split(",") for rule in named(code.strip())]
    return tuple(rule for rule in RULES if not wanted or rule in wanted)


def named(code: str) -> tuple[Rule, ...]:
    """Return the rules that a code such as L01, or a family such as L, names.

    Raises UnknownRule for one that there is not.
    """
    found = tuple(rule for rule in RULES if code and rule.code.startswith(code.upper()))
    if not found:
        near = did_you_mean(code.upper(), [rule.code for rule in RULES])
        raise UnknownRule(f"there is no rule '{code}'" + (f"; {near}" if near else ""))
    return found


def explain(rule: Rule) -> str:
    """Return the page of documentation of a rule, in Markdown."""
    return f"""# {rule.code} {rule.name}

{rule.what}

Severity: {rule.severity} ({WORDS[rule.severity]}).
How to change it, or let a finding pass: [all rules](README.md).

## Why

{rule.why}

## How to mend it

{rule.mend}

Before:

```
{rule.before}
```

After:

```
{rule.after}
```

Source: {rule.source}
"""


def files() -> Mapping[str, str]:
    """Return the text of each page of documentation, by its path below the site's root."""
    made = {f"{FOLDER}/{rule.code}.md": explain(rule) for rule in RULES}
    return {f"{FOLDER}/README.md": "\n".join(_index()) + "\n", **made}


INDEX = """# Rules of `build.py check`

`build.py check --explain L01` prints a rule's page. `build.py schema` writes these pages.

In `site.yaml`, under `checks:`, a rule or a family can have another severity, and findings
can pass for a time. A waiver needs a reason and a last day. `path` may hold `*`; `words`, if given,
must stand in the message:

```yaml
checks:
  severity: {R03: warning}
  waivers:
    - rule: F02
      path: content/data/prices*.yaml
      words: "'price'"
      reason: The owner confirms the prices in March.
      until: 2027-03-31
```

What the build itself refuses is no rule: links to pages that are not there, two pages at one
address, values that do not fit, addresses of `content/data/published-urls.txt` that would vanish.
`publish` refuses a release in which an address that visitors know would lead nowhere.
"""


def _index() -> Iterator[str]:
    yield INDEX.rstrip()
    for family, rules in FAMILIES.items():
        yield from ("", f"## {family}", "", "| code | rule | severity | what it finds |")
        yield "|---|---|---|---|"
        for rule in rules:
            yield f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {rule.what} |"
