"""What a build keeps of the last one, what it makes anew, and that its cache never lies."""

import ast
import datetime
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
import markdown
import pytest

from sitegen.files import SETTLED_AFTER
from sitegen.pipeline import Workshop
from sitegen.store import NAME, Store, silent
from tests.sites.edits import damaged, other_letter
from tests.sites.everything import DAY, everything
from tests.sites.fresh import Fresh, Order, Told
from tests.sites.small import REPO, command, files_in, page, put, run, small_site
from tests.test_all_or_nothing import disk
from tests.test_all_or_nothing import fill as fill_disk

pytestmark = pytest.mark.slow

NOON = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)
BASE = "templates/base.html"
ABOUT = "content/about.md"
SECTIONS, PAGES_EACH = 10, 30


@dataclass(frozen=True)
class Site:
    """A site, and the processes that build it again, or clean."""

    root: Path
    again: Fresh
    clean: Fresh
    pictures: Path

    @property
    def public(self) -> Path:
        return self.root / "public"

    @property
    def database(self) -> Path:
        return self.root / ".cache" / NAME

    def order(self, day: str = DAY) -> Order:
        as_of = datetime.date.fromisoformat(day)
        return Order(root=self.root, now=NOON, as_of=as_of, drafts=False)

    def carry_out(self, order: Order) -> Told:
        """Build again, however that ends."""
        self.again.order(order)
        return self.again.result()[0]

    def build(self, day: str = DAY) -> Told:
        """Build again; there are no mistakes."""
        told = self.carry_out(self.order(day))
        assert told.crash == ""
        assert told.problems == ()
        return told

    def wanted(self, day: str = DAY) -> Mapping[str, bytes]:
        """Return the files of a clean build."""
        copy = self.root.with_name("clean")
        self.clean.order(replace(self.order(day), copy=copy, pictures=self.pictures))
        told, files = self.clean.result()
        assert told.crash == ""
        assert told.problems == ()
        return files

    def assert_clean(self, day: str = DAY) -> None:
        """Fail if the built site is not that of a clean build."""
        found, wanted = files_in(self.public), self.wanted(day)
        assert found.keys() == wanted.keys()
        assert [name for name in wanted if found[name] != wanted[name]] == []

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file of the site."""
        text = (self.root / name).read_text("utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new, 1), "utf-8")


@dataclass(frozen=True)
class Builders:
    """A built site to copy, and processes that build."""

    first: Path
    again: Fresh
    clean: Fresh

    @property
    def pictures(self) -> Path:
        return self.first / ".cache/images"


@pytest.fixture(scope="module")
def builders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builders]:
    first = everything(tmp_path_factory.mktemp("incremental") / "first")
    with Fresh(hash_seed=1) as again, Fresh(hash_seed=2) as clean:
        Site(first, again, clean, first).build()
        yield Builders(first, again, clean)


@pytest.fixture
def site(builders: Builders, tmp_path: Path) -> Site:
    """The site of `everything.py`, built."""
    root = tmp_path / "site"
    shutil.copytree(builders.first, root, symlinks=True)
    made = Site(root, builders.again, builders.clean, builders.pictures)
    made.build()
    return made


# --- what is written anew ---

Standing = Mapping[str, tuple[int, int]]


def standing(folder: Path) -> Standing:
    """Return inode and date of every file."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def written(before: Standing, after: Standing) -> set[str]:
    """Return the files that are new or not as they stood; assets without their digests."""
    return {name for name in after if after[name] != before.get(name)}


def test_a_build_of_an_unchanged_site_touches_nothing(site: Site) -> None:
    folder, before = site.public.stat(), standing(site.public)
    done = run("build", "--root", site.root, "--as-of", DAY)
    assert done.returncode == 0, done.stderr
    after = site.public.stat()
    assert (after.st_ino, after.st_mtime_ns) == (folder.st_ino, folder.st_mtime_ns)
    assert standing(site.public) == before


GLAZE = "courses/glaze/index.html"
SUMMER = "courses/summer/index.html"
WHEEL = "courses/wheel/index.html"
# An edit, and the files of the built site that show it.
SHOWN = {
    "a text": (ABOUT, "Pots are older", "Bowls are older", {"about/index.html"}),
    "a title": (
        "content/courses/glaze.md",
        "title: Glazing",
        "title: Slip",
        # The list, the neighbours, the page that names it, what shares a tag, and its own.
        {
            *("courses/index.html", SUMMER, WHEEL, "index.html", GLAZE),
            *("tags/fire/index.html", "newest.txt", "sitemap.xml", "assets/card.png"),
        },
    ),
    "a short title of a menu": (
        "content/index.md",
        "nav_title: Start",
        "nav_title: Home",
        None,
    ),
    "an entry": ("content/data/people.yaml", "name: Ann", "name: Anna", {WHEEL, SUMMER}),
    "another entry": ("content/data/people.yaml", "name: Bo", "name: Bob", {GLAZE, SUMMER}),
    "a fact that is now confirmed": (
        "content/data/offers.yaml",
        "!unconfirmed ",
        "",
        {GLAZE, SUMMER, "to-confirm.txt", "robots.txt", "build.json"},
    ),
    "an included template": (
        "templates/parts/course.html",
        "A course.",
        "One course.",
        {GLAZE, SUMMER, WHEEL},
    ),
    "a template chosen from a list": (
        "templates/parts/always.html",
        "<footer>",
        "<footer class='new'>",
        None,
    ),
    "a component in a text": (
        "templates/components/opening.html",
        "Now:",
        "Today:",
        set[str](),
    ),
    "a component of a component": (
        "templates/components/teaser.html",
        "<a href",
        "<a class='new' href",
        {"index.html"},
    ),
    "a style": (
        "static/css/components/offer-box.css",
        "margin: 0",
        "margin: 1px",
        {GLAZE, SUMMER, WHEEL, "index.html"},
    ),
    "a linked file": (
        "shared/leaflet.txt",
        "Come",
        "Go",
        {"visit/index.html", "assets/leaflet.txt"},
    ),
    "a redirect": (
        "content/data/redirects.yaml",
        "shop.example",
        "store.example",
        {"shop/index.html"},
    ),
    "a source": ("content/data/sources.yaml", "Stoneware", "Stone", {"about/index.html"}),
    "a file published as it is": ("static/root/CNAME", "clay", "www.clay", {"CNAME"}),
    "a draft": ("content/courses/secret.md", "Not yet.", "Not even now.", set[str]()),
}


def without_digest(name: str) -> str:
    return re.sub(r"(?<=^assets/)(.*)\.[0-9a-f]{10}\.", r"\1.", name)


@pytest.mark.parametrize("edit", SHOWN)
def test_an_edit_rewrites_the_files_that_show_it_and_no_other(site: Site, edit: str) -> None:
    name, old, new, shown_in = SHOWN[edit]
    before, stood = files_in(site.public), standing(site.public)
    site.change(name, old, new)
    site.build()
    site.assert_clean()
    after = files_in(site.public)
    changed = {it for it in after if after[it] != before.get(it)}
    assert written(stood, standing(site.public)) == changed
    if shown_in is None:
        assert {it for it in after if after[it].startswith(b"<!doctype html>\n<title>")} <= changed
    else:
        assert {without_digest(it) for it in changed} == shown_in


@pytest.mark.parametrize(
    ("day", "shown_in"),
    [
        ("2026-06-16", {"build.json", "today.txt"}),
        ("2026-07-01", {"build.json", "today.txt", WHEEL, GLAZE, "index.html", "visit/index.html"}),
    ],
)
def test_another_day_rewrites_what_depends_on_it(site: Site, day: str, shown_in: set[str]) -> None:
    before, stood = files_in(site.public), standing(site.public)
    site.build(day)
    site.assert_clean(day)
    after = files_in(site.public)
    changed = {it for it in after if after[it] != before.get(it)}
    assert shown_in <= changed
    assert written(stood, standing(site.public)) == changed
    assert not {"contact.vcf", "remark.txt", "way.txt", "site.webmanifest"} & changed


def test_what_another_day_changes_comes_back_with_the_day(site: Site) -> None:
    before = files_in(site.public)
    for day in ("2026-07-01", "2026-01-01", DAY):
        site.build(day)
        site.assert_clean(day)
    assert files_in(site.public) == before


# --- what is read, converted and rendered ---


@dataclass(frozen=True)
class Work:
    """What a build opened below its site, and how often it converted and rendered."""

    opened: frozenset[str]
    converted: int
    rendered: Counter[str]


def observed(root: Path, *options: str) -> Work:
    """Build in a process of its own that is watched."""
    log = root.with_name("log")
    log.unlink(missing_ok=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "tests.sites.observed", str(log)),
            *("build", "--root", str(root), "--as-of", DAY, *options),
        ],
        cwd=REPO,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=60,
    )
    events = [line.partition(" ") for line in log.read_text("utf-8").splitlines()]
    below = f"{root.resolve()}/"
    opened = {Path(name).absolute() for word, _, name in events if word == "open"}
    return Work(
        frozenset(str(it).removeprefix(below) for it in opened if str(it).startswith(below)),
        sum(word == "convert" for word, _, _ in events),
        Counter(name for word, _, name in events if word == "render"),
    )


@pytest.fixture
def four_pages(tmp_path: Path) -> Path:
    return small_site(
        tmp_path / "site", {f"content/{it}.md": page(f"It is {it}.", title=it) for it in "abc"}
    )


ENGINES_OWN = {"404.html": 1, "files/robots.txt": 1, "files/site.webmanifest": 1}
SITEMAP = {"files/sitemap.xml": 1}


def test_a_first_build_converts_and_renders_each_page_once(four_pages: Path) -> None:
    work = observed(four_pages)
    assert work.converted == 4
    assert work.rendered == {"page.html": 4, **ENGINES_OWN, **SITEMAP}


def test_a_build_of_an_unchanged_site_converts_and_renders_nothing(four_pages: Path) -> None:
    observed(four_pages)
    (four_pages / "content/a.md").touch()
    put(four_pages, {"templates/page.html": (four_pages / "templates/page.html").read_bytes()})
    work = observed(four_pages)
    assert (work.converted, work.rendered) == (0, {})


def test_an_edited_text_converts_and_renders_one_page(four_pages: Path) -> None:
    observed(four_pages)
    put(four_pages, {"content/a.md": page("New.", title="a")})
    work = observed(four_pages)
    assert (work.converted, work.rendered) == (1, {"page.html": 1})


def test_an_edited_title_converts_nothing_and_renders_those_who_show_it(four_pages: Path) -> None:
    observed(four_pages)
    put(four_pages, {"content/a.md": page("It is a.", title="z")})
    work = observed(four_pages)
    assert work.converted <= 1
    assert work.rendered == {"page.html": 1, **SITEMAP}


def test_an_edited_template_converts_nothing(four_pages: Path) -> None:
    observed(four_pages)
    put(four_pages, {"templates/page.html": "<h1>{{ page.title }}</h1>{{ page.body }}"})
    work = observed(four_pages)
    assert (work.converted, work.rendered) == (0, {"page.html": 4})


def test_in_memory_an_edited_text_converts_and_renders_one_page(
    four_pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: Counter[str] = Counter()

    def counted(name: str, function: Callable[..., str]) -> Callable[..., str]:
        def count(*given: object, **named: object) -> str:
            calls[name] += 1
            return function(*given, **named)

        return count

    monkeypatch.setattr(markdown.Markdown, "convert", counted("md", markdown.Markdown.convert))
    monkeypatch.setattr(jinja2.Template, "render", counted("render", jinja2.Template.render))
    workshop = Workshop(four_pages)
    workshop.make(now=NOON)
    assert calls == {"md": 4, "render": 8}
    calls.clear()
    workshop.make(now=NOON)
    assert calls == {}
    put(four_pages, {"content/a.md": page("New.", title="a")})
    workshop.make(now=NOON)
    assert calls == {"md": 1, "render": 1}


def test_an_unchanged_site_loads_no_template_engine_and_no_markdown(four_pages: Path) -> None:
    code = (
        "import sys, build\n"
        "status = build.main(sys.argv[1:])\n"
        "heavy = {'jinja2', 'markdown', 'pydantic', 'yaml', 'babel', 'PIL'}\n"
        "print(status, *sorted(heavy & set(sys.modules)))\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, "build", "--root", str(four_pages), "--as-of", DAY],
            cwd=REPO,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout.splitlines()[-1]
        for _ in range(2)
    ]
    assert "jinja2" in said[0]
    assert said[1] == "0"


def wait_until_old(root: Path) -> None:
    """Return when the dates of a site's files tell them from what is saved from now on."""
    newest = max(path.lstat().st_ctime_ns for path in root.rglob("*"))
    while time.time_ns() <= newest + SETTLED_AFTER:
        time.sleep(0.05)


def recent(root: Path) -> set[str]:
    """Return the files whose dates tell too little, as they are of this moment."""
    since = time.time_ns() - 2 * SETTLED_AFTER
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and path.lstat().st_ctime_ns > since
    }


@pytest.fixture(scope="module")
def three_hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of 300 pages in sections, built when its files were no longer new."""
    files: dict[str, str | bytes] = {
        "templates/page.html": "{% extends 'base.html' %}",
        "templates/base.html": "<h1>{{ page.title }}</h1>{{ page.body }}"
        "{% for it in pages(section=page.section) %}{{ it.title }}{% endfor %}",
    }
    for section in range(SECTIONS):
        for number in range(PAGES_EACH):
            name = f"content/s{section}/p{number}.md"
            files[name] = page(f"Page {number}.", title=f"{section} {number}")
    root = small_site(tmp_path_factory.mktemp("large") / "site", files)
    wait_until_old(root)
    observed(root)
    return root


def of_sources(work: Work) -> set[str]:
    return {name for name in work.opened if not name.startswith((".cache", "public"))}


def test_nothing_is_read_of_an_unchanged_site_of_300_pages(three_hundred: Path) -> None:
    new = recent(three_hundred)
    work = observed(three_hundred)
    assert of_sources(work) - new == set()
    assert (work.converted, work.rendered) == (0, {})


def test_an_edited_text_reads_one_page_of_300(three_hundred: Path) -> None:
    name = "content/s4/p7.md"
    put(three_hundred, {name: page("New words.", title="4 7")})
    new = recent(three_hundred)
    work = observed(three_hundred)
    # What a page is rendered with is read too: its templates, and code that gives it meaning.
    assert name in work.opened
    texts = {it for it in of_sources(work) if it.startswith(("content/", "static/"))}
    assert texts <= new
    assert (work.converted, work.rendered) == (1, {"page.html": 1})


def test_an_edited_title_reads_no_other_text_of_300(three_hundred: Path) -> None:
    name = "content/s5/p8.md"
    put(three_hundred, {name: page("Page 8.", title="Another title")})
    new = recent(three_hundred)
    work = observed(three_hundred)
    texts = {it for it in of_sources(work) if it.startswith(("content/", "static/"))}
    assert texts <= new
    assert work.rendered == {"page.html": PAGES_EACH, **SITEMAP}


def test_a_text_of_the_same_size_and_date_is_seen(three_hundred: Path) -> None:
    path = three_hundred / "content/s6/p9.md"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Page 9.", b"Side 9."))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    observed(three_hundred)
    assert b"Side 9." in (three_hundred / "public/s6/p9/index.html").read_bytes()


# --- a build that is stopped, or not alone ---


def sample(steps: int, wanted: int) -> Sequence[int]:
    return range(0, steps, max(1, steps // wanted))


def save_work(site: Site, number: int) -> None:
    """Save edits that give a build something of everything to do."""
    text = f"## Who we are {{#us}}\n\nVersion {number}."
    put(site.root, {ABOUT: page(text, title=f"About {number % 3}")})
    text = (site.root / BASE).read_text("utf-8")
    put(site.root, {BASE: text.split("<!--")[0] + f"<!-- {number} -->\n"})


def test_a_build_killed_before_any_step_leaves_a_cache_that_does_not_lie(site: Site) -> None:
    save_work(site, 0)
    steps, killed = site.build().steps, 0
    assert steps > 100
    for step in sample(steps, 40):
        save_work(site, step)
        told = site.carry_out(replace(site.order(), stop=step))
        killed += told.crash == "the build ended with status 9"
        site.build()
        site.assert_clean()
    assert killed > 20


def test_a_build_killed_at_any_moment_leaves_a_cache_that_does_not_lie(site: Site) -> None:
    dice, stops = random.Random(20261123), 0
    for number in range(20):
        save_work(site, number)
        # A build takes about a tenth of a second; the machine may be slower.
        told = site.carry_out(replace(site.order(), seconds=dice.uniform(0.001, 0.15)))
        stops += bool(told.crash)
        site.build()
        site.assert_clean()
    assert stops


SAVED = (
    "content/visit.md",
    "content/courses/glaze.md",
    "content/data/people.yaml",
    "templates/page.html",
    "templates/components/note.html",
    "static/css/base.css",
    "static/mark.svg",
    "site.yaml",
)


def test_what_is_saved_at_any_step_of_a_build_is_seen_by_the_next(site: Site) -> None:
    save_work(site, 0)
    steps = site.build().steps
    for number, step in enumerate(sample(steps, 24)):
        save_work(site, step)
        path = site.root / SAVED[number % len(SAVED)]
        first = path.read_bytes()
        told = site.carry_out(replace(site.order(), save=(step, path, other_letter(first))))
        assert told.crash == "", (step, path)
        site.carry_out(site.order())
        expected = site.carry_out(replace(site.order(), copy=site.root.with_name("other")))
        if expected.problems:
            assert site.carry_out(site.order()).problems == expected.problems
        else:
            site.assert_clean()
        path.write_bytes(first)


@pytest.mark.parametrize("folders", [("one", "one"), ("one", "two")])
def test_two_builds_at_once_both_end_well(site: Site, folders: tuple[str, str]) -> None:
    for number in range(3):
        save_work(site, number)
        processes = [
            subprocess.Popen(
                command(
                    *("build", "--root", site.root, "--as-of", DAY),
                    *("--output", site.root.parent / folder),
                ),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for folder in folders
        ]
        ends = [process.communicate(timeout=60)[1] for process in processes]
        assert [process.returncode for process in processes] == [0, 0], ends
        for folder in folders:
            assert files_in(site.root.parent / folder) == dict(site.wanted())


def test_each_output_folder_has_its_own_memory(site: Site) -> None:
    other = site.root.parent / "other"
    for number in range(3):
        save_work(site, number)
        done = run("build", "--root", site.root, "--as-of", DAY, "--output", other)
        assert done.returncode == 0, done.stderr
        assert files_in(other) == dict(site.wanted())
        if number % 2:
            site.build()
            site.assert_clean()


def test_a_site_that_has_moved_is_built_right(site: Site) -> None:
    save_work(site, 1)
    moved = replace(site, root=site.root.rename(site.root.with_name("moved")))
    moved.build()
    moved.assert_clean()
    everything(site.root)
    site.build()
    site.assert_clean()


def test_a_release_is_refused_though_nothing_has_changed(site: Site) -> None:
    for _ in range(2):
        done = run("build", "--root", site.root, "--as-of", DAY, "--release")
        assert done.returncode == 1
        assert "is not confirmed" in done.stderr
    assert run("build", "--root", site.root, "--as-of", DAY).returncode == 0


# --- a cache that is damaged, foreign or cannot be kept ---


def cut(database: Path) -> None:
    database.write_bytes(damaged(database.read_bytes(), "cut", 0.5))


def cut_early(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:50])


def letter(database: Path) -> None:
    database.write_text("Dear reader,\n" * 100)


def folder(database: Path) -> None:
    database.unlink()
    put(database, {"letter.txt": "Dear reader."})


def another_programs(database: Path) -> None:
    database.unlink()
    base = sqlite3.connect(database)
    base.execute("CREATE TABLE builds (name TEXT PRIMARY KEY, value TEXT, digest BLOB)")
    base.execute("CREATE TABLE engine (identity TEXT)")
    base.commit()
    base.close()


def older(database: Path) -> None:
    base = sqlite3.connect(database)
    base.execute("UPDATE engine SET identity = 'an older engine'")
    base.commit()
    base.close()


def without_a_table(database: Path) -> None:
    base = sqlite3.connect(database)
    base.execute("DROP TABLE proses")
    base.commit()
    base.close()


def link(database: Path) -> None:
    theirs = database.parents[1] / "shared/theirs.db"
    shutil.copyfile(database, theirs)
    database.unlink()
    database.symlink_to(theirs)


def dangling_link(database: Path) -> None:
    database.unlink()
    database.symlink_to(database.parents[1] / "shared/nothing.db")


def pipe(database: Path) -> None:
    database.unlink()
    os.mkfifo(database)


WRECKS = (
    *(cut, cut_early, letter, folder, another_programs, older, without_a_table),
    *(link, dangling_link, pipe),
)


@pytest.mark.parametrize("wreck", WRECKS)
def test_a_cache_that_is_not_as_it_was_left_is_made_anew(
    site: Site, wreck: Callable[[Path], None]
) -> None:
    wreck(site.database)
    theirs = files_in(site.root / "shared")
    for number in range(2):
        save_work(site, number)
        done = run("build", "--root", site.root, "--as-of", DAY)
        assert done.returncode == 0, done.stderr
        said = done.stderr.splitlines()
        assert len(said) == (1 if number == 0 else len(said) and wreck is folder), said
        assert not said or ".cache/" in said[0]
        site.assert_clean()
    assert files_in(site.root / "shared") == theirs


def test_an_unchanged_site_with_a_wrecked_cache_is_built_right(site: Site) -> None:
    for wreck in WRECKS:
        shutil.rmtree(site.root / ".cache")
        site.build()
        wreck(site.database)
        assert run("build", "--root", site.root, "--as-of", DAY).returncode == 0
        site.assert_clean()


def test_a_flipped_byte_anywhere_in_the_cache_changes_no_output(site: Site) -> None:
    """Every page is rendered anew from what the cache tells, once for each flip."""
    size = site.database.stat().st_size
    told_of = 0
    for number, at in enumerate((*range(0, 110, 10), *sample(size, 30))):
        content = site.database.read_bytes()
        site.database.write_bytes(damaged(content, "flip", at / size % 1))
        save_work(site, number)
        told = site.build()
        assert len(told.lines) <= 1, told.lines
        told_of += len(told.lines)
        site.assert_clean()
    assert told_of > 5


def test_a_cache_folder_that_is_a_file_costs_only_time(site: Site) -> None:
    shutil.rmtree(site.root / ".cache")
    (site.root / ".cache").write_text("A letter.")
    for number in range(2):
        save_work(site, number)
        done = run("build", "--root", site.root, "--as-of", DAY)
        assert done.returncode == 0, done.stderr
        site.assert_clean()
    assert (site.root / ".cache").read_text() == "A letter."


def test_a_full_disk_for_the_cache_costs_only_time(site: Site) -> None:
    shutil.rmtree(site.root / ".cache")
    with disk(site.root / ".cache", "size=1m") as small:
        fill_disk(small)
        for number in range(2):
            save_work(site, number)
            site.build()
            site.assert_clean()


def test_a_read_only_cache_costs_only_time(site: Site) -> None:
    shutil.rmtree(site.root / ".cache")
    with disk(site.root / ".cache", "size=8m") as small:
        save_work(site, 0)
        site.build()
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        for number in range(3):
            save_work(site, number)
            site.build()
            site.assert_clean()


def test_another_engine_reuses_nothing(site: Site) -> None:
    other = site.root.parent / "other-engine"
    shutil.copytree(REPO / "sitegen", other / "sitegen")
    shutil.copyfile(REPO / "build.py", other / "build.py")
    for name, old, new in (
        ("templates/files/robots.txt", "User-agent: *", "User-agent: none"),
        ("formats.py", '-> str:\n    """Return ``a, b and c``."""', "-> str:\n    joint = 'plus'"),
    ):
        path = other / "sitegen" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        done = subprocess.run(
            [sys.executable, "build.py", "build", "--root", str(site.root), "--as-of", DAY],
            cwd=other,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
    files = files_in(site.public)
    assert files["robots.txt"].startswith(b"User-agent: none")
    assert b"Bo: wheel plus glaze" in files[SUMMER]
    site.build()
    site.assert_clean()


# --- no code in the cache ---


def test_a_cache_holds_no_pickle(site: Site) -> None:
    """A pickle or a marshalled code object would run whatever somebody has put into it."""
    save_work(site, 1)
    site.build()
    tops = {it.name: it for it in (site.root / ".cache").iterdir()}
    (spare,) = (name for name in tops if name.startswith("spare-"))
    assert tops.keys() == {NAME, "lock", "images", spare}
    assert tops["lock"].read_bytes() == b""
    assert {name for name in files_in(tops[spare]) if name.startswith("tags/")}
    base = sqlite3.connect(site.database)
    for table in ("files", "texts", "proses", "builds"):
        rows = base.execute(f"SELECT value FROM {table}").fetchall()
        assert rows
        assert {type(value) for (value,) in rows} == {str}
    base.close()


def test_modules_that_know_the_cache_cannot_load_code() -> None:
    """`parallel` and `compiled` hear from processes forked by themselves, through a pipe."""
    users = set()
    for path in (REPO / "sitegen").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [it.name for it in node.names] if isinstance(node, ast.Import) else []
            if {"pickle", "marshal", "shelve", "dill"} & set(names):
                users.add(path.stem)
    assert users <= {"parallel", "compiled"}


# --- --verify and --explain ---


def verified(site: Site) -> "subprocess.CompletedProcess[str]":
    return run("build", "--root", site.root, "--as-of", DAY, "--verify")


def test_verify_passes_on_an_honest_build(site: Site) -> None:
    save_work(site, 1)
    for _ in range(2):
        done = verified(site)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        site.assert_clean()


def test_verify_finds_an_output_that_was_changed_behind_the_caches_back(site: Site) -> None:
    path = site.public / "about/index.html"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Pots", b"Cups"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    done = verified(site)
    if done.returncode == 0:
        # Better still: the build itself has seen it.
        site.assert_clean()
        return
    assert done.returncode == 1
    assert "public/about/index.html" in done.stderr
    site.build()
    site.assert_clean()


def test_verify_finds_a_text_that_the_cache_tells_wrongly(site: Site) -> None:
    store = Store(site.root / ".cache", silent)
    proses = store.rows("proses")
    lies = {name: it.replace("Pots", "Cups") for name, it in proses.items()}
    assert lies != proses
    store.put({"proses": lies}, {})
    store.close()
    save_base = (site.root / BASE).read_text("utf-8")
    put(site.root, {BASE: save_base + "<!-- new -->\n"})
    done = verified(site)
    assert done.returncode == 1
    assert "public/about/index.html" in done.stderr
    site.build()
    site.assert_clean()


def explained(site: Site, asked: str) -> str:
    done = run("build", "--root", site.root, "--as-of", DAY, "--explain", asked)
    assert done.returncode == 0, done.stderr
    return next(line for line in done.stdout.splitlines() if line.startswith("courses/wheel/"))


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("content/courses/wheel.md", "It splashes", "It spills", "content/courses/wheel.md"),
        ("content/courses/glaze.md", "title: Glazing", "title: Slip", "page"),
        (
            "content/data/people.yaml",
            "name: Ann",
            "name: Anna",
            "'ann' of content/data/people.yaml",
        ),
        ("content/data/offers.yaml", "$40", "$41", "'wheel' of content/data/offers.yaml"),
        (BASE, "<h1>", "<h1 class='new'>", BASE),
        ("templates/parts/course.html", "A course", "One course", "templates/parts/course.html"),
        ("static/css/base.css", "black", "navy", "css/base.css"),
        ("site.yaml", "name: Clay & Fire", "name: Clay", "site.yaml"),
    ],
)
@pytest.mark.parametrize("asked", ["courses/wheel/", "courses/wheel/index.html"])
def test_explain_names_what_made_a_page_anew(
    site: Site, asked: str, name: str, old: str, new: str, reason: str
) -> None:
    assert "kept" in explained(site, asked)
    site.change(name, old, new)
    said = explained(site, asked)
    assert "made anew" in said
    assert reason in said
    assert "kept" in explained(site, asked)


def test_explain_knows_a_page_that_another_edit_has_not_reached(site: Site) -> None:
    site.change(ABOUT, "Pots", "Cups")
    assert "kept" in explained(site, "courses/wheel/")
