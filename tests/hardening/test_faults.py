"""Whatever happens to a build from outside, nothing is lost, and the next run is exact.

`SITEGEN_KILLS=200 pytest tests/hardening/test_faults.py -k killed` kills more builds.
Steps of writing, of the cache and full disks one by one are in tests/test_all_or_nothing.py and
tests/test_incremental.py; here whole builds of the whole site meet the system.
"""

import datetime
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from sitegen import files, pipeline
from sitegen.problems import Problem, ProblemsFound
from tests.hardening.limited import limited
from tests.hardening.sandbox import NOW, assert_well_said
from tests.sites.edits import other_letter
from tests.sites.everything import DAY, everything
from tests.sites.small import command, files_in, page, put, run
from tests.test_all_or_nothing import disk, missing, no_litter

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("SITEGEN_KILLS", "20"))
# Enough pages that a build asks other processes for help.
MANY = {f"content/archive/p{at}.md": page("Past.", title=f"Page {at}") for at in range(40)}


@dataclass(frozen=True)
class Place:
    """A built site that tests harm."""

    root: Path

    @property
    def public(self) -> Path:
        return self.root / "public"

    def save(self, number: int) -> None:
        """Save edits that give a build something of everything to do."""
        text = f"## Who we are {{#us}}\n\nVersion {number}."
        data = (self.root / "content/data/people.yaml").read_text("utf-8")
        base = (self.root / "templates/base.html").read_text("utf-8").split("<!--")[0]
        put(
            self.root,
            {
                "content/about.md": page(text, title=f"About {number % 3}"),
                "content/data/people.yaml": data.replace("Bo", "Bob" if number % 2 else "Bo"),
                "templates/base.html": f"{base}<!-- {number} -->\n",
                "static/css/base.css": f"@layer base {{ body {{ order: {number} }} }}",
                "static/root/version.txt": str(number),
            },
        )

    def wanted(self, now: datetime.datetime = NOW) -> Mapping[str, bytes]:
        """Return the files of a clean build, which has no cache."""
        made = pipeline.make(self.root, now=now)
        return {it.path: it.content for it in made.outputs}

    def build(self, now: datetime.datetime = NOW, *, verify: bool = False) -> tuple[Problem, ...]:
        try:
            pipeline.build(self.root, self.public, now=now, verify=verify)
        except ProblemsFound as found:
            for problem in found.problems:
                assert_well_said(problem, self.root)
            return found.problems
        return ()

    def assert_next_is_exact(self, now: datetime.datetime = NOW) -> None:
        assert self.build(now, verify=True) == ()
        assert files_in(self.public) == self.wanted(now)
        assert no_litter(self.public)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = put(everything(tmp_path_factory.mktemp("faults") / "first"), MANY)
    assert Place(root).build() == ()
    return root


@pytest.fixture
def place(first: Path, tmp_path: Path) -> Place:
    root = tmp_path / "place/site"
    shutil.copytree(first, root, symlinks=True)
    made = Place(root)
    made.assert_next_is_exact()
    return made


def without_index(place: Place) -> None:
    """Let the next build read every file, but draw no picture again."""
    (place.root / ".cache/builds.db").unlink(missing_ok=True)


# --- killed ---


def started(place: Place) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command("build", "--root", place.root, "--as-of", DAY),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_build_killed_at_any_moment_leaves_a_whole_site_and_an_honest_cache(place: Place) -> None:
    dice = random.Random(None if "SITEGEN_KILLS" in os.environ else 20261126)
    place.save(-1)
    begun = time.monotonic()
    assert started(place).wait(60) == 0
    seconds, stops = time.monotonic() - begun, 0
    for number in range(KILLS):
        place.save(number)
        if number % 4 == 0:
            without_index(place)
        before, wanted = files_in(place.public), place.wanted()
        moment = dice.uniform(0 if number % 2 else 0.5, 1) * seconds
        process = started(place)
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        stops += process.poll() is None
        # All its processes at once, as when the power fails; or the first, and the others live on.
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL) if number % 3 == 0 else os.killpg(
                process.pid, signal.SIGKILL
            )
        process.wait(30)
        assert files_in(place.public) in (before, wanted), f"killed after {moment:.3f} s"
        place.assert_next_is_exact()
    assert stops > KILLS // 4


# --- no room ---


def test_a_disk_that_fills_at_any_moment_leaves_a_whole_site(first: Path, tmp_path: Path) -> None:
    ends = set()
    with disk(tmp_path / "disk", "size=6m") as small:
        place = Place(small / "site")
        shutil.copytree(first, place.root, symlinks=True)
        place.assert_next_is_exact()
        for number, blocks in enumerate((0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144)):
            place.save(number)
            put(place.root, {"static/root/large.txt": "x" * 60_000 * (number + 1)})
            before, wanted = files_in(place.public), place.wanted()
            with full_but_for(small, blocks * 4096):
                told = place.build()
                ends.add(told == ())
                assert {it.message for it in told} <= {
                    "the disk is full; the old site is unchanged"
                }
                assert files_in(place.public) == (before if told else wanted)
            place.assert_next_is_exact()
    assert ends == {True, False}


@contextmanager
def full_but_for(small: Path, room: int) -> Iterator[None]:
    """Leave that much room on a disk for a while."""
    filler = small / "filler"
    it = os.statvfs(small)
    os.posix_fallocate(handle := os.open(filler, os.O_CREAT | os.O_WRONLY), 0,
                       max(1, it.f_bavail * it.f_frsize - room))  # fmt: skip
    os.close(handle)
    try:
        yield
    finally:
        filler.unlink()


# --- no permission ---

# What may not be read is told; where the site may not be written, the old one stays.
FORBIDDEN = {
    "content/visit.md": "content/visit.md",
    "content/courses": "content/courses",
    "content/data": "content/data",
    "content/data/offers.yaml": "content/data/offers.yaml",
    "content/courses/wheel.png": "content/courses/wheel.png",
    "templates/page.html": "templates/page.html",
    "templates/components/note.html": "templates/components/note.html",
    "templates": "templates",
    "static/photo.png": "static/photo.png",
    "static/root/CNAME": "static/root/CNAME",
    "static/css/components/note.css": "static/css/components/note.css",
    "static": "static",
    "static/root": "static/root",
    "content": "content",
    "site.yaml": "site.yaml",
    "schema.py": "schema.py",
    ".": "",
}


def in_bounds() -> list[str]:
    """Return the words that take from a process the right to read what it may not."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        missing("root may read everything, and there is no setpriv")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def built_in_bounds(place: Place) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*in_bounds(), *command("build", "--root", place.root, "--as-of", DAY)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


@pytest.mark.parametrize("knows", ["a cache", "no cache"])
@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_may_not_be_read_is_told_and_the_old_site_stays(
    place: Place, name: str, knows: str
) -> None:
    before = files_in(place.public)
    place.save(1)
    if knows == "no cache":
        without_index(place)
    with mode(place.root / name, 0):
        done = built_in_bounds(place)
    assert "Traceback" not in done.stderr
    assert name == "." or str(place.root) not in done.stderr
    assert done.returncode in (1, 2), done.stdout
    assert FORBIDDEN[name] in done.stderr
    assert "denied" in done.stderr or name == ".", done.stderr
    assert files_in(place.public) == before
    place.assert_next_is_exact()


UNWRITTEN = ("public", "public/courses", "public/index.html", ".cache", ".cache/builds.db",
             ".cache/images", ".cache/lock")  # fmt: skip


# The site's own folder can only lose the right to be written: unread, it is another test's.
@pytest.mark.parametrize(
    ("name", "bits"),
    [(".", 0o500), *((name, bits) for bits in (0o000, 0o400, 0o500) for name in UNWRITTEN)],
)
def test_what_may_not_be_written_leaves_a_whole_site(place: Place, name: str, bits: int) -> None:
    before = files_in(place.public)
    place.save(1)
    wanted = place.wanted()
    with mode(place.root / name, bits):
        done = built_in_bounds(place)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), done.stderr
    assert files_in(place.public) == (before if done.returncode else wanted)
    done = built_in_bounds(place)
    assert done.returncode == 0, done.stderr
    place.assert_next_is_exact()


# --- files that vanish ---


def sources(root: Path) -> list[Path]:
    """Return every file of the site itself."""
    tops = ("content", "templates", "static", "site.yaml", "schema.py")
    found = [it for top in tops for it in (root / top, *(root / top).rglob("*"))]
    return sorted(it for it in found if it.is_file() and it.parent.name != "archive")


@contextmanager
def kept(path: Path) -> Iterator[None]:
    """Put a file back in the end, whatever has become of it."""
    content = path.read_bytes()
    try:
        yield
    finally:
        path.write_bytes(content)


def assert_ends_well(place: Place, harm: Callable[[], object]) -> tuple[Problem, ...]:
    """Build in a process to which something happens; the site is the old one or a new one."""
    before = files_in(place.public)

    def work() -> None:
        harm()
        pipeline.build(place.root, place.public, now=NOW)

    ended = limited(work, seconds=20, megabytes=1000)
    assert not ended.crash, ended.crash
    for problem in ended.problems:
        assert_well_said(problem, place.root)
    if ended.problems:
        assert files_in(place.public) == before
    return ended.problems


def gone_before_it_is_opened(path: Path) -> Callable[[], None]:
    """Remove a file at the moment when somebody is about to open it."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and arguments[0] in (str(path), path):
            path.unlink(missing_ok=True)

    return lambda: sys.addaudithook(hook)


class Listing:
    """What `os.scandir` has found, all of it read."""

    def __init__(self, entries: Iterator[os.DirEntry[str]]) -> None:
        self.entries = entries

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self.entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self.entries)

    def __enter__(self) -> "Listing":
        return self

    def __exit__(self, *_exception: object) -> None:
        """Keep nothing open."""

    close = __exit__


def gone_after_it_is_listed(path: Path) -> Callable[[], None]:
    """Remove a file just after its folder has been listed."""
    scandir = os.scandir

    def listed(folder: str) -> Listing:
        with scandir(folder) as entries:
            found = list(entries)
        if any(it.name == path.name for it in found) and Path(folder).samefile(path.parent):
            path.unlink(missing_ok=True)
        return Listing(iter(found))

    return lambda: setattr(os, "scandir", listed)


def test_a_source_that_vanishes_before_it_is_opened_is_told(place: Place) -> None:
    told = 0
    for number, path in enumerate(sources(place.root)):
        place.save(number)
        without_index(place)
        with kept(path):
            told += assert_ends_well(place, gone_before_it_is_opened(path)) != ()
        if number % 8 == 0:
            place.assert_next_is_exact()
    assert told > 40
    place.assert_next_is_exact()


def test_a_source_that_vanishes_after_it_is_listed_is_told(place: Place) -> None:
    told = 0
    for number, path in enumerate(sources(place.root)[::4]):
        place.save(number)
        with kept(path):
            told += assert_ends_well(place, gone_after_it_is_listed(path)) != ()
        if number % 8 == 0:
            place.assert_next_is_exact()
    assert told > 5
    place.assert_next_is_exact()


VANISHING = ["index.html", "courses/wheel/index.html", "version.txt", "robots.txt"]


@pytest.mark.parametrize("name", VANISHING)
@pytest.mark.parametrize("when", [gone_after_it_is_listed, gone_before_it_is_opened])
def test_a_built_file_that_vanishes_comes_back(
    place: Place, name: str, when: Callable[[Path], Callable[[], None]]
) -> None:
    place.save(1)
    assert_ends_well_or_misses(place, when(place.public / name), name)
    place.assert_next_is_exact()


def assert_ends_well_or_misses(place: Place, harm: Callable[[], object], name: str) -> None:
    """As above, but for the one built file that somebody else has removed."""
    before = files_in(place.public)

    def work() -> None:
        harm()
        pipeline.build(place.root, place.public, now=NOW, verify=True)

    ended = limited(work, seconds=20, megabytes=1000)
    assert not ended.crash, ended.crash
    if ended.problems and not any("clean build" in it.message for it in ended.problems):
        left = files_in(place.public)
        assert {**before, name: b""} == {**left, name: b""}


MOVER = """
import os, sys, time
end = time.monotonic() + float(sys.argv[1])
while time.monotonic() < end:
    for path in sys.argv[2:]:
        try:
            os.rename(path, path + ".part")
            time.sleep(0.002)
            os.rename(path + ".part", path)
        except FileNotFoundError:
            pass
        time.sleep(0.003)
"""


def assert_no_crash(place: Place) -> None:
    """Build, however that ends, in a process of its own."""
    build = partial(pipeline.build, place.root, place.public, now=NOW)
    crash = limited(build, seconds=20, megabytes=1000).crash
    assert not crash, crash


def test_files_that_come_and_go_end_no_build_badly(place: Place) -> None:
    names = (
        *("content/visit.md", "content/data/hours.yaml", "static/mark.svg", "site.yaml"),
        *("templates/page.html", "public/index.html", "public/courses/wheel/index.html"),
    )
    paths = [str(place.root / name) for name in names]
    built = 0
    with subprocess.Popen([sys.executable, "-c", MOVER, "4", *paths]) as mover:
        while mover.poll() is None:
            place.save(built)
            if built % 2:
                without_index(place)
            assert_no_crash(place)
            built += 1
    assert built > 5
    assert [path for path in paths if Path(path).is_file()] == paths
    place.assert_next_is_exact()


# --- clocks ---

MOMENTS = ["2026-06-15", "2026-06-01", "2026-07-20", "2026-06-15", "2025-12-31", "2027-01-01",
           "1971-01-01", "2026-06-15"]  # fmt: skip


def test_days_in_any_order_leave_the_site_of_their_day(place: Place) -> None:
    for number, day in enumerate(MOMENTS):
        moment = datetime.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=datetime.UTC)
        if number % 2:
            place.save(number)
        assert place.build(moment) == ()
        place.assert_next_is_exact(moment)


def test_an_earlier_source_date_epoch_leaves_the_site_of_its_day(place: Place) -> None:
    for day in ("2026-07-20", "2026-06-01"):
        moment = datetime.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=datetime.UTC)
        epoch = {"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
        assert run("build", "--root", place.root, environ=epoch).returncode == 0
        assert files_in(place.public) == place.wanted(moment)


DAY_IN_NS = 86_400 * 10**9


@pytest.mark.parametrize("drift", [-400 * DAY_IN_NS, -DAY_IN_NS, -1, DAY_IN_NS, 400 * DAY_IN_NS])
def test_a_clock_that_jumps_hides_no_edit(
    place: Place, monkeypatch: pytest.MonkeyPatch, drift: int
) -> None:
    """Files are saved with dates before and after those that the cache knows, of the same size."""
    path = place.root / "content/archive/p0.md"
    for number in range(4):
        offset = drift if number % 2 else 0
        with monkeypatch.context() as jumped:
            jumped.setattr(files, "clock", lambda offset=offset: time.time_ns() + offset)
            before = path.stat()
            path.write_bytes(other_letter(path.read_bytes()))
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + (number % 3 - 1) * drift))
            assert place.build() == ()
        assert place.build() == ()
        assert files_in(place.public) == place.wanted()
    place.assert_next_is_exact()


def test_files_from_the_future_are_read_again(place: Place) -> None:
    ahead = time.time_ns() + 400 * DAY_IN_NS
    for path in (*sources(place.root), *place.public.rglob("*.html")):
        os.utime(path, ns=(ahead, ahead))
    for number in range(3):
        place.save(number)
        os.utime(place.root / "content/about.md", ns=(ahead, ahead))
        assert place.build() == ()
        assert files_in(place.public) == place.wanted()
    place.assert_next_is_exact()


# --- the output folder in use ---

HOLDER = """
import fcntl, mmap, os, sys
os.chdir(sys.argv[1])
here = os.open(".", os.O_RDONLY)
fcntl.flock(here, fcntl.LOCK_EX)
file = open("index.html", "rb")
mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
before = bytes(mapped)
print("holding", flush=True)
sys.stdin.read()
file.seek(0)
print("kept" if bytes(mapped) == before == file.read() else "changed")
"""


def test_a_folder_that_another_process_holds_is_built_and_what_it_holds_stays(place: Place) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place.public)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout
    assert holder.stdout.readline() == "holding\n"
    for number in range(4):
        place.save(number)
        assert run("build", "--root", place.root, "--as-of", DAY).returncode == 0
        assert files_in(place.public) == place.wanted()
    said, _ = holder.communicate("", timeout=20)
    assert said == "kept\n"
    place.assert_next_is_exact()


SCRIBBLER = """
import sys, time
end = time.monotonic() + float(sys.argv[1])
while time.monotonic() < end:
    for path in sys.argv[2:]:
        try:
            with open(path, "r+b") as file:
                file.write(b"scribbled")
        except FileNotFoundError:
            pass
        time.sleep(0.001)
"""


def test_a_process_that_scribbles_on_the_site_spoils_no_later_build(place: Place) -> None:
    names = ("index.html", "courses/wheel/index.html", "version.txt")
    paths = [str(place.public / name) for name in names]
    number = 0
    with subprocess.Popen([sys.executable, "-c", SCRIBBLER, "3", *paths]) as scribbler:
        while scribbler.poll() is None:
            place.save(number)
            assert_no_crash(place)
            number += 1
    assert number > 3
    # A letter written in the very tick of a build has its date; a comparison finds it.
    assert all("clean build" in it.message for it in place.build(verify=True))
    place.assert_next_is_exact()
