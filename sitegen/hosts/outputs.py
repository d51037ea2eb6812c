"""What the release build adds to a site for its host, or changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.contract import Host
from sitegen.hosts import apache, caddy, header_files, nginx
from sitegen.hosts.meta_policy import with_policy
from sitegen.hosts.packing import packed
from sitegen.hosts.release import PAGE, Release, release
from sitegen.model import Output
from sitegen.problems import Problem, ProblemsFound

GITHUB = ".github.io"


def host_outputs(
    host: Host,
    outputs: Iterable[Output],
    *,
    url: str,
    redirects: Mapping[str, str],
    before: Mapping[str, Output],
) -> list[Output]:
    """Return the outputs of a release, by path: ``outputs``, and what the host needs beside them.

    ``url`` is the address of the first page, ``redirects`` are as ``Site.redirects`` has them,
    ``before`` are the files of an earlier release, which need not be packed again. Raises
    ProblemsFound if the site itself brings a file that the release writes.
    """
    plain = {it.path: it for it in outputs}
    if host in ("github-pages", "s3"):
        told = release(plain.values(), url=url, redirects=redirects)
        own = dict(_in_pages(plain.values()))
        added = _github(told) if host == "github-pages" else {}
    elif host in ("netlify", "cloudflare"):
        told = release(plain.values(), url=url, redirects=redirects)
        file, moved = _header_files(host, told)
        own = dict(_in_pages(plain[path] for path in file.own_policy))
        added = _texts({header_files.HEADERS: file.text, header_files.REDIRECTS: moved})
    else:
        added = {it.path: it for it in packed(plain.values(), before)}
        names = frozenset(path.rpartition(".")[0] for path in added)
        told = release(plain.values(), url=url, redirects=redirects, packed=names)
        own = {}
        added |= _texts(_configuration(host, told))
    _check_free(plain, added)
    every = {**plain, **own, **added}
    return [every[path] for path in sorted(every)]


def _in_pages(outputs: Iterable[Output]) -> Iterator[tuple[str, Output]]:
    for output in outputs:
        if output.path.endswith(PAGE):
            yield output.path, with_policy(output)


def _github(told: Release) -> dict[str, Output]:
    """Return what keeps GitHub Pages from leaving files out, and names a domain of one's own."""
    files = {".nojekyll": ""}
    if not told.host_name.endswith(GITHUB) and not told.folder:
        files["CNAME"] = f"{told.host_name}\n"
    return _texts(files)


def _header_files(host: Host, told: Release) -> tuple[header_files.HeaderFile, str]:
    if host == "netlify":
        return header_files.netlify_headers(told), header_files.netlify_redirects(told)
    return header_files.cloudflare_headers(told), header_files.cloudflare_redirects(told)


def _configuration(host: Host, told: Release) -> Mapping[str, str]:
    if host == "nginx":
        return {nginx.FILE: nginx.nginx(told)}
    if host == "caddy":
        return {caddy.FILE: caddy.caddy(told)}
    # Most servers that take files by SFTP run Apache.
    return apache.apache(told)


def _texts(files: Mapping[str, str]) -> dict[str, Output]:
    return {path: Output(path=path, content=text.encode()) for path, text in files.items()}


def _check_free(plain: Mapping[str, Output], added: Mapping[str, Output]) -> None:
    """Raise ProblemsFound for each file of the site in whose place the release puts another."""
    problems = [
        Problem(
            path=f"static/root/{path}",
            message=f"the release writes {path} itself, for the host that site.yaml names",
            hint="remove this file, or the line 'host:' in site.yaml",
        )
        for path in added
        if path in plain and plain[path].content != added[path].content
    ]
    if problems:
        raise ProblemsFound(problems)
