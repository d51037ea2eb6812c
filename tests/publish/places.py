"""Sites to publish, places to publish them to, and what a visitor of a place meets."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath

from sitegen.progress import Step
from sitegen.publish.destination import Destination
from sitegen.publish.lock import Who
from sitegen.publish.release import INTENT, OBJECTS, STATE, read_state, release_of
from sitegen.publish.run import Around, Run
from sitegen.publish.settings import Publish
from sitegen.publish.transport import OWN, TEMPORARY, About, Entry, Transport
from tests.sites.small import files_in, put

NAME, URL = "Small Site", "https://small.example/"
NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)
# Numbers of processes end far below, so this one has ended on any machine.
ENDED = Who(machine="thismachine", process=2**22 + 1)
ELSEWHERE = Who(machine="", process=1)

Files = Mapping[str, str | bytes]


class Stopped(BaseException):
    """A publisher was killed."""


def asset(name: str, content: str) -> tuple[str, str]:
    """Return an asset with the hash of its content in its name, and the content."""
    stem, _, ending = name.partition(".")
    return f"assets/{stem}.{sha256(content.encode()).hexdigest()[:10]}.{ending}", content


def page(text: str, *assets: str, depth: int = 0, title: str = "A page") -> str:
    """Return a page that asks for some assets."""
    up = "../" * depth
    shown = "".join(f'<img src="{up}{it}" alt="">' for it in assets)
    return (
        f"<!doctype html><html><head><title>{title}</title></head>"
        f"<body><p>{text}</p>{shown}</body></html>"
    )


def leads_on(target: str) -> str:
    """Return a page that only leads on, as the engine writes it."""
    return (
        '<!doctype html><title>Gone</title><meta http-equiv="refresh"'
        f' content="0; url={target}"><p><a href="{target}">there</a></p>'
    )


def versions() -> tuple[Files, Files, Files]:
    """Return three versions of a site: everything that can change about a file changes."""
    one, two, three = (asset("photo.png", f"photo {it}") for it in "123")
    both = asset("style.css", "p{}")
    first = {
        "index.html": page("Prices begin at $95.", one[0], both[0]),
        "a/index.html": page("A says one thing.", one[0], both[0], depth=1),
        "b/index.html": page("B stays as it is.", both[0], depth=1),
        "gone/index.html": page("This goes.", one[0], depth=1),
        "shape": "a file that becomes a folder",
        "form/inner.txt": "in a folder that becomes a file",
        "sitemap.xml": "<urlset>1</urlset>",
        **dict((one, both)),
    }
    second = {
        "index.html": page("Prices begin at $100.", two[0], both[0]),
        "a/index.html": page("A says another thing.", two[0], both[0], depth=1),
        "b/index.html": first["b/index.html"],
        "new/index.html": page("This is new.", two[0], depth=1),
        "gone/index.html": leads_on("../new/"),
        "shape/inner.txt": "the folder",
        "form": "the file",
        "same-as-form": "the file",
        "sitemap.xml": "<urlset>2</urlset>",
        **dict((two, both)),
    }
    third = {
        "index.html": page("Prices begin at $90.", three[0], one[0]),
        "a/index.html": first["a/index.html"],
        **{f"{it}/index.html": leads_on("../a/") for it in ("b", "gone", "new")},
        "shape": "a file again",
        **dict((three, one, both)),
    }
    return first, second, third


def site(folder: Path, files: Files) -> Path:
    """Write the files of a built site."""
    return put(folder, files)


@dataclass
class Watched:
    """A transport that is stopped at one of its steps, and looked at after each.

    ``moment`` says whether the step that it is stopped at has been done: before, during, after.
    """

    inner: Transport
    stop_at: int = -1
    moment: str = "before"
    look: Callable[[], None] = lambda: None
    done: list[str] = field(default_factory=list)

    def files(self, below: str = "") -> Mapping[str, Entry]:
        return self.inner.files(below)

    def get(self, path: str) -> bytes | None:
        return self.inner.get(path)

    def put(self, path: str, content: bytes, about: About = OWN) -> None:
        self._step(f"put {path}", lambda: self.inner.put(path, content, about))

    def place(self, source: str, path: str, about: About) -> None:
        self._step(f"place {path}", lambda: self.inner.place(source, path, about))

    def delete(self, path: str) -> None:
        self._step(f"delete {path}", lambda: self.inner.delete(path))

    def close(self) -> None:
        self.inner.close()

    def _step(self, what: str, act: Callable[[], None]) -> None:
        # What is dead does nothing more, whatever its code would still do.
        if any(it == "stopped" for it in self.done):
            raise Stopped
        is_last = len(self.done) == self.stop_at
        if not is_last or self.moment == "after":
            act()
            self.look()
        if is_last and self.moment == "during":
            self.inner.put(f"{TEMPORARY}half", what.encode()[: len(what) // 2])
        self.done.append("stopped" if is_last else what)
        if is_last:
            raise Stopped


def destination(publish: Publish) -> Destination:
    return Destination(name=NAME, url=URL, publish=publish, line=1, column=1)


def around(
    who: Who = ENDED,
    clock: Callable[[], float] = NOW.timestamp,
    watch: Callable[[Step], None] = lambda _step: None,
) -> Around:
    return Around(who=who, clock=clock, pause=lambda _seconds: None, watch=watch)


def run(transport: Transport, who: Who = ENDED, *, dry_run: bool = False) -> Run:
    place = destination(Publish(to="/srv/site"))
    return Run(place, transport, around(who), dry_run=dry_run)


def publish(
    transport: Transport,
    folder: Path,
    who: Who = ENDED,
    *,
    dry_run: bool = False,
    now: datetime.datetime = NOW,
) -> tuple[str, ...]:
    """Publish a built site, and return what is told."""
    return run(transport, who, dry_run=dry_run).forth(*release_of(folder, URL, now))


def roll_back(transport: Transport, who: Who = ENDED, *, dry_run: bool = False) -> tuple[str, ...]:
    return run(transport, who, dry_run=dry_run).back()


def seen(transport: Transport) -> dict[str, bytes]:
    """Return all that a visitor can see at a place."""
    return {
        path: transport.get(path) or b""
        for path in transport.files()
        if not path.startswith(".sitegen/")
    }


def asked_for(path: str, content: bytes) -> Iterator[str]:
    """Yield the files that a page asks for."""
    for address in re.findall(rb'src="([^"]+)"', content):
        yield normpath(join(dirname(path), address.decode()))


def unwhole(there: Mapping[str, bytes], *known: Path) -> list[str]:
    """Return what a visitor would find amiss: a page that is none of the ``known`` sites', whole,
    or one that asks for a file that is not there.
    """
    sites = [files_in(it) for it in known]
    amiss = []
    for path, content in there.items():
        if content not in [it[path] for it in sites if path in it]:
            amiss.append(f"{path} is not whole")
        if path.endswith(".html"):
            missing = [it for it in asked_for(path, content) if it not in there]
            amiss += [f"{path} asks for {it}" for it in missing]
    return amiss


def inexact(transport: Transport, folder: Path) -> list[str]:
    """Return what is not as it should be at a place where ``folder`` has been published."""
    wanted, there = files_in(folder), seen(transport)
    amiss = [f"{it} differs" for it in wanted.keys() & there.keys() if wanted[it] != there[it]]
    amiss += [f"{it} is missing" for it in wanted.keys() - there.keys()]
    amiss += [f"{it} is too much" for it in there.keys() - wanted.keys()]
    files = transport.files()
    state = read_state(transport.get(STATE) or b"{}")
    needed = {*state.current.objects, *(state.previous.objects if state.previous else ())}
    objects = {f"{OBJECTS}{it}" for it in needed}
    amiss += [f"{it} is not kept" for it in objects - files.keys()]
    private = {it for it in files if it.startswith(".sitegen/")}
    amiss += [f"{it} is left over" for it in private - objects - {STATE}]
    amiss += ["an intent is left over"] if INTENT in files else []
    return sorted(amiss)
