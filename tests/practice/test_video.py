"""The explainer video is made of its transcript, and what is committed is what the code makes."""

from __future__ import annotations

import math
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFont, ImageStat

from tests.practice import videos
from tests.practice.site import Changed, Practice
from tests.practice.words import words_of

NAME = "medical-vs-therapeutic"
MOST_BYTES, MOST_POSTER_BYTES = 2_000_000, 40_000
LEAST_CONTRAST = 7
CUE = re.compile(r"([\d:.]+) --> ([\d:.]+)\nWords: (.+)\nPicture: (.+)\n")
# Boxes of an MP4 file that hold further boxes.
INNER = (b"moov", b"trak", b"mdia", b"minf", b"stbl")


@pytest.fixture(scope="module")
def make_video(repo_root: Path) -> Any:
    return videos.maker(repo_root)


@pytest.fixture(scope="module")
def entry(practice: Practice) -> Any:
    return practice.data("videos")[NAME]


# --- words ---


def test_each_screen_can_be_read_twice(make_video: Any) -> None:
    for screen in make_video.screens():
        count = len(screen.words.split())
        # Words come and go within less than half a second each.
        whole = screen.seconds - 0.8
        assert count <= 12, screen.words
        assert whole >= 4, screen.words
        assert whole >= 2 * count / 4, screen.words


def test_the_transcript_is_that_of_the_video(make_video: Any, entry: Any) -> None:
    told = [line for it in make_video.screens() for line in (it.words, it.seen)]
    prefixes = ["Words: ", "Picture: "] * len(make_video.screens())
    assert list(entry.transcript) == [a + b for a, b in zip(prefixes, told, strict=True)]


def test_the_text_track_is_in_step_with_the_video(make_video: Any, entry: Any) -> None:
    text = make_video.TRACK.read_text(encoding="utf-8")
    assert text == make_video.text_track(), "run tools/make-video"
    cues = CUE.findall(text)
    told = [line for *_, words, seen in cues for line in (f"Words: {words}", f"Picture: {seen}")]
    assert told == list(entry.transcript)
    assert cues[0][0] == "00:00.000"
    assert all(one[1] == other[0] for one, other in pairwise(cues))
    assert cues[-1][1] == make_video.stamp(entry.seconds)


@pytest.mark.usefixtures("make_video")
def test_it_says_when_to_see_a_doctor_and_promises_nothing(entry: Any) -> None:
    said = " ".join(it for it in entry.transcript if it.startswith("Words:"))
    for words in ("See a doctor first", "call 911", "cannot promise", "The line between them"):
        assert words in said
    assert "free consultation" in entry.transcript[-2]


def test_words_are_large_and_easy_to_tell_from_the_ground(make_video: Any) -> None:
    assert make_video.TEXT_SIZE >= 44
    ground, ink = (luminance(make_video.color(it)) for it in ("linen", "pine-900"))
    assert (ground + 0.05) / (ink + 0.05) >= LEAST_CONTRAST


def luminance(color: tuple[int, int, int]) -> float:
    # Neither color has a part so dark that another formula would hold.
    red, green, blue = (math.pow((it / 255 + 0.055) / 1.055, 2.4) for it in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_no_word_stands_on_a_drawing(make_video: Any) -> None:
    font = ImageFont.truetype(make_video.FONT, make_video.TEXT_SIZE)
    font.set_variation_by_axes([600])
    for screen in make_video.screens():
        rows = make_video.wrapped(screen.words, font)
        assert " ".join(rows) == screen.words
        assert max(font.getlength(row) for row in rows) <= make_video.TEXT_WIDTH
        left, _, right, _ = make_video.written(screen.words).getbbox()
        assert left >= make_video.LEFT - 8
        assert right <= 660


def test_the_font_has_every_letter(make_video: Any) -> None:
    font = ImageFont.truetype(make_video.FONT, make_video.TEXT_SIZE)
    absent = bytes(font.getmask("\uffff"))
    letters = {letter for it in make_video.screens() for letter in it.words} - {" "}
    assert not [it for it in sorted(letters) if bytes(font.getmask(it)) == absent]


# --- pictures ---


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how far pixels differ on average, of 255."""
    (mean,) = ImageStat.Stat(ImageChops.difference(one, other).convert("L")).mean
    return float(mean)


@pytest.mark.parametrize("second", [2.5, 17.0, 38.0])
def test_a_frame_is_the_same_however_often_it_is_drawn(
    second: float, make_video: Any, repo_root: Path, tmp_path: Path
) -> None:
    program = (sys.executable, repo_root / "tools/make-video", "--at", str(second))
    subprocess.run((*program, tmp_path / "frame.png"), check=True)
    again = Image.open(tmp_path / "frame.png").convert("RGB")
    assert again.tobytes() == make_video.frame(second).tobytes()
    assert difference(again, make_video.frame(second + 1)) > 0.02


def test_the_poster_is_a_frame_of_the_video(make_video: Any) -> None:
    assert make_video.POSTER.stat().st_size <= MOST_POSTER_BYTES
    poster = Image.open(make_video.POSTER).convert("RGB")
    assert poster.size == (1280, 720)
    assert difference(poster, make_video.frame(make_video.POSTER_AT)) < 0.3, "run tools/make-video"
    assert difference(poster, make_video.frame(make_video.POSTER_AT - 0.4)) > 0.6


def test_nothing_flashes(make_video: Any) -> None:
    for screen in make_video.screens()[:-1]:
        steps = [make_video.frame(screen.end + step / 5).convert("L") for step in range(-4, 5)]
        for one, other in pairwise(steps):
            changed = ImageChops.difference(one, other).point(lambda it: 255 * (it > 25))
            assert ImageStat.Stat(changed).mean[0] < 0.1 * 255, screen.words


# --- the file ---


def boxes(content: bytes, path: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
    """Yield the boxes of an MP4 file: the path of their names, and what they hold."""
    at = 0
    while at < len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        assert size >= 8
        held, inner = content[at + 8 : at + size], path + b"/" + name
        yield inner, held
        if name in INNER:
            yield from boxes(held, inner)
        at += size


@pytest.fixture(scope="module")
def film(make_video: Any) -> list[tuple[bytes, bytes]]:
    return list(boxes(make_video.FILM.read_bytes()))


def only(film: list[tuple[bytes, bytes]], name: bytes) -> bytes:
    (found,) = (held for path, held in film if path == name)
    return found


def test_the_film_is_small_and_begins_to_play_at_once(
    film: list[tuple[bytes, bytes]], make_video: Any
) -> None:
    assert make_video.FILM.stat().st_size <= MOST_BYTES
    outer = [path for path, _ in film if path.count(b"/") == 1]
    assert outer.index(b"/moov") < outer.index(b"/mdat")


def test_the_film_has_pictures_and_no_sound(film: list[tuple[bytes, bytes]]) -> None:
    assert only(film, b"/moov/trak/mdia/hdlr")[8:12] == b"vide"
    description = only(film, b"/moov/trak/mdia/minf/stbl/stsd")
    assert description[12:16] == b"avc1"
    assert struct.unpack_from(">HH", description, 40) == (1280, 720)
    # The decoder's needs: High profile at most, and a level that phones play.
    profile, _, level = description[description.index(b"avcC") + 5 :][:3]
    assert profile <= 100
    assert level <= 40


def test_the_film_has_the_length_that_the_page_tells(
    film: list[tuple[bytes, bytes]], make_video: Any, entry: Any
) -> None:
    ticks, units = struct.unpack_from(">II", only(film, b"/moov/mvhd"), 12)
    seconds = units / ticks
    assert seconds == pytest.approx(make_video.length(), abs=0.05), "run tools/make-video"
    assert entry.seconds == round(seconds)
    assert 30 <= seconds <= 60


# --- the page ---


@pytest.mark.usefixtures("make_video")
def test_the_page_says_that_there_is_no_sound(practice: Practice) -> None:
    page = practice.pages["/video/"]
    assert "no sound" in words_of(page.main).lower()
    (track,) = page.tree.every("track")
    assert track.attributes["kind"] == "descriptions"
    assert page.tree.every("video")[0].attributes["preload"] == "none"


def test_a_film_with_sound_has_captions(changed: Changed) -> None:
    page = changed(lambda root: videos.add_file(root, "")).pages["/video/"]
    assert page.tree.every("track")[0].attributes["kind"] == "captions"
    assert "No sound" not in words_of(page.main.of_class("video__words")[0])


def test_without_a_film_its_words_are_there_to_read(changed: Changed) -> None:
    page = changed(videos.remove).pages["/video/"]
    assert not page.tree.every("video")
    assert "open" in page.tree.every("details")[0].attributes
    assert "The video is not here yet." in words_of(page.main)
