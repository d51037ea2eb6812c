"""Draw what was measured as one SVG, readable on light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.engines import OURS

if TYPE_CHECKING:
    from benchmarks.report import Measured

PANELS = {
    "cold": "Cold build",
    "text": "One page's text edited",
    "title": "One page's title edited",
    "nothing": "Nothing changed",
    "served": "From save to served",
    "memory-cold": "Peak memory of a cold build",
}
# Each family has a color and a sign of its own: nobody needs to tell colors apart.
FAMILIES = {
    OURS: ("a", "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0"),
    "Hugo": ("b", "M-4,-4h8v8h-8z"),
    "Eleventy": ("c", "M0,-5l5,9h-10z"),
    "MkDocs": ("d", "M0,-5.5l5.5,5.5l-5.5,5.5l-5.5,-5.5z"),
    "Pelican": ("e", "M0,5l5,-9h-10z"),
}
STYLE = """
svg { font: 13px system-ui, sans-serif; --paper: #ffffff; --ink: #1d2730; --faint: #dfe4e8;
  --quiet: #55636e; --a: #0b62c4; --b: #c2410c; --c: #15803d; --d: #9333ea; --e: #8a6d00; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #14191d; --ink: #e6ebee; --faint: #323c44; --quiet: #a5b1b9;
    --a: #6cb6ff; --b: #ff9a5c; --c: #57d38c; --d: #cf9cff; --e: #e3c54a; }
}
.paper { fill: var(--paper); }
text { fill: var(--ink); }
.tick { fill: var(--quiet); font-size: 11px; }
.name { font-weight: 600; font-size: 14px; }
.grid { stroke: var(--faint); }
path, polyline { stroke-width: 2; stroke-linejoin: round; }
polyline { fill: none; }
"""
WIDTH, HEIGHT = 960, 640
PANEL_WIDTH, PANEL_HEIGHT = 244, 200
LEFT, TOP, COLUMN, ROW = 56, 92, 310, 280
UNITS = {-3: "1 ms", -2: "10 ms", -1: "0.1 s", 0: "1 s", 1: "10 s", 2: "100 s", 3: "1,000 s"}
MEMORY_UNITS = {6: "1 MB", 7: "10 MB", 8: "100 MB", 9: "1 GB", 10: "10 GB", 11: "100 GB"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a number lies between two ends of a logarithmic axis of some length."""

    low: float
    high: float
    length: float

    def at(self, value: float) -> float:
        """Return the distance from the axis' beginning."""
        return (math.log10(value) - self.low) / ((self.high - self.low) or 1) * self.length


def plot(measured: Measured) -> str:
    """Return the SVG: a panel for each kind of measurement, a line for each engine."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>Seconds and memory of each engine by the number of pages</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
        *_legend(),
    ]
    for number, (scenario, name) in enumerate(PANELS.items()):
        x, y = LEFT + number % 3 * COLUMN, TOP + number // 3 * ROW
        parts.append(f'<g transform="translate({x} {y})">')
        parts.append(f'<text class="name" y="-14">{name}</text>')
        parts += _panel(measured, scenario)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>\n"])


def _legend() -> Iterator[str]:
    for number, (family, (color, sign)) in enumerate(FAMILIES.items()):
        x = LEFT + number * 130
        yield f'<g transform="translate({x} 30)" stroke="var(--{color})" fill="var(--{color})">'
        yield f'<polyline points="0,0 28,0"/><path transform="translate(14 0)" d="{sign}"/>'
        yield f'<text x="36" y="4.5" stroke="none">{family}</text></g>'
    yield f'<text class="tick" x="{WIDTH - 20}" y="34" text-anchor="end">lower is better</text>'


def _panel(measured: Measured, scenario: str) -> Iterator[str]:
    lines = {family: _points(measured, family, scenario) for family in FAMILIES}
    values = [value for points in lines.values() for _, value in points]
    if not values:
        yield '<text class="tick" y="20">not measured</text>'
        return
    sizes = measured.sizes
    x = Scale(math.log10(sizes[0]), math.log10(sizes[-1]), PANEL_WIDTH)
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    y = Scale(low, max(high, low + 1), PANEL_HEIGHT)
    yield from _axes(sizes, x, y, is_memory=scenario.startswith("memory"))
    # The last one drawn lies on top.
    for family in reversed(FAMILIES):
        color, sign = FAMILIES[family]
        places = [(x.at(size), PANEL_HEIGHT - y.at(value)) for size, value in lines[family]]
        yield f'<g stroke="var(--{color})" fill="var(--{color})">'
        if len(places) > 1:
            yield f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in places)}"/>'
        for a, b in places:
            yield f'<path transform="translate({a:.1f} {b:.1f})" d="{sign}"/>'
        yield "</g>"


def _points(measured: Measured, family: str, scenario: str) -> list[tuple[int, float]]:
    """Return the sizes and values of a family: of its quickest way that was right."""
    ways = [engine for engine in measured.engines if engine.startswith(family)]
    points = []
    for size in measured.sizes:
        values = [measured.value(size, way, scenario) for way in ways]
        right = [it for it in values if it is not None]
        if right:
            points.append((size, min(right)))
    return points


def _axes(sizes: Sequence[int], x: Scale, y: Scale, *, is_memory: bool) -> Iterator[str]:
    for power in range(round(y.low), round(y.high) + 1):
        down = PANEL_HEIGHT - y.at(10.0**power)
        unit = MEMORY_UNITS[power] if is_memory else UNITS[power]
        yield f'<line class="grid" x2="{PANEL_WIDTH}" y1="{down:.1f}" y2="{down:.1f}"/>'
        yield f'<text class="tick" x="-8" y="{down + 4:.1f}" text-anchor="end">{unit}</text>'
    for size in sizes:
        across = x.at(size)
        yield f'<line class="grid" x1="{across:.1f}" x2="{across:.1f}" y2="{PANEL_HEIGHT}"/>'
        yield (
            f'<text class="tick" x="{across:.1f}" y="{PANEL_HEIGHT + 18}"'
            f' text-anchor="middle">{size:,}</text>'
        )
    yield (
        f'<text class="tick" x="{PANEL_WIDTH / 2}" y="{PANEL_HEIGHT + 36}"'
        ' text-anchor="middle">pages</text>'
    )
