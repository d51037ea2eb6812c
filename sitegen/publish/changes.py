"""What a visitor will notice: two releases compared, told in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from sitegen.problems import count
from sitegen.publish.pagetext import Page
from sitegen.publish.plan import TWINS
from sitegen.publish.release import Kept, Release

MOST = 60
MOST_COMPARED = 20_000
LONGEST = 160
AMOUNT = re.compile(r"(?:[$€£¥]|\b[A-Z]{3}\s)?\d[\d.,' ]*(?:\s?(?:[$€£¥%]|\b[A-Z]{3}\b))?")
CURRENCY = re.compile(r"[$€£¥]|\b[A-Z]{3}\b")
ALIKE = 0.5
FEW = 3

Pages = Mapping[str, Page]


def told_changes(
    old: Release | None, new: Release, before: Pages, after: Pages, url: str
) -> tuple[str, ...]:
    """Return one sentence for each thing that a visitor of the site at ``url`` will notice."""
    if old is None:
        pages = count(sum(not it.redirect for it in after.values()), "page")
        return (f"the whole site is new: {pages}, {count(len(_others(new)), 'other file')}",)
    if old.files == new.files:
        return ()
    words = list(_words(before, after))
    shown = words[:MOST]
    if len(words) > MOST:
        shown.append(f"… and {count(len(words) - MOST, 'more change')} in what pages say")
    return (*shown, *_addresses(before, after, url), *_rest(old, new, before, after))


def _addresses(before: Pages, after: Pages, url: str) -> Iterator[str]:
    for path in sorted(before.keys() | after.keys()):
        was, now = before.get(path), after.get(path)
        where = _address(path)
        if now and now.redirect and (was is None or was.redirect != now.redirect):
            target = _short(now.redirect, url)
            yield (
                f"page {where} moves to {target}"
                if was and not was.redirect
                else f"the address {where} leads to {target}"
            )
        elif now and not now.redirect and (was is None or was.redirect):
            yield f"new page: {where} ({now.title})"
        elif was and now is None:
            what = "address" if was.redirect else "page"
            yield f"{what} gone: {where}" + (f" ({was.title})" if not was.redirect else "")


def _rest(old: Release, new: Release, before: Pages, after: Pages) -> Iterator[str]:
    silent = [
        path
        for path in before.keys() & after.keys()
        if before[path] == after[path] and old.files.get(path) != new.files.get(path)
    ]
    if silent:
        verb = "changes" if len(silent) == 1 else "change"
        yield f"{count(len(silent), 'page')} {verb} in looks or in what programs read"
    was, now = _others(old), _others(new)
    changed = [path for path in was.keys() & now.keys() if was[path] != now[path]]
    numbers = len(now.keys() - was.keys()), len(changed), len(was.keys() - now.keys())
    if any(numbers):
        told = "{} new, {} changed, {} gone".format(*numbers)
        yield f"pictures and other files: {told}"


def _others(release: Release) -> Mapping[str, Kept]:
    """Return the files that are neither pages, nor packed ones, nor for the server alone."""
    return {
        path: kept
        for path, kept in release.files.items()
        if not path.endswith((".html", *TWINS)) and not re.search(r"(^|/)\.", path)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """Words that were replaced: ``was`` became ``now``; "" for the old or new of what is new or
    gone. ``label`` names the value that changed, if all that comes before it does.
    """

    old: str
    new: str
    was: str
    now: str
    label: str
    pages: tuple[str, ...]

    @property
    def is_value(self) -> bool:
        """Say whether numbers changed."""
        both = self.old and self.new
        return bool(both and re.search(r"\d", self.was) and re.search(r"\d", self.now))

    def told(self) -> str:
        """Return it as a sentence."""
        if not self.old or not self.new:
            return f"new: “{_cut(self.new)}”" if self.new else f"gone: “{_cut(self.old)}”"
        verb = _verb_of(self.was, self.now)
        if self.label:
            return f"{self.label} {verb or 'changes'} from {self.was} to {self.now}"
        is_small = len(self.was) + len(self.now) < (len(self.old) + len(self.new)) / 2
        if self.was and self.now and (verb or is_small):
            return f"{_became(self.was, self.now)} in “{_cut(self.new)}”"
        return f"“{_cut(self.old)}” becomes “{_cut(self.new)}”"


def _became(was: str, now: str) -> str:
    verb = _verb_of(was, now)
    return f"{was} {verb} to {now}" if verb else f"“{was}” becomes “{now}”"


def _words(before: Pages, after: Pages) -> Iterator[str]:
    """Yield what pages say differently, values first, then what is on most pages.

    A value that changes alike in many places is told once.
    """
    alike: dict[tuple[str, str, str], list[_Change]] = {}
    for change in _changes(before, after):
        mark = change.label or not change.is_value
        key = change.was, change.now, f"{change.old}\0{change.new}" if mark else ""
        alike.setdefault(key, []).append(change)
    told: list[tuple[bool, int, str]] = []
    for group in alike.values():
        if len(group) > FEW:
            pages = sorted({page for change in group for page in change.pages})
            words = f"{_became(group[0].was, group[0].now)} in {len(group)} places"
            told.append((False, -len(pages), f"{words} ({_on(pages)})"))
            continue
        told += [
            (not it.is_value, -len(it.pages), f"{it.told()} ({_on(it.pages)})") for it in group
        ]
    yield from (words for _, _, words in sorted(told))


def _changes(before: Pages, after: Pages) -> Iterator[_Change]:
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(before.keys() & after.keys()):
        was, now = before[path], after[path]
        if not was.redirect and not now.redirect:
            titles = [(f"Title: {was.title}", f"Title: {now.title}")]
            titles = titles if was.title != now.title else []
            for pair in (*titles, *dict.fromkeys(_pairs(was.words, now.words))):
                found.setdefault(pair, []).append(path)
    for (old, new), pages in found.items():
        gone, come, label, rest = _difference(old, new)
        is_labelled = label.endswith(":") and not rest and gone and come and old and new
        yield _Change(
            old=old,
            new=new,
            was=gone,
            now=come,
            label=label.rstrip(" :") if is_labelled else "",
            pages=tuple(pages),
        )


def _on(pages: Sequence[str]) -> str:
    return f"on {_address(pages[0])}" if len(pages) == 1 else f"on {len(pages)} pages"


def _address(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def _short(address: str, url: str) -> str:
    top = url.rstrip("/") + "/"
    return f"/{address.removeprefix(top)}" if address.startswith(top) else address


def _pairs(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what was replaced, with "" for the one side of what is new or gone."""
    for tag, *spans in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _matched(list(old[spans[0] : spans[1]]), list(new[spans[2] : spans[3]]))


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Pair texts that differ in numbers only, then those that share most words."""
    shapes: dict[str, list[str]] = {}
    for text in reversed(new):
        shapes.setdefault(_shape(text), []).append(text)
    pairs = [(text, shapes[_shape(text)].pop() if shapes.get(_shape(text)) else "") for text in old]
    left = [text for texts in shapes.values() for text in texts]
    left.sort(key=new.index)
    is_rewritten = len(old) * len(left) > MOST_COMPARED
    for text, found in pairs:
        if found or is_rewritten:
            yield text, found
            continue
        likeness = [(_likeness(text, it), -at) for at, it in enumerate(left)]
        best, at = max(likeness, default=(0.0, 0))
        yield text, left.pop(-at) if best >= ALIKE else ""
    yield from (("", text) for text in left)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _likeness(one: str, other: str) -> float:
    """Return the share of words that two texts have in common."""
    left, right = Counter(one.split()), Counter(other.split())
    return 2 * (left & right).total() / (left.total() + right.total())


def _difference(old: str, new: str) -> tuple[str, str, str, str]:
    """Return the words that differ, in the old and the new text, and what is before and after."""
    one, other = old.split(" "), new.split(" ")
    start = _common(one, other)
    end = _common(reversed(one[start:]), reversed(other[start:]))
    was, now = (" ".join(it[start : len(it) - end]) for it in (one, other))
    label, rest = " ".join(one[:start]), " ".join(one[len(one) - end :])
    while was and now and was[-1] == now[-1] and was[-1] in ".,;:!?)":
        was, now, rest = was[:-1], now[:-1], was[-1] + rest
    currency, _, after = rest.partition(" ")
    if was and now and CURRENCY.fullmatch(currency):
        was, now, rest = f"{was} {currency}", f"{now} {currency}", after
    return was, now, label, rest


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    number = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        number += 1
    return number


def _verb_of(was: str, now: str) -> str:
    old, new = _amount(was), _amount(now)
    if old is None or new is None or old == new:
        return ""
    return "rises" if new > old else "falls"


def _amount(text: str) -> Decimal | None:
    """Return a sum of money or a share as a number: the last of two marks begins its decimals."""
    if not AMOUNT.fullmatch(text) or not (CURRENCY.search(text) or text.endswith("%")):
        return None
    digits = re.sub(r"[^\d.,]", "", text)
    decimals = re.search(r"[.,](\d{1,2})$", digits)
    whole = re.sub(r"[.,]", "", digits[: decimals.start()] if decimals else digits)
    return Decimal(f"{whole or 0}.{decimals[1] if decimals else 0}")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def host_files(old: Release | None, new: Release) -> Iterator[str]:
    """Yield what somebody has to do on the server after such a change."""
    for path in sorted(new.files):
        if path.startswith(".host/") and (old is None or old.files.get(path) != new.files[path]):
            yield f"{path} has changed: let the server load its configuration again"
