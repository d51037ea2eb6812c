"""Every address of the practice's built site leads somewhere, wherever the folder stands."""

import datetime
import re
from pathlib import Path

import pytest

from sitegen import pipeline
from tests.crawl import Crawl, crawl, read_page
from tests.sites.small import built_practice, copy_sources, page, put, small_site

SITE_URL = "https://www.practice.example/"
DEEP_URL = "https://host.example/a/b/"
# What visitors and robots find without being led there.
# The address of a page in words and as a code, for paper.
ON_PAPER = re.compile(r'<div class="page-code.*?</div>', re.S)
KNOWN_PLACES = {"build.json", "robots.txt", "favicon.ico", "404.html", "sitemap.xml", "index.html"}


def built(root: Path, folder: Path, url: str) -> Path:
    text = (root / "site.yaml").read_text("utf-8")
    put(root, {"site.yaml": re.sub(r"^url:.*$", f"url: {url}", text, flags=re.M)})
    now = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)
    return pipeline.build(root, folder, now=now).folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = built_practice(tmp_path_factory.getbasetemp())
    return copy_sources(root, tmp_path_factory.mktemp("crawl") / "site")


@pytest.fixture(scope="module")
def practice(source: Path) -> Path:
    return built(source, source.parent / "public", SITE_URL)


@pytest.fixture(scope="module")
def deep(source: Path, practice: Path) -> Path:
    return built(source, practice.with_name("deep"), DEEP_URL)


@pytest.fixture(scope="module")
def crawled(practice: Path) -> Crawl:
    return crawl(practice, site_url=SITE_URL)


@pytest.mark.slow
def test_every_address_leads_somewhere_at_the_root_of_a_domain(crawled: Crawl) -> None:
    assert crawled.broken == []
    assert len(crawled.pages) > 60
    assert len(crawled.reached) > 100


@pytest.mark.slow
def test_every_address_leads_somewhere_under_a_path_it_was_not_built_for(practice: Path) -> None:
    assert crawl(practice, site_url=SITE_URL, base="/a/b/", root_page=False).broken == []


@pytest.mark.slow
def test_with_its_path_in_site_yaml_404_html_leads_somewhere_too(deep: Path) -> None:
    assert crawl(deep, site_url=DEEP_URL, base="/a/b/").broken == []


@pytest.mark.slow
def test_only_404_html_and_absolute_addresses_depend_on_the_url_of_the_site(
    practice: Path, deep: Path
) -> None:
    for path in sorted(practice.rglob("*.html")):
        name = path.relative_to(practice).as_posix()
        if name != "404.html":
            text, same = (ON_PAPER.sub("", file.read_text("utf-8")) for file in (path, deep / name))
            assert text.replace(SITE_URL, DEEP_URL) == same, name


@pytest.mark.slow
def test_no_file_is_unreachable(crawled: Crawl) -> None:
    redirects = {file for file, page in crawled.pages.items() if page.is_redirect}
    assert crawled.files - crawled.reached - redirects - KNOWN_PLACES == set()


@pytest.mark.slow
def test_visitors_reach_every_page_by_links(crawled: Crawl) -> None:
    pages = {file for file, page in crawled.pages.items() if not page.is_redirect}
    assert pages - crawled.clicked == {"404.html"}


@pytest.mark.slow
def test_no_link_needs_a_redirect(crawled: Crawl) -> None:
    """A link of the site's own leads to the page itself."""
    redirects = {file for file, page in crawled.pages.items() if page.is_redirect}
    assert redirects
    assert redirects & crawled.reached == set()


@pytest.mark.slow
def test_nothing_is_fetched_from_another_host(crawled: Crawl) -> None:
    assert [found for found in crawled.foreign if found.fetched] == []


@pytest.mark.slow
def test_other_hosts_are_linked_by_https(crawled: Crawl) -> None:
    foreign = {found.address for found in crawled.foreign}
    assert foreign
    assert [address for address in foreign if not address.startswith("https://")] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["canonical", "og:image", "og:url"])
def test_absolute_addresses_are_of_this_site(crawled: Crawl, practice: Path, kind: str) -> None:
    pattern = {
        "canonical": r'<link rel="canonical" href="([^"]*)"',
        "og:image": r'<meta property="og:image" content="([^"]*)"',
        "og:url": r'<meta property="og:url" content="([^"]*)"',
    }[kind]
    for file, page_ in crawled.pages.items():
        if file == "404.html" or page_.is_redirect:
            continue
        (address,) = re.findall(pattern, (practice / file).read_text("utf-8"))
        assert address.startswith(SITE_URL), file
        if kind != "og:image":
            assert address == SITE_URL + file.removesuffix("index.html")


@pytest.mark.slow
def test_the_crawl_reads_what_it_should(crawled: Crawl) -> None:
    """If a kind of address is no longer found at all, the crawl proves nothing about it."""
    kinds = {found.by for page_ in crawled.pages.values() for found in page_.found}
    wanted = {"a href", "link href", "video src", "video poster", "track src", "script src"}
    wanted |= {"refresh", "og:image", "og:url", "JSON-LD"}
    assert wanted <= kinds
    assert any("#" in found.address for p in crawled.pages.values() for found in p.found)


# --- the crawl itself ---


def test_a_page_gives_up_all_its_addresses() -> None:
    text = """
    <link rel=stylesheet href="s.css"><link rel=preload imagesrcset="p.png 1x, q.png 2x">
    <style>@import "i.css"; body { background: url('b.png') }</style>
    <p id=x style="background: url(c.png)"><a href="a&amp;b/?q#x">A</a><a name=y></a>
    <picture><source srcset="1.avif 1w,
      2.avif 2w"><img src=3.jpg></picture><video poster=v.png src=v.mp4><track src=t.vtt></video>
    <script type="application/ld+json">{"@context": "https://schema.org", "url": "https://u/"}
    </script><script>"https://not.read/"</script>
    <meta http-equiv="refresh" content="0; url=r/"><meta property="og:image" content="https://o/">
    """
    read = read_page("index.html", text)
    addresses = "s.css p.png q.png i.css b.png c.png a&b/?q#x 1.avif 2.avif 3.jpg v.png v.mp4 t.vtt"
    assert [found.address for found in read.found] == [
        *addresses.split(),
        "https://u/",
        "r/",
        "https://o/",
    ]
    assert read.ids == ["x", "y"]
    assert read.is_redirect


@pytest.mark.parametrize(
    ("body", "broken"),
    [
        ('<a href="nowhere/">x</a>', "leads to nothing"),
        ('<a href="#nowhere">x</a>', "leads to no place '#nowhere'"),
        ('<a href="b/#nowhere">x</a>', "leads to no place '#nowhere'"),
        ('<a href="https://s.example/nowhere/">x</a>', "leads to nothing"),
        ('<img src="nowhere.png">', "leads to nothing"),
        ('<img srcset="b/ 1x, nowhere.png 2x">', "leads to nothing"),
        ('<video poster="nowhere.png">', "leads to nothing"),
        ('<meta property="og:image" content="https://s.example/no.png">', "leads to nothing"),
        ('<a href="/b/">x</a>', "leads out of the site"),
        ('<a href="../../">x</a>', "leads out of the site"),
        ('<a href="">x</a>', "leads out of the site"),
        ('<a href="b/index.html">x</a>', "names index.html"),
        ('<a href="b">x</a>', "leads to nothing"),
        ('<p id="x"></p><p id="x"></p>', "the id 'x' is there twice"),
    ],
)
def test_what_is_broken_is_found(tmp_path: Path, body: str, broken: str) -> None:
    put(tmp_path, {"index.html": body, "b/index.html": "<p id=here>"})
    (found,) = crawl(tmp_path, site_url="https://s.example/", base="/a/").broken
    assert broken in found


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("sitemap.xml", "<urlset xmlns='x'><url><loc>{}</loc></url></urlset>"),
        ("b/feed.xml", "<feed xmlns='x'><link href='{}'/></feed>"),
        ("b/feed.xml", "<feed xmlns='x'><entry><id>{}</id></entry></feed>"),
        ("robots.txt", "User-agent: *\nSitemap: {}\n"),
        ("site.webmanifest", '{{"start_url": "./", "icons": [{{"src": "{}"}}]}}'),
        ("contact.vcf", "BEGIN:VCARD\r\nURL:{}\r\n"),
        ("drawing.svg", "<svg><style>p {{ background: url({}) }}</style></svg>"),
    ],
)
def test_files_that_are_not_html_are_read_too(tmp_path: Path, file: str, text: str) -> None:
    for name, broken in (("nowhere", 1), ("there", 0)):
        address = f"https://s.example/{name}/"
        put(tmp_path, {"index.html": "", "there/index.html": "", file: text.format(address)})
        found = crawl(tmp_path, site_url="https://s.example/")
        assert len(found.broken) == broken
        assert ("there/index.html" in found.reached) != bool(broken)


def test_what_leads_somewhere_is_not_broken(tmp_path: Path) -> None:
    body = """<a id=x href="b/#here"></a><a href="./"></a><a href="#x"></a><a href="b/?q=1"></a>
    <a href="https://s.example/b/#here"></a><a href="https://other.example/x"></a>
    <a href="mailto:x@y.example"></a><a href="https://s.example.org/">"""
    put(tmp_path, {"index.html": body, "b/index.html": '<p id=here><a href="../">x</a>'})
    found = crawl(tmp_path, site_url="https://s.example/", base="/a/")
    assert found.broken == []
    foreign = {it.address for it in found.foreign}
    assert foreign == {"https://other.example/x", "https://s.example.org/"}
    assert found.clicked == {"index.html", "b/index.html"}


def test_a_small_site_has_no_broken_address(tmp_path: Path) -> None:
    root = small_site(
        tmp_path / "site",
        {
            "content/index.md": page("[A](a.md#x), [a](s/b.md), [picture](dot.svg)"),
            "content/a.md": page("## X", tags="[One & two]", aliases="[/old, /older.html]"),
            "content/s/b.md": page("![A dot](../dot.svg)"),
            "content/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
        },
    )
    now = datetime.datetime(2026, 6, 15, tzinfo=datetime.UTC)
    folder = pipeline.build(root, tmp_path / "public", now=now).folder
    assert crawl(folder, site_url="https://small.example/").broken == []
