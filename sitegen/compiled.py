"""The code of templates, made by as many processes as there are cores."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from sitegen.parallel import spread


class Codes(BytecodeCache):
    """Keeps the code of the templates of one environment, in memory."""

    def __init__(self) -> None:
        self.by_name: dict[str, CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  # Jinja's call
        """Return the template's name; that of its file may hold what is no text."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Set the code of a template if it is known."""
        bucket.code = self.by_name.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code:
            self.by_name[bucket.key] = bucket.code


def compile_all(environment: Environment) -> None:
    """Compile all templates of an environment that keeps ``Codes``.

    One that cannot be read is left out: it says so when somebody asks for it.
    """
    codes = environment.bytecode_cache
    assert isinstance(codes, Codes)
    for compiled in spread(partial(_compiled, environment, codes), environment.list_templates()):
        codes.by_name |= marshal.loads(compiled)


def _compiled(environment: Environment, codes: Codes, names: Iterable[str]) -> bytes:
    for name in names:
        with suppress(Exception):
            environment.get_template(name)
    return marshal.dumps(codes.by_name)
