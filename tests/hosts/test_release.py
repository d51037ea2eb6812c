"""A release is the site and what its host reads; any other build is the site alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.problems import ProblemsFound
from sitegen.unchanged import unchanged
from tests.hosts.sites import FILES, NOW, outputs, release, settings, site
from tests.sites.small import digest, files_in, page, put

HOSTS = ("github-pages", "netlify", "cloudflare", "s3", "sftp", "nginx", "apache", "caddy")
# `make check` tries one host that changes pages, and one that packs them.
QUICK = ("github-pages", "nginx")
EACH = [pytest.param(it, marks=() if it in QUICK else pytest.mark.slow) for it in HOSTS]
ADDED: dict[str, set[str]] = {
    "github-pages": {".nojekyll", "CNAME"},
    "netlify": {"_headers", "_redirects"},
    "cloudflare": {"_headers", "_redirects"},
    "s3": set(),
    "nginx": {".host/nginx.conf"},
    "caddy": {".host/Caddyfile"},
}


def published(tmp_path: Path, host: str | None) -> tuple[Path, Path]:
    root = site(tmp_path / "site", host)
    release(root, root / "public", verify=True)
    return root, root / "public"


def is_unchanged(root: Path, *, release: bool) -> bool:
    return unchanged(root, root / "public", now=NOW, release=release) is not None


@pytest.mark.parametrize("host", HOSTS)
def test_a_release_adds_what_the_host_reads(tmp_path: Path, host: str) -> None:
    root, folder = published(tmp_path, host)
    plain, made = outputs(root), files_in(folder)
    added = {it for it in made.keys() - plain.keys() if not it.endswith((".br", ".gz"))}
    if host in ("apache", "sftp"):
        assert {it.rpartition("/")[2] for it in added} == {".htaccess"}
        assert {".htaccess", "assets/.htaccess", "about/.htaccess"} <= added
    else:
        assert added == ADDED[host]
    assert plain.keys() <= made.keys()
    packs = {it for it in made.keys() - plain.keys() if it.endswith((".br", ".gz"))}
    assert bool(packs) == (host in ("nginx", "apache", "caddy", "sftp"))


@pytest.mark.parametrize("host", HOSTS)
def test_a_release_changes_pages_only_where_the_host_sets_no_headers(
    tmp_path: Path, host: str
) -> None:
    root, folder = published(tmp_path, host)
    plain, made = outputs(root), files_in(folder)
    changed = {path for path, it in plain.items() if made[path] != it.content}
    pages = {path for path in plain if path.endswith(".html")}
    expected = {"github-pages": pages, "s3": pages, "netlify": {"404.html"}}
    assert changed == expected.get(host, set())


def test_without_a_host_a_release_is_the_site(tmp_path: Path) -> None:
    root, folder = published(tmp_path, None)
    assert files_in(folder) == {path: it.content for path, it in outputs(root).items()}


@pytest.mark.parametrize("host", EACH)
def test_a_build_after_a_release_takes_it_all_away_again(tmp_path: Path, host: str) -> None:
    root, folder = published(tmp_path, host)
    whole = digest(folder)
    assert not is_unchanged(root, release=False)
    release(root, folder, release=False, verify=True)
    assert files_in(folder) == {path: it.content for path, it in outputs(root).items()}
    assert not is_unchanged(root, release=True)
    release(root, folder, verify=True)
    assert digest(folder) == whole


@pytest.mark.parametrize("host", EACH)
def test_a_second_release_changes_nothing(tmp_path: Path, host: str) -> None:
    root, folder = published(tmp_path, host)
    whole = digest(folder)
    assert is_unchanged(root, release=True)
    release(root, folder, verify=True)
    assert digest(folder) == whole
    (folder / "about/index.html").write_text("touched")
    assert not is_unchanged(root, release=True)
    release(root, folder, verify=True)
    assert digest(folder) == whole


@pytest.mark.parametrize("host", EACH)
def test_a_release_after_an_edit_is_that_of_a_clean_build(tmp_path: Path, host: str) -> None:
    root, folder = published(tmp_path, host)
    put(root, {"content/about-more.md": page("Other words.", title="More", aliases="[/other/]")})
    release(root, folder, verify=True)
    fresh = tmp_path / "fresh"
    put(fresh, {name: (root / name).read_bytes() for name in (*FILES, "site.yaml")})
    release(fresh, fresh / "public")
    assert digest(folder) == digest(fresh / "public")


@pytest.mark.slow
def test_another_host_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    root, folder = published(tmp_path, "nginx")
    for host in ("netlify", "github-pages", "apache", "nginx"):
        put(root, {"site.yaml": settings("https://www.example.org/", host)})
        release(root, folder, verify=True)
        fresh = site(tmp_path / f"fresh-{host}", host)
        release(fresh, fresh / "public")
        assert digest(folder) == digest(fresh / "public")


def test_a_site_without_a_host_need_not_be_built_again_for_a_release(tmp_path: Path) -> None:
    root, folder = published(tmp_path, None)
    release(root, folder, release=False)
    assert is_unchanged(root, release=True)
    assert is_unchanged(root, release=False)


@pytest.mark.parametrize(
    ("host", "name"),
    [("netlify", "_headers"), ("apache", ".htaccess"), ("github-pages", "CNAME"),
     ("nginx", "long.txt.br")],
)  # fmt: skip
def test_a_file_of_the_sites_own_in_the_place_of_one_of_the_release_is_a_mistake(
    tmp_path: Path, host: str, name: str
) -> None:
    files = {f"static/root/{name}": "mine", "static/root/long.txt": "words " * 500}
    root = site(tmp_path / "site", host, **files)
    with pytest.raises(ProblemsFound) as found:
        release(root, root / "public")
    (problem,) = found.value.problems
    assert problem.path == f"static/root/{name}"
    assert name in problem.message
    assert "host:" in problem.hint
    assert not (root / "public").exists()
    pipeline.build(root, root / "public", now=NOW)


def test_a_host_that_nobody_knows_is_a_mistake_with_the_nearest_name(tmp_path: Path) -> None:
    root = site(tmp_path / "site", "ngnix")
    with pytest.raises(ProblemsFound) as found:
        release(root, root / "public")
    (problem,) = found.value.problems
    assert (problem.path, problem.line) == ("site.yaml", 3)
    assert "nginx" in problem.hint


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.org/", "www.example.org\n"),
        ("https://me.github.io/", None),
        ("https://me.github.io/site/", None),
        ("https://www.example.org/site/", None),
    ],
)
def test_github_pages_is_told_a_domain_of_ones_own(
    tmp_path: Path, url: str, name: str | None
) -> None:
    root = site(tmp_path / "site", "github-pages", url)
    release(root, root / "public")
    file = root / "public/CNAME"
    assert (file.read_text() if file.exists() else None) == name
