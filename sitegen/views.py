"""What templates are told: the page they render, and the answers to their queries."""

from __future__ import annotations

import datetime
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, get_type_hints

from markupsafe import Markup
from pydantic import PydanticUserError, TypeAdapter, ValidationError

from sitegen.contract import Page, Source
from sitegen.model import Card, Tag
from sitegen.problems import QueryError

HALF = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a menu or breadcrumb trail; the page itself has no URL in a trail."""

    label: str
    url: str | None
    current: bool = False
    within: bool = False


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The pages before and after this one in its section."""

    previous: Card | None = None
    next: Card | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A news feed of the site."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ImageSource:
    """One ``<source>`` of a picture."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture for ``<picture>``; URLs are relative to the page."""

    src: str
    width: int
    height: int
    srcset: str = ""
    sources: tuple[ImageSource, ...] = ()


@dataclass(frozen=True, slots=True)
class SocialCard:
    """The picture that social sites show for a page."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source that the page cites, and the anchors of its citations."""

    number: int
    id: str
    entry: Source
    backlinks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading of the page's text."""

    level: int
    id: str
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """The page as its template sees it."""

    title: str
    description: str
    nav_title: str
    kind: str
    source: str
    section: str
    url: str
    canonical: str
    fields: Page
    body: Markup
    headings: tuple[HeadingView, ...]
    sources: tuple[CitedSource, ...]
    tag: Tag | None
    newest: datetime.date | None


class Query:
    """A query as templates see it: to be called, and nothing else."""

    __slots__ = ("__name__", "_ask")

    def __init__(self, name: str, ask: Callable[..., Any]) -> None:
        self.__name__ = name
        self._ask = ask

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask; arguments that do not fit are the template's mistake."""
        if any(map(_has_half, (*args, *kwargs.values()))):
            raise QueryError(f"{self.__name__}(): half a character", "write the whole character")
        try:
            return self._ask(*args, **kwargs)
        except (TypeError, AttributeError, ValueError) as error:
            problem = _misfit(self._ask, args, kwargs)
            if problem is None:
                raise
            raise QueryError(f"{self.__name__}(): {problem}") from error

    def _misused(self) -> NoReturn:
        raise QueryError(
            f"'{self.__name__}' is a query and needs parentheses", f"write {self.__name__}(...)"
        )

    def __bool__(self) -> bool:
        """Refuse ``{% if unconfirmed %}``, which would always hold."""
        self._misused()

    def __str__(self) -> str:
        """Refuse ``{{ today }}``, which would print where in memory it lies."""
        self._misused()


def _has_half(value: object) -> bool:
    """Say whether a text, or one in a list, holds half a character, which no file can hold."""
    if isinstance(value, str):
        return HALF.search(value) is not None
    return isinstance(value, tuple | list) and any(map(_has_half, value))


def _misfit(
    ask: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> str | None:
    """Return why the arguments do not fit, or None if they do."""
    try:
        bound = inspect.signature(ask).bind(*args, **kwargs)
    except TypeError as error:
        return str(error)
    hints = get_type_hints(ask)
    for name, value in bound.arguments.items():
        try:
            TypeAdapter(hints[name], config={"arbitrary_types_allowed": True}).validate_python(
                value
            )
        except (ValidationError, PydanticUserError):
            return f"{name} cannot be {value!r}"[:100]
    return None
