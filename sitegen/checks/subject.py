"""What rules look at: the site as built, its pages as trees, and its sources."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sitegen.checks.document import Document, read_document
from sitegen.checks.passages import Passage, in_markdown, in_template, in_tree
from sitegen.checks.settings import CheckSettings
from sitegen.links import output_path
from sitegen.model import Checked, Output, Site, SourcePage
from sitegen.stylesheet import StyleRule, style_rules
from sitegen.yamltext import Tree

Made = TypeVar("Made")

ENGINE_DATA_IS_NO_TEXT = frozenset(("redirects.yaml", "sources.yaml", "wording.yaml"))


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A built site and what it was made from.

    ``outputs`` and ``documents`` (those of them that are HTML) go by output path,
    ``sources`` (the pages' files) by path below content/, ``trees`` by name: ``site.yaml``, and
    each data file.
    """

    root: Path
    site: Site
    outputs: Mapping[str, Output]
    sources: Mapping[str, SourcePage]
    trees: Mapping[str, Tree]
    templates: Mapping[str, str]
    made: dict[object, Any] = field(default_factory=dict)

    def once(self, make: Callable[[Subject], Made]) -> Made:
        """Return ``make(self)``, made when it is first asked for."""
        if make not in self.made:
            self.made[make] = make(self)
        made: Made = self.made[make]
        return made

    @property
    def settings(self) -> CheckSettings:
        """What site.yaml says about checks."""
        return self.site.settings.checks

    @property
    def today(self) -> datetime.date:
        """The day of the build."""
        return self.site.today

    @property
    def is_english(self) -> bool:
        """Whether rules about words apply, which know English alone."""
        return self.site.settings.language.startswith("en")

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Every HTML file, read, by output path."""
        cards = {
            output_path(page.card.url): page.card
            for page in (*self.site.pages.values(), *self.site.generated)
        }
        found = {}
        for path, output in self.outputs.items():
            if path.endswith(".html"):
                card = cards.get(path)
                found[path] = read_document(
                    output.content.decode("utf-8", "replace"),
                    path=path,
                    url="/" + path.removesuffix("index.html"),
                    kind=card.kind if card else "",
                    source=card.source if card and card.source.endswith(".md") else "",
                )
        return found

    @cached_property
    def pages(self) -> tuple[Document, ...]:
        """The documents that are pages: no redirects, not the page for a missing one."""
        return tuple(document for document in self.documents.values() if document.kind)

    @cached_property
    def style_rules(self) -> tuple[StyleRule, ...]:
        """The rules of all stylesheets, with their places."""
        return tuple(
            rule
            for name, file in sorted(self.site.files.items())
            if name.endswith(".css")
            for rule in style_rules(
                file.read().decode("utf-8", "replace"),
                path=file.path.relative_to(self.root).as_posix(),
            )
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All texts for visitors, in pages that are live today, data, settings and templates."""
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        for name in self.site.pages:
            source = self.sources[name]
            path = f"content/{name}"
            yield from in_tree(source.front, origin="field", page=name)
            yield in_markdown(source.body, path=path, line=source.body_line, page=name)
        for name, tree in self.trees.items():
            if name == "site.yaml":
                yield from (
                    it for it in in_tree(tree, origin="settings") if it.name[:1] != ("checks",)
                )
            elif name not in ENGINE_DATA_IS_NO_TEXT:
                yield from in_tree(tree, origin="data")
        for name, text in self.templates.items():
            if name.endswith(".html"):
                yield in_template(text, path=f"templates/{name}")


def subject_of(
    root: Path,
    site: Site,
    checked: Checked,
    outputs: Mapping[str, Output],
    templates: Mapping[str, str],
) -> Subject:
    """Return what rules look at; ``templates`` are the texts of the site's own, by name."""
    return Subject(
        root=root.resolve(),
        site=site,
        outputs=outputs,
        sources=checked.sources,
        trees=checked.trees,
        templates=templates,
    )
