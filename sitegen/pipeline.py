"""A build from end to end: load, validate, resolve, render, write."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from sitegen.ledger import Ledger
from sitegen.model import Memory, Output
from sitegen.problems import Problem, ProblemsFound
from sitegen.report import Report
from sitegen.standing import plain
from sitegen.store import Damaged, Tell, opened, silent
from sitegen.unchanged import summary_of
from sitegen.verify import differences
from sitegen.workshop import Built, Workshop, make
from sitegen.write import check_folder, recover, write, write_problem

__all__ = ["Built", "Workshop", "build", "make", "open_workshop", "standing_workshop"]


def build(
    root: Path,
    folder: Path,
    *,
    now: datetime.datetime,
    as_of: datetime.date | None = None,
    release: bool = False,
    drafts: bool = False,
    verify: bool = False,
    tell: Tell = silent,
) -> Report:
    """Build the site below ``root`` into ``folder``, anew only what is not as the cache knows it.

    ``now`` (with a time zone) gives the day if ``as_of`` does not. ``release`` refuses a site
    with unconfirmed facts, and adds what the host of ``site.yaml`` reads. ``verify`` builds a
    second time without the cache, and finds a Problem in each byte that differs. ``tell`` is
    called with what else there is to say. Raises ProblemsFound with every mistake; ``folder`` is
    then as before.
    """
    try:
        folder = plain(folder)
        _check_places(root, folder)
        recover(folder)
    except OSError as error:
        raise ProblemsFound([write_problem(error, folder)]) from error
    build_with = partial(_build, now=now, as_of=as_of, release=release, drafts=drafts)
    with opened(root, tell) as store:
        try:
            report = build_with(Ledger(store, root, folder))
        except Damaged as damage:
            store.discard(str(damage))
            report = build_with(Ledger(store, root, folder))
        if verify:
            clean = make(root, now=now, as_of=as_of, release=release, drafts=drafts)
            problems = list(differences(_published(clean, None, release=release), folder))
            if problems:
                store.discard("wrong")
                raise ProblemsFound(problems)
    return report


def _build(
    ledger: Ledger,
    *,
    now: datetime.datetime,
    as_of: datetime.date | None,
    release: bool,
    drafts: bool,
) -> Report:
    workshop = Workshop(ledger.root, ledger.memory())
    built = workshop.make(now=now, as_of=as_of, release=release, drafts=drafts)
    outputs = _published(built, ledger, release=release)
    standing = write(
        outputs,
        ledger.folder,
        standing=ledger.standing,
        found=ledger.found,
        spare=ledger.spare,
    )
    site = built.site
    report = Report(
        pages=len(site.pages) + len(site.generated),
        folder=ledger.folder,
        unconfirmed=site.unconfirmed,
        changes=site.changes,
        reasons={it.path: built.rendered.reasons.get(it.path) for it in built.outputs},
        edited=ledger.edited(workshop.memory.seen),
    )
    summary = summary_of(
        report,
        day=site.today,
        zone=site.settings.timezone,
        drafts=drafts,
        release=release if site.settings.host else None,
        seen=workshop.memory.seen,
    )
    memory = _plain(workshop.memory, outputs) if release else workshop.memory
    ledger.keep(memory, standing, summary)
    return report


def _published(built: Built, ledger: Ledger | None, *, release: bool) -> Sequence[Output]:
    """Return the outputs as they are written: with ``release``, in the form for the host.

    What ``ledger`` knows of an earlier release need not be made again.
    """
    settings = built.site.settings
    if not release or settings.host is None:
        return built.outputs
    from sitegen.hosts.outputs import host_outputs

    return host_outputs(
        settings.host,
        built.outputs,
        url=settings.url,
        redirects=built.site.redirects,
        before=_standing(ledger) if ledger else {},
    )


def _standing(ledger: Ledger) -> dict[str, Output]:
    """Return the files of an earlier build that nobody has touched."""
    return {
        path: Output(path=path, content=(ledger.folder / path).read_bytes, digest=it.digest)
        for path, it in ledger.standing.items()
    }


def _plain(memory: Memory, written: Sequence[Output]) -> Memory:
    """Return a memory without the outputs that were not written as they were rendered."""
    assert memory.rendered is not None
    same = {it.path for it in written if memory.rendered.outputs.get(it.path) is it}
    kept = {path: it for path, it in memory.rendered.outputs.items() if path in same}
    return replace(memory, rendered=replace(memory.rendered, outputs=kept))


def open_workshop(root: Path, tell: Tell = silent) -> Workshop:
    """Return a workshop that begins with the texts that earlier builds have left on disk."""
    with opened(root, tell) as store:
        try:
            return Workshop(root, Ledger(store, root, root / "public").read())
        except Damaged as damage:
            store.discard(str(damage))
    return Workshop(root)


@contextmanager
def standing_workshop(root: Path, tell: Tell = silent) -> Iterator[Workshop]:
    """Yield a workshop that begins with all that builds into ``public/`` have left on disk.

    No other build writes there meanwhile.
    """
    with opened(root, tell) as store:
        try:
            ledger = Ledger(store, root, plain(root / "public"))
            workshop = Workshop(root, ledger.read(outputs=True))
        except (Damaged, OSError):
            workshop = Workshop(root)
        yield workshop


def _check_places(root: Path, folder: Path) -> None:
    top, target = root.resolve(), folder.resolve()
    sources = [top / name for name in ("content", "templates", "static", "sitegen", ".git")]
    if (
        target == top
        or top.is_relative_to(target)
        or any(target.is_relative_to(it) for it in sources)
    ):
        message = "the site cannot be built over its own sources"
        raise ProblemsFound(
            [Problem(path=folder.name or "/", message=message, hint="name another --output")]
        )
    blocking = next((it for it in folder.parents if it.exists() and not it.is_dir()), None)
    if blocking:
        message = "a file is where a folder is needed"
        hint = "name another folder with --output"
        raise ProblemsFound([Problem(path=blocking.name, message=message, hint=hint)])
    check_folder(folder)
