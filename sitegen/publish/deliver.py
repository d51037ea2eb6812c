"""Carrying out a plan, one step after another; stopped at any of them, the next run goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sitegen.progress import Step
from sitegen.publish.bridge import CONFIGURATION, bridged
from sitegen.publish.plan import Plan
from sitegen.publish.release import INTENT, OBJECTS, STATE, Kept, written
from sitegen.publish.transport import Transport, Unreachable

UNTIL_LOADED = 3.0
SEND, PLACE, REMOVE = "sending", "putting in place", "removing"

Content = Callable[[str], bytes]


class HalfWay(Unreachable):
    """A place, or the release itself, failed when a part of it may be in place."""


def words_of(error: Unreachable | OSError) -> tuple[str, str]:
    """Return what is wrong, and what to do about it."""
    if isinstance(error, Unreachable):
        return error.message, error.hint
    return f"the release cannot be read any more: {error.strerror}", "publish again"


def deliver(
    plan: Plan,
    transport: Transport,
    content: Content,
    *,
    before_each: Callable[[], None],
    watch: Callable[[Step], None],
    pause: Callable[[float], None],
) -> None:
    """Make of a place what the plan says.

    ``content`` gives what is to be sent, by digest. ``before_each`` may stop it. ``pause`` gives a
    server the time to load what it reads once. Raises Unreachable, OSError; HalfWay once more is
    done than what visitors do not see.
    """
    number, is_begun = 0, False
    try:
        for phase, path, act in _steps(plan, transport, content, pause):
            before_each()
            if path:
                number += 1
                watch(Step(phase=phase, path=path, number=number, total=plan.steps))
            act()
            is_begun = is_begun or phase != SEND
    except (Unreachable, OSError) as error:
        if not is_begun:
            raise
        raise HalfWay(*words_of(error)) from error


def _steps(
    plan: Plan, transport: Transport, content: Content, pause: Callable[[float], None]
) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """Yield what to do, in order; steps without a path only keep the record of the place."""

    def send(digest: str) -> None:
        transport.put(f"{OBJECTS}{digest}", content(digest))

    def put_in_place(path: str, kept: Kept) -> None:
        transport.place(f"{OBJECTS}{kept.sha256}", path, kept.about)

    def bridge(path: str) -> None:
        new = content(plan.intent.next.current.files[path].sha256)
        old = (transport.get(f"{OBJECTS}{it}") or b"" for it in plan.bridge[path])
        transport.put(path, bridged(new, old))
        if path.startswith(CONFIGURATION):
            pause(UNTIL_LOADED)

    yield from ((SEND, _path_of(plan, it), partial(send, it)) for it in plan.send)
    if plan.is_new_state:
        yield "", "", partial(transport.put, INTENT, written(plan.intent))
        yield from ((REMOVE, path, partial(transport.delete, path)) for path in plan.clear)
        yield from ((PLACE, path, partial(put_in_place, path, kept)) for path, kept in plan.add)
        yield from (("", "", partial(bridge, path)) for path in plan.bridge)
        yield from ((PLACE, path, partial(put_in_place, path, kept)) for path, kept in plan.change)
        yield "", "", partial(transport.put, STATE, written(plan.intent.next))
    yield from (
        (REMOVE, path, partial(transport.delete, path)) for path in (*plan.remove, *plan.forget)
    )
    if plan.is_new_state:
        yield "", "", partial(transport.delete, INTENT)


def _path_of(plan: Plan, digest: str) -> str:
    """Return the path of a file with that content."""
    files = plan.intent.next.current.files
    return next((path for path, kept in files.items() if kept.sha256 == digest), "texts")
