"""First stage: files to text and YAML trees. The only stage that reads a site's folder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from sitegen.contract import Contract
from sitegen.files import File, Seen
from sitegen.folders import Walker, plain_name
from sitegen.model import SourcePage, Sources
from sitegen.names import INVISIBLE, NAME, slug
from sitegen.parallel import rejoined, spread
from sitegen.problems import Problem, ProblemsFound
from sitegen.schemafile import load_contract
from sitegen.yamltext import Tree, parse

MAX_TEXT = 1 << 20
MAX_PAGE = 100_000
MARKDOWN = re.compile(r"[.](md|markdown|mdown|mkd|mdx|txt)$", re.I)
LOOKS_LIKE_A_PAGE = re.compile(r"\.(md|markdown|mdown|mkd|mdx|txt|docx?|rtf|html?)$|\.md\.", re.I)


def load(root: Path, seen: Mapping[str, Seen] | None = None) -> tuple[Sources, list[Problem]]:
    """Read every file of the site below ``root``; the sources hold what was readable.

    ``seen`` are files of an earlier build, by name below the root: what has not changed since
    is not read again. Raises ProblemsFound if there is nothing to go on: no folder, no
    ``schema.py`` that runs.
    """
    if not (root / "content").is_dir():
        message, hint = "there is no folder 'content'", "make it, and put index.md there"
        raise ProblemsFound([Problem(path="content", message=message, hint=hint)])
    reader = _Reader(root.resolve(), seen or {})
    reader.check_tops()
    reader.read_templates()
    contract = reader.contract()
    settings = reader.tree("site.yaml", reader.top_file("site.yaml"))
    reader.files |= dict(reader.walk("static"))
    for name, file in reader.walk("content"):
        reader.take(name, file)
    reader.read_pages()
    if "index.md" not in {page.path for page in reader.pages} | reader.broken:
        reader.report("content/index.md", "the site has no first page", "make content/index.md")
    sources = Sources(
        read=reader.read,
        templates=reader.templates,
        contract=contract,
        settings=settings,
        pages=tuple(reader.pages),
        data=reader.data,
        published_urls=reader.published_urls,
        files=reader.files,
        broken=frozenset(reader.broken),
    )
    return sources, reader.problems


class _Reader(Walker):
    """Reads files below one root and keeps what went wrong."""

    def __init__(self, root: Path, seen: Mapping[str, Seen]) -> None:
        super().__init__(root, seen)
        self.templates: dict[str, File] = {}
        self.taken: dict[str, File] = {}
        self.pages: list[SourcePage] = []
        self.data: dict[str, Tree] = {}
        self.files: dict[str, File] = {}
        self.published_urls: tuple[tuple[int, str], ...] = ()

    def read_templates(self) -> None:
        """Note the templates with their digests."""
        for name, file in self.walk("templates"):
            try:
                file.digest  # noqa: B018  # reads it
                self.templates[name] = file
            except OSError as error:
                message = f"this file cannot be read: {error.strerror}"
                self.report(f"templates/{name}", message, "check its rights")

    def contract(self) -> Contract:
        """Run ``schema.py``, unless it is what was run before. Raises ProblemsFound."""
        file = self.top_file("schema.py")
        try:
            known = file.recall() if file else None
        except OSError:
            known = None
        contract = known if isinstance(known, Contract) else load_contract(self.root)
        if file:
            file.parsed = contract
        return contract

    def take(self, name: str, file: File) -> None:
        """Read one file of content/, according to its name."""
        if name == "data/published-urls.txt":
            self.published_urls = _url_lines(self.text(f"content/{name}", file) or "")
        elif name.startswith("data/"):
            self._data(name.removeprefix("data/"), file)
        elif name.endswith(".md") and ".md." not in name:
            self.taken[name] = file
        elif LOOKS_LIKE_A_PAGE.search(name):
            better = slug(re.sub(r"[.].*$", "", file.path.name)) or "page"
            verb = "rename it to" if MARKDOWN.search(name) else "save its text as"
            hint = f"{verb} {better}.md, or move it out of content/"
            self.report(
                f"content/{name}", f"'{file.path.name}' is not built: pages end in .md", hint
            )
        elif name in self.files:
            hint = "rename one of the two: pages find both by the same name"
            self.report(f"content/{name}", f"there is also a file static/{name}", hint)
        else:
            self.files[name] = file

    def text(self, name: str, file: File) -> str | None:
        """Return the text of a file with plain line ends, or None after reporting why not."""
        try:
            content = file.read() if file.stamp[0] <= MAX_TEXT else None
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

    def tree(self, name: str, file: File | None) -> Tree | None:
        if file is None and not (self.root / name).exists():
            other = Path(name).with_suffix(".yml").name
            is_there = (self.root / name).with_name(other).exists()
            hint = "it says who the site is: name and url"
            hint = f"rename {other} to {name}" if is_there else hint
            self.report(name, f"there is no file '{name}'", hint)
            return None
        if file is None:
            self.report(name, "this is not an ordinary file", "put a real file here")
            return None
        known = self._recalled(file)
        if isinstance(known, Tree):
            return known
        text = self.text(name, file)
        before = len(self.problems)
        found = None if text is None else self._parse(text, name)
        file.parsed = found if len(self.problems) == before else None
        return found

    @staticmethod
    def _recalled(file: File) -> object:
        try:
            return file.recall()
        except OSError:
            return None

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

    def _data(self, name: str, file: File) -> None:
        if not name.endswith(".yaml"):
            better = f"rename it to {Path(name).with_suffix('.yaml').name}"
            hint = better if name.lower().endswith((".yml", ".yaml")) else "move it out of data/"
            self.report(f"content/data/{name}", "data files end in .yaml", hint)
            self.broken.add(f"data/{Path(name).with_suffix('.yaml').as_posix()}")
            return
        tree = self.tree(f"content/data/{name}", file)
        if tree is None:
            self.broken.add(f"data/{name}")
        else:
            self.data[name] = tree

    def read_pages(self) -> None:
        """Read the pages that were taken, each in its place; those that are known are not read."""
        known = {name: self._recalled(file) for name, file in self.taken.items()}
        new = [name for name, page in known.items() if not isinstance(page, SourcePage)]
        read = zip(new, rejoined(spread(self._new_pages, new)), strict=True)
        for name, (page, problems, broken) in read:
            self.problems += problems
            self.broken |= broken
            known[name] = page
            if page and not problems:
                self.taken[name].note(page.digest, page)
        self.pages = [page for page in known.values() if isinstance(page, SourcePage)]

    def _new_pages(
        self, names: Sequence[str]
    ) -> list[tuple[SourcePage | None, list[Problem], set[str]]]:
        """Return each page, what is wrong with it, and its name if nobody can read it."""
        found = []
        for name in names:
            reader = _Reader(self.root, {})
            page = reader._new_page(name, self.taken[name])
            found.append((page, reader.problems, reader.broken))
        return found

    def _new_page(self, name: str, file: File) -> SourcePage | None:
        shown = f"content/{name}"
        if not all(NAME.fullmatch(part) for part in name.removesuffix(".md").split("/")):
            self.report(
                shown,
                "the name of a page becomes its address: small letters, digits and hyphens only",
                f"rename it to content/{plain_name(name)}",
            )
            self.broken.add(name)
            return None
        text = self.text(shown, file)
        if text is not None and len(text) > MAX_PAGE:
            self.report(shown, "this page has more than 100,000 letters", "split it in several")
            text = None
        parts = None if text is None else self._split(text, shown)
        front = parts and self._parse(parts[0], shown, first_line=2)
        if parts is None or not front:
            self.broken.add(name)
            return None
        line = parts[0].count("\n") + 3
        return SourcePage(
            path=name,
            digest=file.digest,
            front=front,
            body_line=line,
            read_body=partial(str, parts[1]),
        )

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


def _url_lines(text: str) -> tuple[tuple[int, str], ...]:
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
    return tuple((number, line) for number, line in lines if line and not line.startswith("#"))
