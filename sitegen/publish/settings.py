"""The setting ``publish`` of ``site.yaml``: a bucket, or a folder that is reached by SSH."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from sitegen.strict import Model
from sitegen.values import wrong

SECRET = re.compile(r"pass|secret|token|credential|access.?key|private|^key$|identity", re.I)
TO = re.compile(r"(?:(?P<user>[\w.-]+)@)?(?P<server>[\w.-]+|\[[0-9a-fA-F:.]+\]):(?P<folder>.+)")
WHERE_SECRETS_ARE = (
    "delete this line: keys for a bucket come from the environment (AWS_ACCESS_KEY_ID and"
    " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE), those for SSH from ssh-agent or ~/.ssh"
)
LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
HOST_NAME = re.compile(rf"{LABEL}(\.{LABEL})*|[0-9a-f]*:[0-9a-f:.]+")
HERE = ("127.0.0.1", "localhost", "::1")


def _bucket(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", text):
        wrong(f"'{text}' is not the name of a bucket", "small letters, digits and hyphens: my-site")
    return text


def _endpoint(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, user, port = parts.hostname, parts.username, parts.port
    except ValueError:
        host, user, port = None, None, None
    if user is not None or (host is None and "@" in text):
        wrong("a name or password stands in this address", WHERE_SECRETS_ARE)
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in HERE)):
        wrong(f"'{text}' is not an address with https://", "for example https://s3.example.com")
    if not parts.netloc.isascii():
        wrong(f"'{host}' has letters beyond a to z", "write the form of it that has xn-- in it")
    if not HOST_NAME.fullmatch(host) or port == 0 or re.search(r"[\s?#]", text):
        wrong(f"'{text}' is not the address of a service", "for example https://s3.example.com")
    return text.rstrip("/")


def _prefix(text: str) -> str:
    bare = text.strip("/")
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)*", bare) or _leaves(bare) or bare.startswith("."):
        wrong(f"'{text}' is not a folder of a bucket", "for example my-site or sites/my-site")
    return bare


def _leaves(folder: str) -> bool:
    return any(part in (".", "..") for part in folder.split("/"))


def _to(text: str) -> str:
    if text.startswith("/"):
        folder = text
    else:
        match = TO.fullmatch(text)
        if "://" in text:
            wrong("an address with :// stands in 'to'", "write user@host:/folder")
        if re.match(r"[^:\[]*:.*@", text):
            wrong("a password stands in 'to'", WHERE_SECRETS_ARE)
        if re.match(r"[a-z]:", text, re.I):
            hint = "write user@host:/folder, or for a folder of this machine /folder"
            wrong(f"'{text}' begins as a drive does, not as a server", hint)
        if match is None or text.startswith("-") or match["server"].startswith("-"):
            hint = "for example user@www.example.com:/var/www/site; a folder on this machine"
            wrong(f"'{text}' is not a place", f"{hint} begins with /")
        folder = match["folder"]
    if _leaves(folder) or not folder.strip("/") or re.search(r"[\x00-\x1f\x7f~]", folder):
        wrong(f"'{folder}' is not a folder", "write all of it, for example /var/www/site")
    return text


class Publish(Model):
    """Where ``build.py publish`` brings the site. It never holds a secret."""

    bucket: Annotated[str, AfterValidator(_bucket)] | None = Field(
        None, description="Name of the bucket, for host: s3"
    )
    endpoint: Annotated[str, AfterValidator(_endpoint)] | None = Field(
        None, description="Address of the storage service, unless it is Amazon's"
    )
    region: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")] | None = Field(
        None, description="Region of the bucket, for example us-east-1"
    )
    prefix: Annotated[str, AfterValidator(_prefix)] | None = Field(
        None, description="Folder in the bucket, if the site does not stand at its top"
    )
    to: Annotated[str, AfterValidator(_to)] | None = Field(
        None, description="Folder reached by SSH, for example user@www.example.com:/var/www/site"
    )
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        None, description="Port of the SSH server, unless it is 22"
    )

    @model_validator(mode="before")
    @classmethod
    def _no_secret(cls, value: object) -> object:
        for name in value if isinstance(value, Mapping) else ():
            if isinstance(name, str) and SECRET.search(name):
                wrong("a secret has no place in this file", WHERE_SECRETS_ARE, name)
        return value

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if bool(self.bucket) == bool(self.to):
            many = "both 'bucket' and 'to' are named" if self.to else "no place is named"
            wrong(many, "name one: 'bucket' for host: s3, 'to' for a server reached by SSH")
        for name in ("endpoint", "region", "prefix") if self.to else ("port",):
            if getattr(self, name) is not None:
                wrong(f"belongs to '{'bucket' if self.to else 'to'}'", "delete this line", name)
        return self

    @property
    def server(self) -> str | None:
        """What ssh is to connect to, ``user@server``; None for a folder of this machine."""
        match = TO.fullmatch(self.to or "")
        if match is None or str(self.to).startswith("/"):
            return None
        user = f"{match['user']}@" if match["user"] else ""
        return user + match["server"].strip("[]")

    @property
    def folder(self) -> str:
        """The folder on the server."""
        match = TO.fullmatch(self.to or "")
        whole = str(self.to) if match is None or str(self.to).startswith("/") else match["folder"]
        return whole.rstrip("/")
