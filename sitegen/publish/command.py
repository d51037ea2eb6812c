"""``build.py publish``: check, build the release, bring it to its place; or go back."""

from __future__ import annotations

import datetime
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen import pipeline
from sitegen.checks.command import check
from sitegen.problems import Problem, ProblemsFound
from sitegen.progress import Step
from sitegen.publish.deliver import HalfWay, words_of
from sitegen.publish.destination import FILE, Destination, PartlyPublished, read_destination
from sitegen.publish.lock import this_process
from sitegen.publish.release import release_of
from sitegen.publish.run import Around, Run
from sitegen.publish.transport import Transport, Unreachable
from sitegen.store import FOLDER

# Not public/: what a preview or a build has made there stays, and each keeps its own cache.
RELEASE, LOCK = "release", "publish.lock"


def publish(
    root: Path,
    world: Around,
    *,
    now: datetime.datetime,
    as_of: datetime.date | None = None,
    dry_run: bool = False,
    rollback: bool = False,
) -> tuple[str, ...]:
    """Publish the site below ``root``, and return what there is to say.

    ``rollback`` puts the release before back instead. ``dry_run`` only tells what visitors would
    notice. Raises ProblemsFound; what stands at the place is then whole, and the next run goes on.
    """
    destination = read_destination(root)
    with _alone_here(root):
        folder = None if rollback else _built(root, now, as_of)
        try:
            with _connected(destination, world) as transport:
                run = Run(destination, transport, world, dry_run=dry_run)
                if folder is None:
                    return run.back()
                return run.forth(*release_of(folder, destination.url, now))
        except (Unreachable, OSError) as error:
            is_partly = isinstance(error, HalfWay)
            raise destination.problem(*words_of(error), is_partly=is_partly) from error


def outcome(found: ProblemsFound) -> str:
    """Return what a publication has come to that found such problems."""
    if isinstance(found, PartlyPublished):
        return "not all was published"
    return "nothing was published"


def around(
    clock: Callable[[], float], pause: Callable[[float], None], watch: Callable[[Step], None]
) -> Around:
    """Return what this process needs of the world around it."""
    return Around(who=this_process(), clock=clock, pause=pause, watch=watch)


def _built(root: Path, now: datetime.datetime, as_of: datetime.date | None) -> Path:
    """Build the release and return its folder. Raises ProblemsFound if it may not go out."""
    mistakes = check(root, now=now, as_of=as_of).of("error")
    if mistakes:
        raise ProblemsFound(it.problem for it in mistakes)
    folder = root / FOLDER / RELEASE
    pipeline.build(root, folder, now=now, as_of=as_of, release=True)
    return folder


@contextmanager
def _connected(destination: Destination, world: Around) -> Iterator[Transport]:
    """Connect to the place, and let go of it at the end. Raises Unreachable."""
    transport = _transport(destination, world)
    try:
        yield transport
    finally:
        transport.close()


def _transport(destination: Destination, world: Around) -> Transport:
    publish = destination.publish
    if publish.bucket:
        from sitegen.publish.s3 import Bucket

        return Bucket(publish)
    if publish.server:
        from sitegen.publish.sftp import Server

        return Server(publish, world.clock)
    from sitegen.publish.folder import Folder

    return Folder(Path(publish.folder), world.clock)


@contextmanager
def _alone_here(root: Path) -> Iterator[None]:
    """Keep another publisher of the same files away. Raises ProblemsFound if one is at work."""
    path = root / FOLDER / LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        message, hint = f"it cannot be written: {error.strerror}", "check its rights"
        raise ProblemsFound([Problem(path=FOLDER, message=message, hint=hint)]) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        message = "another `publish` of this site is at work on this machine"
        raise ProblemsFound(
            [Problem(path=FILE, message=message, hint="wait until it is done")]
        ) from error
    try:
        yield
    finally:
        os.close(handle)
