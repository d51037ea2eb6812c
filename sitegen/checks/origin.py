"""Where an element of a built page comes from: a line of Markdown, of data or of a template.

A page in which something is wrong is rendered once more with templates whose tags tell their
place: the element of the same number then names the line that wrote it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import cached_property, partial

from markupsafe import Markup

from sitegen.assets import Assets
from sitegen.checks.document import Document, Element, read_document
from sitegen.checks.found import On
from sitegen.checks.passages import JINJA, scalars
from sitegen.checks.subject import Subject
from sitegen.facts import Facts
from sitegen.formats import json_ld
from sitegen.images import Cache
from sitegen.jobs import Job, jobs
from sitegen.letters import readable
from sitegen.links import output_path
from sitegen.problems import Place
from sitegen.renderer import Renderer
from sitegen.store import FOLDER
from sitegen.templates import SiteEnvironment, environment
from sitegen.yamltext import Tree

NAME = "data-sitegen-at"
TAG = re.compile(
    # What looks like a tag inside a quoted attribute, as in srcdoc, is none of the page's own.
    rf"(?P<other>{JINJA.pattern}|<!--.*?-->|=\s*\"[^\"<>{{]*<[^\"]*\"|=\s*'[^'<>{{]*<[^']*')"
    r"|<(?P<tag>[A-Za-z][\w-]*)(?=[\s/>{])",
    re.S,
)
JSON_LD = re.compile(r"^(\{\{-?\s*)json_ld\(")
ENGINE = "sitegen/templates"
SHORT, NEAREST = 8, 40
# A whole tag of a template, with the words after it.
WHOLE_TAG = re.compile(
    rf"<[A-Za-z](?:{JINJA.pattern}|\"[^\"]*\"|'[^']*'|[^<>\"'])*>[^<]*|<[^<>]*", re.S
)
# Signs between words, some of them written by their names.
GAP = r"(?:&#?\w+;|\W)"
# What Markdown makes links and headings of; the words stand in the group.
SHAPES = {
    "a": rf"\[{GAP}*({{}}){GAP}*\]",
    **{f"h{level}": rf"^{'#' * level}[^\w\n]*({{}})" for level in range(1, 7)},
}


def traced(source: str, name: str) -> str:
    """Return a template whose every tag tells its line and column; lines stay as they are."""

    def mark(match: re.Match[str]) -> str:
        before = source[: match.start()]
        place = f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
        if match["other"]:
            return JSON_LD.sub(rf'\g<1>json_ld_at("{place}", ', match[0])
        return f'{match[0]} {NAME}="{place}"'

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
        if not is_own and document.source and found.value in ("", element.text()):
            shaped = self._shaped(found, document.source, element)
            if shaped:
                return shaped
        if place and is_own and self._says(place, found.value):
            return place
        stated = self._stated(found.value, document) if found.value else None
        if stated:
            return stated
        if not is_own and document.source:
            typed = self._typed(document.source, element) or self._nearest(found, document)
            place = typed or place
        return place or self._whole(found.output)

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

    def _says(self, place: Place, value: str) -> bool:
        """Say whether a tag of a template, or what follows it, holds a value itself."""
        tag = self._source_at(place, WHOLE_TAG)
        own = html.unescape(readable(JINJA.sub("\N{NO-BREAK SPACE}", tag)))
        return bool(value) and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", own) is not None

    def _source_at(self, place: Place, pattern: re.Pattern[str]) -> str:
        """Return what a pattern matches at a place in a template of the site."""
        source = self.subject.templates.get(place.path.removeprefix("templates/"), "")
        lines = source.split("\n")
        rest = "\n".join(lines[place.line - 1 :]) if place.line else ""
        match = pattern.match(rest, place.column - 1 if place.column else 0)
        return match[0] if match else ""

    def _nearest(self, found: On, document: Document) -> Place | None:
        """Return the place in Markdown of what stands nearest to an element of a page's text."""
        again = self._again(found.output)
        if again is None or len(again.elements) != len(document.elements):
            return None
        here = again.elements[found.element]
        holder = next((it for it in here.above() if NAME in it.attributes), again.root)
        others = [it for it in holder.within() if NAME not in it.attributes and it is not here]
        for it in sorted(others, key=partial(_distance, here))[:NEAREST]:
            words = it.text()
            place = self._in_markdown(document.source, words) if " " in words else None
            if place:
                return place
        return None

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
        made = environment(self.subject.root, language, rewrite=traced)
        made.globals["json_ld_at"] = _json_ld_at
        return made

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

    def _shaped(self, found: On, source: str, element: Element) -> Place | None:
        """Return the place of a link or heading in Markdown, by its words and its signs."""
        shape, again = SHAPES.get(element.tag), self._again(found.output)
        if shape is None or again is None:
            return None
        nth = sum(
            it.tag == element.tag and NAME not in it.attributes and it.text() == element.text()
            for it in again.elements[: found.element]
        )
        return self._in_markdown(source, element.text(), shape=shape, nth=nth)

    def _in_markdown(
        self, source: str, text: str, *, shape: str = r"(?<!\w)({})(?!\w)", nth: int = 0
    ) -> Place | None:
        """Return the place of words in a page's text, whatever signs stand between them.

        ``shape`` is a pattern of what has to be around them; ``nth`` counts the finds from 0.
        """
        page = self.subject.sources[source]
        pieces = re.findall(r"\w+", text)[:SHORT]
        words = rf"{GAP}*?".join(map(re.escape, pieces))
        finds = list(re.finditer(shape.format(words), page.body, re.M)) if pieces else []
        if not finds:
            return None
        before = page.body[: finds[min(nth, len(finds) - 1)].start(1)]
        line, column = page.body_line + before.count("\n"), len(before) - before.rfind("\n")
        return Place(path=f"content/{source}", line=line, column=column)


def _distance(here: Element, other: Element) -> tuple[bool, bool, int]:
    """Rank what stands in an element first, then what holds it, then what stands beside it."""
    is_inside = here.number < other.number < here.end
    is_holder = other.number < here.number < other.end
    return not is_inside, not is_holder, abs(other.number - here.number)


def _json_ld_at(place: str, value: object) -> Markup:
    """Return the script of ``json_ld``, with the place that called it."""
    return Markup(json_ld(value).replace(Markup("<script"), Markup(f'<script {NAME}="{place}"'), 1))
