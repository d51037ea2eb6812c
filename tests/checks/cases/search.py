"""Planted faults and near misses of the rules about search engines."""

from tests.checks.planting import Fault, NearMiss

HOME, ABOUT, SITE = "content/index.md", "content/about.md", "site.yaml"
BABIES = "content/lessons/babies.md"
BASE, LESSON = "templates/base.html", "templates/lesson.html"
ROBOTS, SITEMAP = "templates/files/robots.txt", "templates/files/sitemap.xml"
TITLE = "<title>{{ page.title }} – {{ site.name }}</title>"
DESCRIPTION = '<meta name="description" content="{{ page.description }}">'
CANONICAL = '<link rel="canonical" href="{{ page.canonical }}">'
ABOUT_SAYS = (
    "The teachers of the harbor swim school, what they have learned, and how long they have been "
    "here."
)
PRICES_SAY = (
    "The price of every lesson, how long it takes, and how to pay for it before you come to the "
    "pool."
)
NAME = '"name": page.title, '
PHONE = '"telephone": site.phone|string'
SCRIPT = "{% endblock %}\n{% block more %}"
HEADING = "<h1>{{ page.title }}</h1>"
DAYS_OF_THE_WEEK = '["Monday", "Tuesday", "Thursday", "Friday"]'
SHOWN_HOURS = (
    BASE,
    "<footer>",
    "<footer>\n<p>{% for day in site.hours.days %}{{ day.name }}: {{ day.ranges }}. {% endfor %}"
    "</p>",
)
TEXT = " ".join(
    f"On day {day} of the course we go to pool {day} and swim {day * 10} strokes there."
    for day in range(1, 11)
)
TWINS = tuple(
    (
        f"content/lessons/{name}.md",
        "",
        f"---\ntitle: Ten days of {name}\n"
        f"description: What we do on each of the ten days of the course for {name} in summer.\n"
        f"---\n\n{TEXT}\n",
    )
    for name in ("teens", "twens")
)
OTHER_TWIN = (*TWINS[1][:2], TWINS[1][2].replace("strokes there", "lengths, and rest"))


def hours(opens: str, days: str = DAYS_OF_THE_WEEK) -> tuple[str, str, str]:
    """Return the edit that tells opening hours in JSON-LD."""
    told = (
        '"openingHoursSpecification": {"@type": "OpeningHoursSpecification", '
        f'"dayOfWeek": {days}, "opens": "{opens}", "closes": "17:00"}}, '
    )
    return LESSON, PHONE, told + PHONE


def trail(first: str, *, number: int = 1, item: str = "https://swim.example/") -> str:
    """Return a script of breadcrumbs with two steps."""
    steps = (
        f'[{{"@type": "ListItem", "position": {number}, "name": "{first}", "item": "{item}"}}, '
        '{"@type": "ListItem", "position": 2, "name": page.title}]'
    )
    return (
        '{{ json_ld({"@context": "https://schema.org", "@type": "BreadcrumbList", '
        f'"itemListElement": {steps}}}) }}}}\n{SCRIPT}'
    )


WAY = (LESSON, '<section class="ask-first">', '<ol><li><a href="/">Start</a></li><li>'
       '{{ page.title }}</li></ol>\n<section class="ask-first">')  # fmt: skip

FAULTS = (
    Fault(
        rule="S01",
        edits=((BASE, TITLE, "<title></title>"),),
        at=f"{BASE}:8:1",
        says="this page has no <title>",
    ),
    Fault(
        rule="S02",
        edits=((ABOUT, "Who teaches", "Who teaches people of all ages at our old harbor"),),
        at=f"{ABOUT}:2:8",
        says="the title has 69 characters",
    ),
    Fault(
        rule="S02",
        edits=((BASE, " – {{ site.name }}", ""), (ABOUT, "Who teaches", "Who")),
        at=f"{ABOUT}:2:8",
        says="the title has 3 characters",
    ),
    Fault(
        rule="S03",
        edits=((ABOUT, "Who teaches", "What a lesson costs"),),
        at=f"{ABOUT}:2:8",
        says="content/prices.md has the same title",
    ),
    Fault(
        rule="S04",
        edits=((BASE, DESCRIPTION, ""),),
        at=f"{BASE}:5:1",
        says="this page has no description",
    ),
    Fault(
        rule="S05",
        edits=((ABOUT, ABOUT_SAYS, "Our teachers."),),
        at=f"{ABOUT}:3:14",
        says="the description has 13 characters",
    ),
    Fault(
        rule="S05",
        edits=((ABOUT, ABOUT_SAYS, f"{ABOUT_SAYS} {ABOUT_SAYS}"),),
        at=f"{ABOUT}:3:14",
        says="what is over 160 is cut off",
    ),
    Fault(
        rule="S06",
        edits=((ABOUT, ABOUT_SAYS, PRICES_SAY),),
        at=f"{ABOUT}:3:14",
        says="content/prices.md has the same description",
    ),
    Fault(
        rule="S07",
        edits=((BASE, HEADING, "<h1>Welcome</h1>"),),
        at=f"{BASE}:27:1",
        says="the heading 'Welcome' is not what the title says",
    ),
    Fault(
        rule="S08",
        edits=((BASE, CANONICAL, f'{CANONICAL}\n<meta name="robots" content="noindex, follow">'),),
        at=f"{BASE}:11:1",
        says="this tells search engines to leave the page out",
    ),
    Fault(
        rule="S09",
        edits=((ROBOTS, "", "User-agent: *\nDisallow: /lessons/\n"),),
        at=f"{ROBOTS}:1:1",
        says="robots.txt keeps search engines from /lessons/",
    ),
    Fault(
        rule="S09",
        edits=((ROBOTS, "", "User-agent: *\nDisallow:\nSitemap: https://old.example/map.xml\n"),),
        at=f"{ROBOTS}:1:1",
        says="robots.txt names the sitemap https://old.example/map.xml",
    ),
    Fault(
        rule="S09",
        edits=((ROBOTS, "", "User-agent: *\nDisallow: /*\n"),),
        at=f"{ROBOTS}:1:1",
        says="robots.txt keeps search engines from /",
    ),
    Fault(
        rule="S09",
        edits=((ROBOTS, "", "User-agent: *\nDisallow: /*.js$\n"),),
        at=f"{ROBOTS}:1:1",
        says="robots.txt keeps search engines from /assets/site.",
    ),
    Fault(
        rule="S10",
        edits=(
            (
                BASE,
                CANONICAL,
                f"{CANONICAL}\n"
                '<link rel="alternate" hreflang="english" href="{{ page.canonical }}">',
            ),
        ),
        at=f"{BASE}:11:1",
        says="hreflang='english' is no language",
    ),
    Fault(
        rule="S10",
        edits=(
            (
                BASE,
                CANONICAL,
                f"{CANONICAL}\n"
                '<link rel="alternate" hreflang="de" href="https://swim.example/de/">',
            ),
        ),
        at=f"{BASE}:11:1",
        says="has to name itself too",
    ),
    Fault(
        rule="S10",
        edits=(
            (
                BASE,
                CANONICAL,
                f'{CANONICAL}\n{{% if page.kind == "lesson" %}}\n'
                '<link rel="alternate" hreflang="en" '
                'href="{{ page.canonical }}"><link rel="alternate" hreflang="de" '
                'href="{{ absolute("about.md") }}">\n{% endif %}',
            ),
        ),
        at=f"{BASE}:12:65",
        says="does not name this one in turn",
    ),
    Fault(
        rule="S11",
        edits=TWINS,
        at="content/lessons/twens.md:1:1",
        says="this page says almost the same as content/lessons/teens.md",
    ),
    Fault(
        rule="S12",
        edits=((BABIES, "date: 2026-03-01", "date: 2026-03-01\nupdated: 2026-02-01"),),
        at=f"{BABIES}:5:10",
        says="before the page was there (2026-03-01)",
    ),
    Fault(
        rule="S12",
        edits=((BABIES, "date: 2026-03-01", "date: 2026-03-01\nupdated: 2027-02-01"),),
        at=f"{BABIES}:5:10",
        says="a day that has not come",
    ),
    Fault(
        rule="S12",
        edits=(
            (
                SITEMAP,
                "",
                "<urlset>{% for card in pages() %}<url><loc>{{ absolute(card) }}</loc>"
                "<lastmod>2027-01-01</lastmod></url>{% endfor %}</urlset>",
            ),
        ),
        at=f"{SITEMAP}:1:1",
        says="the sitemap says '2027-01-01'",
    ),
    Fault(
        rule="S12",
        edits=(
            (
                SITEMAP,
                "",
                "<urlset>{% for card in pages() %}<url><loc>{{ absolute(card) }}</loc>"
                "<lastmod>{{ today() | iso }}</lastmod></url>{% endfor %}</urlset>",
            ),
        ),
        at=f"{SITEMAP}:1:1",
        says="of every page that it was changed today",
    ),
    Fault(
        rule="S13",
        edits=((LESSON, '"@context": "https://schema.org"', '"@context": "https://schem.org"'),),
        at=f"{LESSON}:3:1",
        says='"@context" is not "https://schema.org"',
    ),
    Fault(
        rule="S13",
        edits=((LESSON, "| tojson }}", "| tojson }},"),),
        at=f"{LESSON}:3:1",
        says="this JSON-LD cannot be read: Extra data",
    ),
    Fault(
        rule="S13",
        edits=(
            (
                LESSON,
                '"@context": "https://schema.org"',
                '"@context": ["https://schem.org", {"pool": "https://pool.example/"}]',
            ),
        ),
        at=f"{LESSON}:3:1",
        says='"@context" is not "https://schema.org"',
    ),
    Fault(
        rule="S14",
        edits=((LESSON, '"@type": "Service"', '"@type": "Servce"'),),
        at=f"{LESSON}:3:1",
        says="schema.org has no type 'Servce'",
    ),
    Fault(
        rule="S14",
        edits=((LESSON, NAME, '"nmae": page.title, '),),
        at=f"{LESSON}:3:1",
        says="schema.org has no property 'nmae'",
    ),
    Fault(
        rule="S14",
        edits=((LESSON, NAME, f'{NAME}"telephone": "1", '),),
        at=f"{LESSON}:3:1",
        says="'telephone' is no property of Service",
    ),
    Fault(
        rule="S14",
        edits=((LESSON, '"@type": "LocalBusiness"', '"@type": "Recipe"'),),
        at=f"{LESSON}:3:1",
        says="'provider' holds no Recipe",
    ),
    Fault(
        rule="S14",
        edits=((LESSON, NAME, f'{NAME}"offers": {{"@type": "Offer", "validFrom": "soon"}}, '),),
        at=f"{LESSON}:3:1",
        says="'soon' will not do for 'validFrom'",
    ),
    Fault(
        rule="S14",
        edits=(hours("09:00", '"Mon"'),),
        at=f"{LESSON}:3:1",
        says="'Mon' will not do for 'dayOfWeek'",
    ),
    Fault(
        rule="S15",
        edits=((LESSON, '"@type": "Service"', '"@type": "Store"'),),
        at=f"{LESSON}:3:1",
        says="Store has no 'address'",
    ),
    Fault(
        rule="S15",
        edits=((LESSON, SCRIPT, trail("Start").replace('"position": 2, ', "")),),
        at=f"{LESSON}:4:1",
        says="step 2 of the breadcrumbs has no 'position'",
    ),
    Fault(
        rule="S16",
        edits=((LESSON, NAME, f'{NAME}"award": "Best pool in town", '),),
        at=f"{LESSON}:3:1",
        says="JSON-LD says 'award' of Service, and the page does not show it",
    ),
    Fault(
        rule="S16",
        edits=((LESSON, NAME, f'{NAME}"offers": {{"@type": "Offer", "price": "25.00"}}, '),),
        at=f"{LESSON}:3:1",
        says="JSON-LD says 'price' of Offer",
    ),
    Fault(
        rule="S16",
        edits=(hours("09:00"),),
        at=f"{LESSON}:3:1",
        says="JSON-LD says 'dayOfWeek' of OpeningHoursSpecification",
    ),
    Fault(
        rule="S17",
        edits=((LESSON, SCRIPT, trail("Start")),),
        at=f"{LESSON}:4:1",
        says="no list on the page shows the way",
    ),
    Fault(
        rule="S17",
        edits=((LESSON, SCRIPT, trail("Start", number=0)), WAY),
        at=f"{LESSON}:4:1",
        says="not numbered 1, 2, 3",
    ),
    Fault(
        rule="S17",
        edits=((LESSON, SCRIPT, trail("Start", item="https://swim.example/start/")), WAY),
        at=f"{LESSON}:4:1",
        says="the breadcrumbs lead to https://swim.example/start/",
    ),
    Fault(
        rule="S18",
        edits=((LESSON, PHONE, '"telephone": "+12125550199"'),),
        at=f"{LESSON}:3:1",
        says="JSON-LD says the phone number +12125550199, and no data file does",
    ),
    Fault(
        rule="S18",
        edits=((LESSON, NAME, f'{NAME}"offers": {{"@type": "Offer", "price": "24"}}, '),),
        at=f"{LESSON}:3:1",
        says="JSON-LD says the price 24, and no data file does",
    ),
    Fault(
        rule="S18",
        edits=(hours("08:00"),),
        at=f"{LESSON}:3:1",
        says="JSON-LD says Monday 08:00 to 17:00, and the hours of the site do not",
    ),
    Fault(
        rule="S18",
        edits=(hours("09:00", '"Monday"'),),
        at=f"{LESSON}:3:1",
        says="JSON-LD leaves out Tuesday 09:00 to 17:00",
    ),
    Fault(
        rule="S18",
        edits=((LESSON, PHONE, f'"openingHours": "Mo-Su 08:00-20:00", {PHONE}'),),
        at=f"{LESSON}:3:1",
        says="JSON-LD says Monday 08:00 to 20:00, and the hours of the site do not",
    ),
)

NEAR_MISSES = (
    NearMiss(
        rule="S01",
        edits=((BASE, TITLE, "<title>{{ page.title }}</title>"),),
        why="the name of the site may be left out",
    ),
    NearMiss(
        rule="S02",
        edits=((ABOUT, "Who teaches", "Who teaches people of all ages at the harbor"),),
        why="65 characters still fit",
    ),
    NearMiss(
        rule="S02",
        edits=(
            (SITE, "checks:\n", "checks:\n  search: {title_max: 70}\n"),
            (ABOUT, "Who teaches", "Who teaches people of all ages at our old harbor"),
        ),
        why="the settings allow more",
    ),
    NearMiss(
        rule="S03",
        edits=((ABOUT, "Who teaches", "What a lesson costs you"),),
        why="one word is another",
    ),
    NearMiss(
        rule="S04",
        edits=((BASE, DESCRIPTION, '<meta content="{{ page.description }}" name="description">'),),
        why="attributes may stand in any order",
    ),
    NearMiss(
        rule="S05",
        edits=((ABOUT, ABOUT_SAYS, "The teachers of the swim school, and what they learned."),),
        why="50 characters are enough",
    ),
    NearMiss(
        rule="S06",
        edits=((ABOUT, ABOUT_SAYS, PRICES_SAY.replace("pool", "harbor")),),
        why="one word is another",
    ),
    NearMiss(
        rule="S07",
        edits=((BASE, HEADING, "<h1>Welcome: {{ page.title }}</h1>"),),
        why="the heading says a little more",
    ),
    NearMiss(
        rule="S08",
        edits=((BASE, CANONICAL, f'{CANONICAL}\n<meta name="robots" content="max-snippet:80">'),),
        why="a limit for snippets hides nothing",
    ),
    NearMiss(
        rule="S08",
        edits=(
            (SITE, "phone: +1", "phone: !unconfirmed +1"),
            (BASE, CANONICAL, f'{CANONICAL}\n<meta name="robots" content="noindex">'),
        ),
        why="a draft is meant to be hidden",
    ),
    NearMiss(
        rule="S09",
        edits=((ROBOTS, "", "User-agent: *\nDisallow: /search/\n"),),
        why="no page stands there",
    ),
    NearMiss(
        rule="S09",
        edits=((ROBOTS, "", "User-agent: *\nDisallow: /l\nAllow: /lessons/\nDisallow: /*.php$\n"),),
        why="the longer line counts",
    ),
    NearMiss(
        rule="S10",
        edits=(
            (
                BASE,
                CANONICAL,
                f"{CANONICAL}\n"
                '<link rel="alternate" hreflang="en-US" href="{{ page.canonical }}">'
                '<link rel="alternate" hreflang="x-default" href="{{ page.canonical }}">',
            ),
        ),
        why="the page names itself, and is the one for everybody else",
    ),
    NearMiss(
        rule="S10",
        edits=(
            (
                BASE,
                CANONICAL,
                CANONICAL
                + '\n<link rel="alternate" hreflang="en-us" href="{{ page.canonical }}">',
            ),
        ),
        why="capitals mean nothing in the name of a language",
    ),
    NearMiss(
        rule="S11",
        edits=(TWINS[0], OTHER_TWIN),
        why="every sentence ends in another way",
    ),
    NearMiss(
        rule="S12",
        edits=((BABIES, "date: 2026-03-01", "date: 2026-03-01\nupdated: 2026-11-26"),),
        why="it was changed today",
    ),
    NearMiss(
        rule="S13",
        edits=((LESSON, '"@context": "https://schema.org"', '"@context": "http://schema.org/"'),),
        why="both addresses name the vocabulary",
    ),
    NearMiss(
        rule="S13",
        edits=(
            (
                LESSON,
                '"@context": "https://schema.org"',
                '"@context": ["https://schema.org", {"@language": "en"}]',
            ),
        ),
        why="more than one context may stand in a list",
    ),
    NearMiss(
        rule="S13",
        edits=(
            (
                LESSON,
                '"@context": "https://schema.org"',
                '"@context": {"@vocab": "https://schema.org/"}',
            ),
        ),
        why="the vocabulary may be named as such",
    ),
    NearMiss(
        rule="S14",
        edits=((LESSON, '"@type": "Service"', '"@type": "GovernmentService"'),),
        why="a type has the properties of those above it",
    ),
    NearMiss(
        rule="S14",
        edits=(
            (LESSON, NAME, f'{NAME}"areaServed": "The harbor", '),
            hours("09:00", '["https://schema.org/Monday", "Tuesday"]'),
        ),
        why="text may stand in place of a thing, and a name with its address",
    ),
    NearMiss(
        rule="S14",
        edits=(
            (
                LESSON,
                '"@context": "https://schema.org", "@type": "Service"',
                '"@context": ["https://schema.org", {"pool": "https://pool.example/"}], '
                '"@type": ["Service", "pool:Lesson"], "pool:depth": 2, '
                '"audience": {"@type": "pool:Swimmer", "pool:age": 2}',
            ),
        ),
        why="another vocabulary has words of its own",
    ),
    NearMiss(
        rule="S15",
        edits=((LESSON, '"@type": "LocalBusiness"', '"@type": "Store"'),),
        why="a business that another thing only names needs no address",
    ),
    NearMiss(
        rule="S16",
        edits=(
            (LESSON, NAME, f'{NAME}"offers": {{"@type": "Offer", "price": "25.00", '
             '"priceCurrency": "USD"}, '),
            (BABIES, "Bring a towel", 'It costs {{ price id="babies" }}. Bring a towel'),
            hours("09:00"),
            SHOWN_HOURS,
        ),
        why="the page shows the same in other words",
    ),
    NearMiss(
        rule="S16",
        edits=((LESSON, NAME, f'{NAME}"award": "baby’s \'quiet\' parent", '),
               (BABIES, "Bring a towel", "A baby's ‘quiet’ parent may bring a towel")),
        why="quotation marks may be of any form",
    ),
    NearMiss(
        rule="S16",
        edits=(
            (
                LESSON,
                PHONE,
                '"openingHours": ["Mo-Tu 09:00-17:00", "Th,Fr 09:00-17:00"], "priceRange": "$$", '
                f'"email": "mailto:pool@swim.example", {PHONE}',
            ),
            (BABIES, "Bring a towel", "Write to pool@swim.example. Bring a towel"),
            SHOWN_HOURS,
        ),
        why="the page shows the hours in words, and a letter goes to the address that it shows",
    ),
    NearMiss(
        rule="S17",
        edits=((LESSON, SCRIPT, trail("Start")), WAY),
        why="the page shows the same way",
    ),
    NearMiss(
        rule="S18",
        edits=(hours("09:00"), (LESSON, PHONE, '"telephone": site.phone.e164')),
        why="the number is the same in another form, and the hours are right",
    ),
    NearMiss(
        rule="S18",
        edits=(
            (LESSON, PHONE, f'"openingHours": ["Mo,Tu 9:00-17:00", "Th-Fr 09:00-17:00"], {PHONE}'),
        ),
        why="the hours are right, in the short form",
    ),
)  # fmt: skip
