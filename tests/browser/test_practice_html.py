"""Every HTML file and drawing of the practice's site is valid."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.practice.site import build, write_files


def test_the_html_checker_has_nothing_to_say(
    repo_root: Path, vnu_jar: Path, tmp_path: Path
) -> None:
    write_files(build(repo_root), tmp_path)
    java = shutil.which("java")
    assert java
    checked = subprocess.run(
        [
            *(java, "-Xss4m", "-jar", str(vnu_jar), "--skip-non-html", "--also-check-svg"),
            *("--Werror", "--format", "json", "--stdout", str(tmp_path)),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    messages = [
        f"{it['url'].removeprefix(f'file:{tmp_path}')}:{it.get('lastLine')}: {it['message']}"
        for it in json.loads(checked.stdout)["messages"]
        if it["type"] != "info" or it.get("subType") == "warning"
    ]
    assert not messages, "\n".join(messages)
    assert checked.returncode == 0, checked.stderr
