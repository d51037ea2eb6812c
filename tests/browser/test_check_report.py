"""The owner's report in a browser: it fits every screen, and shuts nobody out."""

from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser

from sitegen.checks.report_page import write_report
from tests.browser.screens import TAGS, Scheme
from tests.checks.planting import Edit, look, planted

ADDRESS = "https://statistics-of-all-visits.example/measure/every/page/of/it.js?site=12345"
FAULTS: tuple[Edit, ...] = (
    ("templates/base.html", "<footer>", f'<footer>\n<script src="{ADDRESS}"></script>'),
    ("content/about.md", "Who teaches", "What a lesson costs"),
    ("site.yaml", "phone: +1", "phone: !unconfirmed +1"),
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_report(folder / "report.html", look(planted(folder, FAULTS)))
    return folder / "report.html"


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_report_fits_the_screen_and_shuts_nobody_out(
    browser: Browser, axe_source: str, report: Path, width: int, scheme: Scheme
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True
    ) as context:
        page = context.new_page()
        page.goto(report.as_uri())
        for it in page.locator("details").all():
            it.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe_source)
        options = {"runOnly": {"type": "tag", "values": TAGS}, "iframes": False}
        found = page.evaluate("(options) => axe.run(document, options)", options)
        assert [(it["id"], it["nodes"][0]["html"]) for it in found["violations"]] == []
