"""A page's text with marks for what depends on the rest of the site, and how they are filled."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sitegen.days import Span

OPEN, CLOSE = "\ue000", "\ue001"
A_MARK = f"{OPEN}(\\d+){CLOSE}"
MARK = re.compile(A_MARK)
IMAGE = re.compile(r"<p><img\b(?P<alone>[^<>]*)></p>|<img\b(?P<inside>[^<>]*)>", re.I)
ANCHOR = re.compile(
    rf'<a\b(?P<before>(?>\s+(?!href=)|[^<>\s]+)*)\s*href="{A_MARK}"(?P<after>[^<>]*)>'
    r"(?P<words>.*?)</a>",
    re.S | re.I,
)
CALLS = re.compile(
    rf"<p>(?P<alone>{A_MARK}(?:\s+{A_MARK})*)</p>|{A_MARK}".replace("(\\d+)", "\\d+")
)
ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""")
INLINE = re.compile(r"\s*(?:[^<\s]|<(?:a|abbr|b|data|em|img|picture|small|span|strong|time)\b)")


Argument = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The target of a link or image as typed."""

    target: str
    line: int
    column: int
    is_image: bool = False


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


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, quoted or not, by their names in small letters."""
    found = ATTRIBUTE.findall(tag)
    return {name.lower(): double or single or bare for name, double, single, bare in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A page's text as HTML with marks, and what the marks stand for.

    ``hidden`` is the same text with the blocks that do not count today, if there are any.
    """

    html: str = ""
    marks: Mapping[int, Link | Component] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    citations: tuple[Citation, ...] = ()
    spans: tuple[Span, ...] = ()
    hidden: Prose | None = None

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
            given = attributes(match["alone"] or match["inside"] or "")
            if not MARK.fullmatch(given.get("src", "")):
                return match[0]
            alt, title = (html.unescape(given.get(name, "")) for name in ("alt", "title"))
            return image(self._link(given["src"]), alt, title)

        def put_link(match: re.Match[str]) -> str:
            url = link(self._link(match[0]))
            if url is None:
                return match["words"]
            before, after, words = match["before"], match["after"], match["words"]
            return f'<a{before} href="{html.escape(url)}"{after}>{words}</a>'

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
