"""Which engine this is: what it built, another engine need not build the same."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

ENGINE = Path(__file__).parent


@cache
def identity() -> str:
    """Return a digest of the engine's own files, of Python, and of the packages beside it."""
    found = blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(ENGINE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            content = path.read_bytes()
            found.update(f"{path.relative_to(ENGINE)}\0{len(content)}\0".encode() + content)
    for name in _packages():
        found.update(name.encode())
    return found.hexdigest()


def _packages() -> list[str]:
    """Return names and versions of the installed packages, as their folders tell."""
    spec = find_spec("jinja2")
    folder = Path(spec.origin).parents[1] if spec and spec.origin else ENGINE
    return sorted(it.name for it in folder.iterdir() if it.name.endswith(".dist-info"))
