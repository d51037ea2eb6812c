"""Real saves in a real folder, and what the watch says of them."""

from __future__ import annotations

import mmap
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.watch import Watch, look
from tests.sites.preview import wait_until

Saves = list[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (
        "content/services",
        "templates",
        "static/root",
        "node_modules/a",
        ".git",
        "public",
    ):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "site.yaml").write_text("name: x")
    (tmp_path / "content/index.md").write_text("text")
    return tmp_path


@pytest.fixture
def saves(root: Path) -> Iterator[Saves]:
    """The paths that the watch has told, as soon as it is known to work."""
    told: Saves = []
    watch = Watch(root, told.extend)
    watch.start()
    (root / "content/begin.md").write_text("begin")
    wait_until(lambda: "content/begin.md" in told)
    yield told
    watch.stop()


@pytest.mark.parametrize(
    "name", ["site.yaml", "schema.py", "content/index.md", "static/root/x.txt", "templates/a.html"]
)
def test_a_save_is_told(root: Path, saves: Saves, name: str) -> None:
    (root / name).write_text("new")
    wait_until(lambda: name in saves)


def test_a_file_renamed_onto_another_is_told(root: Path, saves: Saves) -> None:
    (root / "content/.index.md.swp").write_text("new")
    (root / "content/.index.md.swp").rename(root / "content/index.md")
    wait_until(lambda: "content/index.md" in saves)


def test_a_removed_file_is_told(root: Path, saves: Saves) -> None:
    (root / "content/index.md").unlink()
    wait_until(lambda: "content/index.md" in saves)


def test_files_in_a_new_folder_are_told(root: Path, saves: Saves) -> None:
    (root / "content/a/b").mkdir(parents=True)
    (root / "content/a/b/first.md").write_text("x")
    wait_until(lambda: any(it.startswith("content/a") for it in saves))
    (root / "content/a/b/second.md").write_text("x")
    wait_until(lambda: "content/a/b/second.md" in saves)


def test_files_in_a_renamed_folder_are_told(root: Path, saves: Saves) -> None:
    (root / "content/services").rename(root / "content/offers")
    wait_until(lambda: "content/offers" in saves)
    (root / "content/offers/new.md").write_text("x")
    wait_until(lambda: "content/offers/new.md" in saves)


@pytest.mark.parametrize("name", ["content", "templates", "static"])
def test_a_folder_that_goes_and_comes_back_is_watched_again(
    root: Path, saves: Saves, name: str
) -> None:
    shutil.rmtree(root / name)
    wait_until(lambda: name in saves)
    (root / name).mkdir()
    wait_until(lambda: saves.count(name) > 1)
    (root / name / "new.txt").write_text("x")
    wait_until(lambda: f"{name}/new.txt" in saves)


def test_a_root_that_goes_and_comes_back_is_watched_again(root: Path, saves: Saves) -> None:
    away = root.with_name("away")
    root.rename(away)
    wait_until(lambda: "content/index.md" in saves)
    saves.clear()
    away.rename(root)
    wait_until(lambda: "content/index.md" in saves)
    saves.clear()
    (root / "content/index.md").write_text("again")
    wait_until(lambda: saves == ["content/index.md"])


def test_what_no_notice_tells_is_found_by_looking(root: Path, saves: Saves) -> None:
    path = root / "content/mapped.md"
    path.write_bytes(b"x" * 100)
    wait_until(lambda: "content/mapped.md" in saves)
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
        saves.clear()
        memory[:5] = b"hello"  # the kernel sends no notice of this
        memory.flush()
        wait_until(lambda: saves == ["content/mapped.md"])


def test_what_is_not_of_the_site_is_not_told(root: Path, saves: Saves) -> None:
    saves.clear()
    for name in (
        *("node_modules/a/x.js", ".git/index", "public/index.html", "notes.txt", "build.py"),
        *("content/.#index.md", "content/index.md~", "content/.index.md.swp", "content/4913"),
        *("static/.DS_Store", "static/a.tmp", "templates/#a#"),
    ):
        (root / name).write_text("x")
    (root / "content/last.md").write_text("x")
    wait_until(lambda: "content/last.md" in saves)
    assert set(saves) == {"content/last.md"}


def test_a_large_node_modules_costs_no_watches(root: Path) -> None:
    for number in range(300):
        (root / f"node_modules/{number}").mkdir()
    folders = sorted(Path(it).name for it in look(root).folders)
    assert folders == ["content", "root", "services", "static", "templates"]


def test_a_burst_is_told_whole(root: Path, saves: Saves) -> None:
    names = [f"content/page-{number}.md" for number in range(500)]
    for name in names:
        (root / name).write_text("x")
    wait_until(lambda: set(names) <= set(saves))


# No inotify at all: the kernel gives this process, in a user namespace of its own, none.
WITHOUT_NOTICES = """
import sys, time
from pathlib import Path
from sitegen.watch import Watch
Path("/proc/sys/user/max_inotify_instances").write_text("0")
root, told = Path(sys.argv[1]), []
watch = Watch(root, told.extend)
watch.start()
(root / "content/new.md").write_text("x")
end = time.monotonic() + 20
while "content/new.md" not in told and time.monotonic() < end:
    time.sleep(0.01)
watch.stop()
print(told[:1])
"""


def test_without_notices_of_the_system_saves_are_found_by_looking(
    root: Path, repo_root: Path
) -> None:
    unshare = ["unshare", "--user", "--map-root-user"]
    if not shutil.which("unshare") or subprocess.run([*unshare, "true"], check=False).returncode:
        pytest.skip("this machine gives no user namespaces")
    done = subprocess.run(
        [*unshare, sys.executable, "-c", WITHOUT_NOTICES, str(root)],
        cwd=repo_root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "['content/new.md']\n", done.stderr
