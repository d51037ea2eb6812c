"""What visitors get from nginx, Apache and Caddy, each started from the release's own files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.hosts.observatory import modifiers, score
from tests.hosts.servers import FOLDERS, SERVERS, serving
from tests.hosts.sites import DOMAIN, built, release, site
from tests.hosts.visits import (
    ACCEPTED,
    Hosted,
    address,
    is_packed,
    told,
    wrong_answers,
    wrong_headers,
    wrong_redirects,
)

pytestmark = pytest.mark.slow

MOVED = {"/old/": "about.md", "/older/prices.html": "news/opening.md#hours",
         "/away/": "https://elsewhere.example/a b?x=$y&z=%41#part",
         "/aliased/deep/": "about.md", "/About-Us.html": "about.md"}  # fmt: skip
HIDDEN = (".host/nginx.conf", ".host/Caddyfile", ".host/", ".git/config", "about/.htaccess",
          "%2ehost/nginx.conf", ".well-known/.secret", ".env", "assets/.host")  # fmt: skip


@pytest.fixture(
    scope="module",
    params=[(server, folder) for server in SERVERS for folder in FOLDERS],
    ids=lambda it: f"{it[0]}{it[1]}",
)
def hosted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hosted]:
    server, folder = request.param
    url = f"https://{DOMAIN}{folder}"
    root = site(tmp_path_factory.mktemp(server) / "site", server, url)
    release(root, root / "public", verify=True)

    def fill(target: Path) -> None:
        shutil.copytree(root / "public", target)
        # What others may have put beside the site.
        for name in (".git/config", ".env", "empty/.keep", ".well-known/.secret"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text("secret")

    with serving(server, fill, DOMAIN, folder) as browser:
        made = built(root)
        files = {it.path: it for it in made.outputs}
        yield Hosted(server, browser, url, files, made.site.redirects)


# --- files ---


@pytest.mark.parametrize("accept", ACCEPTED)
def test_every_file_comes_whole_with_its_headers_as_the_browser_likes_it(
    hosted: Hosted, accept: str
) -> None:
    assert wrong_answers(hosted, accept) == {}


def test_there_is_something_of_each_kind(hosted: Hosted) -> None:
    kinds = {path.rpartition(".")[2] for path in hosted.files}
    assert kinds >= {"html", "xml", "js", "png", "svg", "txt", "json", "webmanifest"}
    packed = [path for path, it in hosted.files.items() if is_packed(path, it.content)]
    assert {path.rpartition(".")[2] for path in packed} >= {"html", "xml", "js", "svg"}
    policies = {
        told(path, it.content).get("Content-Security-Policy") for path, it in hosted.files.items()
    }
    assert len(policies) > 4
    assert hosted.redirects == MOVED


def test_a_browser_keeps_what_the_name_says(hosted: Hosted) -> None:
    caching = {path: hosted.ask(address(path))["Cache-Control"] for path in hosted.files}
    hashed = [path for path in caching if re.search(r"^assets/.*\.[0-9a-f]{10}\.\w+$", path)]
    assert len(hashed) >= 3
    assert {caching[path] for path in hashed} == {"public, max-age=31536000, immutable"}
    assert caching["index.html"] == caching["404.html"] == "no-cache"
    assert caching["plain.txt"] == caching["assets/fixed.png"] == "public, max-age=3600"


@pytest.mark.parametrize("accept", ["", "gzip", "br"])
def test_what_a_browser_has_is_not_sent_again(hosted: Hosted, accept: str) -> None:
    for path in ("", "about/", "news/feed.xml", "plain.txt", "assets/fixed.png"):
        first = hosted.ask(path, accept)
        assert first["ETag"] or first["Last-Modified"], path
        question = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
        again = hosted.ask(path, accept, headers={k: v for k, v in question.items() if v})
        assert (again.status, again.body) == (304, b""), path
        for name in ("Cache-Control", "Content-Security-Policy"):
            assert again[name] == first[name], (path, name)
        other = hosted.ask(path, accept, headers={"If-None-Match": '"other"'})
        assert (other.status, other.content) == (200, first.content)


def test_packed_and_unpacked_are_not_taken_for_each_other(hosted: Hosted) -> None:
    tags = [hosted.ask("", accept)["ETag"] for accept in ("", "gzip", "br")]
    for accept, tag in zip(("gzip", "br", ""), tags, strict=True):
        if tag:
            assert hosted.ask("", accept, headers={"If-None-Match": tag}).status == 200


def test_a_question_for_the_head_gets_the_same_headers(hosted: Hosted) -> None:
    for path in ("", "about/", "plain.txt", "missing"):
        full, head = hosted.ask(path), hosted.ask(path, method="HEAD")
        assert (head.status, head.body) == (full.status, b"")
        for name in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
            assert head[name] == full[name]


def test_a_part_of_a_film_can_be_asked_for(hosted: Hosted) -> None:
    answer = hosted.ask("assets/fixed.png", headers={"Range": "bytes=0-3"})
    assert (answer.status, answer.body) == (206, b"\x89PNG")


# --- what is not there ---


@pytest.mark.parametrize("accept", ["", "gzip", "br"])
def test_a_missing_page_gets_the_sites_own_with_status_404(hosted: Hosted, accept: str) -> None:
    page = hosted.files["404.html"].content
    for path in ("missing", "missing/", "about/missing/", "index.htm", "assets/gone.js",
                 "assets/x.0123456789.js", "missing.html", "a%20b", "%C3%BC"):  # fmt: skip
        answer = hosted.ask(path, accept)
        assert (answer.status, answer.content) == (404, page), path
        assert wrong_headers(answer, told("404.html", page)) == {}, path


def test_no_folder_shows_what_is_in_it(hosted: Hosted) -> None:
    for path in ("assets/", "empty/", "older/"):
        answer = hosted.ask(path)
        assert (answer.status, answer.content) == (404, hosted.files["404.html"].content)


@pytest.mark.parametrize("path", HIDDEN)
def test_what_begins_with_a_dot_is_not_there(hosted: Hosted, path: str) -> None:
    answer = hosted.ask(path)
    assert (answer.status, answer.content) == (404, hosted.files["404.html"].content)


def test_what_begins_with_a_dot_and_is_well_known_is_there(hosted: Hosted) -> None:
    answer = hosted.ask(".well-known/security.txt")
    assert (answer.status, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")


def test_nothing_outside_the_site_is_served(hosted: Hosted) -> None:
    for path in ("../certificate.pem", "..%2fcertificate.pem", "about/../../../key.pem"):
        answer = hosted.ask(path)
        # Caddy answers 200 and nothing for what no site of it holds.
        assert answer.status in (400, 403, 404) or not answer.body


def test_nothing_can_be_sent_to_the_site(hosted: Hosted) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert hosted.ask("about/", method=method).status in (403, 404, 405, 501)


# --- where addresses lead ---


def test_every_moved_address_leads_on_at_once(hosted: Hosted) -> None:
    assert wrong_redirects(hosted) == {}


def test_an_address_without_its_last_slash_leads_to_it(hosted: Hosted) -> None:
    for path in ("about", "news", "news/opening"):
        answer = hosted.ask(path)
        assert answer.status in (301, 308)
        assert urljoin(f"{hosted.base}{path}", answer["Location"]) == f"{hosted.base}{path}/"


def test_the_folder_of_the_site_may_be_asked_for_without_its_slash(hosted: Hosted) -> None:
    if hosted.base.endswith("/b/"):
        answer = hosted.browser.ask(hosted.base.rstrip("/"))
        assert answer.status in (301, 308)
        assert urljoin(hosted.base, answer["Location"]) == hosted.base


def test_whoever_comes_by_http_is_led_to_https(hosted: Hosted) -> None:
    for path in ("", "about/", "missing"):
        answer = hosted.browser.ask(f"http:{hosted.base.partition(':')[2]}{path}")
        assert answer.status in (301, 308)
        assert re.sub(r":\d+/", "/", answer["Location"]) == f"{hosted.base}{path}"


# --- all in all ---


def test_the_observatory_gives_120_points_or_more(hosted: Hosted) -> None:
    for path in ("", "about/", "drawing/", "news/opening/"):
        found = modifiers(hosted.browser.ask, hosted.base + path)
        assert score(hosted.browser.ask, hosted.base + path) >= 120, found


def test_nothing_else_is_told_of_the_server(hosted: Hosted) -> None:
    for name in ("X-Powered-By", "Set-Cookie", "Access-Control-Allow-Origin", "Content-Language"):
        for accept in ("", "gzip", "br"):
            assert hosted.ask("", accept).every(name) == []
