"""A site in memory, made anew only where it changed: load, validate, resolve, render."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.assets import AssetError, Assets
from sitegen.components import Signature, signatures
from sitegen.facts import Facts
from sitegen.files import File, Seen, clock
from sitegen.images import Cache
from sitegen.jobs import other_files, verbatim_files
from sitegen.links import output_path
from sitegen.load import load
from sitegen.model import Checked, Memory, Output, References, Rendered, Site, Sources
from sitegen.problems import Problem, ProblemsFound
from sitegen.render import render
from sitegen.resolve import resolve
from sitegen.store import FOLDER
from sitegen.templates import SiteEnvironment, environment, template_digest
from sitegen.validate import time_zone, validate

NOTHING = Rendered(outputs={}, facts={}, parts={}, reasons={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site in memory; ``rendered`` tells too why each output was made."""

    site: Site
    rendered: Rendered

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Every file of the site, by path."""
        return tuple(self.rendered.outputs.values())


def make(
    root: Path,
    *,
    now: datetime.datetime,
    as_of: datetime.date | None = None,
    release: bool = False,
    drafts: bool = False,
) -> Built:
    """Build the site below ``root`` in memory. Raises ProblemsFound with every mistake."""
    return Workshop(root).make(now=now, as_of=as_of, release=release, drafts=drafts)


class Workshop:
    """Builds one site again and again, each time only what has changed since the last."""

    def __init__(self, root: Path, memory: Memory | None = None) -> None:
        self.root = root
        self.memory = memory or Memory()
        self._templates: tuple[object, SiteEnvironment] | None = None

    def make(
        self,
        *,
        now: datetime.datetime,
        as_of: datetime.date | None = None,
        release: bool = False,
        drafts: bool = False,
    ) -> Built:
        """Build the site in memory. Raises ProblemsFound with every mistake.

        ``now`` (with a time zone) gives the day if ``as_of`` does not.
        """
        try:
            return self._make(now, as_of, release=release, drafts=drafts)
        except (AssetError, OSError) as error:
            raise ProblemsFound([_moved(error, self.root)]) from error
        except ProblemsFound:
            raise
        except BaseException:
            # Whatever went wrong, the next build does not begin with it.
            self.memory = Memory()
            raise

    def _make(
        self,
        now: datetime.datetime,
        as_of: datetime.date | None,
        *,
        release: bool,
        drafts: bool,
    ) -> Built:
        started = clock()
        before = self.memory
        sources, problems = load(self.root, before.seen)
        today = as_of or now.astimezone(time_zone(sources)).date()
        checked, mistakes = validate(sources, today, before.texts, before.checked)
        problems += mistakes
        templates = self._environment(checked.settings.language, sources.templates)
        known, mistakes = signatures(templates, sources.templates)
        problems += mistakes
        self.memory = replace(before, seen=_seen(sources, started), texts=checked.texts)
        sound = not problems
        built, mistakes = self._join(checked, known, today, sources, drafts=drafts, is_sound=sound)
        problems += mistakes
        if release:
            problems += _unconfirmed(built.site)
        if problems:
            raise ProblemsFound(problems)
        pages = built.site.pages.items()
        self.memory = replace(
            self.memory,
            checked=checked,
            references=References(
                built.site.places, {source: page.text.digest for source, page in pages}
            ),
            rendered=built.rendered,
        )
        return built

    def _join(
        self,
        checked: Checked,
        known: Mapping[str, Signature],
        today: datetime.date,
        sources: Sources,
        *,
        drafts: bool,
        is_sound: bool,
    ) -> tuple[Built, list[Problem]]:
        """Resolve, and render what is free of mistakes so far."""
        templates = self._environment(checked.settings.language, sources.templates)
        others = [*other_files(templates, checked.files), *verbatim_files(checked.files)]
        sound = self.memory.references
        site, problems = resolve(checked, today, known, others, drafts=drafts, sound=sound)
        if problems or not is_sound:
            return Built(site=site, rendered=NOTHING), problems
        assets = Assets(site.files, self.root, Cache(self.root / FOLDER / "images"))
        schema = sources.read.get("schema.py")
        facts = Facts(
            site,
            lambda name: template_digest(name, sources.templates),
            schema=schema.digest if schema else "",
        )
        rendered, problems = render(site, facts, templates, assets, self.memory.rendered)
        if not problems:
            problems = list(_broken_promises(sources.published_urls, rendered.outputs))
        return Built(site=site, rendered=rendered), problems

    def _environment(self, language: str, templates: Mapping[str, File]) -> SiteEnvironment:
        """Return the environment of the templates as they are now, the last one if it still is."""
        key = language, {name: file.digest for name, file in templates.items()}
        if self._templates is None or self._templates[0] != key:
            self._templates = key, environment(self.root, language.replace("-", "_"))
        return self._templates[1]


def _moved(error: AssetError | OSError, root: Path) -> Problem:
    """Return the Problem of a file that was there when the build began to look."""
    if isinstance(error, AssetError) and error.problem:
        return error.problem
    name = str(getattr(error, "filename", None) or root.name)
    path = name.removeprefix(f"{root.resolve()}/")
    reason = error.message if isinstance(error, AssetError) else error.strerror
    message = f"this file cannot be read any more: {reason}"
    return Problem(path=path, message=message, hint="see whether it is still there; build again")


def _seen(sources: Sources, since: int) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    for name, file in sources.read.items():
        with contextlib.suppress(OSError):
            found[name] = file.seen(since)
    return found


def _broken_promises(
    published: Iterable[tuple[int, str]], paths: Container[str]
) -> Iterator[Problem]:
    """Yield a Problem for each address that was published once and is gone."""
    for line, url in published:
        if not url.startswith("/"):
            yield Problem(
                path="content/data/published-urls.txt",
                line=line,
                message=f"'{url}' is not an address on this site",
                hint=f"write {_path_of(url)}",
            )
        elif output_path(url) not in paths:
            yield Problem(
                path="content/data/published-urls.txt",
                line=line,
                message=f"{url} was published once and would now be missing",
                hint=f"add a line to content/data/redirects.yaml: {url}: the-new-page.md",
            )


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path or "/"
    except ValueError:
        return "/old-page/"


def _unconfirmed(site: Site) -> Iterator[Problem]:
    for fact in site.unconfirmed:
        value = f" ({fact.value})" if fact.value else ""
        yield Problem(
            path=fact.path,
            line=fact.line,
            message=f"'{fact.name}'{value} is not confirmed",
            hint="check the value, then remove the word !unconfirmed",
        )
