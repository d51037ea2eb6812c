"""Fourth stage: the site to outputs. Templates read it only through recorded queries."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import rcssmin
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from sitegen.assets import Assets
from sitegen.components import FOLDER, macro_name
from sitegen.formats import content_lines
from sitegen.index import Index
from sitegen.jobs import FEED, VERBATIM, Job, jobs
from sitegen.links import Target, output_path, read_target
from sitegen.marks import Component, Link, Prose
from sitegen.model import GENERATOR, MARKER, Card, Output, Site
from sitegen.problems import Problem, QueryError, count
from sitegen.queries import Queries
from sitegen.templates import Closures, template_problem
from sitegen.views import CitedSource, HeadingView, PageView

NEVER = datetime.date(1970, 1, 1)


def render(
    site: Site, made: Environment, assets: Assets, root: Path
) -> tuple[list[Output], list[Problem]]:
    """Return every file of the built site, and every mistake that templates made."""
    renderer = _Renderer(site, made, assets, root)
    outputs = [output for job in jobs(site, made) if (output := renderer.output(job))]
    outputs += [
        Output(path=name.removeprefix(VERBATIM), content=assets.content(name))
        for name in site.files
        if name.startswith(VERBATIM)
    ]
    outputs += [
        Output(path=url.lstrip("/"), content=content) for url, content in assets.made.items()
    ]
    outputs.append(Output(path=MARKER, content=_marker(site)))
    problems = [*_merged(renderer.problems), *_doubles(outputs)]
    return sorted(outputs, key=lambda output: output.path), problems


def _merged(mistakes: Iterable[tuple[str, Problem]]) -> Iterator[Problem]:
    """Say once what one line of a template does wrong on many pages."""
    pages: dict[Problem, list[str]] = {}
    for page, problem in mistakes:
        pages.setdefault(problem, []).append(page)
    for problem, (first, *others) in pages.items():
        more = f" and {count(len(others), 'other')}" if others else ""
        if problem.path == f"content/{first}":
            yield problem
        else:
            yield replace(problem, message=f"{problem.message} (while building {first}{more})")


def _doubles(outputs: Iterable[Output]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for output in outputs:
        other = seen.setdefault(output.path.lower(), output.path)
        if other is not output.path:
            yield Problem(
                path=output.path,
                message="two files of the built site have this name",
                hint="rename the page, or the file in static/root or templates/files",
            )


def _marker(site: Site) -> bytes:
    change = site.changes[0] if site.changes else None
    facts = [{"path": it.path, "line": it.line, "name": it.name} for it in site.unconfirmed]
    told = {
        "generator": GENERATOR,
        "date": site.today.isoformat(),
        "pages": len(site.pages) + len(site.generated),
        "next_change": change and {"date": change.on.isoformat(), "what": change.what},
        "unconfirmed": facts,
    }
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


class WrongCall(Exception):
    """A component call in Markdown whose arguments fit nothing."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


class _Renderer:
    """Renders jobs one by one and keeps what went wrong."""

    def __init__(self, site: Site, made: Environment, assets: Assets, root: Path) -> None:
        self.site = site
        self.made = made
        self.assets = assets
        self.root = root
        self.index = Index(site)
        self.closures = Closures(made)
        self.minified: dict[str, str] = {}
        self.problems: list[tuple[str, Problem]] = []

    def output(self, job: Job) -> Output | None:
        """Return the output of a job, or None after noting what is wrong."""
        queries = Queries(
            self.site,
            self.index,
            self.assets,
            job.page,
            job.at,
            styles=lambda names: self._styles(names, job),
            root_absolute=job.root_absolute,
        )
        context = queries.names()
        shown = job.page.card.source
        try:
            if job.target:
                context["target"] = _target(job.target, queries)
            context["page"] = self._view(job, queries)
            context["page"] = self._with_text(context["page"], job, context)
            text = self.made.get_template(job.template).render(context)
        except WrongCall as error:
            self.problems.append((shown, error.problem))
            return None
        except Exception as error:  # noqa: BLE001  # template code may raise anything; ours is raised again
            self.problems.append((shown, template_problem(error, self.root, context)))
            return None
        if job.template.endswith((".vcf", ".ics")):
            text = content_lines(text)
        return Output(path=output_path(job.at), content=text.encode(), trace=queries.trace())

    def _view(self, job: Job, queries: Queries) -> PageView:
        """Return the page without its text, which components inside the text cannot see."""
        card = job.page.card
        return PageView(
            title=card.title,
            description=card.description,
            nav_title=card.nav_title,
            kind=card.kind,
            source=card.source,
            section=card.section,
            url=card.url,
            canonical=queries.canonical(),
            fields=card.fields,
            body=Markup(""),
            headings=(),
            sources=self._sources(job, queries),
            tag=job.page.tag,
            newest=self._newest(card, queries) if job.template == FEED else None,
        )

    def _with_text(self, view: PageView, job: Job, context: Mapping[str, Any]) -> PageView:
        prose = job.page.prose
        if job.template == FEED or not prose.html:
            return view
        filler = _Filler(self.made, context, prose, view.source)
        headings = tuple(
            HeadingView(it.level, it.id, Markup(filler.fill(it.html))) for it in prose.headings
        )
        return replace(view, body=Markup(filler.fill(prose.html)), headings=headings)

    def _sources(self, job: Job, queries: Queries) -> tuple[CitedSource, ...]:
        citations = job.page.prose.citations
        if not citations:
            return ()
        entries = queries.data("sources")
        numbers = {citation.source: citation.number for citation in citations}
        return tuple(
            CitedSource(
                number,
                source,
                entries[source],
                tuple(c.anchor for c in citations if c.source == source),
            )
            for source, number in numbers.items()
        )

    def _newest(self, card: Card, queries: Queries) -> datetime.date:
        cards = queries.pages(section=card.section)
        days = [it.last_changed for it in (*cards, card) if it.last_changed]
        return max(days, default=NEVER)

    def _styles(self, names: tuple[str, ...], job: Job) -> str:
        used = {f"{FOLDER}{call.name}.html" for call in job.page.prose.components}
        if job.page.prose.links:
            used.add(f"{FOLDER}picture.html")
        components = sorted(
            name.removeprefix(FOLDER).removesuffix(".html")
            for name in self.closures.of(job.template, *used)
            if name.startswith(FOLDER)
        )
        files = [f"css/{name}.css" for name in names]
        for name in (f"css/components/{component}.css" for component in components):
            if name in self.assets.files:
                files.append(name)
        return "".join(self._minify(name) for name in files)

    def _minify(self, name: str) -> str:
        if name not in self.minified:
            css = self.assets.content(name).decode("utf-8", "replace")
            self.minified[name] = rcssmin.cssmin(css)
        return self.minified[name]


class _Filler:
    """Answers the marks in one page's prose through the queries of its context."""

    def __init__(
        self, made: Environment, context: Mapping[str, Any], prose: Prose, source: str
    ) -> None:
        self.made = made
        self.context = context
        self.prose = prose
        self.source = source

    def fill(self, text: str) -> str:
        return self.prose.fill(text, link=self.link, image=self.image, component=self.component)

    def link(self, link: Link) -> str | None:
        target = read_target(link.target, self.source)
        assert isinstance(target, Target)
        if target.kind == "web":
            return target.name
        if target.kind == "file":
            return str(self.context["asset"](target.name))
        if self.context["page_at"](target.name) is None:
            return None
        anchor = f"#{target.anchor}" if target.anchor else ""
        if target.name == self.source and anchor:
            return anchor
        return str(self.context["url"](target.name + anchor))

    def image(self, link: Link, alt: str, title: str) -> str:
        target = read_target(link.target, self.source)
        assert isinstance(target, Target)
        return self.call(
            "picture", {"src": target.name, "alt": alt} | ({"title": title} if title else {})
        )

    def component(self, call: Component) -> str:
        try:
            return self.call(call.name, call.arguments)
        except QueryError as error:
            raise WrongCall(self._problem(call, error.message, error.hint)) from error
        except UndefinedError as error:
            if re.match(r"'\w+' is undefined", str(error)):
                raise
            message = f"{{{{ {call.name} }}}} finds nothing for these arguments: {error}"
            raise WrongCall(self._problem(call, message, "check the names in it")) from error

    def _problem(self, call: Component, message: str, hint: str) -> Problem:
        return Problem(
            path=f"content/{self.source}",
            line=call.line,
            column=call.column,
            message=message,
            hint=hint,
        )

    def call(self, name: str, arguments: Mapping[str, Any]) -> str:
        template = self.made.get_template(f"{FOLDER}{name}.html")
        try:
            module = template.make_module(dict(self.context))
            return str(getattr(module, macro_name(name))(**arguments))
        except Exception:  # noqa: BLE001  # raises it again, with the template's own lines
            self.made.handle_exception()


def _target(target: str, queries: Queries) -> str:
    return target if target.startswith("https://") else queries.url(target)
