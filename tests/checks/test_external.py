"""Links to other sites, looked up on a real server that misbehaves."""

from __future__ import annotations

import datetime
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from urllib.error import URLError

import pytest

from sitegen import pipeline
from sitegen.checks.catalogue import selected
from sitegen.checks.finders.lookup import Outcome, in_turn, look_up
from sitegen.checks.finders.lookups import external_findings, foreign_links, looking
from sitegen.checks.finders.web import Answer, Unreachable, fetcher, plain, unreachable
from sitegen.checks.found import On
from sitegen.checks.run import examine
from tests.checks.odd_server import Odd, odd_server
from tests.checks.planting import NOW, planted, told

AGENT = "sitegen link check (+https://swim.example/)"
PATIENCE = 0.5
HOME = "content/index.md"


@pytest.fixture
def odd() -> Iterator[Odd]:
    with odd_server() as found:
        yield found


def without_pause(_seconds: float) -> None:
    """Tests do not wait to be polite to themselves."""


def outcome(odd: Odd, path: str) -> Outcome:
    return look_up(odd.address + path, fetcher(AGENT, PATIENCE), without_pause)


def found(
    addresses: list[str], folder: Path, *, now: datetime.datetime = NOW
) -> list[tuple[str, str, str]]:
    """Return code, message and hint of what is found wrong with addresses."""
    links = {address: [On(output="index.html", value=address)] for address in addresses}
    findings = external_findings(
        links,
        fetch=fetcher(AGENT, PATIENCE),
        cache=folder / "links.json",
        now=now,
        tell=lambda *_: None,
        pause=without_pause,
    )
    return [(rule.code, it.message, it.hint) for rule, it in findings]


# --- what becomes of one address ---


@pytest.mark.parametrize(
    ("path", "state", "detail"),
    [
        ("/good", "good", ""),
        ("/no-head", "good", ""),
        ("/lying-head", "good", ""),
        ("/gone", "gone", "the site says so (404)"),
        ("/gone-for-good", "gone", "the site says so (410)"),
        ("/moved-then-gone", "gone", "the site says so (404)"),
        ("/moved", "moved", "/good"),
        ("/moved-for-good", "moved", "/good?a=1"),
        ("/moved-twice", "moved", "/good"),
        ("/moved-for-now", "good", ""),
        ("/to-front", "front", ""),
        ("/circle", "silent", "it leads on and on"),
        ("/to-mail", "silent", "it leads on to something that is no page"),
        ("/nowhere", "silent", "it gives no sensible answer (301)"),
        ("/to-no-address", "silent", "it leads on to something that is no page"),
        ("/forbidden", "silent", "it lets no programs in (403)"),
        ("/odd", "silent", "it lets no programs in (999)"),
        ("/broken", "silent", "it is out of order (500)"),
        ("/busy-for-days", "silent", "it asks to be left alone for a while (429)"),
        ("/cut", "silent", "the connection broke off"),
        ("/slow", "silent", "it did not answer in time"),
        ("/drops", "silent", "it did not answer in time"),
    ],
)
def test_what_became_of_an_address(path: str, state: str, detail: str, odd: Odd) -> None:
    it = outcome(odd, path)
    assert it.state == state
    if state == "front":
        assert it.detail == odd.address.removeprefix("http://")
    else:
        assert it.detail.removeprefix(odd.address) == detail


def test_a_first_page_that_moves_to_a_first_page_is_no_loss(odd: Odd) -> None:
    assert outcome(odd, "/").state == "good"


def test_a_busy_site_is_asked_again_after_the_time_it_names(odd: Odd) -> None:
    waited: list[float] = []
    it = look_up(odd.address + "/busy", fetcher(AGENT, PATIENCE), waited.append)
    assert (it.state, waited) == ("good", [3])


def test_a_closed_port_is_a_note_and_no_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        it = look_up(address, fetcher(AGENT, PATIENCE), without_pause)
    assert (it.state, it.detail) == ("silent", "it takes no visitors at this address")


def test_a_certificate_that_nobody_vouches_for_is_a_note(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a.example"]
    made = subprocess.run(
        [*make, "-keyout", str(key), "-out", str(certificate)], capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def shake_hands(listening: socket.socket) -> None:
        reached, _address = listening.accept()
        try:
            context.wrap_socket(reached, server_side=True).close()
        except OSError:
            reached.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=shake_hands, args=(listening,))
        server.start()
        address = f"https://127.0.0.1:{listening.getsockname()[1]}/"
        it = look_up(address, fetcher(AGENT, 5), without_pause)
        server.join()
    assert it.state == "silent"
    assert it.detail.startswith("its certificate is not in order (")


@pytest.mark.parametrize(
    ("error", "why", "is_unknown"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "there is no such site", True),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "its name could not be looked up", False),
        (ValueError("x"), "its address cannot be read", False),
        (OSError("x"), "the connection broke off", False),
    ],
)
def test_why_a_site_cannot_be_reached(error: Exception, why: str, is_unknown: bool) -> None:
    told = unreachable(URLError(error) if isinstance(error, OSError) else error)
    assert (told.why, told.is_unknown) == (why, is_unknown)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://a.example/über?q=ä#x", "https://a.example/%C3%BCber?q=%C3%A4"),
        ("https://müller.example", "https://xn--mller-kva.example/"),
        ("https://a.example/a%20b,(c)", "https://a.example/a%20b,(c)"),
    ],
)
def test_addresses_are_sent_in_the_signs_of_the_web(typed: str, sent: str) -> None:
    assert plain(typed) == sent


# --- being a polite guest ---


def test_it_says_who_asks(odd: Odd, tmp_path: Path) -> None:
    found([odd.address + "/good"], tmp_path)
    assert {it.agent for it in odd.asked} == {AGENT}


def test_what_robots_txt_forbids_is_not_asked_for(odd: Odd, tmp_path: Path) -> None:
    told = found([odd.address + "/private/a", odd.address + "/good"], tmp_path)
    assert [(code, message.partition(": ")[2]) for code, message, _ in told] == [
        ("L12", "its robots.txt keeps programs out")
    ]
    assert odd.paths() == ["HEAD /good"]


def test_a_site_without_robots_txt_forbids_nothing(tmp_path: Path) -> None:
    with odd_server(robots=404) as odd:
        assert found([odd.address + "/private/a"], tmp_path) == []


def test_after_too_many_requests_a_site_is_left_alone(odd: Odd, tmp_path: Path) -> None:
    told = found([odd.address + "/busy-1", odd.address + "/good"], tmp_path)
    assert [code for code, _, _ in told] == ["L12", "L12"]
    assert odd.paths() == ["HEAD /busy-1"]


@pytest.mark.slow
def test_a_site_is_asked_one_thing_at_a_time_a_second_apart(odd: Odd) -> None:
    ask = in_turn(fetcher(AGENT, PATIENCE), time.sleep)
    asking = [
        threading.Thread(target=ask, args=("HEAD", f"{odd.address}/{number}"))
        for number in range(3)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    times = sorted(it.when for it in odd.asked)
    assert odd.most == 1
    assert all(later - before >= 1 for before, later in pairwise(times))


def test_eight_sites_are_asked_at_once_and_no_more(tmp_path: Path) -> None:
    at_once, most, lock = 0, 0, threading.Lock()

    def fetch(_method: str, _address: str) -> Answer:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.03)
        with lock:
            at_once -= 1
        return Answer(status=200)

    links = {f"https://{number}.example/a": [On(output="a")] for number in range(20)}
    findings = external_findings(
        links,
        fetch=fetch,
        cache=tmp_path / "links.json",
        now=NOW,
        tell=lambda *_: None,
        pause=without_pause,
    )
    assert list(findings) == []
    assert most == 8


def test_sites_are_asked_side_by_side(tmp_path: Path) -> None:
    with ExitStack() as stack:
        servers = [stack.enter_context(odd_server(delay=0.2)) for _ in range(6)]
        started = time.monotonic()
        assert found([f"{it.address}/good" for it in servers], tmp_path) == []
        assert time.monotonic() - started < 6 * 2 * 0.2
    assert all(it.most == 1 for it in servers)


# --- what is kept ---


def later(**time: int) -> datetime.datetime:
    return NOW + datetime.timedelta(**time)


def test_good_answers_are_kept_a_week(odd: Odd, tmp_path: Path) -> None:
    for now, asked in ((NOW, 1), (later(days=6), 1), (later(days=8), 2), (later(days=7), 3)):
        assert found([odd.address + "/good"], tmp_path, now=now) == []
        assert len(odd.paths()) == asked


def test_bad_answers_are_kept_an_hour(odd: Odd, tmp_path: Path) -> None:
    for now, asked in ((NOW, 2), (later(minutes=59), 2), (later(hours=2), 4)):
        told = found([odd.address + "/gone"], tmp_path, now=now)
        assert [code for code, _, _ in told] == ["L10"]
        assert len(odd.paths()) == asked


def test_moves_are_told_from_what_was_kept_too(odd: Odd, tmp_path: Path) -> None:
    first = found([odd.address + "/moved"], tmp_path)
    assert first == [
        ("L11", f"'{odd.address}/moved' has moved for good", f"link to {odd.address}/good")
    ]
    assert found([odd.address + "/moved"], tmp_path) == first
    assert odd.paths() == ["HEAD /moved", "HEAD /good"]


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"links": []}', '{"links": {"a": {"looked": "x"}}}', "\0"]
)
def test_a_damaged_cache_costs_nothing_but_time(damage: str, odd: Odd, tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text(damage)
    assert found([odd.address + "/good"], tmp_path) == []
    assert list(json.loads((tmp_path / "links.json").read_text())["links"]) == [
        odd.address + "/good"
    ]


def test_a_cache_that_cannot_be_written_is_no_mistake(odd: Odd, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert found([odd.address + "/good"], tmp_path / "file") == []


def test_what_was_found_before_a_break_is_kept(odd: Odd, tmp_path: Path) -> None:
    addresses = [odd.address + "/good", odd.address + "/later"]

    def stop_after_the_first(done: int, _of: int, _address: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    findings = external_findings(
        {it: [On(output="a")] for it in addresses},
        fetch=fetcher(AGENT, PATIENCE),
        cache=tmp_path / "links.json",
        now=NOW,
        tell=stop_after_the_first,
        pause=without_pause,
    )
    with pytest.raises(KeyboardInterrupt):
        list(findings)
    assert list(json.loads((tmp_path / "links.json").read_text())["links"]) == addresses[:1]


# --- no line, wrong names ---


def unknown(_method: str, address: str) -> Answer:
    if "known" in address:
        return Answer(status=200)
    raise Unreachable("there is no such site", is_unknown=True)


@pytest.mark.parametrize(
    ("addresses", "codes", "says"),
    [
        (["https://a.example/", "https://known.example/"], ["L10"], "there is no such site"),
        (["https://a.example/", "https://b.example/"], ["L12", "L12"], "is this computer online"),
    ],
)
def test_without_a_line_no_link_is_called_dead(
    addresses: list[str], codes: list[str], says: str, tmp_path: Path
) -> None:
    findings = list(
        external_findings(
            {it: [On(output="a")] for it in addresses},
            fetch=unknown,
            cache=tmp_path / "links.json",
            now=NOW,
            tell=lambda *_: None,
            pause=without_pause,
        )
    )
    assert [rule.code for rule, _ in findings] == codes
    assert says in findings[0][1].message
    assert (tmp_path / "links.json").exists() == ("L10" in codes)


@pytest.mark.parametrize(
    ("robots", "is_asked"),
    [
        ("User-agent: *\nDisallow: //[a\n", True),
        ("User-agent: *\nDisallow: http://[a]b/\nDisallow: /good\n", False),
    ],
)
def test_a_robots_txt_may_hold_anything(
    robots: str, is_asked: bool, odd: Odd, tmp_path: Path
) -> None:
    odd.rules = robots
    codes = [code for code, _, _ in found([f"{odd.address}/good"], tmp_path)]
    assert codes == ([] if is_asked else ["L12"])
    assert [code for code, _, _ in found([f"{odd.address}%5B/good"], tmp_path)] == ["L12"]


# --- on a site ---


def test_dead_links_are_found_at_their_places(odd: Odd, tmp_path: Path) -> None:
    words = f"[Call]({odd.address}/gone#x) or [write]({odd.address}/moved), [look]({odd.address})."
    root = planted(tmp_path, ((HOME, "You call us.", words),))
    told_of: list[tuple[int, int]] = []
    look = looking(
        cache=tmp_path / "links.json",
        now=NOW,
        tell=lambda done, of, _address: told_of.append((done, of)),
        pause=without_pause,
    )
    workshop = pipeline.Workshop(root)
    verdict = examine(root, workshop, workshop.make(now=NOW), selected("L"), (look,))
    assert [it for it in told(verdict) if odd.address in it and "L08" not in it] == [
        f"L10 {HOME}:10:8 '{odd.address}/gone' is gone: the site says so (404)",
        f"L11 {HOME}:10:{len(f'[Call]({odd.address}/gone#x) or [write](') + 1}"
        f" '{odd.address}/moved' has moved for good",
    ]
    assert told_of[-1][0] == told_of[-1][1] == len(told_of) == 4


def test_links_are_those_that_visitors_can_follow(tmp_path: Path) -> None:
    words = "[a](https://a.example/x#1) [b](https://a.example/x#2) [c](https://swim.example/d)"
    words += " [d](mailto:a@b.example) [e](prices.md)"
    root = planted(tmp_path, ((HOME, "You call us.", words),))
    workshop = pipeline.Workshop(root)
    verdict = examine(root, workshop, workshop.make(now=NOW), selected("L"))
    links = foreign_links(verdict.subject)
    assert list(links) == ["https://a.example/x", "https://journal.example/early-contact"]
    assert [it.value for it in links["https://a.example/x"]] == [
        "https://a.example/x#1",
        "https://a.example/x#2",
    ]
