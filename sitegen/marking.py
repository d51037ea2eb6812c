"""First step of reading Markdown: a mark in place of each call, citation and link target."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from sitegen.marks import CLOSE, OPEN, Argument, Component, Link
from sitegen.problems import Problem

# Each form with a sign without which a text does not hold it.
FORMS = (
    (re.compile(r"\\"), r"""\\\{\{ | (?P<escaped> \\[<"'] )"""),
    (
        re.compile(r"\{\{"),
        r"""\{\{ (?P<call> (?: [^{}\n] | \{(?!\{) | \}(?!\}) )* ) \}\}
        | (?P<nested> \{\{ [^{}\n]* \{\{ [^{}\n]* \}\} [^{}\n]* \}\} )
        | (?P<unclosed> \{\{ [ ]* [A-Za-z][\w-]* )""",
    ),
    (re.compile(r"\[@"), r"\[ (?P<cite> @ [^\]\n]{0,300} ) \]"),
    (
        re.compile(r"\]:"),
        r"^(?P<label> [ ]{0,3} \[ (?![\^@]) [^\]\n]+ \]: [ \t]* ) <?(?P<defined> [^\s>]+ )>?",
    ),
    (
        re.compile(r"\]\("),
        r"""(?<=\]\() [ ]* (?: <(?P<angled> [^<>\n]* )>
                         | (?P<plain> [^\s()<>]+ (?: \([^\s()]*\) [^\s()]* )* )
                           (?= [ ]* (?: "[^"\n]*" | '[^'\n]*' )? [ ]* \) )
                         | (?P<spaced> [^\s()<>"'] [^()<>"'\n]* ) (?= \) ) )""",
    ),
    (
        re.compile(r"(?:href|src)\s*=", re.I),
        r"""(?<! \{ ) (?<! \{: ) (?<! \{:[ ] ) (?<! \{[ ] )
        (?<=[\s"']) (?i: (?P<attribute> href | src ) ) \s*=\s*
                    (?: "(?P<double> [^"\n]* )" | '(?P<single> [^'\n]* )'
                      | (?P<bare> [^\s"'<>=`]+ ) )""",
    ),
    (
        re.compile(r"\][ ]?\["),
        r"(?<! [\]\\!] ) (?P<open> !? \[ )"
        r" (?= [^\[\]\n]+ \] [ ]? \[ (?P<reference> [^\[\]\n^@]* ) \] )",
    ),
)
ESCAPED = {r"\<": "&lt;", r"\"": "&quot;", r"\'": "&#39;"}
DEFINITION = re.compile(r"^ {0,3}\[((?![\^@])[^\]\n]+)\]:", re.M)

CALL_FORM = re.compile(r"\s*(?P<name>[A-Za-z][\w-]*)(?P<arguments>.*)", re.S)
ARGUMENT = re.compile(
    r"""\s*(?P<name>[A-Za-z_][\w-]*)\s*=\s*(?:["“”](?P<text>[^"“”]*)["“”]|'(?P<quoted>[^']*)'"""
    r"""|(?P<number>-?\d{1,18})|(?P<truth>true|false))(?=\s|$)"""
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as typed, such as ``@shah2015; @wu2021``."""

    text: str
    line: int
    column: int


class Marker:
    """Marks one page's text; ``typed`` and ``meanings`` tell what each mark stands for
    (a ``str`` is HTML that needs nothing else).

    ``first_line`` is the line of ``path`` that the text begins on.
    """

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.offset = first_line - 1
        self.typed: list[str] = []
        self.meanings: list[Link | Component | Problem | Cited | str] = []
        self.labels: frozenset[str] = frozenset()
        self.definitions: set[int] = set()
        self.attributes: set[int] = set()

    def problem(self, place: tuple[int, int], message: str, hint: str) -> Problem:
        """Return a Problem at a line and column of the text."""
        line, column = place
        return Problem(
            path=self.path, line=line + self.offset, column=column, message=message, hint=hint
        )

    def mark(self, text: str) -> str:
        """Put a mark in place of each call, citation and target."""
        self.labels = frozenset(_label(label) for label in DEFINITION.findall(text))
        pieces: list[str] = []
        line, line_start, end = 1, 0, 0
        syntax = _syntax(tuple(form for sign, form in FORMS if sign.search(text)))
        for match in syntax.finditer(text):
            line += text.count("\n", end, match.start())
            line_start = max(line_start, text.rfind("\n", end, match.start()) + 1)
            pieces += text[end : match.start()], self._replaced(match, line, line_start)
            end = match.end()
        return "".join([*pieces, text[end:]])

    def _replaced(self, match: re.Match[str], line: int, line_start: int) -> str:
        group = match.lastgroup or ""
        place = line, match.start() - line_start + 1
        if group == "call":
            return self._mark(match[0], self._call(match["call"], place))
        if group == "escaped":
            return self._mark(match[0], ESCAPED[match[0]])
        if group == "nested":
            message = "a component cannot stand inside another"
            return self._mark(match[0], self.problem(place, message, "write its value in quotes"))
        if group == "unclosed":
            return match[0] + self._mark(
                "",
                self.problem(place, f"'{match[0]}' is never closed", "end it with }} on this line"),
            )
        if group == "cite":
            return self._mark(match[0], Cited(match["cite"], *place))
        if group == "reference":
            return self._reference(match, place)
        if group in ("defined", "angled", "plain", "spaced", "double", "single", "bare"):
            return self._target(match, group, line, line_start)
        return match[0]

    def _mark(self, typed: str, meaning: Link | Component | Problem | Cited | str) -> str:
        self.typed.append(typed)
        self.meanings.append(meaning)
        return f"{OPEN}{len(self.typed) - 1}{CLOSE}"

    def _target(self, match: re.Match[str], group: str, line: int, line_start: int) -> str:
        target = match[group]
        column = match.start(group) - line_start + 1
        link = Link(target=html.unescape(target), line=line + self.offset, column=column)
        if group == "defined":
            self.definitions.add(len(self.typed))
            return match["label"] + self._mark(target, link)
        if group in ("double", "single", "bare"):
            self.attributes.add(len(self.typed))
            gap = "" if match.string[match.start() - 1].isspace() else " "
            return f'{gap}{match["attribute"].lower()}="{self._mark(target, link)}"'
        return self._mark(target, link)

    def _reference(self, match: re.Match[str], place: tuple[int, int]) -> str:
        words = match.string[match.end() :].split("]", 1)[0]
        label = match["reference"] or words
        if _label(label) in self.labels:
            return match[0]
        problem = self.problem(
            place,
            f"the link [{words}][{match['reference']}] leads nowhere",
            f"write [{words}](page.md), or add a line [{label}]: page.md",
        )
        return self._mark("", problem) + match[0]

    def _call(self, text: str, place: tuple[int, int]) -> Component | Problem:
        if re.match(r"\s*(show|end)\b", text):
            message = "show belongs on a line of its own"
            return self.problem(place, message, "show and end stand alone on a line")
        form = CALL_FORM.fullmatch(text)
        hint = '{{ name argument="value" }}'
        if form is None:
            return self.problem(
                place, f"'{{{{{text}}}}}' names no component", f"write it like {hint}"
            )
        rest, arguments = form["arguments"], dict[str, Argument]()
        while rest.strip():
            argument = ARGUMENT.match(rest)
            if argument is None:
                message = f"'{rest.strip()}' is not an argument"
                return self.problem(place, message, f'write name="value", as in {hint}')
            name = argument["name"].replace("-", "_")
            if name in arguments:
                return self.problem(place, f"'{name}' is given twice", "keep one of the two")
            arguments[name] = _argument(argument)
            rest = rest[argument.end() :]
        line, column = place
        return Component(
            name=form["name"], arguments=arguments, line=line + self.offset, column=column
        )


@lru_cache(maxsize=128)
def _syntax(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(" | ".join(forms) or r"(?!)", re.M | re.X)


def _label(text: str) -> str:
    return " ".join(text.lower().split())


def _argument(match: re.Match[str]) -> Argument:
    if match["number"] is not None:
        return int(match["number"])
    if match["truth"] is not None:
        return match["truth"] == "true"
    return match["quoted"] if match["text"] is None else match["text"]
