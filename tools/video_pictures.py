"""Draw what moves in the explainer video: the fascia web, and the two backs of the site's pages."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

from PIL import Image, ImageDraw
from video_paths import Line, Point, begun, curve, lines, marked, named

ROOT = Path(__file__).parent.parent
KINDS = ROOT / "templates" / "components" / "two-kinds.html"
TOKENS = ROOT / "static" / "css" / "tokens.css"
WIDTH, HEIGHT = 1280, 720
FINE = 3  # each pixel is drawn as so many by so many, then averaged
SPOT = (116.0, 94.0)

Color = tuple[int, int, int]


@cache
def color(name: str) -> Color:
    """Return a color of the site's palette."""
    found = re.search(rf"--{name}: #(\w{{6}});", TOKENS.read_text(encoding="utf-8"))
    if not found:
        raise LookupError(f"tokens.css has no color --{name}")
    red, green, blue = bytes.fromhex(found[1])
    return red, green, blue


def mixed(one: Color, other: Color, share: float) -> Color:
    """Return a color between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def eased(now: float, start: float, seconds: float) -> float:
    """Return how much of a slow move is done, from 0 to 1; it starts and ends gently."""
    share = min(1.0, max(0.0, (now - start) / seconds))
    return share * share * (3 - 2 * share)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on a picture, in units of ``scale`` pixels from ``origin``."""

    draw: ImageDraw.ImageDraw
    scale: float = 1
    origin: Point = (0, 0)

    def at(self, scale: float, origin: Point) -> Pen:
        """Return a pen for a drawing of another size, at another place."""
        return Pen(self.draw, scale, origin)

    def line(self, points: Line, width: float, ink: Color) -> None:
        """Draw a line with round ends."""
        if len(points) < 2:
            return
        placed, thick = self._placed(points), width * self.scale * FINE
        self.draw.line(placed, fill=ink, width=round(thick), joint="curve")
        for x, y in (placed[0], placed[-1]):
            self._round(x, y, thick / 2, ink)

    def area(self, points: Line, ink: Color) -> None:
        """Fill what a line surrounds."""
        self.draw.polygon(self._placed(points), fill=ink)

    def dot(self, point: Point, radius: float, ink: Color) -> None:
        """Draw a disk."""
        ((x, y),) = self._placed([point])
        self._round(x, y, radius * self.scale * FINE, ink)

    def box(self, corner: Point, size: Point, radius: float, inks: tuple[Color, Color]) -> None:
        """Draw a rounded rectangle: its ground and its line."""
        placed = self._placed([corner, (corner[0] + size[0], corner[1] + size[1])])
        fine = self.scale * FINE
        self.draw.rounded_rectangle(
            placed, radius * fine, fill=inks[0], outline=inks[1], width=round(2 * fine)
        )

    def _placed(self, points: Line) -> Line:
        (left, top), scale = self.origin, self.scale
        return [((left + x * scale) * FINE, (top + y * scale) * FINE) for x, y in points]

    def _round(self, x: float, y: float, radius: float, ink: Color) -> None:
        if radius > 0.5:
            self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


# Seconds since the picture came, and when each of its screens of words begins.
Picture = Callable[[Pen, float, Sequence[float]], None]


def drawn(picture: Picture, now: float, marks: Sequence[float]) -> Image.Image:
    """Return a picture as it is ``now``."""
    canvas = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), color("linen"))
    picture(Pen(ImageDraw.Draw(canvas)), now, marks)
    return canvas.reduce(FINE)


# --- the two backs ---


@cache
def _kind(words: str) -> list[Line]:
    return lines(marked(KINDS, words))


def _back(pen: Pen) -> None:
    (body,) = lines(named(KINDS, "body"))
    pen.area(body, color("clay-100"))
    pen.line(body, 2, color("pine-400"))
    for arm in lines(named(KINDS, "arms")):
        pen.line(arm, 2, color("pine-400"))


def _sheet(pen: Pen) -> None:
    (sheet,) = lines(named(KINDS, "sheet"))
    pen.area(sheet, color("pine-100"))
    pen.line(sheet, 2, color("pine-400"))


def _long_strokes(pen: Pen, shares: Sequence[float]) -> None:
    """Draw the strokes over a back; each share is that of a pair, one for each hand."""
    _back(pen)
    pen.line([(90, 64), (90, 144)], 1.5, color("pine-400"))
    found = _kind("two-kinds__stroke")
    half = len(found) // 2
    for number, (stroke, head) in enumerate(zip(found[:half], found[half:], strict=True)):
        share = shares[number % len(shares)]
        pen.line(begun(stroke, share) if share > 0 else [], 3, color("pine-800"))
        if share >= 1:
            pen.line(head, 3, color("pine-800"))
    _sheet(pen)


def _one_spot(pen: Pen, threads: float, plan: float) -> None:
    """Draw the threads that meet in a spot, and the plan for it, both as far as they have come."""
    _back(pen)
    spine, *others = _kind("drawing__thread--fine")
    pen.line(spine, 1.5, color("pine-400"))
    for thread in others:
        pen.line(begun(thread[::-1], threads), 1.5, color("pine-400"))
    pen.dot(SPOT, 7 * eased(threads, 0.55, 0.45), color("clay-600"))
    _plan(pen, plan)
    _sheet(pen)


def _plan(pen: Pen, share: float) -> None:
    if not share:
        return
    (way,) = lines("M102 104C92 110 80 112 69 112")
    pen.line(begun(way, eased(share, 0, 0.35)), 3, color("pine-800"))
    seen = eased(share, 0.25, 0.15)
    if seen:
        paper = mixed(color("clay-100"), color("linen-deep"), seen)
        pen.box((24, 86), (42, 50), 5, (paper, mixed(paper, color("driftwood"), seen)))
    for number, long in enumerate((17, 17, 11)):
        written = eased(share, 0.4 + 0.2 * number, 0.2)
        y = 96 + 12 * number
        if written:
            check = mixed(color("linen-deep"), color("clay-600"), min(1.0, written * 3))
            pen.area([(30, y), (36, y), (36, y + 6), (30, y + 6)], check)
            pen.line([(41, y + 3), (41 + long * written, y + 3)], 2, color("driftwood"))


def _ring(pen: Pen, radius: float, seen: float) -> None:
    """Draw a ring of dots around the spot."""
    for number in range(18):
        turn = math.tau * number / 18
        at = (SPOT[0] + radius * math.cos(turn), SPOT[1] + radius * math.sin(turn))
        pen.dot(at, 1.4 * seen, color("clay-600"))


def both(pen: Pen, now: float, _marks: Sequence[float]) -> None:
    """Draw both kinds, and the line between them as it grows thin."""
    _one_spot(pen.at(1.5, (668, 231)), 1, 1)
    _long_strokes(pen.at(1.5, (974, 231)), (1, 1, 1))
    width = 14 - 12 * eased(now, 0.7, 3)
    pen.line([(956, 200), (956, 520)], width, color("pine-400"))


def strokes(pen: Pen, now: float, marks: Sequence[float]) -> None:
    """Draw long strokes over a whole back, a pair after the other."""
    starts = ((0.9, 3.4), (marks[1] + 0.2, 2.4), (marks[1] + 2.4, 2.4))
    _long_strokes(pen.at(3.1, (680, 93)), [eased(now, *it) for it in starts])


def spot(pen: Pen, now: float, marks: Sequence[float]) -> None:
    """Draw one spot, the plan for it, and a ring that closes in on it and opens again."""
    back = pen.at(3.1, (680, 93))
    written = min(1.0, max(0.0, (now - marks[1] - 0.4) / 4.8))
    _one_spot(back, eased(now, 0.7, 3.8), written)
    closing, opening = eased(now, marks[2] + 0.6, 2.2), eased(now, marks[2] + 3.4, 2.4)
    _ring(back, 29 - 17 * closing + 17 * opening, eased(now, marks[2] + 0.3, 0.8))


# --- the web ---


@dataclass(frozen=True, slots=True)
class Node:
    """A point of the net: where it rests, its share of a pull, and how late that reaches it."""

    rest: Point
    share: float
    late: float


KNOTS = (274, 316, 336, 261, 330)
CELL, SOURCE, PULL = 68, (1070.0, 250.0), (-165.0, 152.0)


@cache
def draw_web() -> ModuleType:
    """Return the program that draws the site's motif."""
    loader = SourceFileLoader("draw_web", str(ROOT / "tools" / "draw-web"))
    spec = spec_from_loader("draw_web", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@cache
def _web() -> tuple[tuple[tuple[Node, Node], ...], Node]:
    """Return the threads of the net, and the knot at which it is pulled."""
    motif = draw_web()
    loosen = motif.loosened(7, CELL * 0.3)
    threads = [(loosen(one), loosen(other)) for one, other in motif.honeycomb(WIDTH, HEIGHT, CELL)]
    knot = min((it for thread in threads for it in thread), key=lambda it: math.dist(it, SOURCE))
    share = motif.pulled(knot, (knot[0] + 1, knot[1]), CELL * 3.6)

    def node(point: Point) -> Node:
        return Node(point, share(point)[0] - point[0], math.dist(point, knot) / 600)

    return tuple((node(one), node(other)) for one, other in threads), node(knot)


def _net(pen: Pen, pull: Callable[[float], float], now: float) -> None:
    """Draw the net; ``pull`` tells by the time how far its knot is drawn away."""
    threads, knot = _web()

    def place(node: Node) -> Point:
        far = node.share * pull(now - node.late)
        return node.rest[0] + PULL[0] * far, node.rest[1] + PULL[1] * far

    for one, other in threads:
        start, end = place(one), place(other)
        seen = min(1.0, max(0.0, ((start[0] + end[0]) / 2 - 640) / 260))
        if seen:
            x, y = end[0] - start[0], end[1] - start[1]
            bend = (start[0] + x / 2 - y * 0.08, start[1] + y / 2 + x * 0.08)
            ink = mixed(color("linen"), color("pine-400"), seen)
            width = 2.2 + 1.1 * (one.share + other.share)
            pen.line([start, *curve([start, bend, end])], width, ink)
    for number in KNOTS:
        pen.dot(place(threads[number][0]), 6, color("clay-600"))
    pen.dot(place(knot), 13, color("clay-600"))


def pulled(pen: Pen, now: float, _marks: Sequence[float]) -> None:
    """Draw the net at rest, then drawn away at one knot."""
    _net(pen, lambda it: eased(it, 0.7, 3.2), now)


def let_go(pen: Pen, now: float, marks: Sequence[float]) -> None:
    """Draw the net held at one knot; with the last words it is let go and swings to rest."""

    def pull(at: float) -> float:
        since = at - marks[-1] - 0.6
        if since <= 0:
            return 1 - 0.06 * (1 - math.cos(math.tau * max(0.0, at) / 6)) / 2
        swing = math.exp(-since / 1.5) * math.cos(math.tau * since / 3.6)
        held = 1 - 0.06 * (1 - math.cos(math.tau * (marks[-1] + 0.6) / 6)) / 2
        return held * (swing * eased(since, 0, 0.4) + 1 - eased(since, 0, 0.4))

    _net(pen, pull, now)
