"""Typographic quotes, dashes and dots in a page's text, after John Gruber's SmartyPants.

Works on finished HTML: code, drawings and the tags themselves stay as they are.
"""

from __future__ import annotations

import re

TYPED = re.compile(r"""['"]|--|\.\.\.""")
TOKEN = re.compile(
    r"""
    (?P<kept> <(?P<name> code | pre | kbd | samp | svg | math | style | script | textarea )\b
              [^>]*> .*? </(?P=name)> )
    | (?P<tag> <[^>]*> )
    | (?P<space> &(?: nbsp | ensp | emsp | thinsp | \#160 ); )
    | (?P<dash> (?<!-) ---? (?!-) )
    | (?P<dots> \.\.\. )
    | (?P<quote> ['"] )
    """,
    re.S | re.X,
)
BLOCK = re.compile(r"</?(?:[hpuo]\d?|li|d[dlt]|div|t[dhr]|table|section|blockquote|br|hr)\b", re.I)
OPENS_AFTER = frozenset(" \n\t\xa0([{-–—/“‘")
DECADE = re.compile(r"'\d\ds?\b")
WORD_AHEAD = re.compile(r"(?:</?(?!p\b|li\b|br\b)[^>]*>)*[^\s<]")
QUOTES = {'"': ("“", "”"), "'": ("‘", "’")}


def educate(html: str) -> str:
    """Return the HTML with straight quotes, ``--``, ``---`` and ``...`` as a printer sets them."""
    if not TYPED.search(html):
        return html
    pieces: list[str] = []
    before, end = " ", 0
    for match in TOKEN.finditer(html):
        text = html[end : match.start()]
        before = text[-1] if text else before
        end = match.end()
        piece, before = _set(match, before)
        pieces += text, piece
    return "".join([*pieces, html[end:]])


def _set(match: re.Match[str], before: str) -> tuple[str, str]:
    """Return what stands for a token, and the letter that what follows has before it."""
    typed, group = match[0], match.lastgroup
    if group == "kept":
        return typed, "x"
    if group == "tag":
        return typed, " " if BLOCK.match(typed) else before
    if group == "space":
        return typed, " "
    if group == "dash":
        return ("—", "—") if len(typed) == 3 else ("–", "–")
    if group == "dots":
        return "…", "…"
    opening, closing = QUOTES[typed]
    html = match.string
    is_decade = DECADE.match(html, match.start())
    opens = before in OPENS_AFTER and not is_decade and WORD_AHEAD.match(html, match.end())
    quote = opening if opens else closing
    return quote, quote
