"""The Nu Html Checker, run as a program: all that HTML demands, where Java is there."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sitegen.checks.found import Found, On
from sitegen.checks.rule import Rule
from sitegen.checks.subject import Subject

JAR = Path("node_modules/vnu-jar/build/dist/vnu.jar")
LONGEST = 300.0


def nu_jar(root: Path) -> Path | None:
    """Return the checker below a site's root, if it is installed and Java is there."""
    jar = root / JAR
    return jar if jar.is_file() and shutil.which("java") else None


def nu_findings(subject: Subject, jar: Path) -> Iterator[Found]:
    """Yield what the checker says of every page, at the elements it means.

    Raises OSError or subprocess.SubprocessError if it cannot be run to its end.
    """
    with tempfile.TemporaryDirectory() as folder:
        for path, document in subject.documents.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(document.html, encoding="utf-8")
        for said in _said(jar, folder):
            path = unquote(urlsplit(said.get("url", "")).path).removeprefix(f"{folder}/")
            if path in subject.documents:
                yield _found(subject, path, said)


def _said(jar: Path, folder: str) -> list[dict[str, Any]]:
    java = shutil.which("java")
    if java is None:
        raise FileNotFoundError("java")
    command = [java, "-Xss4m", "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout"]
    done = subprocess.run(
        [*command, "--exit-zero-always", folder],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=True,
    )
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [it for it in messages if it["type"] != "info" or it.get("subType") == "warning"]


def _found(subject: Subject, path: str, said: dict[str, Any]) -> Found:
    line, column = said.get("lastLine", 1), said.get("lastColumn", 1)
    number = subject.documents[path].element_at(line, column)
    return Found(
        at=On(output=path, element=number),
        message=said["message"].replace("“", "'").replace("”", "'").rstrip("."),
        hint=f"the checker read: {' '.join(said.get('extract', '').split())[:80]}",
    )


NU = Rule(
    code="H11",
    name="html-checker",
    severity="error",
    what="The Nu Html Checker found something in a page. It is asked with `check --full`.",
    why="It knows the whole standard. The other rules know the mistakes that people make.",
    mend="Do as it says. The hint shows the piece of the page that it read.",
    before='<ul role="list" aria-level="2">',
    after='<ul role="list">',
    source="The Nu Html Checker (v.Nu) of the W3C and WHATWG, https://validator.github.io/validator/",
)
