from pathlib import Path

import pytest

from tests.practice.site import (
    Change,
    Changed,
    Practice,
    build,
    confirm_all,
    copy_sources,
    offer_day,
)


@pytest.fixture(scope="session")
def practice(repo_root: Path) -> Practice:
    """The real site, built in memory."""
    return build(repo_root)


@pytest.fixture(scope="session")
def offering(repo_root: Path) -> Practice:
    """The real site on a day on which an offer is open."""
    return build(repo_root, offer_day(repo_root))


@pytest.fixture(scope="session")
def changed(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """Build a copy of the real site after a change to its files."""

    def rebuild(change: Change) -> Practice:
        root = copy_sources(repo_root, tmp_path_factory.mktemp("copy") / "site")
        change(root)
        return build(root)

    return rebuild


@pytest.fixture(scope="session")
def confirmed(changed: Changed) -> Practice:
    """The site once the owner has confirmed every fact."""
    return changed(confirm_all)
