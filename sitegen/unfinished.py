"""What shows that a text is not finished: the line of a new page, a call that lost a brace."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sitegen.codespans import spans
from sitegen.problems import Problem
from sitegen.report import Unconfirmed

PLACEHOLDER = "Write the text here."
LEFT = re.compile(rf"^[ \t]*{re.escape(PLACEHOLDER)}", re.M)
# A whole call is matched too, so that no brace inside it is taken for another.
ONE_BRACE = re.compile(
    r"\{\{[^\n]*?\}\}|(?<![\\{])(?P<call>\{[ ]*(?P<name>[A-Za-z][\w-]*)(?:[ ][^{}\n]*)?\})(?!\})"
)


def may_be_unfinished(body: str) -> bool:
    """Say whether a text is to be looked at again each time, as components come and go."""
    return bool(LEFT.search(body)) or any(it["call"] for it in ONE_BRACE.finditer(body))


def placeholders(body: str, path: str, first_line: int) -> Iterator[Unconfirmed]:
    """Yield the line that ``build.py new`` has written, if it still stands in a page's text.

    ``first_line`` is the line of ``path`` that ``body`` begins on.
    """
    for found in _outside_code(LEFT, body):
        line = first_line + body.count("\n", 0, found.start())
        value = f"replace the line '{PLACEHOLDER}'"
        yield Unconfirmed(path=path, line=line, name="text", value=value)


def lost_braces(
    body: str, path: str, first_line: int, components: Collection[str]
) -> Iterator[Problem]:
    """Yield a Problem for each call of a known component that has one brace on each side."""
    for found in _outside_code(ONE_BRACE, body):
        name = found["name"] and found["name"].replace("_", "-")
        if name in components:
            call = found["call"].strip("{} ").replace(found["name"], name, 1)
            yield Problem(
                path=path,
                line=first_line + body.count("\n", 0, found.start()),
                column=found.start() - body.rfind("\n", 0, found.start()),
                message=f"'{found['call']}' has one brace on each side and would be shown as it is",
                hint=f"write {{{{ {call} }}}}",
            )


def _outside_code(pattern: re.Pattern[str], body: str) -> Iterator[re.Match[str]]:
    """Yield what is found outside code and comments."""
    cut: list[tuple[int, int]] | None = None
    for found in pattern.finditer(body):
        if cut is None:
            cut = [(start, end) for start, end, _ in spans(body)]
        if not any(start <= found.start() < end for start, end in cut):
            yield found
