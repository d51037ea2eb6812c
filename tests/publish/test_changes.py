"""What visitors will notice, in sentences that know no trade."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.publish.changes import host_files, told_changes
from sitegen.publish.pagetext import read_texts
from sitegen.publish.release import Release, release_of
from tests.publish.places import NOW, URL, Files, leads_on, site


def built(folder: Path, files: Files) -> tuple[Release, bytes]:
    release, contents = release_of(site(folder, files), URL, NOW)
    return release, contents.read(release.texts)


def told(tmp_path: Path, old: Files, new: Files) -> list[str]:
    (one, before), (other, after) = built(tmp_path / "old", old), built(tmp_path / "new", new)
    return list(told_changes(one, other, read_texts(before), read_texts(after), URL))


def on_pages(tmp_path: Path, old: str, new: str, pages: int = 1) -> list[str]:
    def files(body: str) -> Files:
        return {f"p{at}/index.html": f"<title>T</title><body>{body}" for at in range(pages)}

    return told(tmp_path, files(old), files(new))


def row(*cells: str) -> str:
    inner = "".join(f"<td>{it}</td>" for it in cells)
    return f"<table><tr>{inner}</tr></table>"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (row("Long ride", "60 minutes", "$95"), row("Long ride", "60 minutes", "$100"),
         "Long ride, 60 minutes rises from $95 to $100 (on /p0/)"),
        (row("Schlauch", "12,50 €"), row("Schlauch", "9,00 €"),
         "Schlauch falls from 12,50 € to 9,00 € (on /p0/)"),
        (row("Rent", "$1,200"), row("Rent", "$999.50"),
         "Rent falls from $1,200 to $999.50 (on /p0/)"),
        (row("Rent", "1.200 €"), row("Rent", "1.300 €"),
         "Rent rises from 1.200 € to 1.300 € (on /p0/)"),
        (row("Share", "5%"), row("Share", "10%"), "Share rises from 5% to 10% (on /p0/)"),
        ("<dl><dt>Monday</dt><dd>9–17</dd></dl>", "<dl><dt>Monday</dt><dd>10–17</dd></dl>",
         "Monday changes from 9–17 to 10–17 (on /p0/)"),
        ("<p>An hour costs $95.</p>", "<p>An hour costs $100.</p>",
         "$95 rises to $100 in “An hour costs $100.” (on /p0/)"),
        ("<p>Call 631-555-0100 to book.</p>", "<p>Call 631-555-0199 to book.</p>",
         "“631-555-0100” becomes “631-555-0199” in “Call 631-555-0199 to book.” (on /p0/)"),
        ("<p>From May 1, 2026 on we open.</p>", "<p>From June 2, 2026 on we open.</p>",
         "“May 1” becomes “June 2” in “From June 2, 2026 on we open.” (on /p0/)"),
        ("<p>1 Old Road, Town</p>", "<p>2 New Road, Town</p>",
         "“1 Old” becomes “2 New” in “2 New Road, Town” (on /p0/)"),
        ("<p>We are here for you.</p>", "<p>We are here for you. Bring a towel.</p>",
         "new: “Bring a towel.” (on /p0/)"),
        ("<p>Stay. Bring a towel.</p>", "<p>Stay.</p>", "gone: “Bring a towel.” (on /p0/)"),
        ("<p>The quick brown fox.</p>", "<p>A slow grey hare sat.</p>",
         "gone: “The quick brown fox.” (on /p0/)"),
    ],
)  # fmt: skip
def test_a_change_on_a_page_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert on_pages(tmp_path, old, new)[0] == said


def test_a_change_on_many_pages_is_told_once_with_their_number(tmp_path: Path) -> None:
    rows = row("Ride", "$95"), row("Ride", "$100")
    assert on_pages(tmp_path, *rows, pages=4) == ["Ride rises from $95 to $100 (on 4 pages)"]


def test_of_rows_that_look_alike_each_is_compared_with_itself(tmp_path: Path) -> None:
    def table(*prices: int) -> str:
        return "<table>" + "".join(
            f"<tr><td>{length} minutes</td><td>${price}</td></tr>"
            for length, price in zip((30, 45, 60), prices, strict=True)
        )

    assert on_pages(tmp_path, table(60, 85, 95), table(65, 85, 100)) == [
        "30 minutes rises from $60 to $65 (on /p0/)",
        "60 minutes rises from $95 to $100 (on /p0/)",
    ]
    assert on_pages(tmp_path / "x", table(60, 85, 95), table(85, 95, 60)) == [
        "30 minutes rises from $60 to $85 (on /p0/)",
        "45 minutes rises from $85 to $95 (on /p0/)",
        "60 minutes falls from $95 to $60 (on /p0/)",
    ]


def test_a_value_that_changes_alike_in_many_places_is_told_once(tmp_path: Path) -> None:
    def files(phone: str, price: str) -> Files:
        said = ("Call {} to book", "Our number is {}", "Ring {} early", "{} is the number to ask")
        return {
            f"p{at}/index.html": f"<p>{words.format(phone)}</p>{row('Ride', price)}"
            for at, words in enumerate(said)
        }

    assert told(tmp_path, files("555-0100", "$95"), files("555-0199", "$99")) == [
        "Ride rises from $95 to $99 (on 4 pages)",
        "“555-0100” becomes “555-0199” in 4 places (on 4 pages)",
    ]


def test_values_come_before_words(tmp_path: Path) -> None:
    old = "<p>First word here.</p>" + row("Ride", "$95")
    new = "<p>Other word here.</p>" + row("Ride", "$99")
    assert [it.partition(" (")[0] for it in on_pages(tmp_path, old, new)] == [
        "Ride rises from $95 to $99",
        "“First” becomes “Other” in “Other word here.”",
    ]


def test_pages_that_come_go_and_move_are_told(tmp_path: Path) -> None:
    old = {
        "index.html": "<title>Home</title>Hello",
        "moves/index.html": "<title>Moves</title>Moving",
        "goes/index.html": "<title>Goes</title>Going",
        "old/index.html": leads_on("../"),
        "turns/index.html": leads_on("../moves/"),
    }
    new = {
        "index.html": "<title>Home</title>Hello",
        "comes/index.html": "<title>Comes</title>Coming",
        "moves/index.html": leads_on("../comes/"),
        "also/index.html": leads_on("https://elsewhere.example/"),
        "turns/index.html": leads_on("../comes/"),
    }
    assert told(tmp_path, old, new) == [
        "the address /also/ leads to https://elsewhere.example/",
        "new page: /comes/ (Comes)",
        "page gone: /goes/ (Goes)",
        "page /moves/ moves to /comes/",
        "address gone: /old/",
        "the address /turns/ leads to /comes/",
    ]


def test_what_no_visitor_reads_is_counted(tmp_path: Path) -> None:
    old = {"index.html": "<style>a{}</style>Hello", "a.css": "1", "b.css": "1", "c.css": "1"}
    new = {"index.html": "<style>b{}</style>Hello", "a.css": "1", "b.css": "2", "d.css": "1"}
    assert told(tmp_path, old, new) == [
        "1 page changes in looks or in what programs read",
        "pictures and other files: 1 new, 1 changed, 1 gone",
    ]


def test_a_new_title_is_told(tmp_path: Path) -> None:
    old, new = ({"index.html": f"<head><title>{it}</title></head>Hi"} for it in ("A b", "A c"))
    assert told(tmp_path, old, new) == ["“b” becomes “c” in “Title: A c” (on /)"]


def test_of_very_many_changes_the_rest_is_counted(tmp_path: Path) -> None:
    old, new = ("".join(f"<p>Line {at}{sign} is here.</p>" for at in range(100)) for sign in "ab")
    said = on_pages(tmp_path, old, new)
    assert len(said) == 61
    assert said[-1] == "… and 40 more changes in what pages say"


def test_pages_that_are_written_anew_take_no_time(tmp_path: Path) -> None:
    old, new = ("".join(f"<p>{it} word {at} more" for at in range(2000)) for it in "xy")
    assert len(on_pages(tmp_path, old, new)) == 61


def test_what_has_to_be_done_on_the_server_is_told(tmp_path: Path) -> None:
    old, _ = built(tmp_path / "old", {".host/nginx.conf": "1", "a": "1"})
    new, _ = built(tmp_path / "new", {".host/nginx.conf": "2", "a": "2"})
    assert list(host_files(old, new)) == list(host_files(None, new))
    assert next(host_files(old, new)).startswith(".host/nginx.conf has changed")
    assert list(host_files(new, new)) == []
