"""The page "Publish" says for each host what to type and what is lost."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from sitegen.contract import Host
from tests.hosts.servers import DOCUMENT, block

HEADINGS = {
    "nginx": "nginx",
    "caddy": "Caddy",
    "apache": "Apache",
    "sftp": "SFTP, a host that you share with others",
    "netlify": "Netlify",
    "cloudflare": "Cloudflare Pages",
    "github-pages": "GitHub Pages",
    "s3": "S3",
}


def sections() -> dict[str, str]:
    """Return the text under each heading."""
    _, *parts = re.split(r"^## ", DOCUMENT.read_text("utf-8"), flags=re.M)
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def test_every_host_has_its_section() -> None:
    assert set(HEADINGS) == set(get_args(Host))
    _about_publishing, *hosts = sections()
    assert hosts == list(HEADINGS.values())


@pytest.mark.parametrize("host", HEADINGS)
def test_a_section_shows_five_commands_and_says_what_is_lost(host: str) -> None:
    text = sections()[HEADINGS[host]]
    (commands,) = re.findall(r"```sh\n(.*?)```", text, re.S)
    lines = commands.splitlines()
    assert len(lines) == 5
    assert lines[:2] == [
        ".venv/bin/python build.py check",
        ".venv/bin/python build.py build --release",
    ]
    assert re.search(r"\blost\b", text, re.I)


def test_all_hosts_are_named_where_site_yaml_is_shown() -> None:
    for host in get_args(Host):
        assert re.search(rf"\b{host}\b", block("yaml"))


def test_the_page_is_written_for_a_domain_that_nobody_has() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert set(re.findall(r"[\w.-]+\.(?:com|org|net|example)\b", text)) == {"www.example.org"}
