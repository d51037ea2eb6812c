"""The preview as a process of its own: what it answers, and whom it refuses."""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.headers import headers
from tests.sites.preview import PATIENCE, SITE, Serving, preview_site, serving
from tests.sites.small import make, run

SECRET = "nobody may read this"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    top = tmp_path_factory.mktemp("top")
    (top / "secret.txt").write_text(SECRET)
    root = preview_site(top / "site")
    for name in (".git/config", "public/old.html", "notes.txt", ".cache/x", ".env"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(SECRET)
    (top / "site/static/root/inside.txt").symlink_to(root / "static/root/plain.txt")
    with serving(root) as running:
        yield running


# --- what it answers ---


def test_pages_have_clean_addresses(running: Serving) -> None:
    assert "<h1>First page</h1>" in running.ask("/").text
    assert "<h1>About</h1>" in running.ask("/about/").text
    assert "<h1>About</h1>" in running.ask("/about/?utm=1&x=%2F").text
    assert "<h1>About</h1>" in running.ask("/about/index.html").text


def test_an_address_without_its_last_slash_leads_on(running: Serving) -> None:
    answer = running.ask("/about?x=1")
    assert (answer.status, answer.headers["Location"]) == (302, "/about/?x=1")


def test_addresses_of_the_published_folder_lead_to_the_page(running: Serving) -> None:
    """The 404 page links by the site's own path, here /sub/."""
    assert running.ask("/sub/about/").headers["Location"] == "/about/"
    assert running.ask("/sub///evil.example/").headers["Location"] == "/evil.example/"
    assert running.ask("//evil.example/sub/").status == 404


def test_a_missing_page_gets_the_sites_own_answer(running: Serving) -> None:
    answer = running.ask("/nowhere/")
    assert answer.status == 404
    assert "<h1>Page not found</h1>" in answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/plain.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/film.webm", "video/webm"),
    ],
)
def test_files_have_their_types(running: Serving, path: str, kind: str) -> None:
    answer = running.ask(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


def test_what_is_no_page_is_served_byte_for_byte(running: Serving) -> None:
    for output in make(running.root).outputs:
        if not output.path.endswith((".html", "build.json")):
            assert running.ask(f"/{output.path}").content == output.content


def test_a_page_is_the_built_one_with_a_script(running: Serving) -> None:
    built = {it.path: it.content for it in make(running.root).outputs}
    served = running.ask("/about/").content
    bare = re.sub(rb'<script src="/_preview/[^>]*></script>', b"", served)
    assert bare == built["about/index.html"] != served


def test_the_headers_are_those_of_the_published_site(running: Serving) -> None:
    """But for the script of the preview, its connection, and that nothing is kept."""
    for output in make(running.root).outputs:
        told = running.ask(f"/{output.path}").headers
        expected = dict(headers(output.path, output.content))
        expected["Cross-Origin-Resource-Policy"] = "same-origin"
        expected["Cache-Control"] = "no-store"
        policy = told.get("Content-Security-Policy", "")
        for own in ("script-src 'self'; ", f" ws://127.0.0.1:{running.port}"):
            assert (own in policy) == output.path.endswith(".html")
            policy = policy.replace(own, "")
        assert policy == expected.pop("Content-Security-Policy", "")
        assert {name: told[name] for name in expected} == expected


def test_a_question_for_the_head_gets_no_body(running: Serving) -> None:
    answer = running.ask("/plain.txt", method="HEAD")
    assert (answer.status, answer.content) == (200, b"")
    assert answer.headers["Content-Length"] == str(len("Plain – text\n".encode()))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(running: Serving, method: str) -> None:
    assert running.ask("/", method=method).status in (405, 501)


@pytest.mark.parametrize(
    ("asked", "status", "first", "length"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=1000-", 206, 1000, 24),
        ("bytes=-10", 206, 1014, 10),
        ("bytes=1020-9999", 206, 1020, 4),
        ("bytes=5-1", 200, 0, 1024),
        ("bytes=2000-", 200, 0, 1024),
        ("bytes=-", 200, 0, 1024),
        ("lines=1-2", 200, 0, 1024),
    ],
)
def test_a_film_can_be_wound(
    running: Serving, asked: str, status: int, first: int, length: int
) -> None:
    film = SITE["static/root/film.webm"]
    answer = running.ask("/film.webm", {"Range": asked})
    assert (answer.status, answer.content) == (status, film[first : first + length])


# --- whom it refuses ---


def test_it_listens_on_this_machine_only(running: Serving) -> None:
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    places = re.findall(rf"([0-9A-F]+):{running.port:04X} [0-9A-F]+:0000 0A", listening)
    assert places == ["0100007F"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:{port}",
        "127.0.0.1:{port}.evil.example",
        "127.0.0.1:{port}, evil.example",
        "[::1]:{port}",
        "",
        "0.0.0.0:{port}",
    ],
)
@pytest.mark.parametrize("path", ["/", "/plain.txt", "/_preview/state?path=/", "/_preview/socket"])
def test_a_foreign_host_is_refused(running: Serving, host: str, path: str) -> None:
    answer = running.ask(path, {"Host": host.format(port=running.port)})
    assert answer.status in (400, 403)
    assert "First page" not in answer.text


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "https://127.0.0.1:{port}",
        "http://evil.example:{port}",
    ],
)
@pytest.mark.parametrize("path", ["/", "/_preview/state?path=/", "/_preview/socket"])
def test_a_foreign_origin_is_refused(running: Serving, origin: str, path: str) -> None:
    answer = running.ask(path, {"Origin": origin.format(port=running.port)})
    assert answer.status == 403
    assert "First page" not in answer.text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_both_names_of_this_machine_are_taken(running: Serving, name: str) -> None:
    own = {"Host": f"{name}:{running.port}", "Origin": f"http://{name}:{running.port}"}
    answer = running.ask("/", own)
    assert answer.status == 200
    assert f"ws://{name}:{running.port}" in answer.headers["Content-Security-Policy"]


def upgrade(running: Serving, **changed: str) -> str:
    """Ask for a WebSocket, and return the first line of the answer."""
    told = {
        "Host": f"127.0.0.1:{running.port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(b"0123456789abcdef").decode(),
        "Origin": f"http://127.0.0.1:{running.port}",
        **changed,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    with socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE) as connection:
        connection.sendall(f"GET /_preview/socket HTTP/1.1\r\n{lines}\r\n".encode())
        return connection.recv(100).decode().split("\r\n")[0]


def test_a_socket_opens_for_the_preview_only(running: Serving) -> None:
    assert " 101 " in upgrade(running)
    assert " 403 " in upgrade(running, Origin="http://evil.example")
    assert " 403 " in upgrade(running, Origin="null")
    assert " 403 " in upgrade(running, Host="evil.example")


@pytest.mark.parametrize(
    "path", ["/forcereload", "/forcereload?path=*", "/livereload.js", "/livereload", "/livereload/"]
)
def test_livereloads_own_addresses_are_not_there(running: Serving, path: str) -> None:
    assert running.ask(path).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.git/",
        "/site.yaml",
        "/schema.py",
        "/content/index.md",
        "/templates/page.html",
        "/static/css/base.css",
        "/notes.txt",
        "/.env",
        "/.cache/x",
        "/public/old.html",
        "/old.html",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/about/../../secret.txt",
        "/about/..%5c..%5csecret.txt",
        "/..;/secret.txt",
        "//secret.txt",
        "/%00",
        "/plain.txt%00.html",
        "/%ff%fe",
        "/etc/passwd",
        "/%2fetc/passwd",
        "//etc/passwd",
        "/file:///etc/passwd",
        "/_preview/",
        "/_preview/panel.html",
        "/_preview/../serve.py",
        "/_preview/..%2fserve.py",
        "/_preview/%2e%2e/serve.py",
        "/_preview/script.js/../panel.html",
        "/_preview/day",
        "/static/root/plain.txt",
        "/inside.txt/",
    ],
)
def test_nothing_but_the_built_site_is_there(running: Serving, path: str) -> None:
    answer = running.ask(path)
    assert answer.status in (400, 404)
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    ("told", "body", "status"),
    [
        ({}, b'{"day": null}', 204),
        ({"Origin": "http://evil.example"}, b'{"day": null}', 403),
        ({"Origin": ""}, b'{"day": null}', 403),
        ({"Content-Type": "text/plain"}, b'{"day": null}', 403),
        ({}, b'{"day": "soon"}', 400),
        ({}, b'{"day": 5}', 400),
        ({}, b'{"day": "2026-02-30"}', 400),
        ({}, b"[]", 400),
        ({}, b"\xff", 400),
    ],
)
def test_a_day_is_taken_from_the_preview_only(
    running: Serving, told: dict[str, str], body: bytes, status: int
) -> None:
    own = {"Origin": f"http://127.0.0.1:{running.port}", "Content-Type": "application/json"}
    assert running.ask("/_preview/day", {**own, **told}, "POST", body).status == status


def test_a_large_body_is_refused(running: Serving) -> None:
    own = {"Origin": f"http://127.0.0.1:{running.port}", "Content-Type": "application/json"}
    assert running.ask("/_preview/day", own, "POST", b" " * 20_000).status in (400, 413)


# --- the command ---


def test_a_port_that_was_named_and_is_taken_is_told(tmp_path: Path, running: Serving) -> None:
    done = run("serve", "--root", preview_site(tmp_path), "--port", str(running.port))
    assert done.returncode == 2
    assert f"port {running.port} cannot be used: Address already in use" in done.stderr
