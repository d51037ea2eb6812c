"""Finders for names: of pictures, form controls, links, buttons and frames."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.checks.addresses import joined
from sitegen.checks.document import FOREIGN, Document, Element
from sitegen.checks.finders.spoken import is_focusable, is_hidden, labels_of, name_of, visible_text
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on, read_by_visitors
from sitegen.checks.subject import Subject

FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)|(?:img|dsc|dscn|image|photo)[-_ ]?\d+",
    re.I,
)
SAYS_NOTHING = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|photograph|graphic|drawing|icon|img|alt|untitled)s?\.?",
    re.I,
)
PICTURE_ROLES = ("img", "image", "graphics-document", "graphics-symbol")
NOT_LABELLED = ("hidden", "submit", "reset", "button", "image")
NAMED = {
    **{"a": "link", "button": "button", "summary": "summary", "iframe": "frame"},
    **{"dialog": "dialog", "area": "area of a map"},
}
NAMED_ROLES = frozenset(
    "button checkbox combobox dialog alertdialog link listbox menuitem option radio searchbox"
    " slider spinbutton switch tab textbox treeitem".split()
)
# By language, in small letters.
EMPTY_LINK_TEXTS = {
    "en": (
        "click here,here,this,this page,this link,link,read more,more,learn more,see more,more info"
        ",more information,details,more details,find out more,show more,go,continue"
        ",continue reading,click,click this,tap here,press here,view,view more,see here,read this"
        ",website,page"
    ).split(","),
    "de": (
        "hier,hier klicken,klicken sie hier,klick hier,hier tippen,mehr,mehr lesen,mehr erfahren"
        ",mehr dazu,mehr infos,mehr informationen,weitere informationen,weitere infos,weiterlesen"
        ",lesen sie mehr,lies mehr,mehr anzeigen,details,mehr details,link,dieser link,diese seite"
        ",siehe hier,webseite,website,seite"
    ).split(","),
}
AROUND = " .:,!>-()[]\"'\u2018\u2019\u201c\u201d\u201e\u2026\u00ab\u00bb\u2039\u203a\u2192"
CONTEXT = frozenset(
    "li tr dd dt figure figcaption article section nav aside details header footer form".split()
)
WITHIN_WORDS = re.compile(r"[^\w\s]")


def pictures_without_text(subject: Subject) -> Iterator[Found]:
    """Find pictures of which a visitor who cannot see them learns nothing."""
    for document in read_by_visitors(subject):
        for it in document.elements:
            hint = _hint_for_picture(it)
            if hint and not name_of(it, document) and not is_hidden(it):
                message = "this picture has no text for those who cannot see it"
                source = it.attributes.get("src", "")
                yield found_on(document, it, message=message, hint=hint, value=source)


def _hint_for_picture(element: Element) -> str:
    """Return how to name a picture, if it is one that has to have a name."""
    tag, given = element.tag, element.attributes
    if tag in ("img", "area"):
        is_bare = "alt" not in given and (tag == "img" or "href" in given)
        return 'say what it shows: alt="...", or alt="" if it only decorates' if is_bare else ""
    if tag == "input":
        is_picture = given.get("type", "").lower() == "image"
        return 'say what the button does: alt="Search"' if is_picture else ""
    if given.get("role") not in PICTURE_ROLES:
        return ""
    if tag == "svg":
        return "begin the drawing with <title>What it shows</title>, or give it aria-label"
    is_drawn = any(it.tag in FOREIGN for it in element.above())
    return "" if is_drawn else 'say what it shows: aria-label="..."'


def texts_that_tell_nothing(subject: Subject) -> Iterator[Found]:
    """Find texts of pictures that name the file, say "picture", or repeat the caption."""
    for document in read_by_visitors(subject):
        for it in document.every("img", "area"):
            alt = it.attributes.get("alt", "").strip()
            figure = next((up for up in it.above() if up.tag == "figure"), None)
            captions = figure.every("figcaption") if figure else []
            stem = _stem(it.attributes.get("src", ""))
            if FILE_NAME.fullmatch(alt) or (alt == stem and not stem.isalpha()):
                message = f"'{alt}' is the name of a file, not what the picture shows"
            elif subject.is_english and SAYS_NOTHING.fullmatch(alt):
                message = f"'{alt}' does not say what the picture shows"
            elif alt and any(_same(alt, caption.text()) for caption in captions):
                message = "the text of this picture only repeats its caption"
            else:
                continue
            hint = "say in a few words what a visitor sees there"
            yield found_on(document, it, message=message, hint=hint, value=alt)


def _stem(address: str) -> str:
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return unquote(path).rpartition("/")[2].partition(".")[0]


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return " ".join(WITHIN_WORDS.sub(" ", text.casefold()).split())


def controls_without_label(subject: Subject) -> Iterator[Found]:
    """Find form controls that do not say what they ask for."""
    for document in read_by_visitors(subject):
        for it in document.every("input", "select", "textarea", "meter", "progress"):
            kind = it.attributes.get("type", "").lower()
            if (it.tag == "input" and kind in NOT_LABELLED) or is_hidden(it):
                continue
            if not name_of(it, document):
                has_label = bool(labels_of(it, document))
                message = (
                    f"the label of this <{it.tag}> is empty"
                    if has_label
                    else (f"this <{it.tag}> has no label")
                )
                hint = '<label for="its id">What to fill in</label>; a placeholder is no label'
                yield found_on(document, it, message=message, hint=hint)
            elif kind == "radio" and not _is_grouped(it):
                hint = "put the choices into <fieldset> with a <legend> that asks the question"
                message = "this choice stands in no group that says what is asked"
                yield found_on(document, it, message=message, hint=hint)


def _is_grouped(control: Element) -> bool:
    roles = ("group", "radiogroup")
    return any(it.tag == "fieldset" or it.attributes.get("role") in roles for it in control.above())


def without_name(subject: Subject) -> Iterator[Found]:
    """Find links, buttons, frames and the like of which nothing can be read out."""
    for document in read_by_visitors(subject):
        for it in document.elements:
            role = it.attributes.get("role", "")
            kind = it.attributes.get("type", "").lower() if it.tag == "input" else ""
            named = NAMED.get(it.tag) or (role if role in NAMED_ROLES else "")
            named = "button" if kind in ("submit", "reset", "button") else named
            is_link = it.tag != "a" or "href" in it.attributes or role
            if not named or not is_link or is_hidden(it) or name_of(it, document):
                continue
            if it.tag == "area" and "alt" not in it.attributes:
                continue
            message = f"this {named} has no name that can be read out"
            hint = {
                "iframe": 'say what is in it: title="Map of the way to us"',
                "input": 'say what it does: value="Send"',
                "a": "put words into it, or a picture with alt text that says where it leads",
            }.get(it.tag, "put words into it, or give it aria-label")
            yield found_on(document, it, message=message, hint=hint)


def links_that_say_nothing(subject: Subject) -> Iterator[Found]:
    """Find links such as "here", which say nothing when they are read alone."""
    language = subject.site.settings.language.lower().partition("-")[0]
    empty = EMPTY_LINK_TEXTS.get(language, ())
    for document in read_by_visitors(subject) if empty else ():
        for it in document.every("a"):
            name = name_of(it, document)
            bare = name.lower().strip(AROUND)
            if "href" in it.attributes and bare in empty:
                message = f"'{name}' does not say where this link leads"
                hint = "name the page or thing: 'see the prices', not 'click here'"
                yield found_on(document, it, message=message, hint=hint, value=name)


def links_of_one_text(subject: Subject) -> Iterator[Found]:
    """Find links of one text in one place that lead to different pages."""
    for document in read_by_visitors(subject):
        met: dict[tuple[int, str], str] = {}
        for it in document.every("a"):
            href = it.attributes.get("href", "").strip()
            if not href or is_hidden(it):
                continue
            name = name_of(it, document)
            other = met.setdefault((_context(it), _bare(name)), href)
            is_alike = other == href or _goal(document, other) == _goal(document, href)
            if _bare(name) and not is_alike:
                message = f"two links say '{name}' and lead to different places"
                hint = f"say in each where it leads; the other leads to {other}"
                yield found_on(document, it, message=message, hint=hint)


def _goal(document: Document, href: str) -> str:
    return joined(document.url, href)


def _context(link: Element) -> int:
    """Return the number of the element around a link that tells what the link is about."""
    return next((it.number for it in link.above() if it.tag in CONTEXT), -1)


def names_unlike_their_text(subject: Subject) -> Iterator[Found]:
    """Find links and buttons that are spoken of in other words than those they show."""
    for document in read_by_visitors(subject):
        for it in document.every("a", "button", "summary"):
            if not (it.attributes.get("aria-label") or it.attributes.get("aria-labelledby")):
                continue
            name, text = name_of(it, document), visible_text(it)
            if len(_bare(text)) > 1 and not _begins_or_holds(_bare(name), _bare(text)):
                message = f"this shows '{text}' and is read out as '{name}'"
                hint = "begin aria-label with the words that it shows, or remove aria-label"
                yield found_on(document, it, message=message, hint=hint)


def _begins_or_holds(name: str, text: str) -> bool:
    """Say whether a text stands in a name, in whole words where words have spaces between."""
    return (
        re.search(rf"(?<![a-z\u00df-\u00ff]){re.escape(text)}(?![a-z\u00df-\u00ff])", name)
        is not None
    )


def hidden_stops(subject: Subject) -> Iterator[Found]:
    """Find what the Tab key stops at although it is hidden from screen readers."""
    for document in read_by_visitors(subject):
        for outer in document.elements:
            if outer.attributes.get("aria-hidden") != "true":
                continue
            for it in outer.within():
                if is_focusable(it):
                    message = f"<{it.tag}> can be reached by the Tab key and is hidden from readers"
                    hint = 'remove aria-hidden, or take it out of the order with tabindex="-1"'
                    yield found_on(document, it, message=message, hint=hint)


def jumps_of_tab(subject: Subject) -> Iterator[Found]:
    """Find positive tabindex, which puts an element before all others."""
    for document in read_by_visitors(subject):
        for it in document.elements:
            typed = it.attributes.get("tabindex", "").strip()
            if re.fullmatch(r"\+?0*[1-9]\d*", typed):
                message = f'tabindex="{typed}" lets the Tab key jump here before all else'
                hint = 'write tabindex="0", or remove it, and put the element where it belongs'
                yield found_on(document, it, message=message, hint=hint)


def repeated_ids(subject: Subject) -> Iterator[Found]:
    """Find ids that one page gives twice."""
    for document in read_by_visitors(subject):
        met: dict[str, list[Element]] = defaultdict(list)
        for it in document.elements:
            if it.attributes.get("id"):
                met[it.attributes["id"]].append(it)
        for own, them in met.items():
            for it in them[1:]:
                message = f"the id '{own}' is given twice on one page"
                yield found_on(document, it, message=message, hint="give one another id")
