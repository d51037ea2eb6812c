"""A rule, and what comes of its finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sitegen.checks.found import Fix, Found
from sitegen.checks.settings import Severity, Waiver
from sitegen.checks.subject import Subject
from sitegen.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with all that its page of documentation tells.

    ``before`` and ``after`` are an example in the language of the source; ``source`` names the
    standard or publication that the rule rests on. What a rule without ``find`` is for is found
    by a Look, or when all other rules have looked.
    """

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    mend: str
    before: str
    after: str
    source: str
    find: Callable[[Subject], Iterable[Found]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look that takes longer than all rules, and is taken if somebody asks for it.

    ``find`` yields what is wrong with the rule that it is against, one of ``rules``.
    """

    rules: tuple[Rule, ...]
    find: Callable[[Subject], Iterable[tuple[Rule, Found]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A mistake at its place in a source; ``pages`` are the addresses it was seen on."""

    rule: Rule
    severity: Severity
    problem: Problem
    pages: tuple[str, ...] = ()
    waiver: Waiver | None = None
    fix: Fix | None = None
