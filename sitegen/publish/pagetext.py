"""What a visitor reads on a page, in pieces that can be compared: sentences, rows, labels."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sitegen.htmlcheck import VOID
from sitegen.letters import readable

UNREAD = frozenset("script style svg template noscript head object canvas".split())
INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i img ins kbd label mark meter output q s samp"
    " small span strong sub sup time u var wbr".split()
)
# Any other element, and any word, ends a head that is not ended.
IN_HEAD = frozenset(
    "html head base basefont bgsound link meta noframes noscript script style template"
    " title".split()
)
HELD = ("td", "th", "dt", "dd")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z\d_]|[\"“‘(«¿¡])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as a visitor knows it; ``redirect`` is the address it only leads on to."""

    title: str
    words: tuple[str, ...]
    redirect: str = ""


def page_of(content: bytes, redirect: str = "") -> Page:
    """Return what a page says. Its words come in the order of the page."""
    reader = _Reader()
    reader.feed(readable(content.decode("utf-8", "replace")))
    reader.close()
    reader.end_piece()
    return Page(title=_plain(reader.title), words=tuple(reader.pieces), redirect=redirect)


def texts_written(pages: Mapping[str, Page]) -> bytes:
    """Return what pages say, by path, as JSON."""
    told = {path: [it.title, list(it.words), it.redirect] for path, it in sorted(pages.items())}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def read_texts(content: bytes) -> Mapping[str, Page]:
    """Read what ``texts_written`` wrote. Raises ValueError."""
    try:
        return {
            str(path): Page(title=str(title), words=tuple(map(str, words)), redirect=str(redirect))
            for path, (title, words, redirect) in json.loads(content).items()
        }
    except (TypeError, AttributeError) as error:
        raise ValueError("not the texts of pages") from error


def _plain(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


@dataclass(slots=True)
class _Row:
    """A row of a table; ``above`` are cells of earlier rows that reach down into it."""

    cells: dict[int, str] = field(default_factory=dict)
    above: dict[int, tuple[str, int]] = field(default_factory=dict)

    def begin(self) -> None:
        self.cells = {at: text for at, (text, left) in self.above.items() if left > 0}
        self.above = {at: (text, left - 1) for at, (text, left) in self.above.items() if left > 0}

    def add(self, text: str, rows: int) -> None:
        at = next(it for it in range(len(self.cells) + 1) if it not in self.cells)
        self.cells[at] = text
        if rows > 1:
            self.above[at] = text, rows - 1

    def text(self) -> str:
        *labels, last = [self.cells[at] for at in sorted(self.cells)] or [""]
        return f"{', '.join(labels)}: {last}" if labels else last


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.pieces: list[str] = []
        self.text: list[str] = []
        self.skipped: list[str] = []
        self.in_title = False
        self.is_held = False
        self.label = ""
        self.row = _Row()
        self.span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipped == ["head"] and tag not in IN_HEAD:
            self.skipped = []
        if tag == "title" and self.skipped in ([], ["head"]):
            self.in_title = True
        elif self.skipped or tag in UNREAD:
            if tag in UNREAD and tag not in VOID:
                self.skipped.append(tag)
        elif tag == "img":
            self.text.append(f" {dict(attrs).get('alt') or ''} ")
        elif tag == "br":
            self.text.append(" ")
        elif tag in HELD:
            self.end_piece()
            self.is_held = True
            self.span = _number(dict(attrs).get("rowspan"))
        elif tag not in INLINE:
            self.end_piece()
            if tag in ("table", "tbody", "thead", "tfoot"):
                self.row = _Row()
            elif tag == "tr":
                self.row.begin()
            elif tag == "dl":
                self.label = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        elif self.skipped:
            if tag in self.skipped:
                del self.skipped[self.skipped.index(tag) :]
        elif tag in HELD and self.is_held:
            self.is_held = False
            self._end_held(tag, _plain(self.text))
        elif tag == "tr":
            self.pieces += [self.row.text()] if self.row.cells else []
        elif tag not in INLINE:
            self.end_piece()

    def _end_held(self, tag: str, text: str) -> None:
        self.text = []
        if tag == "dt":
            self.label = text
        elif tag == "dd" and text:
            self.pieces.append(f"{self.label}: {text}" if self.label else text)
        elif tag in ("td", "th"):
            self.row.add(text, self.span)

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title.append(data)
            return
        if self.skipped == ["head"] and data.strip():
            self.skipped = []
        if not self.skipped:
            self.text.append(data)

    def end_piece(self) -> None:
        """Note the text that has come together, sentence by sentence.

        A cell or a term is one piece, whatever blocks it holds.
        """
        if self.is_held:
            self.text.append(" ")
            return
        text = _plain(self.text)
        self.text = []
        self.pieces += SENTENCE_END.split(text) if text else []


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,4}", text, re.ASCII) else 1
