"""The template environment of a site, and a template's mistakes as Problems."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    meta,
    nodes,
    select_autoescape,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sitegen.assets import AssetError
from sitegen.compiled import Codes
from sitegen.files import File
from sitegen.formats import filters
from sitegen.names import did_you_mean
from sitegen.problems import Problem, QueryError

ENGINE_TEMPLATES = Path(__file__).parent / "templates"


Rewrite = Callable[[str, str], str]


def environment(root: Path, locale: str, rewrite: Rewrite | None = None) -> SiteEnvironment:
    """Return the environment for the templates of a site; the engine's own stand behind them.

    ``rewrite`` makes another text of each template's text and name.
    """
    folders = (root / "templates", ENGINE_TEMPLATES)
    made = SiteEnvironment(
        loader=ChoiceLoader([_Loader(folder, rewrite) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html", "xml")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=Codes(),
        finalize=_printable,
    )
    made.filters.update(filters(locale))
    del made.filters["random"], made.globals["lipsum"]
    return made


def _printable(value: object) -> object:
    """Refuse ``{{ today }}`` for ``{{ today() }}``: it would print where in memory it lies."""
    if callable(value) and not isinstance(value, Undefined | Markup):
        name = getattr(value, "__name__", "this")
        raise QueryError(f"'{name}' is a query and needs parentheses", f"write {name}(...)")
    return value


class _Template(Template):
    """A template whose imports are drawn in anew each time, so that each output records them."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        self._module = None
        return super()._get_default_module(ctx)


class SiteEnvironment(ImmutableSandboxedEnvironment):
    """Keeps the trees of templates: both components and closures are read from them.

    ``record``, if it is set, is called with the name of each template that is asked for.
    """

    template_class = _Template
    record: Callable[[str], None] | None = None

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template. Raises TemplateNotFound."""
        if self.record and isinstance(name, str):
            self.record(name)
        return super().get_template(name, parent, globals)

    def select_template(
        self,
        names: Iterable[str | Template],
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return the first template there is. Raises TemplatesNotFound."""
        if not isinstance(names, list | tuple):
            raise _nameless(names)
        for name in names:
            if self.record and isinstance(name, str):
                self.record(name)
        return super().select_template(names, parent, globals)

    def parse(
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> nodes.Template:
        """Return the tree of a template, parsed once for each text."""
        trees: dict[tuple[str, str | None], nodes.Template] = self.__dict__.setdefault("trees", {})
        if (source, name) not in trees:
            trees[source, name] = super().parse(source, name, filename)
        return trees[source, name]

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Say whether templates may read an attribute; it depends on its name and the type."""
        answers: dict[tuple[type, str], bool] = self.__dict__.setdefault("safe", {})
        key = type(obj), attr
        if key not in answers:
            answers[key] = super().is_safe_attribute(obj, attr, value)
        return answers[key]


def _nameless(value: object) -> QueryError:
    return QueryError(f"{value!r} is no name of a template", "write its name in quotes")


class _Loader(FileSystemLoader):
    """Names the template that is not UTF-8 text."""

    def __init__(self, folder: Path, rewrite: Rewrite | None) -> None:
        super().__init__(folder)
        self._rewrite = rewrite

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if not isinstance(template, str):  # an include of any value
            raise _nameless(template)
        try:
            source, filename, is_current = super().get_source(environment, template)
            source = source.removeprefix("\ufeff")
            source = self._rewrite(source, template) if self._rewrite else source
            return source, filename, is_current
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            message = "it is not UTF-8 text"
            filename = str(Path(self.searchpath[0], template))
            raise TemplateSyntaxError(message, line, template, filename) from error


class Closures:
    """Which templates each template draws in, itself included."""

    def __init__(self, made: Environment) -> None:
        self.environment = made
        self._direct: dict[str, frozenset[str]] = {}

    def of(self, *names: str) -> frozenset[str]:
        """Return everything that ``names`` extend, include or import, at any depth."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._drawn_in(name)
        return frozenset(found)

    def _drawn_in(self, name: str) -> frozenset[str]:
        if name not in self._direct:
            self._direct[name] = self._read(name)
        return self._direct[name]

    def _read(self, name: str) -> frozenset[str]:
        try:
            assert self.environment.loader is not None
            source, _, _ = self.environment.loader.get_source(self.environment, name)
            tree = self.environment.parse(source, name)
        except (TemplateNotFound, TemplateSyntaxError):
            return frozenset()
        return frozenset(it for it in meta.find_referenced_templates(tree) if it)


def template_problem(error: Exception, root: Path, known: Mapping[str, object]) -> Problem:
    """Return the mistake of a template as a Problem at its line.

    ``known`` are the names a template may use. Raises ``error`` again if it is the engine's.
    """
    if isinstance(error, AssetError) and error.problem:
        return error.problem
    if isinstance(error, RecursionError):
        message = "this template draws itself in without end (recursion)"
        return _problem(*_cycle(error, root), message, "see what it includes, extends or calls")
    if isinstance(error, TemplateSyntaxError):
        hint = "save it with the encoding UTF-8" if "UTF-8" in (error.message or "") else ""
        path = _shown(error.filename or error.name or "templates", root)
        return _problem(path, error.lineno, f"this template cannot be read: {error.message}", hint)
    if isinstance(error, SyntaxError) and _is_template(error.filename or "", root):
        # Python's own, of the code that Jinja made: its line is not the template's.
        message = f"this template cannot be read: {error.msg}"
        return _problem(_shown(error.filename or "", root), 1, message)
    path, line = _place(error, root)
    if isinstance(error, TemplateNotFound):
        return _missing(path, line, str(error.name))
    if isinstance(error, SecurityError):
        return _problem(path, line, f"this is not for templates: {error}", "ask a query instead")
    if isinstance(error, AssetError | QueryError):
        return _problem(path, line, error.message, error.hint)
    if isinstance(error, UndefinedError):
        return _problem(path, line, *_undefined(str(error), known))
    if _is_ours(error, root):
        raise error
    return _problem(path, line, f"{type(error).__name__}: {error}")


def _missing(path: str, line: int, name: str) -> Problem:
    hint = "make it, or mend the name"
    if path == "templates":
        return _problem(f"templates/{name}", line, "this template is missing", hint)
    return _problem(path, line, f"there is no template '{name}'", hint)


def _undefined(message: str, known: Mapping[str, object]) -> tuple[str, str]:
    """Return message and hint for a name that a template uses and nobody has set."""
    lacking = re.match(r"'(?:[\w.]+\.)?(\w+) object' has no attribute '(\w+)'", message)
    if lacking:
        owner = "the page" if lacking[1] == "PageView" else lacking[1]
        return f"there is no '{lacking[2]}' in {owner}", "schema.py lists the fields"
    unknown = re.match(r"'(\w+)' is undefined", message)
    return message, did_you_mean(unknown[1], known) if unknown else "schema.py lists the fields"


def _problem(path: str, line: int, message: str, hint: str = "") -> Problem:
    short = " ".join(message.split())[:300]
    return Problem(path=path, line=line, message=short, hint=hint)


def _place(error: Exception, root: Path) -> tuple[str, int]:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if _is_template(frame.filename, root):
            return _shown(frame.filename, root), frame.lineno or 1
    return "templates", 1


def _cycle(error: Exception, root: Path) -> tuple[str, int]:
    """Return the place that comes up most often in a recursion."""
    frames = traceback.extract_tb(error.__traceback__)
    places = Counter(
        (frame.filename, frame.lineno or 1)
        for frame in frames
        if _is_template(frame.filename, root)
    )
    most = max(places.values(), default=0)
    # Where Python gives up depends on who asks; which templates are on the cycle does not.
    filename, line = max((it for it in places if places[it] * 4 >= most), default=("templates", 1))
    return _shown(filename, root), line


def _is_template(filename: str, root: Path) -> bool:
    folders = (root / "templates", root.resolve() / "templates", ENGINE_TEMPLATES)
    return filename.startswith(tuple(f"{folder}/" for folder in folders))


def _shown(filename: str, root: Path) -> str:
    path = Path(filename)
    for base in (root.resolve(), root, ENGINE_TEMPLATES.parent.parent):
        if path.is_absolute() and path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return filename if path.is_absolute() else path.as_posix()


def _is_ours(error: Exception, root: Path) -> bool:
    """Whether the engine raised it, rather than template code or a function of Jinja's."""
    frames = traceback.extract_tb(error.__traceback__)
    engine = str(ENGINE_TEMPLATES.parent)
    own = [frame.filename.startswith(engine) and frame.filename.endswith(".py") for frame in frames]
    shown = [at for at, frame in enumerate(frames) if _is_template(frame.filename, root)]
    return not shown or any(own[shown[-1] + 1 :])


def template_digest(name: str, own: Mapping[str, File]) -> str | None:
    """Return the digest of a template: of the site's ``own``, else of the engine's, else None."""
    if name in own:
        return own[name].digest
    return "the engine's" if (ENGINE_TEMPLATES / name).is_file() else None
