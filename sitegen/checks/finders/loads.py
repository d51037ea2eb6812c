"""What pages weigh as they are sent, and what a browser has to wait for."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator

from sitegen.checks.addresses import Addresses
from sitegen.checks.document import UNSEEN, Document, Element
from sitegen.checks.finders.scripts import RUNS, own_text
from sitegen.checks.found import Found, On
from sitegen.checks.numbers import whole
from sitegen.checks.onpage import found_on
from sitegen.checks.settings import Budget
from sitegen.checks.subject import Subject
from sitegen.problems import Place

PACKED = (".avif", ".gif", ".jpg", ".jpeg", ".mp3", ".mp4", ".png", ".webm", ".webp", ".woff2")
FACE = re.compile(r"@font-face\s*\{([^}]*)\}", re.I)
IN_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
SHOWN_AT_ONCE = re.compile(r"font-display\s*:\s*(?:swap|fallback|optional)", re.I)
# A phone of 412 pixels with two dots each: the picture that Lighthouse measures with.
PHONE = 824


class Weights:
    """Knows the bytes of each output as sent; each is packed at most once."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.addresses = subject.once(Addresses)
        self._sent: dict[str, int] = {}

    @property
    def budget(self) -> Budget:
        """What site.yaml allows."""
        return self.subject.settings.budget

    def sent(self, path: str) -> int:
        """Return the bytes of an output as sent."""
        if path not in self._sent:
            content = self.subject.outputs[path].content
            is_packed = path.endswith(PACKED)
            self._sent[path] = len(content) if is_packed else packed(content)
        return self._sent[path]

    def of(self, document: Document, addresses: Iterable[str]) -> int:
        """Return the bytes of files of the site that a page names, each once."""
        return sum(self.sent(path) for path in self.paths(document, addresses))

    def paths(self, document: Document, addresses: Iterable[str]) -> set[str]:
        """Return the outputs that addresses on a page lead to."""
        targets = (self.addresses.inner(it, document.url) for it in addresses)
        return {it[0] for it in targets if it and it[0] in self.subject.outputs}


def packed(content: bytes) -> int:
    """Return the bytes of a text as sent."""
    return len(gzip.compress(content, 9, mtime=0))


def heavy_pages(subject: Subject) -> Iterator[Found]:
    """Yield pages over the limit of their kind."""
    budget = subject.settings.budget
    for document in subject.documents.values():
        most = budget.kinds.get(document.kind, budget.page)
        size = _over(subject.outputs[document.path].content, most)
        if size:
            message = f"the page weighs {kilo(size)} as sent, {kilo(size - most)} too much"
            hint = "shorten it, or split it; the limit is in site.yaml, under checks: budget:"
            yield Found(at=_page(document), message=message, hint=hint)


def _over(content: bytes, most: int) -> int:
    """Return the bytes of a page as sent if those are too many, else 0."""
    # Quick packing is never smaller: what is small enough so needs no closer look.
    if len(content) <= most or len(gzip.compress(content, 1, mtime=0)) <= most:
        return 0
    size = packed(content)
    return size if size > most else 0


def _page(document: Document) -> Place | On:
    if document.source:
        return Place(path=f"content/{document.source}")
    return On(output=document.path)


def kilo(size: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{size / 1000:.1f} KB" if size >= 1000 else f"{size} bytes"


def heavy_scripts(subject: Subject) -> Iterator[Found]:
    """Yield the first script of pages whose scripts are too heavy together."""
    weights = Weights(subject)
    most = weights.budget.scripts
    for document in subject.documents.values():
        found = [it for it in document.every("script") if _runs(it)]
        inside = "".join(own_text(it) for it in found).encode()
        sources = [it.attributes["src"] for it in found if "src" in it.attributes]
        size = weights.of(document, sources) + (packed(inside) if inside else 0)
        if size > most:
            message = f"the scripts of the page weigh {kilo(size)} as sent; {kilo(most)} may be"
            hint = "do without one: much can be done in HTML and CSS alone"
            yield found_on(document, found[0], message=message, hint=hint)


def _runs(script: Element) -> bool:
    return RUNS.fullmatch(script.attributes.get("type", "").strip()) is not None


def heavy_fonts(subject: Subject) -> Iterator[Found]:
    """Yield pages whose fonts are too heavy together."""
    weights = Weights(subject)
    most = weights.budget.fonts
    for document in subject.documents.values():
        size = weights.of(document, _fonts(document))
        if size > most:
            message = f"the fonts of the page weigh {kilo(size)}; {kilo(most)} may be"
            hint = "leave out letters and weights that no page uses, or take the system's font"
            where = next((it for it in document.every("style", "link") if _has_font(it)), None)
            yield found_on(document, where or document.root, message=message, hint=hint)


def _has_font(element: Element) -> bool:
    is_preload = element.tag == "link" and element.attributes.get("as") == "font"
    return is_preload or (element.tag == "style" and "@font-face" in own_text(element))


def _fonts(document: Document) -> Iterator[str]:
    for element in document.every("link", "style"):
        if element.tag == "link" and element.attributes.get("as") == "font":
            yield element.attributes.get("href", "")
        elif element.tag == "style":
            for face in FACE.findall(own_text(element)):
                yield from IN_URL.findall(face)[:1]


def heavy_visits(subject: Subject) -> Iterator[Found]:
    """Yield pages that load too much before a visitor has done anything."""
    weights = Weights(subject)
    most = weights.budget.total
    for document in subject.documents.values():
        content = subject.outputs[document.path].content
        others = weights.of(document, {*_first(document), *_fonts(document)})
        if others + len(content) > most and others + packed(content) > most:
            size = others + packed(content)
            message = f"a first visit loads {kilo(size)}; {kilo(most)} may be"
            hint = "show smaller pictures, or load those further down later: loading=lazy"
            yield Found(at=_page(document), message=message, hint=hint)


def _first(document: Document) -> Iterator[str]:
    """Yield addresses of all that a page loads by itself: of pictures those for a phone."""
    for element in document.elements:
        given = element.attributes
        if element.tag == "script" and "src" in given:
            yield given["src"]
        elif element.tag == "link" and {"stylesheet", "preload", "modulepreload"} & set(
            given.get("rel", "").split()
        ):
            yield given.get("href", "")
        elif element.tag == "video" and given.get("preload") != "none":
            yield from filter(None, (given.get("src"), given.get("poster")))
        elif element.tag == "video":
            yield given.get("poster", "")
        elif element.tag == "img" and given.get("loading") != "lazy":
            yield chosen(element)


def chosen(image: Element) -> str:
    """Return the address of the file that a browser of today shows on a phone."""
    around = image.parent
    candidates = []
    if around is not None and around.tag == "picture":
        candidates = [it.attributes.get("srcset", "") for it in around.every("source")]
    candidates.append(image.attributes.get("srcset", ""))
    for srcset in filter(None, candidates):
        sizes = widths(srcset)
        if sizes:
            return next((it for width, it in sizes if width >= PHONE), sizes[-1][1])
    return image.attributes.get("src", "")


def widths(srcset: str) -> list[tuple[int, str]]:
    """Return the widths that a srcset names, and the address of each, in order."""
    found = re.findall(r"(\S+)\s+([0-9]+)w\s*(?:,|$)", srcset)
    return sorted((whole(width) or 0, address) for address, width in found)


def heavy_data(subject: Subject) -> Iterator[Found]:
    """Yield pages that tell search engines more than fits."""
    most = subject.settings.budget.structured_data
    for document in subject.documents.values():
        found = [
            it
            for it in document.every("script")
            if it.attributes.get("type") == "application/ld+json"
        ]
        text = "".join(own_text(it) for it in found).encode()
        size = _over(text, most)
        if size:
            message = f"the structured data of the page weighs {kilo(size)}; {kilo(most)} may be"
            hint = "name what a search result shows, and leave out the rest"
            longest = max(found, key=lambda it: len(own_text(it)))
            yield found_on(document, longest, message=message, hint=hint)


def blocking(subject: Subject) -> Iterator[Found]:
    """Yield what a browser has to wait for before it shows the page."""
    for document in subject.documents.values():
        for element in document.every("link", "script", "style"):
            for words, hint in _waits(element):
                message = f"the browser waits for {words} before it shows the page"
                yield found_on(document, element, message=message, hint=hint)


def _is_last(script: Element) -> bool:
    """Say whether all that is shown stands before a script."""
    after = script.page[script.end :]
    is_shown = any(it.tag not in UNSEEN for it in after)
    return not is_shown and any(it.tag == "body" for it in script.above())


def _waits(element: Element) -> Iterator[tuple[str, str]]:
    given = element.attributes
    kinds = given.get("rel", "").lower().split()
    if element.tag == "link" and "stylesheet" in kinds and "alternate" not in kinds:
        if given.get("media", "all").lower() != "print":
            yield "a style sheet", "write {{ styles(…) }} into a <style> element instead"
    elif element.tag == "script" and _runs(element):
        is_late = {"defer", "async"} & given.keys() or given.get("type", "").lower() == "module"
        if "src" in given and not is_late and not _is_last(element):
            yield "a script", "add defer to it"
    elif element.tag == "style":
        css = own_text(element)
        if re.search(r"@import\b", css):
            yield "an @import", "put the styles into static/css, and name them in styles(…)"
        if any(not SHOWN_AT_ONCE.search(face) for face in FACE.findall(css)):
            yield "a font", "add font-display: swap or optional to @font-face"
