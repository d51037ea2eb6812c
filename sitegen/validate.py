"""Second stage: text and YAML trees to typed values, each file taken alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import ValidationError

from sitegen.bodies import PageText, read_page
from sitegen.cards import make_card
from sitegen.components import FOLDER
from sitegen.contract import ENGINE_DATA, Contract, Page, SiteSettings, adapter, kind_of
from sitegen.explain import problems_of
from sitegen.fields import find_zone
from sitegen.languages import USUAL_CURRENCY, USUAL_LANGUAGE, is_currency, is_language
from sitegen.links import page_url
from sitegen.model import Checked, CheckedPage, SourcePage, Sources
from sitegen.names import did_you_mean
from sitegen.parallel import rejoined, spread
from sitegen.problems import Problem
from sitegen.report import Unconfirmed
from sitegen.schemafile import schema_line
from sitegen.texts import Text, text_of
from sitegen.values import WORDS, Known
from sitegen.yamltext import Tree

Texts = Mapping[str, Text]
STAND_IN = SiteSettings(name="-", url="https://site.invalid/")


def validate(
    sources: Sources,
    today: datetime.date,
    texts: Texts | None = None,
    before: Checked | None = None,
) -> tuple[Checked, list[Problem]]:
    """Check every file against its model.

    A ``site.yaml`` that is not usable leaves stand-in settings, so that the mistakes of all
    other files are still found. ``texts`` are those of an earlier build, by page; ``before``
    is what it checked, without a mistake: what is still the same is not checked again.
    """
    problems: list[Problem] = []
    known = _known(sources)
    contract = sources.contract
    if before and (before.contract is not contract or before.known != known):
        before = None
    tree = sources.settings
    settings = (tree and _check(contract.site, tree, known, problems)) or STAND_IN
    data = _all_data(sources, known, problems)
    checker = _PageChecker(contract, known, today, texts or {}, before)
    pages = checker.check(sources.pages, _components(sources))
    problems += checker.problems
    broken = {page.path for page, checked in zip(sources.pages, pages, strict=True) if not checked}
    broken |= {f"data/{name}" for name in sources.data if name not in data}
    checked = Checked(
        sources={page.path: page for page in sources.pages},
        texts=checker.sound,
        known=known,
        contract=contract,
        settings=settings,
        pages=tuple(page for page in pages if page),
        data=data,
        trees={**({"site.yaml": tree} if tree else {}), **sources.data},
        published_urls=sources.published_urls,
        files=sources.files,
        broken=sources.broken | broken,
    )
    return checked, problems


def time_zone(sources: Sources) -> datetime.tzinfo:
    """Return the time zone that ``site.yaml`` names; UTC if it names none that exists."""
    return find_zone(_setting(sources.settings, "timezone", "UTC")) or datetime.UTC


def _setting(tree: Tree | None, name: str, default: str) -> str:
    value = tree.value.get(name) if tree and isinstance(tree.value, dict) else None
    return value if isinstance(value, str) else default


def _words(tree: Tree | None) -> Mapping[str, str]:
    words = tree.value.get("words") if tree and isinstance(tree.value, dict) else None
    given = words if isinstance(words, dict) else {}
    return {name: word for name, word in given.items() if isinstance(word, str) and name in WORDS}


def _known(sources: Sources) -> Known:
    entries = {
        name: frozenset(tree.value) if isinstance(tree.value, dict) else frozenset[str]()
        for name, tree in sources.data.items()
    }
    unread = {name.removeprefix("data/") for name in sources.broken if name.startswith("data/")}
    unread |= set(sources.contract.data or {}) - set(sources.data)
    unread |= {
        name for name, tree in sources.data.items() if not isinstance(tree.value, dict | None)
    }
    pages = {page.path for page in sources.pages} | sources.broken
    currency = _setting(sources.settings, "currency", USUAL_CURRENCY)
    language = _setting(sources.settings, "language", "en-US").replace("-", "_")
    return Known(
        pages=frozenset(pages),
        entries=entries,
        files=frozenset(sources.files),
        unread=frozenset(unread),
        locale=language if is_language(language) else USUAL_LANGUAGE,
        currency=currency if is_currency(currency) else USUAL_CURRENCY,
        words=_words(sources.settings),
    )


def _components(sources: Sources) -> frozenset[str]:
    names = (name.removesuffix(".html") for name in sources.templates if name.endswith(".html"))
    return frozenset(it.removeprefix(FOLDER) for it in names if it.startswith(FOLDER))


def _check(type_: Any, tree: Tree, known: Known, problems: list[Problem]) -> Any:
    value = {} if tree.value is None else tree.value
    if isinstance(tree.value, type(None)) and not _takes_mapping(type_):
        value = []
    try:
        return adapter(type_).validate_python(value, context=known)
    except ValidationError as error:
        problems += problems_of(error, tree, type_)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # schema.py may raise anything
        problems.append(_own_problem(error, tree.path))
    return None


def _takes_mapping(type_: Any) -> bool:
    return getattr(type_, "__origin__", type_) not in (list, tuple)


def _all_data(sources: Sources, known: Known, problems: list[Problem]) -> Mapping[str, Any]:
    typed = sources.contract.data
    types = {**ENGINE_DATA, **(typed or {})}
    data: dict[str, Any] = {}
    for name, tree in sources.data.items():
        if name in types:
            value = _check(types[name], tree, known, problems)
            if value is not None:
                data[name] = value
        elif typed is None:
            data[name] = tree.value
        else:
            problems.append(
                Problem(
                    path=tree.path,
                    message=f"schema.py knows no data file '{name}'",
                    hint=did_you_mean(name, types) or "describe it in schema.py",
                )
            )
    for name in typed or {}:
        if name not in sources.data and f"data/{name}" not in sources.broken:
            problems.append(
                Problem(
                    path=f"content/data/{name}",
                    message="this data file is missing",
                    hint="make it, or remove it from CONTRACT in schema.py",
                )
            )
    if len(data) == len(sources.data) and data.keys() >= (typed or {}).keys():
        problems += _broken_rules(sources, data)
    return data


def _broken_rules(sources: Sources, data: Mapping[str, Any]) -> Iterator[Problem]:
    for rule in sources.contract.rules:
        try:
            mistakes = list(rule(data))
        except (Exception, SystemExit) as error:  # noqa: BLE001  # schema.py may raise anything
            yield _own_problem(error, "a rule between data files")
            continue
        for mistake in mistakes:
            tree = sources.data[mistake.file]
            line, column = tree.place(mistake.at)
            yield Problem(
                path=tree.path,
                line=line,
                column=column,
                message=mistake.message,
                hint=mistake.hint,
            )


def _own_problem(error: BaseException, what: str) -> Problem:
    """Return what schema.py itself does wrong. Raises ``error`` again if it is another's."""
    line = schema_line(error)
    if line is None:
        raise error
    message = f"{type(error).__name__}: {error} (while checking {what})"
    return Problem(
        path="schema.py", line=line, message=message, hint="this line of schema.py fails"
    )


class _PageChecker:
    """Checks pages, and reads the Markdown of those whose text no earlier build has left."""

    def __init__(
        self,
        contract: Contract,
        known: Known,
        today: datetime.date,
        texts: Texts,
        before: Checked | None,
    ) -> None:
        self.contract, self.known, self.today = contract, known, today
        self.texts = texts
        self.problems: list[Problem] = []
        self.sound: dict[str, Text] = {}
        self.before: dict[str, tuple[SourcePage, CheckedPage]] = {}
        if before:
            self.before = {page.path: (before.sources[page.path], page) for page in before.pages}

    def check(
        self, pages: Sequence[SourcePage], components: frozenset[str]
    ) -> list[CheckedPage | None]:
        """Return the pages in their order, None for one that has no kind."""
        new = [page for page in pages if not self._kept(page)]
        parts = spread(partial(_read, today=self.today, components=components), new)
        read = dict(zip((page.path for page in new), rejoined(parts), strict=True))
        return [self._page(page, read.get(page.path)) for page in pages]

    def _kept(self, page: SourcePage) -> Text | None:
        text = self.texts.get(page.path)
        return text if text and text.fits(page.digest, self.today) else None

    def _page(self, page: SourcePage, read: PageText | None) -> CheckedPage | None:
        text = text_of(page.digest, read.prose, self.today) if read else self.texts[page.path]
        if read:
            self.problems += read.mistakes
        if read is None or read.is_finished:
            self.sound[page.path] = text
        source, checked = self.before.get(page.path, (None, None))
        if checked and source is page:
            return checked if checked.text is text else replace(checked, text=text)
        return self._checked(page, text, read.placeholders if read else ())

    def _checked(
        self, page: SourcePage, text: Text, placeholders: tuple[Unconfirmed, ...]
    ) -> CheckedPage | None:
        pattern = self.contract.pattern_for(page.path)
        if pattern is None:
            self.problems.append(
                Problem(
                    path=f"content/{page.path}",
                    message="schema.py has no kind of page for this place",
                    hint=f"move it to fit one of: {', '.join(self.contract.pages)}",
                )
            )
            return None
        model = self.contract.pages[pattern]
        fields = _check(model, page.front, self.known, self.problems)
        if fields is None:
            fields = Page(title="-", description="-")
        kind = kind_of(model)
        front = page.front
        if placeholders:
            front = replace(front, unconfirmed=(*front.unconfirmed, *placeholders))
        return CheckedPage(
            path=page.path,
            kind=kind,
            fields=fields,
            front=front,
            text=text,
            card=make_card(page.path, page_url(page.path), kind, fields),
        )


def _read(
    pages: Sequence[SourcePage], *, today: datetime.date, components: frozenset[str]
) -> list[PageText]:
    return [read_page(page, today, components) for page in pages]
