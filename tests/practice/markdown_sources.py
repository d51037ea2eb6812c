"""The pages as the owner types them, line by line, with all that is not typed text blanked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Front matter that refers to something, or orders pages; the rest is text for visitors.
REFERENCES = (
    "plan offer service video image date updated from until reviewed order draft aliases tags"
    " related conditions services often_for"
).split()
NOT_TEXT = (
    re.compile(r"\{\{.*?\}\}"),  # components
    re.compile(r"\[@[^\]]*\]"),  # citations
    re.compile(r"(?<=\])\([^)\s]*(?:\s+\"[^\"]*\")?\)"),  # targets of links and pictures
    re.compile(r"^\s*-? *[\w/.-]+\.md\s*$"),  # a page in a list
    re.compile(rf"^(?:{'|'.join(REFERENCES)}):.*$"),
)
BLOCK_START = re.compile(r"\s*(?:[-*+]|\d+[.)]) |\s*$|#|!!!")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a Markdown page, as typed and as text; the place is `content/x.md:4`."""

    path: str
    number: int
    field: str
    typed: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.path}:{self.number}"


def lines(content: Path) -> Iterator[Line]:
    """Yield every line of every page below `content`; `field` is empty below the front matter."""
    for path in sorted(content.rglob("*.md")):
        name = path.relative_to(content.parent).as_posix()
        field, fences = "", 0
        for number, typed in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            fences += typed.rstrip() == "---" and fences < 2
            key = re.match(r"([a-z_]+):", typed)
            if fences == 1 and key:
                field = key[1]
            yield Line(name, number, field if fences == 1 else "", typed, _text(typed))


def _text(typed: str) -> str:
    for pattern in NOT_TEXT:
        typed = pattern.sub(" ", typed)
    return typed


def template_lines(templates: Path) -> Iterator[Line]:
    """Yield every line of every template with Jinja's own parts blanked."""
    for path in sorted(templates.rglob("*.html")):
        name = path.relative_to(templates.parent).as_posix()
        source = path.read_text(encoding="utf-8")
        for part in (r"\{#.*?#\}", r"\{\{.*?\}\}", r"\{%.*?%\}"):
            source = re.sub(part, lambda m: "…" + "\n" * m[0].count("\n"), source, flags=re.S)
        for number, typed in enumerate(source.splitlines(), 1):
            yield Line(name, number, "", typed, typed)


def paragraphs(content: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and Markdown of every paragraph and list item, its lines joined."""
    block: list[Line] = []
    for line in lines(content):
        if line.field or line.typed.rstrip() == "---":
            continue
        if block and (BLOCK_START.match(line.typed) or line.path != block[0].path):
            yield block[0].place, " ".join(it.typed for it in block)
            block = []
        if line.typed.strip():
            block.append(line)
    if block:
        yield block[0].place, " ".join(it.typed for it in block)
