"""Run `build.py` and write down which files it opens, and what it converts and renders.

Run as `python -m tests.sites.observed LOG build --root DIR ...`: LOG gets a line for each event,
also from processes that the build forks.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

import jinja2
import markdown

import build


def main(log: str, arguments: list[str]) -> int:
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(word: str, what: object) -> None:
        os.write(handle, f"{word} {what}\n".encode())

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(details[0], str):
            note("open", details[0])

    def noting(word: str, function: Callable[..., str]) -> Callable[..., str]:
        def noted(it: Any, *given: Any, **named: Any) -> str:
            note(word, getattr(it, "name", "-"))
            return function(it, *given, **named)

        return noted

    markdown.Markdown.convert = noting("convert", markdown.Markdown.convert)  # type: ignore[method-assign]  # counted
    jinja2.Template.render = noting("render", jinja2.Template.render)  # type: ignore[method-assign]  # counted
    sys.addaudithook(hook)
    return build.main(arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
