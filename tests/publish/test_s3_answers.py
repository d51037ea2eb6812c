"""What a storage service may answer that rclone never does, and endpoints that there cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sitegen.publish.s3 import Bucket
from sitegen.publish.settings import Publish
from sitegen.publish.transport import Unreachable
from tests.answers import answering
from tests.publish.conftest import KEYS


@pytest.fixture(autouse=True)
def _own_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))


@contextmanager
def listing(sizes: Mapping[str, int]) -> Iterator[str]:
    """Serve a bucket that holds these keys."""
    entries = "".join(
        f"<Contents><Key>{key}</Key><LastModified>2026-06-15T12:00:00.000Z</LastModified>"
        f"<Size>{size}</Size></Contents>"
        for key, size in sizes.items()
    )
    answer = (
        '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        f"<IsTruncated>false</IsTruncated>{entries}</ListBucketResult>"
    ).encode()

    with answering(lambda _path: (200, "application/xml", answer)) as address:
        yield address


def listed(sizes: Mapping[str, int], prefix: str | None) -> set[str]:
    with (
        listing(sizes) as endpoint,
        closing(Bucket(Publish(bucket="my-site", endpoint=endpoint, prefix=prefix))) as bucket,
    ):
        return set(bucket.files())


def test_folders_that_a_console_has_made_are_no_files() -> None:
    below = {"sites/one/": 0, "sites/one/news/": 0, "sites/one/a.txt": 0, "sites/one/b.txt": 1}
    assert listed(below, "sites/one") == {"a.txt", "b.txt"}
    assert listed({"news/": 0, "a.txt": 1}, None) == {"a.txt"}


def test_what_only_looks_like_a_folder_and_holds_something_is_a_file() -> None:
    assert listed({"sites/one/news/": 3}, "sites/one") == {"news/"}


@pytest.mark.parametrize("endpoint", ["https://my_storage.example.com", "https://a b.example"])
def test_an_endpoint_that_cannot_be_is_told_wherever_it_comes_from(
    endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", endpoint)
    with pytest.raises(Unreachable, match="cannot be reached: Invalid endpoint") as refused:
        Bucket(Publish(bucket="my-site", region="eu-1"))
    assert "'endpoint'" in refused.value.hint
