"""The output folder holds the whole old site or the whole new one, whatever stops a build."""

import datetime
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from sitegen import pipeline
from sitegen import write as stage
from sitegen.model import Output
from sitegen.problems import ProblemsFound
from tests.sites.small import DAY, REPO, command, digest, page, problems, put, run, small_site

NAMES = ("public.sitegen-new", "public.sitegen-old")
BULK = {f"static/root/bulk/{at:03}.txt": f"{at:04}" * 2000 for at in range(100)}


def missing(what: str) -> NoReturn:
    """What a machine does not allow skips a test, with the reason, and fails it when CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


def version(root: Path, name: str) -> Path:
    """Make or change a site whose every page and many files say ``name``."""
    return small_site(
        root,
        {
            **BULK,
            "content/index.md": page(f"This is {name}.", title="First page"),
            "templates/page.html": f"<h1>{name}</h1>{{{{ page.body }}}}",
            **{f"content/p{at}.md": page(name, title=f"Page {at}") for at in range(20)},
            f"static/root/{name}.txt": name,
        },
    )


def no_litter(folder: Path) -> bool:
    return not [path for path in folder.parent.iterdir() if ".sitegen-" in path.name]


@dataclass(frozen=True)
class Race:
    """Two sites that are built into one folder, by turns."""

    roots: tuple[Path, Path]
    digests: tuple[str, str]
    folder: Path
    seconds: float


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Race:
    top = tmp_path_factory.mktemp("race")
    folder = top / "public"
    roots = version(top / "one", "one"), version(top / "two", "two")
    digests, seconds = [], []
    for root in roots:
        assert run("build", "--root", root, "--output", folder, "--as-of", DAY).returncode == 0
        started = time.monotonic()
        again = run("build", "--root", root, "--output", folder, "--as-of", DAY)
        seconds.append(time.monotonic() - started)
        assert again.returncode == 0, again.stderr
        digests.append(digest(folder))
    assert digests[0] != digests[1]
    return Race((roots[0], roots[1]), (digests[0], digests[1]), folder, min(seconds))


def stopped(race: Race, root: Path, number: signal.Signals, after: float) -> float | None:
    """Start a build and stop it after so many seconds; how long it took if it was done before."""
    started = time.monotonic()
    process = subprocess.Popen(
        command("build", "--root", root, "--output", race.folder, "--as-of", DAY),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
        process.wait(30)
        return None
    return time.monotonic() - started


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "times"), [(signal.SIGKILL, 25), (signal.SIGTERM, 6), (signal.SIGINT, 3)]
)
def test_a_build_stopped_at_any_moment_leaves_a_whole_site(
    race: Race, number: signal.Signals, times: int
) -> None:
    dice = random.Random(20261123 + number)
    seconds, stops = race.seconds, 0
    for at in range(times):
        # Every other moment falls into the last third, where files are written.
        moment = dice.uniform(0 if at % 2 else 0.67, 1)
        done_in = stopped(race, race.roots[at % 2], number, moment * seconds)
        # The machine may have been busier when the whole build was timed.
        seconds = min(seconds, done_in or seconds)
        stops += done_in is None
        assert digest(race.folder) in race.digests, f"{number.name} at {moment:.3f}"
        if at % 8 == 7 or at == times - 1:
            after = run("build", "--root", race.roots[0], "--output", race.folder, "--as-of", DAY)
            assert after.returncode == 0, after.stderr
            assert digest(race.folder) == race.digests[0]
            assert no_litter(race.folder)
    assert stops or times < 10, "no build was stopped at all"


@pytest.mark.slow
def test_builds_at_once_end_with_one_whole_site(race: Race) -> None:
    processes = [
        subprocess.Popen(
            command("build", "--root", race.roots[at % 2], "--output", race.folder, "--as-of", DAY),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for at in range(4)
    ]
    ends = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, ends
    assert digest(race.folder) in race.digests
    assert no_litter(race.folder)


@pytest.mark.slow
def test_the_folder_is_there_at_every_moment_of_a_build(race: Race) -> None:
    process = subprocess.Popen(
        command("build", "--root", race.roots[0], "--output", race.folder, "--as-of", DAY),
        stdout=subprocess.DEVNULL,
    )
    looks = 0
    while process.poll() is None:
        assert (race.folder / "index.html").is_file()
        looks += 1
    assert process.returncode == 0
    assert looks > 100


@pytest.mark.slow
@pytest.mark.parametrize(
    ("swap", "before"), [("exchange", "old"), ("fallback", "old"), ("exchange", "none")]
)
@pytest.mark.parametrize("way", ["kill", "EIO"])
def test_a_write_stopped_before_any_step_leaves_a_whole_site(
    tmp_path: Path, way: str, swap: str, before: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sites.interrupted", str(tmp_path), way, swap, before],
        cwd=REPO,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(steps) > 20
    assert steps[-1]["ended"] == "done"
    for step in steps:
        wanted = {"done": {"new"}, "killed": {before, "new"}}.get(step["ended"], {before})
        if way == "kill" and swap == "fallback" and step["stopped"] == "os.rename":
            wanted |= {"none"}  # Between the two renames; the next build puts the old site back.
        assert step["state"] in wanted, step
        assert step["after"] == "done", step
        assert step["state_after"] == "next", step
        assert step["left"] == ["public"], step


# --- where the system cannot exchange two folders ---


def outputs_of(name: str) -> tuple[Output, ...]:
    marker = Output(path="build.json", content=b'{"generator": "sitegen"}')
    return marker, Output(path=f"{name}/index.html", content=name.encode())


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_one: Path, _other: Path) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(stage, "_exchange", refuse)


@pytest.mark.usefixtures("without_exchange")
def test_without_exchange_the_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    for name in ("old", "new", "newer"):
        stage.write(outputs_of(name), folder)
        assert sorted(path.name for path in folder.iterdir()) == ["build.json", name]
        assert no_litter(folder)


def left_between_the_renames(root: Path) -> tuple[Path, str]:
    """A killed build's traces: the old site aside, the new one whole, nothing in its place."""
    folder = root / "public"
    assert build(root, folder) == ()
    whole = digest(folder)
    folder.rename(folder.with_name(NAMES[1]))
    shutil.copytree(folder.with_name(NAMES[1]), folder.with_name(NAMES[0]))
    return folder, whole


def test_the_build_after_a_kill_between_the_renames_works(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    folder, whole = left_between_the_renames(root)
    put(root, {"content/new.md": page()})
    assert build(root, folder) == ()
    assert (folder / "new/index.html").is_file()
    assert digest(folder) != whole
    assert no_litter(folder)


def test_a_wrong_build_after_a_kill_between_the_renames_puts_the_old_site_back(
    tmp_path: Path,
) -> None:
    root = small_site(tmp_path / "site")
    folder, whole = left_between_the_renames(root)
    put(root, {"content/new.md": "no front matter"})
    assert len(build(root, folder)) == 1
    assert digest(folder) == whole


# --- disks ---


@contextmanager
def disk(place: Path, options: str) -> Iterator[Path]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "none", str(place)]
    made = subprocess.run(mount, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        missing(f"a small disk cannot be mounted: {made.stderr.strip()}; run the tests as root")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(small: Path) -> None:
    """Leave no room on a disk."""
    with (small / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(b"x" * 4096)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site", {"content/index.md": page("Old.")})


def build(root: Path, folder: Path) -> tuple[str, ...]:
    """Build a site into a folder; return the messages of its problems."""
    now = datetime.datetime(2026, 6, 15, tzinfo=datetime.UTC)
    try:
        pipeline.build(root, folder, now=now)
    except ProblemsFound as found:
        return tuple(problem.message for problem in found.problems)
    return ()


@pytest.mark.slow
@pytest.mark.parametrize("options", ["size=400k", "size=8m,nr_inodes=60"])
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, site: Path, options: str) -> None:
    with disk(tmp_path / "disk", options) as small:
        folder = small / "public"
        assert build(site, folder) == ()
        before = digest(folder)
        put(site, {"content/index.md": page("New."), **BULK})
        assert build(site, folder) == ("the disk is full; the old site is unchanged",)
        assert digest(folder) == before
        assert no_litter(folder)
        shutil.rmtree(site / "static")
        assert build(site, folder) == ()
        assert digest(folder) != before


@pytest.mark.slow
def test_a_full_disk_that_holds_sources_and_cache_leaves_the_old_site(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "size=1m") as small:
        root = small_site(small / "site")
        folder = root / "public"
        assert build(root, folder) == ()
        before = digest(folder)
        shutil.rmtree(root / ".cache")
        put(root, {"content/index.md": page("New.")})
        fill(small)
        assert build(root, folder) == ("the disk is full; the old site is unchanged",)
        assert digest(folder) == before
        (small / "filler").unlink()
        assert build(root, folder) == ()
        assert digest(folder) != before


@pytest.mark.slow
def test_a_read_only_disk_leaves_the_old_site(tmp_path: Path, site: Path) -> None:
    with disk(tmp_path / "disk", "size=4m") as small:
        assert build(site, small / "public") == ()
        before = digest(small / "public")
        put(site, {"content/index.md": page("New.")})
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        for folder in (small / "public", small / "other", small / "not/there/yet"):
            assert build(site, folder) == ("the disk is read-only; the old site is unchanged",)
        assert digest(small / "public") == before
        assert [path.name for path in small.iterdir()] == ["public"]


@pytest.mark.slow
@pytest.mark.parametrize("cache", ["warm", "stale", "none"])
def test_a_site_on_a_read_only_disk_builds_into_another_place(tmp_path: Path, cache: str) -> None:
    with disk(tmp_path / "disk", "size=4m") as small:
        root = small_site(small / "site")
        assert build(root, tmp_path / "public") == ()
        if cache == "none":
            shutil.rmtree(root / ".cache")
        if cache == "stale":
            put(root, {"templates/page.html": "<b>{{ page.title }}</b>{{ social_card().url }}"})
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        assert build(root, tmp_path / "public") == ()


@pytest.mark.slow
def test_a_limit_on_the_size_of_files_leaves_the_old_site(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    assert build(site, folder) == ()
    before = digest(folder)
    put(site, {"static/root/large.bin": b"x" * 300_000})
    done = subprocess.run(
        command("build", "--root", site, "--output", folder),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "the disk takes no file of that size; the old site is unchanged" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(folder) == before
    assert no_litter(folder)


# --- folders of others ---


@pytest.mark.parametrize(
    "files",
    [
        {"letter.txt": "Dear"},
        {"build.json": "{}"},
        {"build.json": '{"generator": "other"}', "index.html": "theirs"},
        {"build.json": '["sitegen"]'},
        {"build.json": "sitegen"},
        {"deep/build.json": '{"generator": "sitegen"}'},
        {".hidden": ""},
    ],
)
def test_a_folder_of_others_is_refused_and_untouched(
    tmp_path: Path, site: Path, files: dict[str, str]
) -> None:
    folder = put(tmp_path / "theirs", files)
    before = digest(folder)
    (message,) = build(site, folder)
    assert "was not made by a build" in message
    assert digest(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "theirs"]


@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
def test_a_file_or_link_in_place_of_the_folder_is_refused(
    tmp_path: Path, site: Path, kind: str
) -> None:
    other, folder = tmp_path / "other", tmp_path / "public"
    if kind == "file":
        folder.write_text("a letter")
    else:
        if kind == "link":
            put(other, {"build.json": '{"generator": "sitegen"}', "index.html": "theirs"})
        folder.symlink_to(other)
    before = digest(other)
    assert len(build(site, folder)) == 1
    assert digest(other) == before
    assert folder.is_symlink() or folder.read_text() == "a letter"


@pytest.mark.parametrize("name", NAMES)
def test_a_link_where_a_build_keeps_its_work_is_not_followed(
    tmp_path: Path, site: Path, name: str
) -> None:
    theirs = put(tmp_path / "theirs", {"letter.txt": "Dear"})
    assert build(site, tmp_path / "public") == ()
    (tmp_path / name).symlink_to(theirs)
    build(site, tmp_path / "public")
    assert (theirs / "letter.txt").read_text() == "Dear"
    assert (tmp_path / "public/index.html").is_file()


@pytest.mark.parametrize(
    "place",
    [".", "..", "content", "content/public", "templates", "static", "static/root", "../site", "/"],
)
def test_a_site_is_not_built_over_its_sources(site: Path, place: str) -> None:
    before = digest(site)
    assert build(site, site / place) == ("the site cannot be built over its own sources",)
    assert digest(site) == before


def test_an_empty_folder_is_taken(tmp_path: Path, site: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert build(site, tmp_path / "empty") == ()
    assert (tmp_path / "empty/index.html").is_file()


@pytest.mark.parametrize("words", [".", "./", "../empty", "inner/.."])
def test_an_empty_folder_may_be_named_from_inside(tmp_path: Path, site: Path, words: str) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    done = run("build", "--root", site, "--output", words, cwd=folder)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    if done.returncode == 0:
        assert (folder / "index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "site"]


def test_a_wrong_site_writes_nothing(tmp_path: Path, site: Path) -> None:
    put(site, {"content/wrong.md": "no front matter"})
    assert problems(site)
    assert len(build(site, tmp_path / "new/place/public")) == 1
    assert not (tmp_path / "new").exists()


def test_only_the_folder_and_the_cache_are_written(tmp_path: Path, site: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert build(site, site / "public") == ()
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert made
    for path in made:
        assert path.is_relative_to(site / "public") or path.is_relative_to(site / ".cache")
