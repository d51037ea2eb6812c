"""Which file of a site's own an output is a copy of, or was made from."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping

from sitegen.checks.found import On
from sitegen.checks.subject import Subject
from sitegen.jobs import FILES, VERBATIM
from sitegen.names import slug
from sitegen.problems import Place

# Names that assets.py gives: the file's own, for a picture its width, and a digest.
MADE = re.compile(r"assets/(?P<stem>.+?)(?:-\d+)?\.[0-9a-f]{10}\.\w+")


class Copies:
    """Knows the source of each output that no page stands behind."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._by_digest = {
            file.digest: name for name, file in reversed(list(subject.site.files.items()))
        }

    def name(self, path: str) -> str | None:
        """Return the file of static/ or content/ that an output is a copy of, by its name there."""
        verbatim = VERBATIM + path
        if verbatim in self.subject.site.files:
            return verbatim
        return self._by_digest.get(self.subject.outputs[path].digest)

    def place(self, path: str, text: str = "", at: int = 0) -> Place | On:
        """Return the source of an output; ``at`` counts characters of its ``text``."""
        name = self.name(path)
        if name is not None:
            return place_in(source_path(self.subject, name), text, at)
        if FILES + path in self.subject.templates:
            return Place(path=f"templates/{FILES}{path}")
        return On(output=path)


def place_in(path: str, text: str, at: int, first_line: int = 1) -> Place:
    """Return the place of a character of a file's ``text``, which begins on ``first_line``."""
    before = text[:at]
    column = len(before) - before.rfind("\n")
    return Place(path=path, line=first_line + before.count("\n"), column=column)


def source_path(subject: Subject, name: str) -> str:
    """Return where a file of static/ or content/ lies, counted from the site's root."""
    path = os.path.relpath(subject.site.files[name].path, subject.root)
    return path.replace(os.sep, "/")


def originals(subject: Subject) -> Mapping[str, str]:
    """Return names of files in static/ and content/ by the stem that assets made of them have."""
    return {
        slug(posixpath.splitext(posixpath.basename(name))[0])[:60] or "file": name
        for name in reversed(list(subject.site.files))
    }


def original(path: str, known: Mapping[str, str]) -> str | None:
    """Return the file that an asset was made from, copied or resized."""
    match = MADE.fullmatch(path)
    return known.get(match["stem"]) if match else None
