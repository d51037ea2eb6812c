"""The sentences of sources, and the places where words of a page were typed."""

import pytest

from sitegen.checks.passages import Passage, in_markdown, in_template, in_tree
from sitegen.checks.sentences import paragraphs, said_in_code, sentences
from sitegen.problems import Place
from sitegen.yamltext import parse


def markdown(body: str) -> Passage:
    return in_markdown(body, path="content/x.md", line=5, page="x.md")


def data(text: str) -> list[Passage]:
    tree, problems = parse(text, "content/data/x.yaml")
    assert tree is not None
    assert not problems
    return list(in_tree(tree, origin="data"))


def placed(passage: Passage) -> list[tuple[str, int, int]]:
    return [(it.text, it.place.line, it.place.column) for it in sentences(passage)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("One.\nTwo.\n\nThree", [("One.", 5, 1), ("Two.", 6, 1), ("Three", 8, 1)]),
        ("# A head\nText here", [("A head", 5, 3), ("Text here", 6, 1)]),
        ("Text\n## A head\n\nMore", [("Text", 5, 1), ("A head", 6, 4), ("More", 8, 1)]),
        ("To do:\n- one\n- two", [("To do:", 5, 1), ("one", 6, 3), ("two", 7, 3)]),
        ("1. one\n2. two", [("one", 5, 4), ("two", 6, 4)]),
        ("| a | b |\n|---|---|\n| c | d |", [(it, *at) for it, at in
            {"a": (5, 3), "b": (5, 7), "c": (7, 3), "d": (7, 7)}.items()]),
        ("We *go*. [Come](x.md) too.", [("We go.", 5, 1), ("Come too.", 5, 11)]),
    ],
)  # fmt: skip
def test_sentences_of_markdown(body: str, found: list[tuple[str, int, int]]) -> None:
    assert placed(markdown(body)) == found


def test_a_sentence_goes_on_in_the_next_line() -> None:
    assert placed(markdown("You come\nto us.")) == [("You come to us.", 5, 1)]


def test_a_sentence_may_begin_with_a_component() -> None:
    found = placed(markdown('We swim. {{ price id="x" }} is due. We rest. {{ x }}'))
    assert found == [("We swim.", 5, 1), ("is due.", 5, 29), ("We rest.", 5, 37)]


def test_signs_written_by_name_are_no_words() -> None:
    (piece,) = sentences(markdown("Swim&nbsp;&amp;&#160;caf&eacute;&shy;x"))
    assert piece.text == "Swim & caf&eacute;&shy;x"


def test_a_component_counts_as_a_word() -> None:
    (piece,) = sentences(markdown('It costs {{ price id="x" }} today.'))
    assert piece.count == 4


def test_a_component_alone_is_no_text() -> None:
    assert paragraphs(markdown("{{ price-list }}")) == ()


def test_sentences_of_data_keep_their_places() -> None:
    (passage,) = data("a: >-\n  One is here.\n  Two is\n  there.\n")
    assert placed(passage) == [("One is here.", 2, 3), ("Two is there.", 3, 3)]


def test_sentences_of_a_template_end_at_its_elements() -> None:
    passage = in_template("<h2>Hours</h2>\n<p>We <b>swim</b> {{ x }}.\n{% if x %}Or not.", path="t")
    assert [it.text for it in sentences(passage)] == ["Hours", "We swim.", "Or not."]


def test_what_is_passed_on_is_not_mended() -> None:
    passage = markdown('{{ box title="We utilize it" }} and          more')
    at = passage.raw.index("utilize")
    assert passage.fix(at, at + len("utilize"), "use") is None


def test_what_markdown_passes_on() -> None:
    passage = markdown(
        '{{ box title="Our box" }} `{{ box title="no box" }}`\n\n    {{ box title="no box" }}\n\n'
        '[go](x.md "Our page") <b title="Our tip">x</b>'
    )
    found = [(text, passage.place(at).line) for at, text in said_in_code(passage)]
    assert found == [("Our box", 5), ("Our tip", 9), ("Our page", 9)]


def test_what_a_template_says_in_code() -> None:
    source = (
        '{# "no word" #}<p class="big box" title="A tip {{ x }}" aria-label="Our tip">'
        '{{ f("Our box", y="a") }}'
    )
    passage = in_template(source, path="templates/t.html")
    found = [(text, passage.place(at)) for at, text in said_in_code(passage)]
    assert found == [
        ("Our box", Place(path="templates/t.html", line=1, column=84)),
        ("Our tip", Place(path="templates/t.html", line=1, column=69)),
    ]
