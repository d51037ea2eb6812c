"""Each page gets from Netlify and from Cloudflare exactly the headers that it should have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

import pytest

from sitegen.headers import headers
from sitegen.hosts.outputs import host_outputs
from sitegen.model import Output
from sitegen.problems import ProblemsFound
from tests.hosts import header_rules

URL = "https://www.example.org/"
MISSING = "<!doctype html><title>Not found</title><style>b{}</style>"
# What Cloudflare sends by itself.
CLOUDFLARE = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=0",
              "Referrer-Policy": "strict-origin-when-cross-origin"}  # fmt: skip
FILES = {
    "404.html": MISSING,
    "index.html": "<title>First</title><style>a{}</style>",
    "about/index.html": "<title>About</title><style>a{}</style><script>f()</script>",
    "about/deep/index.html": "<title>Deep</title><img src='data:image/png;base64,AA'>",
    "old/index.html": "<title>Moved</title><meta http-equiv=refresh content='0; url=../about/'>",
    "verbatim.html": "<title>Verbatim</title>",
    "assets/a.0123456789.png": "a",
    "assets/b.0123456789.png": "b",
    "assets/c.0123456789.js": "c",
    "assets/d.0123456789.svg": "<svg><style>c{}</style></svg>",
    "assets/fixed.js": "not hashed",
    "favicon.ico": "x",
    "news/feed.xml": "<feed/>",
    "odd name.txt": "x",
    "noending": "x",
    ".well-known/security.txt": "x",
}
REDIRECTS = {"/old/": "about.md", "/older.html": "about/deep.md#part",
             "/away/": "https://b.example/a b"}  # fmt: skip


def published(
    host: str,
    files: Mapping[str, str] = FILES,
    url: str = URL,
    redirects: Mapping[str, str] = REDIRECTS,
) -> dict[str, bytes]:
    outputs = [Output(path=path, content=text.encode()) for path, text in files.items()]
    made = host_outputs(host, outputs, url=url, redirects=redirects, before={})  # type: ignore[arg-type]
    return {it.path: it.content for it in made}


def expected(path: str, content: bytes) -> dict[str, str]:
    """Return the headers of a file; the type of a page is what the host knows by itself."""
    told = {name.lower(): value for name, value in headers(path, content, is_secure=True).items()}
    if path.endswith(".html"):
        del told["content-type"]
    return told


def is_page(path: str) -> bool:
    return path.endswith(".html")


def netlify_ways(path: str) -> set[str]:
    """Return the paths at which Netlify serves a file as it is."""
    url = "/" + quote(re.sub(r"(^|/)index\.html$", r"\1", path))
    ways = {url, "/" + quote(path)}
    return (
        ways | {url.removesuffix("/") or "/", url.removesuffix(".html")} if is_page(path) else ways
    )


def cloudflare_way(path: str) -> str:
    """Return the path to which Cloudflare leads, and at which it serves a file."""
    url = "/" + quote(re.sub(r"(^|/)index\.html$", r"\1", path))
    return url.removesuffix(".html")


# --- Netlify ---


@pytest.mark.parametrize("path", [it for it in FILES if it not in ("404.html", "old/index.html")])
def test_netlify_gives_each_file_exactly_its_headers(path: str) -> None:
    made = published("netlify")
    for way in netlify_ways(path):
        found = header_rules.netlify(made["_headers"].decode(), way)
        assert found == expected(path, made[path]), way


def test_netlify_gives_a_missing_page_all_headers_but_a_policy_that_the_page_carries() -> None:
    made = published("netlify")
    found = header_rules.netlify(made["_headers"].decode(), "/nothing/here")
    wanted = expected("404.html", made["404.html"])
    assert found == {name: wanted[name] for name in found}
    assert wanted.keys() - found.keys() == {
        *("content-security-policy", "cache-control", "cross-origin-resource-policy"),
    }
    assert made["404.html"].startswith(b"<!doctype html>\n<meta http-equiv=")
    assert made["index.html"] == FILES["index.html"].encode()


def test_netlify_redirects_though_a_page_is_there() -> None:
    made = published("netlify")
    text = made["_redirects"].decode()
    assert header_rules.redirect(text, "/old/") == ("/about/", "301!")
    assert header_rules.redirect(text, "/old/index.html") == ("/about/", "301!")
    assert header_rules.redirect(text, "/older.html") == ("/about/deep/#part", "301!")
    assert header_rules.redirect(text, "/away/") == ("https://b.example/a%20b", "301!")
    assert "old/index.html" in made


# --- Cloudflare ---


@pytest.mark.parametrize("path", [it for it in FILES if it != "old/index.html"])
def test_cloudflare_gives_each_file_exactly_its_headers(path: str) -> None:
    made = published("cloudflare")
    own = {**CLOUDFLARE, "Content-Type": "application/wrong"}
    if is_page(path):
        del own["Content-Type"]
    found = header_rules.cloudflare(made["_headers"].decode(), cloudflare_way(path), own)
    assert found == expected(path, made[path])
    assert made[path] == FILES[path].encode()


def test_cloudflare_gives_a_missing_page_the_headers_of_the_page_that_answers() -> None:
    made = published("cloudflare")
    found = header_rules.cloudflare(made["_headers"].decode(), "/nothing/here", CLOUDFLARE)
    assert found == expected("404.html", made["404.html"])


def test_cloudflare_redirects_each_spelling() -> None:
    text = published("cloudflare")["_redirects"].decode()
    for path in ("/old/", "/old", "/old/index.html"):
        assert header_rules.redirect(text, path) == ("/about/", "301")


def many(folders: int, pages: int, style: str = "") -> dict[str, str]:
    """Return a site with so many pages in each of so many folders, each with its own policy."""
    made = {"404.html": MISSING, "index.html": "<title>First</title>"}
    for folder in range(folders):
        for page in range(pages):
            made[f"f{folder}/p{page}/index.html"] = f"<style>{style}.f{folder}p{page}{{}}</style>"
    return made


def sources(policy: str, directive: str) -> set[str]:
    return next(
        (set(it.split()[1:]) for it in policy.split("; ") if it.startswith(f"{directive} ")), set()
    )


def test_cloudflare_lets_pages_of_a_folder_share_a_rule_when_there_are_too_many() -> None:
    files = many(7, 16)
    made = published("cloudflare", files, redirects={})
    text = made["_headers"].decode()
    shared = alone = 0
    for path in files:
        found = header_rules.cloudflare(text, cloudflare_way(path), {})
        wanted = expected(path, made[path])
        policies = found.pop("content-security-policy"), wanted.pop("content-security-policy")
        assert found == wanted
        assert sources(policies[0], "style-src") >= sources(policies[1], "style-src")
        assert sources(policies[0], "frame-ancestors") == {"'none'"}
        assert "unsafe" not in policies[0]
        assert made[path] == files[path].encode()
        alone += policies[0] == policies[1]
        shared += policies[0] != policies[1]
    assert alone > 16
    assert shared >= 16


def test_cloudflare_lets_all_pages_share_a_rule_when_folders_are_too_many() -> None:
    files = many(30, 1) | {f"top{number}/index.html": "<p>" for number in range(90)}
    made = published("cloudflare", files, redirects={})
    text = made["_headers"].decode()
    for path in files:
        found = header_rules.cloudflare(text, cloudflare_way(path), {})
        policy = expected(path, made[path])["content-security-policy"]
        assert sources(found["content-security-policy"], "style-src") >= sources(
            policy, "style-src"
        )


def test_pages_carry_their_own_policy_where_a_shared_one_would_be_too_long() -> None:
    files = many(2, 60)
    made = published("cloudflare", files, redirects={})
    text = made["_headers"].decode()
    for path in files:
        found = header_rules.cloudflare(text, cloudflare_way(path), {})["content-security-policy"]
        wanted = expected(path, made[path])["content-security-policy"]
        if b"http-equiv" in made[path]:
            assert found == "base-uri 'none'; frame-ancestors 'none'"
            inside = wanted.removesuffix("; frame-ancestors 'none'")
            assert f'content="{inside}">'.encode() in made[path]
        else:
            assert found == wanted
    assert sum(b"http-equiv" in made[path] for path in files) >= 60


def test_one_page_with_a_very_long_policy_carries_it_alone() -> None:
    long = "".join(f"<style>.a{number}{{}}</style>" for number in range(50))
    made = published("cloudflare", {**FILES, "long/index.html": long})
    assert b"http-equiv" in made["long/index.html"]
    assert [path for path in FILES if b"http-equiv" in made[path]] == ["old/index.html"]


def test_cloudflare_lets_other_files_of_one_ending_share_a_rule_when_there_are_too_many() -> None:
    icons = {
        f"assets/icon.{number:010x}.svg": f"<svg><style>.i{number}{{}}</style></svg>"
        for number in range(20)
    }
    many_icons = {
        f"assets/more.{number:010x}.svg": f"<svg><style>.m{number}{{}}</style></svg>"
        for number in range(90)
    }
    sheets = {f"sheets/{number}.pdf": "pdf" for number in range(120)}
    for drawings in (icons, icons | many_icons):
        files = {**FILES, **drawings, **sheets}
        made = published("cloudflare", files)
        text = made["_headers"].decode()
        for path in files:
            if path == "old/index.html":
                continue
            found = header_rules.cloudflare(text, cloudflare_way(path), {})
            wanted = expected(path, made[path])
            if path.startswith("assets/") and path.endswith(".svg"):
                policies = found.pop("content-security-policy"), wanted["content-security-policy"]
                del wanted["content-security-policy"]
                allowed = sources(policies[0], "style-src")
                assert allowed >= sources(policies[1], "style-src") or not allowed
                assert "default-src 'none'" in policies[0]
            assert found == wanted


@pytest.mark.parametrize("fixed", [["logo.png"], [f"plain{at}.png" for at in range(30)]])
def test_cloudflare_lets_hashed_files_share_a_rule_though_others_lie_beside_them(
    fixed: list[str],
) -> None:
    hashed = {f"assets/p.{number:010x}.png": "hashed" for number in range(120)}
    files = {**FILES, **hashed, **{f"assets/{name}": "not hashed" for name in fixed}}
    text = published("cloudflare", files)["_headers"].decode()
    for path in files:
        if path != "old/index.html":
            found = header_rules.cloudflare(text, cloudflare_way(path), {})
            assert found == expected(path, files[path].encode()), path
    assert "/assets/p.0000000000.png" not in text


def test_netlify_names_each_file_where_two_rules_would_fit() -> None:
    hashed = {f"assets/p.{number:010x}.png": "hashed" for number in range(3)}
    files = {**FILES, **hashed, "assets/logo.png": "not hashed", "assets/noending": "x"}
    text = published("netlify", files)["_headers"].decode()
    for path in (*hashed, "assets/logo.png", "assets/noending", "assets/c.0123456789.js"):
        found = header_rules.netlify(text, f"/{path}")
        assert found == expected(path, files[path].encode()), path


def files_without_ending(number: int) -> dict[str, str]:
    return {"404.html": MISSING, **{f"lists/n{at}": "x" for at in range(number)}}


def test_cloudflare_takes_as_many_rules_as_it_says_and_not_one_more() -> None:
    made = published("cloudflare", files_without_ending(99), redirects={})
    assert len(header_rules.read_headers(made["_headers"].decode())) == header_rules.MAX_RULES
    with pytest.raises(ProblemsFound) as found:
        published("cloudflare", files_without_ending(100), redirects={})
    (problem,) = found.value.problems
    assert problem.path == "static/root"
    assert "takes 100 rules for headers; this site needs 101" in problem.message
    assert "give each file an ending" in problem.hint
    assert "_headers" in published("netlify", files_without_ending(100), redirects={})


# --- both ---


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_a_site_in_a_folder_counts_from_what_is_uploaded(host: str) -> None:
    made = published(host, url="https://www.example.org/a/b/")
    location, _ = header_rules.redirect(made["_redirects"].decode(), "/old/") or ("", "")
    assert location == "/a/b/about/"
    assert "/a/b" not in made["_headers"].decode()


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_hsts_is_sent_only_by_https(host: str) -> None:
    secure, open_ = (
        published(host, url=url)["_headers"].decode() for url in (URL, "http://a.example/")
    )
    assert "Strict-Transport-Security: max-age=31536000\n" in secure
    assert "Strict-Transport-Security" not in open_


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_no_policy_is_unsafe(host: str) -> None:
    html = "<p style='color:red' onclick='f()'><style>a{}</style>"
    text = published(host, {**FILES, "index.html": html})["_headers"].decode()
    assert "unsafe" not in text
