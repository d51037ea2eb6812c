"""Walking through the folders of a site: which files there are, and which are refused."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from sitegen.files import File, Seen
from sitegen.names import slug
from sitegen.problems import Problem

IGNORED = re.compile(r"^[.~#]|~$|\.(swp|swo|tmp|bak|part)$|^(Thumbs\.db|desktop\.ini)$", re.I)
# The one hidden folder that hosts serve (RFC 8615).
WELL_KNOWN = ".well-known"
# static/root/ is published as it is, but for what editors and systems leave behind.
JUNK = re.compile(
    r"^\.(DS_Store|#|_)|^#|~$|\.(swp|swo|tmp|bak|part)$|^(Thumbs\.db|desktop\.ini)$", re.I
)

# What a site consists of.
TOPS = ("site.yaml", "schema.py", "templates", "static", "content")


class Walker:
    """Finds files below one root; ``read`` holds all it found, ``broken`` what nobody can read.

    ``seen`` are files of an earlier build, by name below the root.
    """

    def __init__(self, root: Path, seen: Mapping[str, Seen]) -> None:
        self.root = root
        self.seen = seen
        self.read: dict[str, File] = {}
        self.problems: list[Problem] = []
        self.broken: set[str] = set()

    def check_tops(self) -> None:
        """Refuse folders and files of the site itself that are links out of it."""
        for name in TOPS:
            path = self.root / name
            if path.is_symlink():
                self.stays_inside(path, name)

    def top_file(self, name: str) -> File | None:
        """Return an ordinary file of the root itself, if there is one."""
        path = self.root / name
        try:
            found = path.stat()
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        self.read[name] = File(str(path), found, self.seen.get(name))
        return self.read[name]

    def report(self, path: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        """Keep what is wrong with a file."""
        self.problems.append(
            Problem(path=path, line=line, column=column, message=message, hint=hint)
        )

    def walk(self, folder: str) -> Iterator[tuple[str, File]]:
        """Yield (name below the folder, file) of every file, sorted; links out are refused."""
        waiting = [folder]
        while waiting:
            place = waiting.pop()
            folders: list[str] = []
            for entry, is_folder in self._listed(place):
                whole = f"{place}/{entry.name}"
                inner = whole[len(folder) + 1 :]
                if not inner.isprintable():
                    self._unnameable(folder, inner)
                elif entry.is_symlink() and not self.stays_inside(Path(entry.path), whole):
                    continue
                elif is_folder:
                    folders.append(whole)
                elif self._is_ordinary(entry, whole):
                    name = inner if inner.isascii() else unicodedata.normalize("NFC", inner)
                    file = File(entry.path, entry.stat(), self.seen.get(f"{folder}/{name}"))
                    self.read[f"{folder}/{name}"] = file
                    yield name, file
            waiting += reversed(folders)

    def _listed(self, place: str) -> list[tuple[os.DirEntry[str], bool]]:
        """Return what is in a folder, sorted, folders first; without what is ignored."""
        try:
            with os.scandir(f"{self.root}/{place}") as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._unlistable(error)
            return []
        listed = [(entry, _is_folder(entry)) for entry in found if not _is_ignored(place, entry)]
        return sorted(listed, key=lambda it: not it[1])

    def _unnameable(self, folder: str, inner: str) -> None:
        plain = os.fsencode(inner).decode("utf-8", "replace")
        shown = f"{folder}/" + re.sub(r"[\x00-\x1f\x7f]", "\ufffd", plain)
        hint = f"rename it: {folder}/{plain_name(plain)}"
        self.report(shown, "no address can be made from this name", hint)

    def _unlistable(self, error: OSError) -> None:
        name = os.path.relpath(error.filename, self.root)
        if not (isinstance(error, FileNotFoundError) and name in ("static", "templates")):
            self.report(name, f"this folder cannot be read: {error.strerror}", "check its rights")

    def _is_ordinary(self, entry: os.DirEntry[str], name: str) -> bool:
        if entry.is_file():
            return True
        self.refuse(name, "this is not an ordinary file", "remove it")
        return False

    def refuse(self, name: str, message: str, hint: str) -> None:
        """Report a file that is not read; what refers to it is not reported too."""
        self.report(name, message, hint)
        self.broken.add(name.removeprefix("content/"))

    def stays_inside(self, path: Path, name: str) -> bool:
        """Say whether a link leads to a file of the site, after reporting why not."""
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            self.refuse(name, "this link leads nowhere", "remove it, or mend its target")
            return False
        if path.is_dir():
            self.refuse(name, "a link to a folder is not followed", "put a real folder here")
            return False
        if not target.is_relative_to(self.root):
            self.refuse(name, "this link leads out of the site's folder", "put a real file here")
            return False
        return True


def plain_name(name: str) -> str:
    """Return a name with small letters, digits and hyphens only, and the ending it had."""
    ending = Path(name).suffix
    stem = name.removesuffix(ending)
    slugs = (slug(part) for part in stem.split("/"))
    return "/".join(part if part and part.isascii() else "page" for part in slugs) + ending


def _is_ignored(place: str, entry: os.DirEntry[str]) -> bool:
    is_verbatim = f"{place}/".startswith("static/root/")
    ignored = JUNK if is_verbatim and not _is_folder(entry) else IGNORED
    return entry.name != WELL_KNOWN and ignored.search(entry.name) is not None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
