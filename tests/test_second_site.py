"""A bicycle repair shop in German: what the engine would get wrong if it knew only massage."""

import datetime
import io
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
import vobject
from PIL import Image

from sitegen import pipeline
from tests.crawl import crawl
from tests.sites.small import REPO, files_in, make, texts

BIKES = REPO / "tests/sites/bikes"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = "https://radwerk.example/laden"


def photograph() -> bytes:
    """A JPEG as a phone makes it: lying on its side, with the place where it was taken."""
    picture = Image.linear_gradient("L").resize((750, 1000)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Phonemaker"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture(scope="module")
def bikes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bikes") / "site"
    shutil.copytree(BIKES, root)
    (root / "content/raeder/moewe.jpg").write_bytes(photograph())
    return root


@pytest.fixture(scope="module")
def built(bikes: Path) -> Path:
    now = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)
    return pipeline.build(bikes, bikes.parent / "public", now=now).folder


@pytest.fixture(scope="module")
def site(built: Path) -> dict[str, str]:
    found = files_in(built)
    binary = (".jpg", ".webp", ".avif", ".png")
    return {name: text.decode() for name, text in found.items() if not name.endswith(binary)}


def day(bikes: Path, on: str) -> dict[str, str]:
    return texts(make(bikes, on).outputs)


def test_pages_stand_where_their_files_say(site: dict[str, str]) -> None:
    pages = {name for name in site if name.endswith("index.html")}
    assert pages == {
        "index.html",
        "oeffnungszeiten/index.html",
        "reparaturen/index.html",
        "reparaturen/schlauch/index.html",
        "reparaturen/inspektion/index.html",
        "raeder/index.html",
        "raeder/moewe/index.html",
        "raeder/reiher/index.html",
        "blog/index.html",
        "blog/fruehling/index.html",
        "blog/montagestaender/index.html",
        "tags/index.html",
        "tags/notfall/index.html",
        "tags/oel-kette/index.html",
        # Redirects:
        "leihrad/index.html",
        "preise/index.html",
        "werkstatt/index.html",
        "zeiten/index.html",
    }


def test_only_what_a_site_needs_is_published(site: dict[str, str]) -> None:
    others = {name for name in site if not name.endswith("index.html")}
    named = {re.sub(r"\.[0-9a-f]{10}\.", ".", name) for name in others}
    assert named == {
        "404.html",
        "CNAME",
        "assets/radnabe.svg",
        "blog/feed.xml",
        "build.json",
        "kontakt.vcf",
        "robots.txt",
        "site.webmanifest",
        "sitemap.xml",
    }


def test_prices_are_written_as_in_germany(site: dict[str, str]) -> None:
    assert "<strong>Große Inspektion</strong> für 79,50\N{NO-BREAK SPACE}€" in site["index.html"]
    assert (
        "1.249\N{NO-BREAK SPACE}€ statt 1.399\N{NO-BREAK SPACE}€, "
        "Sie sparen 150\N{NO-BREAK SPACE}€. Größen: S und M. 2 im Laden."
    ) in site["raeder/moewe/index.html"]
    assert "12\N{NO-BREAK SPACE}€, 15 Minuten" in site["reparaturen/schlauch/index.html"]
    assert "Ausverkauft" in site["raeder/reiher/index.html"]


@pytest.mark.parametrize(
    ("on", "price"),
    [("2026-06-30", "79,50\N{NO-BREAK SPACE}€"), ("2026-07-01", "89\N{NO-BREAK SPACE}€")],
)
def test_a_price_changes_on_its_day_on_every_page(bikes: Path, on: str, price: str) -> None:
    pages = day(bikes, on)
    for name in ("index.html", "reparaturen/inspektion/index.html"):
        assert f"<strong>Große Inspektion</strong> für {price}" in pages[name]


def test_dates_are_written_in_the_language_of_the_site(site: dict[str, str]) -> None:
    post = site["blog/montagestaender/index.html"]
    assert '<time datetime="2026-05-02">2. Mai 2026</time>, ein Samstag' in post


def test_hours_are_written_in_the_words_of_the_site(site: dict[str, str]) -> None:
    page = site["oeffnungszeiten/index.html"]
    assert re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page) == [
        ("Montag", "geschlossen"),
        ("Dienstag bis Freitag", "09:00 bis 12:30, 14:00 bis 18:00"),
        ("Samstag", "09:00 bis 13:00"),
        ("Sonntag", "geschlossen"),
    ]


def test_pages_that_the_engine_makes_speak_the_language_of_the_site(site: dict[str, str]) -> None:
    for name, title in (
        ("tags/index.html", "Stichwörter"),
        ("tags/notfall/index.html", "Notfall"),
        ("404.html", "Nicht gefunden"),
    ):
        assert f"<title>{title} | Radwerk am Hafen</title>" in site[name]
    assert '<a href="../">Stichwörter</a> / Notfall</p>' in site["tags/notfall/index.html"]
    assert 'content="Alles zu Öl &amp; Kette."' in site["tags/oel-kette/index.html"]
    assert "<p>Diese Seite gibt es nicht.</p>" in site["404.html"]
    assert "<title>Diese Seite ist umgezogen</title>" in site["preise/index.html"]


def test_nothing_of_the_practice_and_no_english_is_left(built: Path) -> None:
    everything = b"\n".join(files_in(built).values()).decode("utf-8", "replace").casefold()
    for word in ("massage", "hands-on", "commack", "new_york", "closed", "monday", "subjects"):
        assert word not in everything
    for words in ("page not found", "has moved", "all pages"):
        assert words not in everything


def test_holidays_are_announced_and_leave_when_over(bikes: Path, site: dict[str, str]) -> None:
    page = site["oeffnungszeiten/index.html"]
    assert "Betriebsferien: 10. August 2026 bis 22. August 2026" in page
    assert "Betriebsferien" in day(bikes, "2026-08-22")["oeffnungszeiten/index.html"]
    assert "Betriebsferien" not in day(bikes, "2026-08-23")["oeffnungszeiten/index.html"]


def test_a_block_by_date_ends_after_its_last_day(bikes: Path) -> None:
    assert "schließen wir früher" in day(bikes, "2026-06-20")["oeffnungszeiten/index.html"]
    assert "schließen wir früher" not in day(bikes, "2026-06-21")["oeffnungszeiten/index.html"]


def test_references_become_links(site: dict[str, str]) -> None:
    repair = site["reparaturen/inspektion/index.html"]
    assert '<a href="../../raeder/moewe/">Möwe</a>' in repair
    assert '<a href="../schlauch/#was-sie-mitbringen">was beim Schlauch nötig ist</a>' in repair
    assert '<a rel="prev" href="../schlauch/">Zurück: Schlauch wechseln</a>' in repair
    bike = site["raeder/moewe/index.html"]
    assert '<a href="../../tags/oel-kette/">Alles zu Öl &amp; Kette</a>' in bike
    assert '<a href="../../reparaturen/inspektion/">Große Inspektion</a>' in bike


def test_links_to_what_is_not_live_are_plain_words(bikes: Path, site: dict[str, str]) -> None:
    assert "<li>Wir feiern ein Sommerfest.</li>" in site["index.html"]
    assert "Im Blog steht, was im Herbst kommt." in site["index.html"]
    during = day(bikes, "2026-07-11")["index.html"]
    assert '<li>Wir feiern ein <a href="sommerfest/">Sommerfest</a>.</li>' in during
    assert '<a href="sommerfest/">Sommerfest</a>\n</nav>' in during


def test_an_expired_page_leads_to_the_first_page(bikes: Path) -> None:
    after = day(bikes, "2026-07-12")
    assert 'content="0; url=../"' in after["sommerfest/index.html"]
    assert "<li>Wir feiern ein Sommerfest.</li>" in after["index.html"]


def test_aliases_of_an_expired_page_lead_where_it_leads(bikes: Path) -> None:
    assert 'content="0; url=../sommerfest/"' in day(bikes, "2026-07-05")["fest/index.html"]
    assert 'content="0; url=../"' in day(bikes, "2026-07-12")["fest/index.html"]


def test_redirects_lead_to_pages_and_to_other_sites(site: dict[str, str]) -> None:
    assert 'content="0; url=../reparaturen/"' in site["werkstatt/index.html"]
    assert 'content="0; url=../reparaturen/inspektion/"' in site["preise/index.html"]
    assert 'content="0; url=https://verleih.example/lindau/"' in site["leihrad/index.html"]
    for name in ("werkstatt", "preise", "leihrad"):
        assert "noindex" in site[f"{name}/index.html"]


def test_the_feed_holds_published_posts_newest_first(site: dict[str, str]) -> None:
    feed = ElementTree.fromstring(site["blog/feed.xml"])
    assert feed.findtext(f"{ATOM}title") == "Blog – Radwerk am Hafen"
    assert feed.findtext(f"{ATOM}updated") == "2026-05-20T00:00:00Z"
    told = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary"))
        for entry in feed.findall(f"{ATOM}entry")
    ]
    assert told == [
        ("Neuer Montageständer & mehr Platz", "Zwei Räder <zugleich> auf Augenhöhe."),
        ("Frühling", "Die Saison beginnt."),
    ]
    links = [
        (link.get("rel"), link.get("href"))
        for link in feed.iter(f"{ATOM}link")
        if link.get("rel") == "self" or "fruehling" in (link.get("href") or "")
    ]
    assert links == [
        ("self", f"{ADDRESS}/blog/feed.xml"),
        ("alternate", f"{ADDRESS}/blog/fruehling/"),
    ]


def test_a_post_enters_the_feed_on_its_day(bikes: Path) -> None:
    assert "<title>Herbst</title>" not in day(bikes, "2026-09-20")["blog/feed.xml"]
    after = day(bikes, "2026-09-21")
    assert "<title>Herbst</title>" in after["blog/feed.xml"]
    assert '<a href="blog/herbst/">was im Herbst kommt</a>' in after["index.html"]


def test_the_sitemap_holds_every_page_that_may_be_found(site: dict[str, str]) -> None:
    tree = ElementTree.fromstring(site["sitemap.xml"])
    listed = [location.text or "" for location in tree.iter(f"{SITEMAP}loc")]
    wanted = {
        f"{ADDRESS}/{name.removesuffix('index.html')}"
        for name, text in site.items()
        if name.endswith("index.html") and "noindex" not in text
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == wanted


def test_the_contact_card_can_be_read(built: Path) -> None:
    text = (built / "kontakt.vcf").read_bytes()
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert b"\n" not in text.replace(b"\r\n", b"")
    card = vobject.readOne(text.decode())
    assert card.fn.value == "Radwerk am Hafen"
    assert card.tel.value == "+4983825550100"
    assert card.adr.value.city == "88131 Lindau"
    assert card.n.value.family == "Käthe Groß; Sohn, Söhne & Söhne"


def test_a_photograph_is_shown_upright_in_sizes_without_its_exif(
    built: Path, site: dict[str, str]
) -> None:
    page = site["raeder/moewe/index.html"]
    assert 'alt="Ein blaues Stadtrad an der Kaimauer"' in page
    assert 'width="1000" height="750"' in page
    names = set(re.findall(r"\.\./\.\./(assets/moewe-[^ \"]+)", page))
    widths = {int(name.split("-")[1].split(".")[0]) for name in names}
    assert widths == {480, 960, 1000}
    assert {name.rsplit(".", 1)[1] for name in names} == {"avif", "webp", "jpg"}
    for name in names:
        content = (built / name).read_bytes()
        assert b"Exif" not in content
        assert b"Phonemaker" not in content
        with Image.open(io.BytesIO(content)) as picture:
            assert f"-{picture.width}." in name
            assert abs(picture.width * 3 - picture.height * 4) <= 4


def test_files_of_static_root_are_copied_as_they_are(built: Path) -> None:
    assert (built / "CNAME").read_text() == "radwerk.example\n"


def test_styles_hold_the_components_in_use_and_no_others(site: dict[str, str]) -> None:
    assert ".karte{" in site["blog/index.html"]
    assert ".karte{" not in site["raeder/moewe/index.html"]


def test_every_link_leads_somewhere_below_the_folder_of_its_address(built: Path) -> None:
    found = crawl(built, site_url=f"{ADDRESS}/", base="/laden/")
    assert found.broken == []


def test_the_next_change_is_told(bikes: Path, site: dict[str, str]) -> None:
    told = json.loads(site["build.json"])
    assert told["date"] == "2026-06-15"
    assert told["next_change"]["date"] == "2026-06-21"
    later = json.loads(day(bikes, "2026-06-21")["build.json"])
    assert later["next_change"]["date"] == "2026-07-01"


def test_the_day_is_counted_in_the_time_zone_of_the_site(bikes: Path) -> None:
    late = datetime.datetime(2026, 6, 30, 22, 30, tzinfo=datetime.UTC)
    made = pipeline.make(bikes, now=late)
    assert made.site.today == datetime.date(2026, 7, 1)
