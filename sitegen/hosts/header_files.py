"""``_headers`` and ``_redirects``, which Netlify and Cloudflare Pages read.

Netlify: a header of ours stands in one rule for each path, since what becomes of two is not
documented. Cloudflare: a later rule detaches (``!``) what an earlier one has set, and there may be
100 rules of 2,000 letters a line; pages beyond that share rules, and where the policy is too
long even so, the pages carry their own. Files that fit into no 100 rules are a Problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sitegen.headers import joined
from sitegen.hosts.redirects import spellings
from sitegen.hosts.release import (
    CACHING,
    NOT_FOUND,
    PAGE,
    POLICY,
    SHARING,
    TYPE,
    VARYING,
    Release,
    Served,
    ending_of,
)
from sitegen.problems import Problem, ProblemsFound

HEADERS, REDIRECTS = "_headers", "_redirects"
ASSETS = "assets/"
MAX_RULES, MAX_LINE = 100, 2_000
MAX_REDIRECTS, MAX_REDIRECT = 2_000, 1_000
# What no page can say of itself stays in the header.
SHORT = "base-uri 'none'; frame-ancestors 'none'"
NOTHING = "default-src 'none'; frame-ancestors 'none'"
# Cloudflare lets pages of other sites read everything, unless told otherwise.
NOT_OURS = "Access-Control-Allow-Origin"

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which paths (``*`` stands for any text) get which headers, beside those of every file."""

    pattern: str
    headers: Headers


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """The text of ``_headers``, and the pages that must carry a policy of their own."""

    text: str
    own_policy: frozenset[str]


def netlify_headers(release: Release) -> HeaderFile:
    """Return the headers as Netlify reads them; of 404.html it heeds none."""
    rules = [Rule("/*", release.constant)]
    pages, others = _files(release)
    for page in pages:
        rules += [Rule(path, _varying(page)) for path in _ways(page)]
    rules += _by_kind(others)
    return HeaderFile(_text(rules), frozenset({NOT_FOUND}))


def cloudflare_headers(release: Release) -> HeaderFile:
    """Return the headers as Cloudflare Pages reads them, in no more rules than it takes.

    Raises ProblemsFound if more are needed.
    """
    pages, files = _files(release)
    others = _by_kind(files, may_overlap=True)
    if len(others) > MAX_RULES // 2:
        others = _by_kind(files, may_overlap=True, are_many=True)
    if len(others) >= MAX_RULES:
        raise ProblemsFound([_too_many(others)])
    wanted = _shared(pages, MAX_RULES - 1 - len(others))
    missing = release.not_found
    members = {"/*": (*wanted.pop("/*", ()), missing), **wanted}
    rules = {pattern: _group(them) for pattern, them in members.items()}
    own_policy = frozenset(
        it.path for pattern, them in members.items() if _is_long(rules[pattern]) for it in them
    )
    told = [
        Rule(pattern, {**found, POLICY: SHORT} if _is_long(found) else found)
        for pattern, found in rules.items()
    ]
    top = Rule("/*", {**release.constant, **told[0].headers})
    text = _text([top], detached=(NOT_OURS,))
    return HeaderFile(text + _text([*told[1:], *others], detached=(*VARYING, TYPE)), own_policy)


def _files(release: Release) -> tuple[list[Served], list[Served]]:
    """Return the pages that are read by name, and all other files."""
    files = [it for it in release.answering if it.path != NOT_FOUND]
    pages = [it for it in files if it.path.endswith(PAGE)]
    return pages, [it for it in files if not it.path.endswith(PAGE)]


def _varying(file: Served) -> Headers:
    names = VARYING if file.path.endswith(PAGE) else (*VARYING, TYPE)
    return {name: file.headers[name] for name in names if name in file.headers}


def _path(url: str) -> str:
    return quote(url, safe="/!$&'()+,;=@~")


def _ways(page: Served) -> tuple[str, ...]:
    """Return the paths at which Netlify serves a page as it is."""
    path, file = _path(page.url), _path(f"/{page.path}")
    return (path, file) if path != file else (file.removesuffix(PAGE), file)


def _by_kind(
    files: Iterable[Served], *, may_overlap: bool = False, are_many: bool = False
) -> list[Rule]:
    """Return a rule for each ending of hashed files, and one for each other file.

    If rules ``may_overlap``, one file that differs leaves the others of its ending together. If
    files ``are_many``, others of one ending share a rule too, and drawings a policy.
    """
    kinds: dict[str, list[Served]] = {}
    for file in files:
        kinds.setdefault(_pattern(file, are_many=are_many), []).append(file)
    shared: list[Rule] = []
    alone: list[Served] = []
    for pattern, them in kinds.items():
        alike: dict[tuple[str, ...], list[Served]] = {}
        for it in them:
            told = tuple(it.headers[name] for name in (CACHING, SHARING, TYPE))
            alike.setdefault(told, []).append(it)
        most = max(alike.values(), key=len)
        if may_overlap or len(alike) == 1:
            shared.append(Rule(pattern, _drawings(most)))
            alone += [it for group in alike.values() if group is not most for it in group]
        else:
            alone += them
    # What holds for fewer files comes later.
    shared.sort(key=lambda it: ("*" not in it.pattern, not it.pattern.startswith("/*")))
    return shared + [Rule(_path(it.url), _drawings([it])) for it in alone]


def _pattern(file: Served, *, are_many: bool) -> str:
    """Return the paths that are to share a rule with a file."""
    ending = ending_of(file.path)
    if file.path.startswith(ASSETS) and ending and (are_many or POLICY not in file.headers):
        return f"/{ASSETS}*{ending}"
    return f"/*{ending}" if are_many and ending else _path(file.url)


def _too_many(rules: Sequence[Rule]) -> Problem:
    shown = ", ".join(it.pattern for it in rules[-3:])
    return Problem(
        path="static/root",
        message=f"Cloudflare Pages takes {MAX_RULES} rules for headers; this site needs"
        f" {len(rules) + 1}, among them those for {shown}",
        hint="files of one ending share a rule, but not those in static/root/assets/: move them"
        " into another folder, and give each file an ending",
    )


def _drawings(files: Sequence[Served]) -> Headers:
    """Return the headers of files of one kind; a policy too long for one line allows nothing."""
    told = _varying(files[0])
    if POLICY not in told:
        return told
    found = _group(files)
    return {**told, POLICY: NOTHING} if _is_long(found) else found


def _shared(pages: Iterable[Served], room: int) -> dict[str, tuple[Served, ...]]:
    """Return the pages of each rule: one each, or those of a folder, or all.

    ``room`` is how many rules there may be.
    """
    found: dict[str, tuple[Served, ...]] = {_path(it.url.removesuffix(PAGE)): (it,) for it in pages}
    folders: dict[str, list[str]] = {}
    for pattern in found:
        folders.setdefault(pattern.split("/")[1], []).append(pattern)
    for folder, patterns in sorted(folders.items(), key=lambda it: (-len(it[1]), it[0])):
        if len(found) <= room or len(patterns) == 1:
            break
        members = tuple(found.pop(it)[0] for it in patterns)
        found = {f"/{folder}/*": members, **found}
    everything = tuple(it for them in found.values() for it in them)
    return found if len(found) <= room else {"/*": everything}


def _group(pages: Iterable[Served]) -> Headers:
    each = [_varying(it) for it in pages]
    return {**each[0], POLICY: joined(it[POLICY] for it in each)}


def _is_long(headers: Headers) -> bool:
    return len(f"  {POLICY}: {headers[POLICY]}") > MAX_LINE


def _text(rules: Iterable[Rule], detached: tuple[str, ...] = ()) -> str:
    return "".join(f"{line}\n" for rule in rules for line in _lines(rule, detached))


def _lines(rule: Rule, detached: tuple[str, ...]) -> Iterator[str]:
    yield rule.pattern
    for name in detached:
        # The host itself knows the type of a page.
        if name != TYPE or TYPE in rule.headers:
            yield f"  ! {name}"
    for name, value in rule.headers.items():
        yield f"  {name}: {value}"


def netlify_redirects(release: Release) -> str:
    """Return the redirects; ``!`` lets them win over the page that redirects by itself."""
    return _redirects(release, "301!")


def cloudflare_redirects(release: Release) -> str:
    """Return as many redirects as the host takes; beyond that, pages redirect by themselves."""
    lines = _redirects(release, "301").splitlines(keepends=True)
    return "".join([it for it in lines if len(it) <= MAX_REDIRECT][:MAX_REDIRECTS])


def _redirects(release: Release, status: str) -> str:
    return "".join(
        f"{_path(way)} {location} {status}\n"
        for url, location in release.redirects.items()
        for way in spellings(url)
    )
