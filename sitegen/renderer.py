"""Rendering one output after the other, and what went wrong with each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import rcssmin
from jinja2 import UndefinedError
from jinja2.runtime import Macro
from markupsafe import Markup

from sitegen.assets import Assets
from sitegen.components import FOLDER, Signature, check_call, macro_name, signature_of, source_of
from sitegen.facts import Facts
from sitegen.formats import content_lines
from sitegen.jobs import FEED, Job
from sitegen.links import Target, output_path, read_target
from sitegen.marks import Component, Link, Prose
from sitegen.model import Card, Fact, Output, Site
from sitegen.nothing import nothing_found
from sitegen.problems import Problem, QueryError
from sitegen.queries import Queries
from sitegen.templates import Closures, SiteEnvironment, template_problem
from sitegen.views import CitedSource, HeadingView, PageView

NEVER = datetime.date(1970, 1, 1)


class WrongCall(Exception):
    """A component call in Markdown whose arguments fit nothing."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(frozen=True, slots=True)
class Share:
    """What one process has rendered: for each of its jobs an output, or mistakes."""

    outputs: list[Output | None]
    mistakes: list[list[tuple[str, Problem]]]
    assets: dict[str, bytes]


class Renderer:
    """Renders jobs one by one and keeps what went wrong."""

    def __init__(self, site: Site, facts: Facts, made: SiteEnvironment, assets: Assets) -> None:
        self.site = site
        self.facts = facts
        self.made = made
        self.assets = assets
        self.closures = Closures(made)
        self.minified: dict[str, str] = {}
        self.signatures: dict[str, Signature] = {}
        self.problems: list[tuple[str, Problem]] = []

    def outputs(self, wanted: Sequence[Job]) -> Share:
        """Return what becomes of some jobs."""
        share = Share([], [], self.assets.made)
        for job in wanted:
            self.problems = []
            share.outputs.append(self.output(job))
            share.mistakes.append(self.problems)
        return share

    def output(self, job: Job) -> Output | None:
        """Return the output of a job, or None after noting what is wrong."""
        queries = self.queries(job)
        self.made.record = lambda name: queries.note("template", name)
        context = queries.names()
        shown = job.page.card.source
        try:
            self.give(context, job, queries)
            text = self.made.get_template(job.template).render(context)
        except WrongCall as error:
            self.problems.append((shown, error.problem))
            return None
        except Exception as error:  # noqa: BLE001  # template code may raise anything; ours is raised again
            self.problems.append((shown, template_problem(error, self.assets.root, context)))
            return None
        if job.template.endswith((".vcf", ".ics")):
            text = content_lines(text)
        try:
            content = text.encode()
        except UnicodeEncodeError as error:
            message = f"half a character came out of this template: {text[error.start]!a}"
            problem = Problem(
                path=f"templates/{job.template}", message=message, hint="write the whole character"
            )
            self.problems.append((shown, problem))
            return None
        return Output(
            path=output_path(job.at),
            content=content,
            made_from=job.made_from,
            trace=queries.trace(),
            assets=tuple(queries.used),
        )

    def queries(self, job: Job) -> Queries:
        """Return the queries of a job's output."""
        return Queries(
            self.facts,
            self.assets,
            job.page,
            job.at,
            styles=lambda names: self.styles(names, job),
            root_absolute=job.root_absolute,
        )

    def give(self, context: dict[str, Any], job: Job, queries: Queries) -> None:
        """Add the page of a job to the names that its template may use. Raises WrongCall."""
        if job.target:
            context["target"] = _target(job.target, queries)
        context["page"] = self._view(job, queries)
        context["page"] = self._with_text(context["page"], job, context)

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
            tag=queries.own_tag(),
            newest=self._newest(card, queries) if job.template == FEED else None,
        )

    def _with_text(self, view: PageView, job: Job, context: Mapping[str, Any]) -> PageView:
        prose = job.page.prose
        if job.template == FEED or not prose.html:
            return view
        filler = _Filler(self, context, prose, view.source)
        headings = tuple(
            HeadingView(it.level, it.id, Markup(filler.fill(it.html))) for it in prose.headings
        )
        return replace(view, body=Markup(filler.fill(prose.html)), headings=headings)

    def _sources(self, job: Job, queries: Queries) -> tuple[CitedSource, ...]:
        citations = job.page.prose.citations
        if not citations:
            return ()
        numbers = {citation.source: citation.number for citation in citations}
        anchors: dict[str, list[str]] = {source: [] for source in numbers}
        for citation in citations:
            anchors[citation.source].append(citation.anchor)
        return tuple(
            CitedSource(number, source, queries.entry("sources", source), tuple(anchors[source]))
            for source, number in numbers.items()
        )

    def _newest(self, card: Card, queries: Queries) -> datetime.date:
        cards = queries.pages(section=card.section)
        days = [it.last_changed for it in (*cards, card) if it.last_changed]
        return max(days, default=NEVER)

    def styles(self, names: tuple[str, ...], job: Job) -> tuple[str, list[Fact]]:
        """Return the CSS for a job, and the facts it was made from."""
        used = {f"{FOLDER}{call.name}.html" for call in job.page.prose.components}
        if job.page.prose.links:
            used.add(f"{FOLDER}picture.html")
        drawn_in = sorted(self.closures.of(job.template, *used))
        facts: list[Fact] = [("template", name) for name in drawn_in]
        files = [f"css/{name}.css" for name in names]
        for name in drawn_in:
            if name.startswith(FOLDER):
                file = f"css/{FOLDER}{name.removeprefix(FOLDER).removesuffix('.html')}.css"
                facts.append(("has_file", file))
                files += [file] if file in self.assets.files else []
        facts += [("file", file) for file in files]
        return "".join(self._minify(name) for name in files), facts

    def signature(self, component: str) -> Signature:
        """Return what a component takes."""
        if component not in self.signatures:
            source = source_of(self.made, component)
            self.signatures[component] = signature_of(self.made, source, component)
        return self.signatures[component]

    def _minify(self, name: str) -> str:
        if name not in self.minified:
            css = self.assets.content(name).decode("utf-8", "replace")
            self.minified[name] = rcssmin.cssmin(css)
        return self.minified[name]


class _Filler:
    """Answers the marks in one page's prose through the queries of its context."""

    def __init__(
        self, renderer: Renderer, context: Mapping[str, Any], prose: Prose, source: str
    ) -> None:
        self.renderer = renderer
        self.made = renderer.made
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
        # A text whose references were sound once is not looked at again when a template changes.
        known = {call.name: self.renderer.signature(call.name)}
        wrong = check_call(call.name, call.arguments, known)
        if wrong:
            raise WrongCall(self._problem(call, *wrong))
        try:
            return self.call(call.name, call.arguments)
        except QueryError as error:
            raise WrongCall(self._problem(call, error.message, error.hint)) from error
        except UndefinedError as error:
            if re.match(r"'\w+' is undefined", str(error)):
                raise
            words = nothing_found(call, str(error), self.renderer.site.data)
            raise WrongCall(self._problem(call, *words)) from error

    def _problem(self, call: Component, message: str, hint: str) -> Problem:
        return Problem(
            path=f"content/{self.source}",
            line=call.line,
            column=call.column,
            message=message,
            hint=hint,
        )

    @staticmethod
    def _check_taken(name: str, macro: Macro, arguments: Mapping[str, Any]) -> None:
        """Raise WrongCall for an argument that the engine gives and the site's own macro lacks."""
        for argument in arguments:
            if argument not in macro.arguments and not macro.catch_kwargs:
                message = f"'{name}' takes no argument '{argument}', which pictures in texts have"
                hint = f"write {macro.name}(src, alt, title=none)"
                path = f"templates/{FOLDER}{name}.html"
                raise WrongCall(Problem(path=path, message=message, hint=hint))

    def call(self, name: str, arguments: Mapping[str, Any]) -> str:
        template = self.made.get_template(f"{FOLDER}{name}.html")
        try:
            module = template.make_module(dict(self.context))
            macro = getattr(module, macro_name(name))
            self._check_taken(name, macro, arguments)
            return str(macro(**arguments))
        except Exception:  # noqa: BLE001  # raises it again, with the template's own lines
            self.made.handle_exception()


def _target(target: str, queries: Queries) -> str:
    return target if target.startswith("https://") else queries.url(target)
