"""The environment of templates, and their mistakes at file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError

from sitegen.assets import AssetError
from sitegen.compiled import compile_all
from sitegen.parallel import LEAST
from sitegen.problems import Problem, QueryError
from sitegen.templates import Closures, environment, template_problem


def site_with(root: Path, **files: str) -> Environment:
    """Return the environment of a site; in the names of templates '__' stands for '/'."""
    for name, text in files.items():
        path = root / "templates" / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return environment(root, "en_US")


def unknown_page() -> str:
    raise QueryError("there is no page 'x.md'", "did you mean 'y.md'?")


def broken_file() -> str:
    problem = Problem(path="static/x.jpg", message="broken", hint="mend it")
    raise AssetError("broken", "mend it", problem)


def lost_file() -> str:
    raise AssetError("there is no file 'x.jpg'", "did you mean 'y.jpg'?")


CONTEXT: dict[str, Any] = {
    "title": "T",
    "page": {"title": "T"},
    "unknown_page": unknown_page,
    "broken_file": broken_file,
    "lost_file": lost_file,
}


def told(root: Path, name: str, **files: str) -> Problem:
    """Return the mistake made by rendering a template."""
    made = site_with(root, **files)
    try:
        made.get_template(f"{name}.html").render(CONTEXT)
    except Exception as error:  # noqa: BLE001  # whatever it raises is what is tested
        return template_problem(error, root, CONTEXT)
    pytest.fail("this template has no mistake")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n{{ titel }}", 2, "'titel' is undefined"),
        ("a\n\n{% if titel %}b{% endif %}", 3, "'titel' is undefined"),
        ("{% for it in titel %}b{% endfor %}", 1, "'titel' is undefined"),
        ("a\n{% if %}", 2, "Expected an expression"),
        ("a\n{% if title %}", 2, "Unexpected end of template"),
        ("a\n{{ title | nofilter }}", 2, "nofilter"),
        ("a\n{{ title", 2, "unexpected end of template"),
        ("a\n{% macro %}", 2, "expected token"),
        ("a\n\n{{ 1 / 0 }}", 3, "division by zero"),
        ("a\n{{ title + 1 }}", 2, "can only concatenate str"),
        ("a\n{{ page.titel }}", 2, "titel"),
        ("a\n{{ page.title.x.y }}", 2, "'x'"),
        ("a\n{{ none.x }}", 2, "'x'"),
        ('a\n{% include "gone.html" %}', 2, "there is no template 'gone.html'"),
        ('\n{% from "gone.html" import x %}', 2, "there is no template 'gone.html'"),
        ('{% extends "gone.html" %}', 1, "there is no template 'gone.html'"),
        ("a\n{{ unknown_page() }}", 2, "there is no page 'x.md'"),
        ("a\n{{ lost_file() }}", 2, "there is no file 'x.jpg'"),
        ("a\n{{ unknown_page }}", 2, "parentheses"),
        ('{% include "a.html" %}', 1, "without end"),
    ],
)
def test_a_mistake_is_told_at_its_line(text: str, line: int, message: str, tmp_path: Path) -> None:
    problem = told(tmp_path, "a", a=text)
    assert (problem.path, problem.line) == ("templates/a.html", line)
    assert message.lower() in problem.message.lower()


def test_a_misspelt_name_gets_the_nearest(tmp_path: Path) -> None:
    assert told(tmp_path, "a", a="{{ titel }}").hint == "did you mean 'title'?"


def test_the_hint_of_a_query_is_kept(tmp_path: Path) -> None:
    assert told(tmp_path, "a", a="{{ unknown_page() }}").hint == "did you mean 'y.md'?"


def test_a_broken_file_is_told_as_that_file(tmp_path: Path) -> None:
    assert told(tmp_path, "a", a="{{ broken_file() }}") == Problem(
        path="static/x.jpg", message="broken", hint="mend it"
    )


def test_a_missing_template_is_told_as_itself(tmp_path: Path) -> None:
    problem = told(tmp_path, "gone", a="")
    assert (problem.path, problem.message) == (
        "templates/gone.html",
        "this template is missing",
    )


@pytest.mark.parametrize(
    ("files", "path", "line"),
    [
        ({"a": "x\n{% include 'b.html' %}", "b": "\n\n{{ titel }}"}, "templates/b.html", 3),
        ({"a": "x\n{% include 'b.html' %}", "b": "\n{% if %}"}, "templates/b.html", 2),
        (
            {
                "a": "{% extends 'b.html' %}\n{% block c %}\n{{ titel }}{% endblock %}",
                "b": "{% block c %}{% endblock %}",
            },
            "templates/a.html",
            3,
        ),
        ({"a": "{% extends 'b.html' %}", "b": "\n{{ titel }}"}, "templates/b.html", 2),
        (
            {
                "a": "{% from 'components/c.html' import c %}\n\n{{ c(titel=1) }}",
                "components__c": "{% macro c(title) %}x{% endmacro %}",
            },
            "templates/a.html",
            3,
        ),
        (
            {
                "a": "{% from 'components/c.html' import c %}\n{{ c() }}",
                "components__c": "{% macro c(title) %}\n{{ title }}{% endmacro %}",
            },
            "templates/components/c.html",
            2,
        ),
        (
            {
                "a": "x\n{% from 'components/c.html' import d %}\n{{ d() }}",
                "components__c": "{% macro c() %}{% endmacro %}",
            },
            "templates/a.html",
            3,
        ),
    ],
)
def test_a_mistake_is_told_in_the_template_that_makes_it(
    files: dict[str, str], path: str, line: int, tmp_path: Path
) -> None:
    problem = told(tmp_path, "a", **files)
    assert (problem.path, problem.line) == (path, line)


@pytest.mark.parametrize("start", ["a", "b"])
def test_a_template_that_is_not_utf8_is_told_as_itself(start: str, tmp_path: Path) -> None:
    made = site_with(tmp_path, a="x\n{% include 'b.html' %}")
    (tmp_path / "templates/b.html").write_bytes(b"x\ncaf\xe9")
    with pytest.raises((UnicodeDecodeError, TemplateSyntaxError)) as error:
        made.get_template(f"{start}.html").render()
    problem = template_problem(error.value, tmp_path, CONTEXT)
    assert (problem.path, problem.line) == ("templates/b.html", 2)
    assert "UTF-8" in problem.message


def test_a_mistake_of_the_engine_is_not_blamed_on_a_template(tmp_path: Path) -> None:
    error = ValueError("a bug")
    with pytest.raises(ValueError, match="a bug"):
        template_problem(error, tmp_path, CONTEXT)


def test_the_words_of_a_mistake_hold_no_address_in_memory(tmp_path: Path) -> None:
    for text in ("{{ page.titel }}", "{{ unknown_page.x }}", "{{ unknown_page + 1 }}"):
        assert "0x" not in told(tmp_path, "a", a=text).message


# --- what templates can and cannot do ---


@pytest.mark.parametrize("name", ["a.html", "a.xml", "deep/a.html"])
def test_html_and_xml_are_escaped(name: str, tmp_path: Path) -> None:
    path = tmp_path / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text('<a title="{{ x }}">{{ x }}</a>')
    shown = environment(tmp_path, "en_US").get_template(name).render(x="<&\"'>")
    assert shown == '<a title="&lt;&amp;&#34;&#39;&gt;">&lt;&amp;&#34;&#39;&gt;</a>'


def test_text_for_other_programs_is_not_escaped_as_html(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.vcf").write_text("FN:{{ x }}")
    assert environment(tmp_path, "en_US").get_template("a.vcf").render(x="A & B") == "FN:A & B"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ x.append(1) }}",
        "{{ x.__init__.__globals__ }}",
        "{{ x|attr('__class__') }}",
        "{{ d.update(a=1) }}",
        "{{ d.pop('a') }}",
    ],
)
def test_a_template_changes_nothing_and_reaches_nothing(text: str, tmp_path: Path) -> None:
    template = site_with(tmp_path, a=text).get_template("a.html")
    numbers, names = [1], {"a": 1}
    with pytest.raises((SecurityError, UndefinedError)):
        template.render(x=numbers, d=names)
    assert (numbers, names) == ([1], {"a": 1})


@pytest.mark.parametrize("text", ["{{ [1, 2, 3] | random }}", "{{ lipsum() }}"])
def test_nothing_in_a_template_is_left_to_chance(text: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"random|lipsum"):
        site_with(tmp_path, a=text).get_template("a.html").render()


@pytest.mark.parametrize("name", ["../site.yaml", "/etc/passwd", "components/../../schema.py"])
def test_only_templates_can_be_included(name: str, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("secret")
    (tmp_path / "schema.py").write_text("secret")
    problem = told(tmp_path, "a", a=f"{{% include '{name}' %}}")
    assert problem.message == f"there is no template '{name}'"


def test_lines_of_tags_leave_no_trace(tmp_path: Path) -> None:
    text = "a\n  {% if true %}\nb\n  {% endif %}\nc\n"
    assert site_with(tmp_path, a=text).get_template("a.html").render() == "a\nb\nc\n"


def test_the_templates_of_a_site_go_before_those_of_the_engine(tmp_path: Path) -> None:
    engine = site_with(tmp_path / "1")
    assert "<h1>" in engine.get_template("404.html").render(
        site={"name": "N", "language": "en"}, page={"title": "T"}, url=lambda _: "/"
    )
    own = environment(tmp_path / "1", "en_US")
    assert own.get_template("components/picture.html")
    assert site_with(tmp_path / "2", **{"404": "mine"}).get_template("404.html").render() == "mine"


# --- what a template draws in ---


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["leaf"], {"leaf"}),
        (["page"], {"page", "base", "leaf", "macro"}),
        (["loop"], {"loop", "pool"}),
        (["page", "loop"], {"page", "base", "leaf", "macro", "loop", "pool"}),
        (["broken"], {"broken"}),
        (["gone"], {"gone"}),
        (["choice"], {"choice", "leaf", "macro"}),
    ],
)
def test_a_closure_is_everything_drawn_in_at_any_depth(names: list[str], found: set[str]) -> None:
    files = {
        "page": "{% extends 'base' %}{% from 'macro' import m %}",
        "base": "{% include 'leaf' %}",
        "leaf": "x",
        "macro": "{% macro m() %}{% endmacro %}",
        "loop": "{% include 'pool' %}",
        "pool": "{% include 'loop' %}",
        "broken": "{% if %}",
        "choice": "{% include ['leaf', 'macro'] %}",
    }
    made = Environment(loader=DictLoader(files), autoescape=True)
    assert Closures(made).of(*names) == found


@pytest.mark.parametrize("count", [3, 2 * LEAST])
def test_templates_that_are_compiled_beforehand_are_those_that_are_asked_for(
    tmp_path: Path, count: int
) -> None:
    texts = {f"t{number}": f"{{{{ {number} + 1 }}}}" for number in range(count)}
    made = site_with(tmp_path, **texts, broken="{% if %}")
    compile_all(made)
    for name in texts:
        (tmp_path / f"templates/{name}.html").write_text("changed since", "utf-8")
    made.cache = None
    shown = [made.get_template(f"{name}.html").render() for name in texts]
    assert shown == [str(number + 1) for number in range(count)]
    with pytest.raises(TemplateSyntaxError):
        made.get_template("broken.html")
