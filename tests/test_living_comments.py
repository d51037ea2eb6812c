"""The comment on top of a component: its words, its arguments, and its examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from sitegen.comments import Usage, read_comment, read_example
from sitegen.components import Signature, usages
from sitegen.contract import Contract
from sitegen.problems import Problem
from sitegen.reference import files
from tests.sites.small import make, problems, small_site

CARD = """\
{#- Linked summary
    of a page.
    title  str, required
    href   URL,
           required
    Example: {{ card title="Prices" href="/prices/" }}
    Example: {{ card(title="Prices",
                     href="/prices/") }} -#}
{% macro card(title, href, level=3, quiet=False) %}<p>{{ title }}</p>{% endmacro %}
"""
SIGNATURE = Signature(("title", "href", "level", "quiet"), ("title", "href"))
PATH = "templates/components/card.html"


def with_example(example: str) -> str:
    return (
        f"{{#- A card.\n    title  str\n    Example: {example} -#}}\n" + CARD.partition("-#}\n")[2]
    )


def usage(example: str) -> Usage | Problem:
    comment = read_comment(with_example(example))
    assert comment
    return read_example(comment.examples[0], PATH, Environment(autoescape=True))


def test_a_comment_has_a_summary_arguments_and_examples() -> None:
    comment = read_comment(CARD)
    assert comment
    assert comment.summary == "Linked summary of a page."
    assert comment.arguments == {"title": "str, required", "href": "URL, required"}
    assert [(it.text, it.line, it.column) for it in comment.examples] == [
        ('{{ card title="Prices" href="/prices/" }}', 6, 14),
        ('{{ card(title="Prices", href="/prices/") }}', 7, 14),
    ]


@pytest.mark.parametrize("source", ["", "{% macro card() %}{% endmacro %}", "\n{# late #}"])
def test_a_template_may_begin_with_no_comment(source: str) -> None:
    assert read_comment(source) is None


def test_a_comment_may_be_a_single_line() -> None:
    comment = read_comment("{#- Opening hours. -#}")
    assert comment
    assert (comment.summary, comment.arguments, comment.examples) == ("Opening hours.", {}, ())


@pytest.mark.parametrize(
    ("example", "markdown", "template"),
    [
        (
            '{{ card title="A" href="b" }}',
            '{{ card title="A" href="b" }}',
            '{{ card(title="A", href="b") }}',
        ),
        (
            '{{ card title=\'say "A"\' href="b" level=2 quiet=true }}',
            '{{ card title=\'say "A"\' href="b" level=2 quiet=true }}',
            '{{ card(title="say \\"A\\"", href="b", level=2, quiet=True) }}',
        ),
        (
            '{{ card(title="A", href="b", level=2, quiet=False) }}',
            '{{ card title="A" href="b" level=2 quiet=false }}',
            '{{ card(title="A", href="b", level=2, quiet=False) }}',
        ),
        (
            '{{ card(title="A", href=url("b.md")) }}',
            "",
            '{{ card(title="A", href=url("b.md")) }}',
        ),
        (
            '{{ card(title=\'say "A"\', href="b") }}',
            "",
            '{{ card(title=\'say "A"\', href="b") }}',
        ),
        (
            '{% call card(title="A", href="b") %}<p>x</p>{% endcall %}',
            "",
            '{% call card(title="A", href="b") %}<p>x</p>{% endcall %}',
        ),
        ("{{ card() }}", "{{ card }}", "{{ card() }}"),
        ("{{ card }}", "{{ card }}", "{{ card() }}"),
        ("{{ price-table }}", "{{ price-table }}", "{{ price_table() }}"),
    ],
)
def test_an_example_is_shown_in_both_notations(example: str, markdown: str, template: str) -> None:
    found = usage(example)
    assert isinstance(found, Usage)
    assert (found.markdown, found.template) == (markdown, template)


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ('{{ card title="A" }}', "'card' needs href="),
        ('{{ card title="A" href="b" lvl=2 }}', "'card' takes no argument 'lvl'"),
        ('{{ card(title="A", href="b", lvl=2) }}', "'card' takes no argument 'lvl'"),
        ('{% call card(titel="A") %}x{% endcall %}', "'card' takes no argument 'titel'"),
        ('{{ cart title="A" href="b" }}', "there is no component 'cart'"),
        ('{{ card("A", href="b") }}', "an argument here has no name"),
        ("{{ card(**all) }}", "an argument here has no name"),
        ('{{ card(title="A" }}', "this example cannot be read"),
        ("{% if x %}", "this example cannot be read"),
        ("{{ card title=A }}", "'title=A' is not an argument"),
        ('{{ card title="A" title="B" }}', "'title' is given twice"),
        ("a card", "this example is no call"),
        ("", "this example is no call"),
        ('{{ card title="A" href="b" }} and more', "this example is no call"),
        ('{{ card(title="A", href="b") }} and more', "this example is no call"),
        ('{{ card(title="A", href="b").x }}', "this example is no call"),
        ('{% set x = card(title="A", href="b") %}', "this example is no call"),
    ],
)
def test_an_example_that_does_not_fit_has_its_place(example: str, message: str) -> None:
    found, [problem] = usages(
        Environment(autoescape=True), "card", with_example(example), SIGNATURE
    )
    assert found == []
    assert problem.message.startswith(message)
    assert (problem.path, problem.line) == (PATH, 3)
    assert problem.column == (14 if example else problem.column)
    assert problem.hint


def test_a_build_refuses_a_wrong_example(tmp_path: Path) -> None:
    source = with_example('{{ card titel="A" href="b" }}')
    root = small_site(tmp_path, {PATH: source})
    [problem] = problems(root)
    assert (problem.path, problem.line, problem.column) == (PATH, 3, 14)
    assert problem.message == "'card' takes no argument 'titel'"
    assert problem.hint == "did you mean 'title'?"


def test_a_comment_changes_no_page(tmp_path: Path) -> None:
    body = "{% from 'components/card.html' import card %}{{ card(title='A', href='b') }}"
    plain = CARD.partition("-#}\n")[2]
    first = small_site(tmp_path / "a", {"templates/page.html": body, PATH: plain})
    second = small_site(tmp_path / "b", {"templates/page.html": body, PATH: CARD})
    assert make(first).outputs == make(second).outputs


def test_the_list_of_components_shows_examples(tmp_path: Path) -> None:
    (tmp_path / "card.html").write_text(CARD)
    text = files(Contract(), tmp_path)["docs/components.md"]
    assert text.endswith(
        "## card\n\nLinked summary of a page.\n\n- `title`: str, required\n"
        "- `href`: URL, required\n\n"
        'Example: `{{ card title="Prices" href="/prices/" }}`\n\n'
        'Example: `{{ card(title="Prices", href="/prices/") }}`\n'
    )
