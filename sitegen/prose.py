"""The one adapter to Python-Markdown: an owner's Markdown to HTML with open places.

Links, images and components depend on the rest of the site, so ``parse`` leaves a mark for
each where it stands, with its line and column, and ``Prose.fill`` puts the answers in.
Marks that Markdown leaves inside code turn back into the text that was typed.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import markdown

from sitegen.habits import ONE_TITLE, normalise
from sitegen.htmlcheck import NO_ALT, check_html
from sitegen.marking import Cited, Marker
from sitegen.marks import (
    A_MARK,
    ATTRIBUTE,
    IMAGE,
    MARK,
    OPEN,
    Citation,
    Component,
    Heading,
    Link,
    Prose,
)
from sitegen.names import slug
from sitegen.problems import Problem
from sitegen.timed import cut

HEADING = re.compile(r'<h([1-6])(?: id="([^"]*)")?[^>]*>(.*?)</h\1>', re.S)
ALIGNED = re.compile(r'style="text-align: (left|right|center);"')
CODE = re.compile(r"(<(code|pre)\b[^>]*>.*?</\2>)", re.S)
# Fenced code, code in a line: what stands there is shown as typed.
NOT_TEXT = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)?? *(?P=fence)[`~]*[ \t]*$|`[^`\n]*`", re.M | re.S
)
A_COMMENT = re.compile(rf"(?P<code>{NOT_TEXT.pattern})|<!--.*?-->", re.M | re.S)
LEFT_OPEN = (
    (re.compile(r"\]\([^)\n]*"), "this link is not closed", "end it with )"),
    (re.compile(r"\][ ]\([\w./#-]+\)"), "this link has a gap", "write [words](page.md)"),
    (
        re.compile(r"\)\[[\w./#-]+\.md[^\]\n]*\]"),
        "this link is turned round",
        "write [words](page.md)",
    ),
    (re.compile(r"\[@[^\]\n]*$", re.M), "this citation is not closed", "end it with ]"),
    (re.compile(r"(?:<|&lt;)!--"), "this comment is never closed", "end it with -->"),
)
COMMENT = re.compile(r"<!--.*?-->", re.S)
LOOSE = re.compile(rf"(?P<tag><[^<>]*{A_MARK}[^<>]*>)|{A_MARK}")
FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.M)
UNREAD = re.compile(rf'<a\b[^<>]*?\shref="(?!{OPEN}|#|https?:|mailto:|tel:)([^"]+)"', re.I)
IN_TAG = re.compile(rf"<[^<>]*{A_MARK}[^<>]*>")
# Ids that layouts use on every page; a heading of that name gets another.
TEMPLATES_OWN = re.compile(r"main|(?:sources?|cite)(?:-\d+)*")

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


def parse(
    body: str, path: str, first_line: int, today: datetime.date
) -> tuple[Prose, list[Problem]]:
    """Read a page's Markdown; ``first_line`` is the line of ``path`` that ``body`` begins on.

    Returns the text with marks and every mistake that the page alone shows.
    """
    timed = cut(body, today)
    prose, problems = _parse(timed.shown, path, first_line)
    hidden = None
    if timed.shown != timed.whole:
        hidden, problems = _parse(timed.whole, path, first_line)
    marker = Marker(path, first_line)
    problems += [marker.problem((line, 1), *words) for line, *words in timed.mistakes]
    return replace(prose, spans=timed.spans, hidden=hidden), problems


def _parse(body: str, path: str, first_line: int) -> tuple[Prose, list[Problem]]:
    body = A_COMMENT.sub(lambda it: it["code"] or "\n" * it[0].count("\n"), body)
    marker = Marker(path, first_line)
    text, mistakes = normalise(marker.mark(body))
    names = frozenset(name for name, sign in EXTENSIONS.items() if sign.search(text))
    converter = _converter(names)
    converter.reset()
    finisher = _Finisher(body, marker)
    finisher.problems += [marker.problem((line, 1), *words) for line, *words in mistakes]
    rendered = finisher.finish(converter.convert(text))
    if "<" in body or "attr_list" in names:
        finisher.check(rendered)
    prose = Prose(
        html=rendered,
        marks=finisher.active(rendered),
        headings=finisher.headings(rendered),
        anchors=frozenset(re.findall(r'\bid="([^"]+)"', rendered)),
        citations=tuple(finisher.citations),
    )
    return prose, finisher.problems


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
    name = slug(MARK.sub("", html.unescape(text))) or "section"
    return f"{name}-section" if TEMPLATES_OWN.fullmatch(name) else name


class _Finisher:
    """Settles the marks that Markdown has left in one page, and keeps what is wrong."""

    def __init__(self, body: str, marker: Marker) -> None:
        self.bare = NOT_TEXT.sub(lambda it: "\n" * it[0].count("\n"), body)
        self.marker = marker
        self.problems: list[Problem] = []
        self.citations: list[Citation] = []
        self.images: set[int] = set()

    def finish(self, rendered: str) -> str:
        """Return the HTML with marks in code turned back, citations numbered, mistakes noted."""
        self._check_seen(rendered)
        pieces = CODE.split(COMMENT.sub("", rendered))
        for at in range(0, len(pieces), 3):
            pieces[at] = MARK.sub(self._settled, pieces[at])
        for at in range(1, len(pieces), 3):
            pieces[at] = MARK.sub(self._typed, pieces[at])
            pieces[at + 1] = ""
        whole = ALIGNED.sub(r'class="align-\1"', "".join(pieces))
        whole = LOOSE.sub(self._loose, whole)
        self._check_footnotes(pieces[::3])
        self._check_text(re.sub(r"<[^>]*>", "", " ".join(pieces[::3])))
        self._check_places(whole)
        return whole

    def _note(self, needle: str, message: str, hint: str) -> None:
        place = self._line_of(needle), 1
        self.problems.append(self.marker.problem(place, message, hint))

    def _at(self, mark: Link | Component, message: str, hint: str) -> None:
        place = mark.line - self.marker.offset, mark.column
        self.problems.append(self.marker.problem(place, message, hint))

    def _check_seen(self, rendered: str) -> None:
        """Note links and calls that Markdown has swallowed: nothing may vanish without a word."""
        seen = {int(number) for number in MARK.findall(rendered)} | self.marker.definitions
        for number, meaning in enumerate(self.marker.meanings):
            if number not in seen and isinstance(meaning, Link | Component):
                self._at(meaning, "this cannot be read", "see how brackets and quotes are set")

    def _loose(self, match: re.Match[str]) -> str:
        """Handle a link's mark that has not become one, as inside an HTML block."""
        if match["tag"]:
            return match[0]
        number = int(match[0][1:-1])
        meaning = self.marker.meanings[number]
        if isinstance(meaning, Component):
            return match[0]
        if isinstance(meaning, Link) and number not in self.marker.attributes:
            hint = 'Markdown inside HTML needs markdown="1" on the tag around it'
            self._at(meaning, "this link is not read as one", hint)
        return html.escape(self.marker.typed[number], quote=False)

    def _check_text(self, text: str) -> None:
        """Note what looks like Markdown and has stayed text."""
        for pattern, message, hint in LEFT_OPEN:
            for nth, _ in enumerate(pattern.finditer(text), 1):
                place = self._line_of(f"(?m:{pattern.pattern})", nth), 1
                self.problems.append(self.marker.problem(place, message, hint))

    def _check_footnotes(self, pieces: list[str]) -> None:
        for piece in pieces:
            for missing in re.findall(r"\[\^[^\]\s]+\]", piece):
                hint = f"add a line {missing}: and its text"
                self._note(re.escape(missing), f"there is no footnote {missing}", hint)
        for label in FOOTNOTE.findall(self.bare):
            if self.bare.count(f"[^{label}]") == 1:
                self._note(
                    re.escape(f"[^{label}]"),
                    f"nothing leads to the footnote [^{label}]",
                    "remove it",
                )

    def _typed(self, match: re.Match[str]) -> str:
        return html.escape(self.marker.typed[int(match[1])], quote=False)

    def _settled(self, match: re.Match[str]) -> str:
        meaning = self.marker.meanings[int(match[1])]
        if isinstance(meaning, Problem):
            self.problems.append(meaning)
            return ""
        if isinstance(meaning, Cited):
            return "".join(self._cited(meaning))
        return match[0]

    def _cited(self, cited: Cited) -> Iterator[str]:
        place = cited.line, cited.column
        for part in re.split(r"[;,]\s*", cited.text):
            source = part.strip().removeprefix("@")
            if not re.fullmatch(r"[\w.:-]+", source):
                self.problems.append(
                    self.marker.problem(
                        place, f"'{part.strip()}' is not a source", "write [@smith2015; @jones2021]"
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
                    line=cited.line + self.marker.offset,
                    column=cited.column,
                )
            )
            yield f'<sup class="cite"><a id="{anchor}" href="#source-{number}">[{number}]</a></sup>'

    def _check_places(self, text: str) -> None:
        for match in IN_TAG.finditer(text):
            for number in MARK.findall(match[0]):
                meaning = self.marker.meanings[int(number)]
                if isinstance(meaning, Component):
                    message = "a component cannot stand in an address or a picture's text"
                    self._at(meaning, message, "write the words themselves")
        for found in UNREAD.findall(text):
            self._note(
                re.escape(found), f"the address '{found}' is not read here", "[words](page.md)"
            )
        for match in IMAGE.finditer(text):
            self._check_image(match["alone"] or match["inside"])
        for match in re.finditer(r"<a\b[^>]*>\s*</a>", text):
            number = MARK.search(match[0])
            link = self.marker.meanings[int(number[1])] if number else None
            if isinstance(link, Link):
                self._at(link, "this link has no words", "write [words](page.md)")
        if 'href=""' in text:
            self._note(r"\]\(\s*\)|href=", "this link leads nowhere", "write [words](page.md)")
        if "<h1" in text and not any(it.message == ONE_TITLE for it in self.problems):
            self._note("<h1", ONE_TITLE, "write '## ' instead")

    def _check_image(self, attributes: str) -> None:
        found = dict(ATTRIBUTE.findall(attributes))
        number = MARK.search(found.get("src", ""))
        link = self.marker.meanings[int(number[1])] if number else None
        if not isinstance(link, Link):
            return
        self.images.add(int(number[1]) if number else -1)
        if not found.get("alt", "").strip():
            self._at(link, NO_ALT, "say what it shows: ![What it shows](photo.jpg)")
        extra = found.keys() - {"alt", "src", "title"}
        if extra:
            message = f"a picture takes no {min(extra)}= here"
            self._at(link, message, "its size follows from the file; styles go into static/css")

    def check(self, rendered: str) -> None:
        """Note what is refused in the owner's own HTML."""
        for it in check_html(rendered):
            place = self._line_of(it.needle, it.nth), 1
            self.problems.append(self.marker.problem(place, it.message, it.hint))

    def _line_of(self, needle: str, nth: int = 1) -> int:
        """Return the line of the nth find of a pattern outside code; 1 if there is none."""
        finds = [match.start() for match in re.finditer(needle, self.bare, re.I)]
        return self.bare.count("\n", 0, finds[min(nth, len(finds)) - 1]) + 1 if finds else 1

    def active(self, rendered: str) -> dict[int, Link | Component]:
        """Return the meanings of the marks that are left, in order of appearance."""
        found = (
            (int(number), self.marker.meanings[int(number)]) for number in MARK.findall(rendered)
        )
        return {
            number: replace(it, is_image=True)
            if number in self.images and isinstance(it, Link)
            else it
            for number, it in found
            if isinstance(it, Link | Component)
        }

    def headings(self, rendered: str) -> tuple[Heading, ...]:
        """Return the headings of the text; citations are left out of their words."""
        return tuple(
            Heading(
                level=int(level), id=id_, html=re.sub(r"<sup\b.*?</sup>|</?a\b[^>]*>", "", words)
            )
            for level, id_, words in HEADING.findall(rendered)
            if id_
        )
