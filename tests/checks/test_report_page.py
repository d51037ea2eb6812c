"""The owner's report: one page that needs nothing else."""

import re
from pathlib import Path

import pytest

from sitegen.checks.document import Document, read_document
from sitegen.checks.report_page import MOST, report, write_report
from sitegen.problems import ProblemsFound
from tests.checks.planting import NOW, Edit, look, planted

UP: Edit = ("templates/base.html", "<footer>", '<footer>\n<a href="#">Up</a>')
FACT: Edit = ("site.yaml", "phone: +1", "phone: !unconfirmed +1")


def read(text: str) -> Document:
    return read_document(text, path="report.html", url="/")


@pytest.fixture
def page(tmp_path: Path) -> Document:
    return read(report(look(planted(tmp_path, (UP, FACT)), "L")))


def test_the_heading_says_whether_the_site_is_ready(page: Document, tmp_path: Path) -> None:
    assert [it.text() for it in page.every("h1")] == ["Not ready: 1 mistake to mend"]
    fact = report(look(planted(tmp_path / "fact", (FACT,)), "L"))
    assert "<h1>Almost ready: 1 fact to confirm</h1>" in fact
    assert "<h1>Ready to publish</h1>" in report(look(planted(tmp_path / "none", ()), "L"))


def test_a_finding_says_what_to_do_and_shows_the_line(page: Document) -> None:
    (finding,) = (it for it in page.every("article"))
    text = finding.text()
    assert "This link leads nowhere" in text
    assert "What to do: name the page it leads to" in text
    assert "templates/base.html, line 40" in text
    assert [it.text() for it in finding.every("mark") if it.text()] == ["<a"]


def test_a_message_that_begins_with_a_path_leaves_it_as_it_is_written(tmp_path: Path) -> None:
    twice: Edit = ("content/about.md", "Who teaches", "What a lesson costs")
    told = report(look(planted(tmp_path, (twice,)), "S03"))
    assert ">content/prices.md has the same title" in told


def test_code_in_the_reasons_is_shown_as_code(tmp_path: Path) -> None:
    foreign: Edit = ("templates/base.html", "<footer>", '<footer><img src="//a.example/b.png">')
    told = report(look(planted(tmp_path, (foreign,)), "P01"))
    assert "<code>static/</code>" in told


def test_every_page_has_a_picture_and_its_findings_lead_to_it(page: Document) -> None:
    frames = page.every("iframe")
    assert len(frames) == 5
    assert all("<h1>" in it.attributes["srcdoc"] for it in frames)
    for link in page.every("a"):
        assert link.attributes["href"].removeprefix("#") in page.ids


def test_of_very_many_findings_the_first_are_shown(tmp_path: Path) -> None:
    links = "\n".join(f'<a href="#">Up {number}</a>' for number in range(MOST + 7))
    root = planted(tmp_path, (("templates/base.html", "<footer>", f"<footer>\n{links}"),))
    page = read(report(look(root, "L09")))
    assert len(page.every("article")) == MOST
    assert "And 7 more." in page.ids["error"].text()
    assert f"{MOST + 7} must be mended" in page.every("header")[0].text()


def test_it_is_sound_html(page: Document) -> None:
    assert page.faults == ()


def test_it_loads_nothing_and_runs_nothing(page: Document) -> None:
    frames = [read(it.attributes["srcdoc"]) for it in page.every("iframe")]
    for document in (page, *frames):
        assert not document.every("script", "link")
        loaded = [
            it.attributes[name]
            for it in document.elements
            for name in ("src", "srcset", "poster")
            if it.attributes.get(name)
        ]
        assert all(it.startswith("data:image/") for it in loaded)
        assert not re.search(r"url\((?!\s*[\"']?data:)|@import", document.html)
    assert all("sandbox" in it.attributes for it in page.every("iframe"))
    assert any("data:image/" in it.html for it in frames)


def test_what_is_fine_and_what_waits_is_told(page: Document) -> None:
    assert "Links: " in page.ids["fine"].text()
    assert "site.yaml line 6, phone: +1" in page.ids["confirm"].text()


def test_what_is_let_pass_is_told_with_its_reason(tmp_path: Path) -> None:
    until = NOW.date().isoformat()
    waivers = (
        f"checks:\n  waivers:\n  - {{rule: L, reason: The way up is to come, until: {until}}}\n"
    )
    edit: Edit = ("site.yaml", "checks:\n", waivers)
    page = read(report(look(planted(tmp_path, (UP, edit)), "L")))
    words = page.ids["waived"].text()
    assert f"The way up is to come Until {until}, rule L 1 finding" in words
    assert "templates/base.html, line" in words
    assert "error" not in page.ids


def test_words_of_the_site_cannot_break_out_of_the_report(tmp_path: Path) -> None:
    name = (
        "site.yaml",
        "name: Harbor Swim School",
        "name: Harbor </title><script>alert(1)</script>",
    )
    text = report(look(planted(tmp_path, (name,)), "L01"))
    assert not read(text).every("script")


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    verdict = look(planted(tmp_path, ()), "L01")
    (tmp_path / "file").write_text("")
    with pytest.raises(ProblemsFound):
        write_report(tmp_path / "file" / "report.html", verdict)
