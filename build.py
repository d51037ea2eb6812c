"""Command line of the site: build, serve, check, publish, schema, new."""

from __future__ import annotations

import contextlib
import datetime
import gc
import io
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.problems import Format, ProblemsFound, count, show
from sitegen.telling import shown_path, told, told_as_json, told_why

if TYPE_CHECKING:
    from sitegen.checks.shown import CheckFormat
    from sitegen.preview_state import Outcome, Shown
    from sitegen.progress import Watch

ROOT = Path(__file__).parent
FORMATS = ("text", "json", "github", "sarif")
# What else is installed must not change how content is checked (and looking for it takes time).
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _folder(root: Path) -> Path:
    if not root.is_dir():
        raise click.BadParameter(f"there is no folder '{root}'")
    return root


root_option = click.option(
    "--root",
    default=ROOT,
    type=click.Path(path_type=Path, file_okay=False),
    callback=lambda _context, _option, value: _folder(value),
    help="Folder of the site.",
)
as_of_option = click.option(
    "--as-of", metavar="DATE", help="Build the site as it is on that day, for example 2026-12-24."
)
drafts_option = click.option("--drafts", is_flag=True, help="Build drafts too.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Build the website from content/, templates/, static/ and site.yaml."""


@cli.command()
@root_option
@as_of_option
@drafts_option
@click.option("--output", help="Folder to build into; default public/.")
@click.option("--release", is_flag=True, help="Refuse facts that nobody has confirmed.")
@click.option("--verify", is_flag=True, help="Build clean beside it, and fail if a byte differs.")
@click.option(
    "--explain", metavar="PATH", help="Say why a page was made anew: services/couples/, say."
)
@click.option("--format", "form", default="text", type=click.Choice(["text", "json", "github"]))
def build(
    *,
    root: Path,
    output: str | None,
    as_of: str | None,
    release: bool,
    verify: bool,
    explain: str | None,
    drafts: bool,
    form: Format,
) -> int:
    """Build the site into public/."""
    from sitegen.unchanged import unchanged

    if release and drafts:
        raise click.UsageError("--release and --drafts exclude each other")
    if output == "":
        raise click.UsageError("--output names no folder")
    started = time.perf_counter()
    folder = Path(output) if output else root / "public"
    options: dict[str, Any] = {"now": _now(), "as_of": _day(as_of), "drafts": drafts}
    try:
        report = None if verify or explain else unchanged(root, folder, release=release, **options)
        if report is None:
            from sitegen import pipeline

            options |= {"release": release, "verify": verify}
            report = pipeline.build(root, folder, tell=partial(print, file=sys.stderr), **options)
    except ProblemsFound as found:
        return _fail(found, form)
    if explain:
        why = told_why(report, explain)
        if why is None:
            raise click.UsageError(f"--explain {explain}: the site has no such file")
        print(why)
    seconds = time.perf_counter() - started
    words = told(report, seconds, shown_path(report.folder))
    print(told_as_json(report, seconds) if form == "json" else words)
    return 0


@cli.command()
@root_option
@as_of_option
@drafts_option
@click.option("--port", type=click.IntRange(0, 65535), help="Port on 127.0.0.1; default 8000.")
@click.option("--open", "opens", is_flag=True, help="Open the browser when the site is built.")
def serve(*, root: Path, as_of: str | None, drafts: bool, port: int | None, opens: bool) -> int:
    """Show the site on this machine, and each change as soon as it is saved."""
    import webbrowser
    from threading import Thread

    from sitegen import pipeline
    from sitegen.preview_views import report
    from sitegen.serve import USUAL_PORT, PortTaken, Preview

    day = _day(as_of)
    _now()  # a wrong SOURCE_DATE_EPOCH is told here, not by each build

    workshop = pipeline.open_workshop(root)

    def make(day: datetime.date | None) -> pipeline.Built:
        return workshop.make(now=_now(), as_of=day, drafts=drafts)

    try:
        preview = Preview(root, make, port=port)
    except PortTaken as taken:
        raise click.UsageError(str(taken)) from taken
    if port is None and preview.port != USUAL_PORT:
        print(f"port {USUAL_PORT} is taken: this is {preview.port}", flush=True)

    def tell(shown: Shown, outcome: Outcome) -> None:
        print(report(outcome), file=sys.stdout if outcome.built else sys.stderr, flush=True)
        if shown.number == 1:
            print(f"{preview.address} (stop with Ctrl+C)", flush=True)
            if opens:
                # Some browsers return only when they are closed.
                Thread(target=webbrowser.open, args=[preview.address], daemon=True).start()

    with contextlib.suppress(KeyboardInterrupt):
        preview.run(day, clock=time.perf_counter, tell=tell)
    return 0


@cli.command()
@root_option
@as_of_option
@click.option("--format", "form", default="text", type=click.Choice(FORMATS))
@click.option("--select", multiple=True, metavar="RULE", help="Only these: L01, or a family: A,C.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, then look again.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--external", is_flag=True, help="Look up links to other sites too.")
@click.option("--full", is_flag=True, help="Try each day to come, and the Nu HTML checker.")
@click.option("--report", type=click.Path(path_type=Path), help="Write a page for the owner.")
@click.option("--explain", metavar="RULE", help="Print what a rule finds, why, how to mend it.")
def check(
    *,
    root: Path,
    as_of: str | None,
    form: CheckFormat,
    select: tuple[str, ...],
    fix: bool,
    strict: bool,
    external: bool,
    full: bool,
    report: Path | None,
    explain: str | None,
) -> int:
    """Look for all that a visitor should not meet."""
    from sitegen.checks import catalogue, command, report_page, shown

    started = time.perf_counter()
    say = partial(print, file=sys.stderr)
    when: dict[str, Any] = {"now": _now(), "as_of": _day(as_of)}
    try:
        if explain is not None:
            print(*map(catalogue.explain, catalogue.named(explain)), sep="\n")
            return 0
        more = command.looks(root, when["now"], say, _watch() if external else None, full=full)
        verdict = command.check(root, **when, select=select, more=more, say=say if fix else None)
        if report:
            report_page.write_report(report, verdict)
    except catalogue.UnknownRule as unknown:
        raise click.UsageError(str(unknown)) from unknown
    except ProblemsFound as found:
        return _fail(found, "text" if form == "sarif" else form, outcome="nothing was checked")
    summary = shown.summary(verdict, time.perf_counter() - started)
    if text := shown.shown(verdict, form):
        print(text)
    print(summary, file=sys.stdout if form == "text" else sys.stderr)
    return 1 if verdict.of("error") or (strict and verdict.of("warning")) else 0


@cli.command()
@root_option
@as_of_option
@click.option("--dry-run", is_flag=True, help="Only tell what visitors would notice.")
@click.option("--rollback", is_flag=True, help="Put the release before this one back.")
def publish(*, root: Path, as_of: str | None, dry_run: bool, rollback: bool) -> int:
    """Check the site, build its release, and bring it to its host."""
    from sitegen.publish import command

    around = command.around(time.time, time.sleep, _watch())
    when: dict[str, Any] = {"now": _now(), "as_of": _day(as_of)}
    try:
        print(*command.publish(root, around, **when, dry_run=dry_run, rollback=rollback), sep="\n")
    except ProblemsFound as found:
        return _fail(found, outcome=command.outcome(found))
    return 0


@cli.command()
@root_option
def schema(root: Path) -> int:
    """Write JSON Schemas for editors and the field reference."""
    from sitegen.reference import write_files
    from sitegen.schemafile import load_contract

    try:
        made = write_files(root, load_contract(root))
    except ProblemsFound as found:
        return _fail(found, outcome="not all was written")
    print(f"{count(made, 'file')} written to docs/ and .vscode/")
    return 0


@cli.command()
@root_option
@click.argument("kind")
@click.argument("title")
def new(root: Path, kind: str, title: str) -> int:
    """Make a page of a KIND with every field explained: new service "Sports massage"."""
    from sitegen.scaffold import new_page
    from sitegen.schemafile import load_contract

    try:
        path = new_page(root, load_contract(root), kind, title)
    except ProblemsFound as found:
        return _fail(found, outcome="nothing was written")
    print(f"{shown_path(path)}: fill in the blanks, then build")
    return 0


def _day(as_of: str | None) -> datetime.date | None:
    from sitegen.days import read_day

    try:
        return None if as_of is None else read_day(as_of)
    except ValueError as error:
        raise click.UsageError(f"--as-of {as_of} is not a date: write 2026-12-24") from error


def _now() -> datetime.datetime:
    """Return SOURCE_DATE_EPOCH, by which reproducible builds set the clock, else the time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.datetime.fromtimestamp(int(epoch) if epoch else time.time(), datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH={epoch} is not a time") from error


def _watch() -> Watch:
    from sitegen.progress import watcher

    return watcher(partial(print, end="", file=sys.stderr, flush=True), sys.stderr)


def _fail(found: ProblemsFound, form: Format = "text", outcome: str = "nothing was built") -> int:
    print(show(found.problems, form), file=sys.stderr)
    if form == "text":
        print(f"{count(len(found.problems), 'problem')}; {outcome}", file=sys.stderr)
    return 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 is fine, 1 the site is wrong, 2 the command was."""
    # A build makes many objects and drops few: looking for cycles less often saves a tenth.
    gc.set_threshold(100_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        result = cli.main(args=argv, prog_name="build.py", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    raise SystemExit(main())
