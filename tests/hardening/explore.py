"""Let atheris look for texts that no grammar thinks of.

`pip install atheris`, then `python -m tests.hardening.explore SECONDS` from the top folder. It sees
which lines of the engine a text reaches and goes on with those that reach new ones. It ends with a
traceback at the first text that ends in anything but a result, or takes longer than five seconds.
"""

import datetime
import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

DAY = datetime.date(2026, 6, 15)
LONGEST = 2_000


def target(prose: Any, yaml: Any) -> Callable[[bytes], None]:
    """Return what is done with each text: its first byte says as what it is read."""

    def read(content: bytes) -> None:
        text = content[1:].decode("utf-8", "ignore")
        if content[:1] < b"\x80":
            found, problems = prose.parse(text, "content/a.md", 5, DAY)
            assert "<script" not in found.html or problems
        else:
            _, problems = yaml.parse(text, "content/data/a.yaml")
        for problem in problems:
            assert problem.message
            assert 1 <= problem.line <= text.count("\n") + 5

    return read


def main(seconds: str) -> None:
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["sitegen", "markdown"]):
        prose = importlib.import_module("sitegen.prose")
        yaml = importlib.import_module("sitegen.yamltext")
    # Not before: what it imports would not be watched.
    site = importlib.import_module("tests.sites.everything")
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(site.PAGES.values()):
            Path(folder, f"page-{number}").write_bytes(b"\0" + text.encode())
        for number, text in enumerate((*site.DATA.values(), site.SETTINGS)):
            Path(folder, f"data-{number}").write_bytes(b"\xff" + text.encode())
        options = [f"-max_total_time={seconds}", "-timeout=5", f"-max_len={LONGEST}"]
        atheris.Setup(["explore", *options, folder], target(prose, yaml))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1])
