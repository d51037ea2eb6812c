"""The program that makes the video, and changes to a copy of the site that give it another."""

from __future__ import annotations

import re
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

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
FILM = "video/medical-vs-therapeutic.mp4"
PLAYER = "https://player.example/embed/talk"
EMBED = f"""
  embed: {PLAYER}"""
PLAYED = re.compile(r"(?m)^  (?:file|sound|captions|poster|seconds|published|embed):.*\n")


def maker(root: Path) -> Any:
    """Return tools/make-video as a module; skip what it has not made."""
    if FILM not in (root / "content/data/videos.yaml").read_text(encoding="utf-8"):
        pytest.skip("the practice shows a film of its own")
    tools = str(root / "tools")
    loader = SourceFileLoader("make_video", f"{tools}/make-video")
    spec = spec_from_loader("make_video", loader)
    assert spec
    module = module_from_spec(spec)
    # It finds the modules beside it as a program does, and dataclasses find theirs by name.
    sys.path.insert(0, tools)
    sys.modules["make_video"] = module
    try:
        loader.exec_module(module)
    finally:
        sys.path.remove(tools)
    return module


def add_file(root: Path, details: str) -> None:
    """Give the video a file of its own."""
    folder = root / "static/video"
    folder.mkdir(exist_ok=True)
    (folder / "talk.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    (folder / "talk.vtt").write_text("WEBVTT\n", encoding="utf-8")
    (folder / "talk.png").write_bytes((root / "static/icon.png").read_bytes())
    _describe(root, FILE + details)


def add_embed(root: Path) -> None:
    """Give the video a player on another host."""
    _describe(root, EMBED)


def remove(root: Path) -> None:
    """Leave only the transcript of the video."""
    _describe(root, "")


def _describe(root: Path, fields: str) -> None:
    rewrite(
        root / "content/data/videos.yaml",
        lambda text: re.sub(r"(?m)^  title:.*$", rf"\g<0>{fields}", PLAYED.sub("", text), count=1),
    )
