"""Rules about what is seen away from the site: shared links, icons, paper."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.addresses import Addresses
from sitegen.checks.copies import original, originals
from sitegen.checks.document import Document, Element
from sitegen.checks.finders import icons, paper
from sitegen.checks.finders.pictures import pixels
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on
from sitegen.checks.rule import Rule
from sitegen.checks.subject import Subject

LEAST_WIDTH, LEAST_RATIO, MOST_RATIO = 600, 1.85, 2.0
NOT_SHOWN = (".svg", ".avif")
WORDS = {
    "og:title": "its title",
    "og:description": "what it is about",
    "og:url": "its address",
    "og:type": "what it is, for example website",
    "twitter:card": "how large its picture is",
}
OGP = "The Open Graph protocol, https://ogp.me/"


def _meta(document: Document, name: str) -> Element | None:
    metas = document.every("meta")
    return next(
        (it for it in metas if name in (it.attributes.get("property"), it.attributes.get("name"))),
        None,
    )


def _card(known: Addresses, document: Document) -> tuple[Element, str] | None:
    """Return the tag that names a page's card, and the output that is meant."""
    tag = _meta(document, "og:image")
    target = known.inner(tag.attributes.get("content", ""), document.url) if tag else None
    return (tag, target[0]) if tag and target else None


def _missing_cards(subject: Subject) -> Iterator[Found]:
    known = subject.once(Addresses)
    for document in subject.pages:
        tag = _meta(document, "og:image")
        if tag is None or not tag.attributes.get("content", "").strip():
            message = "shared links to this page show no picture"
            hint = 'add <meta property="og:image" content="{{ social_card().url }}"> to the head'
            yield found_on(document, tag or document.root, message=message, hint=hint)
        else:
            card = _card(known, document)
            if card and card[1] not in subject.outputs:
                address = tag.attributes["content"]
                message = f"the picture for shared links is not there: '{address}'"
                hint = "use social_card().url"
                yield found_on(document, tag, message=message, hint=hint, value=address)


def _wrong_cards(subject: Subject) -> Iterator[Found]:
    known, files = subject.once(Addresses), originals(subject)
    for document in subject.pages:
        card = _card(known, document)
        if card and card[1] in subject.outputs:
            tag, path = card
            value = original(path, files) or ""
            for message, hint in _wrong_with(subject, document, path):
                yield found_on(document, tag, message=message, hint=hint, value=value)


def _wrong_with(subject: Subject, document: Document, path: str) -> Iterator[tuple[str, str]]:
    """Yield message and hint of what is wrong with a page's card."""
    found = None if path.endswith(NOT_SHOWN) else pixels(subject, path)
    hint = "use a picture of 1200 x 630 pixels, or none: the build then draws one"
    if found is None:
        yield "social sites show no picture of this kind", "save it as PNG or JPEG"
        return
    width, height = found
    if width < LEAST_WIDTH:
        yield f"the picture for shared links is only {width} pixels wide: it is shown small", hint
    if not LEAST_RATIO <= width / height <= MOST_RATIO:
        yield f"the picture for shared links is {width} x {height}: it is cut at the edges", hint
    told = tuple(document.meta(f"og:image:{it}") for it in ("width", "height"))
    if told != (str(width), str(height)):
        if told == (None, None):
            words = "the page does not say how large the picture for shared links is"
        else:
            words = f"the page says {told[0]} x {told[1]} of a picture of {width} x {height}"
        yield words, "print width and height of social_card() in og:image:width and :height"


def _unnamed_cards(subject: Subject) -> Iterator[Found]:
    for document in subject.pages:
        tag = _meta(document, "og:image")
        if tag and not (document.meta("og:image:alt") or "").strip():
            message = "the picture for shared links is not described in words"
            hint = 'add <meta property="og:image:alt" content="{{ social_card().alt }}">'
            yield found_on(document, tag, message=message, hint=hint)


def _untold(subject: Subject) -> Iterator[Found]:
    for document in subject.pages:
        for name, meaning in WORDS.items():
            if not (document.meta(name) or "").strip():
                message = f"the page does not tell social sites {meaning}: {name} is missing"
                where = _meta(document, name) or document.root
                hint = f"add {name} to the head of base.html"
                yield found_on(document, where, message=message, hint=hint)


RULES = (
    Rule(
        code="O01",
        name="card-missing",
        severity="error",
        what="A page names no picture for shared links, or one that is not there.",
        why="A link in a message or on a social site then shows as a bare address.",
        mend="Print `social_card().url` in the head of `base.html`.",
        before="(no og:image)",
        after='<meta property="og:image" content="{{ social_card().url }}">',
        source=OGP,
        find=_missing_cards,
    ),
    Rule(
        code="O02",
        name="card-size",
        severity="warning",
        what="The picture for shared links has the wrong shape, or not the size the page says.",
        why="It is cut at the edges, shown small, or not at all.",
        mend="Use a picture of 1200 x 630 pixels, or none: the build draws one with the title.",
        before="image: portrait.jpg   # 800 x 1200",
        after="image: wide.jpg   # 1200 x 630",
        source=f"{OGP}, structured properties; Meta for Developers, Images in Link Shares",
        find=_wrong_cards,
    ),
    Rule(
        code="O03",
        name="card-alt",
        severity="warning",
        what="The picture for shared links has no description in words.",
        why="Who cannot see it is told nothing of it.",
        mend="Print `social_card().alt` in `og:image:alt`.",
        before="(no og:image:alt)",
        after='<meta property="og:image:alt" content="{{ social_card().alt }}">',
        source=f"{OGP}, structured properties",
        find=_unnamed_cards,
    ),
    Rule(
        code="O04",
        name="social-words",
        severity="warning",
        what="A page does not tell social sites its title, description, address, type or card.",
        why="They then guess, and often show the first words of the menu.",
        mend="Print all of them in the head of `base.html`.",
        before="(no og:title)",
        after='<meta property="og:title" content="{{ page.title }}">',
        source=OGP,
        find=_untold,
    ),
    Rule(
        code="O05",
        name="icon",
        severity="warning",
        what="There is no icon for the browser's tab, or an icon has another size than it names.",
        why="Among many tabs the icon is how visitors find the page again.",
        mend="Put a `favicon.ico` into `static/root/`, and name true sizes.",
        before='<link rel="icon" href="favicon.ico" sizes="48x48">',
        after='<link rel="icon" href="favicon.ico" sizes="32x32">',
        source="HTML Living Standard, link type icon",
        find=icons.tab_icons,
    ),
    Rule(
        code="O06",
        name="manifest-icons",
        severity="warning",
        what="The web manifest lacks an icon, or names one wrongly.",
        why="On a phone's home screen the site then shows as a grey letter.",
        mend="Put an `icon.png` of 512 x 512 pixels into `static/`.",
        before='"icons": []',
        after='"icons": [{"src": "icon-512.png", "sizes": "512x512", "type": "image/png"}]',
        source="Web Application Manifest, W3C, icons member",
        find=icons.manifest_icons,
    ),
    Rule(
        code="O07",
        name="no-print-styles",
        severity="warning",
        what="A page has no styles for print.",
        why="Menus and buttons fill the sheets that somebody takes along.",
        mend="Add `@media print` rules to `static/css` that hide what is for the screen only.",
        before=".menu { display: flex }",
        after="@media print { .menu { display: none } }",
        source="CSS Paged Media Module Level 3, W3C",
        find=paper.without_rules,
    ),
    Rule(
        code="O08",
        name="hidden-on-paper",
        severity="error",
        what="The text of a page, its heading, every phone number or something that it has to show "
        "is hidden on paper.",
        why="The sheet is taken along to make a call or to show to somebody.",
        mend="Take it out of the rule that hides it. A browser alone can tell all that is hidden; "
        "this rule sees what a rule for print says outright.",
        before="@media print { header, main, footer { display: none } }",
        after="@media print { header nav { display: none } }",
        source="CSS Paged Media Module Level 3, W3C",
        find=paper.hidden,
    ),
    Rule(
        code="O09",
        name="address-lost-on-paper",
        severity="warning",
        what="Links to other sites lead nowhere on paper: neither their address is printed, nor "
        "that of the page.",
        why="A source that nobody can look up proves nothing.",
        mend="Print addresses after links, or the page's own address at its end.",
        before="@media print { .menu { display: none } }",
        after='@media print { main a[href^="http"]::after { content: " (" attr(href) ")" } }',
        source="CSS Generated Content Module Level 3, W3C, attr()",
        find=paper.lost_addresses,
    ),
)
