"""What an owner's own HTML may hold: elements of text, nothing that runs or breaks the page."""

from __future__ import annotations

import html
import re
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
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCKS = frozenset(
    "article aside blockquote div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split()
)
ONLY_ON = {"href": "a", "src": "img"}
ATTRIBUTES = re.compile(
    r"class|id|title|lang|dir|href|src|alt|width|height|colspan|rowspan|scope|start|reversed|type"
    r"|value|datetime|cite|open|role|rel|hreflang|aria-[a-z]+|data-[a-z-]+"
)
SCHEMES = ("https:", "http:", "mailto:", "tel:", "sms:")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something refused; ``needle`` is text to look for in the Markdown source."""

    needle: str
    message: str
    hint: str


def check_html(text: str) -> list[Finding]:
    """Return what is refused in a piece of HTML: elements, attributes, addresses, nesting, ids."""
    checker = _Checker()
    checker.feed(text)
    checker.close()
    checker.findings += [
        Finding(f"<{tag}", f"<{tag}> is never closed", f"add </{tag}>") for tag in checker.open
    ]
    return checker.findings


def unsafe_scheme(address: str) -> str | None:
    """Return the scheme of an address if it is not one that pages may use."""
    bare = re.sub(r"[\x00-\x20]", "", html.unescape(address)).lower()
    match = re.match(r"[a-z][a-z0-9+.-]*:", bare)
    return match[0] if match and match[0] not in SCHEMES else None


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Finding] = []
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check(tag, attrs)
        if (tag == "a" and "a" in self.open) or (tag in BLOCKS and self.open[-1:] == ["p"]):
            hint = "close the one before, and leave a blank line between"
            outer = "a" if tag == "a" else "p"
            self.findings.append(Finding(f"<{tag}", f"<{tag}> cannot stand inside <{outer}>", hint))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag in self.open:
            while self.open[-1] != tag:
                self._unclosed(self.open.pop())
            self.open.pop()
        else:
            self.findings.append(Finding(f"</{tag}", f"</{tag}> closes nothing", "remove it"))

    def handle_pi(self, _data: str) -> None:
        self.findings.append(Finding("<?", "<? is not allowed in a page", "remove it"))

    def unknown_decl(self, _data: str) -> None:
        self.findings.append(Finding("<![", "<![ is not allowed in a page", "remove it"))

    def _unclosed(self, tag: str) -> None:
        self.findings.append(Finding(f"<{tag}", f"<{tag}> is never closed", f"add </{tag}>"))

    def _check(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            hint = "write it as Markdown or use a component; show code in `backticks`"
            self.findings.append(Finding(f"<{tag}", f"<{tag}> is not allowed in a page", hint))
        for name, value in attrs:
            self._check_attribute(tag, name, value or "")
        if tag == "img" and not dict(attrs).get("src"):
            self.findings.append(Finding("<img", "this picture names no file", 'add src="..."'))
        if tag == "img" and not dict(attrs).get("alt"):
            self.findings.append(
                Finding(
                    "<img", "this picture has no text for those who cannot see it", 'add alt="..."'
                )
            )

    def _check_attribute(self, tag: str, name: str, value: str) -> None:
        if not ATTRIBUTES.fullmatch(name) or ONLY_ON.get(name, tag) != tag:
            self.findings.append(
                Finding(
                    name,
                    f"{name}= is not allowed on <{tag}>",
                    "remove it; styles go into static/css",
                )
            )
        if name == "id":
            if value in self.ids:
                self.findings.append(
                    Finding(f"#{value}", f"the id '{value}' is given twice", "give one another id")
                )
            self.ids.add(value)
        scheme = unsafe_scheme(value) if name in ("href", "src", "cite") else None
        if scheme:
            self.findings.append(
                Finding(
                    scheme, f"'{scheme}' links are not allowed", "link to a page, https: or tel:"
                )
            )
