"""A finding on a built page is told at the line of the source that wrote it."""

from pathlib import Path

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.found import On
from sitegen.checks.origin import NAME, Origins, traced
from sitegen.problems import Place
from tests.checks.planting import Edit, look, planted

HOME, ABOUT, BASE = "content/index.md", "content/about.md", "templates/base.html"
HEAD = '<main id="main">'
TABLES = (
    "| A | |\n|---|---|\n| 1 | 2 |\n\nMore:\n\n"
    '| Lesson | Price |\n|---|---|\n| Babies | {{ price id="babies" }} |'
)
HTML_TABLE = "<table><tr><th>A</th><th></th></tr><tr><td>1</td><td>2</td></tr></table>"
CANONICAL = '"canonical" href="{{ site.url }}"'
OTHER_LANGUAGE = '<link rel="alternate" hreflang="en-uuuuuuuuu" href="{{ page.canonical }}">'


@pytest.fixture
def origins(tmp_path: Path) -> Origins:
    return Origins(look(planted(tmp_path, ())).subject)


def placed(folder: Path, rule: str, edit: Edit) -> list[str]:
    found = (it.problem for it in look(planted(folder, (edit,)), rule).findings)
    return [f"{it.path}:{it.line}:{it.column}" for it in found]


def element(origins: Origins, output: str, tag: str, words: str = "") -> On:
    document = origins.subject.documents[output]
    number = next(it.number for it in document.every(tag) if words in it.text())
    return On(output=output, element=number)


@pytest.mark.parametrize(
    ("output", "tag", "words", "place"),
    [
        ("index.html", "footer", "", Place(path="templates/base.html", line=39, column=1)),
        ("index.html", "p", "We teach", Place(path="content/index.md", line=6, column=1)),
        ("index.html", "a", "see the lessons", Place(path="content/index.md", line=6, column=46)),
        (
            "prices/index.html",
            "span",
            "$25",
            Place(path="templates/components/price.html", line=4, column=1),
        ),
        (
            "lessons/babies/index.html",
            "h2",
            "What to bring",
            Place(path="content/lessons/babies.md", line=11, column=4),
        ),
        (
            "lessons/babies/index.html",
            "li",
            "fever",
            Place(path="templates/lesson.html", line=10, column=1),
        ),
        (
            "about/index.html",
            "img",
            "",
            Place(path="sitegen/templates/components/picture.html", line=9, column=1),
        ),
    ],
)
def test_an_element_comes_from_the_line_that_wrote_it(
    output: str, tag: str, words: str, place: Place, origins: Origins
) -> None:
    assert origins.place(element(origins, output, tag, words)) == place


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("your baby has a fever", Place(path="content/lessons/babies.md", line=6, column=5)),
        (
            "https://journal.example/early-contact",
            Place(path="content/data/sources.yaml", line=3, column=8),
        ),
        ("Dana Field, swim teacher", Place(path="site.yaml", line=16, column=7)),
        ("hold your baby while we sing", Place(path="content/lessons/babies.md", line=9, column=5)),
    ],
)
def test_a_value_comes_from_where_it_is_typed(value: str, place: Place, origins: Origins) -> None:
    output = "lessons/babies/index.html"
    assert origins.place(On(output=output, element=40, value=value)) == place


@pytest.mark.parametrize(
    ("rule", "edit", "places"),
    [
        ("A06", (HOME, "## How", "#### Skip &amp; jump\n\n## How"), [f"{HOME}:8:6"]),
        ("A07", (HOME, "You call", "You [click&nbsp;here](prices.md)"), [f"{HOME}:10:6"]),
        ("A10", (ABOUT, "Our teachers", f"{TABLES}\n\nOur teachers"), [f"{ABOUT}:6:3"]),
        ("A11", (ABOUT, "Our teachers", f"{TABLES}\n\nWe"), [f"{ABOUT}:6:3", f"{ABOUT}:12:3"]),
        ("A10", (BASE, HEAD, f"{HEAD}{HTML_TABLE}"), [f"{BASE}:26:38"]),
    ],
)
def test_a_fault_in_markdown_is_told_at_its_page(
    rule: str, edit: Edit, places: list[str], tmp_path: Path
) -> None:
    assert placed(tmp_path, rule, edit) == places


@pytest.mark.parametrize(
    ("rule", "edit", "place"),
    [
        ("H09", (BASE, HEAD, f'{HEAD}<ol start="pool"></ol>'), f"{BASE}:26:17"),
        ("H09", (BASE, HEAD, f'{HEAD}<ol start="a"></ol>'), f"{BASE}:26:17"),
        ("L05", (BASE, '"canonical" href="{{ page.canonical }}"', CANONICAL), f"{BASE}:10:1"),
        ("S10", (BASE, "</head>", f"{OTHER_LANGUAGE}</head>"), f"{BASE}:22:1"),
    ],
)
def test_what_a_template_says_itself_is_told_there_once(
    rule: str, edit: Edit, place: str, tmp_path: Path
) -> None:
    assert set(placed(tmp_path, rule, edit)) == {place}


def test_a_page_as_a_whole_is_its_markdown(origins: Origins) -> None:
    assert origins.place(On(output="about/index.html", element=9_999)) == Place(
        path="content/about.md"
    )


def test_marks_change_neither_lines_nor_the_number_of_elements(origins: Origins) -> None:
    for name, text in origins.subject.templates.items():
        again = traced(text, name)
        assert again.count("\n") == text.count("\n"), name
    for path, document in origins.subject.documents.items():
        assert (
            origins.place(On(output=path, element=len(document.elements) - 1)).path != "site.yaml"
        )


def test_tags_in_comments_and_calls_are_not_marked() -> None:
    text = "{# <p> #}{{ call('<b>') }}{% if a < b %}<!-- <i> --><u>{% endif %}"
    assert traced(text, "x.html") == text.replace("<u>", f'<u {NAME}="x.html:1:53">')


def test_a_template_that_is_no_page_stays_as_it_is() -> None:
    assert traced("<loc>", "files/sitemap.xml") == "<loc>"


def test_a_document_numbers_elements_as_they_begin() -> None:
    document = read_document("<p>a<br>b</p><ul><li>c</ul>", path="x.html", url="/x")
    assert [(it.number, it.tag) for it in document.elements] == [
        (0, "p"),
        (1, "br"),
        (2, "ul"),
        (3, "li"),
    ]
    assert [(it.element, it.message) for it in document.faults] == [(3, "<li> is never closed")]


def test_a_page_nested_without_end_is_read_and_told() -> None:
    document = read_document("<div>" * 5_000 + "deep", path="x.html", url="/x")
    assert len(document.elements) == 5_000
    assert "deep" in document.root.text()
    assert any("levels deep" in it.message for it in document.faults)
