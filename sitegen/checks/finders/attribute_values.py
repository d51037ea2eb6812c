"""Which values attributes of HTML take: words, numbers, days and times, addresses, ids."""

from __future__ import annotations

import datetime
import re

from sitegen.checks.addresses import candidates
from sitegen.checks.document import Element
from sitegen.checks.finders.language_tags import wrong_language
from sitegen.checks.numbers import whole
from sitegen.names import nearest

POLICIES = (
    "no-referrer no-referrer-when-downgrade origin origin-when-cross-origin same-origin"
    " strict-origin strict-origin-when-cross-origin unsafe-url"
)
INPUTS = (
    "button checkbox color date datetime-local email file hidden image month number password radio"
    " range reset search submit tel text time url week"
)
DESTINATIONS = (
    "audio audioworklet document embed fetch font frame iframe image json manifest object"
    " paintworklet report script serviceworker sharedworker style track video worker xslt"
)
# What a field may ask for, after words that tell whose or which.
ASKED_FOR = frozenset(
    """
    name honorific-prefix given-name additional-name family-name honorific-suffix nickname username
    new-password current-password one-time-code organization-title organization street-address
    address-line1 address-line2 address-line3 address-level4 address-level3 address-level2
    address-level1 country country-name postal-code cc-name cc-given-name cc-additional-name
    cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type transaction-currency
    transaction-amount language bday bday-day bday-month bday-year sex url photo tel
    tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix
    tel-extension email impp webauthn
    """.split()
)
BEFORE_IT = re.compile(r"section-\S+|shipping|billing|home|work|mobile|fax|pager")
# Allowed words by element and attribute; "*" is any element. An empty value is allowed with EMPTY.
EMPTY = "''"
WORDS = {
    ("*", "dir"): "ltr rtl auto",
    ("*", "contenteditable"): f"{EMPTY} true false plaintext-only",
    ("*", "draggable"): "true false",
    ("*", "spellcheck"): f"{EMPTY} true false",
    ("*", "translate"): f"{EMPTY} yes no",
    ("*", "hidden"): f"{EMPTY} hidden until-found",
    ("*", "popover"): f"{EMPTY} auto manual hint",
    ("*", "inputmode"): "none text decimal numeric tel search email url",
    ("*", "enterkeyhint"): "enter done go next previous search send",
    ("*", "autocapitalize"): "off none on sentences words characters",
    ("*", "loading"): "lazy eager",
    ("*", "decoding"): "sync async auto",
    ("*", "fetchpriority"): "high low auto",
    ("*", "crossorigin"): f"{EMPTY} anonymous use-credentials",
    ("*", "referrerpolicy"): f"{EMPTY} {POLICIES}",
    ("*", "preload"): f"{EMPTY} none metadata auto",
    ("*", "popovertargetaction"): "toggle show hide",
    ("*", "formmethod"): "get post dialog",
    ("input", "type"): INPUTS,
    ("button", "type"): "submit reset button",
    ("form", "method"): "get post dialog",
    ("form", "enctype"): "application/x-www-form-urlencoded multipart/form-data text/plain",
    ("form", "autocomplete"): "on off",
    ("track", "kind"): "subtitles captions descriptions chapters metadata",
    ("th", "scope"): "row col rowgroup colgroup",
    ("ol", "type"): "1 a i",
    ("link", "as"): DESTINATIONS,
    ("area", "shape"): "circle default poly rect",
    ("textarea", "wrap"): "soft hard",
    ("meta", "http-equiv"): "content-security-policy content-type default-style refresh"
    " x-ua-compatible",
    ("meta", "charset"): "utf-8",
}
SWITCHES = frozenset(
    "allowfullscreen async autofocus autoplay checked controls default defer disabled"
    " formnovalidate inert ismap itemscope loop multiple muted nomodule novalidate open playsinline"
    " readonly required reversed selected".split()
)
# Least number by element and attribute.
NUMBERS = {
    **{(tag, side): 0 for tag in ("img", "video", "canvas", "input", "embed", "object", "source",
                                  "iframe") for side in ("width", "height")},
    **{(tag, "colspan"): 1 for tag in ("td", "th")},
    **{(tag, "rowspan"): 0 for tag in ("td", "th")},
    **{(tag, "span"): 1 for tag in ("col", "colgroup")},
    **{(tag, name): 0 for tag in ("input", "textarea") for name in ("maxlength", "minlength")},
    **{("textarea", "rows"): 1, ("textarea", "cols"): 1},
    **{("input", "size"): 1, ("select", "size"): 1},
}  # fmt: skip
INTEGERS = {("*", "tabindex"), ("ol", "start"), ("li", "value")}
ADDRESSES = ("href", "src", "action", "formaction", "cite", "poster", "data")
WITH_ADDRESS = frozenset("a area audio base blockquote button del embed form iframe img input ins"
                         " link object q script source track video".split())  # fmt: skip
NEVER_IN_ADDRESS = re.compile(r"[\\<>\"{}|^`]")
TARGETS = ("_blank", "_self", "_parent", "_top")
LANGUAGES, ANY_LANGUAGE = ("hreflang", "srclang"), "x-default"
SIZE = re.compile(r"(?:[1-9]\d*w|\d*\.?\d+x)?")

CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?"
ZONE = r"(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)"
DAY = r"\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
LENGTH = r"P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,3})?S)?)?"
LENGTH += r"|(?:\s*\d+(?:\.\d+)?[wdhms])+\s*"
MOMENT = re.compile(
    rf"{DAY}|\d{{4,}}-(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"|{CLOCK}|{DAY}[T ]{CLOCK}{ZONE}?|{ZONE}|\d{{4,}}-W[0-5]\d|\d{{4,}}|{LENGTH}",
    re.I,
)

# The attributes whose values are looked at.
HELD_TO = frozenset(
    (
        *(name for _, name in (*WORDS, *NUMBERS, *INTEGERS)),
        *(*SWITCHES, *ADDRESSES, *LANGUAGES, "id", "datetime", "srcset", "target", "autocomplete"),
    )
)


def wrong_value(element: Element, name: str, value: str) -> tuple[str, str] | None:
    """Return message and hint if an attribute's value means nothing there."""
    tag, bare = element.tag, value.strip()
    words = WORDS.get((tag, name)) or WORDS.get(("*", name))
    if words:
        return _word(name, bare, words.split())
    if name in SWITCHES and bare.lower() not in ("", name):
        return f'{name}="{value}" switches it on', f"write {name} alone, or remove it"
    if name == "id":
        return _id(value)
    if (tag, name) in NUMBERS or (tag, name) in INTEGERS or name == "tabindex":
        return _number(name, value, NUMBERS.get((tag, name)))
    if name == "datetime":
        return _moment(value)
    if tag in WITH_ADDRESS and name in ADDRESSES:
        return _address(name, value)
    if name == "autocomplete":
        return _asked_for(bare.lower())
    if name == "srcset":
        return _candidates(value)
    if name in LANGUAGES and bare != ANY_LANGUAGE:
        return wrong_language(bare)
    if name == "target" and bare.startswith("_") and bare.lower() not in TARGETS:
        return f"there is no target '{value}'", f"one of: {', '.join(TARGETS)}"
    return None


def _word(name: str, value: str, words: list[str]) -> tuple[str, str] | None:
    if value.lower() in words or (not value and EMPTY in words):
        return None
    known = ", ".join(it for it in words if it != EMPTY)
    return f'{name}="{value}" means nothing', f"one of: {known}"


def _asked_for(value: str) -> tuple[str, str] | None:
    *before, last = value.split() or [""]
    if value in ("", "on", "off"):
        return None
    if last in ASKED_FOR and all(it in ASKED_FOR or BEFORE_IT.fullmatch(it) for it in before):
        return None
    near = nearest(last, ASKED_FOR)
    hint = f"did you mean {near}?" if near else "for example name, email or tel"
    return f'autocomplete="{value}" means nothing', hint


def _id(value: str) -> tuple[str, str] | None:
    if not value:
        return "an id is empty", "name it, or remove it"
    if re.search(r"\s", value):
        return f"the id '{value}' has a space", f"write {'-'.join(value.split())}"
    return None


def _number(name: str, value: str, least: int | None) -> tuple[str, str] | None:
    number = whole(value.strip().removeprefix("-"))
    if number is None:
        return f'{name}="{value}" is no whole number', "write digits alone, without px or %"
    is_negative = "-" in value and number > 0
    if least is not None and (is_negative or number < least):
        return f'{name}="{value}" is too small', f"{least} is the least"
    return None


def _moment(value: str) -> tuple[str, str] | None:
    hint = "write 2026-03-31, 17:00, 2026-03-31T17:00 or PT90M"
    if not MOMENT.fullmatch(value):
        return f"'{value}' is no date or time that machines read", hint
    day = re.match(r"\d{4}-\d\d-\d\d", value)
    try:
        if day:
            datetime.date.fromisoformat(day[0])
    except ValueError:
        return f"there is no day '{day[0] if day else value}'", hint
    return None


def _address(name: str, value: str) -> tuple[str, str] | None:
    if re.search(r"\s", value.strip()) and not value.strip().lower().startswith("data:"):
        return f'{name}="{value}" has a space', "write %20, or rename the file"
    sign = NEVER_IN_ADDRESS.search(value)
    if sign:
        hint = "write / in its place" if sign[0] == "\\" else "write another, or its %-code"
        return f'{name}="{value}" has the sign {sign[0]}, which no address may have', hint
    return None


def _candidates(value: str) -> tuple[str, str] | None:
    found = list(candidates(value))
    wrong = next((f"{it} {size}" for it, size in found if not SIZE.fullmatch(size)), None)
    if wrong is not None or not found:
        return f"srcset '{wrong or value}' cannot be read", "write: small.jpg 400w, large.jpg 800w"
    return None
