from pathlib import Path

import pytest

BROWSER_TESTS = Path(__file__).parent / "browser"
# Whole sites built hundreds of times: `make check` leaves them to `make test`.
SLOW_TESTS = frozenset(
    """
    practice test_bad_inputs.py test_benchmarks.py test_check_command.py test_due.py
    test_external.py test_fuzz.py test_living_preview.py test_nu.py test_origin.py test_release.py
    test_report_page.py test_rules.py test_s3_answers.py test_second_site.py test_sftp_answers.py
    test_shown.py test_socialcard.py test_traces.py test_waivers.py test_wording.py
    """.split()
)


def slowness(test: pytest.Item) -> int:
    if test.get_closest_marker("browser"):
        return 2
    return 1 if test.get_closest_marker("slow") else 0


# First, so that the marks are there when pytest applies `-m`.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder or file, and run quick tests first."""
    for test in items:
        if BROWSER_TESTS in test.path.parents:
            test.add_marker("browser")
        if test.path.name in SLOW_TESTS or test.path.parent.name in SLOW_TESTS:
            test.add_marker("slow")
    items.sort(key=slowness)


@pytest.fixture(scope="session")
def repo_root() -> Path:
    return Path(__file__).parent.parent
