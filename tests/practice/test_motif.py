"""The fascia web is drawn by code: what is committed is what the code draws."""

from __future__ import annotations

import io
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops


@pytest.fixture(scope="module")
def drawer(repo_root: Path) -> Any:
    loader = SourceFileLoader("draw_web", str(repo_root / "tools" / "draw-web"))
    spec = spec_from_loader("draw_web", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_drawings_are_those_of_the_code(drawer: Any) -> None:
    drawn = drawer.drawings()
    assert len(drawn) == 3
    for file, text in drawn.items():
        assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["static/social-card.png", "static/icon.png"])
def test_the_pictures_are_those_of_the_code(drawer: Any, repo_root: Path, name: str) -> None:
    committed = Image.open(repo_root / name).convert("RGB")
    drawn = {
        "static/social-card.png": drawer.card_background,
        "static/icon.png": lambda: drawer.icon(512, radius=0),
    }[name]()
    out = io.BytesIO()
    drawn.save(out, "PNG")
    again = Image.open(io.BytesIO(out.getvalue())).convert("RGB")
    difference = ImageChops.difference(committed, again).convert("L")
    assert committed.size == again.size
    assert sum(difference.histogram()[9:]) == 0


def test_a_net_begins_at_the_edges_and_is_pulled_to_its_knot(drawer: Any) -> None:
    threads = drawer.net(520, 440, 46, source=(322, 159), target=(190, 282))
    points = [point for thread in threads for point in thread]
    near_knot = [it for it in points if abs(it[0] - 190) < 30 and abs(it[1] - 282) < 30]
    assert len(near_knot) >= 3
    assert min(x for x, _ in points) <= 0
    assert max(x for x, _ in points) >= 520
