"""The thread that builds: it waits for a change, builds, and builds again if more has changed."""

from __future__ import annotations

import datetime
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Condition, Thread

from sitegen.preview_state import Make, Outcome, mistakes
from sitegen.problems import ProblemsFound

# A save that an editor makes in two steps is broken between them: a mistake is shown only if
# nothing has changed for so long. Once in so many times it is shown all the same.
SETTLE_SECONDS = 0.06
MOST_SETTLING = 20
# The day may have ended since the last build.
LONGEST_REST_SECONDS = 300


class Builder:
    """Makes the site again and again; each result goes to ``done``, from the thread."""

    def __init__(
        self,
        make: Make,
        root: Path,
        day: datetime.date | None,
        *,
        clock: Callable[[], float],
        begun: Callable[[], None],
        done: Callable[[Outcome], None],
        settle: float = SETTLE_SECONDS,
        rest: float = LONGEST_REST_SECONDS,
    ) -> None:
        self.make = make
        self.root = root
        self.clock = clock
        self.begun = begun
        self.done = done
        self.settle = settle
        self.rest = rest
        self._day = day
        self._changed: set[str] = set()
        self._is_due = True
        self._is_stopped = False
        self._something = Condition()
        self._thread = Thread(target=self._run, name="build", daemon=True)

    def start(self) -> None:
        """Begin with a first build."""
        self._thread.start()

    def stop(self) -> None:
        """Build no more; a build that runs is left to end with the process."""
        with self._something:
            self._is_stopped = True
            self._something.notify()
        self._thread.join(timeout=1)

    def wake(self, paths: Iterable[str]) -> None:
        """Build anew: these paths have changed."""
        with self._something:
            self._changed.update(paths)
            self._is_due = True
            self._something.notify()

    def show(self, day: datetime.date | None) -> None:
        """Build the site as it is on another day; None is today."""
        with self._something:
            self._day = day
            self._is_due = True
            self._something.notify()

    def _run(self) -> None:
        settling = 0
        changed: set[str] = set()
        while not self._is_stopped:
            day = self._take(changed)
            outcome = self._try(day, tuple(sorted(changed)))
            if not outcome.built and settling < MOST_SETTLING and self._is_due_within(self.settle):
                settling += 1
                continue
            settling = 0
            changed = set()
            if not self._is_stopped:
                self.done(outcome)
                self._is_due_within(self.rest)

    def _take(self, changed: set[str]) -> datetime.date | None:
        with self._something:
            self._is_due = False
            changed |= self._changed
            self._changed.clear()
            return self._day

    def _is_due_within(self, seconds: float) -> bool:
        with self._something:
            return self._something.wait_for(lambda: self._is_due or self._is_stopped, seconds)

    def _try(self, day: datetime.date | None, changed: tuple[str, ...]) -> Outcome:
        started = self.clock()
        self.begun()
        try:
            built = self.make(day)
        except ProblemsFound as found:
            return Outcome(
                day=day,
                changed=changed,
                seconds=self.clock() - started,
                mistakes=mistakes(found.problems, self.root),
            )
        except (Exception, SystemExit):  # noqa: BLE001  # shown as the engine's own, with its traceback
            return Outcome(day=day, changed=changed, failure=traceback.format_exc())
        return Outcome(day=day, changed=changed, seconds=self.clock() - started, built=built)
