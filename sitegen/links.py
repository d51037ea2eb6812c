"""What a link in Markdown points at, and the URL paths of pages."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from sitegen.htmlcheck import unsafe_scheme


@dataclass(frozen=True, slots=True)
class Target:
    """``name`` is a web address, or a page or file by its path below content/ or static/."""

    kind: Literal["web", "page", "file"]
    name: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class BadTarget:
    """A target that cannot be meant, in words for a Problem."""

    message: str
    hint: str


def read_target(typed: str, page: str) -> Target | BadTarget:
    """Read a link's target as typed on ``page`` (a source path)."""
    if not typed.strip():
        return BadTarget("this link leads nowhere", "write [words](page.md)")
    unsafe = unsafe_scheme(typed)
    if unsafe:
        return BadTarget(
            f"'{unsafe}' links are not allowed", "link to a page, https:, mailto: or tel:"
        )
    if typed.startswith("//"):
        return BadTarget(f"'{typed}' has no https:", f"write https:{typed}")
    if typed.lower().startswith(("https:", "http:", "mailto:", "tel:", "sms:")):
        return _web(typed)
    path, _, anchor = typed.partition("#")
    path, anchor = unicodedata.normalize("NFC", unquote(path)), unquote(anchor)
    if not path:
        return Target("page", page, anchor)
    if path.startswith("/"):
        return BadTarget(
            f"'{typed}' is an address, not a file",
            "link by the file, as seen from this page: [words](../folder/page.md)",
        )
    return _local(typed, path, anchor, page)


def _web(typed: str) -> Target | BadTarget:
    if not typed.partition(":")[2].strip("/"):
        return BadTarget(f"'{typed}' leads nowhere", "write the whole address")
    try:
        parts = urlsplit(typed)
    except ValueError:
        return BadTarget(f"'{typed}' is not a web address", "copy the address anew")
    if parts.scheme.lower() in ("http", "https") and not parts.netloc:
        return BadTarget(f"'{typed}' is not a web address", "for example https://www.example.com/")
    return Target("web", typed)


def _local(typed: str, path: str, anchor: str, page: str) -> Target | BadTarget:
    whole = posixpath.normpath(posixpath.join("content", posixpath.dirname(page), path))
    for folder in ("content/", "static/"):
        if whole.startswith(folder):
            name = whole.removeprefix(folder)
            break
    else:
        return BadTarget(f"'{typed}' leads out of content/", "link to a page or a file inside it")
    if path.startswith("www."):
        return BadTarget(f"'{typed}' has no https:", f"write https://{typed}")
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", path):
        return BadTarget(f"'{typed}' has no mailto:", f"write mailto:{typed}")
    if " " in path and path.rpartition(" ")[2].endswith(".md"):
        return BadTarget(f"there is no page '{typed}'", "names of pages have no spaces")
    if path.endswith("/") or "." not in posixpath.basename(name):
        index = path.rstrip("/")
        return BadTarget(
            f"'{typed}' is a folder", f"link to a page: {index}/index.md or {index}.md"
        )
    return Target("page" if name.endswith(".md") else "file", name, anchor)


def page_url(source: str) -> str:
    """Return the URL path of a page: ``a/b.md`` is ``/a/b/``, ``a/index.md`` is ``/a/``."""
    bare = source.removesuffix(".md")
    bare = bare.removesuffix("index") if bare == "index" or bare.endswith("/index") else bare + "/"
    return "/" + bare


def output_path(url: str) -> str:
    """Return the file that answers a URL path: ``/a/`` is ``a/index.html``."""
    path = url.lstrip("/")
    if not path or path.endswith("/"):
        return path + "index.html"
    return path if "." in posixpath.basename(path) else path + "/index.html"


def relative(target: str, base: str) -> str:
    """Return the URL that leads from page ``base`` to ``target`` (URL paths of one site)."""
    if target == base:
        return "./" if base.endswith("/") else posixpath.basename(base)
    *here, _ = base.split("/")
    *there, name = target.split("/")
    common = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        common += 1
    steps = [*[".."] * (len(here) - common), *there[common:], name]
    return "/".join(steps) or "./"


class Taken:
    """Which URL paths are answered, and by what: no two may need the same file or folder.

    File systems that do not tell capitals from small letters must hold the site too.
    """

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, url: str, owner: str) -> str | None:
        """Note that ``url`` is answered by ``owner``; return what stands in the way, if anything.

        What came first stays.
        """
        path = output_path(url).lower()
        in_the_way = self._by(path)
        self._owners.setdefault(path, owner)
        for folder in _parents(path):
            if folder in self._folders:
                break
            self._folders[folder] = owner
        return in_the_way

    def by(self, url: str) -> str | None:
        """Return what stands in the way of answering ``url``."""
        return self._by(output_path(url).lower())

    def _by(self, path: str) -> str | None:
        if path in self._owners:
            return self._owners[path]
        for folder in _parents(path):
            if folder in self._owners:
                return self._owners[folder]
        return self._folders.get(path)


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
