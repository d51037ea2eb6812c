"""Mistakes in a page's Markdown that only show once it has become HTML."""

from __future__ import annotations

import re

from sitegen.codespans import without_code
from sitegen.habits import ONE_TITLE
from sitegen.htmlcheck import check_html, unsafe_scheme
from sitegen.marking import Marker
from sitegen.marks import A_MARK, IMAGE, MARK, OPEN, Component, Link, attributes
from sitegen.problems import Problem

# More mistakes are not looked for in a page, as each of them is looked for in all of its text.
MOST_PROBLEMS = 200
NO_ALT = "this picture has no text for those who cannot see it"
LEFT_OPEN = (
    (re.compile(r"\]\([^)\n]*"), "this link is not closed", "end it with )"),
    (re.compile(r"\][ ]\([\w-]*[./#][\w./#-]*\)"), "this link has a gap", "write [words](page.md)"),
    (
        re.compile(r"\)\[[\w./#-]+\.md[^\]\n]*\]"),
        "this link is turned round",
        "write [words](page.md)",
    ),
    (re.compile(r"\[@[^\]\n]*$", re.M), "this citation is not closed", "end it with ]"),
    (
        re.compile(r"(?:<|&lt;)!--"),
        "this comment, <!-- , is never closed",
        "end it with -->",
    ),
)
FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.M)
# Addresses that have been marked for the build to answer, and those that need no answer.
READ = re.compile(rf"{A_MARK}$|#|(?:https?|mailto|tel):", re.I)
UNREAD = re.compile(rf'<a\b[^<>]*?\shref="(?!{OPEN}|#|https?:|mailto:|tel:)([^"]+)"', re.I)
IN_TAG = re.compile(rf"<[^<>]*{A_MARK}[^<>]*>")


class ProseCheck:
    """Looks at one page and keeps what is wrong; ``body`` is its Markdown as typed."""

    def __init__(self, body: str, marker: Marker) -> None:
        self.bare = without_code(body)
        self.marker = marker
        self.problems: list[Problem] = []
        self.images: set[int] = set()
        self._finds: dict[str, list[int]] = {}

    def note(self, needle: str, message: str, hint: str, nth: int = 1) -> None:
        """Note a mistake at the nth find of a pattern in the Markdown."""
        if len(self.problems) < MOST_PROBLEMS:
            place = self._place_of(needle, nth)
            self.problems.append(self.marker.problem(place, message, hint))

    def at(self, mark: Link | Component, message: str, hint: str) -> None:
        """Note a mistake at the place of a mark."""
        place = mark.line - self.marker.offset, mark.column
        self.problems.append(self.marker.problem(place, message, hint))

    def check_seen(self, rendered: str) -> None:
        """Note links and calls that Markdown has swallowed: nothing may vanish without a word."""
        if UNREAD.search(rendered):
            return
        seen = {int(number) for number in MARK.findall(rendered)} | self.marker.definitions
        for number, meaning in enumerate(self.marker.meanings):
            if number not in seen and isinstance(meaning, Link | Component):
                self.at(meaning, "this cannot be read", "see how brackets and quotes are set")

    def check_text(self, text: str) -> None:
        """Note what looks like Markdown and has stayed text."""
        for pattern, message, hint in LEFT_OPEN:
            for nth, found in enumerate(pattern.finditer(text), 1):
                shown = f"'{found[0][:30]}': {message}" if found[0][0] in "[])" else message
                self.note(f"(?m:{pattern.pattern})", shown, hint, nth)

    def check_footnotes(self, pieces: list[str]) -> None:
        """Note references without a footnote, and footnotes without a reference."""
        for piece in pieces:
            for missing in re.findall(r"\[\^[^\]\s]+\]", piece):
                hint = f"add a line {missing}: and its text"
                self.note(re.escape(missing), f"there is no footnote {missing}", hint)
        for label in FOOTNOTE.findall(self.bare):
            if self.bare.count(f"[^{label}]") == 1:
                self.note(
                    re.escape(f"[^{label}]"),
                    f"nothing leads to the footnote [^{label}]",
                    "remove it",
                )

    def check_places(self, text: str) -> None:
        """Note links, pictures and calls that stand where they cannot work."""
        for match in IN_TAG.finditer(text):
            for number in MARK.findall(match[0]):
                meaning = self.marker.meanings[int(number)]
                if isinstance(meaning, Component):
                    message = "a component cannot stand in an address or a picture's text"
                    self.at(meaning, message, "write the words themselves")
        for found in UNREAD.findall(text):
            scheme = unsafe_scheme(found)
            reason = "is not read here" if scheme is None else f"is not allowed ('{scheme}')"
            hint = "link to a page with [words](page.md), or to https:"
            self.note(re.escape(found), f"href '{found}' {reason}", hint)
        for match in IMAGE.finditer(text):
            self._check_image(match["alone"] or match["inside"] or "")
        for match in re.finditer(r"<a\b[^<>]*>(?:(?!</a>).)*?<a\b", text, re.S):
            number = MARK.search(match[0])
            link = self.marker.meanings[int(number[1])] if number else None
            if isinstance(link, Link):
                hint = "put one after the other"
                self.at(link, "a link or citation cannot stand inside a link", hint)
        for match in re.finditer(r"<a\b[^<>]*>\s*</a>", text):
            number = MARK.search(match[0])
            link = self.marker.meanings[int(number[1])] if number else None
            if isinstance(link, Link):
                self.at(link, "this link has no words", "write [words](page.md)")
        if 'href=""' in text:
            self.note(r"\]\(\s*\)|href=", "this link leads nowhere", "write [words](page.md)")
        if "<h1" in text and not any(it.message == ONE_TITLE for it in self.problems):
            self.note("<h1", ONE_TITLE, "write '## ' instead")

    def _check_image(self, tag: str) -> None:
        found = attributes(tag)
        number = MARK.search(found.get("src", ""))
        link = self.marker.meanings[int(number[1])] if number else None
        if not isinstance(link, Link):
            return
        self.images.add(int(number[1]) if number else -1)
        if not found.get("alt", "").strip():
            self.at(link, NO_ALT, 'say what it shows: ![What it shows](photo.jpg), or alt="..."')

    def check_html(self, rendered: str) -> None:
        """Note what is refused in the owner's own HTML."""
        told = set(UNREAD.findall(rendered))
        for it in check_html(
            rendered, lambda address: bool(READ.match(address)) or address in told
        ):
            message = MARK.sub(lambda mark: self.marker.typed[int(mark[1])], it.message)
            self.note(it.needle, message, it.hint, it.nth)

    def _place_of(self, needle: str, nth: int) -> tuple[int, int]:
        """Return line and column of the nth find of a pattern outside code, else of the text."""
        if needle not in self._finds:
            found = re.finditer(rf"(?<!\\)(?:{needle})", self.bare, re.I)
            self._finds[needle] = [match.start() for match in found]
        finds = self._finds[needle] or [len(self.bare) - len(self.bare.lstrip())]
        at = finds[min(nth, len(finds)) - 1]
        return self.bare.count("\n", 0, at) + 1, at - self.bare.rfind("\n", 0, at)
