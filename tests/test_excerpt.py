import pytest

from sitegen.excerpt import WIDEST, excerpt

TEXT = "one\ntwo\nthree\nfour: x\nfive\nsix\n"


def test_two_lines_stand_on_each_side() -> None:
    assert [line.number for line in excerpt(TEXT, 3, 1)] == [1, 2, 3, 4, 5]
    assert [line.number for line in excerpt(TEXT, 1, 1)] == [1, 2, 3]
    assert [line.number for line in excerpt(TEXT, 6, 1)] == [4, 5, 6]


@pytest.mark.parametrize(
    ("line", "column", "parts"),
    [
        (4, 1, ("", "four:", " x")),
        (4, 7, ("four: ", "x", "")),
        (4, 5, ("four", ":", " x")),
        (4, 8, ("four: x", "", "")),
        (4, 99, ("four: x", "", "")),
        (1, 1, ("", "", "one")),
    ],
)
def test_the_word_at_the_column_is_marked(
    line: int, column: int, parts: tuple[str, str, str]
) -> None:
    meant = next(it for it in excerpt(TEXT, line, column) if it.is_meant)
    assert (meant.before, meant.marked, meant.after) == parts


@pytest.mark.parametrize(("text", "line"), [("", 1), (TEXT, 0), (TEXT, 7), (TEXT, -1)])
def test_a_line_that_is_not_there_gives_nothing(text: str, line: int) -> None:
    assert excerpt(text, line, 1) == ()


def test_the_place_in_a_long_line_stays_in_sight() -> None:
    text = "a" * 1000 + " here " + "b" * 1000
    (meant,) = excerpt(text, 1, 1002)
    assert meant.marked == "here"
    assert len(meant.before + meant.marked + meant.after) <= WIDEST + 1
    (long,) = [it for it in excerpt(f"x\n{text}", 1, 1) if not it.is_meant]
    assert len(long.before) == WIDEST


def test_unseen_characters_are_shown() -> None:
    (line,) = excerpt("a\u202eb\x00c\u200bd\te", 1, 1)
    assert line.after == "a\ufffdb\ufffdc\ufffdd    e"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_end_as_each_system_ends_them(end: str) -> None:
    assert [line.before for line in excerpt(end.join("abc"), 2, 2)] == ["a", "b", "c"]
