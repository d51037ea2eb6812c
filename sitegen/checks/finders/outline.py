"""Finders for the frame of a page: language, headings, landmarks, tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sitegen.checks.addresses import Addresses
from sitegen.checks.document import Document, Element
from sitegen.checks.finders.language_tags import wrong_language
from sitegen.checks.finders.spoken import HEADINGS, is_focusable, is_hidden, name_of
from sitegen.checks.found import Found
from sitegen.checks.numbers import whole
from sitegen.checks.onpage import found_on, part, read_by_visitors
from sitegen.checks.subject import Subject

LANDMARKS = {
    **{"nav": "navigation", "aside": "complementary", "main": "main", "search": "search"},
    **{"form": "form", "section": "region", "header": "banner", "footer": "contentinfo"},
}
ONLY_IF_NAMED = ("form", "section")
ONLY_OF_PAGE = ("header", "footer")
SECTIONING = frozenset("article aside main nav section".split())


def languages(subject: Subject) -> Iterator[Found]:
    """Find pages and parts of them whose language is missing or is none."""
    site = subject.site.settings.language
    for document in read_by_visitors(subject):
        html = next(iter(document.every("html")), None)
        if html and not html.attributes.get("lang", "").strip():
            message = "the page does not say which language it is in"
            yield found_on(document, html, message=message, hint=f'write <html lang="{site}">')
        for it in document.elements:
            lang = it.attributes.get("lang")
            words = wrong_language(lang) if lang else None
            if words:
                yield found_on(document, it, message=words[0], hint=words[1])
            elif lang and it is html and document.kind and not _may_be(subject, document, lang):
                message = f"the page says that it is in '{lang}', the site is in '{site}'"
                yield found_on(document, it, message=message, hint=f'write <html lang="{site}">')


def _may_be(subject: Subject, document: Document, lang: str) -> bool:
    """Say whether a page may be in a language: the site's, or that of a translation it is."""
    if _speaks(lang, subject.site.settings.language):
        return True
    addresses = subject.once(Addresses)
    named = (it.attributes for it in document.every("link") if it.attributes.get("hreflang"))
    own = (it.get("href", "") for it in named if _speaks(lang, it["hreflang"]))
    return any((addresses.inner(it, document.url) or ("",))[0] == document.path for it in own)


def _speaks(lang: str, other: str) -> bool:
    return lang.lower().partition("-")[0] == other.lower().partition("-")[0]


def headings(subject: Subject) -> Iterator[Found]:
    """Find pages without one title, headings that skip a level, headings without words."""
    for document in read_by_visitors(subject):
        shown = [it for it in document.elements if _level(it) and not is_hidden(it)]
        titles = [it for it in shown if _level(it) == 1]
        if document.kind and not titles:
            body = part(document, "main", "body")
            message = "the page has no heading of the first level"
            yield found_on(
                document, body, message=message, hint="give it one <h1>: what it is about"
            )
        for it in titles[1:]:
            message = "a second heading of the first level"
            yield found_on(document, it, message=message, hint="write <h2>: a page has one title")
        before = 0
        for it in shown:
            level = _level(it)
            if not name_of(it, document):
                hint = "put words into it, or remove it"
                yield found_on(document, it, message="this heading is empty", hint=hint)
            if before and level > before + 1:
                message = f"a heading of level {level} follows one of level {before}"
                wanted = before + 1
                hint = f"write a heading of level {wanted}: <h{wanted}>, or {'#' * wanted}"
                yield found_on(document, it, message=message, hint=hint)
            before = level


def _level(element: Element) -> int:
    given = element.attributes
    if element.tag in HEADINGS and given.get("role", "heading") == "heading":
        own = int(element.tag[1])
    elif given.get("role") == "heading":
        own = 2
    else:
        return 0
    return whole(given.get("aria-level", "")) or own


def main_parts(subject: Subject) -> Iterator[Found]:
    """Find pages without one main part, and parts of one kind that cannot be told apart."""
    for document in subject.pages:
        mains = [it for it in document.elements if _landmark(it, document) == "main"]
        shown = [it for it in mains if not is_hidden(it)]
        if not shown:
            body = part(document, "body")
            hint = "put what the page is about into <main>, without header and footer"
            yield found_on(document, body, message="the page has no <main>", hint=hint)
        for it in shown[1:]:
            hint = "a page has one main part: make the others <section> or <div>"
            yield found_on(document, it, message="a second <main>", hint=hint)
        yield from _alike(document)


def _alike(document: Document) -> Iterator[Found]:
    met: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for it in document.elements:
        role = _landmark(it, document)
        if role and role != "main" and not is_hidden(it):
            met[role, name_of(it, document).casefold()].append(it)
    for (role, name), them in met.items():
        for it in them[1:]:
            known = f"both named '{name}'" if name else "both without a name"
            message = f"two parts of the kind {role} cannot be told apart: {known}"
            hint = 'name each: aria-label="Main menu", aria-label="Breadcrumbs"'
            yield found_on(document, it, message=message, hint=hint)


def _landmark(element: Element, document: Document) -> str:
    role = element.attributes.get("role", "")
    if role:
        return role if role in LANDMARKS.values() else ""
    tag = element.tag
    if tag not in LANDMARKS or (tag in ONLY_IF_NAMED and not name_of(element, document)):
        return ""
    around = {it.tag for it in element.above() if it is not element}
    is_of_part = tag in ONLY_OF_PAGE and around & SECTIONING
    is_remark = (
        tag == "aside" and around & (SECTIONING - {"main"}) and not name_of(element, document)
    )
    return "" if is_of_part or is_remark else LANDMARKS[tag]


def skip_links(subject: Subject) -> Iterator[Found]:
    """Find pages whose first stop does not lead to the main part."""
    for document in subject.pages:
        first = next(
            (it for it in document.elements if is_focusable(it) and not is_hidden(it)), None
        )
        main = document.main
        if first is None or main is None or main in first.above():
            continue
        target = document.ids.get(first.attributes.get("href", "").removeprefix("#"))
        if target is None or not (main in target.above() or target in main.above()):
            message = "the first link of the page does not lead to its main part"
            hint = 'begin the body with <a class="skip-link" href="#main">Skip to the text</a>'
            yield found_on(document, first, message=message, hint=hint)


def tables(subject: Subject) -> Iterator[Found]:
    """Find tables whose cells do not say what they are about."""
    for document in read_by_visitors(subject):
        for table in document.every("table"):
            if table.attributes.get("role") in ("presentation", "none"):
                continue
            own = [it for it in table.every("tr") if _table_of(it) is table]
            rows = [[it for it in row.every("th", "td") if it.parent is row] for row in own]
            heads = [cell for row in rows for cell in row if cell.tag == "th"]
            if not heads and any(rows):
                hint = "make the cells of the first row or column <th>"
                yield found_on(
                    document, table, message="this table has no heading for its cells", hint=hint
                )
            corner = rows[0][:1] if rows else []
            for cell in heads:
                if cell not in corner and not name_of(cell, document):
                    hint = "put words into it, or make it a plain cell: <td>"
                    yield found_on(
                        document, cell, message="this heading of a table is empty", hint=hint
                    )
            yield from _ambiguous(document, rows)


def _table_of(element: Element) -> Element | None:
    return next((it for it in element.above() if it.tag == "table"), None)


def _ambiguous(document: Document, rows: list[list[Element]]) -> Iterator[Found]:
    """Yield headings without scope that stand in a row and a column with plain cells."""
    if any("rowspan" in it.attributes or "colspan" in it.attributes for row in rows for it in row):
        return
    for row in rows:
        for at, cell in enumerate(row):
            column = [other[at] for other in rows if at < len(other)]
            is_mixed = any(it.tag == "td" for it in row) and any(it.tag == "td" for it in column)
            if cell.tag == "th" and is_mixed and "scope" not in cell.attributes:
                message = "it is not clear which cells this heading of a table is for"
                hint = 'write scope="col" for those below it, scope="row" for those beside it'
                yield found_on(document, cell, message=message, hint=hint)


def tables_without_title(subject: Subject) -> Iterator[Found]:
    """Find tables under one heading that do not say what they show."""
    for document in read_by_visitors(subject):
        met: dict[int, list[Element]] = defaultdict(list)
        heading = -1
        for it in document.elements:
            if _level(it):
                heading = it.number
            elif it.tag == "table" and it.attributes.get("role") not in ("presentation", "none"):
                met[heading].append(it)
        for them in met.values():
            for it in them if len(them) > 1 else ():
                if not name_of(it, document):
                    message = "more tables stand under this heading, and this one has no title"
                    hint = "give it <caption>, or a heading of its own"
                    yield found_on(document, it, message=message, hint=hint)
