"""Code and comments in a page's Markdown, found in one pass however torn the text is."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING = re.compile(r"^ *(?P<fence>`{3,20}|~{3,20})[^\n]*\n|`[^`\n]*`|(?P<comment><!--)", re.M)
# With the groups of OPENING.
IN_LINE = re.compile(r"`[^`\n]*`|(?P<comment><!--)|(?P<fence>(?!))")
# What holds the indented text below it: items, notes, definitions, HTML.
HOLDER = re.compile(r" *(?:(?:[-*+•·▪◦‣●–:]|\d+[.)])\s|!!!|\[\^|<[A-Za-z])")


def without_code(text: str) -> str:
    """Return Markdown without its code, fenced or in a line; no line moves."""
    return _cut(text, comments=False)


def without_comments(text: str) -> str:
    """Return Markdown without its HTML comments, but those in code; no line moves."""
    return _cut(text, comments=True) if "-->" in text else text


def drop_comments(html: str) -> str:
    """Return HTML without its comments."""
    pieces: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        pieces.append(html[at:start])
        at = end + len("-->")
    return "".join([*pieces, html[at:]])


def _cut(text: str, *, comments: bool) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, is_comment in spans(text):
        if is_comment == comments:
            pieces += text[at:start], "\n" * text.count("\n", start, end)
            at = end
    return "".join([*pieces, text[at:]])


def spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each stretch of code or comment, and whether it is a comment."""
    unclosed: set[str] = set()
    at = 0
    while match := OPENING.search(text, at):
        end = _end(text, match, unclosed)
        if end is None and match["fence"]:
            # A line that opens no block of code may still hold code of its own.
            at = match.end()
            inner = IN_LINE.search(text, match.start(), at)
            if inner is None:
                continue
            match, end = inner, _end(text, inner, unclosed)
        if end is not None:
            yield match.start(), end, match["comment"] is not None
        at = end or match.end()


def indented(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line that is code because four spaces stand before it.

    Lines that belong to an item, a note or the like are its text, and so are those that go on
    with a paragraph.
    """
    for start, end, _ in spans(text):
        if "\n" in text[start:end]:
            text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    may_begin, is_held, at = True, False, 0
    for line in text.splitlines(keepends=True):
        if not line.strip():
            may_begin = True
        elif not line.expandtabs(4).startswith("    "):
            is_new = may_begin and line[0] != " "
            is_held = bool(HOLDER.match(line)) or (is_held and not is_new)
            may_begin = line.startswith("#")
        elif may_begin and not is_held:
            yield at, at + len(line)
        else:
            may_begin = False
        at += len(line)


def _end(text: str, match: re.Match[str], unclosed: set[str]) -> int | None:
    """Return where that ends which a match opens, None if nothing ends it.

    ``unclosed`` holds openings that nothing further down closes.
    """
    if match["fence"]:
        return _closing(text, match.end(), match["fence"], unclosed)
    if match["comment"] is None:
        return match.end()
    end = -1 if match["comment"] in unclosed else text.find("-->", match.end())
    if end < 0:
        unclosed.add(match["comment"])
        return None
    return end + len("-->")


def _closing(text: str, at: int, opening: str, unclosed: set[str]) -> int | None:
    """Return where the fence ends that closes ``opening``, which may be shorter than it."""
    for length in range(len(opening), 2, -1):
        fence = opening[:length]
        if fence not in unclosed:
            found = re.compile(rf"^ *{fence}[`~]*[ \t]*$", re.M).search(text, at)
            if found:
                return found.end()
            unclosed.add(fence)
    return None
