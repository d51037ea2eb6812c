"""A call for which the site's data hold nothing: what was asked for, and what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from sitegen.marks import Argument, Component

NO_ENTRY = re.compile(r"No (?:first|last) item|'None' has no attribute")
MOST_NAMED = 8


def nothing_found(call: Component, reason: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Return message and hint for a call that failed for that ``reason`` of the template's.

    ``data`` is what the data files hold today.
    """
    if not call.arguments or not NO_ENTRY.match(reason):
        message = f"{{{{ {call.name} }}}} finds nothing for these arguments: {reason}"
        return message, "check the names in it"
    asked = " and ".join(f"{name} {_quoted(value)}" for name, value in call.arguments.items())
    message = f"'{call.name}': there is nothing for {asked}"
    return message, _what_there_is(call.arguments, data) or "check what content/data/ has for it"


def _what_there_is(arguments: Mapping[str, Argument], data: Mapping[str, Any]) -> str:
    """Return which other value of one argument would find something, or nothing."""
    fitting = [(file, rows) for file, rows in _lists(data) if _have(rows, arguments)]
    if not fitting:
        return ""
    file, rows = max(fitting, key=lambda it: len(it[1]))
    for name in reversed(tuple(arguments)):
        others = {key: value for key, value in arguments.items() if key != name}
        near = [row for row in rows if all(_same(row, *pair) for pair in others.items())]
        if any(_same(row, name, arguments[name]) for row in near):
            continue
        values = list(dict.fromkeys(getattr(row, name) for row in near))
        if values:
            shown = ", ".join(_quoted(value) for value in values[:MOST_NAMED])
            more = ", …" if len(values) > MOST_NAMED else ""
            given = " and ".join(f"{key} {_quoted(value)}" for key, value in others.items())
            return f"content/data/{file} has {name} {shown}{more}" + (given and f" for {given}")
    for name, value in arguments.items():
        if isinstance(value, str) and value.isdecimal() and not _quotes(rows, name):
            return f"write {name}={value}, without quotes"
    return ""


def _lists(data: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield each list of entries with the name of its file."""
    for file, value in data.items():
        inside = [getattr(value, name) for name in _fields(value)]
        for rows in (value, *inside):
            if isinstance(rows, list | tuple) and rows:
                yield file, rows


def _fields(value: object) -> Sequence[str]:
    return tuple(type(value).model_fields) if isinstance(value, BaseModel) else ()


def _have(rows: Sequence[Any], arguments: Mapping[str, Argument]) -> bool:
    return all(set(_fields(row)) >= set(arguments) for row in rows)


def _same(row: Any, name: str, value: Argument) -> bool:
    """Say whether an entry has that value, be it in quotes or not."""
    return str(getattr(row, name)) == str(value)


def _quotes(rows: Sequence[Any], name: str) -> bool:
    return any(isinstance(getattr(row, name), str) for row in rows)


def _quoted(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)
