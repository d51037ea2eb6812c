"""The pages that every engine builds: the same content, each in the engine's own dialect."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from benchmarks import prose

LAYOUTS = Path(__file__).parent / "layouts"
SITE = "The Bench and Kettle"
ADDRESS = "https://bench.example/"
HOME = "All about benches, kettles and other things that want mending."
HOME_TEXT = "Choose a section above, or begin anywhere."
SECTION_TEXT = "Each title leads to its page."
SECTIONS = tuple(
    (
        "back-room bicycles cellar coast garden-work harbour kitchen ladders market mill"
        " old-town orchard paint repairs river saddles seasons stairs tools yard"
    ).split()
)
OPEN_LINK = re.compile(r"\(page:([\w/-]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. ``edition`` is how often its text was changed."""

    number: int
    section: str
    slug: str
    title: str
    description: str
    body: str
    edition: int = 0

    @property
    def name(self) -> str:
        """Its place on the site, without slashes at the ends."""
        return f"{self.section}/{self.slug}"

    @property
    def closing(self) -> str:
        """The last sentence, which no other page and no other edition has."""
        return f"This is note {self.number} of our series, edition {self.edition}."

    @property
    def markdown(self) -> str:
        """The whole text; links to pages are open: ``(page:SECTION/SLUG)``."""
        return f"{self.body}\n\n{self.closing}\n"

    def with_text(self, edition: int) -> Page:
        """Return the page with another text."""
        return replace(self, edition=edition)

    def with_title(self, edition: int) -> Page:
        """Return the page with another title."""
        first = self.title.partition(" (edition ")[0]
        return replace(self, title=f"{first} (edition {edition})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A site's pages, and its sections in order."""

    sections: tuple[str, ...]
    pages: tuple[Page, ...]

    def titles(self) -> dict[str, dict[str, str]]:
        """Return the titles of the pages of each section by their names."""
        found: dict[str, dict[str, str]] = {section: {} for section in self.sections}
        for page in self.pages:
            found[page.section][page.name] = page.title
        return found

    def with_page(self, changed: Page) -> Corpus:
        """Return the corpus with one page changed."""
        pages = tuple(changed if it.number == changed.number else it for it in self.pages)
        return replace(self, pages=pages)


def section_title(section: str) -> str:
    """Return what a section is called, as MkDocs derives it from the folder."""
    return section.replace("-", " ").capitalize()


def section_words(section: str) -> str:
    """Return the text of a section's own page."""
    return f"What we wrote about {section_title(section).lower()}, by title."


def generate(count: int, seed: int = 1) -> Corpus:
    """Return a corpus of ``count`` pages: the same for the same numbers."""
    sections = SECTIONS[: 10 if count < 10_000 else 20]
    heads = list(_heads(count, sections, seed))
    names = [f"{section}/{slug}" for section, slug, _ in heads]
    pages = []
    for number, (section, slug, title) in enumerate(heads):
        rng = Random(f"{seed}:{number}")
        near = [names[(number + step * len(sections)) % count] for step in (1, 2)]
        others = {*near, *rng.sample(names, 3)} - {names[number]}
        links = [f"page:{name}" for name in sorted(others)]
        page = Page(
            number=number,
            section=section,
            slug=slug,
            title=title,
            description=prose.fill(rng, "How to {verb} the {noun} {time}, as a {person} sees it."),
            body=prose.text(rng, (*links, f"https://www.example.org/notes/{number}")),
        )
        pages.append(page)
    return Corpus(sections=sections, pages=tuple(pages))


def _heads(count: int, sections: tuple[str, ...], seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield section, slug and title of each page; no two titles are the same."""
    rng = Random(f"{seed}:titles")
    taken: set[str] = set()
    for number in range(count):
        title = prose.title(rng)
        while (slug := _slug(title)) in taken:
            title = prose.title(rng)
        taken.add(slug)
        yield sections[number % len(sections)], slug, title


def _slug(title: str) -> str:
    return re.sub(r"[^a-z]+", "-", title.lower().replace("'", ""))


# --- dialects ---


def _yaml(title: str, description: str, **more: str) -> str:
    lines = {"title": json.dumps(title), "description": json.dumps(description), **more}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in lines.items()) + "---\n"


def _pelican_header(title: str, description: str) -> str:
    return f"Title: {title}\nDescription: {description}\n\n"


def _by_url(target: str, _section: str) -> str:
    return f"/{target}/"


def _by_file(target: str, section: str) -> str:
    return posixpath.relpath(target, section) + ".md"


def _by_filename(target: str, section: str) -> str:
    return "{filename}" + _by_file(target, section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one engine wants its pages.

    ``home`` and ``section`` are where those pages lie below ``content``; empty where the layout
    makes them. ``{}`` stands for the section.
    """

    content: str
    style: str
    link: Callable[[str, str], str]
    header: Callable[..., str] = _yaml
    home: str = ""
    section: str = ""
    section_fields: Mapping[str, str] = field(default_factory=dict)
    page_fields: Mapping[str, str] = field(default_factory=dict)


DIALECTS: Mapping[str, Dialect] = {
    "sitegen": Dialect(
        content="content",
        style="static/style.css",
        link=_by_file,
        home="index.md",
        section="{}/index.md",
    ),
    "hugo": Dialect(
        content="content",
        style="static/style.css",
        link=_by_url,
        home="_index.md",
        section="{}/_index.md",
        section_fields={"menus": "main"},
    ),
    "eleventy": Dialect(
        content="content",
        style="static/style.css",
        link=_by_url,
        home="index.md",
        section="{}.md",
        section_fields={
            "layout": "section.njk",
            "tags": "sections",
            # What --incremental must know: which pages this one lists.
            "eleventyImport": '{ collections: ["{}"] }',
        },
        page_fields={"tags": "{}"},
    ),
    "mkdocs": Dialect(
        content="docs",
        style="theme/style.css",
        link=_by_file,
        home="index.md",
        section="{}/index.md",
    ),
    "pelican": Dialect(
        content="content",
        style="theme/static/style.css",
        link=_by_filename,
        header=_pelican_header,
    ),
}


def write(engine: str, corpus: Corpus, folder: Path) -> None:
    """Write the site as ``engine`` wants it: its layout, settings and all pages."""
    dialect = DIALECTS[engine]
    shutil.copytree(LAYOUTS / engine, folder, dirs_exist_ok=True)
    style = folder / dialect.style
    style.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(LAYOUTS / "style.css", style)
    content = folder / dialect.content
    content.mkdir(exist_ok=True)
    if dialect.home:
        _put(content / dialect.home, dialect.header(SITE, HOME) + HOME_TEXT)
    for section in corpus.sections:
        (content / section).mkdir(exist_ok=True)
        if dialect.section:
            title, words = section_title(section), section_words(section)
            header = dialect.header(title, words, **_filled(dialect.section_fields, section))
            _put(content / dialect.section.format(section), header + SECTION_TEXT)
    if engine == "sitegen":
        entries = "".join(f"    - {section}/index.md\n" for section in corpus.sections)
        with (folder / "site.yaml").open("a", encoding="utf-8") as settings:
            settings.write(f"menu:\n  main:\n{entries}")
    for page in corpus.pages:
        write_page(engine, page, folder)


def write_page(engine: str, page: Page, folder: Path) -> str:
    """Write one page, as an editor saves it; return where, as seen from ``folder``."""
    dialect = DIALECTS[engine]
    text = OPEN_LINK.sub(lambda it: f"({dialect.link(it[1], page.section)})", page.markdown)
    fields = _filled(dialect.page_fields, page.section)
    header = dialect.header(page.title, page.description, **fields)
    path = f"{dialect.content}/{page.name}.md"
    _put(folder / path, header + text)
    return path


def _filled(fields: Mapping[str, str], section: str) -> dict[str, str]:
    return {name: value.replace("{}", section) for name, value in fields.items()}


def _put(path: Path, text: str) -> None:
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
