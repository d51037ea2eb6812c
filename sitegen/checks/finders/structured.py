"""Finders for structured data: readable, in the vocabulary, complete, shown, and true."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.checks.addresses import Addresses
from sitegen.checks.document import Document
from sitegen.checks.finders.google import WANTS, Wants
from sitegen.checks.finders.jsonld import Block, Thing, blocks, things, types_of
from sitegen.checks.finders.visible import Visible
from sitegen.checks.finders.vocabulary import Vocabulary, vocabulary
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject
from sitegen.names import did_you_mean

SHORT = 60


def _blocks(subject: Subject) -> Iterator[Block]:
    for document in subject.documents.values():
        yield from blocks(document)


def _things(subject: Subject) -> Iterator[Thing]:
    for block in _blocks(subject):
        yield from things(block)


def _found(block: Block, message: str, hint: str) -> Found:
    return found_on(block.document, block.element, message=message, hint=hint)


def unreadable(subject: Subject) -> Iterator[Found]:
    """Yield JSON-LD that no machine can read."""
    for block in _blocks(subject):
        if block.mistake:
            hint = "give json_ld() what it should say, and it writes the rest"
            yield _found(block, f"this JSON-LD cannot be read: {block.mistake}", hint)


# --- the vocabulary ---


def unknown(subject: Subject) -> Iterator[Found]:
    """Yield types and properties that schema.org has not, or not together."""
    known = vocabulary()
    answers: dict[str, list[tuple[str, str]]] = {}
    for thing in _things(subject):
        key = json.dumps([thing.types, _shape(thing.said)], sort_keys=True, default=str)
        if key not in answers:
            answers[key] = list(_mistakes(thing, known))
        for message, hint in answers[key]:
            yield _found(thing.block, message, hint)


def _shape(said: Mapping[str, Any]) -> dict[str, object]:
    """Return what decides whether a thing fits: types in place of the things that it holds."""
    return {name: [_kind(it) for it in _values(value)] for name, value in said.items()}


def _kind(value: object) -> object:
    return types_of(value) if isinstance(value, dict) else value


def _values(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _mistakes(thing: Thing, known: Vocabulary) -> Iterator[tuple[str, str]]:
    if not thing.types:
        yield "a thing in this JSON-LD has no @type", f"it says: {', '.join(thing.said)[:SHORT]}"
    strange = [it for it in thing.types if it not in known.types]
    for name in strange:
        yield f"schema.org has no type '{name}'", _near(name, known.types)
    if strange or not thing.types:
        return
    for name, value in thing.said.items():
        if name not in known.domains:
            if not name.endswith(("-input", "-output")):
                hint = _near(name, known.properties_of(thing.types))
                yield f"schema.org has no property '{name}'", hint
        elif not known.has(name, thing.types):
            owners = ", ".join(known.domains[name][:5])
            yield f"'{name}' is no property of {thing.name}", f"it belongs to: {owners}"
        else:
            for inner in _values(value):
                yield from _misfit(name, inner, known)


def _near(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    hint = did_you_mean(name, known)
    return hint if hint.startswith("did") else "see https://schema.org/docs/full.html"


def _misfit(name: str, value: object, known: Vocabulary) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        types = [it for it in types_of(value) if it in known.types]
        if types and not known.takes_thing(name, types):
            wanted = ", ".join(known.ranges[name][:5])
            yield f"'{name}' holds no {' and '.join(types)}", f"it takes: {wanted}"
    elif value is None or value == "":
        yield f"'{name}' is empty", "leave it out if there is nothing to say"
    elif isinstance(value, str | int | float):
        wanted = known.refuses(name, value) or ""
        if wanted:
            yield f"'{str(value)[:SHORT]}' will not do for '{name}'", f"write {wanted}"


# --- what Google asks for ---


def incomplete(subject: Subject) -> Iterator[Found]:
    """Yield things without what Google needs to show them."""
    known = vocabulary()
    for thing in _things(subject):
        for wants in _wants(thing, known):
            for name in _lacking(thing, wants):
                wanted = " or ".join(f"'{it}'" for it in name.split("|"))
                message = f"{thing.name} has no {wanted}"
                hint = f"Google asks for it: {wants.page}"
                yield _found(thing.block, message, hint)
        if "BreadcrumbList" in thing.types:
            yield from _steps(thing)


def _wants(thing: Thing, known: Vocabulary) -> Iterator[Wants]:
    above = {it for name in thing.types for it in known.above(name)}
    for name in sorted(above & WANTS.keys()):
        if thing.is_whole or WANTS[name].inside:
            yield WANTS[name]


def _lacking(thing: Thing, wants: Wants) -> Iterator[str]:
    for name in wants.required:
        if not any(thing.said.get(it) not in (None, "", []) for it in name.split("|")):
            yield name


def _steps(thing: Thing) -> Iterator[Found]:
    steps = _values(thing.said.get("itemListElement"))
    page = WANTS["BreadcrumbList"].page
    for number, step in enumerate(steps, 1):
        if isinstance(step, dict):
            wanted = ["position", "name"] + (["item"] if number < len(steps) else [])
            held = step.get("item")
            named = "name" in step or (isinstance(held, dict) and "name" in held)
            for name in wanted:
                if name not in step and not (name == "name" and named):
                    message = f"step {number} of the breadcrumbs has no '{name}'"
                    yield _found(thing.block, message, f"Google asks for it: {page}")


# --- what the page shows ---


def unseen(subject: Subject) -> Iterator[Found]:
    """Yield what JSON-LD says and its page does not show."""
    for document in subject.documents.values():
        visible = Visible(document, subject.site.settings)
        for block in blocks(document):
            for thing in things(block):
                for name, value in hidden(thing, visible):
                    message = (
                        f"JSON-LD says '{name}' of {thing.name}, and the page does not show it"
                    )
                    hint = f"show it, or do not say it: {value[:SHORT]}"
                    yield _found(block, message, hint)


def hidden(thing: Thing, visible: Visible) -> Iterator[tuple[str, str]]:
    """Yield name and value of each property of a thing that the page does not show."""
    closed = thing.said.get("opens") == thing.said.get("closes") == "00:00"
    for name in thing.said:
        if closed and name in ("opens", "closes"):
            if not visible.says_closed():
                yield name, "closed"
            continue
        for value in thing.texts(name):
            if value not in ("True", "False") and not visible.shows(name, value):
                yield name, value


def breadcrumbs(subject: Subject) -> Iterator[Found]:
    """Yield breadcrumbs that are not the way that the page shows, or that lead astray."""
    known = subject.once(Addresses)
    for thing in _things(subject):
        if "BreadcrumbList" not in thing.types:
            continue
        document, block = thing.block.document, thing.block
        steps = [it for it in _values(thing.said.get("itemListElement")) if isinstance(it, dict)]
        numbers = [str(step.get("position")) for step in steps]
        if numbers != [str(it) for it in range(1, len(steps) + 1)]:
            yield _found(block, "the breadcrumbs are not numbered 1, 2, 3", "count from 1")
        names = [" ".join(str(_of(step, "name")).split()) for step in steps]
        if names not in _ways(document):
            message = "no list on the page shows the way that the breadcrumbs tell"
            yield _found(block, message, f"show it, with the same names: {' > '.join(names)}")
        for step in steps:
            address = _of(step, "item")
            target = known.inner(address, document.url) if address else None
            if address and (target is None or target[0] not in subject.outputs):
                message = f"the breadcrumbs lead to {address}, where the site has no page"
                yield _found(block, message, "lead to a page of the site")


def _of(step: Mapping[str, Any], name: str) -> str:
    """Return the name or address of a step, which may stand in the thing that it holds."""
    held = step.get("item")
    if isinstance(held, dict):
        return str(held.get("@id" if name == "item" else name) or held.get("url") or "")
    return str(step.get(name) or "")


def _ways(document: Document) -> list[list[str]]:
    """Return the words of each list on the page, item by item."""
    return [
        [it.text() for it in found.every("li") if it is not found]
        for found in document.every("ol", "ul")
    ]
