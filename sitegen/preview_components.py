"""The preview's page of all components, which draws each of them live in a frame of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from sitegen.drawing import Drawn, Studio
from sitegen.links import output_path
from sitegen.model import SitePage
from sitegen.preview_state import COMPONENTS, OWN, SHEET, STYLE, BuiltSite, Marks
from sitegen.preview_views import draw
from sitegen.problems import count
from sitegen.tokens import LIGHT, SCHEMES

FRAME = "components/"
TOKENS = "tokens"
ASKS_FOR_SCHEME = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)", re.I)
ALWAYS, NEVER = "(min-width:0)", "(max-width:0)"
# Nothing that the preview serves is kept, so a font that must be there at once never is.
SHOWN_AT_ONCE = re.compile(r"font-display\s*:\s*(?:optional|fallback)", re.I)


class Gallery:
    """Draws the components of the last good site, each when somebody looks at it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.built: BuiltSite | None = None
        self.number = 0
        self._studio: Studio | None = None

    @property
    def marks(self) -> Marks:
        """Marks of the page of components, which may look different after each save."""
        return Marks(body=f"components {self.number}")

    def take(self, built: BuiltSite) -> None:
        """Draw from this site from now on."""
        self.built = built
        self.number += 1
        self._studio = None

    def page(self) -> str:
        """Return the page that lists and frames all components."""
        studio = self._studio_now()
        return draw(
            "components.html",
            address=COMPONENTS,
            components=studio.described.values(),
            total=count(len(studio.described), "component"),
            tokens=f"{OWN}{TOKENS}" if studio.tokens(LIGHT) else "",
            schemes=SCHEMES,
        )

    def frame(self, name: str, asked: Mapping[str, str]) -> str | None:
        """Return what a frame shows: tokens, or one call of a component; None for nothing."""
        scheme = asked.get("scheme", LIGHT)
        if scheme not in SCHEMES:
            return None
        if name == TOKENS:
            return _in_scheme(self._tokens(scheme), scheme)
        number = asked.get("call", "0")
        if not name.startswith(FRAME) or not re.fullmatch(r"[0-9]{1,3}", number):
            return None
        drawn = self._studio_now().draw(name.removeprefix(FRAME), int(number))
        return _in_scheme(self._frame(drawn, scheme), scheme) if drawn else None

    def asset(self, path: str) -> bytes | None:
        """Return a file that only a drawing here has asked for."""
        return self._studio.assets.made.get(path) if self._studio else None

    def _studio_now(self) -> Studio:
        assert self.built is not None
        if self._studio is None:
            self._studio = Studio(self.built.site, self.root)
        return self._studio

    def _tokens(self, scheme: str) -> str:
        studio = self._studio_now()
        page = next(iter(studio.pages), None)
        return draw(
            "tokens.html",
            families=studio.tokens(scheme),
            scheme=scheme,
            base=page.card.url if page else "/",
            language=studio.site.settings.language,
            styles=Markup(self._styles(page)) if page else "",  # the site's own, as built
        )

    def _frame(self, drawn: Drawn, scheme: str) -> str:
        studio = self._studio_now()
        return draw(
            "frame.html",
            drawn=drawn,
            scheme=scheme,
            base=drawn.page.card.url,
            language=studio.site.settings.language,
            styles=Markup(self._styles(drawn.page)),  # the site's own, as built
            css=Markup(drawn.css),
            html=Markup(drawn.html),
        )

    def _styles(self, page: SitePage) -> str:
        """Return the styles and links to styles of a page as it was built."""
        assert self.built is not None
        path = output_path(page.card.url)
        content = next((it.content for it in self.built.outputs if it.path == path), b"")
        inside = [match[1] + match[2] + b"</style>" for match in STYLE.finditer(content)]
        linked = [match[0] for match in SHEET.finditer(content)]
        return b"\n".join([*linked, *inside]).decode("utf-8", "replace")


def _in_scheme(html: str, scheme: str) -> str:
    """Answer what styles ask of the color scheme, whatever the browser's own is."""
    html = SHOWN_AT_ONCE.sub("font-display:swap", html)
    return ASKS_FOR_SCHEME.sub(lambda it: ALWAYS if it[1].lower() == scheme else NEVER, html)
