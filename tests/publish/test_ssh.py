"""What ssh says when it cannot connect, told in words that can be followed."""

from __future__ import annotations

import pytest

from sitegen.publish.ssh import reason

UNKNOWN, REFUSED = "Host key verification failed.", "ann@a.example: Permission denied (publickey)."


@pytest.mark.parametrize(
    ("said", "port", "command"),
    [
        (UNKNOWN, None, "`ssh ann@a.example`"),
        (UNKNOWN, 2222, "`ssh -p 2222 ann@a.example`"),
        (REFUSED, None, "(ssh-copy-id ann@a.example)"),
        (REFUSED, 2222, "(ssh-copy-id -p 2222 ann@a.example)"),
    ],
)
def test_what_to_run_goes_to_the_port_that_is_set(
    said: str, port: int | None, command: str
) -> None:
    assert command in reason(said, "ann@a.example", port).hint
