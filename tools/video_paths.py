"""Read the drawings of the site's components as points, so that a video can draw them by and by."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Line = list[Point]

STEPS = 14
NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "Z": 0}
WORD = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")


def named(template: Path, name: str) -> str:
    """Return the text that ``{% set name = "..." %}`` gives in a template."""
    return _only(template, rf'{{% set {name} = "([^"]+)" %}}')


def marked(template: Path, words: str) -> str:
    """Return the longest path data of a template whose tag has ``words``."""
    return _only(template, rf'<path[^>]*{words}[^>]* d="([^"{{]+)"')


def _only(template: Path, pattern: str) -> str:
    found: list[str] = re.findall(pattern, template.read_text(encoding="utf-8"))
    if not found:
        raise LookupError(f"{template.name} has nothing like {pattern}")
    return max(found, key=len)


def lines(data: str) -> list[Line]:
    """Return the lines of SVG path data, curves as many short steps."""
    drawn: list[Line] = []
    bend: Point | None = None
    for letter, numbers in _steps(data):
        here = drawn[-1][-1] if drawn else (0.0, 0.0)
        name = letter.upper()
        if name == "Z":
            drawn[-1].append(drawn[-1][0])
            continue
        points = _points(name, numbers, here if letter.islower() else (0.0, 0.0), here)
        if name == "M":
            drawn.append([points[0]])
        else:
            if name == "S":
                points.insert(0, _mirrored(bend, here))
            drawn[-1].extend(curve([here, *points]))
        bend = points[-2] if name in "CS" else None
    return drawn


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    words = WORD.findall(data)
    at, letter = 0, "M"
    while at < len(words):
        if words[at].isalpha():
            letter, at = words[at], at + 1
        count = NUMBERS[letter.upper()]
        yield letter, [float(it) for it in words[at : at + count]]
        at += count
        # What follows a move without a letter of its own is drawn.
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _points(name: str, numbers: list[float], origin: Point, here: Point) -> list[Point]:
    if name == "H":
        return [(origin[0] + numbers[0], here[1])]
    if name == "V":
        return [(here[0], origin[1] + numbers[0])]
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [(origin[0] + x, origin[1] + y) for x, y in pairs]


def _mirrored(bend: Point | None, here: Point) -> Point:
    return (2 * here[0] - bend[0], 2 * here[1] - bend[1]) if bend else here


def curve(points: list[Point]) -> Line:
    """Return points of a curve of any degree, the first left out."""
    if len(points) == 2:
        return points[1:]
    return [_on_curve(points, step / STEPS) for step in range(1, STEPS + 1)]


def _on_curve(points: list[Point], share: float) -> Point:
    while len(points) > 1:
        points = [_between(one, other, share) for one, other in pairwise(points)]
    return points[0]


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def begun(line: Line, share: float) -> Line:
    """Return the first ``share`` of a line, by its length."""
    left = share * sum(math.dist(*step) for step in pairwise(line))
    drawn = line[:1]
    for one, other in pairwise(line):
        long = math.dist(one, other)
        if long > left:
            return [*drawn, _between(one, other, left / long)] if left > 0 else drawn
        left -= long
        drawn.append(other)
    return drawn
