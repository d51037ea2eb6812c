"""What a site says: answers that do not depend on who asks, each with a digest.

An output's trace is the facts it was told. While their digests stay, so does the output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sitegen.digests import spelled
from sitegen.files import digest_of
from sitegen.index import Index
from sitegen.links import page_url
from sitegen.model import EXPIRED, Card, Fact, Site, Tag
from sitegen.names import did_you_mean
from sitegen.problems import QueryError

ABSENT = "-"
# Families that are asked of a part of the site alone, and stay while that part does.
PARTS = {
    **dict.fromkeys(
        "pages page_at menu above neighbours related feeds tags tagged".split(), "index"
    ),
    "place": "places",
}


class Facts:
    """Answers facts: a family such as ``entry`` and its arguments, texts and numbers.

    ``templates`` gives the digest of a template by its name, None if there is none; ``schema``
    is the digest of the code whose types the values have.
    """

    def __init__(
        self, site: Site, templates: Callable[[str], str | None], *, schema: str = ""
    ) -> None:
        self._site = site
        self._index = Index(
            (page.card for page in site.pages.values()),
            generated=(page.card for page in site.generated),
            tags=site.tags,
            sleeping=site.sleeping,
            settings=site.settings,
            kinds=site.kinds,
            sections=site.sections,
        )
        self._templates = templates
        self._code = schema
        self._answers: dict[Fact, Any] = {}
        self._digests: dict[Fact, str] = {}

    @property
    def parts(self) -> Mapping[str, str]:
        """Digests of the parts of the site."""
        return {"index": self._index.digest, "places": self._site.places}

    def ask(self, fact: Fact) -> Any:
        """Return the answer to a fact. Raises QueryError if the site has none."""
        if fact not in self._answers:
            family, *arguments = fact
            if PARTS.get(family) == "index":
                self._answers[fact] = getattr(self._index, family)(*arguments)
            else:
                self._answers[fact] = getattr(self, f"_{family}")(*arguments)
        return self._answers[fact]

    def digest(self, fact: Fact) -> str:
        """Return a digest of the answer to a fact; ABSENT if there is none."""
        if fact not in self._digests:
            try:
                self._digests[fact] = _digest(self.ask(fact))
            except (QueryError, OSError):
                self._digests[fact] = ABSENT
        return self._digests[fact]

    def _schema(self) -> str:
        return self._code

    def _settings(self) -> Any:
        return self._site.settings

    def _address(self) -> str:
        return self._site.settings.url

    def _language(self) -> str:
        return self._site.settings.language

    def _data(self, file: str) -> Any:
        if file not in self._site.data:
            known = [known.removesuffix(".yaml") for known in self._site.data]
            name = file.removesuffix(".yaml")
            raise QueryError(f"there is no data file '{file}'", did_you_mean(name, known))
        return self._site.data[file]

    def _entry(self, file: str, id: str) -> Any:
        entries = self._data(file)
        known = self._site.entries.get(file, frozenset())
        if id not in known:
            raise QueryError(f"there is no '{id}' in data/{file}", did_you_mean(id, known))
        return entries.get(id)

    def _unconfirmed(self, name: str | None, id: str | None) -> int:
        entry = f"content/data/{name}.yaml", id
        found = [
            fact
            for fact in self._site.unconfirmed
            if name is None or (fact.path, fact.name.split(".")[0]) == entry
        ]
        return len(found)

    def _today(self) -> Any:
        return self._site.today

    def _place(self, name: str, anchor: str) -> str:
        """URL path of a page that has that anchor."""
        if name in self._site.pages:
            page = self._site.pages[name]
            if anchor and anchor not in page.text.anchors:
                hint = did_you_mean(anchor, page.text.anchors)
                raise QueryError(f"'{name}' has no place '#{anchor}'", hint)
            return page.card.url
        if self._site.sleeping.get(name) == EXPIRED:
            return page_url(name)
        if name in self._site.sleeping:
            raise QueryError(f"'{name}' is not live today", "ask page_at() first")
        raise QueryError(f"there is no page '{name}'", did_you_mean(name, self._site.pages))

    def _has_file(self, name: str) -> bool:
        return name in self._site.files

    def _file(self, name: str) -> str | None:
        """Digest of a file in static/ or content/."""
        file = self._site.files.get(name)
        return file.digest if file else None

    def _template(self, name: str) -> str | None:
        return self._templates(name)


def _told(answer: Any) -> Any:
    """Return all that a template can learn from an answer."""
    if isinstance(answer, Card):
        return answer.digest
    if isinstance(answer, Tag):
        return answer.name, answer.url, [card.digest for card in answer.pages]
    if isinstance(answer, tuple):
        return [_told(part) for part in answer]
    return spelled(answer)


def _digest(answer: Any) -> str:
    if isinstance(answer, Card):
        return answer.digest
    return digest_of(repr(_told(answer)).encode())
