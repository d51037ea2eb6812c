"""Pages, texts and outputs as JSON for the cache, and back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.components import Signature
from sitegen.days import Span
from sitegen.files import Seen, digest_of
from sitegen.marks import Citation, Component, Heading, Link, Prose
from sitegen.model import Fact, SourcePage
from sitegen.problems import Problem, ProblemsFound
from sitegen.report import Unconfirmed
from sitegen.texts import Text
from sitegen.yamltext import Tree


def written(value: object) -> str:
    """Return a value as JSON in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- files ---


def file_record(seen: Seen) -> str:
    """Return a file that was seen, with the tree, page or signature that was read from it."""
    parsed: object = None
    if isinstance(seen.parsed, SourcePage):
        parsed = [_tree(seen.parsed.front), seen.parsed.path, seen.parsed.body_line]
    elif isinstance(seen.parsed, Tree):
        parsed = [_tree(seen.parsed)]
    elif isinstance(seen.parsed, Signature):
        parsed = _signature(seen.parsed)
    return written([seen.stamp, seen.digest, parsed])


def seen_file(record: str, root: Path) -> Seen:
    """Return the file of a record; the body of a page is read below ``root`` when asked for."""
    stamp, digest, parsed = json.loads(record)
    return Seen(tuple(stamp) if stamp else None, digest, _parsed(parsed, digest, root))


def _parsed(
    parsed: list[Any] | dict[str, Any] | None, digest: str, root: Path
) -> SourcePage | Tree | Signature | None:
    if parsed is None:
        return None
    if isinstance(parsed, dict):
        return _read_signature(**parsed)
    tree, *page = parsed
    if not page:
        return _read_tree(tree)
    path, line = page
    read = partial(_body, root, path, digest, line)
    return SourcePage(
        path=path, digest=digest, front=_read_tree(tree), body_line=line, read_body=read
    )


def _body(root: Path, path: str, digest: str, line: int) -> str:
    """Return a page's text from its first line on, if the file is still that of the digest."""
    try:
        content = (root / "content" / path).read_bytes()
    except OSError:
        content = b""
    if digest_of(content) != digest:
        message = "this file was changed while the site was built"
        raise ProblemsFound([Problem(path=f"content/{path}", message=message, hint="build again")])
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n", line - 1)
    return lines[-1] if len(lines) == line else ""


def _tree(tree: Tree) -> list[object]:
    facts = [[it.line, it.name, it.value] for it in tree.unconfirmed]
    return [tree.path, tree.value, tree.text, tree.first_line, facts]


def _read_tree(record: list[Any]) -> Tree:
    path, value, text, first_line, facts = record
    return Tree(
        path=path,
        value=value,
        text=text,
        first_line=first_line,
        unconfirmed=tuple(
            Unconfirmed(path=path, line=line, name=name, value=value) for line, name, value in facts
        ),
    )


def _signature(signature: Signature) -> dict[str, Any]:
    return {**asdict(signature), "lists": sorted(signature.lists)}


def _read_signature(
    arguments: list[str], required: list[str], lists: list[str], **more: Any
) -> Signature:
    return Signature(tuple(arguments), tuple(required), lists=frozenset(lists), **more)


# --- texts ---


def text_record(text: Text) -> str:
    """Return what is known of a text without its prose."""
    spans = [[_iso(span.from_), _iso(span.until)] for span in text.spans]
    return written([text.source, text.anchors, spans, text.shown])


def known_text(record: str, read: Callable[[], str]) -> Text:
    """Return the text of a record; ``read`` brings the record of its prose."""
    source, anchors, spans, shown = json.loads(record)
    return Text(
        source,
        anchors=tuple(anchors),
        spans=tuple(Span(_day(first), _day(last)) for first, last in spans),
        shown=tuple(shown),
        read=lambda: known_prose(read()),
    )


def prose_record(prose: Prose) -> str:
    """Return a page's prose."""
    return written(_prose(prose))


def known_prose(record: str) -> Prose:
    """Return the prose of a record."""
    return _read_prose(json.loads(record))


def _prose(prose: Prose) -> list[object]:
    return [
        prose.html,
        [[number, *_mark(mark)] for number, mark in prose.marks.items()],
        [[it.level, it.id, it.html] for it in prose.headings],
        sorted(prose.anchors),
        [[it.source, it.number, it.anchor, it.line, it.column] for it in prose.citations],
        [[_iso(span.from_), _iso(span.until)] for span in prose.spans],
        prose.hidden and _prose(prose.hidden),
    ]


def _read_prose(record: list[Any]) -> Prose:
    html, marks, headings, anchors, citations, spans, hidden = record
    return Prose(
        html=html,
        marks={number: _read_mark(*mark) for number, *mark in marks},
        headings=tuple(Heading(level=level, id=id, html=it) for level, id, it in headings),
        anchors=frozenset(anchors),
        citations=tuple(
            Citation(source=source, number=number, anchor=anchor, line=line, column=column)
            for source, number, anchor, line, column in citations
        ),
        spans=tuple(Span(_day(first), _day(last)) for first, last in spans),
        hidden=hidden and _read_prose(hidden),
    )


def _mark(mark: Link | Component) -> list[object]:
    if isinstance(mark, Link):
        return [mark.target, mark.is_image, mark.line, mark.column]
    return [mark.name, dict(mark.arguments), mark.line, mark.column]


def _read_mark(name: str, more: Any, line: int, column: int) -> Link | Component:
    if isinstance(more, bool):
        return Link(target=name, is_image=more, line=line, column=column)
    return Component(name=name, arguments=more, line=line, column=column)


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(day: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None


# --- facts ---


def read_fact(record: list[Any]) -> Fact:
    """Return a fact as it was before JSON made lists of tuples."""
    return tuple(read_fact(it) if isinstance(it, list) else it for it in record)
