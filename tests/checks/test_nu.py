"""The Nu Html Checker's messages lead to sources, and it finds the faults that the rules find."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.checks.finders.nu import nu_findings, nu_jar
from sitegen.checks.found import On
from sitegen.checks.origin import Origins
from sitegen.checks.run import _templates
from sitegen.checks.subject import Subject, subject_of
from sitegen.model import Output
from sitegen.problems import Place
from tests.checks.cases import markup
from tests.checks.planting import NOW, Edit, Fault, NearMiss, planted

BASE = "templates/base.html"
# The checker lets these pass: the first against the standard, the others since they only show
# nothing.
NOT_SAID = ("&nbps;", '<iframe title="Map"></iframe>', "<video controls></video>")


@pytest.fixture(scope="module")
def jar(repo_root: Path) -> Path:
    found = nu_jar(repo_root)
    if found is None:
        reason = "the HTML checker or Java is missing: run `make test`"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


def subject(root: Path) -> Subject:
    workshop = pipeline.Workshop(root)
    built = workshop.make(now=NOW)
    checked = workshop.memory.checked
    assert checked
    return subject_of(root, built.site, checked, built.rendered.outputs, _templates(root))


def test_a_site_without_faults_has_none(jar: Path, tmp_path: Path) -> None:
    assert list(nu_findings(subject(planted(tmp_path, ())), jar)) == []


def test_a_message_is_led_to_its_line(jar: Path, tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = ((BASE, "<footer>", '<footer>\n<p><b colour="red">x</b></p>'),)
    looked_at = subject(planted(tmp_path, edits))
    found = list(nu_findings(looked_at, jar))
    assert all(isinstance(it.at, On) for it in found)
    places = {Origins(looked_at).place(it.at) for it in found if isinstance(it.at, On)}
    assert places == {Place(path=BASE, line=40, column=4)}
    assert {it.message for it in found} == {
        "Attribute 'colour' not allowed on element 'b' at this point"
    }


def test_the_checker_agrees_with_the_rules(jar: Path, tmp_path: Path) -> None:
    whole = subject(planted(tmp_path, ()))
    html = whole.outputs["index.html"].content.decode()
    cases = dict(enumerate(_in_footer()))
    pages = {
        f"{number}.html": html.replace("<footer>", str(case.edits[0][2]))
        for number, case in cases.items()
    }
    outputs = {path: Output(path=path, content=page.encode()) for path, page in pages.items()}
    found = nu_findings(replace(whole, outputs=outputs), jar)
    wrong = {it.at.output for it in found if isinstance(it.at, On)}
    differ = [
        case.edits[0][2]
        for number, case in cases.items()
        if (f"{number}.html" in wrong) != isinstance(case, Fault)
    ]
    assert len(cases) > 50
    assert [it for it in differ if not any(sign in str(it) for sign in NOT_SAID)] == []


def _in_footer() -> Iterator[Fault | NearMiss]:
    """Yield the cases that put plain HTML into the footer."""
    for case in (*markup.FAULTS, *markup.NEAR_MISSES):
        is_plain = len(case.edits) == 1 and case.edits[0][1] == "<footer>"
        if is_plain and "{{" not in str(case.edits[0][2]):
            yield case
