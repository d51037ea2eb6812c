"""Whatever is edited, a build that reuses what it knows leaves the bytes of a clean one.

`SITEGEN_SEQUENCES=5000 pytest tests/test_incremental_property.py` looks longer. Each run looks at
other sequences, as a bug may need a rare one; with CI=true all look at the same, so that what
turns red is the change and not the dice. A failure is printed as the shortest list of saves that
shows it, each save being the edits between two builds.
"""

import datetime
import os
import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sitegen.pipeline import Workshop
from sitegen.queries import Queries
from sitegen.reasons import WORDS
from tests.sites.edits import EACH, SHOWING, Edit, Place, edits, sources, undo
from tests.sites.everything import everything
from tests.sites.fresh import Fresh, Order, Result, clean_copy, made
from tests.sites.small import files_in

pytestmark = pytest.mark.slow

SEQUENCES = int(os.environ.get("SITEGEN_SEQUENCES", "100"))
# Copies of the site wait until the dates of their files are no longer of this moment.
WAITING = 12
# Clean builds that are not done again while the sources are the same.
REMEMBERED = 100

sequences = settings(
    max_examples=SEQUENCES,
    derandomize=os.environ.get("CI") == "true",
    print_blob=True,
    deadline=None,
    suppress_health_check=[*HealthCheck],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)


@dataclass
class Pair:
    """Two copies of a site: one that is built by run after run, one that is kept in memory."""

    runs: Place
    memory: Place
    workshop: Workshop

    def edit(self, edits: Iterable[Callable[[Place], None]]) -> None:
        for edit in edits:
            edit(self.runs)
            edit(self.memory)

    def keep(self) -> None:
        """Note that the site as it is now is good."""
        self.runs.good = self.memory.good = sources(self.runs.root)

    def remove(self) -> None:
        for place in (self.runs, self.memory):
            shutil.rmtree(place.root.parent)


@dataclass
class Farm:
    """Copies of one site, and two processes that build."""

    top: Path
    clean: Fresh
    again: Fresh
    ready: deque[Path] = field(default_factory=deque, repr=False)
    copies: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    known: dict[str, Result] = field(default_factory=dict, repr=False)

    def copy(self) -> None:
        """Let one more copy wait for its turn."""
        self.copies += 1
        root = self.top / str(self.copies) / "site"
        clean_copy(self.top / "first", root)
        shutil.copytree(self.top / "pictures", root / ".cache/images")
        self.ready.append(root)

    def place(self) -> Place:
        """Return a copy that nobody has used."""
        self.copy()
        root = self.ready.popleft()
        return Place(root, root.with_name("kept"))

    def pair(self) -> Pair:
        """Return two copies, built once."""
        runs, memory = self.place(), self.place()
        pair = Pair(runs, memory, Workshop(memory.root))
        self.again.order(ordered(runs))
        told, _ = made(pair.workshop, options(memory))
        assert told == self.again.result()[0]
        assert told.crash == ""
        assert told.problems == ()
        pair.keep()
        return pair

    def clean_build(self, place: Place) -> Callable[[], Result]:
        """Begin a clean build, and return how to wait for its end; what is known is not built."""
        asked = repr((sorted(sources(place.root).items()), options(place)))
        key = blake2b(asked.encode(errors="surrogateescape")).hexdigest()
        if key not in self.known:
            self.clean.order(ordered(place, self.top / "clean", self.top / "pictures"))

        def wait() -> Result:
            if key not in self.known:
                self.known[key] = self.clean.result()
            if len(self.known) > REMEMBERED:
                del self.known[next(iter(self.known))]
            return self.known[key]

        return wait


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    top = tmp_path_factory.mktemp("farm")
    with Fresh(hash_seed=1) as clean, Fresh(hash_seed=2) as again:
        first = Place(everything(top / "first"), top)
        again.order(ordered(first))
        assert again.result()[0].problems == ()
        shutil.copytree(top / "first/.cache/images", top / "pictures")
        farm = Farm(top, clean, again)
        for _ in range(WAITING):
            farm.copy()
        yield farm


def options(place: Place) -> dict[str, Any]:
    """Return what a place tells a build."""
    moment = datetime.datetime.fromisoformat(place.moment or "2026-06-15T12:00")
    return {
        "now": moment.replace(tzinfo=datetime.UTC),
        "as_of": datetime.date.fromisoformat(place.day) if place.day else None,
        "drafts": place.drafts,
    }


def ordered(place: Place, copy: Path | None = None, pictures: Path | None = None) -> Order:
    """Return the build that a place asks for."""
    return Order(root=place.root, **options(place), copy=copy, pictures=pictures)


def assert_same(found: Mapping[str, bytes], wanted: Mapping[str, bytes], whose: str) -> None:
    """Fail with a line for each file that is not as wanted."""
    wrong = [
        *(f"{name} is missing" for name in sorted(wanted.keys() - found.keys())),
        *(f"{name} should not be there" for name in sorted(found.keys() - wanted.keys())),
        *(
            f"{name}: {first_difference(found[name], wanted[name])}"
            for name in sorted(found.keys() & wanted.keys())
            if found[name] != wanted[name]
        ),
    ]
    assert not wrong, "\n".join([f"{whose}:", *wrong])


def first_difference(found: bytes, wanted: bytes) -> str:
    pairs = zip([*found.splitlines(), b""], [*wanted.splitlines(), b""], strict=False)
    one, other = next(((one, other) for one, other in pairs if one != other), (b"", b""))
    return f"{one[:200].decode(errors='replace')!r}, not {other[:200].decode(errors='replace')!r}"


def build_and_compare(farm: Farm, pair: Pair) -> bool:
    """Build in all three ways and compare; say whether there is a site."""
    runs, public = pair.runs, pair.runs.root / "public"
    before = files_in(public)
    clean_build = farm.clean_build(runs)
    farm.again.order(ordered(runs))
    remembered, outputs = made(pair.workshop, options(pair.memory))
    (clean, wanted), (again, _) = clean_build(), farm.again.result()
    for told in (clean, again, remembered):
        assert not told.crash, told.crash
    assert again == clean, "the build with the cache tells something else"
    assert remembered == clean, "the build in memory tells something else"
    if clean.problems:
        assert_same(files_in(public), before, "public/, which a failed build may not change")
    else:
        assert_same(files_in(public), wanted, "built again with the cache")
        assert_same(outputs, wanted, "built again in memory")
    assert not [it.name for it in runs.root.iterdir() if ".sitegen-" in it.name]
    return not clean.problems


@pytest.mark.parametrize("kind", EACH)
def test_a_build_after_each_edit_leaves_the_bytes_of_a_clean_one(farm: Farm, kind: str) -> None:
    """What 100 sequences may miss: every edit once, and taken back if it is a mistake."""
    wrong: list[str] = []
    pair = farm.pair()
    waiting = [*EACH[kind]]
    while waiting:
        save = waiting.pop(0)
        pair.edit(save)
        try:
            if build_and_compare(farm, pair):
                pair.keep()
                continue
            pair.edit([undo])
            waiting[:0] = [[edit] for edit in save] if len(save) > 1 else []
        except AssertionError as error:
            wrong.append(f"{save}: {error}")
            pair = farm.pair()
    pair.remove()
    assert not wrong, "\n".join(wrong)


def test_every_family_of_facts_is_shown_by_an_output_of_the_site() -> None:
    # Whoever is told the settings is told the first two; the third has a test of its own.
    assert SHOWING.keys() == WORDS.keys() - {"address", "language", "schema"}


@pytest.mark.parametrize("family", SHOWING)
def test_a_fact_that_is_forgotten_is_found_out(
    farm: Farm, monkeypatch: pytest.MonkeyPatch, family: str
) -> None:
    """What is planted here is what all else in this file looks for."""
    trace = Queries.trace
    pair = farm.pair()
    place = pair.memory
    with monkeypatch.context() as forgetful:
        forgetful.setattr(
            Queries, "trace", lambda it: tuple(fact for fact in trace(it) if fact[0] != family)
        )
        workshop = Workshop(place.root)
        made(workshop, options(place))
    SHOWING[family](place)
    forgotten, wanted = made(workshop, options(place)), made(Workshop(place.root), options(place))
    assert {forgotten[0].crash, wanted[0].crash} == {""}
    assert forgotten != wanted
    pair.remove()


def replay(farm: Farm, saves: Sequence[Sequence[Edit]]) -> None:
    """Build after each save. What fails twice running is undone, or the rest would be idle."""
    pair, failures = farm.pair(), 0
    for save in saves:
        pair.edit(save)
        if build_and_compare(farm, pair):
            farm.ends["built"] += 1
            pair.keep()
            failures = 0
        else:
            farm.ends["refused"] += 1
            failures += 1
        if failures == 2:
            pair.edit([undo])
    pair.remove()


def test_a_build_after_any_edits_leaves_the_bytes_of_a_clean_one(farm: Farm) -> None:
    @sequences
    @given(saves=st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=5))
    def check(saves: list[list[Edit]]) -> None:
        replay(farm, saves)

    check()
    assert farm.ends["built"] > farm.ends["refused"] > 0
