from pathlib import Path

import pytest

BROWSER_TESTS = Path(__file__).parent / "browser"


def slowness(test: pytest.Item) -> int:
    if test.get_closest_marker("browser"):
        return 2
    return 1 if test.get_closest_marker("slow") else 0


# First, so that the marks are there when pytest applies `-m`.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests by their folder, and run quick tests first."""
    for test in items:
        if BROWSER_TESTS in test.path.parents:
            test.add_marker("browser")
    items.sort(key=slowness)


@pytest.fixture(scope="session")
def repo_root() -> Path:
    return Path(__file__).parent.parent
