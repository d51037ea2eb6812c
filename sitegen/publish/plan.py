"""What has to be done at a place to make a release of what stands there, and in which order.

The order keeps every page that a visitor can see whole: contents first, unseen; then what is new,
which nothing links to yet; then what changes, pages last; the manifest; what is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sitegen.publish.bridge import is_bridged
from sitegen.publish.release import (
    INTENT,
    OBJECTS,
    STATE,
    Intent,
    Kept,
    Release,
    State,
    read_intent,
    read_state,
)
from sitegen.publish.transport import PRIVATE, TEMPORARY, Entry, Transport, Unreachable

# Certificates are renewed by files that a server's own program puts there.
OTHERS = ".well-known/acme-challenge/"
TWINS = (".gz", ".br")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What stands at a place: its manifest, what was under way, and all files there."""

    state: State | None
    intent: Intent | None
    files: Mapping[str, Entry]

    @property
    def seen(self) -> Mapping[str, Entry]:
        """The files that visitors may see."""
        return {
            path: entry
            for path, entry in self.files.items()
            if not path.startswith((PRIVATE, OTHERS))
        }

    @property
    def objects(self) -> Mapping[str, int | None]:
        """Size of each content that is kept there, by digest."""
        return {
            path.removeprefix(OBJECTS): entry.size
            for path, entry in self.files.items()
            if path.startswith(OBJECTS)
        }

    @property
    def unsure(self) -> frozenset[str]:
        """The paths at which something else may stand than the manifest says."""
        return frozenset(self.intent.unsure) if self.intent else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps to a release.

    ``send`` are contents by digest, ``clear`` files in the way of a folder, or the reverse;
    ``add`` is what is new, ``change`` what is replaced; ``bridge`` are files among these that hold
    policies of pages, with the contents that the pages now there may need; ``forget`` is what
    nobody needs any more of what visitors do not see.
    """

    send: Mapping[str, int]
    intent: Intent
    clear: tuple[str, ...]
    bridge: Mapping[str, tuple[str, ...]]
    add: tuple[tuple[str, Kept], ...]
    change: tuple[tuple[str, Kept], ...]
    remove: tuple[str, ...]
    forget: tuple[str, ...]
    is_new_state: bool

    @property
    def placed(self) -> tuple[tuple[str, Kept], ...]:
        """All files that are put in place."""
        return self.add + self.change

    @property
    def steps(self) -> int:
        """How many steps there are, without those that only keep the record."""
        return sum(map(len, (self.send, self.clear, self.placed, self.remove, self.forget)))


def survey(transport: Transport, name: str, url: str) -> Place:
    """Return what stands at a place. Raises Unreachable if it is not this site's own."""
    files = transport.files()
    state, intent = transport.get(STATE), transport.get(INTENT)
    place = Place(
        state=read_state(state) if state is not None else None,
        intent=read_intent(intent) if intent is not None else None,
        files=files,
    )
    held = place.state or (place.intent and place.intent.next)
    if held and held.name != name and held.url != url:
        raise Unreachable(
            f"another site stands there: {held.name}, {held.url}",
            "name another place; or empty this one, if that site may go",
        )
    ours = set(place.state.current.files if place.state else ()) | place.unsure
    foreign = sorted(path for path, it in place.seen.items() if path not in ours or it.size is None)
    if foreign:
        shown = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
        raise Unreachable(
            f"files stand there that were not published from here: {shown}",
            "move them away, or name a place that is empty; they are left as they are",
        )
    return place


def plan(place: Place, wanted: Release, *, name: str, url: str) -> Plan:
    """Return the steps that make of a place what ``wanted`` says."""
    after = _state_after(place.state, wanted, name, url)
    known, seen, kept = _known(place), place.seen, place.objects
    order = _Order(seen)
    changed = sorted(
        (path for path, it in wanted.files.items() if known.get(path) != it), key=order.rank
    )
    gone = sorted(path for path in seen if path not in wanted.files)
    clear = tuple(_in_the_way(gone, wanted))
    needed = {*wanted.objects, *(after.previous.objects if after.previous else ())}
    return Plan(
        send={digest: size for digest, size in wanted.objects.items() if kept.get(digest) != size},
        intent=Intent(next=after, unsure=tuple(sorted((*changed, *gone)))),
        clear=clear,
        bridge={path: olds for path in changed if (olds := _earlier(place, kept, path, wanted))},
        add=tuple((path, wanted.files[path]) for path in changed if not order.is_change(path)),
        change=tuple((path, wanted.files[path]) for path in changed if order.is_change(path)),
        remove=tuple(sorted(set(gone).difference(clear), key=_last)),
        forget=tuple(
            path
            for path in sorted(place.files)
            if path.startswith(TEMPORARY)
            or (path.startswith(OBJECTS) and path.removeprefix(OBJECTS) not in needed)
        ),
        is_new_state=bool(changed or gone or place.intent or place.state != after),
    )


def _state_after(state: State | None, wanted: Release, name: str, url: str) -> State:
    """Return the manifest of a place that holds ``wanted``."""
    if state and state.current.id == wanted.id:
        same = replace(wanted, made=state.current.made)
        return State(name=name, url=url, current=same, previous=state.previous)
    return State(name=name, url=url, current=wanted, previous=state.current if state else None)


def _known(place: Place) -> Mapping[str, Kept]:
    """Return the files of which it is known what stands there."""
    unsure = place.unsure
    return {
        path: kept
        for path, kept in (place.state.current.files if place.state else {}).items()
        if path not in unsure and path in place.files and place.files[path].size == kept.size
    }


@dataclass(frozen=True, slots=True)
class _Order:
    seen: Mapping[str, Entry]

    def is_change(self, path: str) -> bool:
        """Say whether something stands at the path already, or at that of which it is a twin."""
        return _untwinned(path) in self.seen

    def rank(self, path: str) -> tuple[bool, int, str]:
        """Put new files before changed ones, and among each the pages last.

        Changed policies of pages come after them: until then a bridge stands there.
        """
        if self.is_change(path) and is_bridged(path):
            return True, 2, path
        return self.is_change(path), _untwinned(path).endswith(".html"), path


def _untwinned(path: str) -> str:
    """Return the path of the file of which this is a packed one, if it is."""
    return next((path.removesuffix(it) for it in TWINS if path.endswith(it)), path)


def _earlier(
    place: Place, kept: Mapping[str, int | None], path: str, wanted: Release
) -> tuple[str, ...]:
    """Return the contents that a file with policies may have now."""
    releases = [place.state and place.state.current, place.intent and place.intent.next.current]
    known = [it.files[path] for it in releases if it and path in it.files]
    return tuple(
        dict.fromkeys(
            it.sha256
            for it in known
            if is_bridged(path)
            and it.sha256 != wanted.files[path].sha256
            and kept.get(it.sha256) == it.size
        )
    )


def _last(path: str) -> tuple[bool, str]:
    """Let pages go before the files that they ask for."""
    return not _untwinned(path).endswith(".html"), path


def _in_the_way(gone: Iterable[str], wanted: Release) -> Iterator[str]:
    """Yield files that stand where a folder is needed, or in a folder where a file is."""
    folders = {folder for path in wanted.files for folder in _folders(path)}
    for path in gone:
        if path in folders or any(it in wanted.files for it in _folders(path)):
            yield path


def _folders(path: str) -> list[str]:
    """Return the folders above a path."""
    return [path[:at] for at, sign in enumerate(path) if sign == "/"]
