"""Where to publish, as site.yaml says it: every mistake has its line and its remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.problems import Problem, ProblemsFound
from sitegen.publish.destination import Destination, read_destination, read_host
from sitegen.publish.s3 import Bucket
from tests.sites.small import REPO, SITE_YAML, problems, put, small_site


def read(tmp_path: Path, more: str) -> Destination:
    return read_destination(put(tmp_path, {"site.yaml": SITE_YAML + more}))


def wrong(tmp_path: Path, more: str) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, more)
    (problem,) = found.value.problems
    assert problem.path == "site.yaml"
    assert problem.hint
    return problem


@pytest.mark.parametrize(
    ("to", "server", "folder"),
    [
        ("ann@www.example.com:/var/www/site", "ann@www.example.com", "/var/www/site"),
        ("www.example.com:/var/www/site/", "www.example.com", "/var/www/site"),
        ("shared:public_html", "shared", "public_html"),
        ("ann@s:/srv/site", "ann@s", "/srv/site"),
        ("[2001:db8::1]:/srv/ann@site", "2001:db8::1", "/srv/ann@site"),
        ("ann@[2001:db8::1]:/srv/site", "ann@2001:db8::1", "/srv/site"),
        ("/srv/www/site", None, "/srv/www/site"),
        ("/srv/odd:name@x/site", None, "/srv/odd:name@x/site"),
    ],
)
def test_a_folder_on_a_server_is_read(
    tmp_path: Path, to: str, server: str | None, folder: str
) -> None:
    publish = read(tmp_path, f'host: sftp\npublish:\n  to: "{to}"\n').publish
    assert (publish.server, publish.folder, publish.port) == (server, folder, None)


def test_a_bucket_is_read(tmp_path: Path) -> None:
    text = "host: s3\npublish:\n  bucket: my-site\n  prefix: /web/\n"
    found = read(tmp_path, text + "  endpoint: https://s3.example.com/\n  region: eu-1\n")
    assert found.publish.endpoint == "https://s3.example.com"
    assert found.publish.prefix == "web"
    assert (found.name, found.url, found.line) == ("Small Site", "https://small.example/", 4)


@pytest.mark.parametrize("host", ["nginx", "apache", "caddy", "sftp"])
def test_hosts_reached_by_ssh_take_a_folder(tmp_path: Path, host: str) -> None:
    assert read(tmp_path, f"host: {host}\npublish:\n  to: a.example:/b\n").publish.server


@pytest.mark.parametrize(
    "key",
    [
        *("password", "secret_key", "aws_secret_access_key", "access_key", "token", "key"),
        *("private_key", "passphrase", "credentials"),
    ],
)
def test_a_secret_is_refused_with_the_way_to_keep_it(tmp_path: Path, key: str) -> None:
    found = wrong(tmp_path, f"host: s3\npublish:\n  bucket: my-site\n  {key}: hunter2\n")
    assert found.line == 6
    assert "a secret has no place in this file" in found.message
    assert "AWS_PROFILE" in found.hint
    assert "ssh-agent" in found.hint
    assert "hunter2" not in found.message + found.hint


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ("", 1, "no host is named"),
        ("host: netlify\n", 3, "a site on netlify is published by a program of Netlify's"),
        ("host: github-pages\n", 3, "a site on github-pages is published by GitHub itself"),
        ("host: cloudflare\n", 3, "a site on cloudflare is published by a program of Cloud"),
        ("host: sfpt\n", 3, "there is no host 'sfpt'"),
        ("host: s3\n", 3, "where to publish is not named"),
        ("host: s3\npublish:\n  to: a.example:/b\n", 3, "'publish' does not fit 'host: s3'"),
        ("host: sftp\npublish:\n  bucket: my-site\n", 3, "'publish' does not fit 'host: sftp'"),
        ("host: s3\npublish: {}\n", 4, "'publish': no place is named"),
        ("host: s3\npublish: here\n", 4, "'publish': named fields belong here"),
        (
            "host: s3\npublish:\n  bucket: my-site\n  to: a.example:/b\n",
            5,
            "both 'bucket' and 'to'",
        ),
        ("host: s3\npublish:\n  bucket: My Site\n", 5, "is not the name of a bucket"),
        ("host: s3\npublish:\n  bucket: my-site\n  port: 22\n", 6, "'port': belongs to 'to'"),
        (
            "host: sftp\npublish:\n  to: a.example:/b\n  region: x\n",
            6,
            "'region': belongs to 'bucket'",
        ),
        ("host: sftp\npublish:\n  to: a.example:/b\n  port: x\n", 6, "'x' is not a whole number"),
        ("host: sftp\npublish:\n  to: a.example:/b\n  port: 0\n", 6, "'0' is less than 1"),
        ("host: sftp\npublish:\n  too: a:/b\n", 5, "unknown field 'too'"),
        ("host: sftp\npublish:\n  to: www.example.com\n", 5, "is not a place"),
        ("host: sftp\npublish:\n  to: 'a.example:'\n", 5, "is not a place"),
        ("host: sftp\npublish:\n  to: -oProxyCommand=x:/b\n", 5, "is not a place"),
        ("host: sftp\npublish:\n  to: ann@-oProxyCommand:/b\n", 5, "is not a place"),
        ("host: sftp\npublish:\n  to: ann:hunter2@a.example:/b\n", 5, "a password stands in"),
        ("host: sftp\npublish:\n  to: a.example:/\n", 5, "is not a folder"),
        ("host: sftp\npublish:\n  to: a.example:/www/../etc\n", 5, "is not a folder"),
        ("host: sftp\npublish:\n  to: a.example:~/www\n", 5, "is not a folder"),
        ("host: sftp\npublish:\n  to: /\n", 5, "is not a folder"),
        ("host: sftp\npublish:\n  to: ann:hunter/2@a.example:/b\n", 5, "a password stands in"),
        ("host: sftp\npublish:\n  to: ann@a.example:hunter2@b:/c\n", 5, "a password stands in"),
        ("host: sftp\npublish:\n  to: ssh://ann@a.example/b\n", 5, "an address with ://"),
        ("host: sftp\npublish:\n  to: sftp://ann:hunter2@a/b\n", 5, "an address with ://"),
        ("host: sftp\npublish:\n  to: C:\\site\n", 5, "begins as a drive does"),
        ("host: sftp\npublish:\n  to: c:/site\n", 5, "begins as a drive does"),
        ("host: s3\npublish:\n  bucket: my-site\n  prefix: ../x\n", 6, "not a folder of a bucket"),
        ("host: s3\npublish:\n  bucket: my-site\n  prefix: .sitegen\n", 6, "not a folder of"),
        ("host: s3\npublish:\n  bucket: my-site\n  endpoint: s3.example.com\n", 6, "https://"),
        ("host: s3\npublish:\n  bucket: my-site\n  endpoint: http://s3.example\n", 6, "https://"),
        ("host: s3\npublish:\n  bucket: my-site\n  endpoint: https://a:b@c/\n", 6, "password"),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, lines: str, line: int, message: str) -> None:
    found = wrong(tmp_path, lines)
    assert message in found.message
    assert found.line == line
    assert "hunter2" not in found.message


@pytest.mark.parametrize("host", ["github-pages", "netlify", "cloudflare"])
def test_the_hint_for_a_host_is_what_the_document_tells_for_it(tmp_path: Path, host: str) -> None:
    hint = wrong(tmp_path, f"host: {host}\n").hint
    command, heading = re.findall(r"`(.+?)`.*'(.+?)'", hint)[0]
    document = (REPO / "docs/publish.md").read_text("utf-8")
    section = document.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert command in section.splitlines()


def test_a_name_that_is_no_place_may_have_been_meant_as_a_folder_here(tmp_path: Path) -> None:
    found = wrong(tmp_path, "host: sftp\npublish:\n  to: www\n")
    assert found.message.endswith("'www' is not a place")
    assert "a folder on this machine begins with /" in found.hint
    assert "user@www.example.com:/var/www/site" in found.hint


@pytest.mark.parametrize(
    ("endpoint", "says"),
    [
        ("https://my_storage.example.com", "is not the address of a service"),
        ("https://s3 example.com", "is not the address of a service"),
        ("https://-s3.example.com", "is not the address of a service"),
        ("https://s3..example.com", "is not the address of a service"),
        (f"https://{64 * 's'}.example.com", "is not the address of a service"),
        ("https://s3.example.com:0", "is not the address of a service"),
        ("https://s3.example.com/?region=x", "is not the address of a service"),
        ("https://s3.example.com/a b", "is not the address of a service"),
        ("https://s3.exämple.com", "has letters beyond a to z"),
        ("https://s3.example.com:99999", "https://"),
        ("https://ann:hunter2@s3.example.com:99999", "a name or password"),
    ],
)
def test_an_endpoint_that_is_no_name_of_a_machine_is_refused(
    tmp_path: Path, endpoint: str, says: str
) -> None:
    found = wrong(tmp_path, f'host: s3\npublish:\n  bucket: my-site\n  endpoint: "{endpoint}"\n')
    assert (found.line, says in found.message) == (6, True)
    assert "hunter2" not in found.message


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://s3.eu-central-1.example.com",
        "https://S3.Example.com:9000/below",
        "https://xn--exmple-cua.example",
        "https://192.0.2.1",
        "https://[2001:db8::1]:9000",
        "http://127.0.0.1:9000",
        "http://[::1]:9000",
    ],
)
def test_what_is_taken_as_an_endpoint_storage_can_be_asked_for(
    tmp_path: Path, endpoint: str
) -> None:
    text = f'host: s3\npublish:\n  bucket: my-site\n  endpoint: "{endpoint}"\n'
    Bucket(read(tmp_path, text).publish).close()


@pytest.mark.parametrize(
    ("host", "found"), [("nginx", "nginx"), ("netlify", "netlify"), ("'s3'", "s3")]
)
def test_the_host_alone_is_read_without_a_place(tmp_path: Path, host: str, found: str) -> None:
    put(tmp_path, {"site.yaml": f"{SITE_YAML}host : {host}\n"})
    assert read_host(tmp_path) == found


@pytest.mark.parametrize(("line", "at"), [("", 1), ("host: ngnx\n", 3), ("host:\n", 3)])
def test_without_a_host_there_is_none_to_read(tmp_path: Path, line: str, at: int) -> None:
    put(tmp_path, {"site.yaml": SITE_YAML + line})
    with pytest.raises(ProblemsFound) as found:
        read_host(tmp_path)
    assert [it.line for it in found.value.problems] == [at]


def test_a_build_finds_the_same_mistakes(tmp_path: Path) -> None:
    text = SITE_YAML + "publish:\n  bucket: my-site\n  secret: hunter2\n"
    (found,) = problems(small_site(tmp_path, {"site.yaml": text}))
    assert (found.path, found.line) == ("site.yaml", 5)
    assert "a secret has no place in this file" in found.message


def test_a_broken_or_missing_file_is_a_problem(tmp_path: Path) -> None:
    for content in (b"\xff", b"name: [", b"- a\n", b""):
        put(tmp_path, {"site.yaml": content})
        with pytest.raises(ProblemsFound):
            read_destination(tmp_path)
    (tmp_path / "site.yaml").unlink()
    with pytest.raises(ProblemsFound):
        read_destination(tmp_path)
