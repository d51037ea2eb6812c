"""The system's own ssh, and what it says when it cannot connect."""

from __future__ import annotations

import re
import shutil
import subprocess
from tempfile import TemporaryFile
from typing import IO

from sitegen.publish.transport import Unreachable

OPTIONS = (
    *("-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=20"),
    *(
        "-o",
        "ServerAliveInterval=15",
        "-o",
        "ServerAliveCountMax=4",
        "-o",
        "ClearAllForwardings=yes",
    ),
    *("-o", "ForwardAgent=no", "-o", "ControlMaster=no", "-T", "-x"),
)
REASONS: tuple[tuple[str, str, str], ...] = (
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        "the server shows another host key than before",
        "ask its provider whether that is right; only then mend ~/.ssh/known_hosts",
    ),
    (
        r"Host key verification failed|No .* host key is known",
        "the host key of the server is not known on this machine",
        "run `ssh {login}` once, compare the key with what the provider tells, and answer yes",
    ),
    (
        r"Permission denied",
        "the server does not let you in",
        "add your key to ssh-agent (ssh-add), and put it on the server (ssh-copy-id {login})",
    ),
    (r"Could not resolve", "there is no server of that name", "mend 'to' below 'publish'"),
    (
        r"Connection refused",
        "the server takes no SSH connections there",
        "see whether 'port' is right",
    ),
    (
        r"timed out|No route|unreachable",
        "the server does not answer",
        "see whether the network is there",
    ),
    (r"subsystem request failed", "the server offers no SFTP", "ask its provider to turn it on"),
)


def start(server: str, port: int | None) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    """Begin an SFTP session with a server, and return it with what it says of its errors.

    Raises Unreachable if there is no ssh here.
    """
    program = shutil.which("ssh")
    if program is None:
        raise Unreachable("there is no program 'ssh' here", "install OpenSSH's client")
    where = ("-p", str(port)) if port else ()
    errors: IO[bytes] = TemporaryFile()  # noqa: SIM115  # closed by who asked
    # In a session of its own, so that Ctrl+C leaves it the time to let go of the lock.
    process = subprocess.Popen(
        [program, *OPTIONS, *where, "-s", "--", server, "sftp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
    )
    return process, errors


def reason(said: str, server: str, port: int | None) -> Unreachable:
    """Return why a connection failed, in an owner's words, from what was said of it."""
    login = f"-p {port} {server}" if port else server
    for pattern, message, hint in REASONS:
        if re.search(pattern, said, re.I):
            return Unreachable(message, hint.format(login=login))
    last = said.splitlines()[-1]
    return Unreachable(f"the server cannot be reached: {last}", "publish again: it goes on")
