"""The practice's own site, once its facts are confirmed, on nginx, Apache and Caddy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.contract import Host
from sitegen.hosts.outputs import host_outputs
from tests.hosts.header_rules import cloudflare, netlify
from tests.hosts.observatory import modifiers, score
from tests.hosts.servers import FOLDERS, SERVERS, serving
from tests.hosts.sites import DOMAIN, built, release
from tests.hosts.visits import Hosted, address, told, wrong_answers, wrong_headers, wrong_redirects
from tests.practice.site import confirm_all, rewrite
from tests.sites.small import REPO, copy_practice

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def confirmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site that may be released, with the pictures that are drawn already."""
    root = copy_practice(tmp_path_factory.mktemp("practice") / "site")
    confirm_all(root)
    pictures = REPO / ".cache/images"
    pictures.mkdir(parents=True, exist_ok=True)
    (root / ".cache").mkdir()
    (root / ".cache/images").symlink_to(pictures)
    return root


@pytest.fixture(scope="module", params=FOLDERS)
def placed(request: pytest.FixtureRequest, confirmed: Path) -> tuple[str, pipeline.Built]:
    """The path of the site's address, and the site in memory."""
    folder = str(request.param)
    place(confirmed, f"https://{DOMAIN}{folder}", "nginx")
    return folder, built(confirmed)


@pytest.fixture(scope="module", params=SERVERS)
def hosted(
    request: pytest.FixtureRequest, confirmed: Path, placed: tuple[str, pipeline.Built]
) -> Iterator[Hosted]:
    server, (folder, made) = str(request.param), placed
    url = f"https://{DOMAIN}{folder}"
    place(confirmed, url, server)
    # One after the other into one folder, as an owner does who changes hosts.
    release(confirmed, confirmed / "public")

    def fill(target: Path) -> None:
        shutil.copytree(confirmed / "public", target)

    with serving(server, fill, DOMAIN, folder) as browser:
        files = {it.path: it for it in made.outputs}
        yield Hosted(server, browser, url, files, made.site.redirects)


def place(root: Path, url: str, host: str) -> None:
    """Give the site another address and host."""

    def change(text: str) -> str:
        lines = [line for line in text.splitlines() if not line.startswith(("url:", "host:"))]
        return "\n".join([*lines, f"url: {url}", f"host: {host}", ""])

    rewrite(root / "site.yaml", change)


def test_netlify_gives_every_file_exactly_its_headers(placed: tuple[str, pipeline.Built]) -> None:
    plain, made, files = published("netlify", placed)
    wrong = [
        path
        for path, way in files.items()
        if netlify(made["_headers"].decode(), way) != without_type(path, plain[path])
    ]
    assert wrong == []


def test_cloudflare_gives_every_file_exactly_its_headers(
    placed: tuple[str, pipeline.Built],
) -> None:
    plain, made, files = published("cloudflare", placed)
    text = made["_headers"].decode()
    wrong = [
        path
        for path, way in files.items()
        if cloudflare(text, way.removesuffix(".html"), {}) != without_type(path, plain[path])
    ]
    assert wrong == []
    missing = cloudflare(text, "/nothing/here", {})
    assert missing == without_type("404.html", plain["404.html"])
    assert {path: made[path] for path in plain} == plain


def published(
    host: Host, placed: tuple[str, pipeline.Built]
) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, str]]:
    """Return the site's files, those of the release, and where the host serves the former."""
    folder, built_site = placed
    redirects = built_site.site.redirects
    plain = {it.path: it.content for it in built_site.outputs}
    url = f"https://{DOMAIN}{folder}"
    outputs = host_outputs(host, built_site.outputs, url=url, redirects=redirects, before={})
    ways = {path: f"/{address(path)}" for path in plain if path != "404.html"}
    reached = {path: way for path, way in ways.items() if way not in redirects}
    return plain, {it.path: it.content for it in outputs}, reached


def without_type(path: str, content: bytes) -> dict[str, str]:
    """Return the headers of a file in small letters; a page's type the host knows by itself."""
    found = {name.lower(): value for name, value in told(path, content).items()}
    if path.endswith(".html"):
        del found["content-type"]
    return found


@pytest.mark.parametrize("accept", ["", "gzip", "br"])
def test_every_page_and_asset_comes_whole_with_exactly_its_headers(
    hosted: Hosted, accept: str
) -> None:
    assert len(hosted.files) > 100
    assert wrong_answers(hosted, accept) == {}


def test_every_moved_address_leads_on(hosted: Hosted) -> None:
    assert len(hosted.redirects) >= 3
    assert wrong_redirects(hosted) == {}


def test_a_missing_page_is_the_practices_own(hosted: Hosted) -> None:
    page = hosted.files["404.html"].content
    for path in ("missing", "services/missing/", "assets/", ".host/nginx.conf", ".htaccess"):
        answer = hosted.ask(path, "br")
        # Debian's Apache itself refuses the last, which tells as little.
        assert answer.status == 404, path
        assert answer.content == page
        assert wrong_headers(answer, told("404.html", page)) == {}


def test_the_observatory_gives_every_page_120_points_or_more(hosted: Hosted) -> None:
    low = {}
    for path in hosted.files:
        if path.endswith("/index.html") and f"/{path[:-10]}" not in hosted.redirects:
            page = hosted.base + path.removesuffix("index.html")
            if score(hosted.browser.ask, page) < 120:
                low[path] = modifiers(hosted.browser.ask, page)
    assert low == {}
