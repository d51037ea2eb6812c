"""The builder with makers of the test's own, which wait and fail when the test wants it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from threading import Event, Timer

import pytest

from sitegen.pipeline import Built
from sitegen.preview_builder import SETTLE_SECONDS, Builder
from sitegen.preview_state import Outcome
from sitegen.problems import Problem, ProblemsFound
from tests.sites.preview import PATIENCE, preview_site
from tests.sites.small import make as make_site

DAY = datetime.date(2026, 12, 24)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return make_site(preview_site(tmp_path_factory.mktemp("site")))


class Bench:
    """A builder at work, and what came of it."""

    def __init__(
        self,
        make: Callable[[Bench], Built],
        rest: float = 10 * PATIENCE,
        settle: float = SETTLE_SECONDS,
    ) -> None:
        self.outcomes: Queue[Outcome] = Queue()
        self.days: list[datetime.date | None] = []

        def asked(day: datetime.date | None) -> Built:
            self.days.append(day)
            return make(self)

        self.builder = Builder(
            asked,
            Path(),
            None,
            clock=time.perf_counter,
            begun=lambda: None,
            done=self.outcomes.put,
            rest=rest,
            settle=settle,
        )

    def next(self) -> Outcome:
        return self.outcomes.get(timeout=PATIENCE)

    def __enter__(self) -> Bench:
        self.builder.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.builder.stop()


def test_it_builds_at_once_and_after_each_change(built: Built) -> None:
    with Bench(lambda _: built) as bench:
        assert bench.next().built is built
        bench.builder.wake(["b", "a"])
        assert bench.next().changed == ("a", "b")
    assert bench.outcomes.empty()


def test_a_change_during_a_build_gives_another_build(built: Built) -> None:
    running, going_on = Event(), Event()

    def make(_bench: Bench) -> Built:
        running.set()
        assert going_on.wait(PATIENCE)
        return built

    with Bench(make) as bench:
        assert running.wait(PATIENCE)
        for number in range(10):
            bench.builder.wake([f"content/{number}.md"])
        going_on.set()
        assert bench.next().changed == ()
        assert len(bench.next().changed) == 10
    assert len(bench.days) == 2


def test_another_day_is_built(built: Built) -> None:
    with Bench(lambda _: built) as bench:
        bench.next()
        bench.builder.show(DAY)
        assert bench.next().day == DAY
    assert bench.days == [None, DAY]


def test_without_a_change_it_builds_now_and_then_for_the_day_may_have_ended(built: Built) -> None:
    with Bench(lambda _: built, rest=0.01) as bench:
        assert [bench.next().changed for _ in range(3)] == [(), (), ()]


def test_half_a_save_is_not_shown_as_a_mistake(built: Built) -> None:
    def make(bench: Bench) -> Built:
        if len(bench.days) == 1:
            Timer(0.05, bench.builder.wake, [["second half"]]).start()
            raise ProblemsFound([Problem(path="a", message="half")])
        return built

    with Bench(make, settle=PATIENCE) as bench:
        first = bench.next()
    assert (first.built, first.changed) == (built, ("second half",))
    assert bench.outcomes.empty()


def test_a_mistake_is_shown_although_saves_never_end() -> None:
    def make(bench: Bench) -> Built:
        bench.builder.wake(["again"])
        raise ProblemsFound([Problem(path="a", message="wrong")])

    with Bench(make) as bench:
        assert bench.next().mistakes


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError(), SystemExit(3), MemoryError()])
def test_whatever_a_build_raises_the_next_one_runs(built: Built, error: BaseException) -> None:
    def make(bench: Bench) -> Built:
        if len(bench.days) == 1:
            raise error
        return built

    with Bench(make) as bench:
        assert type(error).__name__ in bench.next().failure
        bench.builder.wake(["a"])
        assert bench.next().built is built
