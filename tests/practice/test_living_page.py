"""Every component of the practice can be looked at by itself, with its own example."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.drawing import Studio
from sitegen.tokens import FAMILIES
from tests.practice.site import Practice


@pytest.fixture(scope="module")
def studio(offering: Practice, repo_root: Path) -> Studio:
    return Studio(offering.site, repo_root)


def test_every_component_has_an_example_where_it_needs_one(studio: Studio) -> None:
    assert {name: it.lacks for name, it in studio.described.items() if it.lacks} == {}


def test_every_component_can_be_drawn(studio: Studio) -> None:
    failing = {}
    for name, described in studio.described.items():
        for number in range(len(described.calls)):
            drawn = studio.draw(name, number)
            if drawn is None or drawn.problem:
                failing[f"{name} {number}"] = drawn and drawn.problem
    assert failing == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_token_has_a_value_of_its_own(studio: Studio, scheme: str) -> None:
    found = studio.tokens(scheme)
    assert tuple(found) == FAMILIES
    assert [it.name for them in found.values() for it in them if "var(" in it.value] == []
