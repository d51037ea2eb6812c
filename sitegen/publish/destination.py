"""Where ``site.yaml`` says that a site is published, read without building the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sitegen.explain import problems_of
from sitegen.names import did_you_mean
from sitegen.problems import Problem, ProblemsFound
from sitegen.publish.settings import Publish
from sitegen.yamltext import Tree, parse

FILE = "site.yaml"
BY_BUCKET = ("s3",)
BY_SSH = ("sftp", "nginx", "apache", "caddy")
# What brings a site there in place of `publish`, and what to run for it.
NOT_FROM_HERE: Mapping[str, tuple[str, str]] = {
    "github-pages": (
        "by GitHub itself",
        "commit, then run `git push`: docs/publish.md tells all under 'GitHub Pages'",
    ),
    "netlify": (
        "by a program of Netlify's",
        "build its release, then run `npx netlify-cli@17 deploy --dir public --prod`:"
        " docs/publish.md tells all under 'Netlify'",
    ),
    "cloudflare": (
        "by a program of Cloudflare's",
        "build its release, then run `npx wrangler@4 pages deploy public`:"
        " docs/publish.md tells all under 'Cloudflare Pages'",
    ),
}


class _Settings(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, str_min_length=1)

    name: str
    url: str
    host: str = ""
    publish: Publish | None = None


class PartlyPublished(ProblemsFound):
    """What stopped a publication of which a part may be in place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Whose site goes where; ``line`` and ``column`` are those of ``publish`` in site.yaml."""

    name: str
    url: str
    publish: Publish
    line: int
    column: int

    def problem(self, message: str, hint: str, *, is_partly: bool = False) -> ProblemsFound:
        """Return what went wrong with the place, as a Problem at the setting that names it."""
        kind = PartlyPublished if is_partly else ProblemsFound
        return kind(
            [Problem(path=FILE, line=self.line, column=self.column, message=message, hint=hint)]
        )


def read_host(root: Path) -> str:
    """Read the setting ``host``. Raises ProblemsFound if it names none that is known."""
    tree, settings = _read(root)
    if words := _unknown(settings.host):
        raise _at_host(tree, *words)
    return settings.host


def read_destination(root: Path) -> Destination:
    """Read the settings ``host`` and ``publish``. Raises ProblemsFound if they name no place."""
    tree, settings = _read(root)
    words = _misfit(settings.host, settings.publish)
    if words or settings.publish is None:
        raise _at_host(tree, *(words or _missing(settings.host)))
    line, column = tree.keys.get(("publish",), (1, 1))
    return Destination(
        name=settings.name, url=settings.url, publish=settings.publish, line=line, column=column
    )


def _read(root: Path) -> tuple[Tree, _Settings]:
    tree = _tree(root)
    try:
        return tree, TypeAdapter(_Settings).validate_python(tree.value)
    except ValidationError as error:
        raise ProblemsFound(problems_of(error, tree, _Settings)) from error


def _at_host(tree: Tree, message: str, hint: str) -> ProblemsFound:
    """Return what is wrong as a Problem at the host, or where it would stand."""
    line, column = tree.keys.get(("host",)) or tree.keys.get(("name",), (1, 1))
    return ProblemsFound([Problem(path=FILE, line=line, column=column, message=message, hint=hint)])


def _tree(root: Path) -> Tree:
    try:
        text = (root / FILE).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = "this file cannot be read"
        hint = "`build.py build` says more about it"
        raise ProblemsFound([Problem(path=FILE, message=message, hint=hint)]) from error
    tree, problems = parse(text.replace("\r\n", "\n").replace("\r", "\n"), FILE)
    if tree is None or problems:
        raise ProblemsFound(problems)
    return tree


def _unknown(host: str) -> tuple[str, str] | None:
    """Return what is wrong with the name of a host."""
    known = (*BY_BUCKET, *BY_SSH, *NOT_FROM_HERE)
    if not host:
        return "no host is named", f"add a line 'host: ...' with one of: {', '.join(known)}"
    if host not in known:
        return f"there is no host '{host}'", did_you_mean(host, known)
    return None


def _misfit(host: str, publish: Publish | None) -> tuple[str, str] | None:
    """Return what is wrong with the host, or with a place that does not fit it."""
    if words := _unknown(host):
        return words
    if host in NOT_FROM_HERE:
        who, hint = NOT_FROM_HERE[host]
        return f"a site on {host} is published {who}, not by `publish`", hint
    if publish and bool(publish.bucket) != (host in BY_BUCKET):
        return f"'publish' does not fit 'host: {host}'", _missing(host)[1]
    return None


def _missing(host: str) -> tuple[str, str]:
    example = "bucket: my-site" if host in BY_BUCKET else "to: user@www.example.com:/var/www/site"
    return "where to publish is not named", f"add 'publish:', and below it '  {example}'"
