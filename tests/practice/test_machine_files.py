"""Files for programs: contact card, calendar of closed days, feed, sitemap, web manifest."""

import datetime
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import icalendar
import pytest
import vobject
from PIL import Image

from tests.practice.site import Changed, Practice, rewrite
from tests.practice.words import words_of

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RFC_3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


@pytest.mark.parametrize("name", ["contact.vcf", "closures.ics"])
def test_lines_end_and_fold_as_the_formats_ask(name: str, practice: Practice) -> None:
    content = practice.files[name]
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\r\n\r\n" not in content


# --- the contact card ---


def test_the_contact_card_says_who_where_and_how(practice: Practice) -> None:
    site = practice.settings
    card = vobject.readOne(practice.files["contact.vcf"].decode())
    assert card.version.value == "3.0"
    assert card.fn.value == site.name
    assert card.org.value == [site.name]
    assert card.n.value.family == site.name
    assert card.tel.value == site.phone.e164
    assert card.email.value == str(site.email)
    assert card.url.value == site.url
    where = card.adr.value
    assert where.street == site.address.street
    assert (where.city, where.region) == (site.address.locality, site.address.region)
    assert (where.code, where.country) == (site.address.postal_code, site.address.country)


def test_the_contact_card_keeps_awkward_characters(changed: Changed) -> None:
    street = "1 Sample Road; Suite 2, left"

    def move(root: Path) -> None:
        rewrite(
            root / "site.yaml",
            lambda text: re.sub(r"(?m)^(  street:).*$", rf'\1 "{street}"', text),
        )

    card = vobject.readOne(changed(move).files["contact.vcf"].decode())
    assert card.adr.value.street == street


# --- the calendar ---


def events(practice: Practice) -> list[Any]:
    calendar: Any = icalendar.Calendar.from_ical(practice.files["closures.ics"])
    assert {"PRODID", "VERSION"} <= calendar.keys()
    return list(calendar.walk("VEVENT"))


def test_each_closure_is_one_event_to_the_end_of_its_last_day(practice: Practice) -> None:
    found = [(it["DTSTART"].dt, it["DTEND"].dt) for it in events(practice)]
    day = datetime.timedelta(days=1)
    closures = practice.data("closures")
    assert found == [(it.from_, (it.until or it.from_) + day) for it in closures]


def test_a_closure_of_several_days_ends_after_the_last(changed: Changed) -> None:
    def close(root: Path) -> None:
        week = "- {reason: Repairs, from: 2099-12-27, until: 2100-01-02}\n"
        rewrite(root / "content/data/closures.yaml", lambda _: week)

    (event,) = events(changed(close))
    assert event["DTSTART"].dt == datetime.date(2099, 12, 27)
    assert event["DTEND"].dt == datetime.date(2100, 1, 3)


def test_each_event_says_why_and_how_long(practice: Practice) -> None:
    for event, closure in zip(events(practice), practice.data("closures"), strict=True):
        summary = str(event["SUMMARY"])
        assert closure.reason in summary
        assert (str(closure.hours) if closure.hours else "closed") in summary
        assert "closed" not in summary or not closure.hours


def test_events_have_lasting_names_of_their_own(practice: Practice) -> None:
    found = events(practice)
    names = [str(event["UID"]) for event in found]
    assert len(set(names)) == len(names)
    assert all("DTSTAMP" in event for event in found)


def test_a_calendar_without_closures_is_still_one(changed: Changed) -> None:
    def open_all_year(root: Path) -> None:
        rewrite(root / "content/data/closures.yaml", lambda _: "[]\n")

    site = changed(open_all_year)
    assert not events(site)
    assert "No days off are planned" in words_of(site.pages["/contact/"].main)


# --- the feed ---


def words(element: ET.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, name
    assert found.text, name
    return found.text


def links(element: ET.Element) -> dict[str, str]:
    return {it.attrib["rel"]: it.attrib["href"] for it in element.findall(f"{ATOM}link")}


def test_the_feed_is_valid_atom(practice: Practice) -> None:
    base = practice.settings.url
    feed = ET.fromstring(practice.files["news/feed.xml"])
    assert feed.tag == f"{ATOM}feed"
    assert words(feed, "title")
    assert words(feed, "id").startswith(base)
    assert re.fullmatch(RFC_3339, words(feed, "updated"))
    author = feed.find(f"{ATOM}author")
    assert author is not None
    assert words(author, "name") == practice.settings.name
    assert links(feed) == {"alternate": base + "news/", "self": base + "news/feed.xml"}
    for entry in feed.findall(f"{ATOM}entry"):
        assert words(entry, "title")
        assert words(entry, "summary")
        assert re.fullmatch(RFC_3339, words(entry, "updated"))
        assert re.fullmatch(RFC_3339, words(entry, "published"))


def test_the_feed_holds_all_news_newest_first(practice: Practice) -> None:
    base = practice.settings.url.rstrip("/")
    feed = ET.fromstring(practice.files["news/feed.xml"])
    entries = feed.findall(f"{ATOM}entry")
    assert {words(entry, "id") for entry in entries} == {
        base + page.url for page in practice.of_kind("news-item")
    }
    days = [words(entry, "published") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert words(feed, "updated") == max(words(entry, "updated") for entry in entries)
    for entry in entries:
        page = practice.pages[links(entry)["alternate"].removeprefix(base)]
        assert words(entry, "title") == practice.fields(page).title
        assert words(entry, "published")[:10] == str(practice.fields(page).date)


def test_every_page_leads_to_the_feed(practice: Practice) -> None:
    for page in practice.indexed:
        feeds = [
            urljoin(f"https://here{page.url}", it.attributes["href"])
            for it in page.tree.every("link")
            if it.attributes.get("type") == "application/atom+xml"
        ]
        assert feeds == ["https://here/news/feed.xml"], page.url


# --- the sitemap ---


def test_the_sitemap_lists_every_page_once_with_its_day(practice: Practice) -> None:
    base = practice.settings.url.rstrip("/")
    listed = ET.fromstring(practice.files["sitemap.xml"]).findall(f"{SITEMAP}url")
    days = {it.findtext(f"{SITEMAP}loc"): it.findtext(f"{SITEMAP}lastmod") for it in listed}
    assert len(days) == len(listed)
    assert days.keys() == {base + page.url for page in practice.indexed}
    for source in practice.site.pages.values():
        fields = source.card.fields
        changed = fields.updated or fields.date
        assert days[base + source.card.url] == (str(changed) if changed else None)


# --- the web manifest and icons ---


def test_the_manifest_names_icons_that_are_there(practice: Practice) -> None:
    manifest = json.loads(practice.files["site.webmanifest"])
    assert manifest["name"] == practice.settings.name
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        with Image.open(io.BytesIO(practice.files[icon["src"].lstrip("./")])) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            assert Image.MIME[picture.format or ""] == icon["type"]


def test_every_page_has_icons_and_a_manifest(practice: Practice) -> None:
    for page in practice.indexed:
        for rel in ("icon", "apple-touch-icon", "manifest"):
            address = urljoin(f"https://here{page.url}", page.link(rel))
            assert address.removeprefix("https://here/") in practice.files, f"{page.url}: {rel}"
