"""Safe mends change the words that are wrong and no other byte."""

from pathlib import Path

import pytest

from sitegen.checks.found import Fix
from sitegen.checks.mend import mend, mended_text
from sitegen.problems import ProblemsFound


def fix(line: int, column: int, old: str, new: str, path: str = "a.yaml") -> Fix:
    return Fix(path=path, line=line, column=column, old=old, new=new)


def test_the_words_at_the_place_are_replaced() -> None:
    assert mended_text("one two two\n", [fix(1, 9, "two", "three")]) == ("one two three\n", 1)


def test_several_mends_of_one_line_all_find_their_place() -> None:
    fixes = [fix(1, 1, "a", "long words"), fix(1, 3, "b", ""), fix(2, 1, "c", "d")]
    assert mended_text("a b\nc", fixes) == ("long words \nd", 3)


def test_words_that_stand_there_no_more_are_left() -> None:
    assert mended_text("one two", [fix(1, 1, "two", "three")]) == ("one two", 0)
    assert mended_text("one two", [fix(7, 1, "two", "three")]) == ("one two", 0)


def test_of_two_that_overlap_one_is_made() -> None:
    fixes = [fix(1, 1, "one two", "1 2"), fix(1, 5, "two", "2")]
    assert mended_text("one two", fixes) == ("one 2", 1)


def test_comments_layout_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    before = "\ufeffa:  'old'   # why\r\n\r\nb: old\r\n"
    (tmp_path / "a.yaml").write_bytes(before.encode())
    assert mend(tmp_path, [fix(1, 6, "old", "new")]) == 1
    assert (tmp_path / "a.yaml").read_bytes() == before.replace("'old'", "'new'").encode()


def test_rights_stay_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(0o640)
    mend(tmp_path, [fix(1, 1, "old", "new")])
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "a.yaml").symlink_to("real.yaml")
    mend(tmp_path, [fix(1, 1, "old", "new")])
    assert (tmp_path / "a.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "new"


def test_a_file_that_is_gone_is_a_problem_and_others_are_mended(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("old")
    fixes = [fix(1, 1, "old", "new"), fix(1, 1, "old", "new", "b.yaml")]
    with pytest.raises(ProblemsFound) as found:
        mend(tmp_path, fixes)
    assert [it.path for it in found.value.problems] == ["a.yaml"]
    assert (tmp_path / "b.yaml").read_text() == "new"
