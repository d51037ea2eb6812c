"""What is wrong with a site, where, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Literal

Format = Literal["text", "json", "github"]

MANY = 100
# What is quoted of a file may be as long as the file.
LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A place in a source file; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One mistake: ``path`` is relative to the site's root; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1
    message: str
    hint: str = ""


ORDER = attrgetter("path", "line", "column", "message", "hint")


class ProblemsFound(Exception):
    """Everything that one run found wrong; never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = {on_lines(problem) for problem in problems}
        self.problems = tuple(sorted(found, key=ORDER))
        super().__init__(f"{len(self.problems)} problems")


class QueryError(Exception):
    """A template asked for something that is not there; whoever knows the place adds it."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


def show(problems: Iterable[Problem], form: Format) -> str:
    """Return the problems as text for people, JSON lines, or GitHub annotations."""
    draw = {"text": _as_text, "json": _as_json, "github": annotation}[form]
    return "\n".join(draw(problem) for problem in _fewer(problems))


def _fewer(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield at most MANY problems of each file, and one that says how many more there are."""
    for _path, group in groupby(problems, key=lambda problem: problem.path):
        found = list(group)
        yield from found[:MANY]
        if len(found) > MANY:
            message = f"… and {len(found) - MANY} more in this file"
            hint = "mend the first ones, then build again"
            yield replace(found[MANY], message=message, hint=hint)


def on_lines(problem: Problem) -> Problem:
    """Return a problem in words of one line each that can be shown anywhere, cut if need be."""
    message, hint = _line(problem.message), _line(problem.hint)
    if (message, hint) == (problem.message, problem.hint):
        return problem
    return replace(problem, message=message, hint=hint)


def _line(text: str) -> str:
    """Return one line that can be read and written anywhere, whatever it quotes."""
    if not text.isprintable():
        letters = " ".join(text.split())
        text = "".join(it if it.isprintable() else ascii(it)[1:-1] for it in letters)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def count(number: int, noun: str) -> str:
    """Return ``1 page``, ``2 pages``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _as_text(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    hint = f"\n  hint: {problem.hint}" if problem.hint else ""
    return f"{place}: {problem.message}{hint}"


def _as_json(problem: Problem) -> str:
    return json.dumps(
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "hint": problem.hint,
        },
        ensure_ascii=False,
    )


def annotation(problem: Problem, level: str = "error") -> str:
    """Return a problem as a workflow command of GitHub: error, warning or notice."""
    text = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    place = f"file={_escaped(problem.path, ':,')},line={problem.line},col={problem.column}"
    return f"::{level} {place}::{_escaped(text)}"


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
