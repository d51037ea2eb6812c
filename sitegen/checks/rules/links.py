"""Rules about links: wherever a visitor or a machine is led, something has to be there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.checks.addresses import Addresses, addresses
from sitegen.checks.document import Document, Element
from sitegen.checks.finders.sheets import dead as dead_in_styles
from sitegen.checks.found import Found, On
from sitegen.checks.rule import Rule
from sitegen.checks.subject import Subject
from sitegen.problems import Place

IN_XML = re.compile(
    r"<(loc|link|guid|id|url)\b[^<>]*>([^<>]+)</\1>|<(?:atom:)?link\b[^<>]*href=\"([^\"]+)\""
)


def _on(document: Document, element: Element, typed: str, words: tuple[str, str]) -> Found:
    at = On(output=document.path, element=element.number, value=typed)
    return Found(at=at, message=words[0], hint=words[1])


def _dead(subject: Subject) -> Iterator[Found]:
    known = subject.once(Addresses)
    for document in subject.documents.values():
        for element, typed, path, _ in known.targets(document):
            words = known.missing(path, typed)
            if words:
                yield _on(document, element, typed, words)
    yield from dead_in_styles(subject)


def _anchors(subject: Subject) -> Iterator[Found]:
    known = subject.once(Addresses)
    for document in subject.documents.values():
        for element, typed, path, anchor in known.targets(document):
            words = known.misplaced(path, anchor, typed)
            if words:
                yield _on(document, element, typed, words)


def _redirects(subject: Subject) -> Mapping[str, tuple[Document, Element, str]]:
    """Return, by output path, each page that sends visitors on: its tag and the address."""
    found = {}
    for document in subject.documents.values():
        for element in document.every("meta"):
            if element.attributes.get("http-equiv", "").lower() == "refresh":
                for typed in addresses(element):
                    found[document.path] = document, element, typed
    return found


def _chains(subject: Subject) -> Iterator[Found]:
    known, moved = subject.once(Addresses), _redirects(subject)
    for path, (document, element, typed) in moved.items():
        way = [path]
        target = known.inner(typed, document.url)
        while target and target[0] in moved and target[0] not in way:
            way.append(target[0])
            onward = moved[target[0]]
            target = known.inner(onward[2], onward[0].url)
        if target and (len(way) > 1 or target[0] in way):
            at = On(output=path, element=element.number, value=document.url)
            is_loop = target[0] in way
            message = (
                f"{document.url} leads in a circle"
                if is_loop
                else (f"{document.url} leads to an address that leads on")
            )
            hint = "remove one of them" if is_loop else f"lead straight to {_url(target[0])}"
            yield Found(at=at, message=message, hint=hint)


def _url(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def _to_redirects(subject: Subject) -> Iterator[Found]:
    known, moved = subject.once(Addresses), _redirects(subject)
    for document in subject.documents.values():
        if document.path in moved:
            continue
        for element, typed, path, _ in known.targets(document):
            if path in moved and element.tag in ("a", "area"):
                goal, _, onward = moved[path]
                hint = f"link to what {goal.url} leads to: {onward}"
                words = f"'{typed}' has moved: the visitor is sent on", hint
                yield _on(document, element, typed, words)


def _canonical(subject: Subject) -> Iterator[Found]:
    base = subject.site.settings.url.rstrip("/")
    for document in subject.pages:
        own = base + document.url
        links = [it for it in document.every("link") if it.attributes.get("rel") == "canonical"]
        named = {it.attributes.get("href", ""): it for it in links}
        if len(links) != 1:
            message = "a page needs exactly one <link rel=canonical>"
            yield Found(at=On(output=document.path), message=message, hint="see base.html")
        for address, element in named.items():
            if address != own:
                at = On(output=document.path, element=element.number)
                message = f"the canonical address is {address or 'empty'}, not the page's own"
                yield Found(at=at, message=message, hint=f"for this page: {own}")
        social = document.meta("og:url")
        if social not in (None, own):
            message = f"og:url is {social}, not the page's own address"
            yield Found(at=On(output=document.path), message=message, hint=f"for this page: {own}")


def _machine_files(subject: Subject) -> Iterator[Found]:
    known = subject.once(Addresses)
    for path, output in subject.outputs.items():
        if not path.endswith((".xml", ".webmanifest", ".ics", ".vcf")):
            continue
        text = output.content.decode("utf-8", "replace")
        for match in IN_XML.finditer(text):
            typed = (match[2] or match[3]).strip()
            if not re.match(r"https?://|/|\.", typed):
                continue
            target = known.inner(typed, "/" + path)
            words = known.missing(target[0], typed) if target else None
            if words:
                at = _template_of(subject, path)
                yield Found(at=at, message=f"{path}: {words[0]}", hint=words[1])


def _template_of(subject: Subject, path: str) -> Place | On:
    name = f"files/{path}"
    return Place(path=f"templates/{name}") if name in subject.templates else On(output=path)


def _sitemap(subject: Subject) -> Iterator[Found]:
    output = subject.outputs.get("sitemap.xml")
    if output is None:
        message = "there is no sitemap.xml"
        yield Found(at=Place(path="site.yaml"), message=message, hint="see templates/files")
        return
    known = subject.once(Addresses)
    text = output.content.decode("utf-8", "replace")
    listed = {known.inner(it, "/") for it in re.findall(r"<loc>([^<]+)</loc>", text)}
    paths = {target[0] for target in listed if target}
    at = _template_of(subject, "sitemap.xml")
    moved = _redirects(subject)
    for path in sorted(paths & moved.keys()):
        message = f"the sitemap lists {_url(path)}, which only leads on"
        yield Found(at=at, message=message, hint="list the page that it leads to")
    for document in subject.pages:
        if document.path not in paths:
            message = f"the sitemap leaves out {document.url}"
            yield Found(at=at, message=message, hint="list every page that may be found")


def _plain_http(subject: Subject) -> Iterator[Found]:
    for document in subject.documents.values():
        for element in document.every("a", "area", "form"):
            for typed in addresses(element):
                if typed.lower().startswith("http://"):
                    at = On(output=document.path, element=element.number, value=typed)
                    hint = f"try https://{typed[7:]}"
                    yield Found(at=at, message=f"'{typed}' is not encrypted", hint=hint)


def _empty(subject: Subject) -> Iterator[Found]:
    for document in subject.documents.values():
        for element in document.every("a", "area"):
            if element.attributes.get("href", "-").strip() in ("", "#"):
                at = On(output=document.path, element=element.number)
                yield Found(
                    at=at, message="this link leads nowhere", hint="name the page it leads to"
                )


RULES = (
    Rule(
        code="L01",
        name="dead-link",
        severity="error",
        what="A link, picture, script, style, redirect or `url()` in a style leads to a file that "
        "the site has not.",
        why="A visitor who meets a missing page leaves, or believes that the practice has closed.",
        mend="Mend the address, or put the page or file there. Link pages by their files: "
        "`[words](page.md)`.",
        before='<a href="/prcies/">Prices</a>',
        after="<a href=\"{{ url('prices.md') }}\">Prices</a>",
        source="HTML Living Standard, 2.4 URLs",
        find=_dead,
    ),
    Rule(
        code="L02",
        name="dead-anchor",
        severity="error",
        what="A link leads to a place in a page (`#place`) that the page has not.",
        why="The visitor arrives at the top of a page and has to search for what was promised.",
        mend="Name a heading that is there, or give the heading an id: `## Hours {#hours}`.",
        before="[When we are open](contact.md#hour)",
        after="[When we are open](contact.md#hours)",
        source="HTML Living Standard, 7.4.6.3 Scrolling to a fragment",
        find=_anchors,
    ),
    Rule(
        code="L03",
        name="redirect-chain",
        severity="error",
        what="A redirect leads to another redirect, or in a circle.",
        why="Each step costs a phone a second, and a circle never ends.",
        mend="Lead straight to the last page, in `content/data/redirects.yaml` or in `aliases:`.",
        before="/old/: older.md\n/older/: prices.md",
        after="/old/: prices.md\n/older/: prices.md",
        source="RFC 9110, 15.4 Redirection 3xx",
        find=_chains,
    ),
    Rule(
        code="L04",
        name="link-to-redirect",
        severity="warning",
        what="A link on the site leads to an address that only sends visitors on.",
        why="It costs a step more, and works only as long as the redirect is kept.",
        mend="Link to the page itself.",
        before='<a href="/old-prices/">Prices</a>',
        after="[Prices](prices.md)",
        source="A rule of this engine.",
        find=_to_redirects,
    ),
    Rule(
        code="L05",
        name="canonical",
        severity="error",
        what="A page does not name its own address as the canonical one, or names another.",
        why="Search engines show the address that is named, and leave out pages that name another.",
        mend="Print `page.canonical` once in the head of `base.html`.",
        before='<link rel="canonical" href="https://old.example/prices/">',
        after='<link rel="canonical" href="{{ page.canonical }}">',
        source="RFC 6596, The Canonical Link Relation",
        find=_canonical,
    ),
    Rule(
        code="L06",
        name="sitemap",
        severity="error",
        what="The sitemap leaves out a page, or lists an address that only leads on.",
        why="Search engines read the sitemap to learn which pages there are.",
        mend="Let the sitemap list all pages, from the same query as the menus.",
        before="{% for page in pages(kind='service') %}",
        after="{% for page in pages() %}",
        source="https://www.sitemaps.org/protocol.html",
        find=_sitemap,
    ),
    Rule(
        code="L07",
        name="dead-address-in-file",
        severity="error",
        what="A sitemap, feed or other file for machines names an address that the site has not.",
        why="Readers of the feed and search engines are sent to a missing page.",
        mend="Mend the template in `templates/files/`, or the feed's page.",
        before="<loc>https://www.example.com/prcies/</loc>",
        after="<loc>https://www.example.com/prices/</loc>",
        source="RFC 4287 (Atom); https://www.sitemaps.org/protocol.html",
        find=_machine_files,
    ),
    Rule(
        code="L08",
        name="link-not-encrypted",
        severity="warning",
        what="A link to another site begins with `http://`.",
        why="Anyone on the way can read and change what the visitor is shown.",
        mend="Write `https://`. If the other site has none, link to a better source.",
        before="[the law](http://www.example.gov/law)",
        after="[the law](https://www.example.gov/law)",
        source="RFC 9110, 4.2.2 https URI Scheme",
        find=_plain_http,
    ),
    Rule(
        code="L09",
        name="empty-link",
        severity="error",
        what="A link has no address, or only `#`.",
        why="It looks as if it led somewhere, and does nothing.",
        mend="Name the page, or make it a button or plain words.",
        before='<a href="#">Book now</a>',
        after="[Book now](contact.md)",
        source="WCAG 2.2, 2.4.4 Link Purpose (In Context)",
        find=_empty,
    ),
)
