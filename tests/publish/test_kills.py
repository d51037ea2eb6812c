"""Killed at random moments, against real servers: pages stay whole, the next run ends exact.

``SITEGEN_KILLS=200 make test PYTEST_ARGS="-k kill"`` kills more often.
"""

from __future__ import annotations

import os
import random
import signal
import string
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from sitegen.publish.s3 import Bucket
from sitegen.publish.settings import Publish
from sitegen.publish.sftp import Server
from sitegen.publish.transport import Transport
from tests.publish.conftest import KEYS, S3Server, SshServer
from tests.publish.places import inexact, seen, unwhole
from tests.sites.small import DAY, SITE_YAML, command, hear_ctrl_c, page, small_site

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("SITEGEN_KILLS", "20")) // 2
OTHER = {"one": "two", "two": "one"}
FRAME = (
    '<!doctype html><html lang="en"><title>{{ page.title }}</title>{{ page.body }}'
    '<img src="{{ asset("photo.png") }}" alt="">'
)
LENIENT = (
    "checks:\n  severity: {" + ", ".join(f"{it}: note" for it in string.ascii_uppercase) + "}\n"
)


def version(root: Path, name: str, where: str) -> Path:
    """Make a site whose every page asks for an asset that only this version has."""
    pages = {f"content/p{at}.md": page(f"{name} {at}", title=f"P{at}") for at in range(25)}
    return small_site(
        root,
        {
            **pages,
            f"content/only-{name}.md": page(f"Only in {name}.", title=name),
            "content/data/redirects.yaml": f"/only-{OTHER[name]}/: p0.md\n",
            "site.yaml": SITE_YAML + where + LENIENT,
            "templates/page.html": FRAME,
            "static/photo.png": f"photo of {name}",
        },
    )


class Race:
    """Two versions that are published to one place by turns, and killed."""

    def __init__(self, top: Path, where: str) -> None:
        self.roots = [version(top / it, it, where) for it in ("one", "two")]
        self.releases = [it / ".cache/release" for it in self.roots]
        self.seconds = 10.0

    def begin(self, at: int, *more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command("publish", "--root", self.roots[at], "--as-of", DAY, *more),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=hear_ctrl_c,  # it only sets a signal
        )

    def whole(self, at: int, *more: str) -> None:
        process = self.begin(at, *more)
        assert process.stderr is not None
        first = process.stderr.readline()
        started = time.monotonic()
        rest = process.communicate(timeout=60)[1]
        assert process.returncode == 0, first + rest
        self.seconds = min(self.seconds, time.monotonic() - started)

    def stopped(self, at: int, share: float, how: signal.Signals = signal.SIGKILL) -> int:
        """Stop a publication when a share of its steps may be done, and return how it ended."""
        process = self.begin(at)
        assert process.stderr is not None
        process.stderr.readline()
        time.sleep(share * self.seconds)
        process.send_signal(how)
        process.communicate(timeout=60)
        return process.returncode


def _where(publish: Publish) -> str:
    return f"host: sftp\npublish:\n  to: {publish.to}\n  port: {publish.port}\n"


def survive(race: Race, place: Transport, kills: int) -> None:
    dice = random.Random(20261126)
    race.whole(0)
    race.whole(1)
    kills_that_hit = 0
    for at in range(kills):
        target = at % 2
        kills_that_hit += race.stopped(target, dice.random()) == -signal.SIGKILL
        assert unwhole(seen(place), *race.releases) == []
        if at % 4 == 3 or at == kills - 1:
            race.whole(target)
            assert inexact(place, race.releases[target]) == []
            race.whole(target, "--rollback")
            assert inexact(place, race.releases[1 - target]) == []
    assert kills_that_hit > kills // 4


def test_killed_against_a_real_sshd(
    ssh_server: SshServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", ssh_server.path)
    top = tmp_path / "www"
    top.mkdir()
    publish = Publish(to=ssh_server.to(top), port=ssh_server.port)
    with closing(Server(publish, time.time)) as place:
        survive(Race(tmp_path, _where(publish)), place, KILLS)


def test_killed_against_a_real_service_of_s3s_protocol(
    s3_server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    s3_server.client().create_bucket(Bucket="killed")
    publish = Publish(bucket="killed", endpoint=s3_server.endpoint)
    where = f"host: s3\npublish:\n  bucket: killed\n  endpoint: {publish.endpoint}\n"
    with closing(Bucket(publish)) as place:
        survive(Race(tmp_path, where), place, KILLS)


def test_ctrl_c_ends_at_once_and_the_next_run_goes_on(
    ssh_server: SshServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", ssh_server.path)
    top = tmp_path / "www"
    top.mkdir()
    publish = Publish(to=ssh_server.to(top), port=ssh_server.port)
    race = Race(tmp_path, _where(publish))
    race.whole(0)
    ends = {race.stopped(at % 2, 0, signal.SIGINT) for at in (1, 2, 3, 4)}
    assert 130 in ends
    race.whole(0)
    with closing(Server(publish, time.time)) as place:
        assert inexact(place, race.releases[0]) == []


def test_two_at_once_from_two_copies_end_with_one_whole_site(
    ssh_server: SshServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", ssh_server.path)
    top = tmp_path / "www"
    top.mkdir()
    publish = Publish(to=ssh_server.to(top), port=ssh_server.port)
    race = Race(tmp_path, _where(publish))
    processes = [race.begin(at % 2) for at in range(2)]
    said = [it.communicate(timeout=60)[1] for it in processes]
    ends = [it.returncode for it in processes]
    assert 0 in ends, said
    for end, words in zip(ends, said, strict=True):
        assert end == 0 or "another publisher is at work there" in words
    with closing(Server(publish, time.time)) as place:
        assert [] in [inexact(place, it) for it in race.releases]
