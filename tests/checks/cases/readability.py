"""Planted faults and near misses of the rules about how hard pages are to read."""

from tests.checks.planting import Fault, NearMiss

HOME, TERMS, BASE = "content/index.md", "content/data/terms.yaml", "templates/base.html"
SITE = "site.yaml"
CALL = "You call us. We ask what you can do. Then you come to the pool."
EASY = "Somebody will always be there to help both of you with everything you need."
HARD = (
    "Our instructional methodology incorporates individualized physiological evaluation. "
    "Participants subsequently demonstrate coordination. "
    "Experienced personnel continuously facilitate appropriate respiratory techniques."
)
WORDS_25 = (
    "You can come to the pool on any day of the week but Sunday if you call us first and say"
    " what you can do."
)
WORDS_26 = WORDS_25.replace("can do.", "can do now.")
TWO_SENTENCES = WORDS_25.replace(" but", '. {{ price id="babies" }} is what you pay')
PASSIVE = (
    "A form is handed out. It has to be signed by you. The pool is cleaned at night."
    " Children were often seen there. You swim."
)
STATES = (
    "You are tired. He was born here. The walls are red. We are pleased. She is married."
    " You swim. You float. You dive. You rest. It is called the crawl."
)
SHORT = "You swim. You float. You rest. You eat."
PARAGRAPH = " ".join(["You float on your back for a while and then you rest."] * 9)
WALL = "\n\n".join(f"Part {it}. {PARAGRAPH}" for it in "ABCD")

FAULTS = (
    Fault(rule="R01", edits=((HOME, CALL, HARD),), at=f"{HOME}:10:1", says="needs school grade"),
    Fault(
        rule="R01",
        edits=(
            (SITE, "checks:\n", "checks:\n  reading:\n    lesson: {grade: 1}\n"),
            ("content/lessons/babies.md", "Bring a towel", f"{CALL} {EASY} Bring a towel"),
        ),
        at="content/lessons/babies.md:13:65",
        says="more than 1; here is its hardest sentence",
    ),
    Fault(
        rule="R02",
        edits=((HOME, "You call us.", f"You call us. {WORDS_26}"),),
        at=f"{HOME}:10:14",
        says="has 26 words, more than 25",
    ),
    Fault(
        rule="R02",
        edits=((HOME, "You call us.", f"You call us.\n\n- {WORDS_26}"),),
        at=f"{HOME}:12:3",
        says="has 26 words",
    ),
    Fault(
        rule="R02",
        edits=((TERMS, "A stroke in", f"It is a stroke. {WORDS_26} A stroke in"),),
        at=f"{TERMS}:3:28",
        says="has 26 words",
    ),
    Fault(
        rule="R02",
        edits=((BASE, "<p>Call <a", f"<p>{WORDS_26}</p>\n<p>Call <a"),),
        at=f"{BASE}:40:4",
        says="has 26 words",
    ),
    Fault(
        rule="R02",
        edits=((SITE, "checks:\n", "checks:\n  reading:\n    page: {sentence: 11}\n"),),
        at=f"{HOME}:3:14",
        says="has 17 words, more than 11",
    ),
    Fault(
        rule="R03",
        edits=((HOME, CALL, f"{SHORT} {PASSIVE} {SHORT}"),),
        at=f"{HOME}:10:41",
        says="27 % of this page's sentences are passive, more than 20 %",
    ),
    Fault(
        rule="R04",
        edits=((HOME, "You call us.", "You learn to do the crawl. Then you call us."),),
        at=f"{HOME}:10:21",
        says="'crawl' is used here first",
    ),
    Fault(
        rule="R04",
        edits=((HOME, "You call us.", "We teach the crawl &amp; more.\n\nYou call us."),),
        at=f"{HOME}:10:14",
        says="'crawl' is used here first",
    ),
    Fault(
        rule="R04",
        edits=(
            (TERMS, "term: crawl", "term: Front crawl (FC)"),
            (HOME, "You call us.", "We teach *FC*, too. [More](about.md)."),
        ),
        at=f"{HOME}:10:11",
        says="'front crawl' is used here first",
    ),
    Fault(
        rule="R05",
        edits=((HOME, "You call us.", "You call call us."),),
        at=f"{HOME}:10:5",
        says="'call' stands here twice",
    ),
    Fault(
        rule="R05",
        edits=((HOME, "You call us.", "You call call call us."),),
        at=f"{HOME}:10:5",
        says="'call' stands here 3 times",
    ),
    Fault(
        rule="R05",
        edits=((HOME, "prices.md", 'prices.md "What it costs costs"'),),
        at=f"{HOME}:6:121",
        says="'costs' stands here twice",
    ),
    Fault(
        rule="R05",
        edits=((HOME, "the pool.", "the\nThe pool."),),
        at=f"{HOME}:10:55",
        says="'the' stands here twice",
    ),
    Fault(
        rule="R05",
        edits=((TERMS, "A stroke in", "A stroke in in"),),
        at=f"{TERMS}:3:21",
        says="'in' stands here twice",
    ),
    Fault(
        rule="R05",
        edits=((TERMS, "A stroke in", "!unconfirmed A stroke on on the front, in"),),
        at=f"{TERMS}:3:34",
        says="'on' stands here twice",
    ),
    Fault(
        rule="R05",
        edits=((TERMS, "meaning: A stroke in", "meaning: >-\n    A string: a stroke in\n    in"),),
        at=f"{TERMS}:4:24",
        says="'in' stands here twice",
    ),
    Fault(
        rule="R06",
        edits=((HOME, CALL, f"{CALL}\n\n{PARAGRAPH}"),),
        at=f"{HOME}:12:1",
        says="has 108 words, more than 100",
    ),
    Fault(
        rule="R07",
        edits=((HOME, CALL, WALL),),
        at=f"{HOME}:14:1",
        says="more than 300 words stand here without a heading",
    ),
)

NEAR_MISSES = (
    NearMiss(
        rule="R01",
        edits=((HOME, CALL, HARD.partition(". ")[0] + "."),),
        why="so few words say nothing of a page",
    ),
    NearMiss(
        rule="R01",
        edits=(
            (HOME, CALL, HARD),
            (SITE, "checks:\n", "checks:\n  reading:\n    all: {grade: 30}\n"),
        ),
        why="the site has set its own limit",
    ),
    NearMiss(
        rule="R01",
        edits=((HOME, CALL, HARD), (SITE, "en-US", "de-DE")),
        why="the grade is for English",
    ),
    NearMiss(
        rule="R02",
        edits=((HOME, "You call us.", f"You call us. {WORDS_25}"),),
        why="25 words are enough, but not too many",
    ),
    NearMiss(
        rule="R02",
        edits=((HOME, "You call us.", WORDS_25.replace(" but", ".\n\n- But") + "\n\n"),),
        why="a list item is a sentence of its own",
    ),
    NearMiss(
        rule="R02",
        edits=((HOME, "## How it works\n", f"## {WORDS_25[:-1]}"),),
        why="a heading ends at its line",
    ),
    NearMiss(
        rule="R02",
        edits=((HOME, "You call us.", f"Type:\n\n    {WORDS_26}\n\nYou call us."),),
        why="indented lines are code",
    ),
    NearMiss(
        rule="R02",
        edits=((HOME, "You call us.", TWO_SENTENCES),),
        why="a component begins a sentence",
    ),
    NearMiss(
        rule="R02",
        edits=((HOME, "You call us.", WORDS_26.replace(" but", ". iPhones do")),),
        why="a name that begins small begins a sentence",
    ),
    NearMiss(
        rule="R03",
        edits=((HOME, CALL, STATES),),
        why="tired, born and red are what somebody is, not what is done to them",
    ),
    NearMiss(
        rule="R03",
        edits=((HOME, CALL, PASSIVE),),
        why="so few sentences have no share",
    ),
    NearMiss(
        rule="R04",
        edits=((HOME, "You call us.", "You learn the crawl (your arms turn like wheels)."),),
        why="brackets explain it",
    ),
    NearMiss(
        rule="R04",
        edits=((HOME, "You call us.", "You learn the crawl. It is a stroke like wheels."),),
        why="the next sentence explains it",
    ),
    NearMiss(
        rule="R04",
        edits=(
            (HOME, "You call us.", "You turn your arms like wheels. This is called the crawl."),
        ),
        why="the name comes after the meaning",
    ),
    NearMiss(
        rule="R04",
        edits=((HOME, "You call us.", "You learn [the crawl](about.md). The crawl is hard."),),
        why="a link leads to the meaning, and the second use needs none",
    ),
    NearMiss(
        rule="R04",
        edits=((HOME, "You call us.", 'You learn the <abbr title="A stroke">crawl</abbr>.'),),
        why="the element holds the meaning",
    ),
    NearMiss(
        rule="R04",
        edits=((HOME, "You call us.", "Nobody has to be a crawler."),),
        why="another word begins alike",
    ),
    NearMiss(
        rule="R04",
        edits=(
            (HOME, "You call us.", "You learn the crawl."),
            (SITE, "terms: terms.yaml", "terms: terms.yaml\n  known_terms: [crawl]"),
        ),
        why="the site holds the word to be known",
    ),
    NearMiss(
        rule="R05",
        edits=((HOME, "You call us.", "We know that that price had had a reason."),),
        why="English says these twice",
    ),
    NearMiss(
        rule="R05",
        edits=((HOME, "You call us.", "Drop-in in the hall. We swim in in-house pools."),),
        why="a part of a word with a hyphen is another word",
    ),
    NearMiss(
        rule="R05",
        edits=((HOME, "You call us.", "Duran Duran sang it. What it is is simple."),),
        why="it is a name, and English doubles 'is'",
    ),
    NearMiss(
        rule="R05",
        edits=((HOME, "You call us.", 'As <i lang="fr">nous nous aimons</i> says.'),),
        why="the words are of another language",
    ),
    NearMiss(
        rule="R05",
        edits=((HOME, "You call us.", "Type:\n\n    You call call us.\n\nCall us."),),
        why="indented lines are code",
    ),
    NearMiss(
        rule="R05",
        edits=((HOME, "You call us.", "Our price is a fair price.\n\n- price\n- price\n"),),
        why="other words or a new item stand between",
    ),
    NearMiss(
        rule="R05",
        edits=((HOME, "You call us.", 'You pay {{ price id="babies" }} pay.'),),
        why="a component stands between",
    ),
    NearMiss(
        rule="R06",
        edits=((HOME, CALL, PARAGRAPH.replace(". ", ".\n\n", 4)),),
        why="it is several paragraphs",
    ),
    NearMiss(
        rule="R07",
        edits=((HOME, CALL, WALL.replace("Part C", "### More\n\nPart C")),),
        why="a heading stands in it",
    ),
)
