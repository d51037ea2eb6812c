"""What an owner's own HTML may hold: elements of text, nothing that runs or breaks the page."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

ELEMENTS = frozenset(
    """
    a abbr article aside b bdi blockquote br caption cite code col colgroup data dd del details
    dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s
    samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul
    var wbr
    """.split()
)  # fmt: skip
MAX_DEPTH = 100
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCKS = frozenset(
    "article aside blockquote div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split()
)
TEXT_ONLY = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
ONLY_ON = {"href": "a", "src": "img"}
ATTRIBUTES = re.compile(
    r"class|id|title|lang|dir|href|src|alt|width|height|colspan|rowspan|scope|start|reversed|type"
    r"|value|datetime|cite|open|role|rel|hreflang|aria-[a-z]+|data-[a-z-]+"
)
SCHEMES = ("https:", "http:", "mailto:", "tel:", "sms:")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something refused; ``needle`` is a pattern to look for in the Markdown source.

    ``nth`` says which of its finds is meant, counted from 1.
    """

    needle: str
    message: str
    hint: str
    nth: int = 1


def check_html(text: str, reads: Callable[[str], bool] = lambda _address: True) -> list[Finding]:
    """Return what is refused in a piece of HTML: elements, attributes, addresses, nesting, ids.

    ``reads`` says whether the build answers for an address in href or src.
    """
    checker = _Checker(reads)
    if "<![" in text:
        checker.unknown_decl("")
    # For each comment without an end the parser would read on to the end of the text.
    before, end, rest = text.replace("<![", "&lt;![").rpartition("-->")
    checker.feed(before + end + rest.replace("<!--", "&lt;!--"))
    checker.close()
    for tag, nth in checker.open:
        checker.unclosed(tag, nth)
    return checker.findings


def unsafe_scheme(address: str) -> str | None:
    """Return the scheme of an address if it is not one that pages may use."""
    bare = re.sub(r"[\x00-\x20]", "", html.unescape(address)).lower()
    match = re.match(r"[a-z][a-z0-9+.-]*:", bare)
    return match[0] if match and match[0] not in SCHEMES else None


def _tag(tag: str) -> str:
    return rf"<{re.escape(tag)}\b"


class _Checker(HTMLParser):
    def __init__(self, reads: Callable[[str], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.reads = reads
        self.findings: list[Finding] = []
        self.open: list[tuple[str, int]] = []
        self.ids: set[str] = set()
        self.is_too_deep = False
        self.seen: Counter[str] = Counter()

    def find(self, needle: str, message: str, hint: str) -> None:
        """Note what is wrong with the thing that ``needle`` has just been counted for."""
        self.findings.append(Finding(needle, message, hint, max(1, self.seen[needle])))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        needle = _tag(tag)
        self.seen[needle] += 1
        self._check(tag, attrs)
        above = [name for name, _ in self.open]
        if (tag == "a" and "a" in above) or (
            tag in BLOCKS and above[-1:] and above[-1] in TEXT_ONLY
        ):
            outer = "a" if tag == "a" else above[-1]
            hint = "close the one before, and leave a blank line between"
            self.find(needle, f"<{tag}> cannot stand inside <{outer}>", hint)
        if tag not in VOID and len(self.open) < MAX_DEPTH:
            self.open.append((tag, self.seen[needle]))
        elif tag not in VOID and not self.is_too_deep:
            self.is_too_deep = True
            self.find(needle, "elements are nested too deeply here", "use fewer")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read ``<div/>`` as browsers do: it opens, and nothing closes it."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        needle = re.escape(f"</{tag}>")
        self.seen[needle] += 1
        if tag in VOID:
            return
        if tag not in [name for name, _ in self.open]:
            self.find(needle, f"</{tag}> closes nothing", "remove it")
            return
        while self.open[-1][0] != tag:
            self.unclosed(*self.open.pop())
        self.open.pop()

    def handle_decl(self, _decl: str) -> None:
        self.find(r"<!\w", "<! is not allowed in a page", "remove it")

    def handle_pi(self, _data: str) -> None:
        self.find(r"<\?", "<? is not allowed in a page", "remove it")

    def unknown_decl(self, _data: str) -> None:
        self.find(r"<!\[", "<![ is not allowed in a page", "remove it")

    def unclosed(self, tag: str, nth: int) -> None:
        """Note that the nth element of a kind is never closed."""
        finding = Finding(_tag(tag), f"<{tag}> is never closed", f"add </{tag}>", nth)
        self.findings.append(finding)

    def _check(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        needle = _tag(tag)
        if tag not in ELEMENTS:
            hint = "write it as Markdown or use a component; show code in `backticks`"
            self.find(needle, f"<{tag}> is not allowed in a page", hint)
            return
        for name, value in attrs:
            self._check_attribute(tag, name, value or "")
        given = dict(attrs)
        if tag == "img" and not given.get("src"):
            self.find(needle, "this picture names no file", 'add src="photo.jpg"')

    def _check_attribute(self, tag: str, name: str, value: str) -> None:
        needle = rf"(?<=[\s{{]){re.escape(name)}\s*="
        self.seen[needle] += 1
        if tag == "img" and name not in ("src", "alt", "title"):
            hint = "remove it: sizes follow from the file, styles are in static/css"
            self.find(needle, f"a picture takes no {name}= here", hint)
        elif not ATTRIBUTES.fullmatch(name) or ONLY_ON.get(name, tag) != tag:
            self.find(
                needle, f"{name}= is not allowed on <{tag}>", "remove it; styles go into static/css"
            )
        if name == "id":
            id_needle = rf"[#\"']{re.escape(value)}\b"
            self.seen[id_needle] += 1
            if value in self.ids:
                self.find(id_needle, f"the id '{value}' is given twice", "give one another id")
            self.ids.add(value)
        scheme = unsafe_scheme(value) if name == "cite" else None
        if scheme:
            self.find(re.escape(scheme), f"'{scheme}' links are not allowed", "link to https:")
        if name in ("href", "src") and value and not self.reads(value):
            hint = "link to a page with [words](page.md), or to https:"
            self.find(re.escape(value), f"{name} '{value}' is not read here", hint)
