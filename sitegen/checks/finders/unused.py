"""What a site carries along without need: styles that fit nothing, files that nothing shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from sitegen.checks.copies import source_path
from sitegen.checks.found import Found, On
from sitegen.checks.selectors import Compound, Selector, selectors
from sitegen.checks.subject import Subject
from sitegen.htmlcheck import ELEMENTS
from sitegen.jobs import VERBATIM
from sitegen.problems import Place

WORD = re.compile(r"[A-Za-z_][\w-]*")
# `card--{{ kind }}`: any class that begins so may come out.
BEGINNING = re.compile(r"([A-Za-z_][\w-]*[-_])(?:\{\{|\{%|\"\s*~|'\s*~)")
COMMENT = re.compile(r"\{#.*?#\}", re.S)
IN_MARKDOWN = re.compile(r"[.#]([A-Za-z_][\w-]*)|class=[\"']([^\"']*)")
MADE_BY_MARKDOWN = frozenset(
    (
        *("admonition", "admonition-title", "cite", "align-left", "align-center", "align-right"),
        *("note", "tip", "warning", "danger", "important", "caution", "toc"),
        *("footnote", "footnote-ref", "footnote-backref"),
    )
)
LICENCE = re.compile(r"(?:^|/)(?:OFL|LICEN[CS]E|COPYING|NOTICE|README|AUTHORS)[^/]*$", re.I)
# A file this small is no burden, and may well be there twice.
LEAST_TWICE = 1_024


class Names:
    """Every class, id and tag that a site has, or may have on another day."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        texts = [COMMENT.sub("", text) for text in subject.templates.values()]
        self.beginnings = tuple({it for text in texts for it in BEGINNING.findall(text)})
        texts += [
            output.content.decode("utf-8", "replace")
            for path, output in subject.outputs.items()
            if path.endswith((".js", ".mjs"))
        ]
        self.written = {word for text in texts for word in WORD.findall(text)}

    @cached_property
    def classes(self) -> frozenset[str]:
        """Classes and ids of all pages, and of pages that are not there today."""
        found = set(MADE_BY_MARKDOWN)
        for document in self.subject.documents.values():
            found |= document.ids.keys()
            for element in document.elements:
                if "class" in element.attributes:
                    found |= element.classes
        for page in self.subject.sources.values():
            for word, listed in IN_MARKDOWN.findall(page.body):
                found |= {word, *listed.split()}
        return frozenset(found)

    @cached_property
    def tags(self) -> frozenset[str]:
        """Tags of all pages, and those that Markdown may hold tomorrow."""
        pages = self.subject.documents.values()
        found = {element.tag for document in pages for element in document.elements}
        return frozenset(found | ELEMENTS)

    def missing(self, compound: Compound) -> str | None:
        """Return what a compound asks for that is nowhere, such as ``.card``."""
        for sign, names in ((".", compound.classes), ("#", compound.ids)):
            for name in sorted(names):
                if not self._may_be(name):
                    return sign + name
        if compound.tag and compound.tag not in self.tags and compound.tag not in self.written:
            return f"<{compound.tag}>"
        for alternatives in compound.either:
            lacking = [self.lacking(it) for it in alternatives]
            if lacking and all(lacking):
                return lacking[0]
        return None

    def _may_be(self, name: str) -> bool:
        is_here = name in self.classes or name in self.written
        return is_here or name.startswith(self.beginnings)

    def lacking(self, selector: Selector) -> str | None:
        """Return what a selector asks for that is nowhere."""
        return next((it for it in map(self.missing, selector.compounds) if it), None)


def unused_styles(subject: Subject) -> Iterator[Found]:
    """Yield selectors that fit nothing, in sheets that pages carry."""
    names = Names(subject)
    carried = {source_path(subject, name) for name in _asked(subject) & subject.site.files.keys()}
    for rule in subject.style_rules:
        for selector in selectors(rule.selector) if rule.place.path in carried else ():
            lacking = names.lacking(selector)
            if lacking:
                words = " ".join(selector.text.split())
                message = f"'{words}' fits nothing: no page and no template has {lacking}"
                hint = "remove the rule, or mend its name"
                yield Found(at=rule.place_at(selector.at), message=message, hint=hint)


def _asked(subject: Subject) -> frozenset[str]:
    """Return the files that templates asked for, by name below static/ or content/."""
    outputs = subject.outputs.values()
    facts = {fact for output in outputs for fact in output.trace if fact[0] == "file"}
    return frozenset(str(fact[1]) for fact in facts)


def unused_files(subject: Subject) -> Iterator[Found]:
    """Yield files of static/ that no page shows."""
    used = _asked(subject)
    for name in subject.site.files:
        path = source_path(subject, name)
        is_kept = name.startswith(VERBATIM) or LICENCE.search(name)
        if name not in used and not is_kept and path.startswith("static/"):
            message = "no page uses this file"
            yield Found(
                at=Place(path=path), message=message, hint="remove it, or show it somewhere"
            )


def doubles(subject: Subject) -> Iterator[Found]:
    """Yield files that the site publishes under two names."""
    same: dict[str, list[str]] = defaultdict(list)
    for path, output in subject.outputs.items():
        if not path.endswith(".html") and len(output.content) >= LEAST_TWICE:
            same[output.digest].append(path)
    for digest, (first, *others) in same.items():
        files = [name for name, file in subject.site.files.items() if file.digest == digest]
        at = Place(path=source_path(subject, files[-1])) if files else On(output=first)
        for path in others:
            message = f"/{path} and /{first} are the same file"
            yield Found(at=at, message=message, hint="use one of them in both places")
