"""A site beside a secret: what a build of any input may leave behind, and what it may say."""

import datetime
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sitegen import pipeline
from sitegen.problems import Problem
from tests.hardening.limited import limited
from tests.sites.everything import everything
from tests.sites.small import put

NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)
# Of the processor; others may keep it busy meanwhile.
MOST_SECONDS = 5
MOST_MEGABYTES = 800
LONGEST = 400
SECRET = b"nobody may ever read this"
BUILT = ("site/public", "site/.cache")
# Of a file that is asked for and is not there.
MISSING = re.compile(r"missing|there is no (?:file|folder)|no first page|cannot be read any more")

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Sandbox:
    """``top`` holds a site and a folder that is none of its business."""

    top: Path

    @property
    def root(self) -> Path:
        return self.top / "site"

    @property
    def public(self) -> Path:
        return self.root / "public"

    @contextmanager
    def changed(self, files: Files) -> Iterator[None]:
        """Let the site hold other files for a while; what cannot be named so is left out."""
        kept = {name: (self.root / name).read_bytes() for name in files if self.holds(name)}
        made = [name for name in files if name in kept or self._written(name, files[name])]
        for name in kept:
            (self.root / name).write_bytes(files[name])
        try:
            yield
        finally:
            for name in made:
                if name in kept:
                    (self.root / name).write_bytes(kept[name])
                else:
                    self._removed(self.root / name)

    def holds(self, name: str) -> bool:
        return "\0" not in name and is_file(self.root / name)

    def _written(self, name: str, content: bytes) -> bool:
        """Make a file; say whether the system took the name."""
        path = self.root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except (OSError, ValueError):
            self._tidied(path)
            return False
        return True

    def _removed(self, path: Path) -> None:
        path.unlink()
        self._tidied(path)

    def _tidied(self, path: Path) -> None:
        """Remove the folders that were made for a file."""
        for folder in path.parents:
            with suppress(OSError, ValueError):
                if folder == self.root or any(folder.iterdir()):
                    return
                folder.rmdir()

    def build(self) -> tuple[Problem, ...]:
        """Build in a process of its own, and fail if that ends as no build may."""
        around = surroundings(self.top)
        build = partial(pipeline.build, self.root, self.public, now=NOW)
        ended = limited(build, seconds=MOST_SECONDS, megabytes=MOST_MEGABYTES)
        assert not ended.crash, ended.crash
        assert ended.seconds < MOST_SECONDS
        assert surroundings(self.top) == around
        for problem in ended.problems:
            assert_well_said(problem, self.root)
        return ended.problems

    def outputs(self) -> Iterator[tuple[str, bytes]]:
        """Yield every built file by its path."""
        for path in self.public.rglob("*"):
            if path.is_file():
                yield path.relative_to(self.public).as_posix(), path.read_bytes()


def sandbox(top: Path) -> Sandbox:
    """Make the site of `everything.py`, built, and the folder beside it."""
    put(top / "outside", {"secret.txt": SECRET, "secret.md": SECRET, "secret.png": SECRET})
    everything(top / "site")
    made = Sandbox(top)
    # In this process: what it has imported and learned need not be learned by every fork of it.
    assert pipeline.build(made.root, made.public, now=NOW).pages
    assert made.build() == ()
    return made


def is_file(path: Path) -> bool:
    """Say whether there is a file; a name that is too long names none."""
    with suppress(OSError):
        return path.is_file()
    return False


def surroundings(top: Path) -> dict[str, str]:
    """Return all that lies below a folder, with digests, but what builds of its site make."""
    found = {}
    waiting = [top]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            name = path.relative_to(top).as_posix()
            if name in BUILT:
                continue
            found[name] = _state(path)
            if not path.is_symlink() and path.is_dir():
                waiting.append(path)
    return found


def _state(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if not is_file(path):
        return "no file"
    return f"{path.stat().st_mode} {hashlib.blake2b(path.read_bytes()).hexdigest()}"


def assert_well_said(problem: Problem, root: Path) -> None:
    """Fail if whoever meets the Problem could not find its place or read its words."""
    assert problem.message.strip(), problem
    for text in (problem.message, problem.hint):
        assert len(text) <= LONGEST, problem
        assert str(root) not in text, problem
        assert text.isprintable(), problem
    assert not {"\n", "\r"} & {*problem.path}, problem
    path = root / problem.path
    assert not Path(problem.path).is_absolute(), problem
    if is_file(path):
        lines = len(re.findall(r"\r\n|\r|\n", path.read_bytes().decode("utf-8", "replace"))) + 1
        assert 1 <= problem.line <= lines, problem
    else:
        is_missing = MISSING.search(problem.message) is not None
        is_engines = problem.path.startswith("sitegen/templates/")
        # Names are told as they are typed, composed, whatever the disk makes of them.
        on_disk = root / unicodedata.normalize("NFD", problem.path)
        is_there = os.path.lexists(path) or os.path.lexists(on_disk)
        assert is_there or is_engines or is_missing or path.parent.is_dir(), problem
    assert problem.column >= 1, problem


def assert_nothing_got_in(outputs: Iterable[tuple[str, bytes]], *canaries: bytes) -> None:
    """Fail if an output holds the secret or, in HTML, what an owner's value would run."""
    for name, content in outputs:
        assert SECRET not in content, name
        if name.endswith((".html", ".xml")):
            assert not [it for it in canaries if it in content], name
