"""Publishing to a real sshd: through the system's ssh, host keys checked, files whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.publish.settings import Publish
from sitegen.publish.sftp import LINK, Server
from sitegen.publish.transport import OWN, Unreachable
from tests.publish.conftest import SshServer
from tests.publish.places import (
    Watched,
    inexact,
    publish,
    roll_back,
    seen,
    site,
    unwhole,
    versions,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "www"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _own_ssh(ssh_server: SshServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", ssh_server.path)


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


@pytest.fixture
def server(ssh_server: SshServer, top: Path) -> Iterator[Server]:
    with closing(Server(Publish(to=ssh_server.to(top), port=ssh_server.port), Clock())) as server:
        yield server


@pytest.mark.parametrize("size", [0, 1, 32_767, 32_768, 32_769, 1_048_576, 3_000_001])
def test_content_of_any_size_comes_back_as_it_was(server: Server, top: Path, size: int) -> None:
    content = os.urandom(size)
    server.put("deep/down/file", content)
    assert server.get("deep/down/file") == content
    assert (top / "deep/down/file").read_bytes() == content
    assert server.files()["deep/down/file"].size == size


@pytest.mark.parametrize("name", ["ä/ö ü.txt", "a'b\"c", "-rf", "a\\b", "*", "日本", "a b"])
def test_odd_names_are_names(server: Server, top: Path, name: str) -> None:
    server.put("object", b"x")
    server.place("object", name, OWN)
    assert set(server.files()) == {"object", name}
    server.delete(name)
    assert [it.name for it in top.iterdir() if it.name != ".sitegen"] == ["object"]


def test_files_are_for_all_to_read_and_the_record_for_none(server: Server, top: Path) -> None:
    server.put(".sitegen/x/y", b"")
    server.put("a/b/c", b"")
    wanted = {"a": 0o755, "a/b": 0o755, "a/b/c": 0o644, ".sitegen": 0o700, ".sitegen/x": 0o700}
    assert {it: stat.S_IMODE((top / it).stat().st_mode) for it in wanted} == wanted


def test_a_file_is_replaced_in_one_step_by_another_file(server: Server, top: Path) -> None:
    server.put("a", b"old")
    with (top / "a").open("rb") as reader:
        server.put("a", b"new and longer")
        assert reader.read() == b"old"
    assert server.get("a") == b"new and longer"
    assert not list((top / ".sitegen/tmp").iterdir())


def test_a_content_is_placed_without_being_sent_and_again_without_trace(
    server: Server, top: Path
) -> None:
    server.put("object", b"x")
    for _ in range(2):
        server.place("object", "a/b", OWN)
        assert (top / "a/b").samefile(top / "object")
        assert not list((top / ".sitegen/tmp").iterdir())


def test_what_is_not_there_is_none_and_can_be_deleted(server: Server) -> None:
    assert server.get("a/b") is None
    assert server.files() == {}
    assert server.files("a/") == {}
    server.delete("a/b")


def test_folders_that_a_deletion_leaves_empty_go_too(server: Server, top: Path) -> None:
    for path in ("a/b/c", "a/b/d", "e/f"):
        server.put(path, b"")
    server.delete("a/b/c")
    assert (top / "a/b/d").exists()
    server.delete("a/b/d")
    server.delete("e/f")
    assert {it.name for it in top.iterdir()} == {".sitegen"}
    server.put("a/b/c", b"again")
    assert server.get("a/b/c") == b"again"


def test_many_folders_and_files_are_listed(server: Server, top: Path) -> None:
    wanted = {f"d{at % 60}/e{at % 7}/f{at}" for at in range(900)}
    for path in wanted:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(path)
    listed = server.files()
    assert listed.keys() == wanted
    assert {path: it.size for path, it in listed.items()} == {it: len(it) for it in wanted}
    assert server.files("d1/").keys() == {it for it in wanted if it.startswith("d1/")}


def test_a_link_is_no_ordinary_file(server: Server, top: Path) -> None:
    (top / "link").symlink_to("/etc/hostname")
    (top / "folder").symlink_to("/etc")
    assert {path: it.size for path, it in server.files().items()} == {"link": None, "folder": None}


def test_a_whole_life_of_a_site(server: Server, tmp_path: Path) -> None:
    one, two, three = (site(tmp_path / f"v{at}", files) for at, files in enumerate(versions()))
    for folder in (one, two, three):
        publish(server, folder)
        assert inexact(server, folder) == []
    for folder in (two, three):
        roll_back(server)
        assert inexact(server, folder) == []


def test_a_server_that_cannot_link_files_is_sent_them_twice(
    server: Server, top: Path, tmp_path: Path
) -> None:
    server._wire.extensions -= {LINK}
    one, two, _ = (site(tmp_path / f"v{at}", files) for at, files in enumerate(versions()))
    for folder in (one, two):
        publish(server, folder)
        assert inexact(server, folder) == []
    roll_back(server)
    assert inexact(server, one) == []
    assert (top / "index.html").stat().st_nlink == 1


def test_a_server_that_cannot_replace_a_file_in_one_step_is_refused(
    ssh_server: SshServer, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.publish.sftp.RENAME", b"no-such-extension")
    with pytest.raises(Unreachable, match="cannot replace a file in one step"):
        Server(Publish(to=ssh_server.to(top), port=ssh_server.port), Clock())


def test_a_folder_that_is_not_there_is_not_made(ssh_server: SshServer, top: Path) -> None:
    to = ssh_server.to(top / "typo")
    with pytest.raises(Unreachable, match="there is no folder"):
        Server(Publish(to=to, port=ssh_server.port), Clock())
    assert not (top / "typo").exists()


def test_an_unknown_host_key_is_refused(ssh_server: SshServer, top: Path) -> None:
    known = ssh_server.known_hosts.read_text()
    ssh_server.known_hosts.write_text("")
    try:
        with pytest.raises(Unreachable, match="not known on this machine") as refused:
            Server(Publish(to=ssh_server.to(top), port=ssh_server.port), Clock())
        assert f"run `ssh -p {ssh_server.port} {ssh_server.user}@127.0.0.1`" in refused.value.hint
        assert "compare the key" in refused.value.hint
        assert ssh_server.known_hosts.read_text() == ""
    finally:
        ssh_server.known_hosts.write_text(known)


def test_a_changed_host_key_is_refused(ssh_server: SshServer, top: Path) -> None:
    known = ssh_server.known_hosts.read_text()
    other = (ssh_server.folder / "user_key.pub").read_text()
    ssh_server.known_hosts.write_text(f"[127.0.0.1]:{ssh_server.port} {other}")
    try:
        with pytest.raises(Unreachable, match="another host key than before"):
            Server(Publish(to=ssh_server.to(top), port=ssh_server.port), Clock())
    finally:
        ssh_server.known_hosts.write_text(known)


def test_who_is_not_let_in_is_told_what_to_do(ssh_server: SshServer, top: Path) -> None:
    nobody = replace(ssh_server, user="nobody-of-that-name")
    with pytest.raises(Unreachable, match="does not let you in") as refused:
        Server(Publish(to=nobody.to(top), port=ssh_server.port), Clock())
    login = f"-p {ssh_server.port} nobody-of-that-name@127.0.0.1"
    assert f"(ssh-copy-id {login})" in refused.value.hint


def test_a_port_where_nobody_listens_is_told(top: Path, ssh_server: SshServer) -> None:
    with pytest.raises(Unreachable, match="takes no SSH connections"):
        Server(Publish(to=ssh_server.to(top), port=1), Clock())


def test_a_server_without_sftp_is_told(
    ssh_server: SshServer, top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an ssh that answers with something else than the protocol."""
    for name, script, message in (
        ("a", "echo 'Welcome to this server'", "cannot be reached"),
        ("b", "echo 'subsystem request failed on channel 0' >&2; exit 1", "offers no SFTP"),
    ):
        program = tmp_path / name / "ssh"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/bin")
        with pytest.raises(Unreachable, match=message):
            Server(Publish(to=ssh_server.to(top)), Clock())


def test_without_ssh_it_is_told(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreachable, match="no program 'ssh'"):
        Server(Publish(to=f"a.example:{top}"), Clock())


def test_a_connection_that_breaks_is_told(server: Server) -> None:
    server._process.kill()
    server._process.wait()
    with pytest.raises(Unreachable, match="cannot be reached"):
        server.put("a", b"x" * 100_000)


@pytest.mark.parametrize("steps", [5, 15, 20])
def test_a_connection_that_breaks_half_way_is_told_and_the_next_run_goes_on(
    ssh_server: SshServer, server: Server, top: Path, tmp_path: Path, steps: int
) -> None:
    one, two, _ = (site(tmp_path / f"v{at}", files) for at, files in enumerate(versions()))
    publish(server, one)
    left = iter(range(steps))

    def break_after_some() -> None:
        if next(left, None) is None:
            server._process.kill()

    with pytest.raises(Unreachable, match="cannot be reached"):
        publish(Watched(server, look=break_after_some), two)
    with closing(Server(Publish(to=ssh_server.to(top), port=ssh_server.port), Clock())) as again:
        assert unwhole(seen(again), one, two) == []
        publish(again, two)
        assert inexact(again, two) == []


def test_a_folder_that_cannot_be_written_is_told(ssh_server: SshServer) -> None:
    publish = Publish(to=ssh_server.to(Path("/proc")), port=ssh_server.port)
    with closing(Server(publish, Clock())) as server:
        with pytest.raises(Unreachable, match=r"does not allow|fails at"):
            server.put("a", b"x")
        with pytest.raises(Unreachable, match=r"does not allow|fails at"):
            server.delete("version")
