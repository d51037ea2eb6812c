"""What belongs together and when it is there: sections, tags, menus, drafts, days."""

import datetime
import json
import re
from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.problems import Problem, ProblemsFound
from tests.sites.small import make, outputs, page, problems, put, small_site

LINES = (
    "{% for card in pages(section=page.section) %}{{ card.source }}\n{% endfor %}"
    "{% set near = neighbours() %}"
    "near: {{ near.previous.source if near.previous }} {{ near.next.source if near.next }}\n"
    "related: {% for card in related() %}{{ card.source }} {% endfor %}\n\n"
    "tags: {% for tag in page_tags() %}{{ tag.url }} {% endfor %}\n\n"
    "trail: {% for step in breadcrumbs() %}{{ step.label }}, {% endfor %}\n\n"
    "{{ page.body }}\n"
)


def listed(text: str) -> list[str]:
    return [line for line in text.split("\n") if re.fullmatch(r"[\w/-]+\.md", line)]


def line(text: str, name: str) -> list[str]:
    return next(it for it in text.split("\n") if it.startswith(f"{name}:")).split()[1:]


def next_change(root: Path, day: str) -> tuple[str, str] | None:
    told = json.loads(outputs(root, day)["build.json"])["next_change"]
    return told and (told["date"], told["what"])


# --- order ---


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", "Zoo apple Bean Old"),
        ("order='order'", "Zoo apple Bean Old"),
        ("order='title'", "apple Bean Old Zoo"),
        ("order='newest'", "Bean Old Zoo apple"),
        ("order='newest', limit=2", "Bean Old"),
        ("limit=0", ""),
        ("tag='x'", "Zoo Bean"),
        ("kind='page'", "Zoo apple Bean Old"),
    ],
)
def test_a_section_lists_its_pages_in_order(tmp_path: Path, query: str, titles: str) -> None:
    separator = ", " if query else ""
    template = f"{{% for card in pages(section='s'{separator}{query}) %}}{{{{ card.title }}}} "
    root = small_site(
        tmp_path,
        {
            "content/s/index.md": page(title="Section"),
            "content/s/a.md": page(title="Zoo", order=5, tags="[x]"),
            "content/s/b.md": page(title="apple"),
            "content/s/c.md": page(title="Bean", date="2026-05-02", tags="[x]"),
            "content/s/d.md": page(title="Old", date="2026-05-01"),
            "content/s/deeper/e.md": page(title="Deeper"),
            "content/other.md": page(title="Other"),
            "templates/page.html": template + "{% endfor %}",
        },
    )
    assert outputs(root)["s/index.html"].strip() == titles


def test_pages_with_one_order_and_one_title_come_by_name(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            **{f"content/s/{name}.md": page(title="Same") for name in ("b", "a", "c")},
            "content/s/index.md": page(),
            "templates/page.html": LINES,
        },
    )
    assert listed(outputs(root)["s/index.html"]) == ["s/a.md", "s/b.md", "s/c.md"]


def test_neighbours_are_live_pages_of_the_same_folder(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/s/index.md": page(),
            "content/s/a.md": page(title="A"),
            "content/s/b.md": page(title="B", draft="yes"),
            "content/s/c.md": page(title="C", from_="2026-07-01"),
            "content/s/d.md": page(title="D", until="2026-06-01"),
            "content/s/e.md": page(title="E"),
            "content/s/deeper/f.md": page(title="AA"),
            "templates/page.html": LINES,
        },
    )
    assert line(outputs(root)["s/a/index.html"], "near") == ["s/e.md"]
    assert line(outputs(root)["s/e/index.html"], "near") == ["s/a.md"]
    assert line(outputs(root)["s/index.html"], "near") == []
    assert line(outputs(root)["s/deeper/f/index.html"], "near") == []
    assert line(outputs(root, "2026-07-01")["s/a/index.html"], "near") == ["s/c.md"]


# --- related pages and tags ---


def test_related_pages_are_live_and_never_the_page_itself(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/a.md": page(
                title="A", tags="[x, y]", related="[soon.md, draft.md, over.md, a.md, b.md]"
            ),
            "content/b.md": page(title="B", tags="[x, y]"),
            "content/c.md": page(title="C", tags="[x]"),
            "content/d.md": page(title="D", tags="[y, x]"),
            "content/soon.md": page(title="Soon", tags="[x]", from_="2026-07-01"),
            "content/draft.md": page(title="Draft", tags="[x, y]", draft="yes"),
            "content/over.md": page(title="Over", tags="[x]", until="2026-06-01"),
            "templates/page.html": LINES,
        },
    )
    made = outputs(root)["a/index.html"]
    assert line(made, "related") == ["b.md", "d.md", "c.md"]
    later = outputs(root, "2026-07-01")["a/index.html"]
    assert line(later, "related") == ["soon.md", "b.md", "d.md", "c.md"]


def test_a_tag_has_a_page_while_a_live_page_carries_it(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/a.md": page(title="A", tags="[June only]", until="2026-06-30"),
            "content/b.md": page(title="B", tags="[hidden]", draft="yes"),
            "templates/page.html": LINES,
        },
    )
    assert "tags/june-only/index.html" in outputs(root)
    assert "tags/hidden/index.html" not in outputs(root)
    assert "tags/hidden/index.html" in make_drafts(root)
    gone = outputs(root, "2026-07-01")
    assert not [path for path in gone if path.startswith("tags/")]


def make_drafts(root: Path) -> dict[str, str]:
    return outputs(root, drafts=True)


def test_a_tag_written_in_two_ways_is_a_problem(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/a.md": page(title="A", tags="[First Visit]"),
            "content/b.md": page(title="B", tags="[pain, first visit]"),
        },
    )
    (found,) = problems(root)
    assert (found.path, found.line) == ("content/b.md", 4)
    assert found.message == "the tag 'first visit' is written in two ways"
    assert found.hint == "write 'First Visit' everywhere"


def test_a_page_at_the_address_of_a_tag_is_a_problem(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {"content/tags/pain.md": page(), "content/a.md": page(title="A", tags="[pain]")},
    )
    (found,) = problems(root)
    assert found.path == "content/tags/pain.md"
    assert "/tags/pain/" in found.message


# --- drafts ---


def test_a_link_to_a_draft_is_a_problem_at_its_place(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/a.md": page("Line one.\n\nSee [it](b.md)."),
            "content/b.md": page(draft="yes"),
        },
    )
    (found,) = problems(root)
    assert (found.path, found.line, found.column) == ("content/a.md", 7, 10)
    assert "'b.md' is a draft" in found.message
    assert 'href="../b/"' in make_drafts(root)["a/index.html"]


def test_a_draft_leaves_no_word_behind(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "site.yaml": "name: N\nurl: https://n.example/\nmenu:\n  main: [x/draft.md]\n"
            "feeds: [x/index.md]\n",
            "content/x/index.md": page(title="X"),
            "content/x/draft.md": page(
                "Quokka", title="Quokka", tags="[quokka]", aliases="[/quokka/]", date="2026-01-01"
            ).replace("date:", "draft: yes\ndate:"),
            "templates/page.html": LINES + "{% for item in menu('main') %}{{ item.label }}"
            "{% endfor %}{% for tag in tags() %}{{ tag.name }}{% endfor %}",
        },
    )
    for path, text in outputs(root).items():
        assert "quokka" not in f"{path} {text}".casefold(), path


# --- days ---


@pytest.mark.parametrize(
    ("fields", "live"),
    [
        ({}, "yes yes yes"),
        ({"from_": "2026-06-15"}, "no yes yes"),
        ({"until": "2026-06-15"}, "yes yes no"),
        ({"from_": "2026-06-15", "until": "2026-06-15"}, "no yes no"),
        ({"date": "2026-06-15"}, "no yes yes"),
        ({"date": "2026-06-16"}, "no no yes"),
        ({"date": "2020-01-01", "from_": "2026-06-16"}, "no no yes"),
        ({"date": "2026-06-16", "from_": "2026-06-14"}, "yes yes yes"),
        ({"updated": "2026-06-16"}, "yes yes yes"),
    ],
)
def test_a_page_is_live_from_its_first_day_to_its_last(
    tmp_path: Path, fields: dict[str, str], live: str
) -> None:
    root = small_site(tmp_path, {"content/a.md": page("Here I am", **fields)})
    seen = [
        "yes" if "Here I am" in outputs(root, day).get("a/index.html", "") else "no"
        for day in ("2026-06-14", "2026-06-15", "2026-06-16")
    ]
    assert " ".join(seen) == live


@pytest.mark.parametrize(
    ("files", "target"),
    [
        (["content/s/over.md", "content/s/index.md"], "../"),
        (["content/s/over.md"], "../../"),
        (["content/s/t/over.md", "content/s/t/index.md"], "../"),
        (["content/s/index.md"], "../"),
    ],
)
def test_an_expired_page_leads_to_its_section(
    tmp_path: Path, files: list[str], target: str
) -> None:
    gone, *others = files
    root = small_site(
        tmp_path,
        {gone: page(until="2026-06-14"), **{name: page(title="Section") for name in others}},
    )
    path = gone.removeprefix("content/").removesuffix(".md").removesuffix("index") + "/index.html"
    assert f'content="0; url={target}"' in outputs(root)[path.replace("//", "/")]


def test_old_addresses_of_an_expired_page_lead_where_it_leads(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/s/index.md": page(title="Section"),
            "content/s/over.md": page("## Place", until="2026-06-14", aliases="[/alias/]"),
            "content/data/redirects.yaml": "/redirect/: s/over.md\n/place/: s/over.md#place\n",
            "content/data/published-urls.txt": "/alias/\n/redirect/\n/place/\n/s/over/\n",
        },
    )
    for day, target in (("2026-06-14", "../s/over/"), ("2026-06-15", "../s/")):
        made = outputs(root, day)
        for name in ("alias", "redirect"):
            assert f'content="0; url={target}"' in made[f"{name}/index.html"]
    assert 'content="0; url=../s/over/#place"' in outputs(root, "2026-06-14")["place/index.html"]
    assert 'content="0; url=../s/"' in outputs(root)["place/index.html"]


def test_the_page_that_replaces_an_expired_one_may_take_its_address(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/b.md": page(title="Old", until="2026-06-14"),
            "content/a.md": page(title="New", aliases="[/b/]", from_="2026-06-15"),
        },
    )
    assert "<title>Old</title>" in outputs(root, "2026-06-14")["b/index.html"]
    assert 'content="0; url=../a/"' in outputs(root, "2026-06-15")["b/index.html"]


def test_an_alias_at_the_address_of_a_scheduled_page_is_a_problem_today(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {"content/b.md": page(from_="2027-01-01"), "content/a.md": page(aliases="[/b/]")},
    )
    (found,) = problems(root)
    assert (found.path, found.line) == ("content/a.md", 4)
    assert "/b/" in found.message
    (then,) = problems(root, "2027-01-01")
    assert (then.path, then.line) == (found.path, found.line)


def test_menus_and_feeds_skip_pages_that_are_not_live(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "site.yaml": "name: N\nurl: https://n.example/\n"
            "menu:\n  main: [soon.md, index.md, over.md, draft.md, news/index.md]\n"
            "feeds: [news/index.md]\n",
            "content/soon.md": page(title="Soon", from_="2026-06-16"),
            "content/over.md": page(title="Over", until="2026-06-14"),
            "content/draft.md": page(title="Draft", draft="yes"),
            "content/news/index.md": page(title="News", from_="2026-06-16"),
            "content/news/a.md": page(title="A", date="2026-01-01"),
            "templates/page.html": "{% for item in menu('main') %}{{ item.label }},{% endfor %}"
            "{% for feed in feeds() %}{{ feed.url }}{% endfor %}",
        },
    )
    before, after = outputs(root), outputs(root, "2026-06-16")
    assert before["index.html"] == "First page,"
    assert "news/feed.xml" not in before
    assert after["index.html"] == "Soon,First page,News,news/feed.xml"
    assert "<title>A</title>" in after["news/feed.xml"]


def test_trails_skip_a_section_that_is_not_live(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/s/index.md": page(title="Section", from_="2026-06-16"),
            "content/s/a.md": page(title="A"),
            "templates/page.html": LINES,
        },
    )
    assert "trail: First page, A," in outputs(root)["s/a/index.html"]
    assert "trail: First page, Section, A," in outputs(root, "2026-06-16")["s/a/index.html"]


@pytest.mark.parametrize(
    ("fields", "before", "on", "after"),
    [
        ({"from_": "2026-06-15"}, "See it, bold.", 'See <a href="b/#x">it, <strong>', None),
        ({"until": "2026-06-15"}, None, 'See <a href="b/#x">it, <strong>', "See it, bold."),
    ],
)
def test_a_link_to_a_page_that_is_not_live_is_plain_words(
    tmp_path: Path, fields: dict[str, str], before: str | None, on: str, after: str | None
) -> None:
    root = small_site(
        tmp_path,
        {
            "content/index.md": page("See [it, **bold**](b.md#x)."),
            "content/b.md": page("## X", **fields),
        },
    )
    assert on in outputs(root, "2026-06-15")["index.html"]
    for day, wanted in (("2026-06-14", before), ("2026-06-16", after)):
        text = outputs(root, day)["index.html"]
        if wanted:
            assert "<a " not in text
            assert wanted in re.sub("</?strong>", "", text)


def test_a_dead_anchor_is_found_before_its_page_is_live(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/index.md": page("See [it](b.md#y)."),
            "content/b.md": page("## X", from_="2026-07-01"),
        },
    )
    assert [found.message for found in problems(root)] == ["'b.md' has no place '#y'"]


def test_a_template_that_links_to_a_sleeping_page_is_told_what_to_ask(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/b.md": page(from_="2026-07-01"),
            "templates/page.html": "Line one.\n{{ url('b.md') }}\n",
        },
    )
    (found,) = problems(root)
    assert (found.path, found.line) == ("templates/page.html", 2)
    assert "'b.md' is not live today" in found.message
    assert found.hint == "ask page_at() first"


# --- the next change ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (page(from_="2026-06-20"), ("2026-06-20", "page a.md begins")),
        (page(date="2026-06-20"), ("2026-06-20", "page a.md begins")),
        (page(until="2026-06-15"), ("2026-06-16", "page a.md ends")),
        (page(until="2026-06-14"), None),
        (page(until="9999-12-31"), None),
        (page(from_="2026-06-15"), None),
        (page(from_="2026-06-20", draft="yes"), None),
        (
            page('{{ show from="2026-06-20" until="2026-06-21" }}\nText\n{{ end }}'),
            ("2026-06-20", "a block of a.md begins"),
        ),
        (
            page('{{ show until="9999-12-31" }}\nText\n{{ end }}', until="2026-06-30"),
            ("2026-07-01", "page a.md ends"),
        ),
    ],
    ids=range(9),
)
def test_the_next_change_is_the_first_day_that_differs(
    tmp_path: Path, text: str, told: tuple[str, str] | None
) -> None:
    assert next_change(small_site(tmp_path, {"content/a.md": text}), "2026-06-15") == told


def test_the_next_change_is_the_earliest_of_all(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "content/a.md": page(from_="2026-09-01", until="2026-09-30"),
            "content/b.md": page(until="2026-08-01"),
            "content/c.md": page(date="2026-07-01"),
        },
    )
    days = ["2026-06-15"]
    while change := next_change(root, days[-1]):
        days.append(change[0])
    assert days == ["2026-06-15", "2026-07-01", "2026-08-02", "2026-09-01", "2026-10-01"]


def test_with_drafts_a_draft_may_be_the_next_change(tmp_path: Path) -> None:
    root = small_site(tmp_path, {"content/a.md": page(from_="2026-06-20", draft="yes")})
    told = json.loads(make_drafts(root)["build.json"])["next_change"]
    assert told == {"date": "2026-06-20", "what": "page a.md begins"}


def test_nothing_but_the_marker_changes_before_the_next_change(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "site.yaml": "name: N\nurl: https://n.example/\nfeeds: [news/index.md]\n",
            "content/news/index.md": page(title="News"),
            "content/news/undated.md": page(title="Undated"),
            "content/a.md": page(from_="2026-06-20"),
        },
    )
    day, last, change = (outputs(root, f"2026-06-{it}") for it in (15, 19, 20))
    assert {name for name in last if last[name] != day[name]} == {"build.json"}
    assert change.keys() - last.keys() == {"a/index.html"}


def test_an_event_is_announced_until_it_is_over(tmp_path: Path) -> None:
    schema = (
        "from sitegen.contract import Contract, Event\n"
        "class Fair(Event):\n    'A fair.'\n    name: str\n"
        "CONTRACT = Contract(data={'fairs.yaml': tuple[Fair, ...]})\n"
    )
    root = small_site(
        tmp_path,
        {
            "schema.py": schema,
            "content/data/fairs.yaml": "- name: Fair\n  from: 2026-07-01\n  until: 2026-07-03\n",
            "templates/page.html": "{% for fair in data('fairs') %}{{ fair.name }}{% endfor %}",
        },
    )
    for day, shown in (("2026-01-01", "Fair"), ("2026-07-03", "Fair"), ("2026-07-04", "")):
        assert outputs(root, day)["index.html"] == shown
    assert next_change(root, "2026-01-01") == ("2026-07-04", "data/fairs.yaml: entry 1 ends")


def test_a_file_that_is_added_appears_without_being_declared(tmp_path: Path) -> None:
    root = small_site(tmp_path, {"content/s/index.md": page(), "templates/page.html": LINES})
    assert listed(outputs(root)["s/index.html"]) == []
    put(root, {"content/s/new.md": page()})
    assert listed(outputs(root)["s/index.html"]) == ["s/new.md"]


def test_a_site_counts_its_pages(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {"content/a.md": page(tags="[x]", aliases="[/old/]"), "content/b.md": page(draft="yes")},
    )
    assert json.loads(outputs(root)["build.json"])["pages"] == 4
    assert len(make(root).site.pages) == 2


# --- addresses ---


def building(root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the site, writing it included."""
    try:
        now = datetime.datetime(2026, 6, 15, tzinfo=datetime.UTC)
        pipeline.build(root, root / "public", now=now)
    except ProblemsFound as found:
        return found.problems
    return ()


@pytest.mark.parametrize(
    ("name", "sources"),
    [
        ("content/build.json.md", {"content/build.json.md"}),
        ("content/robots.txt.md", {"content/robots.txt.md", "templates/files/robots.txt"}),
        ("static/root/a", {"content/a.md", "static/root/a"}),
        ("static/root/index.html", {"content/index.md", "static/root/index.html"}),
        ("static/root/build.json", {"static/root/build.json"}),
    ],
    ids=range(5),
)
def test_two_things_at_one_address_are_a_problem_at_one_of_them(
    tmp_path: Path, name: str, sources: set[str]
) -> None:
    root = small_site(tmp_path, {"content/a.md": page(title="A"), name: page()})
    found, *_ = building(root)
    assert found.path in sources


@pytest.mark.parametrize("name", ["404.html", "robots.txt", "site.webmanifest"])
def test_a_file_of_the_sites_own_stands_in_for_the_engines(tmp_path: Path, name: str) -> None:
    root = small_site(tmp_path, {f"static/root/{name}": "mine"})
    assert outputs(root)[name] == "mine"


def test_what_hosts_look_for_behind_a_dot_is_published(tmp_path: Path) -> None:
    root = small_site(
        tmp_path,
        {
            "static/root/.well-known/security.txt": "Contact: mailto:a@b.example\n",
            "static/root/.DS_Store": "Finder",
            "static/root/.#lock": "Emacs",
        },
    )
    made = outputs(root)
    assert made[".well-known/security.txt"] == "Contact: mailto:a@b.example\n"
    assert not {".DS_Store", ".#lock"} & made.keys()
