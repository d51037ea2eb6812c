"""Addresses of a site in a folder; folders that hosts would show differently are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.addresses import Addresses
from tests.sites.small import problems, small_site


def told(root: Path, url: str) -> tuple[str, ...]:
    """Return what is wrong with a site at an address, and the remedies."""
    found = problems(small_site(root, {"site.yaml": f"name: Small Site\nurl: '{url}'\n"}))
    assert [(it.path, it.line) for it in found] == [("site.yaml", 2)] * len(found)
    return tuple(text for it in found for text in (it.message, it.hint))


@pytest.mark.parametrize(
    "path",
    [
        *("/caf%C3%A9/", "/café/", "/a${b}/", "/a$b", "/a;b/", "/a&b/", "/a'b/", "/a+b/", "/a:b/"),
        *("/a/../b/", "/./a/", "/a/..", "/a//b/", "/a@b/", "/a*/", "/a\\b/", "/%2e%2e/"),
    ],
)
def test_a_folder_that_not_every_host_can_show_is_refused(path: str, tmp_path: Path) -> None:
    message, hint = told(tmp_path, f"https://swim.example{path.replace(chr(39), chr(39) * 2)}")
    assert message.endswith(f"'{path}' is not a folder that every host can show")
    assert hint == "name the folder with letters from a to z, digits, and . _ ~ - alone"


@pytest.mark.parametrize(
    "path", ["", "/", "/a", "/a/", "/a/b-c/D_e/", "/~ann/v1.0/", "/..a/b../", "/a//"]
)
def test_a_folder_of_plain_letters_is_taken_and_stands_in_addresses_as_it_is(
    path: str, tmp_path: Path
) -> None:
    url = f"https://swim.example{path}"
    assert told(tmp_path, url) == ()
    plain = path.rstrip("/")
    from_root = Addresses(url, "/404.html", root_absolute=True)
    assert from_root.href("/about/") == f"{plain}/about/"
    assert from_root.address("/about/") == f"https://swim.example{plain}/about/"
