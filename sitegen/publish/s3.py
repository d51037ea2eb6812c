"""S3-compatible storage through boto3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from sitegen.publish.settings import Publish
from sitegen.publish.transport import OWN, About, Entry, Unreachable

NOT_THERE = ("404", "NoSuchKey", "NotFound")
KEYS = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
ANSWERS: Mapping[str, tuple[str, str]] = {
    "NoSuchBucket": ("there is no bucket of that name", "make it, or mend 'bucket'"),
    "AccessDenied": (
        "the keys do not allow this",
        "the policy must allow to list, get, put, delete",
    ),
    "403": ("the keys do not allow this", "the policy must allow to list, get, put, delete"),
    "InvalidAccessKeyId": ("the access key is not known there", KEYS),
    "SignatureDoesNotMatch": ("the secret key does not fit the access key", KEYS),
    "PermanentRedirect": ("the bucket is in another region", "add 'region' below 'publish'"),
    "AuthorizationHeaderMalformed": ("the region is not right", "mend 'region' below 'publish'"),
}


class Bucket:
    """A Transport to a bucket, or to a folder in it; keys come from the usual AWS settings.

    Raises Unreachable.
    """

    def __init__(self, publish: Publish) -> None:
        self._bucket = str(publish.bucket)
        self._prefix = f"{publish.prefix}/" if publish.prefix else ""
        # By default boto3 sends checksums that several services refuse.
        config = Config(
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            retries={"mode": "standard", "max_attempts": 5},
            connect_timeout=15,
            read_timeout=60,
            s3={"addressing_style": "path"} if publish.endpoint else {},
        )
        with _told():
            try:
                self._client: Any = boto3.session.Session().client(
                    "s3",
                    endpoint_url=publish.endpoint,
                    region_name=publish.region or ("us-east-1" if publish.endpoint else None),
                    config=config,
                )
            except ValueError as error:
                raise _out_of_reach(error) from error

    def files(self, below: str = "") -> Mapping[str, Entry]:
        """Return all files whose path begins with ``below``: empty, or ending in ``/``."""
        found: dict[str, Entry] = {}
        with _told():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._prefix + below
            )
            for page in pages:
                for it in page.get("Contents", ()):
                    name = it["Key"].removeprefix(self._prefix)
                    # Consoles make a folder by an empty file of its name.
                    if not it["Size"] and (not name or name.endswith("/")):
                        continue
                    found[name] = Entry(size=it["Size"], modified=it["LastModified"].timestamp())
        return found

    def get(self, path: str) -> bytes | None:
        """Return the content of a file, None if there is none."""
        with _told():
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + path)
                content: bytes = answer["Body"].read()
            except ClientError as error:
                if _code(error) in NOT_THERE:
                    return None
                raise
        return content

    def put(self, path: str, content: bytes, about: About = OWN) -> None:
        """Write a file; a service shows it whole or not at all."""
        with _told():
            self._client.put_object(
                Bucket=self._bucket, Key=self._prefix + path, Body=content, **_told_with(about)
            )

    def place(self, source: str, path: str, about: About) -> None:
        """Give the content of ``source`` to ``path`` in one step, without sending it anew."""
        with _told():
            self._client.copy_object(
                Bucket=self._bucket,
                Key=self._prefix + path,
                CopySource={"Bucket": self._bucket, "Key": self._prefix + source},
                MetadataDirective="REPLACE",
                **_told_with(about),
            )

    def delete(self, path: str) -> None:
        """Remove a file, if it is there."""
        with _told():
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + path)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def _told_with(about: About) -> dict[str, str]:
    told = {"ContentType": about.type, "CacheControl": about.cache}
    return {**told, "WebsiteRedirectLocation": about.redirect} if about.redirect else told


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _out_of_reach(error: Exception) -> Unreachable:
    message = f"the storage service cannot be reached: {error}".split("\n")[0]
    hint = "see whether 'endpoint' and 'region' are right and the network is there"
    return Unreachable(message, hint)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except NoCredentialsError as error:
        raise Unreachable("there are no keys for the bucket", KEYS) from error
    except ClientError as error:
        code = _code(error)
        usual = f"the storage service answers: {code}", "see whether the settings are right"
        raise Unreachable(*ANSWERS.get(code, usual)) from error
    except BotoCoreError as error:
        raise _out_of_reach(error) from error
