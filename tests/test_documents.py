"""The documents say what is so: commands run, links lead somewhere, versions agree."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sites.small import hear_ctrl_c

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/owners-guide.md",
             "docs/another-site.md", "docs/design-system.md", "docs/publish.md",
             "docs/rules/README.md", "SECURITY.md")  # fmt: skip
SHOWN_COMMANDS = ("make site", "make serve", "make test")
NEW_PAGE = '.venv/bin/python build.py new service "Sports massage"'
RELEASE = ".venv/bin/python build.py build --release"


def shell_blocks(text: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


@pytest.fixture(scope="module")
def clone(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh clone of what is committed, in a new folder, with no .venv."""
    target = tmp_path_factory.mktemp("fresh") / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", repo_root, target], check=True)
    return target


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_readme_shows_the_commands_that_are_tested(repo_root: Path) -> None:
    shown = shell_blocks((repo_root / "README.md").read_text("utf-8"))
    assert shown == [*SHOWN_COMMANDS, NEW_PAGE, RELEASE]


def test_ci_runs_the_readmes_own_test_command(repo_root: Path) -> None:
    script = (repo_root / ".ci" / "run").read_text("utf-8").splitlines()
    commands = [
        line for line in script if line.strip() and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands[-1].removeprefix("exec ") == "make test"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_of_documents_lead_to_files(repo_root: Path, name: str) -> None:
    text = (repo_root / name).read_text("utf-8")
    prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.S)
    targets = [target for target in re.findall(r"\]\(([^)#]+)", prose) if "://" not in target]
    missing = [it for it in targets if not (repo_root / name).parent.joinpath(it).exists()]
    assert missing == []


def test_places_named_in_the_readme_are_there(repo_root: Path) -> None:
    table = (repo_root / "README.md").read_text("utf-8").partition("## Where things are")[2]
    places = re.findall(r"^\| `([^`]+)`", table, re.M)
    assert len(places) > 8
    assert [it for it in places if it != "public/" and not (repo_root / it).exists()] == []


def test_the_newest_version_is_the_one_of_the_package(repo_root: Path) -> None:
    newest = re.search(r"^## (\S+)", (repo_root / "CHANGELOG.md").read_text("utf-8"), re.M)
    package = tomllib.loads((repo_root / "pyproject.toml").read_text("utf-8"))
    assert newest is not None
    assert newest[1] == package["project"]["version"]


@pytest.mark.slow
def test_make_site_builds_from_a_fresh_clone(clone: Path) -> None:
    done = run("make site", clone)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        r"\d+ pages in \d+\.\d\d s, in public/; \d+ facts to confirm before publishing",
        done.stdout.splitlines()[-1],
    )
    assert (clone / "public" / "index.html").exists()


@pytest.mark.slow
def test_the_new_page_is_made_and_asks_to_be_filled_in(clone: Path) -> None:
    assert run("make site", clone).returncode == 0
    assert run(NEW_PAGE, clone).returncode == 0
    page = clone / "content" / "services" / "sports-massage.md"
    assert "title: Sports massage" in page.read_text("utf-8")
    done = run("make site", clone)
    assert done.returncode != 0
    assert "content/services/sports-massage.md:" in done.stderr
    page.unlink()


@pytest.mark.slow
def test_the_release_names_every_fact_to_confirm(clone: Path) -> None:
    assert run("make site", clone).returncode == 0
    done = run(RELEASE, clone)
    assert done.returncode == 1
    assert re.search(r"^site\.yaml:\d+:\d+: 'phone' .*not confirmed$", done.stderr, re.M)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Run ``make serve`` until the block ends, and give the address that it prints."""
    process = subprocess.Popen(
        ["make", "serve"],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,  # it only sets a signal
    )
    try:
        assert process.stdout is not None
        address = next(line.split()[0] for line in process.stdout if line.startswith("http"))
        yield address
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.slow
def test_make_serve_shows_the_site_on_this_machine(clone: Path) -> None:
    with serving(clone) as address, urllib.request.urlopen(address) as answer:
        assert address.startswith("http://127.0.0.1:")
        assert b"Hands On HealthCare" in answer.read()


@pytest.mark.slow
def test_make_test_installs_what_it_needs(clone: Path) -> None:
    done = run('make test PYTEST_ARGS="tests/test_names.py -q"', clone)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert " passed" in done.stdout.splitlines()[-1]
