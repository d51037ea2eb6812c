"""Where an element of a built page comes from: a line of Markdown, of data or of a template.

A page in which something is wrong is rendered once more with templates whose tags tell their
place: the element of the same number then names the line that wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from sitegen.assets import Assets
from sitegen.checks.document import Document, Element, read_document
from sitegen.checks.found import On, Place
from sitegen.checks.passages import JINJA, scalars
from sitegen.checks.subject import Subject
from sitegen.facts import Facts
from sitegen.images import Cache
from sitegen.jobs import Job, jobs
from sitegen.links import output_path
from sitegen.renderer import Renderer
from sitegen.store import FOLDER
from sitegen.templates import SiteEnvironment, environment
from sitegen.yamltext import Tree

NAME = "data-sitegen-at"
TAG = re.compile(
    rf"(?P<other>{JINJA.pattern}|<!--.*?-->)|<(?P<tag>[A-Za-z][\w-]*)(?=[\s/>{{])", re.S
)
ENGINE = "sitegen/templates"
SHORT = 8


def traced(source: str, name: str) -> str:
    """Return a template whose every tag tells its line and column; lines stay as they are."""

    def mark(match: re.Match[str]) -> str:
        if match["other"]:
            return match[0]
        before = source[: match.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return f'{match[0]} {NAME}="{name}:{line}:{column}"'

    return TAG.sub(mark, source) if name.endswith((".html", ".svg")) else source


class Origins:
    """Finds the places of elements; each page is rendered again at most once."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._documents: dict[str, Document | None] = {}

    def place(self, found: On) -> Place:
        """Return the place in a source that an element, or its value, was written at."""
        document = self.subject.documents.get(found.output)
        if document is None or found.element >= len(document.elements):
            return self._whole(found.output)
        element = document.elements[found.element]
        is_own, place = self._written(found)
        stated = self._stated(found.value, document) if found.value else None
        if stated:
            return stated
        typed = None if is_own or not document.source else self._typed(document.source, element)
        return typed or place or self._whole(found.output)

    def _whole(self, path: str) -> Place:
        job = self._jobs.get(path)
        source = job.page.card.source if job else ""
        if source.endswith(".md"):
            return Place(path=f"content/{source}")
        name = job.template if job else ""
        return (
            Place(path=f"templates/{name}")
            if name in self.subject.templates
            else Place(path="site.yaml")
        )

    def _written(self, found: On) -> tuple[bool, Place | None]:
        """Return whether a template wrote the element itself, and the nearest place in one."""
        again = self._again(found.output)
        before = self.subject.documents[found.output]
        if again is None or len(again.elements) != len(before.elements):
            return False, None
        element = again.elements[found.element]
        for it in element.above():
            if NAME in it.attributes:
                name, line, column = it.attributes[NAME].rsplit(":", 2)
                folder = "templates" if name in self.subject.templates else ENGINE
                place = Place(path=f"{folder}/{name}", line=int(line), column=int(column))
                return it is element, place
        return False, None

    def _again(self, path: str) -> Document | None:
        if path not in self._documents:
            job = self._jobs.get(path)
            output = self._renderer.output(job) if job else None
            text = output.content.decode() if output else None
            self._documents[path] = read_document(text, path=path, url="") if text else None
        return self._documents[path]

    @cached_property
    def _jobs(self) -> Mapping[str, Job]:
        return {output_path(job.at): job for job in jobs(self.subject.site, self._environment)}

    @cached_property
    def _environment(self) -> SiteEnvironment:
        language = self.subject.site.settings.language.replace("-", "_")
        return environment(self.subject.root, language, rewrite=traced)

    @cached_property
    def _renderer(self) -> Renderer:
        site, root = self.subject.site, self.subject.root
        assets = Assets(site.files, root, Cache(root / FOLDER / "images"))
        return Renderer(site, Facts(site, lambda name: name), self._environment, assets)

    def _stated(self, value: str, document: Document) -> Place | None:
        """Return the place of a value in front matter, Markdown, a data file or site.yaml."""
        trees = list(self._trees(document))
        own = self._in_markdown(document.source, value) if document.source else None
        for tree in trees:
            if own and tree is trees[1]:
                return own
            for name, text in scalars(tree.value):
                if text.strip() == value.strip():
                    line, column = tree.place(name)
                    return Place(path=tree.path, line=line, column=column)
        return None

    def _trees(self, document: Document) -> Iterator[Tree]:
        if document.source:
            yield self.subject.sources[document.source].front
        yield from self.subject.trees.values()

    def _typed(self, source: str, element: Element) -> Place | None:
        """Return the place of an element's words, or an attribute of it, in a page's Markdown."""
        given = (element.attributes.get(it, "") for it in ("alt", "href", "src", "id"))
        places = (self._in_markdown(source, text) for text in (element.text(), *given))
        return next((place for place in places if place), None)

    def _in_markdown(self, source: str, text: str) -> Place | None:
        """Return the place of words in a page's text, whatever signs stand between them."""
        page = self.subject.sources[source]
        pieces = re.findall(r"\w+", text)[:SHORT]
        match = re.search(r"\W*?".join(map(re.escape, pieces)), page.body) if pieces else None
        if match is None:
            return None
        before = page.body[: match.start()]
        line, column = page.body_line + before.count("\n"), len(before) - before.rfind("\n")
        return Place(path=f"content/{source}", line=line, column=column)
