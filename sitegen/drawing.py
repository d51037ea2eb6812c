"""Components drawn one by one, with the real renderer, as they stand on a page of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from sitegen.assets import AssetError, Assets
from sitegen.comments import Usage, plain_usage, read_comment
from sitegen.components import FOLDER, Signature, macro_name, signatures, source_of, usages
from sitegen.facts import Facts
from sitegen.images import Cache
from sitegen.jobs import Job
from sitegen.model import Site, SitePage
from sitegen.problems import Problem
from sitegen.renderer import Renderer, WrongCall
from sitegen.store import FOLDER as CACHE
from sitegen.templates import environment, template_problem
from sitegen.texts import NO_TEXT
from sitegen.tokens import Token, tokens

HIDDEN = re.compile(
    r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>|<(?:meta|link)\b[^>]*>", re.S | re.I
)
SEEN = re.compile(
    r"<(?:audio|button|canvas|hr|iframe|img|input|object|progress|select|svg|textarea|video)\b"
    r"|(?:^|>)[^<]*[^<\s]",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A component in words; ``calls`` are its examples, or the call without arguments.

    ``lacks`` names the arguments that an example would have to give, if there is none.
    """

    name: str
    path: str
    summary: str
    arguments: Mapping[str, str]
    imported: str
    calls: tuple[Usage, ...]
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a call made on a page: HTML and the styles it needs, or what is wrong with it."""

    page: SitePage
    html: str = ""
    css: str = ""
    problem: Problem | None = None

    @property
    def is_seen(self) -> bool:
        """Whether a browser would show anything of it."""
        return bool(SEEN.search(HIDDEN.sub("", self.html).strip()))


class Studio:
    """Draws the components of a site as its files are when it is made.

    ``described`` tells of every component in words, by name; ``pages`` are the first page of the
    site and one of each other kind.
    """

    def __init__(self, site: Site, root: Path) -> None:
        self.site = site
        self.pages = tuple(_pages(site))
        self.made = environment(root, site.settings.language.replace("-", "_"))
        self.assets = Assets(site.files, root, Cache(root / CACHE / "images"))
        facts = Facts(site, lambda _name: None)
        self.renderer = Renderer(site, facts, self.made, self.assets)
        known, _ = signatures(self.made)
        self.described = {name: self._described(name, known[name]) for name in sorted(known)}

    def draw(self, name: str, number: int) -> Drawn | None:
        """Return what one of a component's calls makes; None if there is no such call.

        It is drawn on the first page, or on the first page of another kind that it shows more on.
        """
        calls = self.described[name].calls if name in self.described else ()
        if not 0 <= number < len(calls):
            return None
        tries: list[Drawn] = []
        for page in self.pages:
            tries.append(self._draw(name, calls[number], page))
            if tries[-1].is_seen:
                return tries[-1]
        return next((it for it in tries if it.html.strip()), tries[0]) if tries else None

    def tokens(self, scheme: str) -> Mapping[str, tuple[Token, ...]]:
        """Return the design tokens of the site in a color scheme, by family."""
        sheets = (self._sheet(name) for name in sorted(self.site.files) if name.endswith(".css"))
        return tokens(sheets, scheme)

    def _sheet(self, name: str) -> str:
        try:
            return self.assets.content(name).decode("utf-8", "replace")
        except AssetError:  # it has gone since
            return ""

    def _described(self, name: str, signature: Signature) -> Described:
        source = self._source(name)
        comment = read_comment(source)
        macro = macro_name(name)
        calls, _ = usages(self.made, name, source, signature)
        if not calls and not signature.required:
            calls = [plain_usage(name, macro)]
        file = f"{FOLDER}{name}.html"
        is_own = (self.assets.root / "templates" / file).is_file()
        return Described(
            name=name,
            path=f"templates/{file}" if is_own else "",
            summary=comment.summary if comment else "",
            arguments=comment.arguments if comment else {},
            imported=f'{{% from "{file}" import {macro} with context %}}',
            calls=tuple(calls),
            lacks=() if calls else signature.required,
        )

    def _source(self, name: str) -> str:
        try:
            return source_of(self.made, name)
        except (TemplateNotFound, TemplateSyntaxError):  # drawing it says so
            return ""

    def _draw(self, name: str, call: Usage, page: SitePage) -> Drawn:
        file = f"{FOLDER}{name}.html"
        job = Job(template=file, page=page, at=page.card.url)
        queries = self.renderer.queries(job)
        context = queries.names()
        try:
            self.renderer.give(context, job, queries)
            html = self._rendered(file, call, context)
            css, _ = self.renderer.styles((), replace(job, page=replace(page, text=NO_TEXT)))
        except WrongCall as error:
            return Drawn(page=page, problem=error.problem)
        except Exception as error:  # noqa: BLE001  # template code may raise anything; ours is raised again
            return Drawn(page=page, problem=template_problem(error, self.assets.root, context))
        return Drawn(page=page, html=html, css=css)

    def _rendered(self, file: str, call: Usage, context: Mapping[str, object]) -> str:
        """Call a component by the words of its example, in whose line a mistake is then found."""
        macro = macro_name(Path(file).stem)
        start = f'{{% from "{file}" import {macro} with context %}}'
        source = "\n" * (call.line - 1) + start + call.template
        code = self.made.compile(source, file, self.made.get_template(file).filename)
        names = self.made.make_globals(None)
        template = self.made.template_class.from_code(self.made, code, names)
        return template.render(context).strip()


def _pages(site: Site) -> Iterator[SitePage]:
    kinds: set[str] = set()
    for page in sorted(site.pages.values(), key=lambda it: (it.card.url != "/", it.card.url)):
        if page.card.kind not in kinds:
            kinds.add(page.card.kind)
            yield page
