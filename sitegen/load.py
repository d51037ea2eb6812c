"""First stage: files to text and YAML trees. The only stage that reads a site's folder."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from sitegen.model import SourcePage, Sources
from sitegen.names import INVISIBLE, NAME, slug
from sitegen.problems import Problem, ProblemsFound
from sitegen.schemafile import load_contract
from sitegen.yamltext import Tree, parse

MAX_TEXT = 1 << 20
MAX_PAGE = 100_000
IGNORED = re.compile(r"^[.~#]|~$|\.(swp|swo|tmp|bak|part)$|^(Thumbs\.db|desktop\.ini)$", re.I)
# The one hidden folder that hosts serve (RFC 8615).
WELL_KNOWN = ".well-known"
# static/root/ is published as it is, but for what editors and systems leave behind.
JUNK = re.compile(
    r"^\.(DS_Store|#|_)|^#|~$|\.(swp|swo|tmp|bak|part)$|^(Thumbs\.db|desktop\.ini)$", re.I
)
MARKDOWN = re.compile(r"[.](md|markdown|mdown|mkd|mdx|txt)$", re.I)
LOOKS_LIKE_A_PAGE = re.compile(r"\.(md|markdown|mdown|mkd|mdx|txt|docx?|rtf|html?)$|\.md\.", re.I)


def load(root: Path) -> tuple[Sources, list[Problem]]:
    """Read every file of the site below ``root``; the sources hold what was readable.

    Raises ProblemsFound if there is nothing to go on: no folder, no ``schema.py`` that runs.
    """
    if not (root / "content").is_dir():
        message, hint = "there is no folder 'content'", "make it, and put index.md there"
        raise ProblemsFound([Problem(path="content", message=message, hint=hint)])
    reader = _Reader(root.resolve())
    reader.check_tops()
    contract = load_contract(root)
    settings = reader.tree("site.yaml", root / "site.yaml")
    reader.files |= dict(reader.walk("static"))
    for name, path in reader.walk("content"):
        reader.take(name, path)
    if "index.md" not in {page.path for page in reader.pages} | reader.broken:
        reader.report("content/index.md", "the site has no first page", "make content/index.md")
    sources = Sources(
        contract=contract,
        settings=settings,
        pages=tuple(reader.pages),
        data=reader.data,
        published_urls=reader.published_urls,
        files=reader.files,
        broken=frozenset(reader.broken),
    )
    return sources, reader.problems


class _Reader:
    """Reads files below one root and keeps what went wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.pages: list[SourcePage] = []
        self.data: dict[str, Tree] = {}
        self.files: dict[str, Path] = {}
        self.published_urls: tuple[tuple[int, str], ...] = ()

    def take(self, name: str, path: Path) -> None:
        """Read one file of content/, according to its name."""
        if name == "data/published-urls.txt":
            self.published_urls = _url_lines(self.text(f"content/{name}", path) or "")
        elif name.startswith("data/"):
            self._data(name.removeprefix("data/"), path)
        elif name.endswith(".md") and ".md." not in name:
            page = self.page(name, path)
            self.pages += [page] if page else []
        elif LOOKS_LIKE_A_PAGE.search(name):
            better = slug(re.sub(r"[.].*$", "", path.name)) or "page"
            verb = "rename it to" if MARKDOWN.search(name) else "save its text as"
            hint = f"{verb} {better}.md, or move it out of content/"
            self.report(f"content/{name}", f"'{path.name}' is not built: pages end in .md", hint)
        elif name in self.files:
            hint = "rename one of the two: pages find both by the same name"
            self.report(f"content/{name}", f"there is also a file static/{name}", hint)
        else:
            self.files[name] = path

    def report(self, path: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        self.problems.append(
            Problem(path=path, line=line, column=column, message=message, hint=hint)
        )

    def walk(self, folder: str) -> Iterator[tuple[str, Path]]:
        """Yield (name below the folder, path) of every file, sorted; links out are refused."""
        top = self.root / folder
        for directory, folders, names in os.walk(top, onerror=self._unlistable):
            folders[:] = sorted(
                name for name in folders if name == WELL_KNOWN or not IGNORED.search(name)
            )
            for name in [*folders, *sorted(names)]:
                path = Path(directory, name)
                inner = path.relative_to(top).as_posix()
                ignored = JUNK if f"{folder}/{inner}".startswith("static/root/") else IGNORED
                if ignored.search(name) and name != WELL_KNOWN:
                    continue
                if not _is_text(inner):
                    plain = os.fsencode(inner).decode("utf-8", "replace")
                    shown = f"{folder}/" + re.sub(r"[\x00-\x1f\x7f]", "\ufffd", plain)
                    hint = f"rename it: {folder}/{_plain(plain)}"
                    self.report(shown, "no address can be made from this name", hint)
                    continue
                if path.is_symlink() and not self._stays_inside(path, f"{folder}/{inner}"):
                    if name in folders:
                        folders.remove(name)
                elif name not in folders and self._is_ordinary(path, f"{folder}/{inner}"):
                    yield unicodedata.normalize("NFC", inner), path

    def _unlistable(self, error: OSError) -> None:
        name = os.path.relpath(error.filename, self.root)
        if Path(error.filename).name not in ("static", "templates"):
            self.report(name, f"this folder cannot be read: {error.strerror}", "check its rights")

    def check_tops(self) -> None:
        """Refuse folders and files of the site that are links out of it; look at templates."""
        for name in ("content", "static", "templates", "site.yaml", "schema.py"):
            path = self.root / name
            if path.is_symlink():
                self._stays_inside(path, name)
        for _ in self.walk("templates"):
            pass

    def _is_ordinary(self, path: Path, name: str) -> bool:
        if path.is_file():
            return True
        self._refuse(name, "this is not an ordinary file", "remove it")
        return False

    def _refuse(self, name: str, message: str, hint: str) -> None:
        """Report a file that is not read; what refers to it is not reported too."""
        self.report(name, message, hint)
        self.broken.add(name.removeprefix("content/"))

    def _stays_inside(self, path: Path, name: str) -> bool:
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            self._refuse(name, "this link leads nowhere", "remove it, or mend its target")
            return False
        if path.is_dir():
            self._refuse(name, "a link to a folder is not followed", "put a real folder here")
            return False
        if not target.is_relative_to(self.root):
            self._refuse(name, "this link leads out of the site's folder", "put a real file here")
            return False
        return True

    def text(self, name: str, path: Path) -> str | None:
        """Return the text of a file with plain line ends, or None after reporting why not."""
        try:
            content = path.read_bytes() if path.stat().st_size <= MAX_TEXT else None
        except OSError as error:
            self.report(name, f"this file cannot be read: {error.strerror}", "check its rights")
            return None
        if content is None:
            self.report(name, "this file is larger than 1 MB", "split it into several pages")
            return None
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            before = content[: error.start]
            column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
            self.report(
                name,
                "this file is not UTF-8 text",
                "save it with the encoding UTF-8 in the editor",
                before.count(b"\n") + 1,
                column,
            )
            return None
        return text if self._is_visible(name, text) else None

    def _is_visible(self, name: str, text: str) -> bool:
        found = INVISIBLE.search(text)
        if found is None:
            return True
        before = text[: found.start()]
        self.report(
            name,
            f"an invisible character (U+{ord(found[0]):04X}) stands here",
            "delete it and type the text anew",
            before.count("\n") + 1,
            len(before) - before.rfind("\n"),
        )
        return False

    def tree(self, name: str, path: Path) -> Tree | None:
        if not path.exists():
            other = path.with_suffix(".yml").name
            known = path.with_name(other).exists()
            hint = f"rename {other} to {name}" if known else "it says who the site is: name and url"
            self.report(name, f"there is no file '{name}'", hint)
            return None
        if not path.is_file():
            self.report(name, "this is not an ordinary file", "put a real file here")
            return None
        text = self.text(name, path)
        return None if text is None else self._parse(text, name)

    def _parse(self, text: str, name: str, first_line: int = 1) -> Tree | None:
        indent = re.search(r"^[ \t]*\u00a0", text, re.M)
        if indent:
            line = text.count("\n", 0, indent.end())
            self.report(
                name,
                "an invisible character (U+00A0) stands here",
                "delete the space and type it anew",
                line + first_line,
                len(indent[0]),
            )
            return None
        tree, problems = parse(text, name, first_line)
        self.problems += problems
        return tree

    def _data(self, name: str, path: Path) -> None:
        if not name.endswith(".yaml"):
            better = f"rename it to {Path(name).with_suffix('.yaml').name}"
            hint = better if name.lower().endswith((".yml", ".yaml")) else "move it out of data/"
            self.report(f"content/data/{name}", "data files end in .yaml", hint)
            self.broken.add(f"data/{Path(name).with_suffix('.yaml').as_posix()}")
            return
        tree = self.tree(f"content/data/{name}", path)
        if tree is None:
            self.broken.add(f"data/{name}")
        else:
            self.data[name] = tree

    def page(self, name: str, path: Path) -> SourcePage | None:
        """Read a page; None after reporting what is wrong with its name, text or front matter."""
        shown = f"content/{name}"
        if not all(NAME.fullmatch(part) for part in name.removesuffix(".md").split("/")):
            self.report(
                shown,
                "the name of a page becomes its address: small letters, digits and hyphens only",
                f"rename it to content/{_plain(name)}",
            )
            self.broken.add(name)
            return None
        text = self.text(shown, path)
        if text is not None and len(text) > MAX_PAGE:
            self.report(shown, "this page has more than 100,000 letters", "split it in several")
            text = None
        parts = None if text is None else self._split(text, shown)
        front = parts and self._parse(parts[0], shown, first_line=2)
        if parts is None or not front:
            self.broken.add(name)
            return None
        return SourcePage(path=name, front=front, body=parts[1], body_line=parts[0].count("\n") + 3)

    def _split(self, text: str, name: str) -> tuple[str, str] | None:
        lines = text.split("\n")
        if lines[0].rstrip() != "---":
            self.report(
                name,
                "the page does not begin with its front matter",
                "begin with a line '---', then title: and description:, then a line '---'",
            )
            return None
        end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
        if end is None:
            self.report(
                name, "the front matter never ends", "put a line '---' after its last field"
            )
            return None
        return "".join(line + "\n" for line in lines[1:end]), "\n".join(lines[end + 1 :])


def _plain(name: str) -> str:
    """Return a name with small letters, digits and hyphens only, and the ending it had."""
    ending = Path(name).suffix
    stem = name.removesuffix(ending)
    slugs = (slug(part) for part in stem.split("/"))
    return "/".join(part if part and part.isascii() else "page" for part in slugs) + ending


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return name.isprintable()


def _url_lines(text: str) -> tuple[tuple[int, str], ...]:
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
    return tuple((number, line) for number, line in lines if line and not line.startswith("#"))
