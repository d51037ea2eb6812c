"""What stands at a place: the release there, the one before it, and what is under way."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urljoin

from pydantic import AfterValidator, Field

from sitegen.contract import adapter
from sitegen.headers import headers
from sitegen.letters import readable
from sitegen.publish.pagetext import Page, page_of, texts_written
from sitegen.publish.transport import PRIVATE, About, Unreachable

FORMAT = 1
STATE, INTENT, OBJECTS = f"{PRIVATE}manifest.json", f"{PRIVATE}intent.json", f"{PRIVATE}objects/"
REFRESH = re.compile(
    rb"""<meta\s+http-equiv=["']?refresh["']?\s+content=["']0;\s*url=([^"']+)["']""", re.I
)


def _inner(path: str) -> str:
    """Refuse a path that would lead out of the place."""
    parts = path.split("/")
    if not path or "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise ValueError("not a path inside the site")
    return path


InnerPath = Annotated[str, AfterValidator(_inner)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A published file: digest and size of its content, and what is told with it."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: int
    type: str
    cache: str
    redirect: str = ""

    @property
    def about(self) -> About:
        """What a visitor is told with it."""
        return About(type=self.type, cache=self.cache, redirect=self.redirect)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """All files of a site as it was published; ``id`` is a digest of them.

    ``texts`` is the digest of what its pages say, kept for telling what changes.
    """

    id: str
    made: datetime.datetime
    files: Mapping[InnerPath, Kept]
    texts: str
    texts_size: int

    @property
    def objects(self) -> Mapping[str, int]:
        """Size of each content that it needs, by digest."""
        found = {kept.sha256: kept.size for kept in self.files.values()}
        return {**found, self.texts: self.texts_size}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The manifest of a place: whose site it holds, the release there, and the one before."""

    format: int = FORMAT
    name: str
    url: str
    current: Release
    previous: Release | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a publisher was about to make of a place.

    ``unsure`` are the paths that may hold something else than the manifest says.
    """

    format: int = FORMAT
    next: State
    unsure: tuple[InnerPath, ...]


def written(value: State | Intent) -> bytes:
    """Return a manifest or an intent as JSON that carries a digest of itself."""
    kind: Any = type(value)
    body = adapter(kind).dump_python(value, mode="json")
    return json.dumps({"digest": _digest(body), "body": body}, ensure_ascii=False).encode()


def read_state(content: bytes) -> State:
    """Read a manifest. Raises Unreachable if it is damaged or of another version."""
    found: State = _read(State, content)
    return found


def read_intent(content: bytes) -> Intent:
    """Read an intent. Raises Unreachable if it is damaged or of another version."""
    found: Intent = _read(Intent, content)
    return found


def _read(kind: Any, content: bytes) -> Any:
    try:
        told = json.loads(content)
        body = told["body"]
        if told["digest"] != _digest(body):
            raise ValueError("the digest does not fit")
        if body["format"] != FORMAT:
            message = "what stands there was published by another version of this program"
            raise Unreachable(message, "publish with the newest version")
        return adapter(kind).validate_python(body)
    except (ValueError, KeyError, TypeError) as error:
        message = f"the record of what is published there ({PRIVATE}) is damaged"
        raise Unreachable(message, "empty the place, and publish again") from error


def _digest(body: object) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the objects of a new release hold: files of a folder, and the texts of its pages."""

    folder: Path
    paths: Mapping[str, str]
    texts: Mapping[str, bytes]

    def read(self, digest: str) -> bytes:
        """Return the content with that digest. Raises OSError."""
        known = self.texts.get(digest)
        return (self.folder / self.paths[digest]).read_bytes() if known is None else known


def release_of(folder: Path, url: str, made: datetime.datetime) -> tuple[Release, Contents]:
    """Return the release that stands built in ``folder``, for a site at ``url``."""
    files: dict[str, Kept] = {}
    paths: dict[str, str] = {}
    pages: dict[str, Page] = {}
    for file in sorted(it for it in folder.rglob("*") if it.is_file()):
        path, content = file.relative_to(folder).as_posix(), file.read_bytes()
        files[path] = _kept(path, content, url)
        paths[files[path].sha256] = path
        if path.endswith(".html"):
            pages[path] = page_of(content, files[path].redirect)
    texts = texts_written(pages)
    release = Release(
        id=_digest({path: [it.sha256, it.type, it.cache] for path, it in files.items()}),
        made=made,
        files=files,
        texts=sha256(texts).hexdigest(),
        texts_size=len(texts),
    )
    return release, Contents(folder=folder, paths=paths, texts={release.texts: texts})


def _kept(path: str, content: bytes, url: str) -> Kept:
    told = headers(path, content)
    return Kept(
        sha256=sha256(content).hexdigest(),
        size=len(content),
        type=told["Content-Type"],
        cache=told["Cache-Control"],
        redirect=_redirect(path, content, url) if path.endswith(".html") else "",
    )


def _redirect(path: str, content: bytes, url: str) -> str:
    """Return the whole address to which a page that only leads on leads."""
    match = REFRESH.search(content)
    if match is None:
        return ""
    here = urljoin(url.rstrip("/") + "/", path.removesuffix("index.html"))
    return urljoin(here, unescape(readable(match[1].decode("utf-8", "replace"))))
