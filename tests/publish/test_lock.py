"""Of publishers at once, one works and the others are told so."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.publish.folder import Folder
from sitegen.publish.lock import LIFE, MARKS, RENEWED_EVERY, Who, alone, this_process
from sitegen.publish.transport import Unreachable
from tests.publish.places import ELSEWHERE, ENDED


@pytest.fixture
def place(tmp_path: Path) -> Folder:
    return Folder(tmp_path, time.time)


@contextmanager
def held(place: Folder, who: Who) -> Iterator[None]:
    with alone(place, who, clock=time.monotonic, pause=lambda _seconds: None):
        yield


def grow_old(place: Folder, top: Path, seconds: float) -> None:
    for path in place.files(MARKS):
        moment = (top / path).stat().st_mtime - seconds
        os.utime(top / path, (moment, moment))


def test_a_second_publisher_is_told_to_wait_and_leaves_no_mark(place: Folder) -> None:
    with held(place, ELSEWHERE):
        marks = place.files(MARKS)
        with (
            pytest.raises(Unreachable, match="another publisher is at work there") as refused,
            held(place, this_process()),
        ):
            pass
        assert refused.value.hint.endswith("publish again in 5 minutes")
        assert place.files(MARKS) == marks
    assert not place.files(MARKS)


def test_the_mark_of_a_process_that_has_ended_does_not_count(place: Folder) -> None:
    place.put(ENDED.mark(), b"")
    with held(place, Who(machine=ENDED.machine, process=os.getpid())):
        assert len(place.files(MARKS)) == 1


def test_a_process_that_ran_here_and_was_killed_is_known_to_have_ended() -> None:
    here = this_process()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = Who(machine=here.machine, process=child.pid).mark()
    assert not here.knows_dead(mark)
    child.kill()
    child.communicate()
    assert here.knows_dead(mark)
    assert not Who(machine="another", process=1).knows_dead(mark)
    assert not Who(machine="", process=1).knows_dead(Who(machine="", process=child.pid).mark())


def test_a_mark_that_nobody_renews_dies(place: Folder, tmp_path: Path) -> None:
    place.put(ELSEWHERE.mark(), b"")
    grow_old(place, tmp_path, LIFE - 60)
    with pytest.raises(Unreachable, match="at work") as refused, held(place, this_process()):
        pass
    assert "in 1 minute" in refused.value.hint or "in 2 minutes" in refused.value.hint
    grow_old(place, tmp_path, 120)
    with held(place, this_process()):
        assert len(place.files(MARKS)) == 1


def test_a_publisher_that_works_long_renews_its_mark(place: Folder, tmp_path: Path) -> None:
    now = [0.0]
    with alone(place, this_process(), clock=lambda: now[0], pause=lambda _: None) as renew:
        grow_old(place, tmp_path, 1000)
        (before,) = place.files(MARKS).values()
        now[0] += RENEWED_EVERY - 1
        renew()
        assert list(place.files(MARKS).values()) == [before]
        now[0] += 2
        renew()
        (after,) = place.files(MARKS).values()
        assert after.modified > before.modified + 900


def test_a_publisher_that_was_taken_for_dead_does_nothing_more(
    place: Folder, tmp_path: Path
) -> None:
    now = [0.0]
    with alone(place, ELSEWHERE, clock=lambda: now[0], pause=lambda _: None) as renew:
        grow_old(place, tmp_path, LIFE + 1)
        with held(place, this_process()):
            now[0] += LIFE + 1
            with pytest.raises(Unreachable, match="took over"):
                renew()


def test_however_many_begin_at_once_never_two_work(place: Folder) -> None:
    inside, most, refused = [0], [0], [0]
    guard = threading.Lock()

    def work(seed: int) -> None:
        dice = random.Random(seed)
        for _ in range(6):
            try:
                with alone(
                    place, ELSEWHERE, clock=time.monotonic, pause=lambda s: time.sleep(s / 100)
                ):
                    with guard:
                        inside[0] += 1
                        most[0] = max(most[0], inside[0])
                    time.sleep(dice.random() / 200)
                    with guard:
                        inside[0] -= 1
            except Unreachable:
                with guard:
                    refused[0] += 1

    threads = [threading.Thread(target=work, args=[at]) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == 1
    assert refused[0] < 36
    assert not place.files(MARKS)
