"""Stopped at any step, a publisher leaves whole pages, and the next one ends exact."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sitegen.publish.deliver import HalfWay
from sitegen.publish.folder import Folder
from sitegen.publish.release import OBJECTS, read_state, release_of, written
from sitegen.publish.transport import OWN, Unreachable
from tests.publish.conftest import missing
from tests.publish.places import (
    NOW,
    URL,
    Stopped,
    Watched,
    inexact,
    publish,
    roll_back,
    run,
    seen,
    site,
    unwhole,
    versions,
)
from tests.sites.small import files_in


@dataclass
class World:
    """A place, and the folders of three versions of a site."""

    top: Path
    one: Path
    two: Path
    three: Path
    seconds: float = NOW.timestamp()

    def clock(self) -> float:
        self.seconds += 1
        return self.seconds

    @property
    def place(self) -> Folder:
        return Folder(self.top, self.clock)


Worlds = Callable[[], World]


@pytest.fixture
def worlds(tmp_path: Path) -> Worlds:
    built = [site(tmp_path / f"v{at}", files) for at, files in enumerate(versions(), 1)]
    count = iter(range(10_000))

    def make() -> World:
        top = tmp_path / f"place{next(count)}"
        top.mkdir()
        one, two, three = built
        return World(top, one, two, three)

    return make


@pytest.fixture
def world(worlds: Worlds) -> World:
    return worlds()


def test_what_is_published_is_what_was_built(world: World) -> None:
    told = publish(world.place, world.one)
    assert inexact(world.place, world.one) == []
    assert told[0] == "the whole site is new: 4 pages, 5 other files"


def test_what_has_not_changed_is_not_sent_again(world: World) -> None:
    publish(world.place, world.one)
    watched = Watched(world.place)
    publish(watched, world.two)
    sent = [it for it in watched.done if it.startswith("put .sitegen/objects/")]
    # Six contents are new, two of them the same; and the texts of the pages.
    assert len(sent) == 9
    assert not [it for it in watched.done if "b/index.html" in it or "style" in it]


def test_a_site_that_is_as_it_should_be_is_left_alone(world: World) -> None:
    publish(world.place, world.one)
    watched = Watched(world.place)
    told = publish(watched, world.one)
    assert told == ("nothing to publish: https://small.example/ is as it should be",)
    assert [it for it in watched.done if "locks/" not in it] == []


def test_new_files_come_before_the_pages_that_ask_for_them(world: World) -> None:
    publish(world.place, world.one)
    watched = Watched(world.place)
    publish(watched, world.two)
    placed = [it.removeprefix("place ") for it in watched.done if it.startswith("place ")]
    changed = [it for it in placed if it in {"index.html", "a/index.html", "gone/index.html"}]
    assert placed[-3:] == changed
    assert placed.index("new/index.html") < placed.index("sitemap.xml")
    assert placed[0].startswith("assets/photo.")
    deleted = [at for at, it in enumerate(watched.done) if it.startswith("delete assets/")]
    assert deleted[0] > watched.done.index("put .sitegen/manifest.json")


def test_a_file_that_was_lost_or_cut_short_is_put_back(world: World) -> None:
    publish(world.place, world.one)
    (world.top / "b/index.html").unlink()
    (world.top / "a/index.html").unlink()
    (world.top / "a/index.html").write_text("cut")
    publish(world.place, world.one)
    assert inexact(world.place, world.one) == []


def steps_of(world: World, act: Callable[[Watched], object]) -> int:
    watched = Watched(world.place)
    act(watched)
    return len(watched.done)


SCENES: dict[str, tuple[str, ...]] = {
    "the first publication": ("one",),
    "a second one": ("one", "two"),
    "a third one": ("one", "two", "three"),
    "going back": ("one", "two", "back"),
}


def act_of(world: World, name: str) -> Callable[[Watched], object]:
    if name == "back":
        return lambda it: roll_back(it)
    return lambda it: publish(it, getattr(world, name))


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["before", "during", "after"])
@pytest.mark.parametrize("scene", SCENES)
def test_stopped_at_any_step_it_leaves_whole_pages_and_goes_on(
    worlds: Worlds, scene: str, moment: str
) -> None:
    *before, last = SCENES[scene]

    def begun() -> World:
        world = worlds()
        for name in before:
            act_of(world, name)(Watched(world.place))
        return world

    probe = begun()
    steps = steps_of(probe, act_of(probe, last))
    assert steps > 15
    for stop_at in range(steps):
        world = begun()
        sites = (world.one, world.two, world.three)

        def look(world: World = world, sites: tuple[Path, ...] = sites) -> None:
            assert unwhole(seen(world.place), *sites) == []

        watched = Watched(world.place, stop_at, moment, look)
        with pytest.raises(Stopped):
            act_of(world, last)(watched)
        look()
        act_of(world, "two" if last == "back" else last)(Watched(world.place, look=look))
        goal = getattr(world, "two" if last == "back" else last)
        assert inexact(world.place, goal) == [], watched.done


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["before", "after"])
def test_after_a_stop_another_version_may_follow_or_the_last_whole_one(
    worlds: Worlds, moment: str
) -> None:
    probe = worlds()
    publish(probe.place, probe.one)
    steps = steps_of(probe, act_of(probe, "two"))
    for stop_at in range(steps):
        world = worlds()
        publish(world.place, world.one)
        with pytest.raises(Stopped):
            publish(Watched(world.place, stop_at, moment), world.two)
        publish(world.place, world.three)
        assert inexact(world.place, world.three) == []
        roll_back(world.place)
        assert seen(world.place) in (files_in(world.one), files_in(world.two))


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["before", "after"])
def test_what_was_stopped_half_way_can_be_taken_back(worlds: Worlds, moment: str) -> None:
    probe = worlds()
    publish(probe.place, probe.one)
    watched = Watched(probe.place)
    publish(watched, probe.two)
    start = watched.done.index("put .sitegen/intent.json") + (moment == "before")
    end = watched.done.index("put .sitegen/manifest.json")
    assert end - start > 5
    for stop_at in range(start, end):
        world = worlds()
        publish(world.place, world.one)
        with pytest.raises(Stopped):
            publish(Watched(world.place, stop_at, moment), world.two)
        roll_back(world.place)
        assert inexact(world.place, world.one) == []


def test_going_back_needs_no_build_and_can_be_undone(world: World) -> None:
    publish(world.place, world.one)
    publish(world.place, world.two)
    told = roll_back(world.place)
    assert inexact(world.place, world.one) == []
    assert any("falls from" in it or "falls to" in it for it in told)
    roll_back(world.place)
    assert inexact(world.place, world.two) == []


def test_going_back_from_the_first_publication_is_refused(world: World) -> None:
    with pytest.raises(Unreachable, match="nothing is published there"):
        roll_back(world.place)
    publish(world.place, world.one)
    with pytest.raises(Unreachable, match="no release before this one"):
        roll_back(world.place)


def test_what_was_kept_and_has_been_damaged_is_not_put_back(world: World) -> None:
    publish(world.place, world.one)
    publish(world.place, world.two)
    for path in (world.top / ".sitegen/objects").iterdir():
        if b"<p>Prices begin at $95" in path.read_bytes():
            path.write_bytes(path.read_bytes().replace(b"$95", b"$12"))
    with pytest.raises(Unreachable, match="missing or damaged"):
        roll_back(world.place)
    assert seen(world.place) == files_in(world.two)


def test_where_what_pages_said_is_lost_a_site_is_published_all_the_same(world: World) -> None:
    publish(world.place, world.one)
    for path in (world.top / ".sitegen/objects").iterdir():
        if path.read_bytes().startswith(b"{"):
            path.write_bytes(b"{}")
    told = publish(world.place, world.two)
    assert told[0] == "what the pages there say is not known any more"
    assert inexact(world.place, world.two) == []


def test_telling_writes_nothing(world: World) -> None:
    publish(world.place, world.one)
    watched = Watched(world.place)
    told = publish(watched, world.two, dry_run=True)
    assert watched.done == []
    assert told[-1].startswith("this only tells")
    assert "$95 rises to $100 in “Prices begin at $100.” (on /)" in told
    assert "page /gone/ moves to /new/" in told
    back = Watched(world.place)
    publish(world.place, world.two)
    assert roll_back(back, dry_run=True)[-1].startswith("this only tells")
    assert back.done == []


def test_telling_where_all_is_as_it_should_be_says_so(world: World) -> None:
    publish(world.place, world.one)
    told = publish(world.place, world.one, dry_run=True)
    assert told[0] == "visitors would notice nothing"
    assert told[1].startswith("this only tells")


def stopped_half_way(world: World) -> None:
    """Publish two versions, the second up to where its first page has been put in place."""
    publish(world.place, world.one)
    watched = Watched(world.place)

    def stop_at_a_page() -> None:
        if (world.top / "new/index.html").exists():
            raise Stopped

    watched.look = stop_at_a_page
    with pytest.raises(Stopped):
        publish(watched, world.two)
    assert (world.top / "index.html").read_bytes() == files_in(world.one)["index.html"]


def test_telling_what_is_taken_back_of_a_stopped_publication(world: World) -> None:
    stopped_half_way(world)
    told = roll_back(world.place, dry_run=True)
    stopped = "a publication was stopped half way; as far as it came, this takes it back:"
    assert told[0] == stopped
    assert "$100 falls to $95 in “Prices begin at $95.” (on /)" in told
    assert "page gone: /new/ (A page)" in told
    assert told[-1].startswith("this only tells")
    assert roll_back(world.place)[:-1] == told[:-1]
    assert inexact(world.place, world.one) == []


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("one", "as far as it came, this takes it back:"),
        ("two", "this goes on with it"),
        ("three", "this takes its place"),
    ],
)
def test_what_becomes_of_a_stopped_publication_is_told_first(
    world: World, version: str, says: str
) -> None:
    stopped_half_way(world)
    folder = getattr(world, version)
    told = publish(world.place, folder, dry_run=True)
    assert told[0] == f"a publication was stopped half way; {says}"
    assert len(told) > 2
    assert "visitors would notice nothing" not in told
    publish(world.place, folder)
    assert not [it for it in publish(world.place, folder, dry_run=True) if "stopped" in it]


def test_whether_a_part_may_be_in_place_is_told_by_what_stops_it(world: World) -> None:
    publish(world.place, world.one)

    def stop_once_there(path: str, stopped: type[Exception]) -> None:
        def look() -> None:
            if (world.top / path).exists():
                raise Unreachable("the disk is full", "make room")

        with pytest.raises(stopped, match="the disk is full") as error:
            publish(Watched(world.place, look=look), world.two)
        assert type(error.value) is stopped

    sent = [f"{OBJECTS}{it}" for it in release_of(world.two, URL, NOW)[0].objects]
    _first, second, *_rest = [it for it in sent if not (world.top / it).exists()]
    stop_once_there(second, Unreachable)
    assert seen(world.place) == files_in(world.one)
    stop_once_there("new/index.html", HalfWay)


@pytest.mark.parametrize(
    "foreign", ["index.html", "photo.jpg", ".htaccess", "deep/down/a.txt", ".well-known/x"]
)
def test_a_place_that_holds_anything_else_is_refused_and_left_alone(
    world: World, foreign: str
) -> None:
    path = world.top / foreign
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(Unreachable, match="not published from here") as refused:
        publish(world.place, world.one)
    assert foreign in refused.value.message
    assert files_in(world.top) == {foreign: b"mine"}
    assert not (world.top / ".sitegen").exists()


def test_a_link_at_a_place_is_refused(world: World, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (world.top / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unreachable, match="not published from here: a"):
        publish(world.place, world.one)


def test_what_came_later_from_elsewhere_is_refused_too(world: World) -> None:
    publish(world.place, world.one)
    (world.top / "mine.html").write_text("mine")
    with pytest.raises(Unreachable, match=r"not published from here: mine\.html"):
        publish(world.place, world.two)
    with pytest.raises(Unreachable, match=r"not published from here: mine\.html"):
        roll_back(world.place)
    assert (world.top / "mine.html").read_text() == "mine"
    assert (world.top / "index.html").read_bytes() == files_in(world.one)["index.html"]


def test_files_that_renew_a_certificate_are_left_alone(world: World) -> None:
    token = world.top / ".well-known/acme-challenge/token"
    token.parent.mkdir(parents=True)
    token.write_text("proof")
    publish(world.place, world.one)
    publish(world.place, world.two)
    assert token.read_text() == "proof"


@pytest.mark.parametrize("name", ["manifest.json", "intent.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"digest": "", "body": {}}'])
def test_a_damaged_record_is_never_trusted(world: World, name: str, content: bytes) -> None:
    publish(world.place, world.one)
    record = world.top / ".sitegen" / name
    whole = record.read_bytes() if record.exists() else b"{}"
    for damaged in (content, whole[: len(whole) // 2], whole.replace(b"6", b"7", 1) + b" "):
        record.write_bytes(damaged)
        with pytest.raises(Unreachable, match="damaged"):
            publish(world.place, world.two)
    assert seen(world.place) == files_in(world.one)


def test_a_record_cannot_name_files_outside_the_place(world: World, tmp_path: Path) -> None:
    publish(world.place, world.one)
    record = world.top / ".sitegen/manifest.json"
    state = read_state(record.read_bytes())
    outside = {**state.current.files, "../precious.txt": state.current.files["shape"]}
    forged = replace(state, current=replace(state.current, files=outside))
    record.write_bytes(written(forged))
    (tmp_path / "precious.txt").write_text("precious")
    with pytest.raises(Unreachable, match="damaged"):
        publish(world.place, world.two)
    assert (tmp_path / "precious.txt").read_text() == "precious"


def test_another_site_at_the_place_is_refused(world: World) -> None:
    publish(world.place, world.one)
    mine = run(world.place)
    other = replace(
        mine,
        destination=replace(mine.destination, name="Other Site", url="https://other.example/"),
    )
    with pytest.raises(Unreachable, match="another site stands there: Small Site"):
        other.forth(*release_of(world.two, URL, NOW))
    moved = replace(mine, destination=replace(mine.destination, url="https://www.small.example/"))
    moved.forth(*release_of(world.two, URL, NOW))
    assert inexact(world.place, world.two) == []


def test_visitors_cannot_look_into_what_is_kept(world: World) -> None:
    publish(world.place, world.one)
    assert (world.top / ".sitegen").stat().st_mode & 0o777 == 0o700
    assert (world.top / "a").stat().st_mode & 0o777 == 0o755
    assert (world.top / "a/index.html").stat().st_mode & 0o777 == 0o644


def test_without_hard_links_visitors_may_read_what_is_put_in_place(world: World) -> None:
    """As where what is kept lies on another disk, or on one that has no hard links."""
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == world.top.stat().st_dev:
        missing("a second disk", "mount -t tmpfs tmpfs /dev/shm")
    with TemporaryDirectory(dir=other) as objects:
        (world.top / ".sitegen").mkdir(mode=0o700)
        (world.top / ".sitegen/objects").symlink_to(objects)
        Path(objects, "x").write_bytes(b"x")
        before = os.umask(0o077)
        try:
            world.place.place(".sitegen/objects/x", "a/index.html", OWN)
        finally:
            os.umask(before)
    placed = world.top / "a/index.html"
    assert (placed.read_bytes(), placed.stat().st_mode & 0o777) == (b"x", 0o644)


def test_a_file_put_back_is_younger_than_the_one_it_replaces(world: World) -> None:
    """Servers say by time and size whether a browser's copy is still good."""
    publish(world.place, world.one)
    first = (world.top / "index.html").stat().st_mtime
    publish(world.place, world.two)
    second = (world.top / "index.html").stat().st_mtime
    roll_back(world.place)
    assert first < second < (world.top / "index.html").stat().st_mtime
