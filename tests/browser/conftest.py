"""What browser tests share: Chromium, a static host, axe and the HTML checker.

What is missing on this machine skips the tests that need it, with the reason, and fails
them when CI=true.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NoReturn, Protocol

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.static_host import StaticHost

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


class Serve(Protocol):
    def __call__(self, folder: Path, prefix: str = "/") -> str: ...


def missing(what: str, remedy: str) -> NoReturn:
    reason = f"{what} is missing: run `make test`, or `{remedy}`"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def npm_file(repo_root: Path, name: str) -> Path:
    path = repo_root / "node_modules" / name
    return path if path.is_file() else missing(name, "npm ci")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, which reaches no host but 127.0.0.1."""
    chromium = shutil.which("chromium") or missing("Chromium", "sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe_source(repo_root: Path) -> str:
    """The script to give to `page.evaluate`, after which `axe.run()` is there."""
    return npm_file(repo_root, "axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu_jar(repo_root: Path) -> Path:
    """The HTML checker, to be run as `java -Xss4m -jar <vnu_jar> ...`."""
    if shutil.which("java") is None:
        missing("Java", "sudo apt-get install default-jre-headless")
    return npm_file(repo_root, "vnu-jar/build/dist/vnu.jar")


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Host a folder on 127.0.0.1 under a prefix until the tests end; gives the base URL."""
    with ExitStack() as at_end:

        def start(folder: Path, prefix: str = "/") -> str:
            handler = partial(StaticHost, directory=folder, prefix=prefix)
            server = at_end.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            Thread(target=server.serve_forever, daemon=True).start()
            at_end.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}{prefix}"

        yield start
