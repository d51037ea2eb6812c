"""Publishing to a real service of S3's protocol: whole files, types, caching, redirects."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.publish.s3 import Bucket
from sitegen.publish.settings import Publish
from sitegen.publish.transport import About, Unreachable
from tests.publish.conftest import KEYS, S3Server
from tests.publish.places import asset, inexact, page, publish, roll_back, site, versions

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _own_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [it for it in os.environ if it.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))


@pytest.fixture
def settings(s3_server: S3Server, tmp_path: Path) -> Publish:
    name = tmp_path.name.replace("_", "-").lower()[-40:].strip("-")
    s3_server.client().create_bucket(Bucket=name)
    return Publish(bucket=name, endpoint=s3_server.endpoint)


@pytest.fixture
def bucket(settings: Publish) -> Iterator[Bucket]:
    bucket = Bucket(settings)
    yield bucket
    bucket.close()


def test_content_comes_back_as_it_was(bucket: Bucket) -> None:
    for size in (0, 1, 3_000_001):
        content = os.urandom(size)
        bucket.put("deep/down/file", content)
        assert bucket.get("deep/down/file") == content
        assert bucket.files()["deep/down/file"].size == size
        assert bucket.files("deep/").keys() == {"deep/down/file"}
    bucket.delete("deep/down/file")
    bucket.delete("deep/down/file")
    assert bucket.get("deep/down/file") is None
    assert bucket.files() == {}


@pytest.mark.parametrize("name", ["ä/ö ü.txt", "a+b%20c", "a b&c=d?e", "-rf"])
def test_odd_names_are_names(bucket: Bucket, name: str) -> None:
    bucket.put(".sitegen/objects/x", b"x")
    bucket.place(".sitegen/objects/x", name, About())
    assert bucket.get(name) == b"x"
    assert name in bucket.files()
    bucket.delete(name)
    assert bucket.files().keys() == {".sitegen/objects/x"}


def test_more_files_than_one_answer_lists(bucket: Bucket) -> None:
    for at in range(1100):
        bucket.put(f"{at}.txt", b"x")
    assert len(bucket.files()) == 1100


def test_a_placed_file_is_told_as_what_it_is(
    bucket: Bucket, settings: Publish, s3_server: S3Server
) -> None:
    bucket.put(".sitegen/objects/x", b"<p>x")
    about = About(type="text/html; charset=utf-8", cache="no-cache")
    bucket.place(".sitegen/objects/x", "a/index.html", about)
    told = s3_server.client().get_object(Bucket=settings.bucket, Key="a/index.html")
    assert told["ContentType"] == "text/html; charset=utf-8"
    assert told["CacheControl"] == "no-cache"
    assert told["Body"].read() == b"<p>x"


def test_pages_and_assets_are_told_how_long_they_may_be_kept(
    bucket: Bucket, settings: Publish, s3_server: S3Server, tmp_path: Path
) -> None:
    photo = asset("photo.png", "x")
    publish(bucket, site(tmp_path / "v", {"index.html": page("x", photo[0]), **dict([photo])}))
    told = {
        path: s3_server.client().head_object(Bucket=settings.bucket, Key=path)
        for path in ("index.html", photo[0])
    }
    assert {path: (it["ContentType"], it["CacheControl"]) for path, it in told.items()} == {
        "index.html": ("text/html; charset=utf-8", "no-cache"),
        photo[0]: ("image/png", "public, max-age=31536000, immutable"),
    }


def test_a_redirect_is_sent_as_one(bucket: Bucket) -> None:
    """rclone keeps no redirects, so what is asked of the service is looked at."""
    asked: list[dict[str, Any]] = []
    bucket.put("x", b"")
    bucket._client.meta.events.register(
        "provide-client-params.s3.CopyObject", lambda params, **_: asked.append(params)
    )
    bucket.place("x", "old/index.html", About(redirect="https://small.example/new/"))
    assert asked[0]["WebsiteRedirectLocation"] == "https://small.example/new/"


def test_a_whole_life_of_a_site(bucket: Bucket, tmp_path: Path) -> None:
    # On rclone's disk no file can become a folder, as it can in a bucket.
    one, two, _ = (
        site(
            tmp_path / f"v{at}",
            {path: it for path, it in files.items() if not path.startswith(("shape", "form"))},
        )
        for at, files in enumerate(versions())
    )
    for folder in (one, two):
        publish(bucket, folder)
        assert inexact(bucket, folder) == []
    for folder in (one, two):
        roll_back(bucket)
        assert inexact(bucket, folder) == []


def test_a_site_in_a_folder_of_a_bucket_leaves_the_rest_alone(
    settings: Publish, tmp_path: Path
) -> None:
    whole = Bucket(settings)
    whole.put("other.txt", b"mine")
    inner = Bucket(settings.model_copy(update={"prefix": "sites/one"}))
    folder = site(tmp_path / "v", {"index.html": page("x")})
    publish(inner, folder)
    assert inexact(inner, folder) == []
    assert whole.get("other.txt") == b"mine"
    with pytest.raises(Unreachable, match="not published from here"):
        publish(whole, folder)


@pytest.mark.parametrize(
    ("change", "environ", "message"),
    [
        ({"bucket": "no-such-bucket"}, {}, "no bucket of that name"),
        ({"endpoint": "http://127.0.0.1:1"}, {}, "cannot be reached"),
        ({}, {"AWS_ACCESS_KEY_ID": "wrong"}, "access key|does not fit|do not allow|answers"),
        ({}, {"AWS_SECRET_ACCESS_KEY": "wrong"}, "does not fit"),
        ({}, {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "there are no keys"),
        ({}, {"AWS_PROFILE": "nobody"}, "cannot be reached|profile"),
    ],
)
def test_what_does_not_work_is_told_with_its_remedy(
    settings: Publish,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, str],
    environ: dict[str, str],
    message: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name)
    with pytest.raises(Unreachable, match=message) as refused:
        Bucket(settings.model_copy(update=change)).files()
    assert refused.value.hint
    assert KEYS["AWS_SECRET_ACCESS_KEY"] not in refused.value.message + refused.value.hint
