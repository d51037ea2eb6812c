"""Whether a build really wrote every page of the corpus, whole and in its newest state."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from benchmarks.corpus import ADDRESS, OPEN_LINK, SITE, Corpus, Page, section_title

TITLE = re.compile(r"<title>([^<]*)</title>")
HEADING = re.compile(r"<h1[^>]*>([^<]*)</h1>")
LINK = re.compile(r'<a [^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.S)
NAV = re.compile(r'<nav aria-label="(\w+)">(.*?)</nav>', re.S)
FOREIGN = re.compile(r"\]\((https:[^)]*)\)")
LIST_ENTRY = re.compile(r"^ *- ", re.M)
TABLE_ROW = re.compile(r"^\|", re.M)


def mistakes(corpus: Corpus, output: Path, base: str = ADDRESS) -> list[str]:
    """Return what is wrong with a built site; nothing if every page is there and right.

    A list or page that shows a title of another edition is called stale. ``base`` is the site's
    address in absolute links.
    """
    return list(_mistakes(corpus, output, base))


def _mistakes(corpus: Corpus, output: Path, base: str) -> Iterator[str]:
    names = ["", *corpus.sections, *(page.name for page in corpus.pages)]
    found = {name: _text(output, name) for name in names}
    missing = [name for name in names if not found[name]]
    for name in missing:
        yield f"missing: /{name}"
    for page in corpus.pages:
        if found[page.name]:
            yield from _page_mistakes(page, found[page.name], corpus.sections, base)
    for section, titles in corpus.titles().items():
        text = found[section]
        if not text:
            continue
        yield from _frame_mistakes(section, section_title(section), text, corpus.sections, base)
        listed = {_place(href, section, base): _words(it) for href, it in LINK.findall(_main(text))}
        if listed.keys() != titles.keys():
            yield f"list: /{section} has {len(listed)} of {len(titles)} pages"
        for name in sorted(listed.keys() & titles.keys()):
            if listed[name] != titles[name]:
                yield f"stale: /{section} calls /{name} '{listed[name]}'"
    if found[""]:
        yield from _frame_mistakes("", SITE, found[""], corpus.sections, base)
    yield from _sitemap_mistakes(set(names), output)


def page_mistakes(page: Page, text: str, sections: tuple[str, ...], base: str) -> list[str]:
    """Return what is wrong with the text of one page."""
    return list(_page_mistakes(page, text, sections, base))


def _page_mistakes(page: Page, text: str, sections: tuple[str, ...], base: str) -> Iterator[str]:
    yield from _frame_mistakes(page.name, page.title, text, sections, base)
    main = _main(text)
    if page.closing not in main:
        yield f"stale: /{page.name} lacks '{page.closing}'"
    expected = {
        "<h2": page.body.count("\n## "),
        "<h3": page.body.count("\n### "),
        "<li": len(LIST_ENTRY.findall(page.body)),
        "<tr": len(TABLE_ROW.findall(page.body)) - 1,
        "<strong": page.body.count("**") // 2,
    }
    for tag, count in expected.items():
        if main.count(tag) != count:
            yield f"text: /{page.name} has {main.count(tag)} {tag}>, not {count}"
    targets = [_place(href, page.name, base) for href, _ in LINK.findall(main)]
    wanted = {*OPEN_LINK.findall(page.body), *FOREIGN.findall(page.body)}
    if set(targets) != wanted:
        yield f"links: /{page.name} leads to {sorted(targets)}, not {sorted(wanted)}"
    quotes = html.unescape(main).count("“")
    if quotes != page.body.count('"') // 2:
        yield f"text: /{page.name} has {quotes} opening quotes, not {page.body.count(chr(34)) // 2}"


def _frame_mistakes(
    name: str, title: str, text: str, sections: tuple[str, ...], base: str
) -> Iterator[str]:
    shown = [_words(it[1]) if it else "" for it in (TITLE.search(text), HEADING.search(text))]
    if shown != [f"{title} | {SITE}", title]:
        yield f"stale: /{name} is called {shown}, not '{title}'"
    if not text.rstrip().endswith("</html>"):
        yield f"cut: /{name} does not end with </html>"
    navs = {label: LINK.findall(links) for label, links in NAV.findall(text)}
    menu = {section: section_title(section) for section in sections}
    for label in ("Main", "Sections"):
        places = {_place(href, name, base): _words(it) for href, it in navs.get(label, ())}
        if places != menu:
            yield f"menu: /{name} has {sorted(places)} in '{label}'"
    above = ["", name.partition("/")[0]] if "/" in name else [""] if name else []
    trail = [_place(href, name, base) for href, _ in navs.get("Breadcrumbs", ())]
    if trail != above:
        yield f"trail: /{name} has {trail}, not {above}"


def _sitemap_mistakes(names: set[str], output: Path) -> Iterator[str]:
    path = output / "sitemap.xml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    listed = {_place(it, "", ADDRESS) for it in re.findall(r"<loc>([^<]*)</loc>", text)}
    if listed != names:
        yield f"sitemap: {len(listed & names)} of {len(names)} pages, {len(listed - names)} others"


def _text(output: Path, name: str) -> str:
    path = output / name / "index.html"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _main(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def _words(markup: str) -> str:
    return html.unescape(markup).replace("’", "'").strip()


@lru_cache(maxsize=100_000)
def _place(href: str, name: str, base: str) -> str:
    """Return the name of the page that a link leads to, or the address of a foreign one."""
    if href.startswith(base):
        href = "/" + href.removeprefix(base)
    if ":" in href:
        return href
    return posixpath.normpath(posixpath.join("/", name, href)).strip("/")
