"""What the code host runs: sound workflows, and commands that are there."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import yaml

from build import cli
from sitegen.contract import Host
from tests.sites.small import SITE_YAML, put

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


def steps_of_publishing() -> dict[str, dict[str, Any]]:
    """Return the steps of the job that publishes, by id or else by name."""
    told = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    steps = told["jobs"]["build"]["steps"]
    return {it.get("id") or it.get("name") or it["uses"]: it for it in steps}


def host_read(tmp_path: Path, more: str) -> tuple[int, str, str]:
    """Run the step that reads the host, as the code host runs it."""
    put(tmp_path, {"site.yaml": SITE_YAML + more})
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for name in ("sitegen", "tools"):
        (tmp_path / name).symlink_to(ROOT / name)
    output = tmp_path / "output"
    done = subprocess.run(
        ["bash", "-e", "-c", steps_of_publishing()["host"]["run"]],
        cwd=tmp_path,
        env={**os.environ, "GITHUB_OUTPUT": str(output)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, output.read_text() if output.exists() else "", done.stderr


@pytest.mark.parametrize(
    "line",
    ["host: nginx", 'host: "nginx"', "host: 'nginx'", "host : nginx", "'host': nginx # here"],
)
def test_the_host_is_read_however_yaml_writes_it(line: str, tmp_path: Path) -> None:
    assert host_read(tmp_path, f"{line}\n") == (0, "host=nginx\n", "")


@pytest.mark.parametrize(
    ("more", "says"),
    [("", "no host is named"), ("host: ngnx\n", "did you mean 'nginx'?"), ("host: [\n", "hint:")],
)
def test_without_a_host_that_is_known_publishing_fails(
    more: str, says: str, tmp_path: Path
) -> None:
    code, output, said = host_read(tmp_path, more)
    assert code != 0
    assert output == ""
    assert says in said


def test_each_host_is_published_to_by_one_step_and_none_is_passed_over() -> None:
    steps = steps_of_publishing()
    publishing = {
        name: it["if"] for name, it in steps.items() if "outputs.host" in it.get("if", "")
    }
    hosts = [it for asked in publishing.values() for it in re.findall(r"['\"]([\w-]+)['\"]", asked)]
    assert sorted(it for it in hosts if it != "yes") == sorted(get_args(Host))
    last = list(steps.values())[-1]
    assert last["run"].endswith("exit 1\n")
    assert set(re.findall(r"steps\.(\w+)\.outcome == 'skipped'", last["if"])) == set(publishing)


def test_a_pull_request_is_checked_without_secrets_and_keeps_the_preview() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "--format github" in text
    assert "upload-artifact" in text
