"""What the configurations of servers say; test_servers.py tries them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from sitegen.hosts.outputs import host_outputs
from sitegen.model import Output
from tests.sites.small import REPO

PAGES = {
    "404.html": "<style>b{}</style>",
    "index.html": "<p>First",
    "about/index.html": "<style>a{}</style>" + "Words. " * 300,
    "assets/a.0123456789.png": "a",
    "assets/b.0123456789.js": "b",
    "favicon.ico": "x",
}
SERVERS = ("nginx", "apache", "sftp", "caddy")


def configuration(host: str, url: str = "https://www.example.org/") -> dict[str, str]:
    outputs = [Output(path=path, content=text.encode()) for path, text in PAGES.items()]
    made = host_outputs(  # type: ignore[call-overload, unused-ignore]
        host,  # type: ignore[arg-type]
        outputs,
        url=url,
        redirects={"/old/": "about.md"},
        before={},
    )
    return {
        it.path: it.content.decode()
        for it in made
        if it.path not in PAGES and not it.path.endswith((".br", ".gz"))
    }


def text(host: str, url: str = "https://www.example.org/") -> str:
    return "\n".join(configuration(host, url).values())


@pytest.mark.parametrize("host", SERVERS)
def test_hsts_only_by_https(host: str) -> None:
    assert 'Strict-Transport-Security "max-age=31536000"' in text(host)
    assert "Strict-Transport-Security" not in text(host, "http://www.example.org/")


@pytest.mark.parametrize("host", SERVERS)
def test_no_policy_is_unsafe_and_each_page_has_its_own(host: str) -> None:
    told = text(host)
    assert "unsafe" not in told
    assert len(set(re.findall(r"default-src 'none'[^\"]*", told))) == 3


@pytest.mark.parametrize("host", SERVERS)
def test_the_folder_of_the_site_stands_before_what_counts_from_the_root(host: str) -> None:
    told = text(host, "https://www.example.org/a/b/")
    assert "/a/b/about/" in told
    assert "/a/b/404.html" in told
    assert '"/about/' not in told


ELSEWHERE = """\
import json
from tests.hosts.test_configurations import SERVERS, configuration
print(json.dumps({host: configuration(host) for host in SERVERS}))
"""


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_same_site_gives_the_same_bytes_however_sets_are_ordered(seed: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=REPO,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(said) == {host: configuration(host) for host in SERVERS}


def test_sftp_gets_what_apache_reads() -> None:
    assert configuration("sftp") == configuration("apache")


def test_apache_reads_the_policy_of_a_page_beside_it() -> None:
    files = configuration("apache")
    assert files.keys() == {".htaccess", "about/.htaccess", "assets/.htaccess"}
    assert "Content-Security-Policy" in files["about/.htaccess"]
    assert "immutable" in files["assets/.htaccess"]
    assert "immutable" not in files[".htaccess"]


def test_a_configuration_does_not_grow_with_pictures() -> None:
    sizes = []
    for number in (10, 500):
        pictures = [Output(path=f"assets/p.{it:010x}.png", content=b"x") for it in range(number)]
        pages = [Output(path=path, content=it.encode()) for path, it in PAGES.items()]
        for host in ("nginx", "apache", "caddy", "cloudflare", "netlify"):
            made = host_outputs(
                host,
                [*pages, *pictures],
                url="https://www.example.org/",
                redirects={},
                before={},
            )
            sizes.append(
                (host, number, sum(len(it.content) for it in made if "/p." not in it.path))
            )
    assert len({(host, size) for host, _, size in sizes}) == 5
