"""The comparison with other engines: the corpus is real, and wrong builds are found out."""

from __future__ import annotations

import datetime
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.check import mistakes
from benchmarks.compare import Site, build_row
from benchmarks.corpus import DIALECTS, Corpus, generate, write, write_page
from benchmarks.engines import Engine, engines
from benchmarks.measure import Failed, peak_memory, seconds_of, serving
from benchmarks.plot import plot
from benchmarks.prose import words_in
from benchmarks.report import GOALS, Measured, Row, machine, markdown
from sitegen import pipeline
from tests.sites.small import files_in

COUNT = 20
NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return generate(COUNT)


@pytest.fixture(scope="module")
def once_built(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Path:
    root = tmp_path_factory.mktemp("corpus") / "site"
    write("sitegen", corpus, root)
    return pipeline.build(root, root / "public", now=NOW).folder


@pytest.fixture
def built(tmp_path: Path, once_built: Path) -> Path:
    """The built corpus, to be damaged."""
    return shutil.copytree(once_built, tmp_path / "public")


# --- the corpus ---


@pytest.mark.parametrize("engine", DIALECTS)
def test_the_same_corpus_is_written_twice(tmp_path: Path, engine: str) -> None:
    for name in ("one", "other"):
        write(engine, generate(COUNT), tmp_path / name)
    assert files_in(tmp_path / "one") == files_in(tmp_path / "other")


def test_a_larger_corpus_has_other_pages_too() -> None:
    small, large = generate(30), generate(60)
    assert len(large.pages) == 60
    assert [it.title for it in large.pages[:30]] == [it.title for it in small.pages]
    assert len({it.name for it in large.pages}) == len({it.title for it in large.pages}) == 60


def test_every_page_is_like_a_real_one() -> None:
    for page in generate(100).pages:
        assert 300 <= words_in([page.markdown]) <= 900
        assert page.body.count("\n## ") >= 1
        assert "\n    - " in page.body
        assert "| --- |" in page.body
        assert page.body.count("](page:") >= 3
        assert "](https://" in page.body
        assert "'" in page.body


def test_links_lead_to_other_pages(corpus: Corpus) -> None:
    names = {page.name for page in corpus.pages}
    for page in corpus.pages:
        links = {it.partition(")")[0] for it in page.body.split("](page:")[1:]}
        assert links <= names - {page.name}


# --- what is checked ---


def test_this_engine_builds_the_corpus(once_built: Path, corpus: Corpus) -> None:
    assert mistakes(corpus, once_built) == []


def first_path(built: Path, corpus: Corpus) -> Path:
    return built / corpus.pages[0].name / "index.html"


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


Plant = Callable[[Path, Path], None]


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (lambda page, _list: page.unlink(), "missing: "),
        (lambda page, _list: edited(page, "</html>", ""), "cut: "),
        (lambda page, _list: edited(page, "<h2", "<b"), "text: "),
        (lambda page, _list: edited(page, "“", '"'), "text: "),
        (lambda page, _list: edited(page, 'href="https://www.example.org', 'href="x'), "links: "),
        (lambda page, _list: edited(page, 'aria-label="Sections"', ""), "menu: "),
        (lambda page, _list: edited(page, 'aria-label="Breadcrumbs"', ""), "trail: "),
        (lambda page, _list: edited(page, ", edition 0.", ", edition 1."), "stale: "),
        (lambda _page, list_: edited(list_, "<li>", "<li>x</li></ul></main>"), "list: "),
        (lambda page, _list: edited(page.parents[2] / "sitemap.xml", "<loc>", "<no>"), "sitemap: "),
    ],
)
def test_a_wrong_build_is_found_out(built: Path, corpus: Corpus, plant: Plant, found: str) -> None:
    path = first_path(built, corpus)
    plant(path, path.parents[1] / "index.html")
    assert {it[: len(found)] for it in mistakes(corpus, built)} == {found}


def test_a_title_that_only_the_list_lacks_is_stale(built: Path, corpus: Corpus) -> None:
    page = corpus.pages[0].with_title(1)
    path = first_path(built, corpus)
    path.write_text(path.read_text("utf-8").replace(corpus.pages[0].title, page.title), "utf-8")
    found = mistakes(corpus.with_page(page), built)
    assert found == [f"stale: /{page.section} calls /{page.name} '{corpus.pages[0].title}'"]


def test_a_page_of_the_first_edition_is_stale(built: Path, corpus: Corpus) -> None:
    page = corpus.pages[0].with_text(1)
    found = mistakes(corpus.with_page(page), built)
    assert found == [f"stale: /{page.name} lacks '{page.closing}'"]


# --- what is measured ---


def lazy_engine(code: str) -> Engine:
    """An engine that is a line of Python."""
    return Engine(
        name="Lazy",
        family="Lazy",
        dialect="sitegen",
        output="public",
        program=(sys.executable, "-c", code),
        build=("{edited}",),
        serve=(),
    )


@pytest.fixture
def site(tmp_path: Path, corpus: Corpus) -> Callable[[Engine], Site]:
    def make(engine: Engine) -> Site:
        folder = tmp_path / "site"
        write(engine.dialect, corpus, folder)
        return Site(engine=engine, folder=folder, log=tmp_path / "log", corpus=corpus)

    return make


def test_a_build_that_is_right_is_counted(site: Callable[[Engine], Site]) -> None:
    ours = engines()[0]
    row = build_row(site(ours), "cold")
    assert (row.size, row.engine, row.scenario, row.wrong) == (COUNT, ours.name, "cold", "")
    assert row.value is not None
    assert row.value > 0


def test_a_build_that_does_nothing_is_not_counted(site: Callable[[Engine], Site]) -> None:
    with pytest.raises(Failed, match="a clean build is wrong: missing: "):
        build_row(site(lazy_engine("pass")), "cold")


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="exit code 1: no such page"):
        seconds_of([sys.executable, "-c", "exit('no such page')"], tmp_path, tmp_path / "log")


def test_memory_of_children_counts(tmp_path: Path) -> None:
    child = "import time; held = bytes(1) * 60_000_000; time.sleep(0.2)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    held = peak_memory([sys.executable, "-c", parent], tmp_path, tmp_path / "log")
    assert 60e6 < held < 120e6


def test_a_server_is_asked_until_it_has_the_new_text_and_ends(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1"]
    page = tmp_path / "page.html"
    page.write_text("old", "utf-8")
    with serving(lambda port: [*words, str(port)], tmp_path, tmp_path / "log") as server:
        server.wait_for(lambda: server.get("/page.html") == "old", 10)
        page.write_text("new", "utf-8")
        server.wait_for(lambda: server.get("/page.html") == "new", 10)
        with pytest.raises(Failed, match="not served within 0 s"):
            server.wait_for(lambda: server.get("/page.html") == "newer", 0.01)
    assert server.process.poll() is not None


def test_a_server_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "exit(3)"]
    with (
        serving(lambda _: words, tmp_path, tmp_path / "log") as server,
        pytest.raises(Failed, match="the server ended with exit code 3"),
    ):
        server.wait_for(lambda: server.get("/") != "", 10)


def test_a_server_that_works_is_not_idle(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "while True: pass"]
    with (
        serving(lambda _: words, tmp_path, tmp_path / "log") as server,
        pytest.raises(Failed, match="not idle"),
    ):
        server.wait_until_idle(0.5)


# --- what is reported ---


def test_the_report_counts_losses_and_leaves_stale_numbers_out() -> None:
    rows = [
        Row(50, "This engine", "cold", 0.3),
        Row(50, "This engine", "cold", 0.5),
        Row(50, "This engine", "cold", 0.4),
        *(Row(50, "MkDocs", "cold", it) for it in (0.6, 1.25, 0.8)),
        *(Row(50, "Pelican", "cold", it) for it in (0.2, 0.25, 0.4)),
        Row(50, "MkDocs", "title", 0.1, "stale: /a calls /a/b 'c'"),
        Row(50, "This engine", "text", None, "exit code 1"),
    ]
    text = markdown(Measured(rows), machine({"MkDocs": "1.6.1"}))
    assert "| 50 | cold build | 0.60 s | 0.40 s | met |" in text
    assert "| 50 | cold build | 1.00 of MkDocs | 0.50 of MkDocs | met |" in text
    assert "| 50 | cold build | 1.00 of Pelican | 1.50 of Pelican | missed by 50% |" in text
    assert "| 50 | one text edited | 0.35 s | nothing that counts | missed |" in text
    assert "| MkDocs | 0.80 s (2.0) |  | stale |" in text
    assert "Eleventy |" not in text


def test_every_goal_can_be_met_and_missed() -> None:
    for goal in GOALS:
        for factor, verdict in ((0.9, "met"), (1.5, "missed by 50%")):
            rows = [Row(goal.size, "This engine", goal.scenario, goal.limit * factor)]
            if goal.peer:
                rows.append(Row(goal.size, goal.peer, goal.scenario, 1.0))
            text = markdown(Measured(rows), machine({}))
            assert f"| {verdict} |" in text, goal


def test_the_plot_has_a_line_for_each_engine_that_was_measured() -> None:
    rows = [
        Row(size, engine, "cold", seconds * size)
        for size in (50, 1000)
        for engine, seconds in (("This engine", 0.001), ("Hugo", 0.0004))
    ]
    drawn = ElementTree.fromstring(plot(Measured(rows)))
    lines = [
        it.attrib["points"]
        for it in drawn.iter("{http://www.w3.org/2000/svg}polyline")
        if it.attrib["points"] != "0,0 28,0"
    ]
    assert len(lines) == 2


def test_a_saved_page_is_the_page_that_is_edited(tmp_path: Path, corpus: Corpus) -> None:
    write("hugo", corpus, tmp_path)
    before = files_in(tmp_path)
    path = write_page("hugo", corpus.pages[3].with_text(5), tmp_path)
    after = files_in(tmp_path)
    assert {name for name in after if after[name] != before.get(name)} == {path}
    assert b"edition 5." in after[path]
