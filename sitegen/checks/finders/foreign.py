"""What the pages of a site ask of other sites, and over which connection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from sitegen.checks.addresses import candidates
from sitegen.checks.copies import Copies
from sitegen.checks.document import Document, Element, read_document
from sitegen.checks.finders.scripts import ASKS, own_text, scripts
from sitegen.checks.finders.sheets import in_css, in_sheets, sheets_of
from sitegen.checks.found import Found, On
from sitegen.checks.subject import Subject
from sitegen.headers import headers
from sitegen.problems import Place

FETCHED = {
    "audio": ("src",),
    "base": ("href",),
    "body": ("background",),
    "embed": ("src",),
    "feimage": ("href", "xlink:href"),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href", "imagesrcset"),
    "object": ("data",),
    "script": ("src", "href", "xlink:href"),
    "source": ("src", "srcset"),
    "table": ("background",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
EARLY = frozenset(("preconnect", "dns-prefetch", "prefetch", "prerender"))
FETCHED_LINKS = frozenset(
    (
        *("stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"),
        *("preload", "modulepreload", "manifest", "import"),
    )
)
HOLES = ("data:", "blob:", "srcdoc", "<object", "<embed", "<base", "//*")
ABSOLUTE = re.compile(r"\s*(?:(?:https?|wss?):)?//", re.I)
CARRIES_CODE = ("default-src", "script-src", "frame-src", "base-uri")


def foreign_host(address: str, own: str) -> str | None:
    """Return the host of an address on another site than ``own`` (a host), else None."""
    if not ABSOLUTE.match(address):
        return None
    try:
        host = urlsplit(address.strip()).netloc.rpartition("@")[2].lower()
    except ValueError:
        return address
    return host if host != own else None


def own_host(subject: Subject) -> str:
    """Return the host of the site itself."""
    return urlsplit(subject.site.settings.url).netloc.lower()


def third_parties(subject: Subject) -> Iterator[Found]:
    """Yield what a visit asks of other sites, without those that site.yaml allows."""
    own, allowed = own_host(subject), set(subject.settings.third_parties)
    for address, at in _asked(subject):
        host = foreign_host(address, own)
        if host is not None and host not in allowed:
            message = f"'{address.strip()}' is on another site: {host} learns of every visit"
            yield Found(at=at, message=message, hint="put a copy into static/ and use that")


def unencrypted(subject: Subject) -> Iterator[Found]:
    """Yield what is fetched over a connection that anyone can read and change."""
    for address, at in _asked(subject):
        if address.strip().lower().startswith(("http:", "ws:")):
            message = f"'{address.strip()}' is fetched without encryption: browsers refuse it"
            yield Found(at=at, message=message, hint="put a copy into static/, or write https:")


def early(subject: Subject) -> Iterator[Found]:
    """Yield links by which a browser contacts a site that no one allows before it has to."""
    own, allowed = own_host(subject), subject.settings.third_parties
    for document in subject.documents.values():
        for element in document.every("link"):
            relations = EARLY & set(element.attributes.get("rel", "").lower().split())
            address = element.attributes.get("href", "")
            host = foreign_host(address, own)
            if relations and host is not None and host not in allowed:
                at = On(output=document.path, element=element.number, value=address)
                message = f"{min(relations)} contacts {host} on every visit"
                yield Found(at=at, message=message, hint="remove this line")


def _asked(subject: Subject) -> Iterator[tuple[str, Place | On]]:
    """Yield the absolute addresses that pages, styles and scripts fetch."""
    sheets = sheets_of(subject)
    for document in subject.documents.values():
        yield from _by_page(document, sheets)
    for path, output in subject.outputs.items():
        if path.endswith(".css"):
            text = output.content.decode("utf-8", "replace")
            for address in _in_css(text):
                yield address, in_sheets(address, sheets) or On(output=path)
    for script in scripts(subject):
        for match in ASKS.finditer(script.text):
            yield match[2], script.place(match.start(2))


def _by_page(document: Document, sheets: Mapping[str, str]) -> Iterator[tuple[str, Place | On]]:
    for element in document.elements:
        css = own_text(element) if element.tag == "style" else element.attributes.get("style", "")
        for address in _in_css(css):
            at = On(output=document.path, element=element.number, value=address)
            yield address, in_sheets(address, sheets) or at
        for address in fetched(element):
            yield address, On(output=document.path, element=element.number, value=address)
        if "srcdoc" in element.attributes:
            inside = read_document(element.attributes["srcdoc"], path="", url="")
            for address, _ in _by_page(inside, sheets):
                yield address, On(output=document.path, element=element.number, value=address)


def fetched(element: Element) -> Iterator[str]:
    """Yield each address that a browser fetches for an element, without being asked."""
    for name in FETCHED.get(element.tag, ()):
        value = element.attributes.get(name, "")
        if not value:
            continue
        if element.tag == "link":
            relations = set(element.attributes.get("rel", "").lower().split())
            if not relations & FETCHED_LINKS:
                continue
        if name.endswith("srcset"):
            yield from (it for it, _ in candidates(value))
        else:
            yield value


def _in_css(css: str) -> Iterator[str]:
    if "//" in css:
        yield from (it for it in in_css(css) if ABSOLUTE.match(it))


def policies(subject: Subject) -> Iterator[Found]:
    """Yield what weakens the Content-Security-Policy that follows from a page or drawing.

    What a page fetches from other sites is told by ``third_parties`` already. Of pages without
    anything that could weaken it, one of each kind is looked at.
    """
    kinds: set[str] = set()
    for path, output in subject.outputs.items():
        document = subject.documents.get(path)
        if document and document.kind in kinds:
            html = document.html.lower()
            if not any(it in html for it in HOLES):
                continue
        if path.endswith((".html", ".svg")):
            kinds.add(document.kind if document else "")
            policy = headers(path, output.content)["Content-Security-Policy"]
            for part in policy.split("; "):
                directive, *sources = part.split(" ")
                for source in sources:
                    yield from _weak(subject, path, directive, source)


def _weak(subject: Subject, path: str, directive: str, source: str) -> Iterator[Found]:
    host = foreign_host(source, own_host(subject))
    is_stranger = host is not None and host not in subject.settings.third_parties
    if source.startswith("'unsafe-") or "*" in source:
        words = source
    elif directive == "object-src" and source != "'none'":
        words = "plug-ins"
    elif source in ("data:", "blob:") and directive in CARRIES_CODE:
        words = f"{source} addresses"
    elif is_stranger:
        words = f"the other site {host}"
    else:
        return
    at, is_asked_later = _allowing(subject, path, directive, source)
    if is_asked_later or not is_stranger:
        message = f"the page's security policy has to allow {words} ({directive})"
        hint = "do without it, or name the host in site.yaml, under checks: third_parties:"
        yield Found(at=at, message=message, hint=hint)


def _allowing(subject: Subject, path: str, directive: str, source: str) -> tuple[Place | On, bool]:
    """Return the first element of a page that needs a source, and whether only after a click.

    In a drawing, nothing else looks at what is asked for.
    """
    document = subject.documents.get(path)
    if document is None:
        return Copies(subject).place(path), True
    for element in document.elements:
        on = On(output=path, element=element.number)
        if directive == "object-src" and element.tag in ("object", "embed"):
            return on, False
        for name, value in element.attributes.items():
            at = value.lower().find(source)
            if at >= 0:
                address = re.split(r"[\"'\s<>]", value[at:])[0]
                return replace(on, value=address), name == "srcdoc"
    return On(output=path), False
