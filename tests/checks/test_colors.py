"""Colors of CSS are read as browsers read them; contrast is that of WCAG."""

import pytest

from sitegen.checks.finders.colors import Color, color_of, contrast, over


def hexadecimal(color: Color | None) -> str:
    assert color
    return "#" + "".join(f"{round(it * 255):02x}" for it in (color.red, color.green, color.blue))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("#fff", "#ffffff"),
        ("#AbCd", "#aabbcc"),
        ("#1b1b1b80", "#1b1b1b"),
        ("RebeccaPurple", "#663399"),
        ("dimgrey", "#696969"),
        ("rgb(14 31 30 / 60%)", "#0e1f1e"),
        ("rgba(14, 31, 30, .6)", "#0e1f1e"),
        ("rgb(100% 0% 50%)", "#ff0080"),
        ("rgb(300 -5 0)", "#ff0000"),
        ("hsl(120 100% 25%)", "#008000"),
        ("hsla(0.5turn, 100%, 50%, 1)", "#00ffff"),
        ("hwb(0 0% 50%)", "#800000"),
        ("hwb(90 60% 60%)", "#808080"),
        ("oklab(100% 0 0)", "#ffffff"),
        ("oklch(62.8% 0.25768 29.2339)", "#ff0000"),
        ("oklch(none none none)", "#000000"),
    ],
)
def test_a_color_is_read(written: str, meant: str) -> None:
    assert hexadecimal(color_of(written)) == meant


@pytest.mark.parametrize(
    "written", ["", "inherit", "currentcolor", "CanvasText", "#12", "#12345", "rgb(1 2)", "url(#a)"]
)
def test_what_only_a_browser_knows_is_no_color(written: str) -> None:
    assert color_of(written) is None


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#fff", "#000", 21.0),
        ("#777", "#fff", 4.478),
        ("#767676", "white", 4.542),
        ("red", "red", 1),
    ],
)
def test_contrast_is_the_same_both_ways(one: str, other: str, ratio: float) -> None:
    first, second = color_of(one), color_of(other)
    assert first
    assert second
    assert contrast(first, second) == pytest.approx(ratio, abs=0.001)
    assert contrast(second, first) == contrast(first, second)


def test_a_thin_color_lets_its_ground_through() -> None:
    black, white = color_of("#00000080"), color_of("#fff")
    assert black
    assert white
    assert hexadecimal(over(black, white)) == "#7f7f7f"
