"""A small site, a pottery, that uses every feature of the engine at least once.

Each kind of page asks few queries, and not the same ones: what one of them is told must not
hide what another was not.
"""

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from tests.sites.small import page, put

DAY = "2026-06-15"


def picture(color: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a PNG of one color; those of one size have as many bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


SCHEMA = '''\
"""What the pages and data files of a pottery may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from sitegen.contract import Contract, Dated, Event, Mistake, Model, Page, SiteSettings
from sitegen.fields import Day, Durations, Email, FileRef, InData, Money, Phone, TimeRanges
from sitegen.fields import WeekHours

OfferId = Annotated[str, InData("offers.yaml")]
PersonId = Annotated[str, InData("people.yaml")]


class Pottery(SiteSettings):
    """site.yaml."""

    phone: Phone
    email: Email


class Overview(Page):
    """The list page of a folder."""


class Course(Page):
    """A course."""

    offer: OfferId
    teacher: PersonId | None = None


class News(Page):
    """A dated note."""

    date: Day


class Rate(Dated):
    """What it costs from one day until another."""

    price: Money


class Offer(Model):
    """What can be booked."""

    name: str
    length: Durations
    rates: tuple[Rate, ...]
    remark: str = Field("", repr=False)

    @property
    def label(self) -> str:
        """Name and length."""
        return f"{self.name}, {self.length}"


class Person(Model):
    """Who works here."""

    name: str
    photo: FileRef | None = None
    offers: tuple[OfferId, ...] = ()


class Closing(Event):
    """Days on which it is closed, or open at other times."""

    reason: str
    hours: TimeRanges | None = None


class Hours(Model):
    """The week, and what departs from it."""

    week: WeekHours
    closings: tuple[Closing, ...] = ()


def _offers_have_rates(files: Mapping[str, Any]) -> Iterator[Mistake]:
    for name, offer in files["offers.yaml"].items():
        if not offer.rates:
            yield Mistake(
                file="offers.yaml", at=(name, "rates"), message="no price", hint="add one"
            )


CONTRACT = Contract(
    site=Pottery,
    pages={
        "*/index.md": Overview,
        "courses/*.md": Course,
        "news/*.md": News,
        "*.md": Page,
    },
    data={
        "offers.yaml": dict[str, Offer],
        "people.yaml": dict[str, Person],
        "hours.yaml": Hours,
    },
    rules=(_offers_have_rates,),
)
'''

SETTINGS = """\
name: Clay & Fire
short_name: Clay
url: https://clay.example/studio/
language: en-US
timezone: America/New_York
currency: USD
theme_color: "#1f4e5f"
phone: +1 631-555-0100
email: hello@clay.example
menu: {main: [index.md, courses/index.md, visit.md], foot: [about.md, news/fair.md]}
feeds: [news/index.md]
words: {moved: Moved to another place}
"""

PAGES = {
    "index.md": page(
        """\
{{ offer-box offer="wheel" }}

From {{ price-of offer="glaze" }} on. See [how to find us](visit.md#how-to-find-us), or
read [what is new](news/opening.md).

{{ teaser source="courses/kiln.md" }} {{ teaser source="courses/glaze.md" }}""",
        title="Welcome",
        nav_title="Start",
        tags="[clay]",
    ),
    "courses/index.md": page("All courses.", title="Courses"),
    "courses/wheel.md": page(
        """\
## What you learn

- Centre the clay
- Pull it up
  1. slowly
  2. slower

![The wheel](wheel.png "Our wheel")

## What to bring {#bring}

| Thing | Why |
| --- | --- |
| Apron | It splashes |

## What follows

Go on with [glazing](glaze.md#colors).""",
        title="Throwing on the wheel",
        offer="wheel",
        teacher="ann",
        order="10",
        tags="[clay, fire]",
        related="[courses/glaze.md]",
        image="courses/wheel.png",
        aliases="[/wheel/]",
    ),
    "courses/glaze.md": page(
        """\
## Colors

Celadon
:   A pale green.

It runs.[^1] {{ note text="Wear gloves." kind="warning" }}

[^1]: Seldom.""",
        title="Glazing",
        offer="glaze",
        teacher="bo",
        order="20",
        tags="[fire]",
    ),
    "courses/kiln.md": page(
        "Hot.", title="Firing the kiln", offer="wheel", from_="2026-07-01", tags="[fire]"
    ),
    "courses/summer.md": page(
        "{{ people }}", title="Summer week", offer="glaze", until="2026-06-20", related="[about.md]"
    ),
    "courses/secret.md": page("Not yet.", title="A secret", offer="glaze", draft="yes"),
    "news/index.md": page("What happens.", title="News"),
    "news/opening.md": page(
        "We have opened. [See the house](../visit.md).",
        title="Opening",
        date="2026-05-02",
        updated="2026-05-20",
        tags="[house]",
    ),
    "news/fair.md": page(
        "{{ gallery name='fair' }}", title="The fair", date="2026-06-21", tags="[house, clay]"
    ),
    "house/index.md": page("Built of brick.", title="The house"),
    "house/rooms.md": page("Three rooms, and a yard.", title="Rooms", updated="2026-04-01"),
    "visit.md": page(
        """\
## How to find us

{{ opening }}

{{ show until="2026-06-20" }}
Until the 20th, use the back door.
{{ end }}

{{ show from="2026-07-01" until="2026-07-31" }}
In July, ring the bell. {{ price-of offer="wheel" }}
{{ end }}

Read the [leaflet](../static/leaflet.txt).""",
        title="Visit",
        order="5",
        aliases="[/hours/, /find-us/]",
    ),
    "about.md": page(
        """\
## Who we are {#us}

!!! note "Old"
    Pots are older than wheels [@leach1940; @rhodes1959]. The BM agrees [@leach1940].

![Our mark](../static/mark.svg)

<div class="aside" markdown="1">
More on [glazes](courses/glaze.md).
</div>

*[BM]: British Museum""",
        title="About us",
        tags="[house]",
        related="[visit.md, courses/kiln.md]",
    ),
    "archive/old.md": page("Past.", title="The old house", until="2026-01-01"),
}

DATA = {
    "offers.yaml": """\
wheel: {name: Wheel, length: 60-90, rates: [{price: $40, until: 2026-06-30}, {price: $45}]}
glaze: {name: Glaze, length: 30-45, remark: Dry pots only, rates: [{price: !unconfirmed $20}]}
""",
    "people.yaml": """\
ann: {name: Ann, photo: photo.png, offers: [wheel]}
bo: {name: Bo, offers: [wheel, glaze]}
""",
    "hours.yaml": """\
week:
  {monday: closed, tuesday: 9-17, wednesday: 9-17, thursday: 9-17,
  friday: 9-17, saturday: 9-12, sunday: closed}
closings: [{reason: Fair, from: 2026-06-21}, {reason: Rest, from: 2026-08-01, until: 2026-08-14}]
""",
    "sources.yaml": """\
leach1940: {title: A Potter's Book, url: "https://leach.example/", year: 1940}
rhodes1959: {title: Stoneware, url: "https://rhodes.example/", authors: D. Rhodes}
""",
    "redirects.yaml": """\
/price-list/: courses/index.md
/shop/: https://shop.example/
/yard/: visit.md#how-to-find-us
""",
    "published-urls.txt": "# Printed once.\n/wheel/\n/price-list/\n",
}

# Snippets are put where HERE stands; it shows as nothing.
HERE = "{#+#}"
TEMPLATES = {
    "base.html": """\
{% import "macros.html" as tools with context %}
<!doctype html>
<title>{% block title %}{{ page.title }}{% endblock %}</title>
<meta name="description" content="{{ page.description }}">
<link rel="canonical" href="{{ page.canonical }}">
<link rel="icon" href="{{ asset("mark.svg") }}">
<style>{{ styles("base") }}</style>
{{ tools.menu_of("main") }}
<h1>{{ page.title }}</h1>
{% if page.headings|length > 2 %}
{% for heading in page.headings %}<a href="#{{ heading.id }}">{{ heading.text }}</a>{% endfor %}
{% endif %}
{{ page.body }}
{% block more %}{% endblock %}
{% include "parts/" ~ page.kind ~ ".html" ignore missing %}
{% include ["parts/seasonal.html", "parts/always.html"] %}
{#+#}
{% for source in page.sources %}
<p id="source-{{ source.number }}">{{ source.entry.title }}, {{ source.entry.year }},
{% for anchor in source.backlinks %}<a href="#{{ anchor }}">up</a>{% endfor %}</p>
{% endfor %}
""",
    "macros.html": """\
{% macro menu_of(name) %}
{% for item in menu(name) %}
<a href="{{ item.url }}">{{ item.label }}</a>
{% if item.current %}here{% elif item.within %}near{% endif %}
{% endfor %}
{% endmacro %}
{% macro trail() %}
{% for step in breadcrumbs() %}{{ step.label }} ({{ step.url or "here" }}) {% endfor %}
{% endmacro %}
{#+#}
""",
    "page.html": """\
{% extends "base.html" %}
{% from "macros.html" import trail with context %}
{% from "components/note.html" import note with context %}
{% block more %}
{{ trail() }}
{{ note(text="Ask us.") }}
{#+#}
{% for card in related(limit=3) %}<p><a href="{{ url(card) }}">{{ card.title }}</a></p>{% endfor %}
{% endblock %}
""",
    "overview.html": """\
{% extends "base.html" %}
{% block more %}
{% set way = "newest" if page.section == "news" else "order" %}
{% for card in pages(section=page.section, order=way) %}
<p><a href="{{ url(card) }}">{{ card.title }}</a>: {{ card.description }}</p>
{% endfor %}
{% for feed in feeds() %}<a href="{{ feed.url }}">{{ feed.title }}</a>{% endfor %}
{#+#}
{% endblock %}
""",
    "course.html": """\
{% set frame = "base.html" %}
{% extends frame %}
{% from "components/offer-box.html" import offer_box with context %}
{% block title %}{{ page.title }} | {{ site.name }}{% endblock %}
{% block more %}
{{ offer_box(offer=page.fields.offer) }}
{% if page.fields.teacher %}
{% set teacher = entry("people", page.fields.teacher) %}
With {{ teacher.name }}
{% if teacher.photo %}<img src="{{ asset(teacher.photo) }}">{% endif %}
{% endif %}
{% set near = neighbours() %}
{% for card in (near.previous, near.next) if card %}
<a href="{{ url(card) }}">{{ card.title }}</a>
{% endfor %}
{{ json_ld({"@type": "Course", "name": page.title, "image": social_card().url}) }}
{#+#}
{% endblock %}
""",
    "news.html": """\
{% extends "base.html" %}
{% block more %}
<time>{{ page.fields.date|day }}</time>
{% for tag in page_tags() %}<a href="{{ url(tag) }}">{{ tag.name }}</a> {{ tag.count }}{% endfor %}
{#+#}
{% endblock %}
""",
    "tags.html": """\
{% extends "base.html" %}
{% block more %}
{% for tag in tags() %}<a href="{{ url(tag) }}">{{ tag.name }}</a> {{ tag.count }}{% endfor %}
{#+#}
{% endblock %}
""",
    "tag.html": """\
{% extends "base.html" %}
{% block more %}
{% for card in page.tag.pages %}<a href="{{ url(card) }}">{{ card.title }}</a>{% endfor %}
{#+#}
{% endblock %}
""",
    "404.html": """\
<title>{{ page.title }}</title>{{ page.description }}
<a href="{{ url("index.md") }}">{{ site.name }}</a> <img src="{{ asset("mark.svg") }}">
{#+#}
""",
    "files/contact.vcf": """\
BEGIN:VCARD
FN:{{ site.name|contentline }}
TEL:{{ site.phone.e164 }}
URL:{{ absolute("index.md") }}
{#+#}
END:VCARD
""",
    "files/closings.ics": """\
BEGIN:VCALENDAR
{% for closing in data("hours").closings %}
SUMMARY:{{ closing.reason|contentline }}
DTSTART:{{ closing.from_|basic_date }}
{% endfor %}
END:VCALENDAR
""",
    "files/diary.txt": """\
{% for closing in data("hours").closings %}
{{ closing.from_|day }}, {{ closing.from_|weekday }}
{% endfor %}
{#+#}
""",
    "files/archive.txt": """\
{{ pages(section="archive")|length }} {{ url("archive/old.md") }}
{{ page_at("archive/old.md") is none }}
{#+#}
""",
    "files/newest.txt": """\
{% for card in pages(kind="news", order="newest", limit=1) %}{{ card.title }}{% endfor %}
{% for card in pages(tag="fire", order="title") %}{{ card.title }}{% endfor %}
""",
    "files/icons.txt": """\
{{ resized("icon.png" if has_file("icon.png") else "photo.png", width=16) }}
{#+#}
""",
    "files/today.txt": "{{ today()|day }}\n",
    "files/remark.txt": '{{ entry("offers", "glaze").remark }}\n',
    "files/to-confirm.txt": '{{ unconfirmed("offers", "glaze") }} of {{ unconfirmed() }}\n',
    "files/way.txt": '{{ url("about.md#us") }} {{ url("archive/old.md") }}\n{#+#}\n',
    "components/note.html": """\
{#- A remark.
    text  what it says, required
    kind  plain or warning; default plain -#}
{% macro note(text, kind="plain") %}
{% if kind not in ("plain", "warning") %}{{ fail("a note is plain or warning") }}{% endif %}
<aside class="note note--{{ kind }}">{{ text }}</aside>
{#+#}
{% endmacro %}
""",
    "components/offer-box.html": """\
{#- An offer with its prices of today.
    offer  entry in offers.yaml, required -#}
{% macro offer_box(offer) %}
{% set found = entry("offers", offer) %}
<div class="offer-box">{{ found.label }}
{% for rate in found.rates %}{{ rate.price }}{% endfor %}
{% if unconfirmed("offers", offer) %}(ask us){% endif %}</div>
{#+#}
{% endmacro %}
""",
    "components/price-of.html": """\
{#- The price of today.
    offer  entry in offers.yaml, required -#}
{% macro price_of(offer) -%}
<strong>{{ (data("offers")[offer].rates|first).price }}</strong>
{%- endmacro %}
""",
    "components/teaser.html": """\
{#- A link to a page, if it is live.
    source  path of the page, required -#}
{% from "components/note.html" import note with context %}
{% macro teaser(source) -%}
{%- set card = page_at(source) -%}
{%- if card -%}
<a href="{{ url(card) }}">{{ card.title }}</a>{{ note(text=card.description) }}{#+#}
{%- endif -%}
{%- endmacro %}
""",
    "components/opening.html": """\
{#- The hours of the week, and the closings to come. -#}
{% macro opening() %}
{% set hours = data("hours") %}
{% for day in hours.week.grouped %}<p>{{ day.names }}: {{ day.ranges }}</p>{% endfor %}
{% for closing in hours.closings %}
{% if closing.from_ <= today() %}<p>Now: {{ closing.reason }}</p>{% endif %}
{% endfor %}
{#+#}
{% endmacro %}
""",
    "components/gallery.html": """\
{#- A picture and what belongs to it.
    name  name of the part, required -#}
{% macro gallery(name) %}
<img src="{{ image("photo.png", widths=(20, 40)).src }}">
{% include "parts/" ~ name ~ ".html" ignore missing %}
{% import "parts/" ~ name ~ "-words.html" as words %}{{ words.greeting }}
{% endmacro %}
""",
    "components/people.html": """\
{#- Everyone. -#}
{% macro people() %}
{% for id, person in data("people").items() %}
<p>{{ person.name }}: {{ person.offers|join_words }}</p>
{% endfor %}
{% endmacro %}
""",
    "parts/always.html": "<footer>{{ tools.menu_of('foot') }}</footer>\n{#+#}\n",
    "parts/course.html": "<p>A course.</p>\n{#+#}\n",
    "parts/fair-words.html": "{% set greeting = 'Come!' %}\n",
}

STATIC: Mapping[str, str | bytes] = {
    "css/base.css": "@layer base { body { color: black } }",
    "css/components/note.css": "@layer components { .note { border: 1px solid } }",
    "css/components/offer-box.css": "@layer components { .offer-box { margin: 0 } }",
    "mark.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'></svg>",
    "photo.png": picture("teal"),
    "root/CNAME": "clay.example\n",
    "root/.well-known/security.txt": "Contact: mailto:hello@clay.example\n",
}

FILES: Mapping[str, str | bytes] = {
    "schema.py": SCHEMA,
    "site.yaml": SETTINGS,
    **{f"content/{name}": text for name, text in PAGES.items()},
    **{f"content/data/{name}": text for name, text in DATA.items()},
    "content/courses/wheel.png": picture("maroon"),
    **{f"templates/{name}": text for name, text in TEMPLATES.items()},
    **{f"static/{name}": content for name, content in STATIC.items()},
    "shared/leaflet.txt": "Come and see.\n",
    "shared/winter.md": page("Snow.", title="Winter", date="2026-01-10"),
    "shared/overview-part.html": "<p>A list.</p>\n",
}
LINKS = {
    "static/leaflet.txt": "../shared/leaflet.txt",
    "content/news/winter.md": "../../shared/winter.md",
    "templates/parts/overview.html": "../../shared/overview-part.html",
}


def everything(root: Path) -> Path:
    """Write the site below ``root``; some of its files are links to others of the folder."""
    put(root, FILES)
    for name, target in LINKS.items():
        (root / name).symlink_to(target)
    return root
