"""libyaml's syntax errors in an owner's words, at the place where the mistake is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

Place = tuple[int, int]
Told = tuple[Place, str, str]

QUOTE_IT = "put the whole text in quotes"
LINE_UP = "start it in the same column as the line that it belongs to"


def told(error: yaml.YAMLError, text: str) -> Told:
    """Return place (line and column from 1), message and hint for a syntax error in ``text``."""
    lines = text.split("\n")
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    at = (min(mark.line, len(lines) - 1), mark.column) if mark else _position(error, text)
    start_mark = getattr(error, "context_mark", None)
    start = (min(start_mark.line, len(lines) - 1), start_mark.column) if start_mark else at
    for part, tell in TELLERS:
        if part in f"{context}: {reason}":
            (line, column), message, hint = tell(lines, start, at)
            return (line + 1, column + 1), message, hint
    return (at[0] + 1, at[1] + 1), f"this cannot be read ({reason})", "see the lines around it"


def _position(error: yaml.YAMLError, text: str) -> Place:
    position = getattr(error, "position", 0)
    before = text.encode("utf-8")[:position].decode("utf-8", "replace")
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def _char(lines: Sequence[str], at: Place) -> str:
    line = lines[at[0]] if at[0] < len(lines) else ""
    return line[at[1]] if at[1] < len(line) else ""


def _above(lines: Sequence[str], line: int) -> tuple[int, str]:
    """Return the nearest line above that is not blank."""
    for number in range(min(line, len(lines)) - 1, -1, -1):
        if lines[number].strip():
            return number, lines[number]
    return 0, ""


def _quote(lines: Sequence[str], start: Place, _at: Place) -> Told:
    mark = _char(lines, start)
    return start, f"the quote {mark} opens here and is never closed", f"close it with {mark}"


def _bracket(lines: Sequence[str], start: Place, at: Place) -> Told:
    mark = _char(lines, start)
    closing = "]" if mark == "[" else "}"
    if at[0] == start[0] and _char(lines, at) not in "]}" and closing in lines[at[0]][at[1] :]:
        return _no_comma(lines[at[0]], at)
    return start, f"the bracket {mark} opens here and is never closed", f"close it with {closing}"


def _no_comma(line: str, at: Place) -> Told:
    """Return what to say of an entry in brackets that begins before another has ended."""
    column = at[1]
    if line[column] == ":":
        column = len(line[:column]) - len(re.split(r"[\s,{\[]", line[:column].rstrip())[-1])
    found = re.match(r"[^\s,:\]}]+:?", line[column:])
    name = found[0] if found else line[column]
    return (at[0], column), f"a comma is missing before '{name}'", "put a comma between two entries"


def _first_sign(lines: Sequence[str], _start: Place, at: Place) -> Told:
    sign = _char(lines, at)
    if sign == "\t":
        return at, "a tab stands here", "indent with spaces"
    return at, f"'{sign}' cannot begin a text without quotes", QUOTE_IT


def _alias(lines: Sequence[str], start: Place, _at: Place) -> Told:
    return start, f"'{_char(lines, start)}' cannot begin a text without quotes", QUOTE_IT


def _no_space_after_dash(lines: Sequence[str], line: int) -> Told | None:
    for number, shown in ((line, lines[line] if line < len(lines) else ""), _above(lines, line)):
        if re.match(r"\s*-[^\s-]", shown):
            place = number, len(shown) - len(shown.lstrip())
            return place, "there is no space after '-'", "write '- ' and then the entry"
    return None


def _no_colon(lines: Sequence[str], start: Place, _at: Place) -> Told:
    return _no_space_after_dash(lines, start[0]) or (
        start,
        "this line is neither 'name: value' nor part of the text above",
        "write 'name: value', or indent it so that it belongs to the line above",
    )


def _second_colon(lines: Sequence[str], _start: Place, at: Place) -> Told:
    number, above = _above(lines, at[0])
    dash = _no_space_after_dash(lines, number)
    if dash:
        return dash
    tight = re.match(r"\s*[\w-]+(:)[^\s:/]", above)
    if tight:
        place = number, tight.start(1)
        return place, "there is no space after the colon", "write 'name: value'"
    if ":" not in lines[at[0]][: at[1]]:
        column = len(lines[at[0]]) - len(lines[at[0]].lstrip())
        return (at[0], column), "this line is indented too far", LINE_UP
    return at, "a second ': ' stands in this line", QUOTE_IT


def _misplaced(lines: Sequence[str], _start: Place, at: Place) -> Told:
    before = lines[at[0]][: at[1]] if at[0] < len(lines) else ""
    quote = re.search(r":\s+(['\"])", before)
    if quote:
        other = "'" if quote[1] == '"' else '"'
        hint = f"put the whole text in {other} instead"
        return at, f"the text goes on after the closing {quote[1]}", hint
    return _no_space_after_dash(lines, at[0]) or (
        at,
        "this line does not line up with the lines above",
        LINE_UP,
    )


def _too_much(lines: Sequence[str], _start: Place, at: Place) -> Told:
    if lines[at[0]].startswith("...") or _above(lines, at[0])[1].startswith("..."):
        return at, "a line '...' ends the file early", "remove it"
    return at, "something stands after the end of what is above", "see the line above"


def _at(message: str, hint: str) -> Callable[[Sequence[str], Place, Place], Told]:
    return lambda lines, _start, at: (at, message.format(_char(lines, at)), hint)


TELLERS: tuple[tuple[str, Callable[[Sequence[str], Place, Place], Told]], ...] = (
    ("unknown escape", _at("'\\' stands inside double quotes", "write \\\\, or use single quotes")),
    ("scanning a quoted scalar", _quote),
    ("parsing a flow sequence", _bracket),
    ("parsing a flow mapping", _bracket),
    ("violates indentation", _at("a tab stands here", "indent with spaces")),
    ("cannot start any token", _first_sign),
    ("scanning an alias", _alias),
    ("scanning an anchor", _alias),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _second_colon),
    ("did not find expected key", _misplaced),
    ("expected '-' indicator", _misplaced),
    (
        "block sequence entries",
        _at("a list begins on its name's line", "put it on the lines below"),
    ),
    ("comment or line break", _at("text stands after '|' or '>'", "begin it on the next line")),
    ("expected node content", _at("'{}' stands where a value belongs", QUOTE_IT)),
    ("scanning a tag", _at("'!' cannot begin a text without quotes", QUOTE_IT)),
    ("parsing a tag", _at("'!' cannot begin a text without quotes", QUOTE_IT)),
    ("scanning a directive", _at("'%' cannot begin a line", QUOTE_IT)),
    ("document start", _too_much),
    ("control characters", _at("an invisible character stands here", "delete it")),
)
