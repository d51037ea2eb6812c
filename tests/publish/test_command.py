"""`build.py publish` from the command line: what it says where, and how it exits."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from build import main
from sitegen.progress import Step, bar
from sitegen.publish.folder import Folder
from tests.publish.places import inexact
from tests.sites.small import DAY, REPO, SITE_YAML, command, files_in, page, put, small_site

Capsys = pytest.CaptureFixture[str]
FRAME = (
    '<!doctype html><html lang="en"><title>{{ page.title }}</title>'
    "<h1>{{ page.title }}</h1>{{ page.body }}"
)
# What a check finds in so small a site does not keep it from being published.
LENIENT = (
    "checks:\n  severity: {" + ", ".join(f"{it}: note" for it in string.ascii_uppercase) + "}\n"
)


def settings(top: Path, more: str = LENIENT) -> str:
    return f"{SITE_YAML}host: sftp\npublish:\n  to: {top}\n{more}"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "www"
    folder.mkdir()
    return folder


@pytest.fixture
def root(tmp_path: Path, top: Path) -> Path:
    return small_site(
        tmp_path / "site",
        {
            "site.yaml": settings(top),
            "templates/page.html": FRAME,
            "content/index.md": page("An hour costs $95.", title="First page"),
        },
    )


def publish(root: Path, *more: str) -> int:
    return main(["publish", "--root", str(root), "--as-of", DAY, *more])


def test_a_site_is_published_changed_and_put_back(root: Path, top: Path, capsys: Capsys) -> None:
    assert publish(root) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0].startswith("the whole site is new: ")
    assert said.out.splitlines()[-1].startswith("published the release of ")
    assert said.err.splitlines()[0].startswith("sending (1 of ")
    place = Folder(top, lambda: 0.0)
    assert inexact(place, root / ".cache/release") == []
    first = files_in(root / ".cache/release")

    put(root, {"content/index.md": page("An hour costs $100.", title="First page")})
    assert publish(root, "--dry-run") == 0
    said = capsys.readouterr()
    assert "$95 rises to $100 in “An hour costs $100.” (on /)" in said.out
    assert said.out.splitlines()[-1] == "this only tells what would change: nothing was published"
    assert said.err == ""
    assert b"$95" in (top / "index.html").read_bytes()

    assert publish(root) == 0
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"
    done = rf"published the release of {moment}: .+; --rollback puts back that of {moment}"
    assert re.fullmatch(done, capsys.readouterr().out.splitlines()[-1])
    assert inexact(place, root / ".cache/release") == []

    put(root, {"content/index.md": "this is no page"})
    assert publish(root, "--rollback", "--dry-run") == 0
    assert b"$100" in (top / "index.html").read_bytes()
    assert publish(root, "--rollback") == 0
    assert {it: content for it, content in files_in(top).items() if it in first} == first


def test_what_a_build_or_preview_made_is_left_alone(root: Path) -> None:
    assert main(["build", "--root", str(root), "--as-of", DAY]) == 0
    before = files_in(root / "public")
    assert publish(root) == 0
    assert files_in(root / "public") == before


def test_a_site_that_is_wrong_is_not_published(root: Path, top: Path, capsys: Capsys) -> None:
    put(root, {"content/index.md": page("[x](nowhere.md)")})
    assert publish(root) == 1
    said = capsys.readouterr()
    assert "content/index.md:5:5: there is no page" in said.err
    assert said.err.splitlines()[-1] == "1 problem; nothing was published"
    assert said.out == ""
    assert files_in(top) == {}


def test_a_fact_that_nobody_confirmed_is_not_published(
    root: Path, top: Path, capsys: Capsys
) -> None:
    put(root, {"site.yaml": settings(top).replace("name: ", "name: !unconfirmed ")})
    assert publish(root) == 1
    assert "'name' (Small Site) is not confirmed" in capsys.readouterr().err
    assert files_in(top) == {}


def test_what_a_check_calls_an_error_is_not_published(
    root: Path, top: Path, capsys: Capsys
) -> None:
    strict = LENIENT.replace("note", "error")
    put(root, {"site.yaml": settings(top, strict)})
    assert publish(root) == 1
    assert "; nothing was published" in capsys.readouterr().err
    assert files_in(top) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SITE_YAML, "site.yaml:1:1: no host is named"),
        (SITE_YAML + "host: netlify\n", "a site on netlify is published by a program of Netlify's"),
        (
            SITE_YAML + "host: sftp\npublish:\n  to: /no/such/folder\n",
            "there is no folder /no/such",
        ),
        (SITE_YAML + "host: s3\npublish:\n  password: x\n", "a secret has no place"),
    ],
)
def test_a_place_that_is_not_right_is_told(
    root: Path, capsys: Capsys, text: str, said: str
) -> None:
    put(root, {"site.yaml": text + LENIENT})
    assert publish(root) == 1
    assert said in capsys.readouterr().err
    assert publish(root, "--rollback") == 1
    assert said in capsys.readouterr().err


def test_a_foreign_place_is_refused_at_the_setting(root: Path, top: Path, capsys: Capsys) -> None:
    put(top, {"index.html": "mine"})
    assert publish(root) == 1
    said = capsys.readouterr().err
    assert "site.yaml:4:1: files stand there that were not published from here: index.html" in said
    assert said.splitlines()[-1] == "1 problem; nothing was published"
    assert files_in(top) == {"index.html": b"mine"}


def test_what_stops_half_way_is_not_said_to_be_nothing(
    root: Path, top: Path, capsys: Capsys
) -> None:
    assert publish(root) == 0
    put(root, {"content/new.md": page("New.")})
    (top / "new/index.html").mkdir(parents=True)
    assert publish(root) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "1 problem; not all was published"
    (top / "new/index.html").rmdir()
    assert publish(root) == 0
    assert "a publication was stopped half way; this goes on with it" in capsys.readouterr().out
    assert publish(root, "--dry-run") == 0
    assert capsys.readouterr().out.splitlines()[0] == "visitors would notice nothing"


def test_two_at_once_on_one_machine_do_not_meet(root: Path, capsys: Capsys) -> None:
    assert publish(root) == 0
    handle = os.open(root / ".cache/publish.lock", os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert publish(root) == 1
    assert "another `publish` of this site is at work" in capsys.readouterr().err
    os.close(handle)
    assert publish(root) == 0


def test_a_wrong_day_is_a_wrong_command(root: Path, capsys: Capsys) -> None:
    assert main(["publish", "--root", str(root), "--as-of", "someday"]) == 2
    assert "--as-of someday is not a date" in capsys.readouterr().err


@pytest.mark.slow
def test_no_library_of_another_place_is_loaded(root: Path) -> None:
    script = (
        "import sys; from build import main;"
        f"assert main(['publish', '--root', {str(root)!r}, '--as-of', {DAY!r}]) == 0;"
        "assert not {'boto3', 'botocore', 'sitegen.publish.sftp'} & sys.modules.keys()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_terminal_shows_a_bar(root: Path) -> None:
    outer, inner = pty.openpty()
    with subprocess.Popen(
        command("publish", "--root", root, "--as-of", DAY), stdout=subprocess.DEVNULL, stderr=inner
    ) as process:
        os.close(inner)
        shown = b""
        while True:
            try:
                piece = os.read(outer, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(outer)
    assert process.returncode == 0
    lines = shown.decode().replace("\r\n", "").split("\r")
    assert len(lines) > 5
    assert all(len(it) <= 79 for it in lines)
    assert lines[-1].startswith("█" * 24)


def test_a_bar_fits_its_line() -> None:
    step = Step(phase="sending", path="a/very/long/name.html", number=1, total=3)
    assert bar(step, 40) == "████████················ 1/3 sending a/v"
    assert len(bar(step, 100)) == 100


def test_make_publish_passes_its_arguments_on() -> None:
    shown = subprocess.run(
        ["make", "--dry-run", "publish", "PUBLISH_ARGS=--dry-run --rollback"],
        cwd=REPO, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert shown.stdout.splitlines()[-1].endswith("build.py publish --dry-run --rollback")


def test_an_address_that_visitors_know_cannot_vanish(root: Path, top: Path, capsys: Capsys) -> None:
    put(root, {"content/known.md": page("Known.")})
    assert publish(root) == 0
    before = files_in(top)
    (root / "content/known.md").unlink()
    for more in ((), ("--dry-run",)):
        capsys.readouterr()
        assert publish(root, *more) == 1
        told = capsys.readouterr().err
        assert "content/data/redirects.yaml:1:1: /known/ is published, and would lead" in told
        assert "hint: add a line with the page that takes its place: /known/:" in told
        assert files_in(top) == before
    put(root, {"content/data/redirects.yaml": "/known/: index.md\n"})
    assert publish(root) == 0
