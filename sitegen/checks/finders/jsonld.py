"""What a page tells search engines in JSON-LD: its blocks, and the things in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.checks.document import Document, Element

HOME = ("https://schema.org/", "http://schema.org/")
CONTEXTS = frozenset(it.rstrip("/") for it in HOME) | frozenset(HOME)
KIND = "application/ld+json"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """A script of JSON-LD on a page; ``mistake`` says why it cannot be read.

    ``strange`` are the words and prefixes that it takes from elsewhere than schema.org.
    """

    document: Document
    element: Element
    value: Any = None
    mistake: str = ""
    strange: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Thing:
    """An object of a block with its types; ``is_whole`` if no other thing holds it."""

    block: Block
    types: tuple[str, ...]
    said: Mapping[str, Any]
    is_whole: bool = False

    @property
    def name(self) -> str:
        """Its type in words for an owner."""
        return " and ".join(self.types) or "a thing without @type"

    def texts(self, name: str) -> list[str]:
        """Return the texts that a property of it has."""
        value = self.said.get(name)
        values = value if isinstance(value, list) else [value]
        return [str(it) for it in values if isinstance(it, str | int | float)]


def blocks(document: Document) -> Iterator[Block]:
    """Yield the JSON-LD of a page, script by script."""
    for element in document.every("script"):
        if element.attributes.get("type", "").lower() == KIND:
            text = "".join(it for it in element.children if isinstance(it, str))
            yield _block(document, element, text)


def _block(document: Document, element: Element, text: str) -> Block:
    try:
        value = json.loads(text)
    except ValueError as error:
        return Block(document=document, element=element, mistake=str(error))
    mistake, pieces = "", value if isinstance(value, list) else [value]
    for piece in pieces:
        if not isinstance(piece, dict):
            mistake = "it is no object: { ... }"
        elif not _is_known(piece.get("@context", "")):
            mistake = '"@context" is not "https://schema.org"'
    strange = frozenset(
        name
        for piece in pieces
        if isinstance(piece, dict)
        for part in _parts(piece.get("@context"))
        if isinstance(part, dict)
        for name in part
    )
    return Block(document=document, element=element, value=value, mistake=mistake, strange=strange)


def _parts(context: object) -> list[Any]:
    return context if isinstance(context, list) else [context]


def _is_known(context: object) -> bool:
    """Say whether a context is the vocabulary's, or one of several is."""
    named = (it.get("@vocab") if isinstance(it, dict) else it for it in _parts(context))
    return any(str(it) in CONTEXTS for it in named)


def things(block: Block) -> Iterator[Thing]:
    """Yield every object of a block, from the outside in."""
    if not block.mistake:
        yield from _things(block, block.value, is_whole=True)


def _things(block: Block, value: object, *, is_whole: bool) -> Iterator[Thing]:
    if isinstance(value, list):
        for inner in value:
            yield from _things(block, inner, is_whole=is_whole)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if graph is not None and "@type" not in value:
            yield from _things(block, graph, is_whole=is_whole)
            return
        if "@value" in value or set(value) == {"@id"}:
            return
        said = {
            key: it
            for key, it in value.items()
            if not key.startswith("@") and key.partition(":")[0] not in block.strange
        }
        named = types_of(value)
        types = tuple(it for it in named if it.partition(":")[0] not in block.strange)
        if types or not named:
            yield Thing(block=block, types=types, said=said, is_whole=is_whole)
        for inner in said.values():
            yield from _things(block, inner, is_whole=False)


def types_of(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types that an object names, without the address of the vocabulary."""
    typed = value.get("@type", ())
    return tuple(bare(str(it)) for it in (typed if isinstance(typed, list) else [typed]) if it)


def bare(name: str) -> str:
    """Return a name of the vocabulary without its address: ``Monday``."""
    for home in HOME:
        name = name.removeprefix(home)
    return name.removeprefix("schema:")
