"""Planted faults and near misses of the rules about what pages claim."""

from tests.checks.planting import Fault, NearMiss

HOME, BABIES, SITE = "content/index.md", "content/lessons/babies.md", "site.yaml"
BASE, LESSON, SOURCES = "templates/base.html", "templates/lesson.html", "content/data/sources.yaml"
WORDING = "content/data/wording.yaml"
RATED = (
    '{"@context": "https://schema.org", "@type": "LocalBusiness",'
    ' "aggregateRating": {"@type": "AggregateRating", "ratingValue": 5}}'
)
NO_HEALTH = ((SITE, "  cites: [lesson]\n", ""), (SITE, "  reviewed: [lesson]\n", ""))
OLD = (
    "lee2020:",
    "lee1988:\n  title: Water\n  url: https://journal.example/w\n  year: 1988\nlee2020:",
)

FAULTS = (
    Fault(
        rule="C01",
        edits=((HOME, "You call us.", "We are the best. You call us."),),
        at=f"{HOME}:10:12",
        says="'best' promises more than anyone can keep",
    ),
    Fault(
        rule="C01",
        edits=((HOME, "You call us.", "It is not far. **Guaranteed** success."),),
        at=f"{HOME}:10:18",
        says="'Guaranteed' promises",
    ),
    Fault(
        rule="C01",
        edits=((HOME, "patient teachers", "the best teachers"),),
        at=f"{HOME}:3:47",
        says="'best' promises",
    ),
    Fault(
        rule="C01",
        edits=((SITE, "name: Harbor", "name: Best Harbor"),),
        at=f"{SITE}:1:7",
        says="'Best' promises",
    ),
    Fault(
        rule="C01",
        edits=(("content/data/terms.yaml", "A stroke in", "The best stroke, in"),),
        at="content/data/terms.yaml:3:16",
        says="'best' promises",
    ),
    Fault(
        rule="C01",
        edits=((BASE, "<p>Call <a", "<p>The best school. <a"),),
        at=f"{BASE}:40:8",
        says="'best' promises",
    ),
    Fault(
        rule="C01",
        edits=((BASE, "<p>Call <a", '<p>{{ "The best school" }} <a'),),
        at=f"{BASE}:40:12",
        says="'best' promises",
    ),
    Fault(
        rule="C01",
        edits=((BASE, "<p>Call <a", '<p aria-label="Our best number">Call <a'),),
        at=f"{BASE}:40:20",
        says="'best' promises",
    ),
    Fault(
        rule="C02",
        edits=((BABIES, " [@lee2020]", ""),),
        at=f"{BABIES}:1:1",
        says="names no source",
    ),
    Fault(
        rule="C03",
        edits=((HOME, "You call us.", "In 12 good trials, most floated. You call us."),),
        at=f"{HOME}:10:4",
        says="'12 good trials' is a number from research",
    ),
    Fault(
        rule="C03",
        edits=((HOME, "You call us.", "About *40 %* learn it at once."),),
        at=f"{HOME}:10:8",
        says="'40 %' is a number from research",
    ),
    Fault(
        rule="C03",
        edits=(
            (
                LESSON,
                '<p class="review">',
                '<p>{{ entry("terms", "crawl").meaning }}</p>\n<p class="review">',
            ),
            ("content/data/terms.yaml", "A stroke in", "It takes 1 in 3 people a year. It is in"),
        ),
        at="content/data/terms.yaml:3:21",
        says="'1 in 3' is a number",
    ),
    Fault(
        rule="C03",
        edits=(
            (
                "templates/components/count.html",
                "",
                "{#- A count. -#}\n{% macro count() -%}\n12 trials\n{%- endmacro %}\n",
            ),
            (HOME, "You call us.", "You call us. We know this from {{ count }} of water wings."),
        ),
        at=f"{HOME}:10:27",
        says="'12 trials' is a number",
    ),
    Fault(
        rule="C03",
        edits=((HOME, "You call us.", "In 12 randomized controlled trials, most floated."),),
        at=f"{HOME}:10:4",
        says="'12 randomized controlled trials' is a number from research",
    ),
    Fault(
        rule="C03",
        edits=((HOME, "You call us.", "Forty studies looked at it."),),
        at=f"{HOME}:10:1",
        says="'Forty studies' is a number",
    ),
    Fault(
        rule="C03",
        edits=((HOME, "You call us.", "Here 3 of 4 children float."),),
        at=f"{HOME}:10:6",
        says="'3 of 4' is a number",
    ),
    Fault(
        rule="C03",
        edits=((HOME, "You call us.", "About 40 % learn it at once. A lesson costs no tax."),),
        at=f"{HOME}:10:7",
        says="'40 %' is a number from research",
    ),
    Fault(
        rule="C03",
        edits=((HOME, "You call us.", "About 40 per cent float."),),
        at=f"{HOME}:10:10",
        says="'per cent' is a number",
    ),
    Fault(
        rule="C03",
        edits=((HOME, "You call us.", "Two reviews found that one study showed more."),),
        at=f"{HOME}:10:1",
        says="'Two reviews' is a number",
    ),
    Fault(
        rule="C04",
        edits=((SOURCES, *OLD),),
        at=f"{SOURCES}:1:1",
        says="no page cites 'lee1988'",
    ),
    Fault(
        rule="C05",
        edits=((SOURCES, *OLD), (HOME, "You call us.", "You call us [@lee1988].")),
        at=f"{SOURCES}:4:9",
        says="the source 'lee1988' is 38 years old",
    ),
    Fault(
        rule="C05",
        edits=((SITE, "checks:\n", "checks:\n  source_years: 5\n"),),
        at=f"{SOURCES}:4:9",
        says="the source 'lee2020' is 6 years old",
    ),
    Fault(
        rule="C06",
        edits=((LESSON, 'datetime="{{ site.review.on | iso }}"', ""),),
        at=f"{BABIES}:1:1",
        says="does not show that it was reviewed on 2026-06-01",
    ),
    Fault(
        rule="C06",
        edits=((LESSON, "Checked by {{ site.review.by }} on", "Checked on"),),
        at=f"{BABIES}:1:1",
        says="does not show who reviewed it (Dana Field, swim teacher)",
    ),
    Fault(
        rule="C06",
        edits=((SITE, "on: 2026-06-01", "on: 2026-12-01"),),
        at=f"{BABIES}:1:1",
        says="reviewed on 2026-12-01, which is to come",
    ),
    Fault(
        rule="C06",
        edits=((SITE, "reviewed: [lesson]", "reviewed: [lesson, page]"),),
        at=f"{HOME}:1:1",
        says="does not show that it was reviewed",
    ),
    Fault(
        rule="C06",
        edits=(
            (
                SITE,
                "review:\n  by: Dana Field, swim teacher\n  on: 2026-06-01\n  next: 2027-06-01\n",
                "",
            ),
            ("schema.py", "review: Review = Field(", "review: Review | None = Field(None, "),
            (LESSON, "Checked by {{ site.review.by }} on", "Checked by {{ site.review }} on"),
            (
                LESSON,
                '<time datetime="{{ site.review.on | iso }}">{{ site.review.on | iso }}</time>',
                "",
            ),
        ),
        at=f"{BABIES}:1:1",
        says="this page has no review",
    ),
    Fault(
        rule="C07",
        edits=((SITE, "next: 2027-06-01", "next: 2026-11-25"),),
        at=f"{SITE}:18:9",
        says="was due on 2026-11-25",
    ),
    Fault(
        rule="C08",
        edits=((SITE, "next: 2027-06-01", "next: 2026-12-26"),),
        at=f"{SITE}:18:9",
        says="is due on 2026-12-26",
    ),
    Fault(
        rule="C09",
        edits=((BABIES, "ask_first:\n  - your baby has a fever\n", ""),),
        at=f"{BABIES}:1:1",
        says="does not show the box that says who asks a doctor first",
    ),
    Fault(
        rule="C09",
        edits=((LESSON, '<section class="ask-first">', '<section class="ask">'),),
        at=f"{BABIES}:1:1",
        says="does not show the box",
    ),
    Fault(
        rule="C10",
        edits=((HOME, "## How it works", "## What our clients say about us"),),
        at=f"{HOME}:8:4",
        says="'What our clients say about us' announces praise",
    ),
    Fault(
        rule="C10",
        edits=(
            (HOME, "You call us.", "> I love my teacher. She changed my life!\n\nYou call us."),
        ),
        at=f"{HOME}:10:3",
        says="this quotation is praise by a client",
    ),
    Fault(
        rule="C10",
        edits=((BASE, "<p>Call <a", '<p class="testimonial-card">Call <a'),),
        at=f"{BASE}:40:1",
        says="this element is there for praise",
    ),
    Fault(
        rule="C10",
        edits=((HOME, "## How it works", "## Customer reviews"),),
        at=f"{HOME}:8:4",
        says="'Customer reviews' announces praise",
    ),
    Fault(
        rule="C11",
        edits=((HOME, "You call us.", "You call us. ★★★★★"),),
        at=f"{HOME}:10:14",
        says="'★' looks like a rating",
    ),
    Fault(
        rule="C11",
        edits=((BASE, "<p>Call <a", '<p>{{ "&starf;" * 5 }} <a'),),
        at=f"{BASE}:40:8",
        says="'&starf;' looks like a rating",
    ),
    Fault(
        rule="C11",
        edits=((BASE, "</head>", f'<script type="application/ld+json">{RATED}</script>\n</head>'),),
        at=f"{BASE}:22:1",
        says="('aggregateRating')",
    ),
    Fault(
        rule="C11",
        edits=((BASE, "<p>Call <a", '<p itemprop="reviewRating">Call <a'),),
        at=f"{BASE}:40:1",
        says="('reviewRating')",
    ),
)

NEAR_MISSES = (
    NearMiss(
        rule="C03",
        edits=(("content/index.md", "You call us.", "The bath is 0.9 in 4 ways."),),
        why="the digits after a point are no number of their own",
    ),
    NearMiss(
        rule="C01",
        edits=((HOME, "You call us.", "We are not the best. Nothing is guaranteed, no."),),
        why="the sentence denies it",
    ),
    NearMiss(
        rule="C01",
        edits=((HOME, "You call us.", "You call Mr. Bestman on the bestiary pages."),),
        why="the word is part of another",
    ),
    NearMiss(
        rule="C01",
        edits=((HOME, "---\n\nWe teach", "aliases: [/best/]\n---\n\nWe teach"),),
        why="an address is called so, and no visitor reads it",
    ),
    NearMiss(
        rule="C01",
        edits=((WORDING, "why: promises", "why: is the best of words, and promises"),),
        why="the list itself is not for visitors",
    ),
    NearMiss(
        rule="C02",
        edits=((SITE, "cites: [lesson]", "cites: []"), (BABIES, " [@lee2020]", "")),
        why="the site does not ask for it",
    ),
    NearMiss(
        rule="C02",
        edits=((BABIES, " [@lee2020]", " in [a study](https://journal.example/early-contact)"),),
        why="a link leads to the source itself",
    ),
    NearMiss(
        rule="C03",
        edits=((HOME, "You call us.", "In 12 trials, most floated [@lee2020]. You call us."),),
        why="the paragraph cites its source",
    ),
    NearMiss(
        rule="C03",
        edits=((HOME, "You call us.", "You get 10 % off the price. You call us."),),
        why="a share of a price is no research",
    ),
    NearMiss(
        rule="C03",
        edits=(
            (HOME, "You call us.", "You can study at 2 pools. Our 3 teachers review each lesson."),
        ),
        why="these numbers count other things",
    ),
    NearMiss(
        rule="C03",
        edits=(
            (HOME, "for children and adults", "in 12 trials"),
            (HOME, "You call us.", "You [call](about.md)."),
        ),
        why="a summary of a page cites nothing, as the page does",
    ),
    NearMiss(
        rule="C03",
        edits=(
            (
                HOME,
                "You call us.",
                "We moved into hall 4 in 2019. Bring a towel of 100 % cotton, or of 60 % linen. "
                "We ask you to fill in one survey, and plan two reviews with you. "
                "Two trial lessons are free. This is step 3 of 4.",
            ),
        ),
        why="a year, a towel, the school's own talks, and a part of a way",
    ),
    NearMiss(
        rule="C04",
        edits=(
            (SOURCES, *OLD),
            (
                "content/later.md",
                "",
                "---\ntitle: Later\ndescription: Later.\ndraft: yes\n---\nYes [@lee1988].\n",
            ),
        ),
        why="a draft cites it",
    ),
    NearMiss(
        rule="C05",
        edits=((SOURCES, "year: 2020", "year: 2006"),),
        why="20 years are not more than 20",
    ),
    NearMiss(
        rule="C06",
        edits=(
            (
                "schema.py",
                "ask_first: tuple[str, ...]",
                "reviewed: Day | None = None\n    ask_first: tuple[str, ...]",
            ),
            (BABIES, "date: 2026-03-01", "date: 2026-03-01\nreviewed: 2026-09-01"),
            (
                LESSON,
                'datetime="{{ site.review.on | iso }}"',
                'datetime="{{ page.fields.reviewed | iso }}"',
            ),
        ),
        why="the page was reviewed on a day of its own",
    ),
    NearMiss(
        rule="C07",
        edits=((SITE, "next: 2027-06-01", "next: 2026-11-26"),),
        why="today is the day, and it has not passed",
    ),
    NearMiss(
        rule="C08",
        edits=((SITE, "next: 2027-06-01", "next: 2026-12-27"),),
        why="31 days are left",
    ),
    NearMiss(
        rule="C09",
        edits=((LESSON, '<section class="ask-first">', '<section class="wide ask-first">'),),
        why="the element has another class, too",
    ),
    NearMiss(
        rule="C10",
        edits=(
            (
                HOME,
                "You call us.",
                "We do not print testimonials. Some people review what they ate.",
            ),
        ),
        why="the sentence says that there is none",
    ),
    NearMiss(
        rule="C10",
        edits=((HOME, "You call us.", "> The pool is closed in a storm.\n\nYou call us."),),
        why="the quotation praises nobody",
    ),
    NearMiss(
        rule="C10",
        edits=((HOME, "You call us.", "What our clients say about us is up to them."), *NO_HEALTH),
        why="the site is not about health",
    ),
    NearMiss(
        rule="C10",
        edits=(
            (
                HOME,
                "You call us.",
                '> "We found that infants feel pain," the authors write [@lee2020].\n\n'
                "The client reviews the plan with the teacher. Members review the rules each year. "
                "A customer reviews each bill.",
            ),
        ),
        why="a publication is quoted, and clients read something",
    ),
    NearMiss(
        rule="C11",
        edits=(
            (HOME, "You call us.", "You float like a starfish, on 5 levels: ●●●○○."),
            (BASE, "{% block more %}", "{# ★ #}{% block more %}"),
        ),
        why="no stars, and a comment that nobody reads",
    ),
    NearMiss(
        rule="C11",
        edits=(
            (
                LESSON,
                '"name": page.title,',
                '"name": page.title, "reviewedBy": "Dana Field", "audience": "a review",',
            ),
        ),
        why="who reviewed a page is no rating",
    ),
)
