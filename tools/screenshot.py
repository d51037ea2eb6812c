"""Take the picture for the README, after make site.

PYTHONPATH=. .venv/bin/python tools/screenshot.py
"""

from __future__ import annotations

import io
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "screenshot.png"


def main() -> None:
    """Write docs/screenshot.png: the first page on a desktop, next to a phone."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(ROOT / "public"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running, sync_playwright() as player:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        whole = Image.new("RGB", (1280 + 40 + 390, 860), "#ffffff")
        for left, width in ((0, 1280), (1320, 390)):
            page = browser.new_page(viewport={"width": width, "height": 860})
            page.goto(f"http://127.0.0.1:{running.server_port}/")
            page.reload()  # with its font, which comes too late for a first visit
            whole.paste(Image.open(io.BytesIO(page.screenshot())), (left, 0))
        browser.close()
        running.shutdown()
    whole.resize((1140, 573)).quantize(256).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
