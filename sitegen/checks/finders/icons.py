"""The icons of a site: in the browser's tab, and on a phone's home screen."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator

from sitegen.checks.addresses import Addresses
from sitegen.checks.copies import Copies
from sitegen.checks.document import Element
from sitegen.checks.finders.pictures import pixels
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject

TOUCH = 180
INSTALLED = (192, 512)


def tab_icons(subject: Subject) -> Iterator[Found]:
    """Yield pages without an icon, and icons of another size than is told."""
    known = subject.once(Addresses)
    for document in subject.pages:
        links = [it for it in document.every("link") if "icon" in it.attributes.get("rel", "")]
        if not links and "favicon.ico" not in subject.outputs:
            message = "the page has no icon for the browser's tab"
            hint = "put a favicon.ico into static/root/"
            yield found_on(document, document.root, message=message, hint=hint)
        for link in links:
            address = link.attributes.get("href", "")
            target = known.inner(address, document.url)
            found = pixels(subject, target[0]) if target and target[0] in subject.outputs else None
            for words in _wrong_icon(link, found) if found else ():
                message, hint = words, "mend the size it names, or the file"
                yield found_on(document, link, message=message, hint=hint, value=address)


def _wrong_icon(link: Element, found: tuple[int, int]) -> Iterator[str]:
    width, height = found
    told = link.attributes.get("sizes", "").lower().split()
    if told and told != ["any"] and f"{width}x{height}" not in told:
        yield f"the icon is {width} x {height} pixels, not {' or '.join(told)}"
    if "apple-touch-icon" in link.attributes["rel"] and (width != height or width < TOUCH):
        yield f"the icon for phones is {width} x {height} pixels; {TOUCH} x {TOUCH} are needed"


def manifest_icons(subject: Subject) -> Iterator[Found]:
    """Yield what is wrong with the icons of web manifests that pages name."""
    known, copies = subject.once(Addresses), Copies(subject)
    linked = {
        target[0]
        for document in subject.pages
        for link in document.every("link")
        if "manifest" in link.attributes.get("rel", "").split()
        for target in [known.inner(link.attributes.get("href", ""), document.url)]
        if target and target[0] in subject.outputs
    }
    for path in sorted(linked):
        for message in _wrong_manifest(subject, known, path):
            hint = "put an icon.png of 512 x 512 pixels into static/: the build makes the rest"
            yield Found(at=copies.place(path), message=message, hint=hint)


def _wrong_manifest(subject: Subject, known: Addresses, path: str) -> Iterator[str]:
    try:
        manifest = json.loads(subject.outputs[path].content)
        icons = [(str(it["src"]), str(it.get("sizes", ""))) for it in manifest.get("icons", [])]
    except (ValueError, TypeError, KeyError, AttributeError):
        yield f"{path} cannot be read as a web manifest"
        return
    there = set()
    for source, told in icons:
        target = known.inner(source, "/" + path)
        if target is None or target[0] not in subject.outputs:
            yield f"the icon '{source}' in {path} is not there"
            continue
        found = pixels(subject, target[0])
        there |= {found[0]} if found and found[0] == found[1] else set()
        if found and told.lower().split() != [f"{found[0]}x{found[1]}"]:
            name = re.sub(r"\.[0-9a-f]{10}\.", ".", posixpath.basename(source))
            size = f"{found[0]} x {found[1]} pixels"
            yield f"the icon {name} is {size}, not {told or 'of the size that is missing here'}"
    for wanted in INSTALLED:
        if not any(it >= wanted for it in there) and not any(told == "any" for _, told in icons):
            yield f"{path} names no icon of {wanted} x {wanted} pixels"
