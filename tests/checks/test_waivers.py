"""What site.yaml says of checks: severities, and findings that may pass for a time."""

from pathlib import Path

import pytest

from sitegen.problems import ProblemsFound
from tests.checks.planting import Edit, look, planted, told

FAULT: Edit = ("templates/base.html", "<footer>", '<footer>\n<a href="#">Up</a>')
WAIVER = """
  waivers:
    - rule: {rule}
      path: {path}
      words: {words}
      reason: The link is built next month.
      until: {until}
"""


def waiver(
    rule: str = "L09",
    path: str = "templates/*",
    words: str = "leads nowhere",
    until: str = "2026-12-31",
) -> Edit:
    text = WAIVER.format(rule=rule, path=path, words=words, until=until)
    return ("site.yaml", "checks:\n", f"checks:{text}")


def test_a_waiver_lets_its_findings_pass_and_keeps_them_in_sight(tmp_path: Path) -> None:
    verdict = look(planted(tmp_path, (FAULT, waiver())))
    assert told(verdict) == []
    (finding,) = verdict.waived
    assert finding.rule.code == "L09"
    assert finding.waiver is not None
    assert finding.waiver.reason == "The link is built next month."


def test_a_family_may_be_let_pass(tmp_path: Path) -> None:
    assert told(look(planted(tmp_path, (FAULT, waiver(rule="L"))))) == []


@pytest.mark.parametrize(
    "other", [{"rule": "L08"}, {"path": "content/*"}, {"words": "some other thing"}]
)
def test_a_waiver_of_something_else_lets_nothing_pass(
    other: dict[str, str], tmp_path: Path
) -> None:
    found = told(look(planted(tmp_path, (FAULT, waiver(**other)))))
    assert [it.partition(" ")[0] for it in found] == ["L09", "X01"]
    assert "lets nothing pass any more" in found[-1]


def test_after_its_last_day_the_finding_is_back_and_the_waiver_is_one_too(tmp_path: Path) -> None:
    found = told(look(planted(tmp_path, (FAULT, waiver(until="2026-11-25")))))
    assert [it.partition(" ")[0] for it in found] == ["L09", "X01"]
    assert found[-1].startswith("X01 site.yaml:")
    assert "ended on 2026-11-25" in found[-1]


def test_on_its_last_day_it_still_counts(tmp_path: Path) -> None:
    assert told(look(planted(tmp_path, (FAULT, waiver(until="2026-11-26"))))) == []


def test_a_waiver_for_nothing_is_told(tmp_path: Path) -> None:
    (found,) = told(look(planted(tmp_path, (waiver(),))))
    assert found.startswith("X01 site.yaml:")


def test_with_some_rules_alone_no_waiver_is_judged(tmp_path: Path) -> None:
    assert told(look(planted(tmp_path, (waiver(),)), "L01")) == []


@pytest.mark.parametrize(("name", "severity"), [("L09", "note"), ("L", "warning")])
def test_a_site_may_hold_a_rule_for_more_or_less_grave(
    name: str, severity: str, tmp_path: Path
) -> None:
    edit = ("site.yaml", "checks:\n", f"checks:\n  severity: {{{name}: {severity}}}\n")
    verdict = look(planted(tmp_path, (FAULT, edit)))
    assert [it.severity for it in verdict.findings] == [severity]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("severity: {L9: note}", "is no rule"),
        ("severity: {L09: off}", "is not one of"),
        ("waivers: [{rule: L09, until: 2026-12-31}]", "reason"),
        ("waivers: [{rule: L09, reason: because it is so}]", "until"),
        ("waivers: [{rule: L09, reason: short, until: 2026-12-31}]", "reason"),
    ],
)
def test_what_cannot_be_is_a_problem_in_site_yaml(typed: str, says: str, tmp_path: Path) -> None:
    root = planted(tmp_path, (("site.yaml", "checks:\n", f"checks:\n  {typed}\n"),))
    with pytest.raises(ProblemsFound) as found:
        look(root)
    assert all(it.path == "site.yaml" for it in found.value.problems)
    assert any(says in it.message + it.hint for it in found.value.problems), found.value.problems


@pytest.mark.parametrize("rule", ["L12", "H11", "L"])
def test_a_waiver_of_what_nobody_looked_for_is_not_judged(rule: str, tmp_path: Path) -> None:
    assert told(look(planted(tmp_path, (waiver(rule=rule, words="a.example"),)))) == []


def test_a_waiver_is_judged_by_the_rules_that_look(tmp_path: Path) -> None:
    root = planted(tmp_path, (waiver(rule="L09"),))
    assert told(look(root, "L08", "X01")) == []
    (found,) = told(look(root, "L09", "X01"))
    assert "the waiver of L09 lets nothing pass any more" in found


def test_a_waiver_of_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = told(look(planted(tmp_path, (FAULT, waiver(path="templates/bse.html")))))
    assert [it.partition(" ")[0] for it in found] == ["L09", "X01"]
    assert "is for a file that there is not: templates/bse.html" in found[-1]
