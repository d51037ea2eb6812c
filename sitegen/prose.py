"""The one adapter to Python-Markdown: an owner's Markdown to HTML with open places.

Links, images and components depend on the rest of the site, so ``parse`` leaves a mark for
each where it stands, with its line and column, and ``Prose.fill`` puts the answers in.
Marks that Markdown leaves inside code turn back into the text that was typed.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import markdown

from sitegen.days import Span
from sitegen.habits import FENCE, ONE_TITLE, normalise
from sitegen.htmlcheck import check_html
from sitegen.names import slug
from sitegen.problems import Problem
from sitegen.timed import cut

OPEN, CLOSE = "\ue000", "\ue001"
A_MARK = f"{OPEN}(\\d+){CLOSE}"
MARK = re.compile(A_MARK)
HEADING = re.compile(r'<h([1-6])(?: id="([^"]*)")?[^>]*>(.*?)</h\1>', re.S)
ALIGNED = re.compile(r'style="text-align: (left|right|center);"')
CODE = re.compile(r"(<(code|pre)\b[^>]*>.*?</\2>)", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
IMAGE = re.compile(r"<p><img (?P<alone>[^<>]*)></p>|<img (?P<inside>[^<>]*)>")
ANCHOR = re.compile(
    rf'<a (?P<before>[^<>]*?)href="{A_MARK}"(?P<after>[^<>]*)>(?P<words>.*?)</a>', re.S
)
CALLS = re.compile(
    rf"<p>(?P<alone>{A_MARK}(?:\s+{A_MARK})*)</p>|{A_MARK}".replace("(\\d+)", "\\d+")
)
IN_TAG = re.compile(rf"<[^<>]*{A_MARK}[^<>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
INLINE = re.compile(r"\s*(?:[^<\s]|<(?:a|abbr|b|data|em|img|picture|small|span|strong|time)\b)")

SYNTAX = re.compile(
    r"""
    \\\{\{
    | \{\{ (?P<call> [^{}\n]* (?: \{(?!\{) [^{}\n]* )* ) \}\}
    | (?P<unclosed> \{\{ [ ]* [A-Za-z][\w-]* )
    | \[ (?P<cite> @ [^\]\n]* ) \]
    | ^(?P<label> [ ]{0,3} \[ (?![\^@]) [^\]\n]+ \]: [ \t]* ) <?(?P<defined> [^\s>]+ )>?
    | (?<=\]\() [ ]* (?: <(?P<angled> [^<>\n]* )>
                      | (?P<plain> [^\s()<>]+ (?: \([^\s()]*\) [^\s()]* )* ) )
    | (?<=\s) (?P<attribute> href | src ) \s*=\s*
                      (?: "(?P<double> [^"\n]* )" | '(?P<single> [^'\n]* )' )
    | (?<! [\]\\!] ) (?P<open> !? \[ ) (?= [^\[\]\n]+ \] [ ]? \[ (?P<reference> [^\[\]\n^@]* ) \] )
    """,
    re.M | re.X,
)
DEFINITION = re.compile(r"^ {0,3}\[((?![\^@])[^\]\n]+)\]:", re.M)

CALL_FORM = re.compile(r"\s*(?P<name>[A-Za-z][\w-]*)(?P<arguments>.*)", re.S)
ARGUMENT = re.compile(
    r"""\s*(?P<name>[A-Za-z_][\w-]*)\s*=\s*(?:["“”](?P<text>[^"“”]*)["“”]|'(?P<quoted>[^']*)'"""
    r"""|(?P<number>-?\d+)|(?P<truth>true|false))(?=\s|$)"""
)

EXTENSIONS = {
    "tables": re.compile(r"\|"),
    "footnotes": re.compile(r"\[\^"),
    "def_list": re.compile(r"^ {0,3}:\s", re.M),
    "abbr": re.compile(r"^\*\[", re.M),
    "admonition": re.compile(r"^!!!", re.M),
    "md_in_html": re.compile(r"\bmarkdown="),
    "attr_list": re.compile(r"\{:?[ ]*[#.][\w-]|\{:?[ ]*[\w-]+="),
    "fenced_code": re.compile(r"^(?:`{3}|~{3})", re.M),
    "sane_lists": re.compile(r"^ *(?:-|\d+\.) ", re.M),
}

Argument = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The target of a link or image as typed."""

    target: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component call in Markdown."""

    name: str
    arguments: Mapping[str, Argument]
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation; ``number`` counts the page's sources by first mention."""

    source: str
    number: int
    anchor: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a page; ``html`` may hold marks."""

    level: int
    id: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A page's text as HTML with marks, and what the marks stand for."""

    html: str = ""
    marks: Mapping[int, Link | Component] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    citations: tuple[Citation, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link and image, in order."""
        return tuple(mark for mark in self.marks.values() if isinstance(mark, Link))

    @property
    def components(self) -> tuple[Component, ...]:
        """Every component call, in order."""
        return tuple(mark for mark in self.marks.values() if isinstance(mark, Component))

    def fill(
        self,
        text: str,
        *,
        link: Callable[[Link], str | None],
        image: Callable[[Link, str, str], str],
        component: Callable[[Component], str],
    ) -> str:
        """Return ``text`` (``html``, or a heading's) with every mark answered.

        ``link`` answers a URL, or None for a target that is not live today: then only the
        words stay. ``image`` gets alt text and title, ``component`` the call; both answer HTML.
        """

        def put_image(match: re.Match[str]) -> str:
            attributes = dict(ATTRIBUTE.findall(match["alone"] or match["inside"]))
            alt, title = (html.unescape(attributes.get(name, "")) for name in ("alt", "title"))
            return image(self._link(attributes["src"]), alt, title)

        def put_link(match: re.Match[str]) -> str:
            url = link(self._link(match[0]))
            if url is None:
                return match["words"]
            before, after, words = match["before"], match["after"], match["words"]
            return f'<a {before}href="{html.escape(url)}"{after}>{words}</a>'

        def put_calls(match: re.Match[str]) -> str:
            calls = (self.marks[int(number)] for number in MARK.findall(match[0]))
            answers = [component(call) for call in calls if isinstance(call, Component)]
            if match["alone"] is None:
                return "".join(answers)
            return "\n".join(f"<p>{it}</p>" if INLINE.match(it) else it for it in answers)

        return CALLS.sub(put_calls, ANCHOR.sub(put_link, IMAGE.sub(put_image, text)))

    def _link(self, text: str) -> Link:
        match = MARK.search(text)
        link = self.marks[int(match[1])] if match else None
        assert isinstance(link, Link)
        return link


def parse(
    body: str, path: str, first_line: int, today: datetime.date
) -> tuple[Prose, list[Problem]]:
    """Read a page's Markdown; ``first_line`` is the line of ``path`` that ``body`` begins on.

    Returns the text with marks and every mistake that the page alone shows.
    """
    reader = _Reader(body, path, first_line)
    text, spans, mistakes = cut(body, today)
    reader.note(mistakes)
    text, mistakes = normalise(reader.mark(text))
    reader.note(mistakes)
    names = frozenset(name for name, sign in EXTENSIONS.items() if sign.search(text))
    converter = _converter(names)
    converter.reset()
    rendered = reader.finish(converter.convert(text))
    if "<" in body or "attr_list" in names:
        reader.check(rendered)
    prose = Prose(
        html=rendered,
        marks=reader.active(rendered),
        headings=reader.headings(rendered),
        anchors=frozenset(re.findall(r'\bid="([^"]+)"', rendered)),
        citations=tuple(reader.citations),
        spans=spans,
    )
    return prose, reader.problems


@lru_cache(maxsize=64)
def _converter(names: frozenset[str]) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=["toc", "smarty", *sorted(names)],
        extension_configs={
            "toc": {"slugify": _heading_id, "toc_depth": "1-6"},
            "footnotes": {"UNIQUE_IDS": False, "BACKLINK_TITLE": "Back to the text"},
        },
        output_format="html",
    )


def _heading_id(text: str, _separator: str) -> str:
    return slug(MARK.sub("", html.unescape(text))) or "section"


class _Reader:
    """Marks one page's text and keeps what the marks stand for."""

    def __init__(self, body: str, path: str, first_line: int) -> None:
        self.path = path
        self.offset = first_line - 1
        self.body = body
        self.problems: list[Problem] = []
        self.typed: list[str] = []
        self.meanings: list[Link | Component | Problem | _Cited] = []
        self.labels: frozenset[str] = frozenset()
        self.citations: list[Citation] = []

    def note(self, mistakes: list[tuple[int, str, str]]) -> None:
        self.problems += [self._problem((line, 1), *words) for line, *words in mistakes]

    def _problem(self, place: tuple[int, int], message: str, hint: str) -> Problem:
        line, column = place
        return Problem(
            path=self.path, line=line + self.offset, column=column, message=message, hint=hint
        )

    def mark(self, text: str) -> str:
        """Put a mark in place of each call, citation and target."""
        self.labels = frozenset(_label(label) for label in DEFINITION.findall(text))
        pieces: list[str] = []
        line, line_start, end = 1, 0, 0
        for match in SYNTAX.finditer(text):
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
        if group == "unclosed":
            return match[0] + self._mark(
                "",
                self._problem(
                    place, f"'{match[0]}' is never closed", "end it with }} on this line"
                ),
            )
        if group == "cite":
            return self._mark(match[0], _Cited(match["cite"], *place))
        if group == "reference":
            return self._reference(match, place)
        if group in ("defined", "angled", "plain", "double", "single"):
            return self._target(match, group, line, line_start)
        return match[0]

    def _mark(self, typed: str, meaning: Link | Component | Problem | _Cited) -> str:
        self.typed.append(typed)
        self.meanings.append(meaning)
        return f"{OPEN}{len(self.typed) - 1}{CLOSE}"

    def _target(self, match: re.Match[str], group: str, line: int, line_start: int) -> str:
        target = match[group]
        column = match.start(group) - line_start + 1
        link = Link(target=html.unescape(target), line=line + self.offset, column=column)
        if group == "defined":
            return match["label"] + self._mark(target, link)
        if group in ("double", "single"):
            return f'{match["attribute"]}="{self._mark(target, link)}"'
        return self._mark(target, link)

    def _reference(self, match: re.Match[str], place: tuple[int, int]) -> str:
        words = match.string[match.end() :].split("]", 1)[0]
        label = match["reference"] or words
        if _label(label) in self.labels:
            return match[0]
        problem = self._problem(
            place,
            f"the link [{words}][{match['reference']}] leads nowhere",
            f"write [{words}](page.md), or add a line [{label}]: page.md",
        )
        return self._mark("", problem) + match[0]

    def _call(self, text: str, place: tuple[int, int]) -> Component | Problem:
        form = CALL_FORM.fullmatch(text)
        hint = '{{ price-table service="medical-massage" }}'
        if form is None:
            return self._problem(
                place, f"'{{{{{text}}}}}' names no component", f"write it like {hint}"
            )
        rest, arguments = form["arguments"], dict[str, Argument]()
        while rest.strip():
            argument = ARGUMENT.match(rest)
            if argument is None:
                message = f"'{rest.strip()}' is not an argument"
                return self._problem(place, message, f'write name="value", as in {hint}')
            name = argument["name"].replace("-", "_")
            if name in arguments:
                return self._problem(place, f"'{name}' is given twice", "keep one of the two")
            arguments[name] = _argument(argument)
            rest = rest[argument.end() :]
        line, column = place
        return Component(
            name=form["name"], arguments=arguments, line=line + self.offset, column=column
        )

    def finish(self, rendered: str) -> str:
        """Return the HTML with marks in code turned back, citations numbered, mistakes noted."""
        pieces = CODE.split(COMMENT.sub("", rendered))
        for at in range(0, len(pieces), 3):
            pieces[at] = MARK.sub(self._settled, pieces[at])
        for at in range(1, len(pieces), 3):
            pieces[at] = MARK.sub(lambda m: html.escape(self.typed[int(m[1])], False), pieces[at])
            pieces[at + 1] = ""
        whole = ALIGNED.sub(r'class="align-\1"', "".join(pieces))
        self._check_places(whole)
        return whole

    def _settled(self, match: re.Match[str]) -> str:
        meaning = self.meanings[int(match[1])]
        if isinstance(meaning, Problem):
            self.problems.append(meaning)
            return ""
        if isinstance(meaning, _Cited):
            return "".join(self._cited(meaning))
        return match[0]

    def _cited(self, cited: _Cited) -> Iterator[str]:
        place = cited.line, cited.column
        for part in re.split(r"[;,]\s*", cited.text):
            source = part.strip().removeprefix("@")
            if not re.fullmatch(r"[\w.:-]+", source):
                self.problems.append(
                    self._problem(
                        place, f"'{part.strip()}' is not a source", "write [@shah2015; @wu2021]"
                    )
                )
                continue
            numbers = {citation.source: citation.number for citation in self.citations}
            number = numbers.get(source, len(numbers) + 1)
            times = sum(citation.source == source for citation in self.citations) + 1
            anchor = f"cite-{number}-{times}"
            self.citations.append(
                Citation(
                    source=source,
                    number=number,
                    anchor=anchor,
                    line=cited.line + self.offset,
                    column=cited.column,
                )
            )
            yield f'<sup class="cite"><a id="{anchor}" href="#source-{number}">[{number}]</a></sup>'

    def _check_places(self, text: str) -> None:
        for match in IN_TAG.finditer(text):
            for number in MARK.findall(re.sub(rf'\b(?:href|src)="{A_MARK}"', "", match[0])):
                meaning = self.meanings[int(number)]
                if isinstance(meaning, Component):
                    self.problems.append(
                        Problem(
                            path=self.path,
                            line=meaning.line,
                            column=meaning.column,
                            message="a component cannot stand in a picture's text or an attribute",
                            hint="write the words themselves",
                        )
                    )
        for match in IMAGE.finditer(text):
            self._check_image(match["alone"] or match["inside"])
        if "<h1" in text and not any(it.message == ONE_TITLE for it in self.problems):
            line = self._line_of("<h1")
            self.problems.append(self._problem((line, 1), ONE_TITLE, "write '## ' instead"))

    def _check_image(self, attributes: str) -> None:
        found = dict(ATTRIBUTE.findall(attributes))
        number = MARK.search(found.get("src", ""))
        link = self.meanings[int(number[1])] if number else None
        if isinstance(link, Link) and not found.get("alt", "").strip():
            self.problems.append(
                Problem(
                    path=self.path,
                    line=link.line,
                    column=link.column,
                    message="this picture has no text for those who cannot see it",
                    hint="say what it shows: ![Hands on a shoulder](photo.jpg)",
                )
            )

    def check(self, rendered: str) -> None:
        """Note what is refused in the owner's own HTML."""
        for finding in check_html(CODE.sub("", rendered)):
            line = self._line_of(finding.needle)
            self.problems.append(self._problem((line, 1), finding.message, finding.hint))

    def _line_of(self, needle: str) -> int:
        """Return the first line outside code that holds ``needle``; 1 if none does."""
        fence = ""
        for number, line in enumerate(self.body.split("\n"), 1):
            match = FENCE.match(line)
            if match and (not fence or match[2].startswith(fence)):
                fence = "" if fence else match[2]
            elif not fence and needle.lower() in re.sub(r"`[^`]*`", "", line).lower():
                return number
        return 1

    def active(self, rendered: str) -> dict[int, Link | Component]:
        """Return the meanings of the marks that are left, in order of appearance."""
        found = ((int(number), self.meanings[int(number)]) for number in MARK.findall(rendered))
        return {number: it for number, it in found if isinstance(it, Link | Component)}

    def headings(self, rendered: str) -> tuple[Heading, ...]:
        """Return the headings of the text; citations are left out of their words."""
        return tuple(
            Heading(
                level=int(level), id=id_, html=re.sub(r"<sup\b.*?</sup>|</?a\b[^>]*>", "", words)
            )
            for level, id_, words in HEADING.findall(rendered)
            if id_
        )


@dataclass(frozen=True, slots=True)
class _Cited:
    text: str
    line: int
    column: int


def _label(text: str) -> str:
    return " ".join(text.lower().split())


def _argument(match: re.Match[str]) -> Argument:
    if match["number"] is not None:
        return int(match["number"])
    if match["truth"] is not None:
        return match["truth"] == "true"
    return match["quoted"] if match["text"] is None else match["text"]
