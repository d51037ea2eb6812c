"""Real servers on 127.0.0.1 to publish to: OpenSSH's, and rclone's of S3's protocol."""

from __future__ import annotations

import ctypes
import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import boto3
import pytest

SSHD = "/usr/sbin/sshd"
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret-of-a-test"}
PR_SET_PDEATHSIG = 1


def missing(what: str, remedy: str) -> NoReturn:
    reason = f"{what} is missing: run `make test`, or `{remedy}`"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def end_with_the_tests() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server has ended"
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


@dataclass(frozen=True)
class SshServer:
    """An sshd; ``bin`` holds an ``ssh`` that knows its host key and has a key for it."""

    port: int
    user: str
    bin: Path
    known_hosts: Path
    folder: Path

    @property
    def path(self) -> str:
        """A PATH on which that ssh comes first."""
        return f"{self.bin}{os.pathsep}{os.environ['PATH']}"

    def to(self, folder: Path) -> str:
        return f"{self.user}@127.0.0.1:{folder}"


def _key(path: Path) -> str:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path.with_suffix(".pub").read_text()


@pytest.fixture(scope="session")
def ssh_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with sshd(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@contextmanager
def sshd(top: Path) -> Iterator[SshServer]:
    """Run an sshd with keys and a configuration of its own, in a folder, until the block ends."""
    if not Path(SSHD).exists() or shutil.which("ssh") is None:
        missing("OpenSSH's server", "sudo apt-get install openssh-server")
    top.mkdir(exist_ok=True)
    port = free_port()
    host_key = _key(top / "host_key")
    (top / "authorized_keys").write_text(_key(top / "user_key"))
    (top / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}")
    (top / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {top}/host_key\nPidFile none\n"
        f"AuthorizedKeysFile {top}/authorized_keys\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        "PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nMaxStartups 100\n"
    )
    (top / "ssh_config").write_text(
        f"Host *\n  IdentityFile {top}/user_key\n  IdentitiesOnly yes\n  IdentityAgent none\n"
        f"  UserKnownHostsFile {top}/known_hosts\n  GlobalKnownHostsFile none\n"
    )
    ssh = top / "bin/ssh"
    ssh.parent.mkdir()
    ssh.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {top}/ssh_config "$@"\n')
    ssh.chmod(0o755)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with (top / "log").open("wb") as log:
        process = subprocess.Popen(
            [SSHD, "-D", "-e", "-f", top / "sshd_config"],
            stderr=log,
            preexec_fn=end_with_the_tests,  # it only sets a signal
        )
    try:
        wait_for(port, process)
        yield SshServer(port, getpass.getuser(), ssh.parent, top / "known_hosts", top)
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True)
class S3Server:
    """A service of S3's protocol."""

    endpoint: str

    def client(self) -> Any:
        """Return what speaks with it as its owner does."""
        return boto3.session.Session(*KEYS.values()).client(
            "s3", endpoint_url=self.endpoint, region_name="us-east-1"
        )


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """rclone, serving a folder of its own."""
    rclone = Path(sys.executable).with_name("rclone")
    if not rclone.exists():
        missing("rclone", "make test")
    top, port = tmp_path_factory.mktemp("s3"), free_port()
    auth = ",".join(KEYS.values())
    process = subprocess.Popen(
        [
            *(rclone, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", auth),
            *("--config", "/dev/null", top),
        ],
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_the_tests,  # it only sets a signal
    )
    try:
        wait_for(port, process)
        yield S3Server(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()
