"""Finders for WAI-ARIA 1.2 and ARIA in HTML: roles, attributes, references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.document import Document, Element
from sitegen.checks.finders.spoken import LABELABLE
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on, read_by_visitors
from sitegen.checks.subject import Subject
from sitegen.names import did_you_mean

ROLES = frozenset(
    """
    alert alertdialog application article banner blockquote button caption cell checkbox code
    columnheader combobox complementary contentinfo definition deletion dialog directory document
    emphasis feed figure form generic grid gridcell group heading image img insertion link list
    listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio
    meter navigation none note option paragraph presentation progressbar radio radiogroup region row
    rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong
    subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer
    toolbar tooltip tree treegrid treeitem graphics-document graphics-object graphics-symbol
    """.split()
)
PUBLISHING_ROLE = re.compile(r"doc-[a-z]+")
TRUTH = frozenset(("true", "false"))
MAYBE = TRUTH | {"undefined"}
TRISTATE = TRUTH | {"mixed", "undefined"}
FREE: frozenset[str] = frozenset()
ATTRIBUTES = {
    **dict.fromkeys("atomic busy disabled modal multiline multiselectable readonly".split(), TRUTH),
    **dict.fromkeys("required".split(), TRUTH),
    **dict.fromkeys("expanded grabbed hidden selected".split(), MAYBE),
    **dict.fromkeys("checked pressed".split(), TRISTATE),
    **dict.fromkeys("controls describedby details errormessage flowto labelledby".split(), FREE),
    **dict.fromkeys("activedescendant owns braillelabel brailleroledescription".split(), FREE),
    **dict.fromkeys("colcount colindex colindextext colspan description dropeffect".split(), FREE),
    **dict.fromkeys("keyshortcuts label level placeholder posinset roledescription".split(), FREE),
    **dict.fromkeys("rowcount rowindex rowindextext rowspan setsize".split(), FREE),
    **dict.fromkeys("valuemax valuemin valuenow valuetext".split(), FREE),
    "autocomplete": frozenset("inline list both none".split()),
    "current": TRUTH | frozenset("page step location date time".split()),
    "haspopup": TRUTH | frozenset("menu listbox tree grid dialog".split()),
    "invalid": TRUTH | {"grammar", "spelling"},
    "live": frozenset("assertive off polite".split()),
    "orientation": frozenset("horizontal undefined vertical".split()),
    "relevant": FREE,
    "sort": frozenset("ascending descending none other".split()),
}
RELEVANT = frozenset("additions all removals text".split())
WHOLE = re.compile(r"-?\d+")
NUMBERS = {
    **dict.fromkeys(("colindex", "colspan", "level", "rowindex"), re.compile(r"0*[1-9]\d*")),
    **dict.fromkeys(("colcount", "posinset", "rowcount", "rowspan", "setsize"), WHOLE),
    **dict.fromkeys(("valuemax", "valuemin", "valuenow"), re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")),
}
# They mean nothing where an element is only text or a box.
OF_CONTROLS = frozenset(
    """
    activedescendant autocomplete checked expanded level modal multiline multiselectable
    orientation placeholder pressed readonly required selected sort valuemax valuemin valuenow
    valuetext
    """.split()
)
# Naming is not allowed on these as long as they have no role: ARIA in HTML, "naming prohibited".
NEVER_NAMED = frozenset(
    "abbr b bdi bdo br cite code data del dfn div em i ins kbd mark p pre q rp rt ruby s samp small"
    " span strong sub sup time u var wbr".split()
)
NEVER_NAMED_ROLES = frozenset(
    "caption code definition deletion emphasis generic insertion mark none paragraph presentation"
    " strong subscript suggestion superscript term time".split()
)
IMPLIED = {
    **{"a": "link", "article": "article", "aside": "complementary", "button": "button"},
    **{"dialog": "dialog", "figure": "figure", "fieldset": "group", "hr": "separator"},
    **{"img": "img", "main": "main", "math": "math", "nav": "navigation", "ol": "list"},
    **{"option": "option", "p": "paragraph", "progress": "progressbar", "search": "search"},
    **{"table": "table", "textarea": "textbox", "ul": "list", "meter": "meter"},
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("tbody", "thead", "tfoot"), "rowgroup"),
}
INPUTS = {
    **{"checkbox": "checkbox", "radio": "radio", "range": "slider", "number": "spinbutton"},
    **{"search": "searchbox", **dict.fromkeys(("text", "email", "tel", "url"), "textbox")},
    **dict.fromkeys(("button", "submit", "reset", "image"), "button"),
}
# In a part of a page they are of that part.
OF_PAGE = {"header": "banner", "footer": "contentinfo"}
SECTIONING = frozenset("article aside main nav section".split())
# Browsers that leave out the marks of a list also stop calling it one, unless it says so.
KEPT_ON_PURPOSE = ("list",)
REFERENCES = (
    *("aria-activedescendant", "aria-controls", "aria-describedby", "aria-details"),
    *("aria-errormessage", "aria-flowto", "aria-labelledby", "aria-owns"),
)
ONE_ID = {
    "for": ("label", "output"),
    "form": ("button", "fieldset", "input", "object", "output", "select", "textarea"),
    "headers": ("td", "th"),
    "list": ("input",),
    "popovertarget": ("button", "input"),
    "commandfor": ("button",),
}
# What such a reference has to lead to.
WANTED = {"form": "form", "headers": "th", "list": "datalist"}


def lost_references(subject: Subject) -> Iterator[Found]:
    """Find references to an id that the page has not, or that is of the wrong kind."""
    for document in read_by_visitors(subject):
        for it in document.elements:
            for name, typed in it.attributes.items():
                if name == "usemap" and not _has_map(document, typed):
                    message, hint = f'usemap="{typed}": the page has no such <map>', "name the map"
                    yield found_on(document, it, message=message, hint=hint)
                is_reference = name in REFERENCES or it.tag in ONE_ID.get(name, ())
                for own in typed.split() if is_reference else ():
                    words = _lost(document, it, name, own)
                    if words:
                        yield found_on(document, it, message=words[0], hint=words[1])


def _has_map(document: Document, typed: str) -> bool:
    names = {it.attributes.get("name", "").lower() for it in document.every("map")}
    return typed.strip().removeprefix("#").lower() in names


def _lost(document: Document, element: Element, name: str, own: str) -> tuple[str, str] | None:
    target = document.ids.get(own)
    if target is None:
        return (
            f'{name}="{own}": the page has nothing with that id',
            did_you_mean(own, document.ids) or "name an id that is there, or remove it",
        )
    is_label = name == "for" and element.tag == "label"
    if is_label and (target.tag not in LABELABLE or target.attributes.get("type") == "hidden"):
        return f'for="{own}" leads to <{target.tag}>, which takes no label', "name the form control"
    wanted = WANTED.get(name, target.tag)
    if target.tag != wanted:
        return f'{name}="{own}" leads to <{target.tag}>', f"name the id of a <{wanted}>"
    if name == "popovertarget" and "popover" not in target.attributes:
        return f'popovertarget="{own}" leads to what never pops up', "give it the attribute popover"
    return None


def wrong_roles(subject: Subject) -> Iterator[Found]:
    """Find roles that do not exist, or that the element has anyway."""
    for document in read_by_visitors(subject):
        for it in document.elements:
            roles = it.attributes.get("role", "generic").lower().split()
            for role in roles:
                if role not in ROLES and not PUBLISHING_ROLE.fullmatch(role):
                    hint = did_you_mean(role, ROLES)
                    yield found_on(document, it, message=f"there is no role '{role}'", hint=hint)
            if "role" in it.attributes and not roles:
                yield found_on(document, it, message="this role is empty", hint="remove role=")
            implied = _implied(it)
            if roles == [implied] and implied not in KEPT_ON_PURPOSE and implied != "heading":
                message = f'<{it.tag}> is a {implied} anyway: role="{implied}" says nothing new'
                yield found_on(document, it, message=message, hint="remove role=")


def _implied(element: Element) -> str | None:
    """Return the role that an element has without being told."""
    tag, given = element.tag, element.attributes
    if tag == "a" and "href" not in given:
        return None
    if tag == "input":
        kind = given.get("type", "text").lower()
        return None if "list" in given else INPUTS.get(kind)
    if tag == "select":
        is_list = "multiple" in given or given.get("size", "1").strip() not in ("", "0", "1")
        return "listbox" if is_list else "combobox"
    around = [it for it in element.above() if it is not element]
    if tag in OF_PAGE:
        return (
            None
            if any(it.tag in SECTIONING or it.attributes.get("role") for it in around)
            else OF_PAGE[tag]
        )
    if tag == "li":
        is_listed = around[0].tag in ("ul", "ol", "menu") and "role" not in around[0].attributes
        return "listitem" if is_listed else None
    return IMPLIED.get(tag)


def wrong_attributes(subject: Subject) -> Iterator[Found]:
    """Find aria- attributes that do not exist, with values they do not take, or out of place."""
    for document in read_by_visitors(subject):
        for it in document.elements:
            for name, typed in it.attributes.items():
                words = _wrong(it, name, typed.strip()) if name.startswith("aria-") else None
                if words:
                    yield found_on(document, it, message=words[0], hint=words[1])


def _is_editable(element: Element) -> bool:
    return "contenteditable" in element.attributes


def _wrong(element: Element, name: str, typed: str) -> tuple[str, str] | None:
    known = ATTRIBUTES.get(name.removeprefix("aria-"))
    if known is None:
        names = [f"aria-{it}" for it in ATTRIBUTES]
        return f"there is no attribute {name}", did_you_mean(name, names)
    if known and typed.lower() not in known:
        return f'{name}="{typed}" means nothing', f"one of: {', '.join(sorted(known))}"
    if not known and not typed:
        return f"{name} is empty", "fill it in, or remove it"
    short = name.removeprefix("aria-")
    is_number = short not in NUMBERS or NUMBERS[short].fullmatch(typed)
    if not is_number or (short == "relevant" and not set(typed.lower().split()) <= RELEVANT):
        hint = f"one or more of: {', '.join(sorted(RELEVANT))}" if is_number else "write digits"
        return f'{name}="{typed}" means nothing', hint
    role = element.attributes.get("role", "").lower()
    is_plain = not role and element.tag in NEVER_NAMED and not _is_editable(element)
    if short in OF_CONTROLS and is_plain:
        message = f"{name} says nothing on <{element.tag}>, which is no control"
        return message, "move it to the control, or give the element a role"
    is_nameless = role in NEVER_NAMED_ROLES or (not role and element.tag in NEVER_NAMED)
    if name in ("aria-label", "aria-labelledby") and is_nameless:
        message = f"<{element.tag}> takes no {name}: readers leave it out"
        return message, "write the words into the page, or use an element with a role"
    return None
