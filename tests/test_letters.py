"""Letters by numbers that no letter has are no traceback, wherever HTML is read."""

from html import unescape

from sitegen.checks.document import read_document
from sitegen.headers import headers
from sitegen.letters import readable
from sitegen.publish.pagetext import page_of

LONG = f"&#{'1' * 5_000};"


def test_a_number_without_a_letter_is_replaced_and_others_stay() -> None:
    assert readable(f"a{LONG}b&#233;&#x2014;") == "a\ufffdb&#233;&#x2014;"
    assert unescape(readable("&#99999999999999999999")) == "\ufffd"


def test_a_page_with_one_has_headers_and_a_tree() -> None:
    page = f'<img src="{LONG}.png" alt="{LONG}"><p>{LONG}'
    assert "Content-Security-Policy" in headers("x.html", page.encode())
    assert read_document(page, path="x.html", url="/x").root.text() == "\ufffd"


def test_a_published_page_may_hold_one() -> None:
    assert page_of(f"<title>a{LONG}</title><p>b{LONG}".encode()).words == ("b\ufffd",)
