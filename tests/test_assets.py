"""Files that pages use, under names that change with their content."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from sitegen.assets import AssetError, Assets
from sitegen.files import File
from sitegen.images import Cache


def jpeg(color: str = "red", size: tuple[int, int] = (64, 48), form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, form)
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 10), "blue")]
    Image.new("RGB", (20, 10), "red").save(out, "GIF", save_all=True, append_images=frames)
    return out.getvalue()


def assets_of(root: Path, **files: bytes) -> Assets:
    """Return the assets of a site with files in static/; '__' in a name stands for '.'."""
    static = root / "static"
    named = {name.replace("__", "."): content for name, content in files.items()}
    for name, content in named.items():
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_bytes(content)
    return Assets(
        {name: File(str(static / name), (static / name).stat()) for name in named},
        root,
        Cache(root / "cache"),
    )


def test_a_file_is_copied_under_a_name_with_its_content_in_it(tmp_path: Path) -> None:
    assets = assets_of(tmp_path, intake__pdf=b"%PDF")
    path = assets.file("intake.pdf")
    assert re.fullmatch(r"/assets/intake\.[0-9a-f]{10}\.pdf", path)
    assert assets.made == {path: b"%PDF"}


def test_the_name_changes_with_the_content_and_only_with_it(tmp_path: Path) -> None:
    one = assets_of(tmp_path / "1", a__css=b"x").file("a.css")
    assert one == assets_of(tmp_path / "2", a__css=b"x").file("a.css")
    assert one != assets_of(tmp_path / "3", a__css=b"y").file("a.css")


@pytest.mark.parametrize(
    ("name", "stem", "ending"),
    [
        ("video/Tour 1.MP4", "tour-1", ".mp4"),
        ("Über uns.PDF", "ueber-uns", ".pdf"),
        ("fonts/x.woff2", "x", ".woff2"),
        ("LICENSE", "license", ""),
        ("😀.txt", "file", ".txt"),
        ("a.tar.gz", "a-tar", ".gz"),
    ],
)
def test_any_name_becomes_a_plain_address(
    name: str, stem: str, ending: str, tmp_path: Path
) -> None:
    path = assets_of(tmp_path, **{name: b"x"}).file(name)
    assert re.fullmatch(rf"/assets/{stem}\.[0-9a-f]{{10}}{re.escape(ending)}", path)


def test_two_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    assets = assets_of(tmp_path, **{"a/x.txt": b"one", "b/x.txt": b"two"})
    assert assets.file("a/x.txt") != assets.file("b/x.txt")
    assert sorted(assets.made.values()) == [b"one", b"two"]


def test_a_file_asked_for_twice_is_made_once(tmp_path: Path) -> None:
    assets = assets_of(tmp_path, a__txt=b"x", photo__jpg=jpeg())
    assert assets.file("a.txt") == assets.file("a.txt")
    assert assets.picture("photo.jpg", (16,)) is assets.picture("photo.jpg", (16,))
    assert len(assets.made) == 4


def test_a_picture_has_sources_a_fallback_and_its_true_size(tmp_path: Path) -> None:
    assets = assets_of(tmp_path, photo__jpg=jpeg())
    picture = assets.picture("photo.jpg", (16, 32))
    assert (picture.width, picture.height) == (64, 48)
    assert [source.type for source in picture.sources] == ["image/avif", "image/webp"]
    for srcset in (picture.srcset, *(source.srcset for source in picture.sources)):
        assert [width for _, width in srcset] == [16, 32]
        for path, width in srcset:
            assert Image.open(io.BytesIO(assets.made[path])).width == width
    assert picture.path == picture.srcset[-1][0]
    assert re.fullmatch(r"/assets/photo-32\.[0-9a-f]{10}\.jpg", picture.path)


@pytest.mark.parametrize("name", ["logo__svg", "logo__SVG"])
def test_an_svg_stays_as_it_is(name: str, tmp_path: Path) -> None:
    svg = b'<svg width="10" height="20"></svg>'
    assets = assets_of(tmp_path, **{name: svg})
    picture = assets.picture(name.replace("__", "."))
    assert (picture.width, picture.height) == (10, 20)
    assert (picture.srcset, picture.sources) == ((), ())
    assert assets.made == {picture.path: svg}


def test_an_animation_stays_as_it_is(tmp_path: Path) -> None:
    content = gif()
    assets = assets_of(tmp_path, wave__gif=content)
    picture = assets.picture("wave.gif")
    assert (picture.width, picture.height, picture.sources) == (20, 10, ())
    assert assets.made == {picture.path: content}


def test_nothing_is_encoded_for_an_animation(tmp_path: Path) -> None:
    assets_of(tmp_path, wave__gif=gif()).picture("wave.gif")
    assert not list((tmp_path / "cache").glob("*"))


def test_an_icon_is_a_png_of_that_width(tmp_path: Path) -> None:
    assets = assets_of(tmp_path, icon__jpg=jpeg())
    path = assets.resized("icon.jpg", 32)
    assert re.fullmatch(r"/assets/icon-32\.[0-9a-f]{10}\.png", path)
    assert Image.open(io.BytesIO(assets.made[path])).size == (32, 24)


def test_a_card_is_made_for_each_title(tmp_path: Path) -> None:
    assets = assets_of(tmp_path)
    one, other = (assets.card(title, "N", "#1f4e5f") for title in ("A", "B"))
    assert one != other
    assert set(assets.made) == {one, other}


@pytest.mark.parametrize("ask", ["file", "picture", "content"])
def test_a_missing_file_names_the_nearest(ask: str, tmp_path: Path) -> None:
    assets = assets_of(tmp_path, photo__jpg=jpeg())
    with pytest.raises(AssetError) as told:
        getattr(assets, ask)("foto.jpg")
    assert told.value.message == "there is no file 'foto.jpg' in static/ or content/"
    assert told.value.hint == "did you mean 'photo.jpg'?"


def test_a_site_without_files_says_where_to_put_them(tmp_path: Path) -> None:
    with pytest.raises(AssetError) as told:
        assets_of(tmp_path).file("photo.jpg")
    assert "static/" in told.value.hint


@pytest.mark.parametrize("name", ["../site.yaml", "/etc/passwd", "static/photo.jpg", ""])
def test_only_files_of_the_site_can_be_asked_for(name: str, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("x")
    with pytest.raises(AssetError):
        assets_of(tmp_path, photo__jpg=jpeg()).file(name)


@pytest.mark.parametrize(
    ("name", "content"),
    [("photo__jpg", b"no photo"), ("photo__jpg", jpeg()[:300]), ("logo__svg", b"<svg/>")],
)
def test_a_broken_picture_is_told_as_a_problem_of_that_file(
    name: str, content: bytes, tmp_path: Path
) -> None:
    assets = assets_of(tmp_path, **{name: content})
    with pytest.raises(AssetError) as told:
        assets.picture(name.replace("__", "."))
    problem = told.value.problem
    assert problem is not None
    assert problem.path == f"static/{name.replace('__', '.')}"
    assert problem.message
    assert problem.hint
    with pytest.raises(AssetError):
        assets.resized(name.replace("__", "."), 32)


def test_a_file_that_went_away_is_told(tmp_path: Path) -> None:
    assets = assets_of(tmp_path, a__txt=b"x")
    (tmp_path / "static/a.txt").unlink()
    with pytest.raises(AssetError) as told:
        assets.file("a.txt")
    assert "a.txt" in told.value.message
    assert "JPEG" not in told.value.hint
