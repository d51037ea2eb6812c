"""Previews from their first build to Ctrl+C: days, mistakes, files that come and go."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites.preview import preview_site, rewrite, serving, wait_until
from tests.sites.small import page, run

pytestmark = pytest.mark.slow

SECRET = "nobody may read this"
BROKEN_SCHEMA = """\
from sitegen.contract import Contract

def rule(data):
    {line}
    yield

CONTRACT = Contract(rules=(rule,))
"""


def test_a_link_that_leaves_the_site_is_a_mistake_and_not_served(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    root = preview_site(tmp_path / "site")
    with serving(root) as running:
        (root / "static/root/out.txt").symlink_to(tmp_path / "secret.txt")
        running.wait_for(lambda: running.state()["wrong"] == "1 mistake")
        assert "leads out of the site" in running.state()["mistakes"]
        assert SECRET not in running.state()["mistakes"]
        assert running.ask("/out.txt").status == 404


# --- days ---


def test_the_site_is_shown_as_it_will_be(tmp_path: Path) -> None:
    with serving(preview_site(tmp_path), "--as-of", "2031-05-31") as running:
        assert running.ask("/about/").status == 200
        assert running.state()["chosen"] == "2031-05-31"
        running.choose("2031-06-01")
        running.wait_for(lambda: "<h1>About</h1>" not in running.ask("/about/").text)
        running.choose("2030-01-01")
        running.wait_for_text("/about/", "<h1>About</h1>")
        assert running.choose(None).status == 204
        running.wait_for(lambda: running.state()["chosen"] is None)


# --- what it survives ---


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("content/index.md", "no front matter", "content/index.md , line 1"),
        ("content/data/notes.yaml", "note: [", "content/data/notes.yaml"),
        ("content/data/notes.yaml", "other: x\n", "note"),
        ("site.yaml", "name: x\n", "site.yaml"),
        ("templates/page.html", "{% if %}", "templates/page.html , line 1"),
        ("templates/page.html", "\n\n{{ page.titel }}", "templates/page.html , line 3"),
        (
            "templates/components/note.html",
            "{% macro note() %}{{ 1 / 0 }}{% endmacro %}",
            "ZeroDivision",
        ),
        ("schema.py", "CONTRACT = (", "schema.py , line 1"),
        ("schema.py", "\nraise SystemExit(3)", "schema.py , line 2"),
        ("schema.py", "import no_such_module", "no_such_module"),
        ("content/Bad Name.md", "x", "Bad Name.md"),
    ],
)
def test_a_mistake_is_shown_over_the_last_good_site_and_goes_away(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    root = preview_site(tmp_path)
    before = (root / name).read_text() if (root / name).exists() else None
    with serving(root) as running:
        (root / name).write_text(text)
        running.wait_for(lambda: running.state()["wrong"] != "")
        plain = " ".join(re.sub(r"<[^>]*>", " ", running.state()["mistakes"]).split())
        assert told in plain
        assert "<h1>First page</h1>" in running.ask("/").text
        if before is None:
            (root / name).unlink()
        else:
            (root / name).write_text(before)
        running.wait_for(lambda: running.state()["wrong"] == "")


@pytest.mark.parametrize("line", ["raise SystemExit(3)", "data['nowhere']", "1 / 0"])
def test_a_rule_that_fails_does_not_end_the_preview(tmp_path: Path, line: str) -> None:
    root = preview_site(tmp_path)
    with serving(root) as running:
        (root / "schema.py").write_text(BROKEN_SCHEMA.format(line=line))
        running.wait_for(lambda: running.state()["wrong"] != "")
        assert "<h1>First page</h1>" in running.ask("/").text
        (root / "schema.py").unlink()
        running.wait_for(lambda: running.state()["wrong"] == "")


def test_a_site_that_was_never_right_is_told_on_every_address(tmp_path: Path) -> None:
    root = preview_site(tmp_path, {"content/index.md": "wrong"})
    with serving(root) as running:
        answer = running.ask("/any/address/")
        assert answer.status == 503
        assert "1 mistake to correct" in answer.text
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        (root / "content/index.md").write_text(page(title="First page"))
        running.wait_for_text("/", "<h1>First page</h1>")


def test_a_folder_that_is_no_site_can_become_one(tmp_path: Path) -> None:
    with serving(tmp_path) as running:
        assert "there is no folder &#39;content&#39;" in running.ask("/").text
        preview_site(tmp_path)
        running.wait_for_text("/", "<h1>First page</h1>")


def test_everything_can_be_added_changed_and_removed_without_a_restart(tmp_path: Path) -> None:
    root = preview_site(tmp_path)
    with serving(root) as running:
        (root / "content/new").mkdir()
        (root / "content/new/page.md").write_text(page("![Dot](dot.svg)", title="New"))
        (root / "content/new/dot.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
        )
        (root / "templates/components/picture.html").write_text(
            "{#- src, alt -#}\n{% macro picture(src, alt) %}<img alt='{{ alt }}'>{% endmacro %}\n"
        )
        running.wait_for_text("/new/page/", "<img alt='Dot'>")
        (root / "content/new").rename(root / "content/newer")
        running.wait_for_text("/newer/page/", "<h1>New</h1>")
        assert running.ask("/new/page/").status == 404
        (root / "content/newer/page.md").unlink()
        running.wait_for(lambda: running.ask("/newer/page/").status == 404)

        rewrite(root / "site.yaml", lambda text: text.replace("site 0", "site 1"))
        running.wait_for_text("/", "site 1")
        (root / "content/data/notes.yaml").rename(root / "content/data/others.yaml")
        running.wait_for(lambda: "notes" in running.state()["mistakes"])
        rewrite(
            root / "templates/components/note.html", lambda it: it.replace('"notes"', '"others"')
        )
        running.wait_for(lambda: running.state()["wrong"] == "")
        (root / "templates/components/note.html").rename(root / "templates/components/memo.html")
        running.wait_for(lambda: "memo.html" in running.state()["mistakes"])
        rewrite(root / "templates/components/memo.html", lambda it: it.replace("note()", "memo()"))
        rewrite(root / "templates/page.html", lambda it: it.replace("note", "memo"))
        rewrite(root / "templates/404.html", lambda it: it.replace("note", "memo"))
        running.wait_for(lambda: running.state()["wrong"] == "")
        (root / "schema.py").write_text("from sitegen.contract import Contract\n\nCONTRACT = 1\n")
        running.wait_for(lambda: "CONTRACT" in running.state()["mistakes"])
        (root / "schema.py").unlink()
        running.wait_for(lambda: running.state()["wrong"] == "")


# --- the command ---


def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    with serving(preview_site(tmp_path)) as running:
        assert running.stop() == 0
    assert running.blamed == []


def test_ctrl_c_during_a_build_ends_it_without_a_word(tmp_path: Path) -> None:
    root = preview_site(tmp_path)
    with serving(root) as running:
        begun = tmp_path / "begun"
        (root / "schema.py").write_text(
            "import time, pathlib\nfrom sitegen.contract import Contract\n"
            f"pathlib.Path({str(begun)!r}).touch()\ntime.sleep(60)\nCONTRACT = Contract()\n"
        )
        running.wait_for(begun.exists)
        assert "<h1>First page</h1>" in running.ask("/").text
        assert running.stop() == 0
    assert running.blamed == []


def test_each_build_is_one_line_in_the_terminal(tmp_path: Path) -> None:
    root = preview_site(tmp_path)
    with serving(root) as running:
        (root / "content/index.md").write_text(page(title="Second"))
        running.wait_for(lambda: len(running.said) > 2)
        (root / "content/index.md").write_text("wrong")
        running.wait_for(lambda: len(running.blamed) > 2)
    assert re.fullmatch(r"2 pages in \d\.\d\d s", running.said[0])
    assert running.said[1] == f"http://127.0.0.1:{running.port}/ (stop with Ctrl+C)"
    assert re.fullmatch(r"content/index\.md saved: 2 pages in \d\.\d\d s", running.said[2])
    assert running.blamed[0].startswith("content/index.md:1:1: ")
    assert running.blamed[-1] == "1 problem; the preview stays as it was"


def test_without_a_named_port_the_next_free_one_is_taken(tmp_path: Path) -> None:
    root = preview_site(tmp_path)
    with serving(root, port=None) as first, serving(root, port=None) as second:
        assert second.port > first.port >= 8000
        assert second.said[0] == f"port 8000 is taken: this is {second.port}"


def test_the_browser_is_opened_when_the_site_is_built(tmp_path: Path) -> None:
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    root = preview_site(tmp_path / "site")
    with serving(root, "--open", environ={"BROWSER": str(browser)}) as running:
        wait_until(opened.exists, running.told)
        assert opened.read_text() == f"{running.address}\n"


def test_a_wrong_clock_is_told_at_once(tmp_path: Path) -> None:
    done = run(
        "serve", "--root", preview_site(tmp_path), environ={"SOURCE_DATE_EPOCH": "yesterday"}
    )
    assert (done.returncode, "SOURCE_DATE_EPOCH" in done.stderr) == (2, True)


def test_drafts_are_shown_on_request(tmp_path: Path) -> None:
    root = preview_site(tmp_path, {"content/draft.md": page(title="Draft", draft="yes")})
    with serving(root, "--drafts") as running:
        assert "<h1>Draft</h1>" in running.ask("/draft/").text


def test_a_build_imports_nothing_of_the_preview(tmp_path: Path, repo_root: Path) -> None:
    words = f"['build', '--root', {str(preview_site(tmp_path))!r}]"
    code = f"import sys, build; build.main({words}); print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=repo_root,
        env={**os.environ, "PYTHONPATH": str(repo_root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.splitlines()[-1]
    assert "'sitegen.pipeline'" in loaded
    for name in ("tornado", "livereload", "watchfiles", "asyncio", "sitegen.serve"):
        assert f"'{name}'" not in loaded
