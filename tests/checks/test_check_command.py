"""``build.py check`` as an owner calls it: what it prints, and its exit code."""

import json
from pathlib import Path

import pytest

from build import main
from sitegen.checks.catalogue import selected
from tests.checks.planting import Edit, planted

UP: Edit = ("templates/base.html", "<footer>", '<footer>\n<a href="#">Up</a>')
PLAIN: Edit = ("content/index.md", "You call us.", "You [call us](http://phone.example/).")
AS_OF = "--as-of=2026-11-26"


def run(root: Path, *more: str) -> int:
    return main(["check", f"--root={root}", AS_OF, *more])


def test_a_site_without_faults_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(planted(tmp_path, ())) == 0
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert "nothing found" in told.out
    assert told.err == ""


def test_a_site_may_be_named_by_any_way_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = planted(tmp_path, (("static/css/base.css", "", ".gone { color: red }"),))
    (tmp_path / "link").symlink_to(root)
    monkeypatch.chdir(tmp_path)
    for way in (root, Path("site"), Path("link"), Path("site/../link")):
        capsys.readouterr()
        run(way, "--select", "W", "--select", "A")
        assert "static/css/base.css:1:1: " in capsys.readouterr().out


def test_an_error_fails_and_a_warning_does_only_when_strict(tmp_path: Path) -> None:
    assert run(planted(tmp_path / "error", (UP,))) == 1
    warned = planted(tmp_path / "warning", (PLAIN,))
    assert run(warned) == 0
    assert run(warned, "--strict") == 1


def test_only_the_selected_rules_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = planted(tmp_path, (UP, PLAIN))
    assert run(root, "--select", "L08", "--format", "json") == 0
    told = capsys.readouterr()
    assert [json.loads(line)["rule"] for line in told.out.splitlines()] == ["L08"]
    assert "1 warning" in told.err


def test_a_site_that_cannot_be_built_is_told_as_a_build_tells_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = planted(tmp_path, (("content/index.md", "lessons/index.md", "lesons/index.md"),))
    assert run(root) == 1
    told = capsys.readouterr()
    assert "content/index.md:6:" in told.err
    assert told.err.endswith("1 problem; nothing was checked\n")


def test_a_rule_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "l09"]) == 0
    assert capsys.readouterr().out.startswith("# L09 empty-link\n")


def test_a_family_explains_all_its_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "X"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("# X01 ")
    assert "\n# X02 " in text


def test_rules_are_selected_by_lists_too() -> None:
    both = selected(["L08", "A"])
    assert {rule.code[0] for rule in both} == {"L", "A"}
    assert selected(["L08, A"]) == both


@pytest.mark.parametrize("option", ["--explain", "--select"])
@pytest.mark.parametrize("code", ["Q1", ""])
def test_an_unknown_rule_is_wrong_usage(
    option: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", option, code]) == 2
    assert f"there is no rule '{code}'" in capsys.readouterr().err


def test_the_report_is_written_too(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    assert run(planted(tmp_path, (UP,)), "--report", str(report)) == 1
    assert "This link leads nowhere" in report.read_text()


def test_nothing_is_written_into_the_site(tmp_path: Path) -> None:
    root = planted(tmp_path, (UP,))
    before = sorted(it for it in root.rglob("*") if ".cache" not in it.parts)
    run(root)
    assert sorted(it for it in root.rglob("*") if ".cache" not in it.parts) == before


def test_fix_mends_what_is_safe_and_looks_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = planted(tmp_path, (("content/index.md", "You call us.", "You utilize the the phone."),))
    before = (root / "content/index.md").read_text()
    assert run(root, "--select", "C01", "--select", "R") == 1
    assert "utilize" in capsys.readouterr().out
    assert run(root, "--select", "C01", "--select", "R", "--fix") == 0
    assert (root / "content/index.md").read_text() == before.replace(
        "You utilize the the phone.", "You use the phone."
    )
    told = capsys.readouterr()
    assert told.err == "2 mistakes mended\n"
    assert "nothing found" in told.out


def test_the_html_checker_is_asked_only_where_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(planted(tmp_path, ()), "--full") == 0
    assert "the Nu HTML checker is not here" in capsys.readouterr().err


def test_an_html_checker_that_does_not_run_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = planted(tmp_path, ())
    jar = root / "node_modules/vnu-jar/build/dist/vnu.jar"
    jar.parent.mkdir(parents=True)
    jar.write_text("no program")
    assert run(root, "--full") == 1
    told = capsys.readouterr().err
    assert "the Nu HTML checker does not run" in told
    assert "hint: check without --full" in told


GAP = """babies: {name: Babies, minutes: 30, price: $25}
now: {name: Late swim, minutes: 30, price: $60, until: 2026-12-31}
later: {name: Late swim, minutes: 30, price: $65, from: 2027-01-02}
"""
FIRST: Edit = (
    "templates/base.html",
    "</main>",
    "{{ (data('prices.yaml').values() | selectattr('name', 'equalto', 'Late swim')"
    " | first).price }}"
    "</main>",
)


def test_days_to_come_are_tried_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gap: Edit = ("content/data/prices.yaml", "", GAP)
    root = planted(tmp_path / "gap", (gap, FIRST))
    assert run(root, "--select", "F09") == 0
    assert run(root, "--select", "F09", "--full") == 1
    told = capsys.readouterr().out
    assert "error F09: from 2027-01-01 on the site cannot be built: " in told
    whole: Edit = ("content/data/prices.yaml", "", GAP.replace("2027-01-02", "2027-01-01"))
    assert run(planted(tmp_path / "whole", (whole, FIRST)), "--select", "F09", "--full") == 0
