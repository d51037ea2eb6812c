"""The one adapter to Python-Markdown: an owner's Markdown to HTML with open places.

Links, images and components depend on the rest of the site, so ``parse`` leaves a mark for
each where it stands, with its line and column, and ``Prose.fill`` puts the answers in.
Marks that Markdown leaves inside code turn back into the text that was typed.
"""

from __future__ import annotations

import datetime
import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import markdown

from sitegen.anchors import heading_id, with_ids
from sitegen.codespans import drop_comments, without_comments
from sitegen.habits import normalise
from sitegen.letters import NO_LETTER
from sitegen.marking import Cited, Marker
from sitegen.marks import (
    A_MARK,
    MARK,
    Citation,
    Component,
    Heading,
    Link,
    Prose,
)
from sitegen.problems import Problem
from sitegen.prosecheck import ProseCheck
from sitegen.timed import cut
from sitegen.typography import educate

# What opens and is never closed ends where the next of its kind opens: no text is read twice.
HEADING = re.compile(r'<h([1-6])(?: id="([^"]*)")?[^<>]*>([^<]*+(?:<(?!/?h[1-6]\b)[^<]*+)*+)</h\1>')
ALIGNED = re.compile(r'style="text-align: (left|right|center);"')
CODE = re.compile(r"(<(code|pre)\b[^<>]*>[^<]*+(?:<(?!/?\2\b)[^<]*+)*+</\2>)")
# Character references that would be taken for marks.
FORGED = re.compile(r"&#(?:x0*e00[01]|0*5734[45]);?", re.I)
LOOSE = re.compile(rf"(?P<tag><[^<>]*{A_MARK}[^<>]*>)|{A_MARK}")
EXTENSIONS = {
    "toc": re.compile(r"\[TOC\]"),
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
# What must stand in a text for one of Python-Markdown's inline patterns to find anything.
INLINE = {
    "backtick": "`",
    "escape": "\\",
    "reference": "]:",
    "image_link": "![",
    "image_reference": "]:",
    "short_reference": "]:",
    "short_image_ref": "]:",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
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
    marker = Marker(path, first_line)
    body = FORGED.sub("", without_comments(body))
    odd = NO_LETTER.search(body)
    if odd:
        place = body.count("\n", 0, odd.start()) + 1, odd.start() - body.rfind("\n", 0, odd.start())
        return Prose(), [marker.problem(place, f"'{odd[0][:20]}…' is no letter", "remove it")]
    text, mistakes = normalise(marker.mark(body))
    if not text and mistakes:
        return Prose(), [marker.problem((line, 1), *words) for line, *words in mistakes]
    names = frozenset(name for name, sign in EXTENSIONS.items() if sign.search(text))
    converter = _converter(names, frozenset(it for it, sign in INLINE.items() if sign not in text))
    converter.reset()
    finisher = _Finisher(body, marker)
    finisher.check.problems += [marker.problem((line, 1), *words) for line, *words in mistakes]
    try:
        rendered = finisher.finish(converter.convert(text))
    except RecursionError:
        rendered = ""
        finisher.check.problems.append(marker.problem((1, 1), "this page is too long", "split it"))
    if "<" in body or "attr_list" in names:
        finisher.check.check_html(rendered)
    prose = Prose(
        html=rendered,
        marks=finisher.active(rendered),
        headings=finisher.headings(rendered),
        anchors=frozenset(re.findall(r'\bid="([^"]+)"', rendered)),
        citations=tuple(finisher.citations),
    )
    return prose, finisher.check.problems


@lru_cache(maxsize=256)
def _converter(names: frozenset[str], idle: frozenset[str]) -> markdown.Markdown:
    """Return a converter with the extensions ``names``, without the ``idle`` inline patterns."""
    made = markdown.Markdown(
        extensions=sorted(names),
        extension_configs={
            "toc": {"slugify": lambda text, _separator: heading_id(text)},
            "footnotes": {"UNIQUE_IDS": False, "BACKLINK_TITLE": "Back to the text"},
        },
        output_format="html",
    )
    for name in idle:
        made.inlinePatterns.deregister(name, strict=False)
    return made


class _Finisher:
    """Settles the marks that Markdown has left in one page."""

    def __init__(self, body: str, marker: Marker) -> None:
        self.check = ProseCheck(body, marker)
        self.marker = marker
        self.citations: list[Citation] = []
        self.numbers: dict[str, int] = {}
        self.times: Counter[str] = Counter()

    def finish(self, rendered: str) -> str:
        """Return the HTML with marks in code turned back, citations numbered, mistakes noted."""
        self.check.check_seen(rendered)
        pieces = CODE.split(drop_comments(rendered))
        for at in range(0, len(pieces), 3):
            pieces[at] = MARK.sub(self._settled, pieces[at])
        for at in range(1, len(pieces), 3):
            pieces[at] = MARK.sub(self._typed, pieces[at])
            pieces[at + 1] = ""
        whole = ALIGNED.sub(r'class="align-\1"', "".join(pieces))
        whole = with_ids(LOOSE.sub(self._loose, whole))
        self.check.check_footnotes(pieces[::3])
        self.check.check_text(re.sub(r"<[^>!]*>", "", " ".join(pieces[::3])))
        self.check.check_places(whole)
        return educate(whole)

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
            self.check.at(meaning, "this link is not read as one", hint)
        return html.escape(self.marker.typed[number], quote=False)

    def _typed(self, match: re.Match[str]) -> str:
        return html.escape(self.marker.typed[int(match[1])], quote=False)

    def _settled(self, match: re.Match[str]) -> str:
        meaning = self.marker.meanings[int(match[1])]
        if isinstance(meaning, Problem):
            self.check.problems.append(meaning)
            return ""
        if isinstance(meaning, str):
            return meaning
        if isinstance(meaning, Cited):
            return "".join(self._cited(meaning))
        return match[0]

    def _cited(self, cited: Cited) -> Iterator[str]:
        place = cited.line, cited.column
        for part in re.split(r"[;,]\s*", cited.text):
            source = part.strip().removeprefix("@")
            if not re.fullmatch(r"[\w.:-]+", source):
                self.check.problems.append(
                    self.marker.problem(
                        place, f"'{part.strip()}' is not a source", "write [@smith2015; @jones2021]"
                    )
                )
                continue
            number = self.numbers.setdefault(source, len(self.numbers) + 1)
            self.times[source] += 1
            anchor = f"cite-{number}-{self.times[source]}"
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

    def active(self, rendered: str) -> dict[int, Link | Component]:
        """Return the meanings of the marks that are left, in order of appearance."""
        found = (
            (int(number), self.marker.meanings[int(number)]) for number in MARK.findall(rendered)
        )
        return {
            number: replace(it, is_image=True)
            if number in self.check.images and isinstance(it, Link)
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
