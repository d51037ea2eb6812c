"""References from one file to a page, an entry of a data file, or another file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import core_schema

from sitegen.links import page_url
from sitegen.values import Known, known_from, wrong


@dataclass(frozen=True)
class _Reference:
    """Text that must name something: ``check`` wrongs it if it does not."""

    check: Callable[[str, Known], None]

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        def validate(value: str, info: ValidationInfo) -> str:
            self.check(value, known_from(info))
            return value

        return core_schema.with_info_after_validator_function(validate, handler(source))


def InPages(pattern: str) -> _Reference:  # reads as a type in Annotated[...]
    """Refer to a page by its path from ``content/``; ``*`` in ``pattern`` stands for any text."""

    def check(value: str, known: Known) -> None:
        if value not in known.pages or not fnmatchcase(value, pattern):
            kind = f" that fits {pattern}" if value in known.pages else ""
            wrong(f"there is no page '{value}'{kind}", _page_meant(value, pattern, known))

    return _Reference(check)


def _page_meant(value: str, pattern: str, known: Known) -> str:
    fitting = {page for page in known.pages if fnmatchcase(page, pattern)}
    by_url = {page_url(page): page for page in fitting}
    same = by_url.get(f"/{value.strip('/')}/".replace("//", "/"))
    return f"write '{same}'" if same else known.did_you_mean(value, fitting)


def InData(name: str) -> _Reference:  # reads as a type in Annotated[...]
    """Refer to an entry of ``content/data/<name>`` by its key."""

    def check(value: str, known: Known) -> None:
        entries = known.entries.get(name, frozenset())
        if value not in entries and name not in known.unread:
            wrong(f"there is no '{value}' in data/{name}", known.did_you_mean(value, entries))

    return _Reference(check)


def _file_known(value: str, known: Known) -> None:
    if value not in known.files:
        hint = known.did_you_mean(value, known.files)
        wrong(
            f"there is no file '{value}' in static/ or content/",
            hint if hint.startswith("did") else "put the file there first",
        )


FileRef = Annotated[str, _Reference(_file_known)]
