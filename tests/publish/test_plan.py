"""What a plan says, and that its making grows with the site and no faster."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from sitegen.publish.plan import Place, Plan, plan
from sitegen.publish.release import OBJECTS, Intent, Kept, Release, State
from sitegen.publish.transport import Entry
from tests.publish.places import NAME, NOW, URL


class Counted(UserDict[str, Any]):
    """A dictionary that counts how many of its entries are gone through."""

    steps = 0

    def __iter__(self) -> Iterator[str]:
        for key in self.data:
            self.steps += 1
            yield key


class CountedPaths(tuple[str, ...]):
    """Paths that count how many of them are gone through."""

    steps = 0

    def __iter__(self) -> Iterator[str]:
        for path in super().__iter__():
            self.steps += 1
            yield path


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def release(files: dict[str, str]) -> Release:
    """Return a release of files with these contents."""
    kept = {
        path: Kept(sha256=digest(text), size=len(text), type="text/html", cache="no-cache")
        for path, text in files.items()
    }
    texts = digest("".join(files))
    return Release(id=texts, made=NOW, files=Counted(kept), texts=texts, texts_size=1)


def place(there: Release, intent: Intent | None = None) -> Place:
    """Return a place where a release stands, with all that it keeps."""
    seen = {path: Entry(size=it.size, modified=0) for path, it in there.files.items()}
    kept = {f"{OBJECTS}{it}": Entry(size=size, modified=0) for it, size in there.objects.items()}
    state = State(name=NAME, url=URL, current=there)
    return Place(state=state, intent=intent, files=Counted(seen | kept))


def planned(before: dict[str, str], after: dict[str, str]) -> Plan:
    return plan(place(release(before)), release(after), name=NAME, url=URL)


def test_a_content_that_is_kept_whole_is_not_sent_again() -> None:
    there = place(release({"a.html": "A", "b.html": "B"}))
    cut = {**there.files, f"{OBJECTS}{digest('B')}": Entry(size=0, modified=0)}
    wanted = release({"c.html": "A", "d.html": "B"})
    assert digest("A") not in plan(there, wanted, name=NAME, url=URL).send
    sent = plan(replace(there, files=cut), wanted, name=NAME, url=URL).send
    assert sent.keys() == {digest("B"), wanted.texts}


@pytest.mark.parametrize(
    ("before", "after", "clear"),
    [
        ("shape", "shape/inner.txt", ("shape",)),
        ("form/inner.txt", "form", ("form/inner.txt",)),
        ("form/deep/inner.txt", "form", ("form/deep/inner.txt",)),
        ("shape", "shapes/inner.txt", ()),
        ("forms/inner.txt", "form", ()),
    ],
)
def test_only_what_stands_in_the_way_is_cleared(
    before: str, after: str, clear: tuple[str, ...]
) -> None:
    told = planned({before: "x"}, {after: "x"})
    assert told.clear == clear
    assert {*told.clear, *told.remove} == {before}


def steps(pages: int) -> int:
    """Return how many entries are gone through to plan a site all of whose files are others."""

    def site(name: str, text: str) -> Release:
        return release(
            {
                path: f"{text} {at}"
                for at in range(pages)
                for path in (f"{name}{at}/index.html", f"p{at}/.htaccess")
            }
        )

    old, new = site("old", "before"), site("new", "after")
    unsure = CountedPaths(old.files)
    under_way = Intent(next=State(name=NAME, url=URL, current=old), unsure=unsure)
    there = place(old, under_way)
    counted: list[Any] = [old.files, new.files, there.files, unsure]
    for it in counted:
        it.steps = 0
    assert len(plan(there, new, name=NAME, url=URL).bridge) == pages
    return sum(it.steps for it in counted)


def test_planning_grows_with_the_site_and_no_faster() -> None:
    assert steps(400) <= 4 * steps(100)
