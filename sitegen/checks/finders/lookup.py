"""What became of addresses on one other site, asked as a polite guest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urldefrag, urljoin, urlsplit

from sitegen.checks.finders.robots import Robots, may_visit, read_robots
from sitegen.checks.finders.web import ROBOTS, Answer, Fetch, Unreachable

AGENT = "sitegen"
BETWEEN = 1.0
LONGEST_WAIT = 60
MOST_STEPS = 10
LASTING, PASSING = (301, 308), (302, 303, 307)
GONE, BUSY = (404, 410), (429, 503)
WORDS = {
    401: "it asks for a password",
    403: "it lets no programs in",
    429: "it asks to be left alone for a while",
    451: "the law forbids it to answer",
    999: "it lets no programs in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an address.

    ``state`` is good, moved, front (it leads to a first page), gone or silent; ``detail`` is a
    new address, a host, or the reason. After ``is_closed`` the host need not be asked again;
    ``is_unknown`` says that there is no such host.
    """

    state: str
    detail: str = ""
    is_closed: bool = False
    is_unknown: bool = False


def in_turn(fetch: Fetch, pause: Callable[[float], None]) -> Fetch:
    """Return a fetch that asks each host one thing at a time, a second apart."""
    turns: dict[str, Lock] = defaultdict(Lock)
    choosing = Lock()

    def ask(method: str, address: str) -> Answer:
        with choosing:
            turn = turns[urlsplit(address).netloc.lower()]
        with turn:
            try:
                return fetch(method, address)
            finally:
                pause(BETWEEN)

    return ask


def look_up_host(
    waiting: Sequence[str], ask: Fetch, pause: Callable[[float], None]
) -> Iterator[tuple[str, Outcome]]:
    """Yield what became of each of some addresses on one host."""
    robots = _robots(waiting[0], ask)
    closed: Outcome | None = None
    for address in waiting:
        if closed is None and not may_visit(robots, AGENT, address):
            yield address, Outcome(state="silent", detail="its robots.txt keeps programs out")
            continue
        outcome = closed or look_up(address, ask, pause)
        closed = outcome if outcome.is_closed else None
        yield address, outcome


def _robots(address: str, ask: Fetch) -> Robots:
    """Return what a host allows: everything, if it does not say."""
    here, text = urljoin(address, ROBOTS), ""
    try:
        for _ in range(MOST_STEPS):
            answer = ask("GET", here)
            if answer.status not in (*LASTING, *PASSING) or not answer.location:
                text = answer.text if answer.status == 200 else ""
                break
            here = urljoin(here, answer.location)
    except (Unreachable, ValueError):
        text = ""
    return read_robots(text)


def look_up(address: str, ask: Fetch, pause: Callable[[float], None]) -> Outcome:
    """Return what became of an address; redirects are followed as a browser would."""
    here = lasting = address
    is_lasting = True
    for _ in range(MOST_STEPS):
        try:
            answer = _patient(here, ask, pause)
        except Unreachable as error:
            return _silence(error, is_own=here == address)
        onward = _onward(here, answer.location)
        if answer.status not in (*LASTING, *PASSING) or not answer.location:
            return _judged(address, here, lasting, answer)
        if not onward.lower().startswith(("http://", "https://")):
            return Outcome(state="silent", detail="it leads on to something that is no page")
        is_lasting = is_lasting and answer.status in LASTING
        lasting = onward if is_lasting else lasting
        here = onward
    return Outcome(state="silent", detail="it leads on and on")


def _onward(here: str, location: str) -> str:
    """Return the address that an answer leads to; of one that cannot be read nothing."""
    try:
        return urldefrag(urljoin(here, location)).url
    except ValueError:
        return ""


def _patient(address: str, ask: Fetch, pause: Callable[[float], None]) -> Answer:
    """Return the answer to HEAD, or to GET if that is better liked; wait once if asked to."""
    answer = ask("HEAD", address)
    if answer.status >= 400 and answer.status not in BUSY:
        answer = ask("GET", address)
    if answer.status in BUSY and answer.retry_after.isdecimal():
        wait = int(answer.retry_after[:6])
        if wait <= LONGEST_WAIT:
            pause(wait)
            answer = ask("GET", address)
    return answer


def _silence(error: Unreachable, *, is_own: bool) -> Outcome:
    if error.is_unknown:
        return Outcome(state="gone", detail=error.why, is_closed=is_own, is_unknown=is_own)
    return Outcome(state="silent", detail=error.why)


def _judged(address: str, here: str, lasting: str, answer: Answer) -> Outcome:
    if 200 <= answer.status < 300:
        if _is_front(here) and not _is_front(address):
            return Outcome(state="front", detail=urlsplit(here).netloc)
        return (
            Outcome(state="good") if lasting == address else Outcome(state="moved", detail=lasting)
        )
    if answer.status in GONE:
        return Outcome(state="gone", detail=f"the site says so ({answer.status})")
    words = WORDS.get(answer.status) or (
        "it is out of order" if answer.status >= 500 else "it gives no sensible answer"
    )
    is_closed = answer.status == 429
    return Outcome(state="silent", detail=f"{words} ({answer.status})", is_closed=is_closed)


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query
