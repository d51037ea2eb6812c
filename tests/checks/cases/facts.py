"""Planted faults and near misses of the rules about facts."""

from tests.checks.planting import Fault, NearMiss

HOME, BABIES = "content/index.md", "content/lessons/babies.md"
PRICES, CLOSURES = "content/data/prices.yaml", "content/data/closures.yaml"
SITE, BASE = "site.yaml", "templates/base.html"
PRICE = "templates/components/price.html"
CALLS = "You call us."
PRINTED = '{{ entry("prices", id).price }}'
GUARDED = '{% if entry("prices", id) %}{{ entry("prices", id).price }}{% else %}?{% endif %}'
IN_THE_UNITED_STATES = (
    "schema.py",
    '    review: Review = Field(description="Last check of the pages")',
    '    review: Review = Field(description="Last check of the pages")\n'
    '    country: str = Field("US", description="Country")',
)
BOX = (
    "templates/components/box.html",
    "",
    "{#- A box.\n    text  words -#}\n{% macro box(text) -%}\n<p>{{ text }}</p>\n{%- endmacro %}\n",
)
IN_GERMANY = (SITE, "phone: +1 212-555-0142", "phone: +49 8382 5550100")
IN_FRANCS = ((SITE, "currency: USD", "currency: CHF"), (PRICES, "price: $25", "price: CHF 25"))
NAMED = (PRICES, "name: Babies", "name: AquaTots")


def says(words: str) -> tuple[str, str, str]:
    """Return the edit that puts words at the start of a line of the first page."""
    return HOME, CALLS, words


def until(day: str) -> tuple[str, str, str]:
    """Return the edit that gives the price a last day."""
    return PRICES, "price: $25", f"price: $25\n  until: {day}"


FAULTS = (
    Fault(rule="F01", edits=(says("A lesson costs $30."),), at=f"{HOME}:10:16", says="'$30'"),
    Fault(rule="F01", edits=(says("It is 30 dollars."),), at=f"{HOME}:10:7", says="'30 dollars'"),
    Fault(
        rule="F01",
        edits=((BASE, "<footer>", "<footer>\n<p>A lesson costs $30.</p>"),),
        at=f"{BASE}:40:19",
        says="'$30' is an amount that no data file says",
    ),
    Fault(
        rule="F01",
        edits=((HOME, "description: Small", "description: Lessons from $20, small"),),
        at=f"{HOME}:3:27",
        says="'$20' is an amount",
    ),
    Fault(
        rule="F01",
        edits=(says("A lesson takes 50 minutes."),),
        at=f"{HOME}:10:16",
        says="'50 minutes' is a length",
    ),
    Fault(
        rule="F01",
        edits=(says("We are open until 8 pm."),),
        at=f"{HOME}:10:19",
        says="'8 pm' is not in the hours",
    ),
    Fault(
        rule="F01",
        edits=(says("We are open until 8 p.m. each day."),),
        at=f"{HOME}:10:19",
        says="'8 p.m.' is not in the hours",
    ),
    Fault(
        rule="F01",
        edits=(says("Call 212-555-0199."),),
        at=f"{HOME}:10:6",
        says="'212-555-0199' is a phone number",
    ),
    Fault(
        rule="F01",
        edits=(says("Call 2125550199, or 212-5550142."),),
        at=f"{HOME}:10:6",
        says="'2125550199' is a phone number",
    ),
    Fault(
        rule="F01",
        edits=(says("Call 212\u2011555\u20110199."),),
        at=f"{HOME}:10:6",
        says="0199' is a phone number",
    ),
    Fault(
        rule="F01",
        edits=(says("Call 212&nbsp;555&nbsp;0199, it costs **90**&nbsp;dollars."),),
        at=f"{HOME}:10:6",
        says="'212 555 0199' is a phone number",
    ),
    Fault(
        rule="F01",
        edits=(says("Call us, it costs **90**&nbsp;dollars."),),
        at=f"{HOME}:10:21",
        says="'90 dollars' is an amount",
    ),
    Fault(
        rule="F01",
        edits=(BOX, says('{{ box text="A lesson takes 50 minutes" }}')),
        at=f"{HOME}:10:29",
        says="'50 minutes' is a length",
    ),
    Fault(
        rule="F01",
        edits=(IN_GERMANY, says("Call 0 83 82 / 555 01 99.")),
        at=f"{HOME}:10:6",
        says="'0 83 82 / 555 01 99' is a phone number",
    ),
    Fault(
        rule="F01",
        edits=(says("A lesson takes an hour and a half."),),
        at=f"{HOME}:10:16",
        says="'an hour and a half' is a length",
    ),
    Fault(
        rule="F01",
        edits=(says("A lesson costs ninety dollars."),),
        at=f"{HOME}:10:16",
        says="'ninety dollars' is an amount",
    ),
    Fault(
        rule="F01",
        edits=(*IN_FRANCS, says("A lesson costs CHF 90.")),
        at=f"{HOME}:10:16",
        says="'CHF 90' is an amount",
    ),
    Fault(
        rule="F01",
        edits=(says("Write to desk@swim.example."),),
        at=f"{HOME}:10:10",
        says="'desk@swim.example' is an email address",
    ),
    Fault(
        rule="F01",
        edits=((BASE, "<footer>", '<footer>\n<a href="tel:+12125550199">Call</a>'),),
        at=f"{BASE}:40:1",
        says="the link 'tel:+12125550199' leads to nobody",
    ),
    Fault(
        rule="F01",
        edits=(("static/root/humans.txt", "", "Who we are\nCall 212-555-0199.\n"),),
        at="static/root/humans.txt:2:6",
        says="humans.txt: '212-555-0199' is a phone number that no data file says",
    ),
    Fault(
        rule="F01",
        edits=(("templates/files/card.vcf", "", "FN:Swim\nNOTE:Friday: 9 am to 6 pm\n"),),
        at="templates/files/card.vcf:2:22",
        says="card.vcf: '6 pm' is not in the hours",
    ),
    Fault(
        rule="F01",
        edits=(says("We are open on Sundays."),),
        at=f"{HOME}:10:8",
        says="'open on Sundays' is not what site.yaml says",
    ),
    Fault(
        rule="F01",
        edits=(says("We are open Monday to Friday."),),
        at=f"{HOME}:10:13",
        says="'Monday to Friday' is not what site.yaml says",
    ),
    Fault(
        rule="F01",
        edits=(NAMED, says("Come to the AquaTot group.")),
        at=f"{HOME}:10:13",
        says="'AquaTot' is written 'AquaTots' in content/data/prices.yaml",
    ),
    Fault(
        rule="F02",
        edits=((SITE, "phone: +1", "phone: !unconfirmed +1"),),
        at=f"{SITE}:6:8",
        says="'phone' (+1 212-555-0142) must be confirmed",
    ),
    Fault(
        rule="F02",
        edits=((BABIES, "date: 2026", "date: !unconfirmed 2026"),),
        at=f"{BABIES}:4:7",
        says="'date' (2026-03-01) must be confirmed",
    ),
    Fault(
        rule="F03",
        edits=(says("A lesson costs $25."),),
        at=f"{HOME}:10:16",
        says="'$25' is typed by hand; content/data/prices.yaml says it too",
    ),
    Fault(
        rule="F03",
        edits=(*IN_FRANCS, says("A lesson costs 25 CHF.")),
        at=f"{HOME}:10:16",
        says="'25 CHF' is typed by hand; content/data/prices.yaml says it too",
    ),
    Fault(
        rule="F03",
        edits=((CLOSURES, "Christmas Day", "No lessons for $25 on this day"),),
        at=f"{CLOSURES}:2:26",
        says="'$25' is typed by hand",
    ),
    Fault(
        rule="F03",
        edits=(says("Each half-hour lesson is fun."),),
        at=f"{HOME}:10:6",
        says="'half-hour' is typed by hand; content/data/prices.yaml says it too",
    ),
    Fault(
        rule="F03",
        edits=(says("We open at 9 am."),),
        at=f"{HOME}:10:12",
        says="'9 am' is typed by hand; site.yaml says it too",
    ),
    Fault(
        rule="F03",
        edits=(says("Call (212) 555-0142."),),
        at=f"{HOME}:10:6",
        says="'(212) 555-0142' is typed by hand; site.yaml says it too",
    ),
    Fault(
        rule="F03",
        edits=(says("We are closed on Sundays."),),
        at=f"{HOME}:10:8",
        says="'closed on Sundays' is typed by hand",
    ),
    Fault(
        rule="F03",
        edits=(NAMED, says("Come to the AquaTots.")),
        at=f"{HOME}:10:13",
        says="the name 'AquaTots' is typed by hand",
    ),
    Fault(
        rule="F04",
        edits=(until("2026-11-20"), (PRICE, PRINTED, GUARDED)),
        at="content/prices.md:6:39",
        says="this shows 'babies' of content/data/prices.yaml",
    ),
    Fault(
        rule="F05",
        edits=(
            (
                PRICES,
                "price: $25",
                "price: $25\nteens: {name: Teens, minutes: 45, price: $30, until: 2026-01-31}",
            ),
        ),
        at=f"{PRICES}:5:54",
        says="this is over since 2026-01-31",
    ),
    Fault(
        rule="F05",
        edits=((BABIES, "ask_first:", "until: 2026-09-30\nask_first:"),),
        at=f"{BABIES}:5:8",
        says="this is over since 2026-09-30",
    ),
    Fault(
        rule="F06",
        edits=(says("Until March 3, 2026, we swim indoors."),),
        at=f"{HOME}:10:7",
        says="'March 3, 2026' is over",
    ),
    Fault(
        rule="F06",
        edits=((BABIES, "a swim diaper.", "a swim diaper until May 1."),),
        at=f"{BABIES}:13:39",
        says="'May 1' is over",
    ),
    Fault(
        rule="F06",
        edits=(says("The pool is closed until 3 March 2026."),),
        at=f"{HOME}:10:26",
        says="'3 March 2026' is over",
    ),
    Fault(
        rule="F06",
        edits=(says("Until **March 3**, 2026, we swim indoors."),),
        at=f"{HOME}:10:9",
        says="'March 3, 2026' is over",
    ),
    Fault(
        rule="F06",
        edits=(says("Until March&nbsp;3, 2026, we swim indoors."),),
        at=f"{HOME}:10:7",
        says="'March 3, 2026' is over",
    ),
    Fault(
        rule="F06",
        edits=(BOX, says('{{ box text="Closed until March 3, 2026" }}')),
        at=f"{HOME}:10:27",
        says="'March 3, 2026' is over",
    ),
    Fault(
        rule="F06",
        edits=(says("Deadline: the end of March 2026."),),
        at=f"{HOME}:10:11",
        says="'the end of March 2026' is over",
    ),
    Fault(
        rule="F07",
        edits=(IN_THE_UNITED_STATES,),
        at=f"{SITE}:8:3",
        says="nothing says whether you are open on Thanksgiving, 2026-11-26",
    ),
    Fault(
        rule="F08",
        edits=((CLOSURES, "2026-12-25", "2026-11-30"),),
        at=f"{CLOSURES}:1:3",
        says="on 2026-12-01 the site changes by itself",
    ),
    Fault(
        rule="F08",
        edits=((HOME, "---\n\nWe teach", "until: 2026-11-28\n---\n\nWe teach"),),
        at=f"{HOME}:1:1",
        says="on 2026-11-29 the site changes by itself: page index.md ends",
    ),
)  # fmt: skip

NEAR_MISSES = (
    NearMiss(
        rule="F01",
        edits=(says("A lesson costs {{ price id=\"babies\" }}."),),
        why="the amount comes from the data",
    ),
    NearMiss(
        rule="F01",
        edits=(says("A lesson costs $25."),),
        why="the amount is right, though typed by hand",
    ),
    NearMiss(
        rule="F01",
        edits=(says("The course begins on 03/01/2027 and ends on 05-12-2027."),),
        why="days are no phone numbers",
    ),
    NearMiss(
        rule="F01",
        edits=(says("The old pool had people in it 08-12 14-18 each day."),),
        why="pairs of hours are no phone numbers",
    ),
    NearMiss(
        rule="F01",
        edits=(says("See ISBN 0306 406 152, invoice 400 200 3000 and NPI 2125550199."),),
        why="books and invoices have numbers that nobody calls",
    ),
    NearMiss(
        rule="F01",
        edits=(IN_GERMANY, says("Call +49 (0) 8382 5550100, or +49 (0)8382 5550100.")),
        why="a zero in brackets belongs to the same number",
    ),
    NearMiss(
        rule="F01",
        edits=(
            (PRICES, "minutes: 30", "minutes: 45"),
            says("A lesson takes three quarters of an hour."),
        ),
        why="three quarters of an hour are 45 minutes, not an hour",
    ),
    NearMiss(
        rule="F01",
        edits=(
            (PRICES, "minutes: 30", "minutes: 90"),
            says("A lesson takes an hour and a half, 1 1/2 hours or 1 hour 30 minutes."),
        ),
        why="hours and minutes are one length",
    ),
    NearMiss(
        rule="F01",
        edits=(
            (PRICES, "price: $25", "price: $25\nteens: {name: Teens, minutes: 60, price: $30}"),
            says("We teach lessons of one hour and 30 minutes."),
        ),
        why="both lengths stand in a data file, each for itself",
    ),
    NearMiss(
        rule="F01",
        edits=(says("For members a lesson costs $25 an hour."),),
        why="the hour of a rate is no length",
    ),
    NearMiss(
        rule="F01",
        edits=(says("The station is 10 minutes away."),),
        why="a way of 10 minutes is nothing that the school sets",
    ),
    NearMiss(
        rule="F01",
        edits=(says("The film begins at 8 pm."),),
        why="the sentence is not about hours",
    ),
    NearMiss(
        rule="F01",
        edits=(says("The harbor was built in 1901 for $3 million."),),
        why="a sum in millions is no price",
    ),
    NearMiss(
        rule="F01",
        edits=(
            (CLOSURES, "Christmas Day", "Christmas Day. The lifeguard is at 212-555-0199."),
            says("The lifeguard answers at 212-555-0199."),
        ),
        why="the number of somebody else stands in a data file",
    ),
    NearMiss(
        rule="F01",
        edits=(says("We are closed on Friday, December 25."),),
        why="one Friday is not every Friday",
    ),
    NearMiss(
        rule="F01",
        edits=((SITE, "  typed_once: [prices.yaml]\n", ""), says("A towel costs $4.")),
        why="the settings name no data file for amounts",
    ),
    NearMiss(
        rule="F01",
        edits=(
            (
                "templates/files/card.vcf",
                "",
                "TEL:{{ site.phone.e164 }}\nNOTE:Friday: {{ site.hours.days[4].ranges }}\n",
            ),
        ),
        why="a contact card takes number and hours from the data",
    ),
    NearMiss(
        rule="F02",
        edits=((SITE, "phone:", "# !unconfirmed was here until the owner called back\nphone:"),),
        why="a comment tags nothing",
    ),
    NearMiss(
        rule="F03",
        edits=(says("Babies laugh in our lessons."),),
        why="a name of one capital is any word",
    ),
    NearMiss(
        rule="F03",
        edits=(NAMED, ("content/about.md", "title: Who teaches", "title: Who teaches AquaTots")),
        why="no component stands in a title",
    ),
    NearMiss(
        rule="F03",
        edits=(BOX, says('{{ box text="A lesson costs $25" }}')),
        why="no component stands in an argument of another",
    ),
    NearMiss(
        rule="F03",
        edits=(says("In room 30 {{ price id=\"babies\" }} minutes of a lesson are over."),),
        why="a component stands between number and word",
    ),
    NearMiss(
        rule="F03",
        edits=(says("After lunch, rest for 30 minutes."),),
        why="a rest is nothing that the school sets",
    ),
    NearMiss(
        rule="F03",
        edits=((CLOSURES, "Christmas Day", "$25"),),
        why="a value of a data file is no repetition in words",
    ),
    NearMiss(
        rule="F04",
        edits=(until("2026-11-26"), (PRICE, PRINTED, GUARDED)),
        why="the last day of the entry is today",
    ),
    NearMiss(
        rule="F05",
        edits=((CLOSURES, "from: 2026-12-25", "from: 2026-11-10\n  until: 2026-11-10"),),
        why="it was over only days ago",
    ),
    NearMiss(
        rule="F06",
        edits=(says("We have been here since March 3, 2026."),),
        why="the text tells of the past",
    ),
    NearMiss(
        rule="F06",
        edits=(says("It was closed until March 3, 2025. Until May 1, 2025, it had no roof."),),
        why="the sentences tell of the past",
    ),
    NearMiss(
        rule="F06",
        edits=(says("From 2012 until June 1, 2020, Dana taught in Boston."),),
        why="the years between two others are over for good",
    ),
    NearMiss(
        rule="F06",
        edits=(says("We renovated the hall from May 2 through June 30, 2025, and it is bright."),),
        why="what people did is done",
    ),
    NearMiss(
        rule="F06",
        edits=(says("Vouchers from before March 3, 2026 keep their price."),),
        why="nobody is asked to act before that day",
    ),
    NearMiss(
        rule="F06",
        edits=(says("We swim indoors until March 3."),),
        why="nobody knows which year the text means",
    ),
    NearMiss(
        rule="F06",
        edits=(
            (SITE, "menu:", "feeds: [lessons/index.md]\nmenu:"),
            (BABIES, "a swim diaper.", "a swim diaper until May 1."),
        ),
        why="news tell of their own day",
    ),
    NearMiss(
        rule="F07",
        edits=(
            IN_THE_UNITED_STATES,
            (SITE, "checks:\n", "checks:\n  usual_hours_on: [Martin Luther King Jr. Day]\n"),
            (
                CLOSURES,
                "- from: 2026-12-25",
                "- {from: 2026-11-26, reason: Thanksgiving}\n"
                "- {from: 2027-01-01, reason: New Year}\n- from: 2026-12-25",
            ),
        ),
        why="each holiday is a closure, or has the usual hours",
    ),
    NearMiss(
        rule="F08",
        edits=((CLOSURES, "2026-12-25", "2026-12-05"),),
        why="the next change is more than a week away",
    ),
)  # fmt: skip
