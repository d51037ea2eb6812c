"""Every mistake that an owner can make is a Problem at its place, and leaves public/ alone.

One row is one damage to a small sound site (golden_errors/sound_site): what is done to it,
where the Problem must stand, and words that its message and its hint must hold.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from build import main
from tests.golden_errors.sound import DAY, MADE, SOUND_SITE, at_most, copied

ABOUT = "content/about.md"
RYE = "content/breads/rye.md"
BREADS = "content/data/breads.yaml"
PRICES = "content/data/prices.yaml"
CLOSURES = "content/data/closures.yaml"
REDIRECTS = "content/data/redirects.yaml"
PUBLISHED = "content/data/published-urls.txt"
PAGE_HTML = "templates/page.html"
PRICE_BOX = "templates/components/price-box.html"

PROBLEM = re.compile(r"(?P<path>[^\n]*):(?P<line>\d+):(?P<column>\d+): (?P<message>[^\n]+)")
OTHER = re.compile(r"  hint: .+|\d+ problems?; nothing was built")

Harm = Callable[[Path], object]


@dataclass(frozen=True, kw_only=True)
class Damage:
    """``at`` is path:line or path:line:column; ``hint`` is None where none is due.

    ``alone`` means that no second Problem follows from the one mistake.
    """

    name: str
    harm: Harm
    at: str
    says: str
    hint: str | None
    alone: bool = True


def damage(
    name: str, harm: Harm, at: str, says: str, hint: str | None, *, alone: bool = True
) -> Damage:
    return Damage(name=name, harm=harm, at=at, says=says, hint=hint, alone=alone)


# --- ways to do harm -----------------------------------------------------------------


def written(path: str, content: str | bytes) -> Harm:
    def harm(site: Path) -> None:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    return harm


def replaced(path: str, old: str, new: str) -> Harm:
    def harm(site: Path) -> None:
        text = (site / path).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
        (site / path).write_text(text.replace(old, new), "utf-8")

    return harm


def added(path: str, text: str) -> Harm:
    def harm(site: Path) -> None:
        with (site / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return harm


def removed(path: str) -> Harm:
    def harm(site: Path) -> None:
        file = site / path
        shutil.rmtree(file) if file.is_dir() else file.unlink()

    return harm


def renamed(old: str, new: str) -> Harm:
    def harm(site: Path) -> None:
        (site / new).parent.mkdir(parents=True, exist_ok=True)
        (site / old).rename(site / new)

    return harm


def only_folder(name: str) -> Harm:
    """Leave an empty folder of that name."""

    def harm(site: Path) -> None:
        shutil.rmtree(site / name)
        (site / name).mkdir()

    return harm


def cut_short(path: str, length: int) -> Harm:
    return lambda site: written(path, (site / path).read_bytes()[:length])(site)


def picture_named(name: str, typed: str = "") -> Harm:
    """Rename the picture of rye.md, and the link to it as typed there."""
    return both(
        renamed("content/breads/rye.png", f"content/breads/{name}"),
        replaced(RYE, "(rye.png)", f"(<{typed or name}>)"),
    )


def in_cache(change: Callable[[bytes], bytes]) -> Harm:
    def harm(site: Path) -> None:
        for path in (site / ".cache").rglob("*"):
            if path.is_file():
                path.write_bytes(change(path.read_bytes()))

    return harm


def windows_line_ends(path: str) -> Harm:
    def harm(site: Path) -> None:
        written(path, (site / path).read_bytes().replace(b"\n", b"\r\n"))(site)

    return harm


def linked(path: str, target: str) -> Harm:
    """Put a symbolic link in place of ``path``; {outside} is a folder beside the site."""

    def harm(site: Path) -> None:
        outside = site.parent / "outside"
        outside.mkdir(exist_ok=True)
        (outside / "index.md").write_text(page(""), "utf-8")
        if (site / path).exists():
            moved = outside / Path(path).name
            (site / path).rename(moved)
        (site / path).symlink_to(target.format(outside=outside))

    return harm


def pipe(path: str) -> Harm:
    def harm(site: Path) -> None:
        (site / path).unlink(missing_ok=True)
        os.mkfifo(site / path)

    return harm


def both(*harms: Harm) -> Harm:
    return lambda site: [harm(site) for harm in harms]


def page(body: str, front: str = "") -> str:
    return f"---\ntitle: About us\ndescription: Who bakes.\n{front}---\n{body}"


def prose(body: str) -> Harm:
    """Make ``body`` the text of content/about.md; it begins on line 5."""
    return written("content/about.md", page(body))


def front(fields: str) -> Harm:
    """Add ``fields`` to the front matter of content/about.md, from line 4."""
    return written("content/about.md", page("We bake.\n", fields))


def template(body: str) -> Harm:
    """Make ``body`` line 3 of templates/page.html."""
    text = '{% extends "base.html" %}\n{% block main %}\n' + body + "\n{% endblock %}\n"
    return written("templates/page.html", text)


def setting(line: str) -> Harm:
    """Replace the setting of the same name in site.yaml."""
    name = line.partition(":")[0]

    def harm(site: Path) -> None:
        text = (site / "site.yaml").read_text("utf-8")
        changed = re.sub(rf"^{name}:.*$", lambda _: line, text, flags=re.M)
        assert changed != text
        (site / "site.yaml").write_text(changed, "utf-8")

    return harm


def in_prose(
    name: str, body: str, where: str, says: str, hint: str | None, *, alone: bool = True
) -> Damage:
    """Damage the text of content/about.md, which begins on line 5."""
    return damage(name, prose(f"{body}\n"), f"{ABOUT}:{where}", says, hint, alone=alone)


def in_front(
    name: str, fields: str, where: str, says: str, hint: str | None, *, alone: bool = True
) -> Damage:
    """Add to the front matter of content/about.md, from line 4."""
    return damage(name, front(f"{fields}\n"), f"{ABOUT}:{where}", says, hint, alone=alone)


def in_settings(
    name: str, line: str, where: str, says: str, hint: str | None, *, alone: bool = True
) -> Damage:
    """Replace a line of site.yaml."""
    return damage(name, setting(line), f"site.yaml:{where}", says, hint, alone=alone)


def in_template(
    name: str, body: str, where: str, says: str, hint: str | None, *, alone: bool = True
) -> Damage:
    """Damage templates/page.html from line 3."""
    return damage(name, template(body), f"{PAGE_HTML}:{where}", says, hint, alone=alone)


# --- the check -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = copied(tmp_path_factory.mktemp("sound"))
    assert build(site) == 0
    shutil.copytree(site / "public", site.parent / "built")
    return site


@pytest.fixture
def site(built_site: Path) -> Iterator[Path]:
    """The sound site, already built; made sound again after the test."""
    yield built_site
    for path in built_site.iterdir():
        if path.name != "public" and not (path.name == ".cache" and path.is_dir()):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.rmtree(built_site.parent / "outside", ignore_errors=True)
    shutil.copytree(SOUND_SITE, built_site, ignore=MADE, dirs_exist_ok=True)
    if snapshot(built_site / "public") != snapshot(built_site.parent / "built"):
        shutil.rmtree(built_site / "public", ignore_errors=True)
        shutil.copytree(built_site.parent / "built", built_site / "public")


def build(site: Path, *options: str) -> int:
    return main(["build", "--root", str(site), "--as-of", DAY, *options])


def snapshot(folder: Path) -> Mapping[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@dataclass(frozen=True)
class Told:
    """One Problem as the terminal shows it."""

    place: str
    message: str
    hint: str


def told(stderr: str) -> Sequence[Told]:
    lines = stderr.splitlines()
    problems = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        match = PROBLEM.fullmatch(line)
        if match:
            place = f"{match['path']}:{match['line']}:{match['column']}"
            hint = below.removeprefix("  hint: ") if below.startswith("  hint: ") else ""
            problems.append(Told(place, match["message"], hint))
    return problems


def assert_refused(damage: Damage, site: Path, stderr: str) -> None:
    problems = told(stderr)
    assert "Traceback" not in stderr
    assert problems, stderr
    here = [it for it in problems if f"{it.place}:".startswith(f"{damage.at}:")]
    assert here, f"nothing is said of {damage.at}:\n{stderr}"
    fitting = [it for it in here if damage.says.lower() in it.message.lower()]
    assert fitting, f"no message holds {damage.says!r}:\n{stderr}"
    if damage.hint is not None:
        hints = [it.hint for it in fitting if damage.hint.lower() in it.hint.lower()]
        assert any(hints), f"no hint holds {damage.hint!r}:\n{stderr}"
    assert not damage.alone or len(problems) == 1, f"one mistake, many Problems:\n{stderr}"
    assert_readable(problems)
    more = [it for it in stderr.splitlines() if not (PROBLEM.fullmatch(it) or OTHER.fullmatch(it))]
    assert not more, f"neither a Problem nor a hint: {more}"
    assert str(site) not in stderr, f"the path does not begin at the site's folder:\n{stderr}"


LONGEST = 400
NOISE = re.compile(r"0x[0-9a-f]{6}|<_io|site_schema_\d|pydantic\.dev|errno", re.I)
JARGON = re.compile(
    r"NoneType|pydantic|\bscalar\b|\bmapping values|\bsequence\b|\btoken\b|<block"
    r"|flow (?:seq|map)|\bexpected\b|\bstr\b|\bdict\b|\btuple\b|regex|pattern:|value error"
    r"|codec|alphabetic",
    re.I,
)
FOR_DEVELOPERS = re.compile(r"schema\.py|templates/|sitegen/")


def assert_readable(problems: Iterable[Told]) -> None:
    """A practice owner reads every Problem; those of templates and schema.py, a developer."""
    for problem in problems:
        for text in (problem.message, problem.hint):
            found = NOISE.search(text)
            if not FOR_DEVELOPERS.match(problem.place):
                found = found or JARGON.search(text)
            assert not found, f"{found[0]!r} means nothing to its reader: {text}"
            assert len(text) <= LONGEST, f"too long to read: {text[:100]} ..."


def check(damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, beside = snapshot(site / "public"), {path.name for path in site.iterdir()}
    damage.harm(site)
    damaged = {path.name for path in site.iterdir()}
    capsys.readouterr()
    with at_most(5):
        code = build(site)
    stderr = capsys.readouterr().err
    assert code == 1, f"exit code {code}:\n{stderr}"
    assert_refused(damage, site, stderr)
    assert snapshot(site / "public") == before
    left = {path.name for path in site.iterdir()} - damaged - beside
    assert not left, f"left behind: {left}"
    assert {path.name for path in site.parent.iterdir()} <= {"site", "built", "outside"}


def rows(damages: Sequence[Damage]) -> pytest.MarkDecorator:
    names = [damage.name for damage in damages]
    assert len(set(names)) == len(names), "two damages have one name"
    return pytest.mark.parametrize("damage", damages, ids=names)


def test_the_sound_site_builds_without_a_word(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert build(site) == 0
    assert capsys.readouterr().err == ""


# --- YAML ----------------------------------------------------------------------------

LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"

YAML = [
    damage("tab-as-indent", replaced(BREADS, "  name", "\tname"), f"{BREADS}:2:1", "tab", "spaces"),
    damage("double-quote-never-closed", replaced(BREADS, "rye bread", '"rye bread'),
        f"{BREADS}:2:9", "quote", "close it"),
    damage("single-quote-never-closed", replaced(BREADS, "rye bread", "'rye bread"),
        f"{BREADS}:2:9", "quote", "close it"),
    in_front("bracket-never-closed", "tags: [People", "4", "bracket", "close it"),
    damage("brace-never-closed", added(BREADS, "oat: {name: oat\n"), f"{BREADS}:5", "bracket",
        "close it"),
    in_front("quote-inside-quotes", 'nav_title: "The "best" bread"', "4", "", "instead"),
    damage("name-twice", added(BREADS, "rye: {}\n"), f"{BREADS}:5:1", "twice", "keep one"),
    damage("name-twice-below", replaced(BREADS, "  page", "  name: oat\n  page"), f"{BREADS}:3:3",
        "twice (first on line 2)", "keep one"),
    damage("name-twice-in-a-list",
        replaced(PRICES, "  price: $6.50", "  price: $6.50\n  price: $7"), f"{PRICES}:3:3", "twice",
        "keep one"),
    damage("name-twice-in-braces",
        written(BREADS, "rye: {name: a, page: breads/rye.md, grams: 90, name: b}\n"),
        f"{BREADS}:1:48", "twice", "keep one"),
    in_front("name-twice-in-front-matter", "title: Again", "4:1", "twice", "keep one"),
    damage("anchor", replaced(BREADS, "rye:", "rye: &rye"), f"{BREADS}:1", "&rye", "quotes"),
    damage("alias", added(BREADS, "oat: *rye\n"), f"{BREADS}:5:6", "*rye", "quotes"),
    in_front("bold-text", "nav_title: **Us**", "4:12", "'*'", "quotes"),
    damage("merge", added(BREADS, "oat:\n  <<: *rye\n"), f"{BREADS}:6", "*rye", "quotes"),
    damage("billion-laughs", written(BREADS, LAUGHS), f"{BREADS}:1", "&a", "quotes"),
    in_front("python-tag", "nav_title: !!python/object/apply:os.system [ls]", "4", "tag",
        "!unconfirmed", alone=False),
    in_front("exclamation", "nav_title: !new Us", "4:12", "!new", "quote"),
    in_front("misspelt-unconfirmed", "nav_title: !unconfrimed Us", "4:12", "!unconfrimed",
        "!unconfirmed"),
    damage("nested-by-brackets", written(BREADS, "a: " + "[" * 90_000), f"{BREADS}:1", "deep",
        "levels"),
    damage("nested-by-indent", written(BREADS, "".join(" " * n + "a:\n" for n in range(60))),
        f"{BREADS}:21:21", "deep", "levels"),
    damage("two-documents", added(BREADS, "---\noat: {}\n"), f"{BREADS}:5", "second", "---"),
    in_settings("number-sign-value", "name: #1 Bakery", "1", "#1", "quotes"),
    in_settings("number-sign-inside", "name: The #1 Bakery", "1", "#1 Bakery", "quotes"),
    in_front("colon-in-value", "nav_title: Bread: the best", "4:17", "second ': '", "quotes"),
    damage("no-space-after-colon", written(ABOUT, "---\ntitle:About\ndescription: We.\n---\n"),
        f"{ABOUT}:2", "no space", "name: value"),
    damage("line-without-colon",
        written(ABOUT, "---\ntitle: About\nWe bake\ndescription: We.\n---\n"), f"{ABOUT}:3", "",
        "name: value"),
    damage("one-space-too-many", replaced(BREADS, "  page", "   page"), f"{BREADS}:3",
        "indented too far", "column"),
    damage("one-space-too-few", replaced(BREADS, "  grams", " grams"), f"{BREADS}:4", "line up",
        "column"),
    damage("dash-without-space", replaced(PRICES, "- bread: rye", "-bread: rye"), f"{PRICES}:1",
        "no space", "'- '"),
    in_front("at-sign", "nav_title: @bakery", "4:12", "@", "quotes"),
    in_front("backtick", "nav_title: `us`", "4:12", "`", "quotes"),
    in_front("percent", "nav_title: %us", "4:12", "%", "quotes"),
    in_front("list-as-name", "? [a, b]\n: c", "4", "plain text", ""),
    damage("non-breaking-space", replaced(BREADS, "  name", "\xa0 name"), f"{BREADS}:2:1",
        "invisible", "space", alone=False),
    in_front("nul-by-escape", 'nav_title: "a\\0b"', "4:12", "U+0000", "delete"),
    in_front("bell-by-escape", 'nav_title: "a\\ab"', "4:12", "U+0007", "delete"),
    in_front("mark-by-escape", 'nav_title: "\\ue0000\\ue001"', "4:12", "U+E000", "delete"),
    in_front("half-a-character-by-escape", 'nav_title: "\\ud800"', "4:15", "", ""),
    in_front("list-for-text", "nav_title: [a, b]", "4:12", "list", "one line"),
    in_front("fields-for-text", "nav_title:\n  a: b", "5:3", "group of fields", "one line"),
    in_front("text-for-list", "tags: People", "4:7", "list", "- People"),
    damage("text-for-fields", written(BREADS, "rye: bread\n"), f"{BREADS}:1:6", "fields",
        "name: value"),
    damage("list-for-fields", written(BREADS, "- rye\n- oat\n"), f"{BREADS}:1:1", "named entries",
        "name: value"),
    damage("fields-for-list", written(PRICES, "rye: $6\n"), f"{PRICES}:1:1", "list", "- "),
    in_front("value-left-empty", "order:", "4", "no value", "colon"),
    damage("text-left-empty", written(ABOUT, "---\ntitle: ''\ndescription: We.\n---\n"),
        f"{ABOUT}:2:8", "title", ""),
    in_front("wrong-case", "Nav_title: Us", "4:1", "Nav_title", "'nav_title'"),
]  # fmt: skip


@rows(YAML)
def test_damaged_yaml_is_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- front matter --------------------------------------------------------------------


FRONT_MATTER = [
    damage("missing", written(ABOUT, "We bake.\n"), f"{ABOUT}:1:1", "front matter", "---"),
    damage("empty-file", written(ABOUT, ""), f"{ABOUT}:1:1", "front matter", "---"),
    damage("blank-line-first", written(ABOUT, "\n" + page("")), f"{ABOUT}:1:1", "begin", "---"),
    damage("never-closed", written(ABOUT, "---\ntitle: Us\n\nWe bake.\n"), f"{ABOUT}:1",
        "never ends", "---"),
    damage("four-dashes", written(ABOUT, page("").replace("---\n", "----\n")), f"{ABOUT}:1", "",
        "---"),
    damage("plus-signs", written(ABOUT, "+++\ntitle = 'Us'\n+++\n"), f"{ABOUT}:1", "", "---"),
    damage("empty", written(ABOUT, "---\n---\nWe bake.\n"), f"{ABOUT}:1", "title", "title:",
        alone=False),
    damage("a-list", written(ABOUT, "---\n- title: Us\n---\n"), f"{ABOUT}:2", "fields",
        "name: value"),
    damage("a-sentence", written(ABOUT, "---\nWe bake.\n---\n"), f"{ABOUT}:2", "fields",
        "name: value"),
    damage("no-title", written(ABOUT, "---\ndescription: We.\n---\n"), f"{ABOUT}:2", "title",
        "title:"),
    damage("no-description", written(ABOUT, "---\ntitle: Us\n---\n"), f"{ABOUT}:2", "description",
        "description:"),
    in_front("unknown-field", "tittle: Us", "4:1", "tittle", "'title'"),
    damage("title-too-long", replaced(ABOUT, "About us", "Us " * 40), f"{ABOUT}:2:8", "90", "90"),
    in_front("order-not-a-number", "order: first", "4:8", "first", "60"),
    in_front("order-with-comma", "order: 1,5", "4:8", "1,5", "60"),
    in_front("draft-not-yes-or-no", "draft: maybe", "4:8", "maybe", "yes or no"),
    in_front("tag-of-signs", "tags: ['???']", "4:8", "???", "letters"),
    in_front("tag-empty", "tags: ['']", "4:8", "tags", ""),
    damage("tag-in-two-ways",
        both(front("tags: [people]\n"),
             replaced("content/news/opening.md", "date:", "tags: [People]\ndate:")),
        "content/news/opening.md:4:8", "two ways", "'people'"),
]  # fmt: skip


@rows(FRONT_MATTER)
def test_damaged_front_matter_is_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- bytes that are no text ----------------------------------------------------------

TEXT = [
    damage("latin-1-page", written(ABOUT, page("One\ncaf\u00e9\n").encode("latin-1")),
        f"{ABOUT}:6:4", "UTF-8", "encoding"),
    damage("latin-1-data", written(BREADS, "rye:\n  name: caf\u00e9\n".encode("latin-1")),
        f"{BREADS}:2:12", "UTF-8", "encoding"),
    damage("latin-1-settings", written("site.yaml", "name: Caf\u00e9\n".encode("latin-1")),
        "site.yaml:1:10", "UTF-8", "encoding"),
    damage("utf-16", written(ABOUT, page("We").encode("utf-16")), f"{ABOUT}:1:1", "UTF-8",
        "encoding"),
    damage("utf-16-without-mark", written(ABOUT, page("We").encode("utf-16-le")), f"{ABOUT}:1:2",
        "invisible", ""),
    damage("surrogate", written(ABOUT, page("a").encode() + b"\xed\xa0\x80"), f"{ABOUT}:5:2",
        "UTF-8", "encoding"),
    in_prose("nul", "We\nba\0ke", "6:3", "invisible", "delete"),
    in_prose("bell", "We bake\x07", "5:8", "U+0007", "delete"),
    damage("bell-in-data", replaced(BREADS, "rye bread", "rye\x07 bread"), f"{BREADS}:2:12",
        "U+0007", "delete"),
    in_prose("escape", "\x1b[31mred", "5:1", "U+001B", "delete"),
    in_prose("mark-of-the-engine", "We \ue0000\ue001", "5:4", "U+E000", "delete"),
    in_prose("byte-order-mark-inside", "We\n\ufeffbake", "6:1", "U+FEFF", "delete"),
    in_front("line-separator", "nav_title: a\u2028b\nordre: 5", "4:13", "U+2028", "delete"),
    in_prose("windows-apostrophe", "We\x92ll bake", "5:3", "U+0092", "delete"),
    damage("picture-as-page", written(ABOUT, b'\x89PNG\r\n\x1a\n\x00\x00'), f"{ABOUT}:1:1", "UTF-8",
        "encoding"),
]  # fmt: skip


@rows(TEXT)
def test_bytes_that_are_no_text_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- site.yaml -----------------------------------------------------------------------

SETTINGS = [
    damage("missing", removed("site.yaml"), "site.yaml:1", "no file", "name"),
    damage("empty", written("site.yaml", ""), "site.yaml:1", "name", "name:", alone=False),
    damage("only-a-comment", written("site.yaml", "# later\n"), "site.yaml:1", "name", "name:",
        alone=False),
    damage("a-list", written("site.yaml", "- name: Bakery\n"), "site.yaml:1", "fields",
        "name: value"),
    damage("a-word", written("site.yaml", "Bakery\n"), "site.yaml:1", "fields", "name: value"),
    damage("named-yml", renamed("site.yaml", "site.yml"), "site.yaml:1", "no file", "site.yml"),
    damage("a-folder", both(removed("site.yaml"), written("site.yaml/x", "")), "site.yaml:1", "",
        ""),
    damage("unknown-name", added("site.yaml", "tagline: Bread\n"), "site.yaml:21:1", "tagline", ""),
    damage("misspelt-name", replaced("site.yaml", "language", "langauge"), "site.yaml:3:1",
        "langauge", "'language'"),
    in_settings("name-empty", "name: ''", "1:7", "name", ""),
    in_settings("url-without-https", "url: bakery.example", "2:6", "web address", "https://"),
    in_settings("url-without-host", "url: https://", "2:6", "web address", "https://"),
    in_settings("url-with-space", "url: https://bak ery.example", "2:6", "web address", "https://"),
    in_settings("url-of-a-file", "url: file:///etc", "2:6", "web address", "https://"),
    in_settings("url-with-query", "url: https://bakery.example/?a=1", "2:6", "address",
        "leave out"),
    in_settings("url-with-fragment", "url: 'https://bakery.example/#top'", "2:6", "address",
        "leave out"),
    in_settings("url-with-bad-port", "url: https://bakery.example:port/", "2:6", "web address",
        "https://"),
    in_settings("url-with-bad-brackets", "url: 'https://[bakery/'", "2:6", "web address",
        "https://"),
    in_settings("unknown-time-zone", "timezone: America/Commack", "4:11", "time zone",
        "America/New_York"),
    in_settings("time-zone-is-a-folder", "timezone: America", "4:11", "time zone",
        "America/New_York"),
    in_settings("time-zone-escapes", "timezone: ../../etc/passwd", "4:11", "time zone",
        "America/New_York"),
    in_settings("unknown-language", "language: english", "3:11", "language", "en-US"),
    in_settings("language-of-nowhere", "language: qq-QQ", "3:11", "language", "en-US"),
    damage("currency-in-words", added("site.yaml", "currency: dollars\n"), "site.yaml:21:11",
        "dollars", "USD"),
    damage("currency-of-nowhere", added("site.yaml", "currency: QQQ\n"), "site.yaml:21:11", "QQQ",
        "USD"),
    damage("color-in-words", added("site.yaml", "theme_color: red\n"), "site.yaml:21:14", "red",
        "#"),
    damage("menu-to-nowhere", replaced("site.yaml", "breads/index.md", "breads/indx.md"),
        "site.yaml:18:7", "breads/indx.md", "'breads/index.md'"),
    damage("menu-by-address", replaced("site.yaml", "breads/index.md", "/breads/"),
        "site.yaml:18:7", "/breads/", "breads/index.md"),
    damage("menu-is-a-list",
        written("site.yaml", "name: a\nurl: https://a.example\nmenu:\n  - index.md\n"),
        "site.yaml:4", "menu", "name: value", alone=False),
    damage("feed-of-nowhere", replaced("site.yaml", "news/index.md", "blog/index.md"),
        "site.yaml:20:5", "blog/index.md", ""),
    damage("feed-of-a-page", replaced("site.yaml", "news/index.md", "about.md"), "site.yaml:20:5",
        "about.md", "index.md"),
]  # fmt: skip


@rows(SETTINGS)
def test_damaged_settings_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- values --------------------------------------------------------------------------


def price(text: str) -> Harm:
    return replaced(PRICES, "$6.50", text)


def first_day(text: str) -> Harm:
    return replaced(CLOSURES, "2026-12-24", text)


def monday(text: str) -> Harm:
    return replaced("site.yaml", "monday: 9:30-17:00", f"monday: {text}")


def oven(text: str) -> Harm:
    return replaced(RYE, "45, 60", text)


def grams(text: str) -> Harm:
    return replaced(BREADS, "750", text)


VALUES = [
    damage("day-that-no-month-has", first_day("2026-02-30"), f"{CLOSURES}:1:9", "2026-02-30",
        "month"),
    damage("date-without-hyphens", first_day("20261224"), f"{CLOSURES}:1:9", "20261224",
        "2026-11-23"),
    damage("date-is-a-time", first_day("17:00"), f"{CLOSURES}:1:9", "17:00", "2026-11-23"),
    damage("date-american", first_day("12/24/2026"), f"{CLOSURES}:1:9", "12/24/2026", "2026-11-23"),
    damage("date-in-words", first_day("tomorrow"), f"{CLOSURES}:1:9", "tomorrow", "2026-11-23"),
    damage("date-with-time", first_day("2026-12-24T10:00"), f"{CLOSURES}:1:9", "T10:00",
        "2026-11-23"),
    damage("date-of-year-0", first_day("0000-12-24"), f"{CLOSURES}:1:9", "0000", ""),
    damage("date-in-arabic-digits", first_day("\u0662\u0660\u0662\u0666-12-24"), f"{CLOSURES}:1:9",
        "-12-24", ""),
    damage("date-is-a-list", first_day("[2026-12-24]"), f"{CLOSURES}:1:9", "", "2026-11-23"),
    damage("ends-before-it-begins", first_day("2026-12-27"), f"{CLOSURES}:2:10", "before", "swap"),
    in_front("page-ends-before-it-begins", "from: 2026-12-02\nuntil: 2026-12-01", "5:8",
        "before", "swap"),
    damage("price-in-words", price("six dollars"), f"{PRICES}:2:10", "six dollars", "$"),
    damage("price-of-one-decimal", price("$6.5"), f"{PRICES}:2:10", "$6.5", "$47.50"),
    damage("price-below-zero", price("-6"), f"{PRICES}:2:10", "-6", "$"),
    damage("price-in-euros", price("6.50 \u20ac"), f"{PRICES}:2:10", "\u20ac", "$"),
    damage("price-from-to", price("$6-8"), f"{PRICES}:2:10", "$6-8", "$"),
    damage("price-is-a-sign", price("$"), f"{PRICES}:2:10", "$", "$"),
    damage("price-is-a-list", price("[6, 7]"), f"{PRICES}:2:10", "single", "$"),
    in_settings("phone-without-area", "phone: 555-0100", "5:8", "555-0100", "+1"),
    in_settings("phone-too-short", "phone: +1 631-555", "5:8", "+1 631-555", "+1"),
    in_settings("phone-in-letters", "phone: 1-800-FLOWERS", "5:8", "FLOWERS", "+1"),
    in_settings("two-phones", "phone: 631-555-0100, 631-555-0101", "5:8", "phone", "+1"),
    in_settings("email-without-host", "email: hello@", "6:8", "hello@", "@"),
    in_settings("email-in-words", "email: hello at bakery.example", "6:8", "hello at", "@"),
    in_settings("email-with-accent", "email: café@bakery.example", "6:8", "café", "@"),
    damage("hours-9-to-5", monday("9-5"), "site.yaml:8:11", "closes before", "2 pm"),
    damage("hours-past-midnight", monday("18:00-2:00"), "site.yaml:8:11", "closes before", ""),
    damage("hours-of-no-clock", monday("9:75-17:00"), "site.yaml:8:11", "clock", "9:30"),
    damage("hours-24-30", monday("9:00-24:30"), "site.yaml:8:11", "clock", ""),
    damage("hours-in-words", monday("mornings"), "site.yaml:8:11", "mornings", "closed"),
    damage("hours-that-overlap", monday("9-13, 12-17"), "site.yaml:8:11", "overlap", "13:00"),
    damage("hours-is-one-time", monday("9:30"), "site.yaml:8:11", "9:30", "9:30-18:00"),
    damage("day-missing", replaced("site.yaml", "  sunday: closed\n", ""), "site.yaml:7", "sunday",
        "sunday:"),
    damage("day-misspelt", replaced("site.yaml", "  sunday", "  sundae"), "site.yaml:14:3",
        "sundae", "sunday", alone=False),
    damage("all-days-in-one",
        written("site.yaml", "name: a\nurl: https://a.example\nhours: 9-17\n"),
        "site.yaml:3:8", "hours", "name: value", alone=False),
    damage("length-in-hours", oven("1h"), f"{RYE}:5:7", "1h", "60"),
    damage("length-falling", oven("60, 45"), f"{RYE}:5:7", "60, 45", "shortest"),
    damage("length-of-zero", oven("0"), f"{RYE}:5:7", "0", ""),
    damage("number-with-unit", grams("750g"), f"{BREADS}:4:10", "750g", "60"),
    damage("number-with-decimals", grams("750.5"), f"{BREADS}:4:10", "750.5", "60"),
    damage("number-too-large", grams("75000"), f"{BREADS}:4:10", "5000", "number"),
    damage("number-too-small", grams("5"), f"{BREADS}:4:10", "50", "number"),
    damage("number-of-5000-digits", grams("9" * 5000), f"{BREADS}:4:10", "", ""),
    damage("neither-yes-nor-no", replaced(BREADS, "  grams", "  organic: perhaps\n  grams"),
        f"{BREADS}:4:12", "perhaps", "yes or no"),
]  # fmt: skip


@rows(VALUES)
def test_mistyped_values_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- references ----------------------------------------------------------------------


REFERENCES = [
    damage("related-to-nowhere", replaced(RYE, "about.md", "abuot.md"), f"{RYE}:7:11", "abuot.md",
        "'about.md'"),
    damage("entry-of-no-data", replaced(RYE, "bread: rye\n", "bread: rey\n"), f"{RYE}:4:8", "'rey'",
        "'rye'"),
    damage("price-of-nothing", replaced(PRICES, "rye", "wheat"), f"{PRICES}:1:10", "wheat", "rye"),
    damage("data-to-no-page", replaced(BREADS, "breads/rye.md", "breads/oat.md"), f"{BREADS}:3:9",
        "breads/oat.md", ""),
    damage("data-to-the-wrong-kind", replaced(BREADS, "breads/rye.md", "about.md"), f"{BREADS}:3:9",
        "about.md", ""),
    in_front("picture-for-sharing-missing", "image: us.png", "4:8", "us.png", ""),
    in_front("alias-without-slash", "aliases: [us]", "4:11", "us", "/us/"),
    in_front("alias-is-an-address", "aliases: [https://old.example/us/]", "4:11", "", "/"),
    in_front("alias-taken-by-a-page", "aliases: [/breads/]", "4:11", "/breads/", "remove"),
    in_front("alias-taken-in-other-case", "aliases: [/Breads/]", "4:11", "/Breads/", ""),
    damage("alias-taken-by-an-alias", front("aliases: [/dark-bread]\n"), f"{RYE}:6:11",
        "/dark-bread", "remove"),
    damage("alias-taken-by-tags", both(front("tags: [People]\naliases: [/tags/people/]\n")),
        f"{ABOUT}:5:11", "/tags/people/", ""),
    in_front("alias-is-the-marker", "aliases: [/build.json]", "4:11", "/build.json", ""),
    in_front("alias-is-the-error-page", "aliases: [/404.html]", "4:11", "/404.html", ""),
    in_front("alias-is-the-feed", "aliases: [/news/feed.xml]", "4:11", "/news/feed.xml", ""),
    in_front("alias-escapes", "aliases: [/../escaped/]", "4:11", "..", ""),
    in_front("alias-escapes-far", "aliases: [/a/../../../escaped.txt]", "4:11", "..", ""),
    in_front("alias-of-dots", "aliases: [/./]", "4:11", "/./", ""),
    in_front("alias-below-a-file", "aliases: [/us.html, /us.html/me/]", "4", "/us.html", ""),
    damage("redirect-to-nowhere", replaced(REDIRECTS, "about.md", "abuot.md"), f"{REDIRECTS}:1:8",
        "abuot.md", "'about.md'"),
    damage("redirect-to-no-place", replaced(REDIRECTS, "about.md", "'about.md#nowhere'"),
        f"{REDIRECTS}:1:8", "nowhere", ""),
    damage("redirect-to-a-draft", replaced(REDIRECTS, "about.md", "secret.md"), f"{REDIRECTS}:1:8",
        "draft", ""),
    damage("redirect-by-address", replaced(REDIRECTS, "about.md", "/about/"), f"{REDIRECTS}:1:8",
        "/about/", "about.md"),
    damage("redirect-to-javascript", replaced(REDIRECTS, "about.md", "javascript:alert(1)"),
        f"{REDIRECTS}:1:8", "javascript", ""),
    damage("redirect-without-slash", replaced(REDIRECTS, "/old/", "old"), f"{REDIRECTS}:1:1", "old",
        "/old/"),
    damage("redirect-escapes", replaced(REDIRECTS, "/old/", "/../old/"), f"{REDIRECTS}:1:1", "..",
        ""),
    damage("redirect-of-a-page", added(REDIRECTS, "/breads/: about.md\n"), f"{REDIRECTS}:2",
        "/breads/", "remove"),
    damage("redirect-is-a-list", written(REDIRECTS, "- /old/\n"), f"{REDIRECTS}:1", "named entries",
        "name: value"),
    damage("published-page-gone", added(PUBLISHED, "/gone/\n"), f"{PUBLISHED}:4", "/gone/",
        "redirects.yaml"),
    damage("published-page-renamed",
        both(renamed(ABOUT, "content/us.md"), replaced(RYE, "about.md", "us.md"),
             replaced(REDIRECTS, "about.md", "us.md")),
        f"{PUBLISHED}:3", "/about/", "redirects.yaml"),
    damage("published-with-host", added(PUBLISHED, "https://bakery.example/about/\n"),
        f"{PUBLISHED}:4", "https://", "write /about/"),
    damage("published-in-latin-1", written(PUBLISHED, b'/\n/caf\xe9/\n'), f"{PUBLISHED}:2", "UTF-8",
        "encoding"),
]  # fmt: skip


@rows(REFERENCES)
def test_dangling_references_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- Markdown ------------------------------------------------------------------------

FENCE = "```"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"

LINKS = [
    in_prose("to-no-page", "We\n\nSee [it](abuot.md).", "7:10", "abuot.md", "'about.md'"),
    in_prose("to-no-page-below", "[it](breads/ry.md)", "5:6", "breads/ry.md", "'breads/rye.md'"),
    in_prose("to-no-place", "[it](breads/index.md#rey)", "5:6", "#rey", "'rye'"),
    in_prose("to-no-place-here", "[it](#top)\n\n## Tip", "5:6", "#top", "'tip'"),
    in_prose("to-a-draft", "[it](secret.md)", "5:6", "draft", "publish"),
    in_prose("to-an-address", "[it](/breads/)", "5:6", "/breads/", "page.md"),
    in_prose("to-a-folder", "[it](breads/)", "5:6", "folder", "breads/index.md"),
    in_prose("out-of-content", "[it](../schema.py)", "5:6", "../schema.py", "inside"),
    in_prose("far-out-of-content", "[it](../../../etc/passwd)", "5:6", "etc/passwd", "inside"),
    in_prose("out-of-content-in-code", "[it](%2e%2e/%2e%2e/etc/passwd.txt)", "5:6", "out of",
        "inside"),
    in_prose("with-backslash", "[it](breads\\rye.md)", "5:6", "breads\\rye.md", "breads/rye.md"),
    in_prose("without-https", "[it](www.example.com)", "5:6", "www.example.com",
        "https://www.example.com"),
    in_prose("to-a-bare-email", "[it](hello@bakery.example)", "5:6", "hello@bakery.example",
        "mailto:hello@bakery.example"),
    in_prose("without-scheme", "[it](//evil.example/a)", "5:6", "//evil.example", "https://"),
    in_prose("with-one-slash", "[it](https:/example.com/)", "5:6", "https:/example.com/",
        "https://"),
    in_prose("with-bad-brackets", "[it](https://[example/)", "5:6", "https://[example", ""),
    in_prose("to-no-missing-file", "[it](menu.pdf)", "5:6", "menu.pdf", "static/"),
    in_prose("empty", "We [it]() bake.", "5", "nowhere", "page.md"),
    in_prose("never-closed", "See [it](breads/rye.md for more.", "5", "", ")"),
    in_prose("with-a-gap", "See [it] (breads/rye.md) for more.", "5", "", "["),
    in_prose("turned-round", "See (it)[breads/rye.md] for more.", "5", "", "["),
    in_prose("with-a-space-in-its-name", "See [it](our menu.md) for more.", "5", "our menu.md", ""),
    in_prose("by-missing-name", "See [it][rey].\n\n[rye]: breads/rye.md", "5:5", "[it][rey]",
        "[rey]: page.md"),
    in_prose("by-missing-short-name", "See [it][].", "5:5", "[it][]", "[it]: page.md"),
    in_prose("by-name-to-nowhere", "See [it][rye].\n\n[rye]: breads/rey.md", "7:8", "breads/rey.md",
        "'breads/rye.md'"),
    in_prose("javascript", "[it](javascript:alert(1))", "5:6", "javascript:", "https:"),
    in_prose("javascript-in-capitals", "[it](JaVaScript:alert)", "5:6", "javascript:", "https:"),
    in_prose("javascript-in-references", "[it](java&#115;cript:alert)", "5:6", "javascript:",
        "https:"),
    in_prose("javascript-in-pointed-brackets", "[it](< javascript:alert(1)>)", "5", "javascript:",
        "https:"),
    in_prose("javascript-by-name", "[it][x]\n\n[x]: javascript:alert(1)", "7:6", "javascript:",
        "https:"),
    in_prose("javascript-in-html", '<a href="javascript:alert(1)">it</a>', "5", "javascript:",
        "https:"),
    in_prose("javascript-without-quotes", "<a href=javascript:alert(1)>it</a>", "5", "javascript:",
        "https:"),
    in_prose("javascript-by-attribute-list", '[it](about.md){: href="javascript:alert(1)" }', "5",
        "javascript:", "https:"),
    in_prose("data-address", "[it](data:text/html,hello)", "5:6", "data:", "https:"),
    in_prose("file-address", "[it](file:///etc/passwd)", "5:6", "file:", "https:"),
    in_prose("ftp-address", "See <ftp://bakery.example/>", "5", "ftp:", "https:"),
    in_prose("in-html-to-nowhere", '<a href="abuot.md">it</a>', "5:10", "abuot.md", "'about.md'"),
    in_prose("in-html-without-quotes", "<a href=abuot.md>it</a>", "5", "abuot.md", ""),
    in_prose("in-html-in-capitals", '<A HREF="abuot.md">it</A>', "5", "abuot.md", "'about.md'"),
    in_prose("in-html-without-space", '<a title="x"href="abuot.md">it</a>', "5", "abuot.md", ""),
    in_prose("in-html-after-a-slash", "<a/href=abuot.md>it</a>", "5", "abuot.md", ""),
    in_prose("javascript-after-a-slash", "<a/href=javascript:alert(1)>it</a>", "5", "javascript:",
        ""),
    in_prose("in-pointed-brackets-and-more", "[it](<about.md>x)", "5", "about.md", ""),
    in_prose("by-attribute-list", "[it](about.md){: href=abuot.md }", "5", "href", ""),
    in_prose("footnote-of-nothing", "We bake.[^1]", "5", "[^1]", "[^1]:"),
]  # fmt: skip

HTML = [
    in_prose("script", "We\n\n<script>alert(1)</script>", "7", "<script>", "Markdown"),
    in_prose("script-in-a-sentence", "We <script>alert(1)</script> bake.", "5", "<script>",
        "Markdown"),
    in_prose("script-in-capitals", "<SCRIPT SRC=x></SCRIPT>", "5", "<script>", "Markdown",
        alone=False),
    in_prose("script-in-code-element", "<code><script>alert(1)</script></code>", "5", "<script>",
        "Markdown"),
    in_prose("script-in-pre-element", "<pre><script>alert(1)</script></pre>", "5", "<script>",
        "Markdown"),
    in_prose("script-never-closed", "We <script>alert(1)", "5", "<script>", "", alone=False),
    in_prose("handler-in-code-element", '<code><b onclick="alert(1)">b</b></code>', "5", "onclick",
        "remove"),
    in_prose("iframe", '<iframe src="https://video.example/"></iframe>', "5", "<iframe>",
        "component", alone=False),
    in_prose("style-element", "<style>p { color: red }</style>", "5", "<style>", "Markdown"),
    in_prose("form", '<form action="https://evil.example/"></form>', "5", "<form>", "component",
        alone=False),
    in_prose("object", '<object data="x"></object>', "5", "<object>", "component", alone=False),
    in_prose("base", '<base href="https://evil.example/">', "5", "<base>", "", alone=False),
    in_prose("meta-refresh", '<meta http-equiv="refresh" content="0">', "5", "<meta>", "",
        alone=False),
    in_prose("svg-with-handler", "<svg/onload=alert(1)></svg>", "5", "<svg>", "", alone=False),
    in_prose("handler", 'We\n\n<b onclick="alert(1)">bake</b>', "7", "onclick", "remove"),
    in_prose("handler-on-a-picture", '<img src="breads/rye.png" alt="Rye" onerror="alert(1)">', "5",
        "onerror", "remove"),
    in_prose("handler-after-a-slash", "<b/onclick=alert(1)>bake</b>", "5", "onclick", "remove"),
    in_prose("handler-on-a-picture-after-a-slash", "<img/src=x onerror=alert(1)>", "5", "onerror",
        "remove", alone=False),
    in_prose("element-of-odd-name", "We <b(c>bake</b(c>.", "5", "<b(c>", "", alone=False),
    in_prose("handler-by-attribute-list", '## Rye {: onclick="alert(1)" }', "5", "onclick",
        "remove"),
    in_prose("handler-by-attribute-list-without-quotes", "## Rye {: #rye onclick=alert(1) }", "5",
        "onclick", "remove"),
    in_prose("style-attribute", '<p style="color: red">We</p>', "5", "style", "static/css"),
    in_prose("foreign-picture-set",
        '<img alt="x" src="breads/rye.png" srcset="https://evil.example/x 2x">', "5", "srcset", ""),
    in_prose("div-never-closed", "We\n\n<div>\n\nbake.", "7", "<div> is never closed", "</div>"),
    in_prose("second-div-never-closed", "<div>\n\nWe\n\n</div>\n\n<div>\n\nbake.", "11",
        "<div> is never closed", "</div>"),
    in_prose("second-div-closed-too-often", "<div>\n\nWe\n\n</div>\n\nbake.\n\n</div>", "13",
        "</div>", "remove"),
    in_prose("handler-below-its-name", 'The word onclick.\n\n<b onclick="alert(1)">bake</b>', "7",
        "onclick", "remove"),
    in_prose("script-below-its-name", "The word \\<script>.\n\n<script>alert(1)</script>", "7",
        "<script>", "Markdown"),
    in_prose("div-closed-in-itself", "We\n\n<div/>\n\nbake.", "7", "<div> is never closed",
        "</div>"),
    in_prose("div-never-opened", "We\n\n</div>\n\nbake.", "7", "</div>", "remove"),
    in_prose("b-never-closed", "We <b>bake.\n\nDaily.", "5", "<b> is never closed", "</b>"),
    in_prose("crossed", "We <b><i>bake</b></i>.", "5", "never closed", "</i>", alone=False),
    in_prose("comment-never-closed", "We <!-- bake.\n\nDaily.", "5", "<!--", "-->"),
    in_prose("h1-element", "<h1>Us</h1>", "5", "first heading", "##"),
    in_prose("id-twice", '<p id="a">a</p>\n\n<p id="a">b</p>', "7", "'a'", "id"),
    in_prose("heading-id-twice", "## A {#a}\n\n## B {#a}", "7", "'a'", "id"),
]  # fmt: skip

CALLS = [
    in_prose("no-such-component", '{{ price-bx bread="rye" }}', "5:1", "price-bx", "'price-box'"),
    in_prose("no-such-component-in-a-sentence", "It is {{ prize }} now.", "5:7", "prize",
        "price-box"),
    in_prose("component-by-macro-name", '{{ price_box bread="rye" }}', "5:1", "price_box",
        "'price-box'"),
    in_prose("misspelt-argument", '{{ price-box bred="rye" }}', "5:1", "bred", "'bread'"),
    in_prose("missing-argument", "{{ price-box }}", "5:1", "bread", "bread="),
    in_prose("positional-argument", '{{ price-box "rye" }}', "5:1", '"rye"', "name="),
    in_prose("argument-twice", '{{ price-box bread="rye" bread="oat" }}', "5:1", "twice",
        "keep one"),
    in_prose("argument-without-quotes", "{{ price-box bread=rye }}", "5:1", "bread=rye", "name="),
    in_prose("argument-quote-never-closed", '{{ price-box bread="rye }}', "5:1", "bread=", "name="),
    in_prose("argument-without-value", "{{ price-box bread= }}", "5:1", "bread=", "name="),
    in_prose("comma-between-arguments", '{{ price-box bread="rye", note="x" }}', "5:1", ",",
        "name="),
    in_prose("call-like-a-function", '{{ price-box(bread="rye") }}', "5:1", "(", "name="),
    in_prose("no-name", "{{ }}", "5:1", "no component", "{{ "),
    in_prose("text-for-name", '{{ "rye" }}', "5:1", "no component", "{{ "),
    in_prose("braces-never-closed", 'We {{ price-box bread="rye" bake.', "5:4", "never closed",
        "}}"),
    in_prose("braces-closed-once", '{{ price-box bread="rye" }', "5:1", "never closed", "}}"),
    in_prose("braces-on-two-lines", '{{ price-box\nbread="rye" }}', "5:1", "never closed",
        "this line"),
    in_prose("call-inside-a-call", "{{ price-box bread={{ x }} }}", "5:1", "", ""),
    in_prose("call-in-alt-text", '![{{ price-box bread="rye" }}](breads/rye.png)', "5", "component",
        "words"),
    in_prose("call-in-an-attribute", "<b title='{{ price-box bread=\"rye\" }}'>x</b>", "5",
        "component", "words"),
    in_prose("call-in-a-link", '[it]({{ price-box bread="rye" }})', "5", "", ""),
    in_prose("no-such-source", "We [@backer2020] bake.", "5:4", "backer2020", "'baker2020'"),
    in_prose("one-source-of-two", "We [@baker2020; @wu] bake.", "5:4", "'wu'", "baker2020"),
    in_prose("source-left-empty", "We [@] bake.", "5:4", "source", "[@"),
    in_prose("source-with-page", "We [@baker2020 p. 5] bake.", "5:4", "p. 5", "[@"),
    in_prose("source-never-closed", "We [@baker2020 bake.", "5:4", "[@baker2020", "]"),
    in_prose("show-never-closed", 'We\n\n{{ show from="2026-01-01" }}\nbake', "7", "never ends",
        "{{ end }}"),
    in_prose("show-in-a-show",
        '{{ show from="2026-01-01" }}\n{{ show from="2026-01-01" }}\n{{ end }}', "6",
        "inside another", "{{ end }}"),
    in_prose("show-on-no-day", '{{ show from="2026-02-30" }}\n{{ end }}', "5", "2026-02-30",
        "2026-12-01"),
    in_prose("show-on-no-date", '{{ show until="Christmas" }}\n{{ end }}', "5", "Christmas",
        "2026-12-01"),
    in_prose("show-on-digits", '{{ show until="20261224" }}\n{{ end }}', "5", "20261224",
        "2026-12-01"),
    in_prose("show-without-date", "{{ show }}\n{{ end }}", "5", "from=", "show from="),
    in_prose("show-misspelt", '{{ show form="2026-12-01" }}\n{{ end }}', "5", "from=",
        "show from="),
    in_prose("show-turned-round", '{{ show from="2026-12-02" until="2026-12-01" }}\n{{ end }}', "5",
        "before it begins", "swap"),
    in_prose("show-with-from-twice", '{{ show from="2026-12-02" from="2026-12-01" }}\n{{ end }}',
        "5", "twice", ""),
    in_prose("show-in-a-sentence", 'We {{ show from="2026-12-01" }} bake {{ end }}.', "5:4", "show",
        "alone on a line", alone=False),
    in_prose("end-of-nothing", "We\n\n{{ end }}", "7", "closes nothing", "show"),
]  # fmt: skip

MARKDOWN = [
    in_prose("second-title", "We\n\n# Us", "7", "first heading", "##"),
    in_prose("second-title-underlined", "We\n\nUs\n==", "8", "first heading", "##"),
    in_prose("heading-without-space", "We\n\n#Us", "7", "#Us", "space"),
    in_prose("code-never-closed", f"We\n\n{FENCE}\nbake", "7", "never ends", FENCE),
    in_prose("code-with-waves-never-closed", "~~~~\nbake\n~~~", "5", "never ends", "~~~~"),
    in_prose("code-in-a-list", f"- We\n\n  {FENCE}\n  bake\n  {FENCE}", "7", "list", "after"),
    in_prose("picture-without-alt", "![](breads/rye.png)", "5:5", "no text", "!["),
    in_prose("picture-with-blank-alt", "![ ](breads/rye.png)", "5", "no text", "!["),
    in_prose("picture-element-without-alt", '<img src="breads/rye.png">', "5", "no text", "alt"),
    in_prose("picture-element-of-nothing", "<img>", "5", "picture", "", alone=False),
    in_prose("picture-by-name-without-alt", "![][rye]\n\n[rye]: breads/rye.png", "7", "no text",
        ""),
    in_prose("picture-missing", "![Rye](breads/rey.png)", "5:8", "breads/rey.png",
        "'breads/rye.png'"),
    in_prose("picture-in-other-case", "![Rye](breads/Rye.PNG)", "5:8", "breads/Rye.PNG",
        "'breads/rye.png'"),
    in_prose("picture-by-missing-name", "![Rye][rye]", "5:1", "[Rye][rye]", "[rye]:"),
    in_prose("picture-elsewhere", "![Rye](https://bread.example/rye.png)", "5:8",
        "https://bread.example/rye.png", "static/"),
    in_prose("picture-element-elsewhere", '<img alt="Rye" src="https://bread.example/rye.png">',
        "5", "https://bread.example/rye.png", "static/"),
    in_prose("picture-element-without-quotes", "<img alt=Rye src=https://bread.example/rye.png>",
        "5", "https://bread.example/rye.png", "static/"),
    in_prose("picture-is-a-page", "![Rye](breads/rye.md)", "5:8", "breads/rye.md", ""),
    damage("picture-is-a-text",
        both(written("static/rye.txt", "rye"), prose("![Rye](../static/rye.txt)\n")),
        "static/rye.txt:1", "picture", "JPEG"),
    damage("picture-is-empty", written("content/breads/rye.png", b''), "content/breads/rye.png:1",
        "picture", "JPEG"),
    damage("picture-cut-short",
        cut_short("content/breads/rye.png", 50),
        "content/breads/rye.png:1", "picture", "JPEG"),
    damage("picture-of-a-phone",
        both(written("content/us.heic", HEIC), prose("![Us](us.heic)\n")),
        "content/us.heic:1", "picture", "JPEG"),
    damage("drawing-without-size",
        both(written("static/x.svg", "<svg></svg>"), prose("![Us](../static/x.svg)\n")),
        "static/x.svg:1", "viewBox", ""),
    damage("drawing-without-svg",
        both(written("static/x.svg", "<html>"), prose("![Us](../static/x.svg)\n")),
        "static/x.svg:1", "svg", ""),
    damage("drawing-of-odd-size",
        both(written("static/x.svg", "<svg width='1.2.3' height='4'>"),
             prose("![Us](../static/x.svg)\n")),
        "static/x.svg:1", "", ""),
    damage("picture-for-sharing-damaged",
        both(written("static/us.png", b'no'), front("image: us.png\n")), "static/us.png:1",
        "picture", "JPEG"),
    in_prose("table-row-too-long", "| a | b |\n|---|---|\n| 1 | 2 | 3 |", "7", "3", "|"),
]  # fmt: skip


@rows(LINKS)
def test_dead_and_dangerous_links_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


@rows(HTML)
def test_html_that_runs_or_breaks_the_page_is_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


@rows(CALLS)
def test_mistyped_calls_in_markdown_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


@rows(MARKDOWN)
def test_mistyped_markdown_is_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- files ---------------------------------------------------------------------------


US = page("We bake.\n")
MEGABYTES = "We bake bread.\n" * 700_000

FILES = [
    damage("no-content", removed("content"), "content:1", "no folder", "index.md"),
    damage("content-is-a-file", both(removed("content"), written("content", "")), "content:1",
        "folder", "index.md"),
    damage("content-is-empty", only_folder("content"), "content/index.md:1", "first page",
        "content/index.md", alone=False),
    damage("no-first-page", removed("content/index.md"), "content/index.md:1", "first page",
        "content/index.md", alone=False),
    damage("first-page-is-a-draft", written("content/index.md", page("", "draft: yes\n")),
        "content/index.md:4", "draft", "", alone=False),
    damage("first-page-is-over", written("content/index.md", page("", "until: 2026-01-01\n")),
        "content/index.md:4", "2026-01-01", "", alone=False),
    in_prose("page-of-10-megabytes", MEGABYTES, "1", "1 MB", "split"),
    damage("data-of-10-megabytes", written(PRICES, MEGABYTES), f"{PRICES}:1", "1 MB", "split"),
    damage("settings-of-10-megabytes", written("site.yaml", MEGABYTES), "site.yaml:1", "1 MB", ""),
    damage("page-named-markdown", written("content/us.markdown", US), "content/us.markdown:1",
        ".md", "us.md"),
    damage("page-named-txt", written("content/us.txt", US), "content/us.txt:1", ".md", "us.md"),
    damage("page-named-docx", written("content/us.docx", b'PK'), "content/us.docx:1", ".md",
        "us.md"),
    damage("page-named-html", written("content/us.html", US), "content/us.html:1", ".md", "us.md"),
    damage("page-named-md-txt", written("content/us.md.txt", US), "content/us.md.txt:1", ".md",
        "us.md"),
    damage("page-named-in-capitals", written("content/us.MD", US), "content/us.MD:1", ".md",
        "us.md"),
    damage("page-named-md-md", written("content/us.md.md", US), "content/us.md.md:1", "", "us.md"),
    damage("name-with-space", written("content/about our bakery.md", US),
        "content/about our bakery.md:1", "address", "content/about-our-bakery.md"),
    damage("name-with-capital", written("content/Us.md", US), "content/Us.md:1", "address",
        "content/us.md"),
    damage("name-with-accent", written("content/café.md", US), "content/café.md:1", "address",
        "content/cafe.md"),
    damage("name-in-chinese", written("content/\u9762\u5305.md", US), "content/\u9762\u5305.md:1",
        "address", "content/page.md"),
    damage("name-with-hyphen-first", written("content/-us.md", US), "content/-us.md:1", "address",
        "content/us.md"),
    damage("name-with-two-dots", written("content/us..md", US), "content/us..md:1", "address",
        "content/us.md"),
    damage("name-with-percent", written("content/100%25.md", US), "content/100%25.md:1", "address",
        "content/100-25.md"),
    damage("name-with-colon", written("content/us:2:1: no.md", US), "content/us:2:1: no.md:1",
        "address", "content/us-2-1-no.md"),
    damage("name-with-line-break", written("content/a\nb.md", US), "content/a\ufffdb.md:1",
        "address", "rename"),
    damage("name-with-quote", written("content/\"us'.md", US), "content/\"us'.md:1", "address",
        "content/us.md"),
    damage("name-only-of-the-ending", written("content/sub/-.md", US), "content/sub/-.md:1",
        "address", "content/sub/page.md"),
    damage("name-very-long", written(f"content/{'u' * 240}S.md", US), f"content/{'u' * 240}S.md:1",
        "address", "rename"),
    damage("folder-with-space", written("content/our breads/us.md", US),
        "content/our breads/us.md:1", "address", "content/our-breads/us.md"),
    damage("name-not-in-utf-8",
        lambda site: Path(os.fsdecode(os.fsencode(site) + b"/content/caf\xe9.md")).write_text(US),
        "content/caf\ufffd.md:1", "address", "content/caf"),
    damage("two-pages-on-one-address", written("content/about/index.md", US),
        "content/about/index.md:1", "/about/", "rename"),
    damage("page-on-the-tags-address",
        both(front("tags: [People]\n"), written("content/tags/index.md", US)),
        "content/tags/index.md:1", "/tags/", "rename"),
    damage("page-on-a-tag-address",
        both(front("tags: [People]\n"), written("content/tags/people.md", US)),
        "content/tags/people.md:1", "/tags/people/", "rename"),
    damage("page-on-the-address-of-a-file", written("content/robots.txt.md", US),
        "content/robots.txt.md:1", "robots.txt", ""),
    damage("same-name-in-static", written("static/breads/rye.png", b'x'),
        "content/breads/rye.png:1", "static/breads/rye.png", "rename"),
    damage("root-file-over-a-page", written("static/root/about/index.html", "x"),
        "static/root/about/index.html:1", "", "rename"),
    damage("root-file-over-the-marker", written("static/root/build.json", "{}"),
        "static/root/build.json:1", "", "rename"),
    damage("root-file-in-place-of-a-folder", written("static/root/about", "x"),
        "static/root/about:1", "", "rename"),
    damage("data-named-yml", written("content/data/oat.yml", "a: b\n"), "content/data/oat.yml:1",
        ".yaml", "oat.yaml"),
    damage("data-named-json", written("content/data/oat.json", "{}"), "content/data/oat.json:1",
        ".yaml", ""),
    damage("data-named-csv", written("content/data/oat.csv", "a,b"), "content/data/oat.csv:1",
        ".yaml", ""),
    damage("data-that-is-a-page", written("content/data/oat.md", US), "content/data/oat.md:1",
        ".yaml", ""),
    damage("data-unknown", written("content/data/bread.yaml", "a: b\n"),
        "content/data/bread.yaml:1", "bread.yaml", "breads.yaml"),
    damage("data-missing", removed(CLOSURES), f"{CLOSURES}:1", "missing", "schema.py"),
    damage("data-referred-to-missing", removed(BREADS), f"{BREADS}:1", "missing", "schema.py"),
    damage("data-empty", written(BREADS, ""), f"{RYE}:4:8", "'rye'", None, alone=False),
    damage("page-is-a-pipe", pipe(ABOUT), f"{ABOUT}:1", "ordinary", "remove"),
    damage("data-is-a-pipe", pipe(PRICES), f"{PRICES}:1", "ordinary", "remove"),
    damage("picture-is-a-pipe", pipe("static/new.png"), "static/new.png:1", "ordinary", "remove"),
    damage("settings-are-a-pipe", pipe("site.yaml"), "site.yaml:1", "ordinary", ""),
]  # fmt: skip

SYMLINKS = [
    damage("page-leads-out", linked("content/us.md", "{outside}/index.md"), "content/us.md:1",
        "out of", "real file"),
    damage("picture-leads-out", linked("static/us.png", "/etc/hostname"), "static/us.png:1",
        "out of", "real file"),
    damage("data-leads-out", linked(PRICES, "{outside}/prices.yaml"), f"{PRICES}:1", "out of",
        "real file"),
    damage("settings-lead-out", linked("site.yaml", "{outside}/site.yaml"), "site.yaml:1", "out of",
        "real file"),
    damage("content-leads-out", linked("content", "{outside}/content"), "content:1", "link",
        "real folder"),
    damage("static-leads-out", linked("static", "{outside}/static"), "static:1", "link",
        "real folder"),
    damage("templates-lead-out", linked("templates", "{outside}/templates"), "templates:1", "link",
        "real folder"),
    damage("template-leads-out", linked(PAGE_HTML, "{outside}/page.html"), f"{PAGE_HTML}:1",
        "out of", "real file"),
    damage("folder-leads-out", linked("content/more", "{outside}"), "content/more:1", "folder",
        "real folder"),
    damage("folder-leads-to-itself", linked("content/more", "."), "content/more:1", "folder",
        "real folder"),
    damage("leads-nowhere", linked("content/us.md", "{outside}/nothing.md"), "content/us.md:1",
        "nowhere", "remove"),
    damage("leads-round", linked("content/us.md", "us.md"), "content/us.md:1", "nowhere", "remove"),
    damage("leads-round-by-two",
        both(linked("content/us.md", "we.md"), linked("content/we.md", "us.md")),
        "content/us.md:1", "nowhere", "remove", alone=False),
    damage("leads-to-a-pipe",
        both(pipe("templates/pipe"), linked("content/us.md", "../templates/pipe")),
        "content/us.md:1", "ordinary", "remove", alone=False),
]  # fmt: skip


@rows(FILES)
def test_odd_files_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


@rows(SYMLINKS)
def test_links_that_leave_the_site_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- schema.py -----------------------------------------------------------------------


def schema(old: str, new: str) -> Harm:
    return replaced("schema.py", old, new)


def contract(arguments: str) -> Harm:
    """Make CONTRACT, on line 4 of schema.py, of ``arguments``."""
    text = "from sitegen.contract import Contract, Model, Page, SiteSettings\n\n\n"
    return written("schema.py", f"{text}CONTRACT = Contract({arguments})\n")


FAILING_VALIDATOR = """
    def model_post_init(self, _: object) -> None:
        raise KeyError("motto")
"""
LAST_OF_HOME = '    """The first page."""\n'

SCHEMA = [
    damage("syntax-error", written("schema.py", "a = 1\nb = (\n"), "schema.py:2", "never closed",
        "schema.py"),
    damage("indent-error", written("schema.py", "a = 1\n  b = 2\n"), "schema.py:2", "indent",
        "schema.py"),
    damage("exception", written("schema.py", "a = 1\n\nb = a / 0\n"), "schema.py:3", "division",
        "schema.py"),
    damage("exception-in-a-function",
        written("schema.py", "def a():\n    raise ValueError('no bread')\n\n\na()\n"),
        "schema.py:2", "no bread", "schema.py"),
    damage("exit", written("schema.py", "a = 1\nraise SystemExit(0)\n"), "schema.py:2",
        "SystemExit", None),
    damage("endless-recursion", written("schema.py", "def a():\n    a()\n\n\na()\n"), "schema.py:2",
        "recursion", None),
    damage("unknown-import", written("schema.py", "from sitegen.fields import Mony\n"),
        "schema.py:1", "Mony", None),
    damage("unknown-module", written("schema.py", "import bread_schema\n"), "schema.py:1",
        "bread_schema", None),
    damage("empty", written("schema.py", ""), "schema.py:1", "CONTRACT", "CONTRACT = Contract("),
    damage("no-contract", schema("CONTRACT = Contract(", "CONTRAKT = Contract("), "schema.py:1",
        "CONTRACT", "CONTRACT = Contract("),
    damage("contract-of-wrong-type", written("schema.py", "CONTRACT = {}\n"), "schema.py:1",
        "CONTRACT", None),
    damage("contract-misspelt-argument", contract("page={}"), "schema.py:4", "page", None),
    damage("pages-of-wrong-type", contract("pages=[Page]"), "schema.py", "pages", None),
    damage("pages-in-quotes", contract("pages={'*.md': 'Page'}"), "schema.py", "'*.md'", None),
    damage("page-is-no-page", contract("pages={'*.md': Model}"), "schema.py", "'*.md'", None),
    damage("site-is-no-settings", contract("site=Page"), "schema.py", "SiteSettings", None),
    damage("data-of-wrong-type", contract("data=['breads.yaml']"), "schema.py", "data", None),
    damage("data-file-of-no-type", contract("data={'breads.yaml': 5}"), "schema.py",
        "'breads.yaml'", None),
    damage("unknown-name-in-a-type", schema(LAST_OF_HOME, LAST_OF_HOME + "\n    motto: Motto\n"),
        "schema.py", "Motto", None),
    damage("validator-that-fails",
        schema(LAST_OF_HOME, LAST_OF_HOME + FAILING_VALIDATOR),
        "schema.py:27", "motto", None),
    damage("bytes", written("schema.py", b"a = '\xe9'\n"), "schema.py:1", "utf-8", None),
    damage("nul", written("schema.py", b'a = 1\x00\n'), "schema.py:1", "null", None),
    damage("a-folder", both(removed("schema.py"), written("schema.py/x", "")), "schema.py:1", "",
        None),
]  # fmt: skip


@rows(SCHEMA)
def test_a_broken_schema_is_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- templates -----------------------------------------------------------------------


TEMPLATES = [
    damage("missing", removed("templates/bread.html"), "templates/bread.html:1", "missing",
        "make it"),
    damage("all-missing", removed("templates"), f"{RYE}:11", "price-box", "there is", alone=False),
    damage("base-missing", removed("templates/base.html"), PAGE_HTML + ":1", "base.html", "make it",
        alone=False),
    damage("a-folder", both(removed(PAGE_HTML), written(f"{PAGE_HTML}/x", "")), PAGE_HTML, "", None,
        alone=False),
    in_template("tag-never-closed", "{% if page %}\nWe", "5", "endif", None, alone=False),
    in_template("braces-closed-once", "{{ page.title }", "3", "", None, alone=False),
    in_template("unknown-tag", "{% iff page %}{% endif %}", "3", "iff", None),
    in_template("unknown-name", "{{ pgae.title }}", "3", "pgae", "'page'"),
    in_template("unknown-field", "{{ page.titel }}", "3", "titel", None),
    in_template("unknown-setting", "{{ site.fone }}", "3", "fone", None),
    in_template("unknown-name-in-a-condition", "{% if pgae %}{% endif %}", "3", "pgae", "'page'"),
    in_template("unknown-filter", "{{ page.title | shout }}", "3", "shout", None),
    in_template("unknown-test", "{% if page is tasty %}{% endif %}", "3", "tasty", None),
    in_template("unknown-query-argument", "{{ pages(sektion='a') }}", "3", "sektion", None),
    in_template("unknown-order", "{{ pages(order='date') }}", "3", "date", None),
    in_template("missing-query-argument", "{{ url() }}", "3", "argument", None),
    in_template("address-of-no-page", "{{ url('abuot.md') }}", "3", "abuot.md", "'about.md'"),
    in_template("address-of-no-place", "{{ url('breads/index.md#rey') }}", "3", "#rey", "'rye'"),
    in_template("address-of-a-draft", "{{ url('secret.md') }}", "3", "secret.md", "page_at"),
    in_template("address-of-nothing", "{{ url(none) }}", "3", "", None),
    in_template("address-of-a-number", "{{ url(5) }}", "3", "", None),
    in_template("limit-of-words", "{{ pages(limit='three') }}", "3", "", None),
    in_template("section-as-a-list", "{{ pages(section=['a']) }}", "3", "", None),
    in_template("no-such-menu", "{{ menu('mian') }}", "3", "mian", "'main'"),
    in_template("no-such-data", "{{ data('prizes') }}", "3", "prizes", "'prices'"),
    in_template("data-by-number", "{{ data(5) }}", "3", "", None),
    in_template("no-such-file", "{{ asset('lgo.svg') }}", "3", "lgo.svg", "'logo.svg'"),
    in_template("no-such-picture", "{{ image('ray.png') }}", "3", "ray.png", None),
    in_template("picture-of-no-width", "{{ image('breads/rye.png', widths=(0,)) }}", "3", "", None),
    in_template("picture-of-width-in-words", "{{ image('breads/rye.png', widths='wide') }}", "3",
        "", None),
    in_template("no-such-style", "{{ styles('missing') }}", "3", "missing.css", "static"),
    in_template("date-filter-on-nothing", "{{ page.fields.date | day }}", "3", "", None,
        alone=False),
    in_template("iso-filter-on-nothing", "{{ page.fields.date | iso }}", "3", "", None,
        alone=False),
    in_template("date-filter-on-text", "{{ page.title | short_day }}", "3", "", None, alone=False),
    in_template("division-by-zero", "{{ 1 / 0 }}", "3", "division", None),
    in_template("adding-text-to-a-number", "{{ 1 + 'a' }}", "3", "", None),
    in_template("looping-over-nothing", "{% for it in page.fields.date %}{% endfor %}", "3", "",
        None, alone=False),
    in_template("calling-a-text", "{{ page.title() }}", "3", "", None),
    in_template("include-of-nothing", "{% include 'foot.html' %}", "3", "foot.html", "make it"),
    in_template("import-of-nothing", "{% from 'components/pricebox.html' import price_box %}", "3",
        "pricebox.html", None),
    in_template("import-of-no-macro",
        "{% from 'components/price-box.html' import prizebox with context %}{{ prizebox() }}", "3",
        "prizebox", None),
    in_template("include-out-of-templates", "{% include '../site.yaml' %}", "3", "site.yaml", None),
    damage("misspelt-macro-argument", replaced("templates/bread.html", "bread=page", "bred=page"),
        "templates/bread.html:5", "bred", None),
    damage("missing-macro-argument",
        replaced("templates/bread.html", "bread=page.fields.bread", ""), PRICE_BOX, "bread", None),
    damage("includes-itself", template("{% include 'page.html' %}"), PAGE_HTML, "recursion", None),
    damage("extends-itself", written(PAGE_HTML, "{% extends 'page.html' %}\n"), PAGE_HTML,
        "recursion", None),
    in_template("macro-calls-itself", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "3",
        "recursion", None),
    in_template("reaching-for-python", "{{ page.__class__.__mro__ }}", "3", "", None),
    in_template("reaching-for-functions", "{{ page.__init__.__globals__ }}", "3", "", None),
    in_template("endless-range", "{% for i in range(10**12) %}{% endfor %}", "3", "", None),
    in_template("block-twice", "{% endblock %}{% block main %}", "3", "main", None),
    damage("not-utf-8", written(PAGE_HTML, b'caf\xe9 {{ page.title }}\n'), f"{PAGE_HTML}:1",
        "UTF-8", "encoding"),
    damage("component-broken",
        written(PRICE_BOX, "{% macro price_box(bread) %}\n{{ 1 / 0 }}\n{% endmacro %}\n"),
        f"{PRICE_BOX}:2", "division", None),
    damage("component-unreadable",
        written(PRICE_BOX, "{% macro price_box(bread) %}\n{{ 1 +* }}\n{% endmacro %}\n"),
        f"{PRICE_BOX}:2", "", None),
    damage("component-without-its-macro",
        written(PRICE_BOX, "{% macro pricebox(bread) %}{% endmacro %}\n"), PRICE_BOX, "price_box",
        None),
    damage("component-misspelt-name-inside",
        written(PRICE_BOX, "{% macro price_box(bread) %}\n{{ breed }}\n{% endmacro %}\n"),
        f"{PRICE_BOX}:2", "breed", None),
    damage("file-template-broken", written("templates/files/menu.txt", "a\n{{ 1 / 0 }}\n"),
        "templates/files/menu.txt:2", "division", None),
    damage("file-template-over-a-page", written("templates/files/about/index.html", "a\n"),
        "templates/files/about/index.html:1", "", "rename"),
    damage("file-template-of-another-ending",
        written("templates/files/feed.json", "{{ nothing }}\n"), "templates/files/feed.json:1",
        "nothing", None),
]  # fmt: skip


@rows(TEMPLATES)
def test_broken_templates_are_refused(
    damage: Damage, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(damage, site, capsys)


# --- where to build ------------------------------------------------------------------


def output_in(site: Path, name: str) -> int:
    with at_most(5):
        return build(site, "--output", str(site / name))


def assert_output_refused(says: str, stderr: str) -> None:
    problems = told(stderr)
    assert len(problems) == 1, stderr
    assert says in problems[0].message
    assert problems[0].hint
    assert not problems[0].place.startswith(":"), f"names no folder: {stderr}"
    assert "Traceback" not in stderr


OWN = "its own sources"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (".", OWN),
        ("..", OWN),
        ("../..", OWN),
        ("content", OWN),
        ("content/new", OWN),
        ("content/../content", OWN),
        ("templates", OWN),
        ("static", OWN),
        ("static/root", OWN),
        ("file", "file"),
        ("foreign", "not made by a build"),
        ("foreign-with-marker", "not made by a build"),
        ("link", "link"),
        ("link-to-nowhere", "link"),
        ("link-to-content", ""),
        ("file/below", ""),
        ("foreign/../foreign", "not made by a build"),
        ("x" * 300, ""),
    ],
)
def test_a_place_that_is_not_for_the_site_is_refused(
    site: Path, name: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "file").write_text("mine")
    (site / "empty").mkdir()
    for folder, marker in (("foreign", "mine.txt"), ("foreign-with-marker", "build.json")):
        (site / folder).mkdir()
        (site / folder / marker).write_text("[]")
    (site / "link").symlink_to("empty")
    (site / "link-to-nowhere").symlink_to("nothing")
    (site / "link-to-content").symlink_to("content")
    before = snapshot(site.parent)
    capsys.readouterr()
    assert output_in(site, name) == 1
    assert_output_refused(says, capsys.readouterr().err)
    assert snapshot(site.parent) == before


def test_a_site_is_not_built_over_another_sites_sources(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copytree(SOUND_SITE, tmp_path / "other"))
    before = snapshot(other)
    capsys.readouterr()
    assert build(site, "--output", str(other)) == 1
    assert "not made by a build" in capsys.readouterr().err
    assert snapshot(other) == before


# --- wrong commands ------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--as-of", "tomorrow"],
        ["--as-of", "2026-02-30"],
        ["--as-of", "2026-13-01"],
        ["--as-of", "24.12.2026"],
        ["--as-of", "20261224"],
        ["--as-of", "2026-W52-4"],
        ["--as-of", ""],
        ["--as-of", "2026-12-24T10:00"],
        ["--format", "xml"],
        ["--release", "--drafts"],
        ["--outptu", "x"],
        ["--output", ""],
        ["--root", "/dev/null"],
        ["surplus"],
        ["--as-of"],
    ],
    ids=" ".join,
)
def test_a_wrong_option_is_wrong_usage(
    site: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(site)
    capsys.readouterr()
    assert main(["build", "--root", str(site), *arguments]) == 2
    stderr = capsys.readouterr().err
    assert stderr.strip()
    assert "Traceback" not in stderr
    assert snapshot(site) == before


@pytest.mark.parametrize("arguments", [[], ["biuld"], ["--version-of-what"], ["new"], ["new", "x"]])
def test_a_wrong_command_is_wrong_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("epoch", ["tomorrow", "1e9", "9" * 30, "-" + "9" * 20, "1.5"])
def test_a_wrong_source_date_epoch_is_wrong_usage(
    site: Path, epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["build", "--root", str(site)]) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err


def test_a_root_that_is_not_there_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(tmp_path / "nothing")]) == 2
    assert "nothing" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()


# --- what looks odd and is right -----------------------------------------------------


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_can_be_built(site: Path, day: str) -> None:
    assert main(["build", "--root", str(site), "--as-of", day]) == 0


ODD_BUT_RIGHT = {
    "until-for-ever": front("until: 9999-12-31\n"),
    "from-for-ever": front("from: 0001-01-01\n"),
    "data-until-for-ever": replaced(PRICES, "2026-12-31", "9999-12-31"),
    "block-until-for-ever": prose('{{ show until="9999-12-31" }}\nWe bake.\n{{ end }}\n'),
    "byte-order-mark": written(ABOUT, b"\xef\xbb\xbf" + US.encode()),
    "windows-line-ends": written(ABOUT, US.replace("\n", "\r\n")),
    "old-mac-line-ends": written(ABOUT, US.replace("\n", "\r")),
    "no-last-line-end": written(ABOUT, US.rstrip("\n")),
    "lock-of-an-editor": written("content/.#about.md", "lock"),
    "copy-of-an-editor": written("content/about.md~", "copy"),
    "long-name-of-a-file": written(f"static/{'p' * 250}.svg", "<svg viewBox='0 0 1 1'/>"),
    "long-name-of-a-picture": picture_named(f"{'p' * 250}.png"),
    "odd-name-of-a-picture": picture_named("R\u00e9 & 1.PNG"),
    "name-of-a-picture-from-a-mac": picture_named("Re\u0301.png", typed="R\u00e9.png"),
    "no-static": removed("static"),
    "cache-cut-short": in_cache(lambda content: content[: len(content) // 2]),
    "cache-damaged": in_cache(lambda content: content[:30] + b"\xff" * 30 + content[60:]),
    "cache-emptied": in_cache(lambda _: b""),
    "cache-is-a-file": both(removed(".cache"), written(".cache", "")),
    "windows-settings": windows_line_ends("site.yaml"),
    "windows-data": windows_line_ends(BREADS),
    "windows-schema": windows_line_ends("schema.py"),
    "windows-template": windows_line_ends("templates/base.html"),
}


@pytest.mark.parametrize("harm", ODD_BUT_RIGHT.values(), ids=ODD_BUT_RIGHT)
def test_what_looks_odd_but_is_right_builds(
    site: Path, harm: Harm, capsys: pytest.CaptureFixture[str]
) -> None:
    harm(site)
    capsys.readouterr()
    code = build(site)
    assert code == 0, capsys.readouterr().err


@pytest.mark.parametrize("name", [".well-known/security.txt", ".htaccess", "CNAME", "_headers"])
def test_every_file_of_root_is_published(site: Path, name: str) -> None:
    written(f"static/root/{name}", "x")(site)
    assert build(site) == 0
    assert (site / "public" / name).read_text() == "x"


def test_a_byte_order_mark_does_not_reach_the_page(site: Path) -> None:
    for name in (PAGE_HTML, "templates/base.html"):
        written(name, b"\xef\xbb\xbf" + (site / name).read_bytes())(site)
    assert build(site) == 0
    assert "\ufeff" not in (site / "public/about/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "title",
    ['The #1: "best"', "it's", "{a}", "[a]", "*a*", "@a", "&a", "!a", "null", "yes", "2026-11-23",
     "a: b", "a\\b", "a\nb", "a\tb", "\u201ca\u201d", "\u00e9a", "../../a", "/a", "%a", "`a`",
     "a #b", "- a"],
)  # fmt: skip
def test_a_new_page_of_any_title_can_be_read(site: Path, title: str) -> None:
    pages = set((site / "content").rglob("*.md"))
    assert main(["new", "--root", str(site), "page", "--", title]) == 0
    (made,) = set((site / "content").rglob("*.md")) - pages
    text = made.read_text("utf-8")
    made.write_text(re.sub(r"^description:.*$", "description: It is.", text, flags=re.M), "utf-8")
    assert build(site) == 0


@pytest.mark.parametrize("title", ["", " ", "???", "\u65e5\u672c", "About", "a" * 200, "caf\udce9"])
def test_a_title_of_which_no_page_can_be_made_makes_none(
    site: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(site / "content")
    capsys.readouterr()
    assert main(["new", "--root", str(site), "page", "--", title]) in (1, 2)
    assert "Traceback" not in capsys.readouterr().err
    assert snapshot(site / "content") == before


def test_every_mistake_of_a_run_is_told_at_once(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    setting("phone: none")(site)
    price("six")(site)
    prose("[it](abuot.md) {{ price-bx }}\n")(site)
    replaced(BREADS, "grams: 750", "gramms: 750")(site)
    capsys.readouterr()
    assert build(site) == 1
    paths = {it.place.split(":")[0] for it in told(capsys.readouterr().err)}
    assert paths == {"site.yaml", ABOUT, BREADS, PRICES}
