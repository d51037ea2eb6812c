"""Digests of values as schemas make them: models, dataclasses, mappings, lists, texts, days."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from sitegen.files import digest_of


def value_digest(value: object) -> str:
    """Return a digest of all that a value holds, 32 hexadecimal digits."""
    return digest_of(repr(spelled(value)).encode())


def spelled(value: Any) -> Any:
    """Return a value with everything in it, also what its ``repr`` leaves out."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, BaseModel):
        return type(value).__name__, [(name, spelled(it)) for name, it in vars(value).items()]
    if isinstance(value, Mapping):
        return [(spelled(key), spelled(it)) for key, it in value.items()]
    if isinstance(value, list | tuple):
        return [spelled(it) for it in value]
    if isinstance(value, Set):
        return sorted(repr(spelled(it)) for it in value)
    if is_dataclass(value):
        return type(value).__name__, [spelled(getattr(value, it.name)) for it in fields(value)]
    return value
