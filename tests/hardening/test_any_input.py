"""Whatever is typed, a build of the whole site ends soon: with a site, or with Problems that say
where and what; and it touches nothing but its output folder and its cache.

500 inputs. `SITEGEN_INPUTS=20000 pytest tests/hardening/test_any_input.py` takes half an hour and
looks at others each time.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sitegen import pipeline
from sitegen.problems import Problem, ProblemsFound
from sitegen.unchanged import unchanged
from tests.hardening import grammar
from tests.hardening.grammar import CANARIES, as_bytes
from tests.hardening.sandbox import NOW, Sandbox, assert_nothing_got_in, sandbox
from tests.sites.everything import DATA, HERE, PAGES, SETTINGS, TEMPLATES

pytestmark = pytest.mark.slow

INPUTS = int(os.environ.get("SITEGEN_INPUTS", "500"))
CHOSEN = "SITEGEN_INPUTS" in os.environ


def inputs(percent: int) -> settings:
    """Let a test look at its part of all inputs; the usual run always looks at the same."""
    return settings(
        max_examples=max(1, INPUTS * percent // 100),
        derandomize=not CHOSEN,
        database=None,
        deadline=None,
        print_blob=CHOSEN,
        suppress_health_check=[*HealthCheck],
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    return sandbox(tmp_path_factory.mktemp("any"))


def built(box: Sandbox, name: str, text: str, *canaries: bytes) -> tuple[Problem, ...]:
    """Build with another text in one file; what comes out of it holds nothing foreign."""
    with box.changed({name: as_bytes(text)}):
        problems = box.build()
        if not problems:
            assert_nothing_got_in(box.outputs(), *canaries)
    return problems


# --- front matter, data, settings ---


@inputs(16)
@given(
    name=st.sampled_from(sorted(PAGES)),
    fields=grammar.yaml_lines,
    is_alone=st.booleans(),
)
def test_any_front_matter(box: Sandbox, name: str, fields: str, is_alone: bool) -> None:
    head, _, body = PAGES[name].removeprefix("---\n").partition("---\n")
    built(box, f"content/{name}", f"---\n{'' if is_alone else head}{fields}\n---\n{body}")


@inputs(6)
@given(given_text=st.sampled_from(sorted(PAGES)).flatmap(
    lambda name: st.tuples(st.just(name), grammar.damaged(PAGES[name], grammar.yaml_scalar))
))  # fmt: skip
def test_any_damage_to_a_page(box: Sandbox, given_text: tuple[str, str]) -> None:
    name, text = given_text
    built(box, f"content/{name}", text)


DATA_FILES = {f"content/data/{name}": text for name, text in DATA.items()} | {"site.yaml": SETTINGS}


@inputs(12)
@given(name=st.sampled_from(sorted(DATA_FILES)), lines=grammar.yaml_lines, is_alone=st.booleans())
def test_any_data_or_settings(box: Sandbox, name: str, lines: str, is_alone: bool) -> None:
    built(box, name, ("" if is_alone else DATA_FILES[name]) + lines)


@inputs(14)
@given(given_text=st.sampled_from(sorted(DATA_FILES)).flatmap(
    lambda name: st.tuples(st.just(name), grammar.damaged(DATA_FILES[name], grammar.yaml_node))
))  # fmt: skip
def test_any_damage_to_data_or_settings(box: Sandbox, given_text: tuple[str, str]) -> None:
    built(box, *given_text)


# --- Markdown and calls ---


def page(body: str) -> str:
    return f"---\ntitle: About us\ndescription: Who we are.\n---\n{body}\n"


@inputs(14)
@given(body=grammar.markdown)
def test_any_markdown(box: Sandbox, body: str) -> None:
    built(box, "content/archive/old.md", page(body))


@inputs(10)
@given(
    call=grammar.call,
    around=st.sampled_from(
        ("{}", "a {} b", "- {}\n- {}", "## {}", "| {} |\n|---|\n| {} |", "`{}`")
    ),
)
def test_any_call_of_a_component(box: Sandbox, call: str, around: str) -> None:
    built(box, "content/archive/old.md", page(around.replace("{}", call)), *CANARIES)


# --- what templates are given ---

Put = Callable[[str], tuple[str, str]]


def in_front_matter(field: str) -> Put:
    return lambda value: (
        "content/about.md",
        PAGES["about.md"].replace("---\n", f"---\n{field}: {value}\n", 1)
        if field not in ("title", "description")
        else "\n".join(
            f"{field}: {value}" if line.startswith(f"{field}:") else line
            for line in PAGES["about.md"].split("\n")
        ),
    )


def in_place_of(name: str, old: str) -> Put:
    assert old in DATA_FILES[name]
    return lambda value: (name, DATA_FILES[name].replace(old, value))


PLACES: dict[str, Put] = {
    **{field: in_front_matter(field) for field in ("title", "description", "nav_title")},
    "name of the site": in_place_of("site.yaml", "Clay & Fire"),
    "word of the engine": in_place_of("site.yaml", "Moved to another place"),
    "remark": in_place_of("content/data/offers.yaml", "Dry pots only"),
    "name of an offer": in_place_of("content/data/offers.yaml", "Wheel"),
    "name of a person": in_place_of("content/data/people.yaml", "Ann"),
    "reason of a closing": in_place_of("content/data/hours.yaml", "Fair"),
    "title of a source": in_place_of("content/data/sources.yaml", "Stoneware"),
    "price": in_place_of("content/data/offers.yaml", "$45"),
}


@inputs(10)
@given(place=st.sampled_from(sorted(PLACES)), value=grammar.typed)
def test_any_value_that_templates_show(box: Sandbox, place: str, value: str) -> None:
    name, text = PLACES[place](grammar.quoted(value))
    if built(box, name, text, *CANARIES):
        return
    for path in ("contact.vcf", "closings.ics"):
        lines = (box.public / path).read_bytes().decode().split("\r\n")
        assert not [it for it in lines if it.startswith("X-EVIL")], path


QUERIES = """
    pages page_at data entry url asset image resized absolute social_card menu neighbours related
    unconfirmed styles has_file qr_code json_ld fail breadcrumbs tags page_tags feeds today
""".split()
literal = st.one_of(
    (grammar.typed | grammar.path).map(lambda it: json.dumps(it.replace("{", "").replace("}", ""))),
    st.integers(-10, 10**20).map(str),
    st.sampled_from(
        "none true 1.5 [] {} (1,) [none] page site url [1]*9 widths=(0,) width=-1 limit=-1 id=1 x=1"
        ' order="newest" label=none section="" kind=1 tag=page background="mark.svg"'
        ' font="mark.svg"'
        ' "mark.svg" "photo.png" "visit.md" "offers" "wheel" "../../outside/secret.txt"'.split()
    ),
)


@inputs(8)
@given(
    name=st.sampled_from(sorted(it for it in TEMPLATES if HERE in TEMPLATES[it])),
    query=st.sampled_from(QUERIES),
    arguments=st.lists(literal, max_size=3),
    after=st.sampled_from(("", "|string", "|list", "|first", "|length", "|day", ".x", "[0]", "()")),
)
def test_any_query_of_a_template(
    box: Sandbox, name: str, query: str, arguments: list[str], after: str
) -> None:
    snippet = f"{{{{ {query}({', '.join(arguments)}){after} }}}}"
    built(box, f"templates/{name}", TEMPLATES[name].replace(HERE, snippet, 1))


# --- paths ---


@inputs(4)
@given(
    folder=st.sampled_from(
        ("content", "content/data", "content/courses", "static", "static/root", "templates/files")
    ),
    name=grammar.file_name,
    content=st.sampled_from((page("Text."), "a: b\n", "", "{{ today() }}")),
)
def test_any_name_of_a_file(box: Sandbox, folder: str, name: str, content: str) -> None:
    built(box, f"{folder}/{name}", content)


def reference(kind: str, path: str) -> tuple[str, str]:
    """Return a file that refers to a path, in one of the ways there are."""
    value = grammar.quoted(path)
    files = {
        "link": ("content/about.md", f"{PAGES['about.md']}\n[a]({path})\n"),
        "picture": ("content/about.md", f"{PAGES['about.md']}\n![a](<{path}>)\n"),
        "html": ("content/about.md", f'{PAGES["about.md"]}\n<a href="{path}">a</a>\n'),
        "menu": ("site.yaml", SETTINGS.replace("about.md", value)),
        "feeds": ("site.yaml", SETTINGS.replace("[news/index.md]", f"[{value}]")),
        "address": ("site.yaml", SETTINGS.replace("https://clay.example/studio/", value)),
        "redirect from": ("content/data/redirects.yaml", f"{value}: about.md\n"),
        "redirect to": ("content/data/redirects.yaml", f"/price-list/: {value}\n"),
        "published": ("content/data/published-urls.txt", path),
        "photo": ("content/data/people.yaml", DATA["people.yaml"].replace("photo.png", value)),
        **{
            field: (
                "content/about.md",
                f"---\n{field}: {value if field == 'image' else f'[{value}]'}\n"
                + PAGES["archive/old.md"].removeprefix("---\n").replace("until", "updated"),
            )
            for field in ("aliases", "related", "image", "tags")
        },
    }
    return files[kind]


KINDS = [
    *"link picture html menu feeds address published photo aliases related image tags".split(),
    *("redirect from", "redirect to"),
]


@inputs(4)
@given(kind=st.sampled_from(KINDS), path=grammar.path)
def test_any_path_that_is_referred_to(box: Sandbox, kind: str, path: str) -> None:
    built(box, *reference(kind, path))


LINKED = (
    "content/us.md",
    "static/us.png",
    "content/data/us.yaml",
    "templates/us.html",
    "content/x",
)


@inputs(2)
@given(name=st.sampled_from(LINKED), target=grammar.path, is_up=st.booleans())
def test_any_target_of_a_symbolic_link(box: Sandbox, name: str, target: str, is_up: bool) -> None:
    path = box.root / name
    try:
        path.symlink_to(f"../{target}" if is_up else target)
    except (OSError, ValueError):
        return
    try:
        box.build()
        assert_nothing_got_in(box.outputs())
    finally:
        path.unlink()


ROOTS = ["a b", "\u00e9", "a'b", 'a"b', "a%20b", "a?b#c", "-x", "a\nb", "a&b", "a:b", "{{a}}", "$x",
         "caf\udce9", "\u65e5\u672c", "a" * 200, "a\\b", " ", "~", "[a]", "a;b"]  # fmt: skip


@pytest.mark.parametrize("name", ROOTS, ids=ascii)
def test_the_folder_of_the_site_may_have_any_name(tmp_path: Path, name: str) -> None:
    assert sandbox(tmp_path / name).build() == ()


# --- what was found once ---

ABOUT, OLD = "content/about.md", "content/archive/old.md"
BASE = TEMPLATES["base.html"]
FOUND = {
    "an address that is none": ("content/data/published-urls.txt", "http://[a\n"),
    "a redirect to no address": ("content/data/redirects.yaml", "/a/: https://[]\n"),
    "a failure with a number": ("templates/base.html", BASE.replace(HERE, "{{ fail(0, 1) }}", 1)),
    "an argument of 5,000 digits": (OLD, page(f'{{{{ note text="a" kind={"1" * 5_000} }}}}')),
    "a letter of 5,000 digits": (OLD, page(f"a <b>&#{'1' * 5_000};</b>")),
    "a link of 5,000 digits": (OLD, page(f"[a](b&#{'1' * 5_000};.md)")),
    "a key at the end": ("content/data/offers.yaml", DATA["offers.yaml"] + "?\n  "),
    "a name of two lines": ("content/data/redirects.yaml", '"/a\\nb/": about.md\n'),
    "an id of two lines": (OLD, page('<b id="a\nb" id="a\nb">a</b>\n\n<a href="x\ny">a</a>')),
    "a long name": ("content/data/offers.yaml", "a" * 900 + ":\n  b: c\n"),
    "an argument given twice": (
        "templates/base.html",
        BASE.replace(HERE, '{{ image("photo.png", widths=(9,), widths=(8,)) }}', 1),
    ),
    "half a letter": ("templates/base.html", BASE.replace(HERE, '{{ url("\\ud800") }}', 1)),
    "two halves of a letter": (
        "templates/base.html",
        BASE.replace(HERE, '{{ absolute("\\ud800\\udc00") }}', 1),
    ),
    "two halves of a letter, of which nothing is shown": (
        "templates/404.html",
        TEMPLATES["404.html"].replace(HERE, '{{ related("\\ud800\\udc00") }}', 1),
    ),
    "a hint of two lines": (
        "templates/base.html",
        BASE.replace(HERE, '{{ fail("a", "b\\r\\nc") }}', 1),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_once_ended_in_a_traceback_is_told(box: Sandbox, name: str) -> None:
    assert built(box, *FOUND[name])


@pytest.mark.parametrize("word", ["moved", "subjects", "all_subjects", "pages_about", "not_found"])
def test_a_word_of_the_engine_may_be_of_any_length(box: Sandbox, word: str) -> None:
    words = f"words: {{{word}: {'a' * 500}}}\n"
    assert built(box, "site.yaml", SETTINGS.partition("words:")[0] + words) == ()


def test_an_output_folder_that_links_to_itself_is_told(box: Sandbox) -> None:
    loop = box.top / "loop"
    loop.symlink_to(loop)
    try:
        for folder in (loop, loop / "public"):
            assert unchanged(box.root, folder, now=NOW) is None
            with pytest.raises(ProblemsFound, match="1 problems"):
                pipeline.build(box.root, folder, now=NOW)
    finally:
        loop.unlink()


@pytest.mark.parametrize("name", ROOTS, ids=ascii)
def test_the_output_folder_may_have_any_name(box: Sandbox, name: str, tmp_path: Path) -> None:
    for _ in range(2):
        assert pipeline.build(box.root, tmp_path / name, now=NOW).pages
    assert (tmp_path / name / "index.html").is_file()
