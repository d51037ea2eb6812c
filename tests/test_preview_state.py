from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.model import Output, Site
from sitegen.preview_state import Marks, Outcome, Shown, after, mistakes
from sitegen.problems import Problem
from tests.sites.preview import preview_site
from tests.sites.small import make

DAY = datetime.date(2026, 12, 24)
WRONG = Problem(path="content/index.md", line=2, column=8, message="wrong")


@dataclass(frozen=True)
class Files:
    """A built site of which only files are looked at."""

    outputs: tuple[Output, ...]
    site: Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make(preview_site(tmp_path_factory.mktemp("site"))).site


def showing(site: Site, **files: str) -> Shown:
    """Show files: ``a__b_html`` is a/b.html."""
    names = {it: it.replace("__", "/").replace("_", ".") for it in files}
    outputs = tuple(Output(path=names[it], content=files[it].encode()) for it in files)
    return after(Shown(), Outcome(day=None, built=Files(outputs, site)))


def test_mistakes_leave_the_last_good_site(site: Site) -> None:
    good = showing(site, index_html="x")
    wrong = mistakes((WRONG,), Path())
    shown = after(good, Outcome(day=None, mistakes=wrong))
    assert (shown.files, shown.mistakes, shown.number) == (good.files, wrong, 2)


def test_the_next_good_site_takes_the_mistakes_away(site: Site) -> None:
    shown = after(Shown(), Outcome(day=None, mistakes=mistakes((WRONG,), Path())))
    built = Files((Output(path="index.html", content=b"new"),), site)
    shown = after(shown, Outcome(day=None, built=built))
    assert shown.mistakes == ()
    assert shown.files == {"index.html": b"new"}


def test_a_failure_of_the_engine_is_no_mistake_of_the_site(site: Site) -> None:
    shown = after(showing(site, index_html="x"), Outcome(day=None, failure="Traceback"))
    assert shown.failed
    assert shown.mistakes == ()
    assert shown.files == {"index.html": b"x"}


def test_a_build_that_gives_the_same_changes_nothing(site: Site) -> None:
    shown = showing(site, index_html="x")
    built = Files((Output(path="index.html", content=b"x"),), site)
    assert after(shown, Outcome(day=None, changed=("site.yaml",), built=built)) is shown
    assert after(shown, Outcome(day=DAY, built=built)).number == shown.number + 1


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/a/index.html", "a/index.html"),
        ("/b.txt", "b.txt"),
        ("/a", None),
        ("/b.txt/", None),
        ("//a/", None),
        ("/a/../b.txt", None),
        ("/A/", None),
        ("", "index.html"),
    ],
)
def test_an_address_finds_its_file(site: Site, path: str, name: str | None) -> None:
    assert showing(site, index_html="x", a__index_html="x", b_txt="x").file_for(path) == name


PAGE = '<style>a{}</style><link rel="stylesheet" href="a.css"><img src="../b.png">text'


def marks_of(site: Site, page: str = PAGE, css: str = "a{}", png: str = "1") -> Marks:
    shown = showing(site, p__index_html=page, p__a_css=css, b_png=png, other_txt=page + css + png)
    return shown.marks("/p/")


@pytest.mark.parametrize(
    ("change", "is_of_style"),
    [
        ({"page": PAGE.replace("a{}", "b{}")}, True),
        ({"css": "b{}"}, True),
        ({"page": PAGE.replace("text", "words")}, False),
        ({"page": PAGE.replace("<style>", '<style media="print">')}, False),
        ({"page": PAGE + "<style></style>"}, False),
        ({"png": "2"}, False),
    ],
)
def test_only_styles_change_the_mark_of_style(
    site: Site, change: dict[str, str], is_of_style: bool
) -> None:
    before, now = marks_of(site), marks_of(site, **change)
    assert before != now
    assert (before.body == now.body) == is_of_style


def test_a_page_that_is_not_drawn_anew_keeps_its_marks(site: Site) -> None:
    pages = {"index_html": "x", "p__index_html": PAGE}
    assert showing(site, **pages).marks("/p/") == showing(
        site, **pages | {"index_html": "y"}
    ).marks("/p/")


def test_an_address_that_comes_into_being_has_other_marks(site: Site) -> None:
    missing = showing(site, index_html="x", **{"404_html": "none"})
    there = showing(site, index_html="x", a__index_html="a", **{"404_html": "none"})
    assert missing.marks("/a/") != there.marks("/a/")


def test_without_a_good_site_each_try_is_drawn() -> None:
    first = after(Shown(), Outcome(day=None, mistakes=mistakes((WRONG,), Path())))
    second = after(first, Outcome(day=None, failure="x"))
    assert len({it.marks("/") for it in (Shown(), first, second)}) == 3


def test_a_mistake_brings_the_lines_around_it(tmp_path: Path) -> None:
    preview_site(tmp_path)
    (mistake,) = mistakes((WRONG,), tmp_path)
    (meant,) = [it for it in mistake.lines if it.is_meant]
    assert (meant.before, meant.marked, meant.after) == ("title: ", "First", " page")


@pytest.mark.parametrize(
    "path",
    ["content", "content/nowhere.md", "content/out.md", "../secret.txt", "content/\0", "."],
)
def test_no_lines_come_from_outside_the_site(tmp_path: Path, path: str) -> None:
    root = preview_site(tmp_path / "site")
    (tmp_path / "secret.txt").write_text("secret\nsecret")
    (root / "content/out.md").symlink_to(tmp_path / "secret.txt")
    (mistake,) = mistakes((Problem(path=path, message="wrong"),), root)
    assert mistake.lines == ()


def test_bytes_that_are_no_text_do_not_stop_the_lines(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\n\xff\xfe two\n")
    (mistake,) = mistakes((Problem(path="a.md", line=2, message="wrong"),), tmp_path)
    assert mistake.lines[1].marked == "\ufffd\ufffd"
