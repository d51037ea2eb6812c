"""Changes to a copy of the site that give its first video something to play."""

from __future__ import annotations

import re
from pathlib import Path

from tests.practice.site import rewrite

POSTER = """
  poster: video/talk.png"""
PUBLISHED = """
  published: 2026-11-01"""
LENGTH = """
  seconds: 90"""
FILE = """
  file: video/talk.mp4
  captions: video/talk.vtt"""
PLAYER = "https://player.example/embed/talk"
EMBED = f"""
  embed: {PLAYER}"""


def add_file(root: Path, details: str) -> None:
    """Give the video a file of its own."""
    folder = root / "static/video"
    folder.mkdir()
    (folder / "talk.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    (folder / "talk.vtt").write_text("WEBVTT\n", encoding="utf-8")
    (folder / "talk.png").write_bytes((root / "static/icon.png").read_bytes())
    _describe(root, FILE + details)


def add_embed(root: Path) -> None:
    """Give the video a player on another host."""
    _describe(root, EMBED)


def _describe(root: Path, fields: str) -> None:
    rewrite(
        root / "content/data/videos.yaml",
        lambda text: re.sub(r"(?m)^  title:.*$", rf"\g<0>{fields}", text, count=1),
    )
