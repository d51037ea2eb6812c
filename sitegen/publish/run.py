"""A place and a release: what visitors would notice, and bringing it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from sitegen.problems import Problem, ProblemsFound, count
from sitegen.progress import Step
from sitegen.publish.changes import host_files, told_changes
from sitegen.publish.deliver import Content, deliver
from sitegen.publish.destination import Destination
from sitegen.publish.lock import Who, alone
from sitegen.publish.pagetext import read_texts
from sitegen.publish.plan import Place, Plan, plan, survey
from sitegen.publish.release import OBJECTS, Contents, Release
from sitegen.publish.transport import Transport, Unreachable

REDIRECTS = "content/data/redirects.yaml"
MOMENT = "%Y-%m-%d %H:%M:%S %Z"
STOPPED = "a publication was stopped half way; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What publishing needs of the world around it.

    ``clock`` is the time in seconds, ``pause`` waits for so many; ``watch`` is told of each step.
    """

    who: Who
    clock: Callable[[], float]
    pause: Callable[[float], None]
    watch: Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Run:
    """One publication, or only the telling of it. All raise Unreachable."""

    destination: Destination
    transport: Transport
    around: Around
    dry_run: bool

    def forth(self, release: Release, contents: Contents) -> tuple[str, ...]:
        """Publish a release, and return what there is to say.

        Raises ProblemsFound if an address that visitors know would lead nowhere.
        """
        place = self._survey()
        lost = list(_lost(place.state.current, release)) if place.state else []
        if lost:
            raise ProblemsFound(lost)
        told = self._told(place, release, contents.read)
        return (*told, self._done(lambda _place: release, contents.read))

    def back(self) -> tuple[str, ...]:
        """Put back the release before the one that stands there, or was about to."""
        place = self._survey()
        told = self._told(place, _before(place), self._kept)
        return (*told, self._done(_before, self._kept, is_back=True))

    def _survey(self) -> Place:
        return survey(self.transport, self.destination.name, self.destination.url)

    def _told(self, place: Place, release: Release, content: Content) -> tuple[str, ...]:
        """Return what was stopped, what visitors will notice, and what to do on the server."""
        old = _standing(place, release)
        noticed = self._noticed(old, release, content)
        if self.dry_run and not noticed:
            noticed = ("visitors would notice nothing",)
        return (*_stopped(place, release), *noticed, *host_files(old, release))

    def _noticed(self, old: Release | None, release: Release, content: Content) -> tuple[str, ...]:
        """Return what visitors will notice."""
        if old is not None and old.files == release.files:
            return ()
        try:
            before = read_texts(self._kept(old.texts)) if old else {}
            after = read_texts(content(release.texts))
        except (Unreachable, ValueError):
            return ("what the pages there say is not known any more",)
        return told_changes(old, release, before, after, self.destination.url)

    def _done(
        self, wanted: Callable[[Place], Release], content: Content, *, is_back: bool = False
    ) -> str:
        """Deliver the release that is wanted of a place, and return what was done."""
        if self.dry_run:
            return "this only tells what would change: nothing was published"
        around, destination = self.around, self.destination
        with alone(self.transport, around.who, clock=around.clock, pause=around.pause) as renew:
            place = self._survey()
            release = wanted(place)
            steps = plan(place, release, name=destination.name, url=destination.url)
            if is_back:
                self._check_kept(steps)
            deliver(
                steps,
                self.transport,
                content,
                before_each=renew,
                watch=around.watch,
                pause=around.pause,
            )
        return _summary(steps, destination)

    def _kept(self, digest: str) -> bytes:
        """Return a content that is kept at the place."""
        content = self.transport.get(f"{OBJECTS}{digest}")
        if content is None or sha256(content).hexdigest() != digest:
            message = "a content that was kept there is missing or damaged"
            hint = "publish from the files of the site; to go back, take an older version of them"
            raise Unreachable(message, hint)
        return content

    def _check_kept(self, steps: Plan) -> None:
        """Raise Unreachable unless all that is to be put back is as it was."""
        for digest in sorted({kept.sha256 for _, kept in steps.placed}):
            self._kept(digest)


def _lost(old: Release, new: Release) -> Iterator[Problem]:
    """Yield a Problem for each address of a page that the new release does not answer."""
    for path in old.files:
        if path.endswith(".html") and path != "404.html" and path not in new.files:
            url = f"/{path.removesuffix('index.html')}"
            yield Problem(
                path=REDIRECTS,
                message=f"{url} is published, and would lead nowhere",
                hint=f"add a line with the page that takes its place: {url}: the-new-page.md",
            )


def _standing(place: Place, wanted: Release) -> Release | None:
    """Return the release that visitors may see now, as far as it is another than ``wanted``."""
    state, intent = place.state, place.intent
    if state and intent and state.current.id == wanted.id:
        return intent.next.current
    return state.current if state else None


def _stopped(place: Place, wanted: Release) -> Iterator[str]:
    """Yield what becomes of a publication that was stopped half way, if one was."""
    state, intent = place.state, place.intent
    if intent and intent.next.current.id == wanted.id:
        yield f"{STOPPED}this goes on with it"
    elif intent and state and state.current.id == wanted.id:
        yield f"{STOPPED}as far as it came, this takes it back:"
    elif intent:
        yield f"{STOPPED}this takes its place"


def _before(place: Place) -> Release:
    """Return the release to go back to: the last that was whole, if another was under way."""
    state, intent = place.state, place.intent
    if state and intent and intent.next.current.id != state.current.id:
        return state.current
    if state is None or state.previous is None:
        message = "there is no release before this one" if state else "nothing is published there"
        raise Unreachable(message, "publish without --rollback")
    return state.previous


def _summary(steps: Plan, destination: Destination) -> str:
    current, previous = steps.intent.next.current, steps.intent.next.previous
    if not steps.steps and not steps.is_new_state:
        return f"nothing to publish: {destination.url} is as it should be"
    changed = len({path.removesuffix(".gz").removesuffix(".br") for path, _ in steps.placed})
    gone = len(steps.remove) + len(steps.clear)
    parts = [f"{count(changed, 'file')} put in place"] + ([f"{gone} removed"] if gone else [])
    back = f"; --rollback puts back that of {previous.made:{MOMENT}}" if previous else ""
    return f"published the release of {current.made:{MOMENT}}: {', '.join(parts)}{back}"
