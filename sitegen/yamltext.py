"""YAML read as text: every scalar stays as typed, every value keeps its place.

Works on PyYAML's event stream: anchors, foreign tags and deep nesting are refused
before they cost anything, and equal keys are seen before one of them is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import yaml
from yaml import events

from sitegen.problems import Problem
from sitegen.report import Unconfirmed
from sitegen.yamlslips import invisible, lost, no_name, unclosed
from sitegen.yamlwords import told

Loc = tuple[str | int, ...]
Place = tuple[int, int]

MAX_DEPTH = 20
UNCONFIRMED = "!unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A YAML document: mappings, lists and strings, None for a value left empty.

    ``text`` begins on ``first_line`` of the file ``path``.
    """

    path: str
    value: object
    text: str
    first_line: int
    unconfirmed: tuple[Unconfirmed, ...] = ()

    def place(self, loc: Loc) -> Place:
        """Return line and column, from 1, of the value at ``loc``, or of the nearest around it."""
        values = self.values
        while loc and loc not in values:
            loc = loc[:-1]
        return values.get(loc, (1, 1))

    @property
    def values(self) -> Mapping[Loc, Place]:
        """Line and column of each value, by its path of keys; found anew by reading the text."""
        return _places(self.text, self.first_line)[0]

    @property
    def keys(self) -> Mapping[Loc, Place]:
        """Line and column of each key, by its path of keys."""
        return _places(self.text, self.first_line)[1]


@lru_cache(maxsize=8)
def _places(text: str, first_line: int) -> tuple[Mapping[Loc, Place], Mapping[Loc, Place]]:
    builder = _Builder("", text, first_line - 1)
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        builder.take(event)
    return builder.values, builder.keys


def parse(text: str, path: str, first_line: int = 1) -> tuple[Tree | None, list[Problem]]:
    """Read one YAML document; ``first_line`` is the line of ``path`` that ``text`` begins on.

    Returns no tree if the text is not YAML, and every mistake that was found.
    """
    builder = _Builder(path, text, first_line - 1)
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
    except _Refused as refused:
        return None, [*builder.problems, refused.problem]
    except yaml.YAMLError as error:
        return None, [*builder.problems, builder.syntax_problem(error)]
    return builder.tree(), builder.problems


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been read yet."""

    loc: Loc
    value: dict[str, object] | list[object]
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    path: str
    text: str
    offset: int
    problems: list[Problem] = field(default_factory=list)
    root: object = None
    documents: int = 0
    stack: list[_Open] = field(default_factory=list)
    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    unconfirmed: list[Unconfirmed] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    text_lines: int = field(init=False)
    is_skipping: bool = False
    skipped: int = 0

    def __post_init__(self) -> None:
        """Count the lines."""
        self.text_lines = self.text.count("\n") + 1

    def tree(self) -> Tree:
        return Tree(
            path=self.path,
            value=self.root,
            text=self.text,
            first_line=self.offset + 1,
            unconfirmed=tuple(self.unconfirmed),
        )

    def take(self, event: events.Event) -> None:
        if self.is_skipping:
            self._skip(event)
        elif isinstance(event, events.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self._refused(event, "a second YAML document", "remove the line '---'")
        elif isinstance(event, events.AliasEvent):
            raise self._refused(
                event,
                f"'*{event.anchor}' is not allowed here",
                "put it in quotes, or repeat the value",
            )
        elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
            self.stack.pop()
        elif isinstance(event, events.NodeEvent):
            self._node(event)

    def _node(self, event: events.NodeEvent) -> None:
        if event.anchor is not None:
            raise self._refused(event, f"'&{event.anchor}' is not allowed here", "put it in quotes")
        if len(self.stack) > MAX_DEPTH:
            raise self._refused(event, "nested too deeply", f"at most {MAX_DEPTH} levels")
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._key(event, parent, parent.value)
            return
        loc = self._loc(parent)
        self.values[loc] = self._place(event)
        value = self._value(event)
        self._tag(event, loc, value)
        self._put(parent, value)
        if isinstance(value, dict | list):
            self.stack.append(_Open(loc, value))

    def _skip(self, event: events.Event) -> None:
        """Pass over the value of a name given twice; the first one is kept."""
        if isinstance(event, events.CollectionStartEvent):
            self.skipped += 1
        elif isinstance(event, events.CollectionEndEvent):
            self.skipped -= 1
        self.is_skipping = self.skipped > 0

    def _put(self, parent: _Open | None, value: object) -> None:
        if parent is None:
            self.root = value
        elif isinstance(parent.value, dict):
            parent.value[parent.key or ""] = value
            parent.key = None
        else:
            parent.value.append(value)

    def _key(self, event: events.NodeEvent, parent: _Open, mapping: dict[str, object]) -> None:
        if not isinstance(event, events.ScalarEvent):
            raise self._refused(
                event,
                "a name before ':' must be plain text",
                "put a text that holds braces in quotes",
            )
        if event.tag is not None:
            hint = f"write it after the colon: {event.value}: {UNCONFIRMED} ..."
            self._report(event, f"'{event.tag}' stands before the name", hint)
        loc = (*parent.loc, event.value)
        slip = None if event.style else no_name(event.value, *self._end(event), mapping)
        if slip:
            words, name, mapping[name] = slip
            self._report(event, *words)
            for places in (self.keys, self.values):
                places.setdefault((*parent.loc, name), self._place(event))
            self.is_skipping = True
        elif event.value in mapping:
            first = self.keys[loc][0]
            self._report(
                event,
                f"'{event.value}' is given twice (first on line {first})",
                "keep one of the two",
            )
            self.is_skipping = True
        else:
            self.keys[loc] = self._place(event)
            parent.key = event.value

    @staticmethod
    def _loc(parent: _Open | None) -> Loc:
        if parent is None:
            return ()
        if isinstance(parent.value, list):
            return (*parent.loc, len(parent.value))
        return (*parent.loc, parent.key or "")

    def _value(self, event: events.NodeEvent) -> object:
        if isinstance(event, events.MappingStartEvent):
            return {}
        if isinstance(event, events.SequenceStartEvent):
            return []
        assert isinstance(event, events.ScalarEvent)
        if not event.style:
            return event.value + self._lost(event) or None
        self._check_quoted(event)
        return event.value

    def _tag(self, event: events.NodeEvent, loc: Loc, value: object) -> None:
        tag = getattr(event, "tag", None)
        if isinstance(value, str) and value.startswith(UNCONFIRMED):
            hint = f'write the word before the quotes: {UNCONFIRMED} "..."'
            self._report(event, f"{UNCONFIRMED} stands inside the quotes", hint)
        if tag is None:
            return
        if tag != UNCONFIRMED:
            self._report(
                event, f"unknown tag '{tag}'", f"the only tag is {UNCONFIRMED}; quote a '!'"
            )
            return
        self.unconfirmed.append(
            Unconfirmed(
                path=self.path,
                line=self._place(event)[0],
                name=".".join(str(step) for step in loc) or self.path,
                value=value if isinstance(value, str) else "",
            )
        )

    def _check_quoted(self, event: events.ScalarEvent) -> None:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        place = end.line, end.column
        if words := unclosed(event.style or "", self._lines(), start.line, place):
            raise self._refused(event, *words)
        if words := invisible(event.value):
            self._report(event, *words)

    def _lines(self) -> list[str]:
        self.lines = self.lines or self.text.split("\n")
        return self.lines

    def _end(self, event: events.ScalarEvent) -> tuple[str, int]:
        """Return the line and the column that a value ends at."""
        mark = event.end_mark
        assert mark is not None
        lines = self._lines()
        return (lines[mark.line], mark.column) if mark.line < len(lines) else ("", 0)

    def _lost(self, event: events.ScalarEvent) -> str:
        """Return what YAML would drop without a word in ``The #1 thing``, after reporting it."""
        line, column = self._end(event)
        if words := lost(line, column):
            self._report(event, *words)
        return line[column:] if words else ""

    def _place(self, event: events.Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        # What is missing at the end of a text stands, for libyaml, below its last line.
        line = min(mark.line, self.text_lines - 1)
        return line + 1 + self.offset, mark.column + 1

    def _problem(self, event: events.Event, message: str, hint: str) -> Problem:
        line, column = self._place(event)
        return Problem(path=self.path, line=line, column=column, message=message, hint=hint)

    def _report(self, event: events.Event, message: str, hint: str) -> None:
        self.problems.append(self._problem(event, message, hint))

    def _refused(self, event: events.Event, message: str, hint: str) -> _Refused:
        return _Refused(self._problem(event, message, hint))

    def syntax_problem(self, error: yaml.YAMLError) -> Problem:
        (line, column), message, hint = told(error, self.text)
        return Problem(
            path=self.path, line=line + self.offset, column=column, message=message, hint=hint
        )
