"""Forms: where they send what visitors type, and whether browsers know what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.document import Document, Element
from sitegen.checks.finders.foreign import foreign_host, own_host
from sitegen.checks.found import Found
from sitegen.checks.onpage import found_on
from sitegen.checks.subject import Subject

# WHATWG names for what a field asks, by words that its name, id or type holds.
PURPOSES = {
    "given-name": r"first.?name|given.?name|fname|vorname",
    "family-name": r"last.?name|family.?name|surname|lname|nachname|familienname",
    "email": r"e.?mail(?:[-_]?(?:address|adresse))?",
    "tel": r"(?:tel(?:ephone)?|phone|mobile|telefon|handy)(?:[-_]?(?:number|nummer))?",
    "bday": r"birth.?(?:day|date)|date.?of.?birth|dob|bday|geburts(?:tag|datum)",
    "address-line2": r"address(?:.?line)?.?2",
    "street-address": r"street(?:.?address)?|address(?:(?:.?line)?.?1)?|stra(?:ss|ß)e|anschrift",
    "postal-code": r"zip(?:.?code)?|post(?:al)?.?code|plz|postleitzahl",
    "username": r"user[-_.]?name",
    "name": r"(?:full|your)?.?name",
    "new-password": r"passwor[dt]|kennwort",
}
PERSONAL = re.compile(
    r"ssn|social.?security|message|comment|question|nachricht|kommentar|frage", re.I
)
NOT_TYPED = frozenset(
    ("hidden", "submit", "button", "reset", "image", "checkbox", "radio", "file", "search")
)


def fields(element: Element) -> list[Element]:
    """Return what a visitor types into, in an element."""
    return [
        it
        for it in element.every("input", "textarea", "select")
        if it.attributes.get("type", "").lower() not in NOT_TYPED
    ]


def purpose(field: Element) -> str | None:
    """Return what a field asks of the visitor's person, in the words of HTML."""
    given = (field.attributes.get(it, "") for it in ("type", "name", "id"))
    for word in given:
        for name, pattern in PURPOSES.items():
            if re.fullmatch(rf"(?:(?:your|contact|client|user)[-_]?)?(?:{pattern})", word, re.I):
                return name
    return None


def _is_personal(field: Element) -> bool:
    words = (field.attributes.get(it, "") for it in ("name", "id", "autocomplete"))
    return purpose(field) is not None or any(PERSONAL.search(it) for it in words)


def sending(subject: Subject) -> Iterator[Found]:
    """Yield forms that send what visitors type to other sites, or show it in addresses."""
    own, allowed = own_host(subject), subject.settings.third_parties
    for document in subject.documents.values():
        for form in document.every("form"):
            for it in _targets(form):
                host = foreign_host(it, own)
                if host is not None and host not in allowed:
                    message = f"this form sends what visitors type to {host}"
                    hint = "ask by phone or mail instead, or allow it: checks: third_parties:"
                    yield found_on(document, form, message=message, hint=hint, value=it)
                if it.lower().startswith("http:"):
                    message = "this form sends what visitors type without encryption"
                    yield found_on(document, form, message=message, hint="write https:", value=it)
            yield from _shown(document, form)


def _targets(form: Element) -> list[str]:
    buttons = form.every("button", "input")
    given = [
        form.attributes.get("action", ""),
        *(it.attributes.get("formaction", "") for it in buttons),
    ]
    return [it.strip() for it in given if it.strip()]


def _shown(document: Document, form: Element) -> Iterator[Found]:
    is_get = form.attributes.get("method", "get").lower() not in ("post", "dialog")
    if is_get and any(_is_personal(it) for it in fields(form)):
        message = "this form puts what visitors type into the address, where others can read it"
        yield found_on(document, form, message=message, hint='write method="post"')


def unnamed_purposes(subject: Subject) -> Iterator[Found]:
    """Yield fields about the visitor that do not say so to the browser."""
    for document in subject.documents.values():
        for field in fields(document.root):
            found = purpose(field)
            if found and not field.attributes.get("autocomplete", "").strip():
                message = "browsers cannot fill in this field: it does not say what it asks"
                hint = f'add autocomplete="{found}"'
                yield found_on(document, field, message=message, hint=hint)
