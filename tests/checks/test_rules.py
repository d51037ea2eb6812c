"""Every rule finds its planted fault at its place, and leaves the near miss alone."""

from importlib import import_module
from pathlib import Path

import pytest

from sitegen.checks.catalogue import RULES
from tests.checks.planting import Fault, NearMiss, look, planted, told

CASES = [
    import_module(f"tests.checks.cases.{it.stem}")
    for it in sorted((Path(__file__).parent / "cases").glob("*.py"))
]
FAULTS: list[Fault] = [fault for module in CASES for fault in module.FAULTS]
NEAR_MISSES: list[NearMiss] = [miss for module in CASES for miss in module.NEAR_MISSES]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda it: f"{it.rule} {it.says}")
def test_the_planted_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    verdict = look(planted(tmp_path, fault.edits), fault.rule)
    found = told(verdict)
    start = f"{fault.rule} {fault.at} "
    assert any(it.startswith(start) and fault.says in it for it in found), "\n".join(found)
    assert all(it.problem.hint for it in verdict.findings)


@pytest.mark.parametrize("miss", NEAR_MISSES, ids=lambda it: f"{it.rule} {it.why}")
def test_the_near_miss_is_left_alone(miss: NearMiss, tmp_path: Path) -> None:
    assert told(look(planted(tmp_path, miss.edits), miss.rule)) == []


def test_the_site_without_faults_has_none(tmp_path: Path) -> None:
    assert told(look(planted(tmp_path, ()))) == []


# X01 looks at what the other rules have found; test_waivers.py plants its faults. H11 runs when it
# is asked for: test_nu.py plants them. L10 to L12 too: test_external.py does; F09:
# test_check_command.py.
PLANTED = sorted({rule.code for rule in RULES} - {"X01", "H11", "L10", "L11", "L12", "F09"})


@pytest.mark.parametrize("code", PLANTED)
def test_a_rule_has_a_fault_and_a_near_miss(code: str) -> None:
    assert code in {fault.rule for fault in FAULTS}
    assert code in {miss.rule for miss in NEAR_MISSES}


def test_codes_and_names_are_given_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)
