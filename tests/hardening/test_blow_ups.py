"""The largest files of the worst texts: a site or a Problem, in seconds and megabytes.

Each is built in a process of its own that would be stopped. `SITEGEN_BLOW_UPS=all` looks at every
fragment with everything between and around it, which takes a quarter of an hour.
"""

import os
from functools import partial

import pytest

from sitegen import pipeline
from sitegen.pipeline import Workshop
from tests.hardening import blow_ups
from tests.hardening.limited import Ended, limited
from tests.hardening.sandbox import MOST_SECONDS, NOW, Sandbox, assert_well_said, sandbox
from tests.sites.small import small_site

pytestmark = pytest.mark.slow

MOST_MEGABYTES = 400
STOPPED = ("stopped by SIGXCPU", "stopped by SIGKILL")
PAGES = blow_ups.pages()


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    return sandbox(tmp_path_factory.mktemp("blow-ups"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A site without schema.py."""
    top = tmp_path_factory.mktemp("plain")
    small_site(top / "site")
    made = Sandbox(top)
    assert made.build() == ()
    return made


def ended(box: Sandbox, name: str, text: str) -> Ended:
    with box.changed({name: text.encode()}):
        build = partial(pipeline.build, box.root, box.public, now=NOW)
        found = limited(build, seconds=MOST_SECONDS, megabytes=2 * MOST_MEGABYTES)
        assert not found.crash, found.crash
        for problem in (*found.problems[:20], *found.problems[-20:]):
            assert_well_said(problem, box.root)
    assert found.seconds < MOST_SECONDS
    assert found.megabytes < MOST_MEGABYTES
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_as_long_as_may_be_is_read_soon(box: Sandbox, name: str) -> None:
    ended(box, blow_ups.PAGE, blow_ups.HEAD + PAGES[name])


@pytest.mark.parametrize("name", blow_ups.TYPED)
def test_a_file_as_long_as_may_be_is_checked_soon(box: Sandbox, name: str) -> None:
    ended(box, *blow_ups.TYPED[name])


@pytest.mark.parametrize("name", blow_ups.UNTYPED)
def test_data_of_a_megabyte_are_read_soon(plain: Sandbox, name: str) -> None:
    ended(plain, "content/data/list.yaml", blow_ups.UNTYPED[name])


def test_a_list_of_100_000_is_built(plain: Sandbox) -> None:
    for name in ("a list of 100,000", "a list in brackets", "100,000 names"):
        assert ended(plain, "content/data/list.yaml", blow_ups.UNTYPED[name]).problems == ()


def test_a_billion_laughs_are_one_problem(plain: Sandbox) -> None:
    found = ended(plain, "content/data/list.yaml", blow_ups.LAUGHS)
    assert [it.message for it in found.problems] == ["'&a0' is not allowed here"]


def test_what_never_ends_is_stopped(plain: Sandbox) -> None:
    """Else no test of this file could fail for that."""

    def never() -> None:
        while True:
            Workshop(plain.root)

    assert limited(never, seconds=1, megabytes=100).crash in STOPPED


def test_what_takes_too_much_memory_is_stopped() -> None:
    assert "MemoryError" in limited(lambda: bytes(1 << 29), seconds=5, megabytes=100).crash
    assert limited(lambda: bytearray(b"a" * (1 << 27)), seconds=5, megabytes=400).megabytes > 100


@pytest.mark.skipif(
    os.environ.get("SITEGEN_BLOW_UPS") != "all",
    reason="takes a quarter of an hour: SITEGEN_BLOW_UPS=all",
)
def test_a_page_of_anything_between_and_around_is_read_soon(box: Sandbox) -> None:
    wrong = []
    for name, text in blow_ups.more_pages():
        try:
            ended(box, blow_ups.PAGE, blow_ups.HEAD + text)
        except AssertionError as error:
            wrong.append(f"{name}: {str(error)[-300:]}")
    assert not wrong, "\n".join(wrong)
