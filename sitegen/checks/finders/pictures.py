"""Pictures on pages: how large they are, how they are shown, and when they are loaded."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sitegen.checks.addresses import Addresses
from sitegen.checks.copies import original, originals
from sitegen.checks.document import Document, Element
from sitegen.checks.finders.loads import Weights, chosen, kilo, widths
from sitegen.checks.finders.metadata import PNG
from sitegen.checks.found import Found
from sitegen.checks.numbers import decimal, whole
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject
from sitegen.images import NotAPicture, size

OLD = (".jpg", ".jpeg", ".png")
MODERN = frozenset(("image/avif", "image/webp"))
TWICE = 2
# Smaller files win nothing by another format; smaller pictures move nothing by loading late.
LEAST_FOR_FORMAT = 10_000
LEAST_FOR_LATE = 3_000
# Beyond this, no layout shows a picture wider.
SCREEN = 1_280
LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|rem|em|vw)")


class Shown:
    """Finds the pictures that pages show, and the files behind them."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.weights = Weights(subject)
        self._addresses = subject.once(Addresses)
        self._originals: Mapping[str, str] = originals(subject)

    def images(self, document: Document) -> Iterator[Element]:
        """Yield the <img> elements of a page that show a file."""
        for element in document.every("img"):
            if element.attributes.get("src", "").strip():
                yield element

    def path(self, document: Document, address: str) -> str | None:
        """Return the output that an address leads to, if it is of this site."""
        target = self._addresses.inner(address, document.url)
        return target[0] if target and target[0] in self.subject.outputs else None

    def found(self, document: Document, image: Element, message: str, hint: str) -> Found:
        """Return a finding at the place where an owner has named the picture."""
        path = self.path(document, image.attributes["src"])
        name = original(path, self._originals) if path else None
        value = self._as_typed(document, name) if name else image.attributes["src"]
        return found_on(document, image, message=message, hint=hint, value=value)

    def _as_typed(self, document: Document, name: str) -> str:
        """Return a file's name as far as the page's Markdown holds it."""
        page = self.subject.sources.get(document.source)
        base = posixpath.basename(name)
        is_short = page is not None and base in page.body and name not in page.body
        return base if is_short else name


def pixels(subject: Subject, path: str) -> tuple[int, int] | None:
    """Return width and height of an output that is a picture of pixels, None for any other."""
    return None if path.endswith(".svg") else _pixels(subject.outputs[path].content)


@lru_cache(maxsize=1024)
def _pixels(content: bytes) -> tuple[int, int] | None:
    if content.startswith(PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    try:
        return size(content)
    except NotAPicture:
        return None


def heavy(subject: Subject) -> Iterator[Found]:
    """Yield pictures that are too many bytes."""
    shown = Shown(subject)
    most = subject.settings.budget.image
    for document in subject.documents.values():
        for image in shown.images(document):
            path = shown.path(document, chosen(image))
            weight = shown.weights.sent(path) if path else 0
            if weight > most:
                message = f"this picture weighs {kilo(weight)}; {kilo(most)} may be"
                hint = "show it smaller, or as a photo in Markdown: the build makes light copies"
                yield shown.found(document, image, message, hint)


def too_large(subject: Subject) -> Iterator[Found]:
    """Yield pictures whose smallest file has more than twice the pixels that are shown."""
    shown = Shown(subject)
    for document in subject.documents.values():
        for image in shown.images(document):
            wide, has = _shown_width(image), _least_width(shown, document, image)
            if wide and has and has > TWICE * wide:
                message = f"this picture is {has} pixels wide and shown at {wide}"
                hint = "use {{ picture … }} with its sizes, or a smaller file"
                yield shown.found(document, image, message, hint)


def _shown_width(image: Element) -> int | None:
    """Return the widest that a picture is shown, in CSS pixels, as far as its tag tells."""
    given = image.attributes
    if widths(given.get("srcset", "")):
        lengths = LENGTH.findall(re.sub(r"\([^()]*\)", "", given.get("sizes", "100vw")))
        return round(max(map(_in_pixels, lengths))) if lengths else None
    return whole(given.get("width", ""))


def _in_pixels(length: tuple[str, str]) -> float:
    number = decimal(length[0])
    return {"px": 1, "rem": 16, "em": 16, "vw": SCREEN / 100}[length[1]] * number


def _least_width(shown: Shown, document: Document, image: Element) -> int | None:
    named = widths(image.attributes.get("srcset", ""))
    if named:
        return named[0][0]
    path = shown.path(document, image.attributes["src"])
    found = pixels(shown.subject, path) if path else None
    return found[0] if found else None


def without_size(subject: Subject) -> Iterator[Found]:
    """Yield pictures for which no room is kept while they load."""
    shown = Shown(subject)
    for document in subject.documents.values():
        for image in shown.images(document):
            if not {"width", "height"} <= image.attributes.keys():
                message = "this picture does not say how large it is: the page jumps as it loads"
                hint = "add width= and height=, in pixels of the file"
                yield shown.found(document, image, message, hint)


def too_early(subject: Subject) -> Iterator[Found]:
    """Yield pictures further down that are loaded at once."""
    shown = Shown(subject)
    for document in subject.documents.values():
        main = document.main
        inside = frozenset(main.every("img")) if main else frozenset()
        for image in [it for it in shown.images(document) if it in inside][1:]:
            given = image.attributes
            path = shown.path(document, chosen(image))
            is_small = path is None or shown.weights.sent(path) < LEAST_FOR_LATE
            is_meant = (
                given.get("loading") in ("lazy", "eager") or given.get("fetchpriority") == "high"
            )
            if not is_meant and not is_small:
                message = "this picture is loaded at once, though it is not the first of the page"
                hint = 'add loading="lazy"'
                yield shown.found(document, image, message, hint)


def old_formats(subject: Subject) -> Iterator[Found]:
    """Yield pictures that are there in no modern format."""
    shown = Shown(subject)
    for document in subject.documents.values():
        for image in shown.images(document):
            path = shown.path(document, image.attributes["src"])
            if path is None or not path.lower().endswith(OLD) or _has_modern(image):
                continue
            if shown.weights.sent(path) >= LEAST_FOR_FORMAT:
                message = "this picture is there as JPEG or PNG only"
                hint = "show it with ![words](file) or {{ picture … }}: that makes AVIF and WebP"
                yield shown.found(document, image, message, hint)


def _has_modern(image: Element) -> bool:
    around = image.parent
    sources = around.every("source") if around is not None and around.tag == "picture" else []
    return any(it.attributes.get("type", "").lower() in MODERN for it in sources)
