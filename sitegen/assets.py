"""Files that pages use: copied under a name that holds their content's hash, never otherwise."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen import images
from sitegen.files import File, digest_of
from sitegen.images import FORMATS, Cache
from sitegen.names import did_you_mean, slug
from sitegen.problems import Problem
from sitegen.socialcard import Look, NotAFont, social_card

FOLDER = "/assets/"
WIDTHS = (480, 960, 1600)


class AssetError(Exception):
    """A file that a page asked for is missing or unreadable."""

    def __init__(self, message: str, hint: str, problem: Problem | None = None) -> None:
        self.message, self.hint, self.problem = message, hint, problem
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ImageSource:
    """The ``<source>`` of one format; ``srcset`` holds (URL path, width) pairs."""

    type: str
    srcset: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the site serves it; URL paths count from the site's root."""

    path: str
    width: int
    height: int
    srcset: tuple[tuple[str, int], ...] = ()
    sources: tuple[ImageSource, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """URL paths of all its files."""
        pairs = (*self.srcset, *(pair for source in self.sources for pair in source.srcset))
        return self.path, *(path for path, _ in pairs)


class Assets:
    """Makes the files that pages ask for, each once; ``made`` maps URL paths to bytes."""

    def __init__(self, files: Mapping[str, File], root: Path, cache: Cache) -> None:
        self.files = files
        self.root = root.resolve()
        self.cache = cache
        self.made: dict[str, bytes] = {}
        self.contents: dict[str, bytes] = {}
        self.pictures: dict[tuple[str, tuple[int, ...]], Picture] = {}

    def content(self, name: str) -> bytes:
        """Return the bytes of a file in static/ or content/. Raises AssetError."""
        if name not in self.files:
            hint = did_you_mean(name, self.files) if self.files else "put it into static/"
            raise AssetError(f"there is no file '{name}' in static/ or content/", hint)
        if name not in self.contents:
            try:
                self.contents[name] = self.files[name].read()
            except OSError as error:
                message = f"cannot be read: {error.strerror}"
                hint = "check its rights, and whether it is still there"
                problem = self._problem(name, f"this file {message}", hint)
                raise AssetError(f"the file '{name}' {message}", hint, problem) from error
        return self.contents[name]

    def file(self, name: str) -> str:
        """Return the URL path of a copy of the file. Raises AssetError."""
        stem, ending = posixpath.splitext(posixpath.basename(name))
        return self._make(stem, ending, self.content(name))

    def picture(self, name: str, widths: tuple[int, ...] = WIDTHS) -> Picture:
        """Return the picture in ``widths`` and formats for the web. Raises AssetError."""
        if any(width < 1 for width in widths):
            raise AssetError("a width must be at least 1", "for example widths=(480, 960)")
        key = name, widths
        if key not in self.pictures:
            self.pictures[key] = self._picture(name, widths)
        return self.pictures[key]

    def resized(self, name: str, width: int) -> str:
        """Return the URL path of the picture as a PNG, at most ``width`` pixels wide."""
        if width < 1:
            raise AssetError("a width must be at least 1", "for example width=180")
        try:
            content = images.scaled_png(self.content(name), width, self.cache)
        except images.NotAPicture as error:
            raise self._unusable(name, str(error)) from error
        return self._make(f"{_stem(name)}-{width}", ".png", content)

    def card(
        self, title: str, name: str, color: str, *, background: str = "", font: str = ""
    ) -> str:
        """Return the URL path of the social card with that title. Raises AssetError."""
        look = Look(color, *(self.content(it) if it else b"" for it in (background, font)))
        try:
            return self._make("card", ".png", social_card(title, name, look, self.cache))
        except images.NotAPicture as error:
            raise self._unusable(background, str(error)) from error
        except NotAFont as error:
            raise self._unusable(font, str(error)) from error

    def _picture(self, name: str, widths: tuple[int, ...]) -> Picture:
        content = self.content(name)
        ending = posixpath.splitext(name)[1].lower()
        try:
            if ending == ".svg":
                return Picture(self.file(name), *images.svg_size(content))
            if ending == ".gif":
                return Picture(self.file(name), *images.size(content))
            found = images.variants(content, widths, self.cache)
        except images.NotAPicture as error:
            raise self._unusable(name, str(error)) from error
        paths = {
            variant: self._make(
                f"{_stem(name)}-{variant.width}", f".{variant.format}", variant.content
            )
            for variant in (*found.modern, *found.fallback)
        }
        formats = dict.fromkeys(variant.format for variant in found.modern)
        return Picture(
            path=paths[found.fallback[-1]],
            width=found.width,
            height=found.height,
            srcset=tuple((paths[variant], variant.width) for variant in found.fallback),
            sources=tuple(
                ImageSource(
                    FORMATS[form],
                    tuple((paths[v], v.width) for v in found.modern if v.format == form),
                )
                for form in formats
            ),
        )

    def _unusable(self, name: str, why: str) -> AssetError:
        message = f"this file cannot be used: {why}"
        hint = "save it anew as JPEG, PNG, WebP or SVG"
        if name.lower().endswith((".heic", ".heif")):
            hint = "save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)"
        return AssetError(message, hint, self._problem(name, message, hint))

    def _problem(self, name: str, message: str, hint: str) -> Problem:
        path = self.files[name].path.relative_to(self.root).as_posix()
        return Problem(path=path, message=message, hint=hint)

    def _make(self, stem: str, ending: str, content: bytes) -> str:
        digest = digest_of(content)[:10]
        path = f"{FOLDER}{slug(stem)[:60] or 'file'}.{digest}{ending.lower()}"
        self.made[path] = content
        return path


def _stem(name: str) -> str:
    return posixpath.splitext(posixpath.basename(name))[0]
