"""What there is to render: one job for each output that a template makes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from jinja2 import ChoiceLoader, Environment

from sitegen.cards import make_card
from sitegen.contract import MAX_TITLE, Page
from sitegen.model import Site, SitePage

MAX_DESCRIPTION = 300
FILES = "files/"
FEED = "feed.xml"
VERBATIM = "root/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One output to make: a template, the page it shows, and the URL path it answers."""

    template: str
    page: SitePage
    at: str
    root_absolute: bool = False
    target: str = ""

    @property
    def made_from(self) -> str:
        """All that the template is given without asking, in one line."""
        text = "" if self.template == FEED else self.page.text.digest
        place = f"{self.template} {self.at} {self.root_absolute:d} {self.target}"
        return f"{place} {self.page.card.digest} {text}"


def jobs(site: Site, made: Environment) -> Iterator[Job]:
    """Yield the jobs of a site: pages, feeds, redirects, the 404 page, other files."""
    words = site.settings.word
    for page in (*site.pages.values(), *site.generated):
        yield Job(template=f"{page.card.kind}.html", page=page, at=page.card.url)
    for source in site.settings.feeds:
        if source in site.pages:
            page = site.pages[source]
            yield Job(template=FEED, page=page, at=page.card.url + "feed.xml")
    for url, target in site.redirects.items():
        page = _made_up(words("moved"), url, "redirect")
        yield Job(template="redirect.html", page=page, at=url, target=target)
    if f"{VERBATIM}404.html" not in site.files:
        page = _made_up(words("not_found"), "/404.html", "not-found", words("not_found_help"))
        yield Job(template="404.html", page=page, at="/404.html", root_absolute=True)
    for name in made.list_templates():
        if name.startswith(FILES) and name.replace(FILES, VERBATIM, 1) not in site.files:
            at = "/" + name.removeprefix(FILES)
            yield Job(template=name, page=_made_up(name, at, "file"), at=at)


def other_files(made: Environment, files: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield URL path and source of all outputs that are neither pages nor assets.

    A file of static/root stands in for the engine's own file of that name.
    """
    assert isinstance(made.loader, ChoiceLoader)
    own = set(made.loader.loaders[0].list_templates())
    for name in made.list_templates():
        path = name.removeprefix(FILES)
        is_other = name.startswith(FILES) or name == "404.html"
        if is_other and (name in own or VERBATIM + path not in files):
            yield f"/{path}", f"templates/{name}" if name in own else f"the engine's own {path}"


def verbatim_files(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield URL path and source of all files of static/root."""
    for name in files:
        if name.startswith(VERBATIM):
            yield f"/{name.removeprefix(VERBATIM)}", f"static/{name}"


def _made_up(title: str, url: str, kind: str, text: str = "") -> SitePage:
    fields = Page(title=title[:MAX_TITLE], description=(text or title)[:MAX_DESCRIPTION])
    return SitePage(card=make_card(url, url, kind, fields))
