"""What docs/publish.md tells of publishing is so, in the order in which it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hosts.servers import DOCUMENT, serving
from tests.hosts.sites import DOMAIN

SERVERS = {"nginx": (".host/nginx.conf", "```nginx"), "caddy": (".host/Caddyfile", "```caddy")}


def nothing_published(site: Path) -> None:
    site.mkdir(parents=True)


@pytest.mark.slow
@pytest.mark.parametrize("server", SERVERS)
def test_a_server_refuses_to_load_before_the_first_publication(server: str) -> None:
    missing, _block = SERVERS[server]
    with (
        pytest.raises(pytest.fail.Exception, match=rf"did not start(.|\n)*{missing}"),
        serving(server, nothing_published, DOMAIN, "/"),
    ):
        pass


@pytest.mark.parametrize("server", SERVERS)
def test_the_first_publication_is_told_before_what_needs_it(server: str) -> None:
    missing, block = SERVERS[server]
    before = DOCUMENT.read_text("utf-8").partition(block)[0].rpartition("\n## ")[2]
    assert before.index("Publish once before you set this up") < before.index(missing)


def test_the_first_login_goes_to_the_port_that_is_set() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert "  port: 2222 " in text
    assert "`ssh -p 2222 user@www.example.org`" in text
