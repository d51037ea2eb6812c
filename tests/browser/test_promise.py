"""The whole promise: clone, publish, change one price, publish: a visitor sees it, and only it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Serve
from tests.publish.conftest import SshServer, sshd
from tests.sites.small import BUILT, files_in

pytestmark = pytest.mark.slow

OLD, NEW = "$140", "$147"


@pytest.fixture
def ssh_server(tmp_path: Path) -> Iterator[SshServer]:
    with sshd(tmp_path / "sshd") as server:
        yield server


def confirmed(root: Path) -> None:
    """Confirm every fact as an owner does: no tag is left, nor the waiver that let them pass."""
    for path in (root / "site.yaml", *sorted((root / "content").rglob("*.*"))):
        if path.suffix in (".yaml", ".md"):
            text = path.read_text("utf-8")
            text = re.sub(r"    - rule: F02\n(?:      .*\n)+", "", text)
            path.write_text(re.sub(r"!unconfirmed ?", "", text), "utf-8")


def publish(clone: Path, path: str) -> str:
    done = subprocess.run(
        [sys.executable, "build.py", "publish", "--as-of", BUILT],
        cwd=clone,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def published(top: Path) -> dict[str, bytes]:
    return {path: it for path, it in files_in(top).items() if not path.startswith(".sitegen/")}


def read_by_visitors(browser: Browser, base: str, top: Path) -> dict[str, str]:
    """Return what each page says, as a browser shows it."""
    context = browser.new_context()
    tab = context.new_page()
    said = {}
    for path, content in published(top).items():
        if path.endswith(".html") and b'http-equiv="refresh"' not in content:
            tab.goto(base + path.removesuffix("index.html"))
            said[path] = tab.inner_text("html")
    context.close()
    return said


def test_a_price_changed_in_one_place_is_seen_on_every_page_that_shows_it(
    repo_root: Path,
    tmp_path: Path,
    ssh_server: SshServer,
    browser: Browser,
    serve: Serve,
) -> None:
    clone, top = tmp_path / "clone", tmp_path / "www"
    top.mkdir()
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", repo_root, clone], check=True)
    confirmed(clone)
    settings = clone / "site.yaml"
    where = f"host: sftp\npublish:\n  to: {ssh_server.to(top)}\n  port: {ssh_server.port}\n"
    settings.write_text(settings.read_text("utf-8") + where, "utf-8")

    assert "the whole site is new" in publish(clone, ssh_server.path)
    base = serve(top)
    before, files_before = read_by_visitors(browser, base, top), published(top)
    showing = {path for path, text in before.items() if OLD in text}
    assert len(before) > 40
    assert {"prices/index.html", "services/therapeutic-massage/index.html"} <= showing

    prices = clone / "content/data/prices.yaml"
    text = prices.read_text("utf-8")
    assert text.count(OLD) == 1
    prices.write_text(text.replace(OLD, NEW), "utf-8")
    assert f"rises from {OLD} to {NEW}" in publish(clone, ssh_server.path)

    after, files_after = read_by_visitors(browser, base, top), published(top)
    assert after == {path: text.replace(OLD, NEW) for path, text in before.items()}
    changed = {it for it in files_after if files_after[it] != files_before.get(it)}
    assert files_after.keys() == files_before.keys()
    assert {it for it in changed if it.endswith(".html")} == showing
    assert {it for it in changed if not it.endswith((".html", ".gz", ".br"))} == set()
