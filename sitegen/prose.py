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
from functools import lru_cache

import markdown

from sitegen.habits import FENCE, ONE_TITLE, normalise
from sitegen.htmlcheck import check_html
from sitegen.marking import Cited, Marker
from sitegen.marks import (
    A_MARK,
    ATTRIBUTE,
    IMAGE,
    MARK,
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
COMMENT = re.compile(r"<!--.*?-->", re.S)
IN_TAG = re.compile(rf"<[^<>]*{A_MARK}[^<>]*>")
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
    marker = Marker(path, first_line)
    text, spans, cut_mistakes = cut(body, today)
    text, habit_mistakes = normalise(marker.mark(text))
    names = frozenset(name for name, sign in EXTENSIONS.items() if sign.search(text))
    converter = _converter(names)
    converter.reset()
    finisher = _Finisher(body, marker)
    finisher.problems += [
        marker.problem((line, 1), *words) for line, *words in (*cut_mistakes, *habit_mistakes)
    ]
    rendered = finisher.finish(converter.convert(text))
    if "<" in body or "attr_list" in names:
        finisher.check(rendered)
    prose = Prose(
        html=rendered,
        marks=finisher.active(rendered),
        headings=finisher.headings(rendered),
        anchors=frozenset(re.findall(r'\bid="([^"]+)"', rendered)),
        citations=tuple(finisher.citations),
        spans=spans,
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
    return slug(MARK.sub("", html.unescape(text))) or "section"


class _Finisher:
    """Settles the marks that Markdown has left in one page, and keeps what is wrong."""

    def __init__(self, body: str, marker: Marker) -> None:
        self.body = body
        self.marker = marker
        self.problems: list[Problem] = []
        self.citations: list[Citation] = []

    def finish(self, rendered: str) -> str:
        """Return the HTML with marks in code turned back, citations numbered, mistakes noted."""
        pieces = CODE.split(COMMENT.sub("", rendered))
        for at in range(0, len(pieces), 3):
            pieces[at] = MARK.sub(self._settled, pieces[at])
        for at in range(1, len(pieces), 3):
            pieces[at] = MARK.sub(
                lambda m: html.escape(self.marker.typed[int(m[1])], False), pieces[at]
            )
            pieces[at + 1] = ""
        whole = ALIGNED.sub(r'class="align-\1"', "".join(pieces))
        self._check_places(whole)
        return whole

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
                    line=cited.line + self.marker.offset,
                    column=cited.column,
                )
            )
            yield f'<sup class="cite"><a id="{anchor}" href="#source-{number}">[{number}]</a></sup>'

    def _check_places(self, text: str) -> None:
        for match in IN_TAG.finditer(text):
            for number in MARK.findall(re.sub(rf'\b(?:href|src)="{A_MARK}"', "", match[0])):
                meaning = self.marker.meanings[int(number)]
                if isinstance(meaning, Component):
                    self.problems.append(
                        Problem(
                            path=self.marker.path,
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
            self.problems.append(self.marker.problem((line, 1), ONE_TITLE, "write '## ' instead"))

    def _check_image(self, attributes: str) -> None:
        found = dict(ATTRIBUTE.findall(attributes))
        number = MARK.search(found.get("src", ""))
        link = self.marker.meanings[int(number[1])] if number else None
        if isinstance(link, Link) and not found.get("alt", "").strip():
            self.problems.append(
                Problem(
                    path=self.marker.path,
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
            self.problems.append(self.marker.problem((line, 1), finding.message, finding.hint))

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
        found = (
            (int(number), self.marker.meanings[int(number)]) for number in MARK.findall(rendered)
        )
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
