"""Names in the settings of checks that stand for nothing: the check would look for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sitegen.checks.found import Found
from sitegen.checks.rule import Rule
from sitegen.checks.subject import Subject
from sitegen.names import did_you_mean
from sitegen.problems import Place
from sitegen.yamltext import Loc

EVERY_OTHER = "all"


def _unknown(subject: Subject) -> Iterator[Found]:
    given = subject.settings
    kinds = subject.site.kinds | {page.card.kind for page in subject.site.generated}
    files = frozenset(subject.trees) - {"site.yaml"}
    limits = {*given.reading} - {EVERY_OTHER}
    yield from _misnamed(subject, ("reading",), {it: it for it in limits}, kinds, "kind of page")
    budgets = {it: it for it in given.budget.kinds}
    yield from _misnamed(subject, ("budget", "kinds"), budgets, kinds, "kind of page")
    for name, listed in (("cites", given.cites), ("reviewed", given.reviewed)):
        yield from _misnamed(subject, (name,), dict(enumerate(listed)), kinds, "kind of page")
    for at, wanted in enumerate(given.must_show):
        loc: Loc = ("must_show", at, "kinds")
        yield from _misnamed(subject, loc, dict(enumerate(wanted.kinds)), kinds, "kind of page")
    once = dict(enumerate(given.typed_once))
    yield from _misnamed(subject, ("typed_once",), once, files, "data file")
    if given.terms:
        yield from _misnamed(subject, (), {"terms": given.terms}, files, "data file")
        entries = subject.site.entries.get(given.terms, frozenset())
        known = dict(enumerate(given.known_terms)) if given.terms in files else {}
        yield from _misnamed(subject, ("known_terms",), known, entries, f"entry of {given.terms}")


def unknown_codes(subject: Subject, codes: Iterable[str]) -> Iterator[Found]:
    """Yield the codes in the settings of checks that no rule and no family has."""
    known = {name for code in codes for name in (code, code[0])}
    severities = {it: it for it in subject.settings.severity}
    yield from _misnamed(subject, ("severity",), severities, known, "rule")
    for at, waiver in enumerate(subject.settings.waivers):
        yield from _misnamed(subject, ("waivers", at), {"rule": waiver.rule}, known, "rule")


def _misnamed(
    subject: Subject,
    loc: Loc,
    names: Mapping[str, str] | Mapping[int, str],
    known: Collection[str],
    what: str,
) -> Iterator[Found]:
    tree = subject.trees["site.yaml"]
    for at, name in names.items():
        if name not in known:
            where: Loc = ("checks", *loc, at)
            is_key = at == name
            line, column = tree.keys.get(where, (1, 1)) if is_key else tree.place(where)
            yield Found(
                at=Place(path=tree.path, line=line, column=column),
                message=f"there is no {what} '{name}'",
                hint=did_you_mean(name, known) or "mend the name, or remove it",
            )


MISNAMED = Rule(
    code="X02",
    name="setting-names-nothing",
    severity="error",
    what="A setting under `checks:` in `site.yaml` names a kind of page, a data file, an"
    " entry or a rule that there is not.",
    why="The check would look for nothing there, and say that all is well.",
    mend="Mend the name. The kinds of page are the headings under Pages in docs/fields.md.",
    before="cites: [lessons]",
    after="cites: [lesson]",
    source="A rule of this engine.",
    find=_unknown,
)
