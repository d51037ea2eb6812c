"""The same files and the same day give the same bytes, on whatever machine."""

import datetime
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from sitegen import pipeline
from tests.sites.small import (
    BUILT,
    built_practice,
    copy_sources,
    digest,
    files_in,
    make,
    page,
    run,
    small_site,
)
from tests.test_second_site import BIKES, photograph

pytestmark = pytest.mark.slow

MACHINES = {
    "seed 1, C": {"PYTHONHASHSEED": "1", "LC_ALL": "C", "LANG": "C", "TZ": "UTC"},
    "seed 2, German, Tokyo": {
        "PYTHONHASHSEED": "2",
        "LC_ALL": "de_DE.UTF-8",
        "LANG": "de_DE.UTF-8",
        "TZ": "Asia/Tokyo",
    },
    "seed 3, Turkish, Samoa": {
        "PYTHONHASHSEED": "3",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "TZ": "Pacific/Apia",
        "LC_TIME": "fr_FR.UTF-8",
    },
    "seed 4, not UTF-8": {
        "PYTHONHASHSEED": "4",
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "America/Los_Angeles",
    },
}


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice's site as it is now, and a build of it."""
    return built_practice(tmp_path_factory.getbasetemp())


@pytest.mark.parametrize(
    ("machine", "umask", "backwards", "cache"),
    [
        ("seed 1, C", 0o077, True, True),
        ("seed 2, German, Tokyo", 0o000, False, True),
        ("seed 3, Turkish, Samoa", 0o027, True, True),
        ("seed 4, not UTF-8", 0o777, True, False),
    ],
)
def test_the_practices_site_has_the_same_bytes_everywhere(
    practice: Path, tmp_path: Path, machine: str, umask: int, backwards: bool, cache: bool
) -> None:
    root = copy_sources(practice, tmp_path / "another/place", backwards=backwards, with_cache=cache)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = run(
        *("build", "--root", os.path.relpath(root, elsewhere), "--output", "out/public"),
        *("--as-of", BUILT),
        environ=MACHINES[machine],
        cwd=elsewhere,
        umask=umask if os.geteuid() == 0 else umask & 0o077,
    )
    assert done.returncode == 0, done.stderr
    built, wanted = files_in(elsewhere / "out/public"), files_in(practice / "public")
    assert built.keys() == wanted.keys()
    assert [name for name in wanted if built[name] != wanted[name]] == []


def test_source_date_epoch_is_the_clock_in_the_sites_time_zone(
    practice: Path, tmp_path: Path
) -> None:
    # 2 December 2026, 03:30 in London, is 1 December, 22:30 in New York.
    moment = datetime.datetime(2026, 12, 2, 3, 30, tzinfo=datetime.UTC)
    done = run(
        *("build", "--root", practice, "--output", tmp_path / "public"),
        environ={"TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": str(int(moment.timestamp()))},
    )
    assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "public") == digest(practice / "public")


def modes(folder: Path) -> set[tuple[str, int]]:
    found = [folder, *folder.rglob("*")]
    return {("folder" if it.is_dir() else "file", it.stat().st_mode & 0o7777) for it in found}


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_every_file_can_be_read_by_the_server_whatever_the_umask(
    tmp_path: Path, umask: int
) -> None:
    root = small_site(tmp_path, {"static/root/deep/er/file.txt": "x"})
    (root / "static/root/deep/er/file.txt").chmod(0o4711)
    assert run("build", "--root", root, umask=umask).returncode == 0
    assert modes(root / "public") == {("folder", 0o755), ("file", 0o644)}


def test_pictures_have_the_same_bytes_on_one_and_on_all_processors(tmp_path: Path) -> None:
    seen = set()
    for name, processors in (("one", {0}), ("all", os.sched_getaffinity(0))):
        root = tmp_path / name
        shutil.copytree(BIKES, root)
        (root / "content/raeder/moewe.jpg").write_bytes(photograph())
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, processors & before or before)
        try:
            assert run("build", "--root", root, "--as-of", BUILT).returncode == 0
        finally:
            os.sched_setaffinity(0, before)
        seen.add(digest(root / "public"))
    assert len(seen) == 1


# --- days ---


def day_before(day: str) -> str:
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def built(root: Path, day: str) -> dict[str, bytes]:
    return {it.path: it.content for it in make(root, day).outputs}


def different(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def next_change(files: dict[str, bytes]) -> str:
    return str(json.loads(files["build.json"])["next_change"]["date"])


def test_until_the_next_change_only_the_marker_differs(practice: Path) -> None:
    first = built(practice, BUILT)
    change = next_change(first)
    last = built(practice, day_before(change))
    assert json.loads(first["build.json"])["date"] == BUILT
    assert json.loads(last["build.json"])["date"] == day_before(change)
    assert different(first, last) <= {"build.json"}


def test_on_the_day_of_the_next_change_something_differs(practice: Path) -> None:
    change = next_change(built(practice, BUILT))
    before, after = built(practice, day_before(change)), built(practice, change)
    dated = different(before, after) - {"build.json"}
    assert dated
    assert json.loads(after["build.json"])["date"] == change
    # Most of the site has nothing to do with one date.
    assert len(dated) < len(after) / 2


def test_the_practices_site_builds_on_the_days_that_change_it(practice: Path) -> None:
    """No page, template or component may break on the day that an offer or a closure ends."""
    days = sorted({change.on.isoformat() for change in make(practice, BUILT).site.changes})
    assert days
    # What ends on one day is gone on all later ones: both ends of the list tell.
    for day in [*sorted({*days[:2], *days[-3:]}), "2036-01-01"]:
        assert make(practice, day).outputs


def test_the_day_is_counted_in_the_time_zone_of_the_site(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "site.yaml": "name: N\nurl: https://n.example/\ntimezone: Pacific/Kiritimati\n",
            "content/a.md": page(from_="2026-06-16"),
        },
    )
    for hour, live in ((9, False), (10, True)):
        now = datetime.datetime(2026, 6, 15, hour, 30, tzinfo=datetime.UTC)
        made = pipeline.make(root, now=now)
        assert ("a.md" in made.site.pages) == live


def test_schema_code_that_prints_or_counts_leaves_no_trace_in_the_next_build(
    tmp_path: Path,
) -> None:
    schema = (
        "import sys\n"
        "from sitegen.contract import Contract, Page\n"
        "class Note(Page):\n    'A note.'\n    seen: int = 0\n"
        "CONTRACT = Contract(pages={'*.md': Note})\n"
    )
    root = small_site(
        tmp_path, {"schema.py": schema, "templates/note.html": "{{ page.fields.seen }}"}
    )
    before = set(sys.modules)
    assert built(root, BUILT) == built(root, BUILT)
    assert not [name for name in set(sys.modules) - before if "schema" in name]
