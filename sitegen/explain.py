"""pydantic's errors in an owner's words, at their line and column."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sitegen.names import did_you_mean
from sitegen.problems import Problem
from sitegen.yamltext import Loc, Tree

Words = tuple[str, str]
MOST_ERRORS = 1000
LONG = re.compile(r"'([^']{60})[^']{5,}'")


def problems_of(error: ValidationError, tree: Tree, type_: Any) -> list[Problem]:
    """Return one Problem for each of the first errors; ``tree`` was checked against ``type_``.

    A list is not called too short for an entry that is wrong itself.
    """
    errors = error.errors(include_url=False)[:MOST_ERRORS]
    around = {it["loc"][:-1] for it in errors if it["loc"]}
    return [
        _problem(details, tree, type_)
        for details in errors
        if details["type"] != "too_short" or details["loc"] not in around
    ]


def _problem(details: ErrorDetails, tree: Tree, type_: Any) -> Problem:
    loc = tuple(step for step in details["loc"] if step != "[key]")
    inner = details.get("ctx", {}).get("at")
    loc = (*loc, inner) if inner else loc
    message, hint = (LONG.sub(r"'\1…'", words) for words in _words(details, loc, type_))
    unknown_key = details["type"] == "extra_forbidden" or "[key]" in details["loc"]
    place = tree.keys.get(loc) if unknown_key else None
    line, column = place or _value_place(tree, loc)
    return Problem(path=tree.path, line=line, column=column, message=message, hint=hint)


def _value_place(tree: Tree, loc: Loc) -> tuple[int, int]:
    if loc in tree.values:
        return tree.values[loc]
    return tree.keys.get(loc[:-1]) or tree.place(loc)


def _words(details: ErrorDetails, loc: Loc, type_: Any) -> Words:
    name = _name(loc)
    kind = details["type"]
    if kind == "value":
        context = details.get("ctx", {})
        return f"{name}: {context['text']}" if loc else context["text"], context["hint"]
    if kind == "extra_forbidden":
        known = field_names(type_, loc[:-1])
        return f"unknown field '{loc[-1]}'", did_you_mean(str(loc[-1]), known)
    if kind == "missing":
        return f"the field '{loc[-1]}' is missing", _how_to_add(str(loc[-1]), _type_at(type_, loc))
    if details["input"] is None:
        return f"{name} has no value", "write one after the colon, or delete the line"
    if kind == "string_pattern_mismatch":
        message = f"{name}: '{details['input']}' does not have the form that belongs here"
        return message, _description(type_, loc)
    if not loc and kind in ("list_type", "tuple_type"):
        return "this file is a list", "begin each entry with '- '"
    teller = TELLERS.get(kind)
    if teller:
        message, hint = teller(details["input"], details.get("ctx", {}))
        return f"{name}: {message}", hint
    return f"{name}: {details['msg'].lower()}", ""


def _name(loc: Loc) -> str:
    named = [step for step in loc if isinstance(step, str)]
    if not named:
        return "the file" if not loc else f"entry {int(loc[-1]) + 1}"
    if isinstance(loc[-1], int):
        return f"'{named[-1]}', entry {loc[-1] + 1}"
    return f"'{named[-1]}'"


def _number(value: object, _context: Mapping[str, Any]) -> Words:
    return f"'{value}' is not a whole number", "for example 60"


def _limit(words: str, key: str) -> Callable[[object, Mapping[str, Any]], Words]:
    return lambda value, context: (f"'{value}' is {words} {context[key]}", "check the number")


def _length(words: str, key: str) -> Callable[[object, Mapping[str, Any]], Words]:
    def tell(value: object, context: Mapping[str, Any]) -> Words:
        length = len(value) if isinstance(value, str) else 0
        return f"has {length} letters, {words} {context[key]}", f"make it {words} {context[key]}"

    return tell


def _too_short(value: object, context: Mapping[str, Any]) -> Words:
    if not str(value).strip():
        return "nothing is written here", "write a text"
    least = context["min_length"]
    return f"'{value}' is shorter than {least} letters", f"write at least {least} letters"


def _few(_value: object, context: Mapping[str, Any]) -> Words:
    return f"needs at least {context['min_length']}", "add a line '- ...' below it"


TELLERS: Mapping[str, Callable[[object, Mapping[str, Any]], Words]] = {
    "int_parsing": _number,
    "int_from_float": _number,
    "int_type": _number,
    "int_parsing_size": _number,
    "float_parsing": lambda value, _: (f"'{value}' is not a number", "for example 2.5"),
    "float_type": lambda _value, _: ("a number belongs here", "for example 2.5"),
    "bool_parsing": lambda value, _: (f"'{value}' is neither yes nor no", "write yes or no"),
    "bool_type": lambda _value, _: ("yes or no belongs here", "write yes or no"),
    "string_type": lambda value, _: (
        f"a single text belongs here, not a {_shape(value)}",
        "write it on one line after the colon; put a text that holds ': ' in quotes",
    ),
    "tuple_type": lambda value, _: (
        "a list belongs here",
        f"write it below as '- {_short(value)}'",
    ),
    "list_type": lambda value, _: ("a list belongs here", f"write it below as '- {_short(value)}'"),
    "dict_type": lambda _value, _: (
        "named entries belong here",
        "write 'name: value' lines, indented",
    ),
    "model_type": lambda _value, _: (
        "named fields belong here",
        "write 'name: value' lines, indented",
    ),
    "literal_error": lambda value, context: (
        f"'{value}' is not one of {context['expected']}",
        f"write {context['expected']}",
    ),
    "greater_than_equal": _limit("less than", "ge"),
    "less_than_equal": _limit("more than", "le"),
    "string_too_short": _too_short,
    "string_too_long": _length("at most", "max_length"),
    "too_short": _few,
}


def _shape(value: object) -> str:
    return "list" if isinstance(value, list) else "group of fields"


def _short(value: object) -> str:
    return value[:40] if isinstance(value, str) else "..."


def field_names(type_: Any, loc: Loc) -> tuple[str, ...]:
    """Return the names of the fields of the model that stands at ``loc`` in ``type_``."""
    model = _type_at(type_, loc)
    if _is_model(model):
        return tuple(field.alias or name for name, field in model.model_fields.items())
    return tuple(getattr(model, "field_names", ()))


def _how_to_add(name: str, type_: Any) -> str:
    kind = typing.get_origin(type_)
    if kind in (list, tuple):
        return f"add a line '{name}:', and below it a line '  - ...' for each"
    if kind is dict or _is_model(type_):
        return f"add a line '{name}:', and below it its own lines, indented"
    return f"add a line '{name}: ...'"


def _type_at(type_: Any, loc: Loc) -> Any:
    for step in loc:
        type_ = _step(bare(type_), step)
    return bare(type_)


def _is_model(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, BaseModel)


def _description(type_: Any, loc: Loc) -> str:
    model = _type_at(type_, loc[:-1])
    if _is_model(model):
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        field = fields.get(str(loc[-1]))
        return (field and field.description) or ""
    return ""


def _step(type_: Any, step: str | int) -> Any:
    if _is_model(type_):
        fields = {field.alias or name: field for name, field in type_.model_fields.items()}
        return fields[str(step)].annotation if step in fields else None
    arguments = typing.get_args(type_)
    return arguments[0 if isinstance(step, int) else -1] if arguments else None


def bare(type_: Any) -> Any:
    """Return ``type_`` without ``Annotated`` and ``| None``."""
    origin = typing.get_origin(type_)
    if origin is Annotated:
        return bare(typing.get_args(type_)[0])
    if origin in (typing.Union, types.UnionType):
        return bare(next(arg for arg in typing.get_args(type_) if arg is not type(None)))
    return type_
