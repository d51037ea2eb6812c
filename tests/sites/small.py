"""Small sites made of strings, and what a test asks of a built one."""

import datetime
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sitegen import pipeline
from sitegen.model import Output
from sitegen.pipeline import Built
from sitegen.problems import Problem, ProblemsFound

REPO = Path(__file__).parents[2]
PRACTICE = ("content", "templates", "static", "schema.py", "site.yaml")
DAY = "2026-06-15"
BUILT = "2026-12-01"

SITE_YAML = """\
name: Small Site
url: https://small.example/
"""

FRAME = "<title>{{ page.title }}</title>\n{{ page.body }}\n"


def page(body: str = "Text.", title: str = "A page", **fields: object) -> str:
    """Return a page's Markdown file; ``from_`` writes the field ``from``."""
    front = {"title": title, "description": f"About {title}.", **fields}
    lines = "".join(f"{name.rstrip('_')}: {value}\n" for name, value in front.items())
    return f"---\n{lines}---\n{body}\n"


def small_site(root: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Make a site that builds, changed by ``files``: texts by path."""
    basis = {
        "site.yaml": SITE_YAML,
        "content/index.md": page(title="First page"),
        "templates/page.html": FRAME,
        "templates/tags.html": FRAME,
        "templates/tag.html": FRAME,
    }
    return put(root, {**basis, **(files or {})})


def put(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below ``root``, in the order given."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def make(root: Path, day: str = DAY, *, drafts: bool = False, release: bool = False) -> Built:
    """Build a site in memory as it is on ``day``."""
    return pipeline.make(
        root,
        now=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC),
        as_of=datetime.date.fromisoformat(day),
        drafts=drafts,
        release=release,
    )


def outputs(root: Path, day: str = DAY, *, drafts: bool = False) -> dict[str, str]:
    """Return every text file of the site as it is on ``day``."""
    return texts(make(root, day, drafts=drafts).outputs)


def texts(made: tuple[Output, ...]) -> dict[str, str]:
    """Return the outputs that are text, by path."""
    binary = (".png", ".jpg", ".webp", ".avif", ".ico")
    return {it.path: it.content.decode() for it in made if not it.path.endswith(binary)}


def problems(root: Path, day: str = DAY) -> tuple[Problem, ...]:
    """Return what is wrong with the site."""
    try:
        make(root, day)
    except ProblemsFound as found:
        return found.problems
    return ()


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder`` by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digest(folder: Path) -> str:
    """Return a digest of all names and bytes below ``folder``; of nothing if it is missing."""
    found = hashlib.blake2b(digest_size=16)
    for name, content in files_in(folder).items():
        found.update(f"{name}\0{len(content)}\0".encode() + content)
    return found.hexdigest() if folder.is_dir() else "no folder"


def copy_practice(target: Path) -> Path:
    """Copy the practice's own site."""
    target.mkdir()
    for name in PRACTICE:
        if (REPO / name).is_dir():
            shutil.copytree(REPO / name, target / name)
        else:
            shutil.copyfile(REPO / name, target / name)
    return target


@cache
def built_practice(top: Path) -> Path:
    """Copy the practice's own site and build it as of BUILT, once below ``top``: never change it.

    The first build draws every social card, which takes seconds; later ones find them.
    """
    root = copy_practice(top / "practice")
    done = run("build", "--root", root, "--as-of", BUILT)
    assert done.returncode == 0, done.stderr
    return root


def copy_sources(
    root: Path, target: Path, *, backwards: bool = False, with_cache: bool = True
) -> Path:
    """Copy a site without what was built from it, file by file."""
    for path in sorted(root.rglob("*"), reverse=backwards):
        inner = path.relative_to(root)
        wanted = inner.parts[0] != "public" and (with_cache or inner.parts[0] != ".cache")
        if wanted and path.is_file():
            (target / inner).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / inner)
    return target


def command(*arguments: str | Path) -> list[str]:
    """Return the words that run ``build.py`` with ``arguments``."""
    return [sys.executable, str(REPO / "build.py"), *map(str, arguments)]


def hear_ctrl_c() -> None:
    """Let a process hear Ctrl+C, which one that was started in the background would not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(
    *arguments: str | Path,
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    umask: int = 0o022,
) -> "subprocess.CompletedProcess[str]":
    """Run ``build.py`` in a process of its own."""
    return subprocess.run(
        command(*arguments),
        env={**os.environ, **(environ or {})},
        cwd=cwd,
        umask=umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )
