"""The design tokens of a site: custom properties of its styles whose names tell their family."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.stylesheet import SCHEME, Declaration, StyleRule, style_rules

FAMILIES = ("color", "space", "text")
LIGHT, DARK = "light", "dark"
SCHEMES = (LIGHT, DARK)
ROOTS = re.compile(r"(?::root|html|body|\*)(?:\s*,\s*(?::root|html|body|\*))*")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
CHOICE = "light-dark("
MOST_STEPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A custom property in one color scheme: the value as it is written, and what that means."""

    name: str
    written: str
    value: str


def tokens(sheets: Iterable[str], scheme: str) -> Mapping[str, tuple[Token, ...]]:
    """Return the tokens of each family that the sheets define, in order, for a color scheme."""
    rules = (rule for sheet in sheets for rule in style_rules(sheet) if _is_always(rule))
    values = {name: it.value for name, it in custom_properties(rules, scheme).items()}
    found = {
        family: tuple(
            Token(name=name, written=value, value=meant(value, values, scheme))
            for name, value in values.items()
            if name.startswith(f"--{family}-")
        )
        for family in FAMILIES
    }
    return {family: them for family, them in found.items() if them}


def _is_always(rule: StyleRule) -> bool:
    """Say whether a rule asks for a color scheme at the most, not for a width or paper."""
    return all(it.startswith("@layer") or SCHEME.search(it) for it in rule.around)


def custom_properties(rules: Iterable[StyleRule], scheme: str) -> Mapping[str, Declaration]:
    """Return what the whole page may use in a color scheme, by name, as declared last."""
    return {
        it.name: it
        for rule in rules
        if ROOTS.fullmatch(rule.selector) and rule.scheme in ("", scheme)
        for it in rule.declarations
        if it.name.startswith("--")
    }


def meant(value: str, known: Mapping[str, str], scheme: str) -> str:
    """Return a value with its variables and light-dark() replaced by what they stand for.

    A variable that nobody declares stays as it is written, if nothing stands in for it.
    """
    for _ in range(MOST_STEPS):
        if not VARIABLE.search(value):
            break
        value = VARIABLE.sub(lambda it: known.get(it[1], it[2] or it[0]), value)
    return _of_scheme(value, scheme).strip()


def _of_scheme(value: str, scheme: str) -> str:
    for _ in range(MOST_STEPS):
        at = value.lower().find(CHOICE)
        if at < 0:
            break
        parts, end = _arguments(value, at + len(CHOICE))
        chosen = parts[SCHEMES.index(scheme)] if len(parts) == len(SCHEMES) else ""
        value = value[:at] + chosen.strip() + value[end:]
    return value


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """Return what stands between a bracket's commas, and where the bracket has ended."""
    depth, found, at = 0, [""], start
    for at, sign in enumerate(text[start:], start):
        if sign == ")" and depth == 0:
            return found, at + 1
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return found, at + 1
