"""Follow every address of a built site on disk, as a browser at a host would, without a network."""

import html.parser
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

HOST = "http://host.example"
NOT_FOUND = "404.html"
URL_ATTRIBUTES = {"href", "src", "poster", "data", "action", "formaction", "cite"}
SRCSETS = {"srcset", "imagesrcset"}
META_ADDRESSES = re.compile(r"(og|twitter):(url|image|video|audio)(:url|:secure_url)?")
FETCHED = {"img", "source", "script", "video", "audio", "track", "iframe", "embed", "object"}
FETCHED_LINKS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload"}
HINTS = {"preconnect", "dns-prefetch", "prefetch", "prerender"}
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Found:
    """An address as written in a file of the site, and what wrote it."""

    file: str
    address: str
    by: str
    fetched: bool = False


@dataclass(slots=True)
class Page:
    """What one HTML file holds."""

    found: list[Found] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    is_redirect: bool = False


@dataclass(slots=True)
class Crawl:
    """``reached``: files that some other file leads to. ``clicked``: those that visitors reach
    from the first page by links alone. ``foreign``: addresses of other hosts.
    """

    broken: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    clicked: set[str] = field(default_factory=set)
    foreign: list[Found] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Reader(html.parser.HTMLParser):
    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.page = Page()
        self._raw = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "id" in attributes:
            self.page.ids.append(attributes["id"])
        if tag == "a" and "name" in attributes:
            self.page.ids.append(attributes["name"])
        if tag == "meta":
            self._meta(attributes)
            return
        rel = set(attributes.get("rel", "").split())
        fetched = tag in FETCHED or (tag == "link" and bool(rel & (FETCHED_LINKS | HINTS)))
        for name, value in attributes.items():
            if name in URL_ATTRIBUTES:
                self._add(value, f"{tag} {name}", fetched)
            elif name in SRCSETS:
                for part in value.split(","):
                    self._add(part.strip().split(" ")[0], f"{tag} {name}", fetched=True)
            elif name == "style":
                self._css(value)
        if tag in ("style", "script"):
            self._raw = "json" if attributes.get("type") == "application/ld+json" else tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._raw = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._raw = ""

    def handle_data(self, data: str) -> None:
        if self._raw == "style":
            self._css(data)
        elif self._raw == "json":
            for address in _strings(json.loads(data)):
                if address.startswith(("http://", "https://")):
                    self._add(address, "JSON-LD")

    def _meta(self, attributes: dict[str, str]) -> None:
        content = attributes.get("content", "")
        if attributes.get("http-equiv", "").lower() == "refresh":
            self.page.is_redirect = True
            self._add(content.partition("url=")[2], "refresh")
        name = attributes.get("property") or attributes.get("name") or ""
        if META_ADDRESSES.fullmatch(name):
            self._add(content, name)

    def _css(self, text: str) -> None:
        for quoted, imported in CSS_URL.findall(text):
            self._add(quoted or imported, "css", fetched=True)

    def _add(self, address: str, by: str, fetched: bool = False) -> None:
        self.page.found.append(Found(self.file, address, by, fetched))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "@context":
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def read_page(file: str, text: str) -> Page:
    """Return what an HTML file holds."""
    reader = _Reader(file)
    reader.feed(text)
    reader.close()
    return reader.page


def _addresses(file: str, text: str) -> Iterator[Found]:
    """Yield the addresses of a file that is not HTML."""
    if file.endswith(".xml"):
        for element in ElementTree.fromstring(text).iter():
            name = element.tag.rpartition("}")[2]
            if "href" in element.attrib:
                yield Found(file, element.attrib["href"], name)
            if name in ("loc", "id") and (element.text or "").startswith("http"):
                yield Found(file, element.text or "", name)
    elif file.endswith("robots.txt"):
        for address in re.findall(r"^Sitemap: (.*)$", text, re.M):
            yield Found(file, address, "Sitemap")
    elif file.endswith(".webmanifest"):
        told = json.loads(text)
        yield Found(file, told["start_url"], "start_url")
        for icon in told["icons"]:
            yield Found(file, icon["src"], "icon", fetched=True)
    elif file.endswith((".vcf", ".ics")):
        unfolded = text.replace("\r\n ", "")
        for address in re.findall(r"^URL[^:]*:(.*?)\r?$", unfolded, re.M):
            yield Found(file, address, "URL")
    elif file.endswith((".css", ".svg")):
        for quoted, imported in CSS_URL.findall(text):
            yield Found(file, quoted or imported, "css", fetched=True)


def crawl(folder: Path, *, site_url: str, base: str = "/", root_page: bool = True) -> Crawl:
    """Read every file of a built site that stands under ``base`` and follow its addresses.

    Addresses that begin with ``site_url`` count as the site's own. Without ``root_page``, the
    links of 404.html are left out: they count from the host's root, as ``site_url`` says.
    """
    result = Crawl()
    result.files = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    }
    others: list[Found] = []
    for file in sorted(result.files):
        if file.endswith(".html"):
            result.pages[file] = read_page(file, (folder / file).read_text("utf-8"))
        elif file.endswith((".xml", ".txt", ".webmanifest", ".vcf", ".ics", ".css", ".svg")):
            others += _addresses(file, (folder / file).read_bytes().decode("utf-8"))
    links: dict[str, set[str]] = {}
    for found in [*(it for page in result.pages.values() for it in page.found), *others]:
        if found.file == NOT_FOUND and not root_page:
            continue
        target = _follow(found, result, site_url, base)
        if target and target != found.file:
            result.reached.add(target)
        if target and found.by.startswith("a "):
            links.setdefault(found.file, set()).add(target)
    waiting = ["index.html"]
    while waiting:
        file = waiting.pop()
        if file not in result.clicked:
            result.clicked.add(file)
            waiting += sorted(links.get(file, ()))
    for file, page in result.pages.items():
        twice = {name for name in page.ids if page.ids.count(name) > 1}
        result.broken += [f"{file}: the id '{name}' is there twice" for name in sorted(twice)]
    return result


def _follow(found: Found, result: Crawl, site_url: str, base: str) -> str | None:
    """Return the file that an address of the site leads to; note what is wrong with it."""
    address = found.address
    if address.startswith(site_url.rstrip("/")):
        rest = address.removeprefix(site_url.rstrip("/"))
        if rest and not rest.startswith(("/", "#", "?")):
            result.foreign.append(found)
            return None
        whole = HOST + base.rstrip("/") + (rest or "/")
    elif urlsplit(address).scheme in ("mailto", "tel", "sms", "data"):
        return None
    else:
        here = HOST + base + re.sub(r"(^|/)index\.html$", r"\1", found.file)
        whole = urljoin(here, address)
    if not whole.startswith(HOST):
        result.foreign.append(found)
        return None
    parts = urlsplit(whole)
    wrong = f"{found.file}: {found.by} '{address}'"
    if not address or not parts.path.startswith(base) or "//" in parts.path:
        result.broken.append(f"{wrong} leads out of the site")
        return None
    file = unquote(parts.path.removeprefix(base))
    if not file or file.endswith("/"):
        file += "index.html"
    if file not in result.files:
        result.broken.append(f"{wrong} leads to nothing")
        return None
    anchor = unquote(parts.fragment)
    if anchor and file in result.pages and anchor not in result.pages[file].ids:
        result.broken.append(f"{wrong} leads to no place '#{anchor}'")
    if posixpath.basename(file) == "index.html" and address.endswith("index.html"):
        result.broken.append(f"{wrong} names index.html")
    return file
