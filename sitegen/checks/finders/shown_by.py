"""Which component shows a fact, and how to write it in a page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.checks.finders.typed_facts import SETTINGS, Fact
from sitegen.checks.passages import JINJA

COMPONENT = re.compile(r"components/([\w-]+)\.html")
MACRO = re.compile(r"\{%-?\s*macro\s+\w+\(([^)]*)\)")
TAG = re.compile(r"<[^<>]*>")
NOTHING = "show it from there with a component, or say it without the value"


def how_to_show(fact: Fact, templates: Mapping[str, str]) -> str:
    """Return the hint that tells how to show a fact in place of typing it."""
    calls = []
    for name, text in templates.items():
        component = COMPONENT.fullmatch(name)
        source = re.sub(r"\{#.*?#\}", "", text, flags=re.S)
        call = _call(component[1], source, fact) if component else None
        if call:
            calls.append((len(source), call))
    return f"write {{{{ {min(calls)[1]} }}}}" if calls else NOTHING


def _call(component: str, source: str, fact: Fact) -> str | None:
    macro = MACRO.search(source)
    printed = _printed(source[macro.end() :], fact) if macro else None
    if macro is None or printed is None:
        return None
    given = []
    for parameter in (it.strip() for it in macro[1].split(",")):
        name, _, default = parameter.partition("=")
        if default and re.search(rf"\.{fact.at[-1]} if {name}\b", printed):
            given.append(f"{name}=true")
        elif parameter and not default:
            value = _argument(parameter, source, fact)
            if value is None:
                return None
            given.append(f"{parameter}={value}")
    return " ".join((component, *given))


def _printed(body: str, fact: Fact) -> str | None:
    """Return what a component prints, if that is the field and nothing else."""
    prints = [it for it in JINJA.findall(TAG.sub("", body)) if it.startswith("{{")]
    if len(prints) != 1:
        return None
    names = [str(step) for step in fact.at if isinstance(step, str)]
    if fact.file == SETTINGS:
        path = rf"\bsite\.{re.escape('.'.join(names))}\b(?!\.\w)"
    else:
        path = rf"\.{re.escape(names[-1])}\b"
    is_there = fact.file == SETTINGS or f'"{fact.file.removesuffix(".yaml")}"' in body
    return prints[0] if is_there and re.search(path, prints[0]) else None


def _argument(parameter: str, source: str, fact: Fact) -> str | None:
    """Return what to write for an argument: the entry's id, or a field of the entry."""
    file = fact.file.removesuffix(".yaml")
    if re.search(rf'entry\("{re.escape(file)}", {parameter}\)', source):
        return f'"{fact.at[0]}"' if isinstance(fact.at[0], str) else None
    value = fact.fields.get(parameter)
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else None
