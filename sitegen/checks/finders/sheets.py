"""The addresses in style sheets, where they stand, and those that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sitegen.checks.addresses import Addresses
from sitegen.checks.copies import place_in, source_path
from sitegen.checks.document import Document
from sitegen.checks.finders.scripts import own_text
from sitegen.checks.found import Found, On
from sitegen.checks.subject import Subject
from sitegen.problems import Place

IN_CSS = re.compile(
    r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)|image-set\(\s*[\"']([^\"']+)", re.I
)
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)


def in_css(css: str) -> Iterator[str]:
    """Yield each address that a style sheet names."""
    for groups in IN_CSS.findall(css):
        yield next(filter(None, groups)).strip()


def sheets_of(subject: Subject) -> Mapping[str, str]:
    """Return the text of each style sheet in static/, by its path from the site's root."""
    return {
        source_path(subject, name): file.read().decode("utf-8", "replace")
        for name, file in subject.site.files.items()
        if name.endswith(".css")
    }


def in_sheets(address: str, sheets: Mapping[str, str]) -> Place | None:
    """Return where an address stands in a style sheet of the site's own."""
    for path, text in sheets.items():
        at = text.find(address)
        if at >= 0:
            return place_in(path, text, at)
    return None


def dead(subject: Subject) -> Iterator[Found]:
    """Yield addresses in styles that lead to a file that the site has not, each once."""
    known, sheets = subject.once(Addresses), sheets_of(subject)
    seen: set[str] = set()
    for css, url, at in _styles(subject):
        for address in _read(css):
            # #mark is a part of a drawing in the same page.
            if address in seen or address.startswith("#"):
                continue
            target = known.inner(address, url)
            words = known.missing(target[0], address) if target else None
            if words:
                seen.add(address)
                place = in_sheets(address, sheets) or at
                yield Found(at=place, message=words[0], hint=words[1])


# Most pages hold the same styles.
@lru_cache(maxsize=64)
def _read(css: str) -> tuple[str, ...]:
    return tuple(in_css(COMMENT.sub("", css)))


def _styles(subject: Subject) -> Iterator[tuple[str, str, On]]:
    """Yield the styles of the built site, the address that they stand at, and their place."""
    for path, output in subject.outputs.items():
        if path.endswith(".css"):
            css = output.content.decode("utf-8", "replace")
            yield css, "/" + path, On(output=path)
    for document in subject.documents.values():
        yield from _in_page(document)


def _in_page(document: Document) -> Iterator[tuple[str, str, On]]:
    for element in document.elements:
        css = own_text(element) if element.tag == "style" else element.attributes.get("style", "")
        if "(" in css or "@import" in css:
            on = On(output=document.path, element=element.number)
            yield css, document.url, on
