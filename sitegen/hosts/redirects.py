"""Where moved addresses lead, in the words of the header Location."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from sitegen.addresses import Addresses
from sitegen.links import page_url

# What may stand in a web address; ``$`` is left out, since servers take it for a variable.
PLAIN = "!#%&'()*+,/:;=?@[]~"


def locations(redirects: Mapping[str, str], site_url: str) -> dict[str, str]:
    """Return where each URL path leads: a path from the host's root, or a web address.

    ``redirects`` lead from URL paths to a source path or a web address.
    """
    addresses = Addresses(site_url, "/", root_absolute=True)
    return {url: _location(target, addresses) for url, target in redirects.items()}


def _location(target: str, addresses: Addresses) -> str:
    if target.startswith("https://"):
        return quote(target, safe=PLAIN)
    source, _, anchor = target.partition("#")
    return addresses.href(page_url(source), anchor)


def spellings(url: str) -> tuple[str, ...]:
    """Return all URL paths by which hosts know the page at ``url``."""
    if not url.endswith("/"):
        return (url,)
    return url, f"{url}index.html", url.rstrip("/")
