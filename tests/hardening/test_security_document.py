"""SECURITY.md names tests that are there, and packages are pinned as it says."""

import json
import re
import tomllib
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def document(repo_root: Path) -> str:
    return (repo_root / "SECURITY.md").read_text("utf-8")


def test_files_that_it_names_are_there(repo_root: Path, document: str) -> None:
    named = [it for it in re.findall(r"`([\w./-]+)`", document) if "/" in it or "." in it]
    made = {".cache/", "public/", "127.0.0.1"}
    assert len(named) > 15
    assert [it for it in named if it not in made and not (repo_root / it).exists()] == []


def test_every_promise_names_tests_that_hold_some(repo_root: Path, document: str) -> None:
    promises = re.findall(r"^\| \*\*(.+?)\*\*.*\| (.+) \|$", document, re.M)
    assert len(promises) > 8
    for promise, cell in promises:
        for name in re.findall(r"`([^`]+)`", cell):
            place = repo_root / name
            texts = sorted(place.glob("test_*.py")) if place.is_dir() else [place]
            assert any("\ndef test_" in it.read_text("utf-8") for it in texts), f"{promise}: {name}"


def test_options_that_it_names_are_read_by_a_test(repo_root: Path, document: str) -> None:
    tests = "".join(it.read_text("utf-8") for it in (repo_root / "tests/hardening").glob("*.py"))
    options = re.findall(r"`(SITEGEN_\w+)=", document)
    assert len(options) == 3
    assert [it for it in options if f'"{it}"' not in tests] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_package_of_python_is_pinned_with_a_digest(repo_root: Path, name: str) -> None:
    text = (repo_root / name).read_text("utf-8").replace("\\\n", " ")
    lines = [it for it in text.splitlines() if it.strip() and not it.lstrip().startswith("#")]
    assert len(lines) > 10
    assert [it for it in lines if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:", it)] == []


def test_what_the_project_asks_for_is_pinned(repo_root: Path) -> None:
    project = tomllib.loads((repo_root / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[<>=!~\[; ]", it)[0].lower() for it in project["dependencies"]}
    text = (repo_root / "requirements.txt").read_text("utf-8")
    assert asked <= set(re.findall(r"^([\w.-]+)==", text.lower(), re.M))


def test_make_installs_nothing_without_a_digest(repo_root: Path) -> None:
    makefile = (repo_root / "Makefile").read_text("utf-8")
    installing = [it for it in makefile.splitlines() if "pip install" in it]
    assert installing
    assert [it for it in installing if "--require-hashes" not in it] == []


def fetched_to_publish(repo_root: Path) -> tuple[set[str], set[str]]:
    """Return the command-line tools and the actions, with versions, that are fetched by name."""
    workflows = sorted((repo_root / ".github/workflows").glob("*.yml"))
    guide = repo_root / "docs/publish.md"
    texts = "\n".join(it.read_text("utf-8") for it in (*workflows, guide))
    tools = re.findall(r"\bnpx (?:--?[\w-]+ )*([^\s`]+)", texts)
    return set(tools), set(re.findall(r"\buses: (\S+)", texts))


def test_what_is_fetched_to_publish_is_named_with_a_version_and_told(
    repo_root: Path, document: str
) -> None:
    tools, actions = fetched_to_publish(repo_root)
    promised, unpromised = document.split("## What is not promised")
    assert tools
    assert actions
    assert [it for it in tools | actions if not re.fullmatch(r"[\w/-]+@v?\d+", it)] == []
    assert [it for it in tools if f"`{it.partition('@')[0]}`" not in unpromised] == []
    assert {it.partition("/")[0] for it in actions} == {"actions"}
    assert "by tag" in unpromised
    assert "without a digest" in unpromised
    assert "that `make` installs" in promised


def test_every_package_of_node_is_pinned_with_a_digest(repo_root: Path) -> None:
    locked = json.loads((repo_root / "package-lock.json").read_text("utf-8"))["packages"]
    packages = {name: it for name, it in locked.items() if name}
    assert packages
    assert [name for name, it in packages.items() if not it.get("integrity")] == []
