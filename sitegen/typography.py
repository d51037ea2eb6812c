"""Typographic quotes, dashes and dots in a page's text, after John Gruber's SmartyPants.

Works on finished HTML: code, drawings and the tags themselves stay as they are.
"""

from __future__ import annotations

import re

TYPED = re.compile(r"""(?P<dash>(?<!-)---?(?!-))|(?P<dots>\.\.\.)|(?P<quote>['"])""")
# What is no text: tags, and elements whose text stays as it is typed.
VERBATIM = r"(?:code|pre|kbd|samp|svg|math|style|script|textarea)\b"
KEPT = re.compile(rf"(<{VERBATIM}[^<>]*>[^<]*+(?:<(?!/?{VERBATIM})[^<]*+)*+</{VERBATIM}>|<[^>]*>)")
BLOCK = re.compile(r"</?(?:[hpuo]\d?|li|d[dlt]|div|t[dhr]|table|section|blockquote|br|hr)\b", re.I)
SPACE = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160);$")
OPENS_AFTER = frozenset(" \n\t\xa0([{-–—/“‘")
DECADE = re.compile(r"'\d\ds?\b")
QUOTES = {'"': ("“", "”"), "'": ("‘", "’")}


def educate(html: str) -> str:
    """Return the HTML with straight quotes, ``--``, ``---`` and ``...`` as a printer sets them."""
    pieces = KEPT.split(html)
    before = " "
    for at, piece in enumerate(pieces):
        if at % 2:
            before = _after_tag(piece, before)
        elif piece:
            if TYPED.search(piece):
                pieces[at] = _set(pieces, at, before)
            before = " " if SPACE.search(piece) else pieces[at][-1]
    return "".join(pieces)


def _after_tag(piece: str, before: str) -> str:
    """Return the letter that what follows a tag, or an element kept as it is, stands behind."""
    if piece.count("<") > 1:
        return "x"
    return " " if BLOCK.match(piece) else before


def _set(pieces: list[str], at: int, before: str) -> str:
    """Return one piece of text as it is set."""
    text, done, end = pieces[at], [before], 0
    for match in TYPED.finditer(text):
        between = text[end : match.start()]
        done += [between] if between else []
        end = match.end()
        if match["dash"]:
            done.append("—" if len(match[0]) == 3 else "–")
        elif match["dots"]:
            done.append("…")
        else:
            opening, closing = QUOTES[match[0]]
            last = " " if SPACE.search(done[-1]) else done[-1][-1]
            is_decade = DECADE.match(text, match.start())
            opens = last in OPENS_AFTER and not is_decade and _word_follows(pieces, at, end)
            done.append(opening if opens else closing)
    return "".join([*done[1:], text[end:]])


def _word_follows(pieces: list[str], at: int, end: int) -> bool:
    rest = pieces[at][end:]
    while not rest and at + 2 < len(pieces) and not BLOCK.match(pieces[at + 1]):
        if pieces[at + 1].count("<") > 1:
            return True
        at += 2
        rest = pieces[at]
    return bool(rest) and not rest[0].isspace()
