"""Links go by file, as an owner sees them; addresses follow from files."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from sitegen.links import BadTarget, Target, output_path, page_url, read_target, relative


@pytest.mark.parametrize(
    ("typed", "page", "target"),
    [
        ("about.md", "index.md", Target("page", "about.md")),
        ("../learn/fascia.md#layers", "services/a.md", Target("page", "learn/fascia.md", "layers")),
        ("./b.md", "x/a.md", Target("page", "x/b.md")),
        ("index.md", "x/a.md", Target("page", "x/index.md")),
        ("x/../b.md", "a.md", Target("page", "b.md")),
        ("../content/b.md", "a.md", Target("page", "b.md")),
        ("#layers", "x/a.md", Target("page", "x/a.md", "layers")),
        ("b.md#f%C3%BC", "a.md", Target("page", "b.md", "fü")),
        ("my%20form.pdf", "a.md", Target("file", "my form.pdf")),
        ("photo.jpg", "news/a.md", Target("file", "news/photo.jpg")),
        ("../../static/photo.jpg", "news/a.md", Target("file", "photo.jpg")),
        ("../static/forms/intake.pdf", "a.md", Target("file", "forms/intake.pdf")),
        ("https://www.example.com/?a=b#c", "a.md", Target("web", "https://www.example.com/?a=b#c")),
        ("HTTP://example.com", "a.md", Target("web", "HTTP://example.com")),
        ("mailto:a@b.co", "a.md", Target("web", "mailto:a@b.co")),
        ("tel:+16315550100", "a.md", Target("web", "tel:+16315550100")),
        ("sms:+16315550100", "a.md", Target("web", "sms:+16315550100")),
    ],
)
def test_a_target_is_read_as_seen_from_its_page(typed: str, page: str, target: Target) -> None:
    assert read_target(typed, page) == target


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("/about/", "is an address, not a file", "page.md"),
        ("/about.md", "is an address, not a file", "page.md"),
        ("about/", "is a folder", "about/index.md or about.md"),
        ("about", "is a folder", "about/index.md or about.md"),
        ("//example.com", "has no https:", "https://example.com"),
        ("https://", "", ""),
        ("https:example.com", "", ""),
        ("https://[::1", "is not a web address", ""),
        ("www.example.com", "", "https://www.example.com"),
        ("www.example.com/a.html", "", "https://www.example.com/a.html"),
        ("hello@example.com", "", "mailto:hello@example.com"),
        ("", "", ""),
        ("b%20c.md", "there is no page 'b%20c.md'", "spaces"),
        ("mailto:", "", ""),
        ("tel:", "", ""),
    ],
)
def test_a_target_that_cannot_be_meant_is_told(typed: str, message: str, hint: str) -> None:
    bad = read_target(typed, "index.md")
    assert isinstance(bad, BadTarget)
    assert message in bad.message
    assert hint in bad.hint
    assert bad.message
    assert bad.hint


@pytest.mark.parametrize(
    "typed",
    [
        "../site.yaml",
        "../templates/base.html",
        "../../etc/passwd",
        "..",
        ".",
        "../content/../x.md",
        "%2e%2e/%2e%2e/etc/passwd.md",
        "../static/../schema.py",
        "a/../../../x.md",
        "../contents/x.md",
    ],
)
def test_no_target_leads_out_of_the_site(typed: str) -> None:
    assert isinstance(read_target(typed, "index.md"), BadTarget)


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:x",
        "java\nscript:x",
        "java\tscript:x",
        "\x01javascript:x",
        "&#106;avascript:x",
        "jav&#x0A;ascript:x",
        "&#x6A;&#x61;vascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "ftp://a.example",
        "C:\\x",
    ],
)
def test_no_link_runs_a_script_or_leaves_the_web(typed: str) -> None:
    bad = read_target(typed, "index.md")
    assert isinstance(bad, BadTarget)
    assert "not allowed" in bad.message


@pytest.mark.parametrize(
    ("source", "url", "output"),
    [
        ("index.md", "/", "index.html"),
        ("about.md", "/about/", "about/index.html"),
        ("services/index.md", "/services/", "services/index.html"),
        ("services/prenatal.md", "/services/prenatal/", "services/prenatal/index.html"),
        ("a/b/index.md", "/a/b/", "a/b/index.html"),
        ("index/index.md", "/index/", "index/index.html"),
        ("reindex.md", "/reindex/", "reindex/index.html"),
        ("v1.2.md", "/v1.2/", "v1.2/index.html"),
    ],
)
def test_a_page_has_one_url_and_one_output(source: str, url: str, output: str) -> None:
    assert page_url(source) == url
    assert output_path(url) == output


@pytest.mark.parametrize(
    ("url", "output"),
    [
        ("/old", "old/index.html"),
        ("/old.html", "old.html"),
        ("/news/feed.xml", "news/feed.xml"),
        ("/.well-known/x.txt", ".well-known/x.txt"),
    ],
)
def test_an_address_without_a_slash_has_an_output_too(url: str, output: str) -> None:
    assert output_path(url) == output


URLS = ["/", "/a/", "/a/b/", "/a/b/c/", "/b/", "/x.png", "/a/x.png", "/404.html", "/a/feed.xml"]


@pytest.mark.parametrize("base", URLS)
@pytest.mark.parametrize("prefix", ["", "/deep/er"])
def test_a_relative_url_leads_there_under_any_prefix(base: str, prefix: str) -> None:
    host = f"https://a.example{prefix}"
    led = {target: urljoin(host + base, relative(target, base)) for target in URLS}
    assert led == {target: host + target for target in URLS}
