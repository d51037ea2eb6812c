"""The command line: what it says where, and how it exits."""

import datetime
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from build import main
from sitegen.reference import fields_of, kinds
from sitegen.schemafile import load_contract
from tests.sites.small import REPO, command, digest, files_in, page, put, run, small_site
from tests.test_second_site import BIKES

Capsys = pytest.CaptureFixture[str]
UNCONFIRMED = {
    "site.yaml": "name: !unconfirmed Small Site\nurl: https://small.example/\n",
    "content/data/people.yaml": "# Who works here.\nann:\n  license: !unconfirmed '012345'\n",
    "content/a.md": "---\ntitle: A\ndescription: !unconfirmed About A.\n---\n",
    "content/b.md": "---\ntitle: B\ndescription: !unconfirmed About B.\ndraft: yes\n---\n",
}
THREE_MISTAKES = {
    "content/a.md": page("[x](nowhere.md)\n\n[y](nobody.md)"),
    "content/b.md": page(titel="Wrong"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def lines(text: str) -> list[str]:
    return text.rstrip("\n").split("\n")


# --- build ---


def test_a_good_build_exits_0_and_ends_with_a_summary(site: Path, capsys: Capsys) -> None:
    put(site, {"content/a.md": page(from_="2026-07-01")})
    assert main(["build", "--root", str(site), "--as-of", "2026-06-15"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert lines(said.out)[0] == "next change: 2026-07-01, page a.md begins"
    assert re.fullmatch(
        rf"1 page in \d+\.\d\d s, in {re.escape(str(site))}/public/; all facts confirmed",
        lines(said.out)[-1],
    )
    assert (site / "public/index.html").is_file()


def test_the_summary_counts_pages_and_facts(site: Path, capsys: Capsys) -> None:
    put(site, UNCONFIRMED)
    assert main(["build", "--root", str(site)]) == 0
    said = lines(capsys.readouterr().out)
    assert said[:-1] == [
        "site.yaml:1: to confirm: name (Small Site)",
        "content/data/people.yaml:3: to confirm: ann.license (012345)",
        "content/a.md:3: to confirm: description (About A.)",
    ]
    assert said[-1].startswith("2 pages in ")
    assert said[-1].endswith("; 3 facts to confirm before publishing")


def test_a_folder_below_the_current_one_is_named_briefly(site: Path) -> None:
    done = run("build", "--root", ".", "--output", "out", cwd=site)
    assert " s, in out/; " in done.stdout
    elsewhere = run("build", "--root", site, cwd=site.parent)
    assert " s, in site/public/; " in elsewhere.stdout


def test_a_wrong_site_exits_1_with_every_problem_on_stderr(site: Path, capsys: Capsys) -> None:
    put(site, THREE_MISTAKES)
    assert main(["build", "--root", str(site)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    places = [line.split(": ")[0] for line in lines(said.err) if line.startswith("content/")]
    assert places == ["content/a.md:5:5", "content/a.md:7:5", "content/b.md:4:1"]
    assert "  hint: " in said.err
    assert lines(said.err)[-1] == "3 problems; nothing was built"
    assert not (site / "public").exists()


def test_a_wrong_site_leaves_the_old_one(site: Path) -> None:
    assert main(["build", "--root", str(site)]) == 0
    before = digest(site / "public")
    put(site, THREE_MISTAKES)
    assert main(["build", "--root", str(site)]) == 1
    assert digest(site / "public") == before


def test_json_is_one_object_per_line(site: Path, capsys: Capsys) -> None:
    put(site, {**THREE_MISTAKES, "content/ö,%.md": page()})
    assert main(["build", "--root", str(site), "--format", "json"]) == 1
    said = capsys.readouterr()
    told = [json.loads(line) for line in lines(said.err)]
    assert said.out == ""
    assert len(told) == 4
    assert all(list(it) == ["path", "line", "column", "message", "hint"] for it in told)
    assert all(isinstance(it["line"], int) and isinstance(it["column"], int) for it in told)
    assert "content/ö,%.md" in {it["path"] for it in told}


def test_github_annotations_are_escaped(site: Path, capsys: Capsys) -> None:
    put(site, {"content/a,b%:c.md": page(), "content/d.md": page(titel="Wrong")})
    assert main(["build", "--root", str(site), "--format", "github"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    first, second = lines(said.err)
    assert first.startswith("::error file=content/a%2Cb%25%3Ac.md,line=1,col=1::")
    assert second == (
        "::error file=content/d.md,line=4,col=1::unknown field 'titel' (did you mean 'title'?)"
    )


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_no_format_changes_the_exit_code(site: Path, form: str) -> None:
    assert main(["build", "--root", str(site), "--format", form]) == 0
    put(site, THREE_MISTAKES)
    assert main(["build", "--root", str(site), "--format", form]) == 1


def test_json_tells_what_was_built(site: Path, capsys: Capsys) -> None:
    put(site, UNCONFIRMED)
    assert main(["build", "--root", str(site), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == 2
    assert [it["name"] for it in told["unconfirmed"]] == ["name", "ann.license", "description"]
    assert told["changes"] == []


def test_release_refuses_each_unconfirmed_fact_at_its_place(site: Path, capsys: Capsys) -> None:
    put(site, UNCONFIRMED)
    assert main(["build", "--root", str(site), "--release"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert [line for line in lines(said.err) if not line.startswith("  hint")] == [
        "content/a.md:3:1: 'description' (About A.) is not confirmed",
        "content/data/people.yaml:3:1: 'ann.license' (012345) is not confirmed",
        "site.yaml:1:1: 'name' (Small Site) is not confirmed",
        "3 problems; nothing was built",
    ]
    assert not (site / "public").exists()


def test_release_builds_a_confirmed_site(site: Path) -> None:
    put(site, UNCONFIRMED)
    for name, text in UNCONFIRMED.items():
        if name != "content/b.md":
            put(site, {name: text.replace("!unconfirmed ", "")})
    assert main(["build", "--root", str(site), "--release"]) == 0


def test_release_tells_other_mistakes_too(site: Path, capsys: Capsys) -> None:
    put(site, {**UNCONFIRMED, "content/c.md": page("[x](nowhere.md)")})
    assert main(["build", "--root", str(site), "--release"]) == 1
    assert lines(capsys.readouterr().err)[-1] == "4 problems; nothing was built"


def test_drafts_are_built_on_request_only(site: Path) -> None:
    put(site, {"content/a.md": page(draft="yes")})
    assert main(["build", "--root", str(site)]) == 0
    assert not (site / "public/a").exists()
    assert main(["build", "--root", str(site), "--drafts"]) == 0
    assert (site / "public/a/index.html").is_file()


# --- the clock ---


def date_of(site: Path) -> str:
    return str(json.loads((site / "public/build.json").read_text())["date"])


def test_as_of_is_the_day_of_the_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert main(["build", "--root", str(site), "--as-of", "2026-12-24"]) == 0
    assert date_of(site) == "2026-12-24"


@pytest.mark.parametrize(
    ("epoch", "zone", "date"),
    [
        ("0", "UTC", "1970-01-01"),
        ("1798070400", "UTC", "2026-12-24"),
        ("1798070400", "America/New_York", "2026-12-23"),
        ("1798112345", "Pacific/Kiritimati", "2026-12-25"),
    ],
)
def test_source_date_epoch_is_a_clock_in_the_zone_of_the_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, epoch: str, zone: str, date: str
) -> None:
    put(site, {"site.yaml": f"name: N\nurl: https://n.example/\ntimezone: {zone}\n"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["build", "--root", str(site)]) == 0
    assert date_of(site) == date


def test_an_empty_source_date_epoch_is_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert main(["build", "--root", str(site)]) == 0
    today = datetime.datetime.now(datetime.UTC).date()  # noqa: TID251  # what main itself must use
    assert abs((datetime.date.fromisoformat(date_of(site)) - today).days) <= 1


# --- wrong usage ---


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Commands:"),
        (["biuld"], "No such command 'biuld'"),
        (["build", "--realease"], "No such option"),
        (["build", "--release", "--drafts"], "--release and --drafts exclude each other"),
        (["build", "--as-of", "tomorrow"], "--as-of tomorrow is not a date: write 2026-12-24"),
        (["build", "--as-of", "2026-02-30"], "--as-of 2026-02-30 is not a date"),
        (["build", "--as-of", "24.12.2026"], "is not a date"),
        (["build", "--as-of"], "requires an argument"),
        (["build", "--format", "xml"], "'xml' is not one of"),
        (["build", "public"], "unexpected extra argument"),
        (["build", "--root", str(REPO / "build.py")], "is a file"),
        (["new"], "Missing argument 'KIND'"),
        (["new", "page"], "Missing argument 'TITLE'"),
        (["serve", "--port", "70000"], "70000 is not in the range"),
    ],
)
def test_wrong_usage_exits_2(words: list[str], told: str, capsys: Capsys) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("epoch", ["yesterday", "nan", "inf", "-inf", "1e30", "2026-12-24"])
def test_a_wrong_source_date_epoch_exits_2(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["build", "--root", str(site)]) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err
    assert not (site / "public").exists()


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["build", "--help"], ["new", "-h"]])
def test_help_exits_0(words: list[str], capsys: Capsys) -> None:
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Usage: build.py")
    assert said.err == ""


def test_there_is_a_command_for_each_thing_an_owner_does(capsys: Capsys) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out.split("Commands:\n")[1]
    assert re.findall(r"^  (\w+) ", listed, re.M) == [
        "build",
        "check",
        "new",
        "publish",
        "schema",
        "serve",
    ]


def test_a_folder_without_a_site_exits_1(tmp_path: Path, capsys: Capsys) -> None:
    assert main(["build", "--root", str(tmp_path)]) == 1
    assert "there is no folder 'content'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_exits_2(tmp_path: Path, capsys: Capsys) -> None:
    assert main(["build", "--root", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# --- as a process ---


@pytest.mark.slow
def test_the_process_exits_as_main_returns(site: Path) -> None:
    assert run("build", "--root", site).returncode == 0
    assert run("build", "--root", site, "--as-of", "x").returncode == 2
    put(site, THREE_MISTAKES)
    done = run("build", "--root", site)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.endswith("3 problems; nothing was built\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_lacks_letters_is_no_reason_to_fail(site: Path, encoding: str) -> None:
    put(site, {"content/data/hours.yaml": "ŏffnung – 時間: !unconfirmed 9-17\n"})
    done = run("build", "--root", site, environ={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    assert "1 fact to confirm" in done.stdout
    put(site, {"content/a.md": page("[時間](nowhere.md)", 時間="x")})
    wrong = run("build", "--root", site, environ={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert wrong.returncode == 1
    assert "Traceback" not in wrong.stderr


def test_a_reader_that_goes_away_gets_no_traceback(site: Path) -> None:
    put(site, {"content/data/x.yaml": "".join(f"n{at}: !unconfirmed 1\n" for at in range(5000))})
    process = subprocess.Popen(
        command("build", "--root", site), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    told = process.stderr.read().decode()
    process.stderr.close()
    process.wait(30)
    assert "Traceback" not in told
    assert "Exception ignored" not in told
    assert (site / "public/index.html").is_file()


@pytest.mark.slow
def test_without_root_the_site_beside_build_py_is_built(tmp_path: Path) -> None:
    done = run("build", "--output", tmp_path / "public", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert " s, in public/; " in done.stdout
    settings = (REPO / "site.yaml").read_text("utf-8")
    name = re.findall(r"^name: (?:!unconfirmed )?(.*)$", settings, re.M)[0]
    assert name in (tmp_path / "public/index.html").read_text("utf-8")


# --- new ---


@pytest.fixture
def bikes(tmp_path: Path) -> Path:
    root = tmp_path / "bikes"
    shutil.copytree(BIKES, root)
    Image.new("RGB", (40, 30), "teal").save(root / "content/raeder/moewe.jpg")
    return root


BLANKS = {
    "description": "Ein Satz.",
    "tariff": "schlauch",
    "stock": "moewe",
    "image": "raeder/moewe.jpg",
    "date": "2026-01-02",
}


def fill(path: Path, values: Mapping[str, str]) -> None:
    """Fill in the blanks that `new` left, as an owner would."""
    text = path.read_text("utf-8")
    text = re.sub(
        r"^(\w+):$",
        lambda match: f"{match[0]} {values.get(match[1], '')}".rstrip(),
        text,
        flags=re.M,
    )
    path.write_text(re.sub(r"^  -$", "  - One line.", text, flags=re.M), "utf-8")


@pytest.mark.parametrize(
    ("kind", "title", "made"),
    [
        ("repair", "Bremsen einstellen", "reparaturen/bremsen-einstellen"),
        ("bike", "Kranich: das Rad #1", "raeder/kranich-das-rad-1"),
        ("post", "Größe & Übermaß", "blog/groesse-uebermass"),
        ("overview", "Zubehör", "zubehoer"),
        ("page", '"Ja"', "ja"),
    ],
)
def test_a_new_page_builds_once_its_blanks_are_filled(
    bikes: Path, capsys: Capsys, kind: str, title: str, made: str
) -> None:
    assert main(["new", "--root", str(bikes), kind, title]) == 0
    name = f"content/{made}/index.md" if kind == "overview" else f"content/{made}.md"
    assert capsys.readouterr().out == f"{bikes / name}: fill in the blanks, then build\n"
    fill(bikes / name, BLANKS)
    assert main(["build", "--root", str(bikes), "--as-of", "2026-06-15"]) == 0, capsys.readouterr()
    heading = title.replace("&", "&amp;").replace('"', "&#34;")
    assert f"<h1>{heading}</h1>" in (bikes / f"public/{made}/index.html").read_text("utf-8")


def test_each_blank_that_is_left_is_a_problem_at_its_line(bikes: Path, capsys: Capsys) -> None:
    assert main(["new", "--root", str(bikes), "repair", "Licht"]) == 0
    path = bikes / "content/reparaturen/licht.md"
    capsys.readouterr()
    assert main(["build", "--root", str(bikes)]) == 1
    found = capsys.readouterr().err
    text = path.read_text("utf-8").split("\n")
    for name in ("description", "tariff"):
        assert f"content/reparaturen/licht.md:{text.index(f'{name}:') + 1}:" in found


@pytest.mark.parametrize("root", [REPO, BIKES], ids=["practice", "bikes"])
def test_a_new_page_explains_every_field_of_its_kind(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "schema.py", tmp_path)
    (tmp_path / "content").mkdir()
    for kind, (_, model) in kinds(load_contract(root)).items():
        assert main(["new", "--root", str(tmp_path), kind, f"A new {kind}"]) == 0
        (path,) = list((tmp_path / "content").rglob("*.md"))
        text = path.read_text("utf-8")
        front = text.split("---\n")[1]
        for name, field in fields_of(model).items():
            assert re.search(rf"^(# )?{name}:", front, re.M), f"{kind}: {name}"
            assert field.is_required() == bool(re.search(rf"^{name}:", front, re.M))
            words = " ".join((field.description or "").split())
            assert name == "title" or words in " ".join(front.replace("# ", "").split())
        path.unlink()


@pytest.mark.parametrize("root", [REPO, BIKES], ids=["practice", "bikes"])
def test_every_field_of_every_kind_is_described(root: Path) -> None:
    blank = [
        f"{kind}: {name}"
        for kind, (_, model) in kinds(load_contract(root)).items()
        for name, field in fields_of(model).items()
        if not field.description
    ]
    assert blank == []


def test_a_new_page_never_overwrites(bikes: Path, capsys: Capsys) -> None:
    before = digest(bikes)
    assert main(["new", "--root", str(bikes), "bike", "Möwe"]) == 1
    assert "content/raeder/moewe.md:1:1: this page exists already" in capsys.readouterr().err
    assert digest(bikes) == before


@pytest.mark.parametrize(
    ("kind", "title", "told"),
    [
        ("repairs", "Licht", "did you mean 'repair'?"),
        ("Repair", "Licht", "did you mean 'repair'?"),
        ("", "Licht", "there is: bike, overview, page, post, repair"),
        ("repair", "", "no address can be made"),
        ("repair", "!?", "no address can be made"),
        ("repair", "時間", "no address can be made"),
    ],
)
def test_new_refuses_what_it_cannot_make(
    bikes: Path, capsys: Capsys, kind: str, title: str, told: str
) -> None:
    before = digest(bikes)
    assert main(["new", "--root", str(bikes), kind, title]) == 1
    assert told in capsys.readouterr().err
    assert digest(bikes) == before


@pytest.mark.parametrize("title", ["../../escape", "/etc/passwd", "a/b", "..", "a\nb", "a: b # c"])
def test_no_title_leads_out_of_the_folder_of_its_kind(bikes: Path, title: str) -> None:
    before = set(files_in(bikes.parent))
    main(["new", "--root", str(bikes), "repair", title])
    for name in set(files_in(bikes.parent)) - before:
        assert re.fullmatch(r"bikes/content/reparaturen/[a-z0-9-]+\.md", name)
        fill(bikes.parent / name, BLANKS)
    assert main(["build", "--root", str(bikes)]) == 0


def test_a_new_page_is_of_the_kind_that_was_asked_for(site: Path, capsys: Capsys) -> None:
    """A title whose address belongs to another kind is refused."""
    schema = (
        "from sitegen.contract import Contract, Page\n"
        "class Prices(Page):\n    'Prices.'\n"
        "CONTRACT = Contract(pages={'prices.md': Prices, '*.md': Page})\n"
    )
    put(site, {"schema.py": schema})
    assert main(["new", "--root", str(site), "page", "Prices"]) == 1
    assert not (site / "content/prices.md").exists()
    assert "prices" in capsys.readouterr().err
    assert main(["new", "--root", str(site), "prices", "What it costs"]) == 0
    assert (site / "content/prices.md").is_file()


# --- schema ---


def test_schema_writes_a_json_schema_per_kind_and_data_file(bikes: Path, capsys: Capsys) -> None:
    assert main(["schema", "--root", str(bikes)]) == 0
    made = files_in(bikes / "docs/schemas")
    assert set(made) >= {
        "site.json",
        "data/tariffs.json",
        "data/opening.json",
        "data/stock.json",
        "data/sources.json",
        "data/redirects.json",
        *(f"pages/{kind}.json" for kind in ("page", "overview", "repair", "bike", "post")),
    }
    schemas = {name: json.loads(text) for name, text in made.items()}
    repair = schemas["pages/repair.json"]
    assert repair["required"] == ["title", "description", "tariff"]
    assert repair["additionalProperties"] is False
    assert {"from", "until", "tariff", "bikes"} <= set(repair["properties"])
    assert "from_" not in repair["properties"]
    assert repair["properties"]["tariff"]["description"] == "Entry in tariffs.yaml"
    assert lines(capsys.readouterr().out)[-1].endswith("written to docs/ and .vscode/")


def test_schema_points_the_editor_to_files_that_exist(bikes: Path) -> None:
    assert main(["schema", "--root", str(bikes)]) == 0
    settings = json.loads((bikes / ".vscode/settings.json").read_text("utf-8"))
    for schema, file in settings["yaml.schemas"].items():
        assert (bikes / schema).is_file()
        assert file == "site.yaml" or file.startswith("content/data/")
    assert "!unconfirmed scalar" in settings["yaml.customTags"]


def test_schema_keeps_an_owners_own_editor_settings(bikes: Path) -> None:
    put(bikes, {".vscode/settings.json": '{"editor.tabSize": 3}'})
    assert main(["schema", "--root", str(bikes)]) == 0
    settings = json.loads((bikes / ".vscode/settings.json").read_text("utf-8"))
    assert settings["editor.tabSize"] == 3
    assert "yaml.schemas" in settings


def test_schema_writes_the_same_bytes_again(bikes: Path) -> None:
    assert main(["schema", "--root", str(bikes)]) == 0
    before = digest(bikes)
    done = run("schema", "--root", bikes, environ={"PYTHONHASHSEED": "7"})
    assert done.returncode == 0, done.stderr
    assert digest(bikes) == before


def test_the_field_reference_names_every_field(bikes: Path) -> None:
    assert main(["schema", "--root", str(bikes)]) == 0
    text = (bikes / "docs/fields.md").read_text("utf-8")
    for words in ("## Page: repair", "| **tariff** | Entry in tariffs.yaml |", "| from |"):
        assert words in text
    components = (bikes / "docs/components.md").read_text("utf-8")
    assert "## tariff" in components


def test_the_repositorys_own_schemas_are_up_to_date(tmp_path: Path) -> None:
    """After a change to schema.py: `make schema`."""
    shutil.copy(REPO / "schema.py", tmp_path)
    shutil.copytree(REPO / "templates", tmp_path / "templates")
    assert main(["schema", "--root", str(tmp_path)]) == 0
    made = files_in(tmp_path / "docs")
    kept = {name: text for name, text in files_in(REPO / "docs").items() if name in made}
    assert [name for name in made if kept.get(name) != made[name]] == []
    stale = {f"schemas/{name}" for name in files_in(REPO / "docs/schemas")} - set(made)
    assert stale == set()


def test_schema_py_that_fails_is_a_problem_at_its_line(site: Path, capsys: Capsys) -> None:
    put(site, {"schema.py": "x = 1\ny = x / 0\n"})
    for words in (["build"], ["schema"], ["new", "page", "Title"]):
        assert main([words[0], "--root", str(site), *words[1:]]) == 1
        assert capsys.readouterr().err.startswith("schema.py:2:1: ZeroDivisionError")


def test_schema_that_cannot_be_written_is_a_problem(site: Path, capsys: Capsys) -> None:
    put(site, {"docs": "a file where the folder should be"})
    assert main(["schema", "--root", str(site)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_new_and_schema_do_not_speak_of_building(site: Path, capsys: Capsys) -> None:
    assert main(["new", "--root", str(site), "nothing", "Title"]) == 1
    assert "built" not in capsys.readouterr().err


def test_a_build_needs_no_terminal_and_no_home(site: Path) -> None:
    done = subprocess.run(
        command("build", "--root", site),
        env={"PATH": os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
