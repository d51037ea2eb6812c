"""What the code host runs: sound workflows, and commands that are there."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from build import cli

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
BROKEN = """\
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo ${{ github.evnt }}
"""
CALL = re.compile(r"build\.py (\w+)((?: --?[\w-]+(?: (?!-)[\w./-]+)?)*)")


def lint(paths: Iterable[Path]) -> list[dict[str, Any]]:
    node = shutil.which("node")
    assert node, "node is needed: tools/install-test-programs"
    command = [node, "tools/lint-workflows.mjs", *map(str, paths)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in said.splitlines()]


@pytest.mark.slow
def test_actionlint_finds_nothing() -> None:
    assert len(WORKFLOWS) == 2
    assert lint(WORKFLOWS) == []


@pytest.mark.slow
def test_actionlint_finds_a_planted_fault(tmp_path: Path) -> None:
    (tmp_path / "broken.yml").write_text(BROKEN)
    (found,) = lint([tmp_path / "broken.yml"])
    assert found["line"] == 6


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda it: it.stem)
def test_every_call_of_build_py_can_be_made(path: Path) -> None:
    calls = CALL.findall(path.read_text(encoding="utf-8"))
    assert calls
    for name, options in calls:
        command = cli.commands[name]
        known = {option for it in command.params for option in it.opts}
        assert set(re.findall(r"--[\w-]+", options)) <= known, f"{name} {options}"
        assert isinstance(command, click.Command)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda it: it.stem)
def test_a_job_may_do_no_more_than_it_needs(path: Path) -> None:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert told["permissions"] == {"contents": "read"}
    assert all(job.get("timeout-minutes") for job in told["jobs"].values())
    assert "pull_request_target" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda it: it.stem)
def test_no_text_of_a_visitor_is_put_into_a_script(path: Path) -> None:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    for job in told["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), step


def test_a_pull_request_is_checked_without_secrets_and_keeps_the_preview() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "--format github" in text
    assert "upload-artifact" in text
