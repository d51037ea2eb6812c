"""The words of a site's sources with their places: Markdown, front matter, data, templates."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from sitegen.checks.found import Fix
from sitegen.codespans import indented, spans
from sitegen.problems import Place
from sitegen.yamltext import Loc, Tree

Origin = Literal["body", "field", "data", "settings", "template"]

# What is no text for visitors in Markdown; each is blanked, so that places stay.
MARKUP = re.compile(
    "|".join(
        (
            r"\{\{[^\n]*?\}\}",  # components
            r"\{:? *[#.][^}\n]*\}",  # attributes
            r"\[@[^\]\n]*\]",  # citations
            r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)",  # targets of links
            r"^ {0,3}\[[^\]\n]+\]:[^\n]*",  # definitions of links
            r"</?[A-Za-z][^<>]*>",
            r"\[\^[^\]\s]+\]",  # footnotes
            r"https?://\S+",
        )
    ),
    re.M | re.S,
)
SIGNS = re.compile(
    r"^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}[.)])(?=[ \t])|^!!![^\n]*|[*`\[\]|]|(?<!\w)_|_(?!\w)", re.M
)
# Signs that are written by their names; letters, and what nobody sees, stay as they are.
NAMED_SIGN = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
TAGS = re.compile(
    r"<(script|style)\b.*?</\1>|<!--.*?-->|</?[A-Za-z!](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.S | re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text for visitors as it stands in a source.

    ``text`` is the text with all that is not words blanked; ``raw`` is the source from ``line``
    and ``column`` on. ``name`` is the path of keys of a YAML value, ``page`` the page's path below
    content/, empty for what belongs to no one page.
    """

    path: str
    origin: Origin
    text: str
    raw: str
    line: int
    column: int
    name: Loc = ()
    page: str = ""

    def place(self, start: int, end: int | None = None) -> Place:
        """Return where a piece of ``text`` stands in the source."""
        at = start
        if self.origin not in ("body", "template"):
            at = _same(self.text, self.raw, start, end or start + 1)
        before = self.raw[:at]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.column + at
        return Place(path=self.path, line=self.line + lines, column=column)

    def fix(self, start: int, end: int, new: str) -> Fix | None:
        """Return the mend that puts ``new`` for a piece of ``text``, if it stands there so."""
        place, old = self.place(start, end), self.text[start:end]
        is_typed_there = self.origin not in ("body", "template") or old == self.raw[start:end]
        if not is_typed_there or old not in self.raw:
            return None
        return Fix(path=place.path, line=place.line, column=place.column, old=old, new=new)


def _same(text: str, raw: str, start: int, end: int) -> int:
    """Return where a piece of ``text`` stands in ``raw``, which may hold signs besides; else 0.

    Whole words are not taken for parts of others: the "on" of ``!unconfirmed on time``.
    """
    piece = re.escape(text[start:end])
    whole = re.compile(rf"(?<!\w){piece}(?!\w)")
    pattern = whole if whole.match(text, start) else re.compile(piece)
    nth = sum(1 for _ in pattern.finditer(text, 0, start))
    found = islice(pattern.finditer(raw), nth, None)
    return next((it.start() for it in found), 0)


def in_markdown(body: str, *, path: str, line: int, page: str) -> Passage:
    """Return the text of a page's Markdown."""
    bare = list(body)
    for start, end in code_in(body):
        bare[start:end] = re.sub(r"[^\n]", " ", body[start:end])
    text = _signs(SIGNS.sub(_blank, MARKUP.sub(_blank, "".join(bare))))
    return Passage(path=path, origin="body", text=text, raw=body, line=line, column=1, page=page)


def code_in(body: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each stretch of code or comment in a page's Markdown."""
    yield from ((start, end) for start, end, _ in spans(body))
    yield from indented(body)


def in_template(source: str, *, path: str) -> Passage:
    """Return the words that a template itself says."""
    text = _signs(TAGS.sub(_blank, JINJA.sub(_blank, source)))
    return Passage(path=path, origin="template", text=text, raw=source, line=1, column=1)


def in_tree(tree: Tree, *, origin: Origin, page: str = "") -> Iterator[Passage]:
    """Yield every text of a YAML document, with its place."""
    places = tree.values
    lines = tree.text.split("\n")
    for name, value in scalars(tree.value):
        line, column = places.get(name, (tree.first_line, 1))
        rest = lines[line - tree.first_line :]
        raw = "\n".join([rest[0][column - 1 :], *rest[1:]]) if rest else ""
        yield Passage(
            path=tree.path,
            origin=origin,
            text=value,
            raw=raw,
            line=line,
            column=column,
            name=name,
            page=page,
        )


def scalars(value: object, name: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield every text of a YAML value, with its path of keys."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from scalars(inner, (*name, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from scalars(inner, (*name, at))


def _signs(text: str) -> str:
    return NAMED_SIGN.sub(_sign, text) if "&" in text else text


def _sign(match: re.Match[str]) -> str:
    sign = html.unescape(match[0])
    is_seen = sign.isprintable() or sign.isspace()
    is_sign = len(sign) == 1 and is_seen and not sign.isalnum()
    return sign.strip().ljust(len(match[0])) if is_sign else match[0]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
