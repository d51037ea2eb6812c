"""The policy of a page inside the page, for hosts that set no headers of ours."""

from __future__ import annotations

import re
from html import escape

from sitegen.headers import headers
from sitegen.hosts.release import POLICY
from sitegen.model import Output

# All that may come before the first element that a policy could stop.
_GAP = rb"(?:\s|<!--.*?-->)*"
START = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    + _GAP.join((b"", rb"(?:<!doctype\b[^>]*>)?", rb"(?:<html\b[^>]*>)?", rb"(?:<head\b[^>]*>)?"))
    + rb"(?:"
    + _GAP
    + rb"<meta\s+charset\b[^>]*>)?",
    re.I | re.S,
)
# Browsers heed these in a header only.
ONLY_IN_HEADERS = ("frame-ancestors", "report-uri", "sandbox")


def with_policy(page: Output) -> Output:
    """Return a page that carries its own policy, first in its head."""
    content = page.content
    policy = "; ".join(
        part
        for part in headers(page.path, content)[POLICY].split("; ")
        if not part.startswith(ONLY_IN_HEADERS)
    )
    value = escape(policy, quote=False).replace('"', "&quot;")
    tag = f'\n<meta http-equiv="{POLICY}" content="{value}">'.encode()
    start = START.match(content)
    at = start.end() if start else 0
    return Output(path=page.path, content=content[:at] + tag + content[at:])
