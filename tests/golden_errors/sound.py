"""The small sound site that tests damage, and a limit for what might never end."""

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CASES = Path(__file__).parent
SOUND_SITE = CASES / "sound_site"
DAY = "2026-11-23"
MADE = shutil.ignore_patterns("public", ".cache", "expected.txt", "__pycache__")


def copied(folder: Path) -> Path:
    """Return a copy of the sound site below ``folder``."""
    return Path(shutil.copytree(SOUND_SITE, folder / "site", ignore=MADE))


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Fail what takes longer."""

    def ring(_signal: int, _frame: object) -> None:
        pytest.fail(f"still busy after {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
