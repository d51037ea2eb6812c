"""The addresses in a built site, and what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.checks.document import Document, Element
from sitegen.checks.subject import Subject
from sitegen.links import output_path
from sitegen.names import did_you_mean

LEADS = ("href", "src", "srcset", "poster", "action", "formaction", "data", "xlink:href")
CANDIDATE = re.compile(r"[\s,]*+(\S+)")
# What follows names words to show, and no place: #:~:text=babies
DIRECTIVE = ":~:"
REFRESH = re.compile(r"\s*\d+\s*;\s*url=(.*)", re.I)
WEB = ("http", "https")
NOT_FETCHED = re.compile(r"(?:mailto|tel|sms|data|blob|javascript):", re.I)


def addresses(element: Element) -> Iterator[str]:
    """Yield each address that an element leads to or loads."""
    for name in LEADS:
        value = element.attributes.get(name, "").strip()
        if name == "srcset" and value:
            yield from (address for address, _ in candidates(value))
        elif value or (name in element.attributes and name == "href" and element.tag == "a"):
            yield value
    refresh = REFRESH.fullmatch(element.attributes.get("content", ""))
    if refresh and element.attributes.get("http-equiv", "").lower() == "refresh":
        yield refresh[1].strip("'\" ")


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Yield address and size of each picture that a srcset names (HTML, 4.8.4.2.1).

    An address ends at a gap, and may hold commas; a size ends at a comma.
    """
    match = CANDIDATE.match(srcset)
    while match:
        address, end = match[1].rstrip(","), match.end()
        if address == match[1]:
            comma = srcset.find(",", end)
            until = comma if comma >= 0 else len(srcset)
            yield address, srcset[end:until].strip()
            end = until + 1
        else:
            yield address, ""
        match = CANDIDATE.match(srcset, end)


def joined(base: str, address: str) -> str:
    """Return an address as a page at ``base`` means it; one that cannot be read as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


class Addresses:
    """Says what a site's own addresses lead to."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._targets: dict[str, list[tuple[Element, str, str, str]]] = {}
        self.base = subject.site.settings.url.rstrip("/") + "/"

    def inner(self, address: str, url: str) -> tuple[str, str] | None:
        """Return (output path, anchor) of an address on the page ``url``; None if it leaves."""
        if NOT_FETCHED.match(address):
            return None
        try:
            whole = self._whole(address, url)
            parts, own = urlsplit(whole), urlsplit(self.base)
        except ValueError:
            return address, ""  # no address at all: no output answers it
        if parts.scheme not in WEB or parts.netloc.lower() != own.netloc.lower():
            return None
        if not (parts.path or "/").startswith(own.path):
            return whole, ""
        path = unquote(parts.path.removeprefix(own.path))
        return output_path("/" + path), unquote(parts.fragment.partition(DIRECTIVE)[0])

    def _whole(self, address: str, url: str) -> str:
        if address.startswith("#"):
            return self.base + url.lstrip("/") + address
        return urljoin(self.base + url.lstrip("/"), address)

    def missing(self, path: str, typed: str) -> tuple[str, str] | None:
        """Return message and hint if the site has no output of that path."""
        if path in self.subject.outputs:
            return None
        near = did_you_mean(path, self.subject.outputs)
        return f"'{typed}' leads nowhere: the site has no {path}", near or "mend the address"

    def misplaced(self, path: str, anchor: str, typed: str) -> tuple[str, str] | None:
        """Return message and hint if a page of the site has no place of that name."""
        document = self.subject.documents.get(path)
        if document is None or anchor in ("", "top") or anchor in document.ids:
            return None
        near = did_you_mean(anchor, document.ids)
        return f"'{typed}' leads to a place that {document.url} has not", near or "mend it"

    def read_all(self) -> None:
        """Find the targets of every document now."""
        for document in self.subject.documents.values():
            self.targets(document)

    def targets(self, document: Document) -> list[tuple[Element, str, str, str]]:
        """Return element, address as typed, output path and anchor of all that stays here."""
        if document.path not in self._targets:
            self._targets[document.path] = list(self._found(document))
        return self._targets[document.path]

    def _found(self, document: Document) -> Iterator[tuple[Element, str, str, str]]:
        for element in document.elements:
            for typed in addresses(element):
                target = self.inner(typed, document.url)
                if target:
                    yield element, typed, *target
