"""Findings as text, JSON lines, annotations and SARIF."""

import json
from pathlib import Path

import pytest

from sitegen.checks.catalogue import RULES, UnknownRule, explain, named
from sitegen.checks.run import Verdict
from sitegen.checks.shown import shown, summary
from tests.checks.planting import Edit, look, planted

UP: Edit = ("templates/base.html", "<footer>", '<footer>\n<a href="#">Up</a>')
PLAIN: Edit = ("content/index.md", "You call us.", "You [call us](http://phone.example/).")
WAIVED: Edit = (
    "site.yaml",
    "checks:\n",
    "checks:\n  waivers: [{rule: L08, reason: They have no other, until: 2026-12-31}]\n",
)


@pytest.fixture
def verdict(tmp_path: Path) -> Verdict:
    return look(planted(tmp_path, (UP, PLAIN)), "L")


def test_text_tells_place_severity_rule_hint_and_pages(verdict: Verdict) -> None:
    assert shown(verdict, "text").splitlines() == [
        "content/index.md:10:15: warning L08: 'http://phone.example/' is not encrypted",
        "  hint: try https://phone.example/",
        "templates/base.html:40:1: error L09: this link leads nowhere",
        "  hint: name the page it leads to",
        "  on: /, /about/, /lessons/, /lessons/babies/, /prices/",
    ]


def test_json_is_one_object_a_line(verdict: Verdict) -> None:
    first, second = map(json.loads, shown(verdict, "json").splitlines())
    assert first == {
        "rule": "L08",
        "name": "link-not-encrypted",
        "severity": "warning",
        "path": "content/index.md",
        "line": 10,
        "column": 15,
        "message": "'http://phone.example/' is not encrypted",
        "hint": "try https://phone.example/",
        "pages": ["/"],
        "fixable": False,
    }
    assert len(second["pages"]) == 5


def test_annotations_have_the_level_of_the_severity(verdict: Verdict) -> None:
    first, second = shown(verdict, "github").splitlines()
    assert first.startswith("::warning file=content/index.md,line=10,col=15::L08: ")
    assert second.startswith("::error file=templates/base.html,line=40,col=1::L09: ")


def test_sarif_names_every_rule_and_result(verdict: Verdict) -> None:
    log = json.loads(shown(verdict, "sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    known = {it["id"] for it in run["tool"]["driver"]["rules"]}
    assert {it["ruleId"] for it in run["results"]} == {"L08", "L09"} <= known
    region = run["results"][1]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 40, "startColumn": 1}
    assert [it["level"] for it in run["results"]] == ["warning", "error"]


def test_sarif_tells_what_is_let_pass_and_why(tmp_path: Path) -> None:
    log = json.loads(shown(look(planted(tmp_path, (PLAIN, WAIVED)), "L"), "sarif"))
    (result,) = log["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "They have no other"}]


def test_the_last_line_counts(verdict: Verdict, tmp_path: Path) -> None:
    links = len([rule for rule in named("L") if rule.find])
    assert summary(verdict, 1.234) == f"5 pages, {links} rules in 1.23 s: 1 error, 1 warning"
    passed = look(planted(tmp_path / "other", (PLAIN, WAIVED)), "L08")
    assert summary(passed, 1).endswith("nothing found; 1 let pass until 2026-12-31 or later")


@pytest.mark.parametrize("rule", RULES, ids=lambda it: it.code)
def test_every_rule_explains_itself(rule: object) -> None:
    (it,) = (known for known in RULES if known is rule)
    text = explain(it)
    for part in (it.what, it.why, it.mend, it.before, it.after, it.source):
        assert len(part) > 3
        assert part in text
    assert it.before != it.after or it.severity == "note"


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownRule, match="there is no rule 'L99'"):
        named("L99")
    assert named("l01") == named("L01")
