"""Links to other sites: looked up with ``--external``, politely, and not again for a while.

A program that looks up links should not cost the sites that it visits more than a reader does:
one request at a time for each host, a second apart, and nothing that its robots.txt forbids.
"""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from urllib.parse import urldefrag, urlsplit

from sitegen.checks.addresses import Addresses, addresses
from sitegen.checks.finders.lookup import Outcome, in_turn, look_up_host
from sitegen.checks.finders.web import Answer, Fetch, Unreachable, fetcher
from sitegen.checks.found import Found, On
from sitegen.checks.rule import Look, Rule
from sitegen.checks.rules.external import DEAD, MOVED, RULES, SILENT
from sitegen.checks.subject import Subject

MOST_HOSTS = 8
KEPT = {True: datetime.timedelta(days=7), False: datetime.timedelta(hours=1)}

Links = Mapping[str, Sequence[On]]
# How many are done, of how many, and the address of the last.
Tell = Callable[[int, int, str], None]


def looking(
    *, cache: Path, now: datetime.datetime, tell: Tell, pause: Callable[[float], None] = time.sleep
) -> Look:
    """Return the look at all links to other sites that ``--external`` adds to a check."""

    def find(subject: Subject) -> Iterator[tuple[Rule, Found]]:
        fetch = fetcher(f"sitegen link check (+{subject.site.settings.url})")
        links = foreign_links(subject)
        return external_findings(links, fetch=fetch, cache=cache, now=now, tell=tell, pause=pause)

    return Look(rules=RULES, find=find)


def foreign_links(subject: Subject) -> Links:
    """Return the places of each address on another site that visitors can follow."""
    known, found = subject.once(Addresses), dict[str, list[On]]()
    for document in subject.documents.values():
        for element in document.every("a", "area"):
            for typed in addresses(element):
                is_web = typed.lower().startswith(("https://", "http://"))
                if is_web and known.inner(typed, document.url) is None:
                    at = On(output=document.path, element=element.number, value=typed)
                    found.setdefault(urldefrag(typed).url, []).append(at)
    return found


def external_findings(
    links: Links,
    *,
    fetch: Fetch,
    cache: Path,
    now: datetime.datetime,
    tell: Tell,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[tuple[Rule, Found]]:
    """Yield what is wrong with links to other sites, each at all of its places.

    ``cache`` is the file that keeps what was found: a week if all was well, an hour if not.
    """
    known = _fresh(_read(cache), now)
    waiting = [address for address in links if address not in known]
    done = len(links) - len(waiting)
    if done:
        tell(done, len(links), "")
    new: dict[str, Outcome] = {}
    try:
        for address, outcome in _looked_up(waiting, in_turn(fetch, pause), pause):
            new[address] = outcome
            tell(done + len(new), len(links), address)
    finally:
        if not _is_offline(new):
            _write(cache, known | {it: (now, outcome) for it, outcome in new.items()})
    if _is_offline(new):
        why = "no other site answers: is this computer online?"
        new = {it: replace(outcome, state="silent", detail=why) for it, outcome in new.items()}
    outcomes = {address: outcome for address, (_, outcome) in known.items()} | new
    for address, places in links.items():
        for rule, message, hint in _wrong(address, outcomes[address]):
            yield from ((rule, Found(at=at, message=message, hint=hint)) for at in places)


def _looked_up(
    waiting: Sequence[str], ask: Fetch, pause: Callable[[float], None]
) -> Iterator[tuple[str, Outcome]]:
    """Yield what became of each address as soon as it is known."""
    hosts: dict[str, list[str]] = {}
    for address in waiting:
        hosts.setdefault(urlsplit(address).netloc.lower(), []).append(address)
    found: SimpleQueue[tuple[str, Outcome] | Exception] = SimpleQueue()
    stopped = Event()

    def go_on_asking(method: str, address: str) -> Answer:
        if stopped.is_set():
            raise Unreachable("the search was broken off")
        return ask(method, address)

    def visit(addresses: Sequence[str]) -> None:
        try:
            for it in look_up_host(addresses, go_on_asking, pause):
                found.put(it)
        except Exception as error:  # noqa: BLE001  # raised again below
            found.put(error)

    workers = ThreadPoolExecutor(MOST_HOSTS)
    try:
        for them in hosts.values():
            workers.submit(visit, them)
        for _ in waiting:
            told = found.get()
            if isinstance(told, Exception):
                raise told
            yield told
    finally:
        stopped.set()
        workers.shutdown(wait=False, cancel_futures=True)


def _is_offline(outcomes: Mapping[str, Outcome]) -> bool:
    """Say whether not one host was known: then it is the line that is dead, not the links."""
    return bool(outcomes) and all(it.is_unknown for it in outcomes.values())


def _wrong(address: str, outcome: Outcome) -> Iterator[tuple[Rule, str, str]]:
    if outcome.state == "gone":
        hint = "link to another page that says the same, or leave the link out"
        yield DEAD, f"'{address}' is gone: {outcome.detail}", hint
    elif outcome.state == "moved":
        yield MOVED, f"'{address}' has moved for good", f"link to {outcome.detail}"
    elif outcome.state == "front":
        message = f"'{address}' now leads to the first page of {outcome.detail}"
        yield MOVED, message, "see whether what it named is still there"
    elif outcome.state == "silent":
        message = f"'{address}' could not be looked up: {outcome.detail}"
        yield SILENT, message, "open it in a browser, or check again later"


Kept = Mapping[str, tuple[datetime.datetime, Outcome]]


def _fresh(kept: Kept, now: datetime.datetime) -> dict[str, tuple[datetime.datetime, Outcome]]:
    nothing = datetime.timedelta()
    return {
        address: (day, outcome)
        for address, (day, outcome) in kept.items()
        if nothing <= now - day < KEPT[outcome.state in ("good", "moved", "front")]
    }


def _read(path: Path) -> Kept:
    """Return what was found before; nothing if the file is missing or not ours."""
    try:
        rows = json.loads(path.read_bytes())["links"]
        return {
            address: (datetime.datetime.fromisoformat(row.pop("looked")), Outcome(**row))
            for address, row in rows.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _write(path: Path, kept: Kept) -> None:
    """Keep what was found, all or nothing; a folder that cannot be written only costs time."""
    rows = {it: {"looked": day.isoformat(), **asdict(found)} for it, (day, found) in kept.items()}
    new = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({"links": rows}, indent=1, sort_keys=True), encoding="utf-8")
        new.replace(path)
    except OSError:
        return
