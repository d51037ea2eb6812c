"""Fourth stage: the site to outputs. Templates read it only through recorded queries."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sitegen.assets import Assets
from sitegen.compiled import compile_all
from sitegen.facts import Facts
from sitegen.jobs import VERBATIM, Job, jobs
from sitegen.links import output_path
from sitegen.model import GENERATOR, MARKER, Fact, Output, Rendered, Site
from sitegen.parallel import LEAST, rejoined, spread
from sitegen.problems import Problem, count
from sitegen.reasons import changed_facts, why_anew
from sitegen.renderer import Renderer
from sitegen.templates import SiteEnvironment

NEVER = datetime.date(1970, 1, 1)


def render(
    site: Site,
    facts: Facts,
    made: SiteEnvironment,
    assets: Assets,
    before: Rendered | None = None,
) -> tuple[Rendered, list[Problem]]:
    """Return every file of the built site, and every mistake that templates made.

    An output of ``before`` is kept if its template would be given the same and told the same.
    """
    waiting, kept, reasons = _sorted_out(jobs(site, made), facts, before)
    renderer = Renderer(site, facts, made, assets)
    if len(waiting) >= LEAST:
        compile_all(made)
    parts = spread(renderer.outputs, waiting)
    assets.made.update(asset for part in parts for asset in part.assets.items())
    fresh = [it for it in rejoined([part.outputs for part in parts]) if it]
    outputs = [*fresh, *kept, *_verbatim(site, assets, before)]
    outputs += _assets((*fresh, *kept), assets, before)
    outputs.append(Output(path=MARKER, content=_marker(site)))
    mistakes = rejoined([part.mistakes for part in parts])
    problems = [*_merged(it for them in mistakes for it in them), *_doubles(outputs)]
    rendered = Rendered(
        outputs={it.path: it for it in sorted(outputs, key=lambda output: output.path)},
        facts={} if problems else _told(outputs, fresh, facts, before),
        parts=facts.parts,
        reasons=reasons,
    )
    return rendered, problems


def _told(
    outputs: Sequence[Output], fresh: Sequence[Output], facts: Facts, before: Rendered | None
) -> Mapping[Fact, str]:
    """Return the digest of each fact in a trace.

    After a small edit the facts of outputs that are gone stay among them.
    """
    is_small = before is not None and len(fresh) * 10 < len(outputs)
    asked = {fact: None for output in (fresh if is_small else outputs) for fact in output.trace}
    new = {fact: facts.digest(fact) for fact in asked}
    return {**before.facts, **new} if before and is_small else new


def _sorted_out(
    wanted: Iterable[Job], facts: Facts, before: Rendered | None
) -> tuple[list[Job], list[Output], dict[str, str]]:
    """Return the jobs to do, the outputs to keep, and for each job to do the reason."""
    waiting: list[Job] = []
    kept: list[Output] = []
    reasons: dict[str, str] = {}
    changed = changed_facts(facts, before)
    for job in wanted:
        path = output_path(job.at)
        reason = why_anew(job, changed, before)
        if before and reason is None:
            kept.append(before.outputs[path])
        else:
            waiting.append(job)
            reasons[path] = reason or ""
    return waiting, kept, reasons


def _verbatim(site: Site, assets: Assets, before: Rendered | None) -> Iterator[Output]:
    """Yield the files of static/root."""
    for name, file in site.files.items():
        if name.startswith(VERBATIM):
            path = name.removeprefix(VERBATIM)
            known = before.outputs.get(path) if before else None
            if known and known.made_from == f"{name} {file.digest}":
                yield known
            else:
                yield Output(
                    path=path, content=assets.content(name), made_from=f"{name} {file.digest}"
                )


def _assets(outputs: Iterable[Output], assets: Assets, before: Rendered | None) -> Iterator[Output]:
    for url in {url: None for output in outputs for url in output.assets}:
        path = url.lstrip("/")
        if url in assets.made:
            yield Output(path=path, content=assets.made[url])
        elif before:
            yield before.outputs[path]


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
