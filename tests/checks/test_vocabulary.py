"""The pinned copy of schema.org says what goes with what."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

from sitegen.checks.finders.google import WANTS
from sitegen.checks.finders.vocabulary import vocabulary


def test_the_copy_is_whole() -> None:
    known = vocabulary()
    assert len(known.types) > 800
    assert len(known.domains) > 1400
    named = {it for names in (*known.types.values(), *known.domains.values()) for it in names}
    assert named <= known.types.keys()
    assert known.version


def test_a_type_is_all_that_stand_above_it() -> None:
    above = vocabulary().above("HealthAndBeautyBusiness")
    assert above == {"HealthAndBeautyBusiness", "LocalBusiness", "Organization", "Place", "Thing"}


@pytest.mark.parametrize("name", ["name", "telephone", "openingHoursSpecification", "legalName"])
def test_a_type_has_the_properties_of_those_above_it(name: str) -> None:
    known = vocabulary()
    assert known.has(name, ["Store"])
    assert name in known.properties_of(["Store"])


def test_a_property_of_another_type_is_none_of_its_own() -> None:
    known = vocabulary()
    assert not known.has("recipeYield", ["Store"])
    assert "recipeYield" not in known.properties_of(["Store"])


def test_a_property_takes_things_of_a_type_below_its_own() -> None:
    known = vocabulary()
    assert known.takes_thing("provider", ["Store"])
    assert not known.takes_thing("provider", ["Recipe"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("price", "95.00"),
        ("price", "on request"),
        ("openingHours", "Mo-Fr 9:00-17:00"),
        ("dayOfWeek", "https://schema.org/Monday"),
        ("dayOfWeek", "Monday"),
        ("opens", "09:30"),
        ("validFrom", "2026-11-23"),
        ("validFrom", "2026-11-23T10:00:00-05:00"),
        ("duration", "PT1M30S"),
        ("ratingCount", 5),
        ("isAccessibleForFree", True),
        ("address", "1 Harbor Road"),
        ("sameAs", "https://social.example/swim"),
    ],
)
def test_a_value_will_do(name: str, value: str | float | bool) -> None:
    assert vocabulary().refuses(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("dayOfWeek", "Mon", "Monday"),
        ("opens", "9 am", "a time"),
        ("validFrom", "soon", "a day"),
        ("validFrom", "2026-13-40", "a day"),
        ("ratingCount", "many", "a number"),
        ("isAccessibleForFree", "yes", "true or false"),
        ("sameAs", "social.example", "https://"),
    ],
)
def test_a_value_will_not_do(name: str, value: str, wanted: str) -> None:
    refused = vocabulary().refuses(name, value)
    assert refused is not None
    assert wanted in refused


def test_what_google_asks_for_is_in_the_vocabulary() -> None:
    known = vocabulary()
    for name, wants in WANTS.items():
        for group in wants.required:
            for it in group.split("|"):
                assert known.has(it, [name]), f"{name}: {it}"


# As schema-dts writes them: a type without properties of its own names no base but in a union.
DECLARATIONS = """
interface ThingBase extends Partial<IdReference> {
    /** The name. */
    "name"?: SchemaValue<Text, "name">;
}
export type Thing = ThingLeaf | Place | DayOfWeek | string;
interface PlaceBase extends ThingBase {
    "openOn"?: SchemaValue<DayOfWeek | Text | IdReference, "openOn">;
}
interface PlaceLeaf extends PlaceBase {
    "@type": "Place";
}
export type Place = PlaceLeaf | Pool | string;
export interface PoolLeaf extends PlaceBase {
    "@type": "Pool";
}
export type Pool = PoolLeaf | string;
interface DayOfWeekLeaf extends ThingBase {
    "@type": "DayOfWeek";
}
export type DayOfWeek = "https://schema.org/Friday" | "Friday" | DayOfWeekLeaf;
interface xmlns_com_foaf_0_1_PersonLeaf extends ThingBase {
    "@type": "xmlns_com_foaf_0_1_Person";
}
"""


def test_the_tool_reads_types_properties_and_members(repo_root: Path) -> None:
    path = str(repo_root / "tools" / "make-vocabulary")
    loader = SourceFileLoader("make_vocabulary", path)
    spec = spec_from_loader("make_vocabulary", loader)
    assert spec is not None
    tool: Any = module_from_spec(spec)
    loader.exec_module(tool)
    made = tool.read(DECLARATIONS)
    assert made["types"] == {"DayOfWeek": "Thing", "Place": "Thing", "Pool": "Place", "Thing": ""}
    assert made["properties"] == {"name": ["Thing", "Text"], "openOn": ["Place", "DayOfWeek Text"]}
    assert made["members"] == {"DayOfWeek": "Friday"}
