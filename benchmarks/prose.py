"""English-looking Markdown out of a small vocabulary: the same seed gives the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import cycle
from random import Random

NOUNS = (
    *("bench", "kettle", "garden", "ladder", "bicycle", "basket", "hinge", "lantern", "oven"),
    *("workshop", "orchard", "harbour", "bridge", "cellar", "compass", "drawer", "engine"),
    *("fence", "gate", "hammer", "island", "journal", "kitchen", "loom", "meadow", "notebook"),
    *("paddle", "quilt", "roof", "saddle", "table", "umbrella", "valley", "wagon", "yard"),
)
ADJECTIVES = (
    *("quiet", "narrow", "steady", "wooden", "patient", "simple", "crooked", "early", "plain"),
    *("careful", "damp", "even", "faded", "generous", "heavy", "idle", "light", "modest"),
    *("northern", "old", "polished", "rough", "sturdy", "tidy", "useful", "warm", "young"),
)
VERBS = (
    *("mend", "measure", "carry", "clean", "choose", "draw", "fill", "gather", "inspect"),
    *("join", "keep", "lift", "move", "notice", "open", "paint", "rest", "sharpen", "trim"),
    *("turn", "wash", "weigh", "wrap"),
)
PLACES = (
    *("by the river", "in the back room", "near the station", "under the stairs", "at home"),
    *("on the north side", "across the square", "behind the mill", "along the coast"),
    *("in the old town", "at the market", "next to the school"),
)
TIMES = (
    *("before breakfast", "in late autumn", "on Saturday", "after the rain", "at dusk"),
    *("every second week", "in the first hour", "once a year", "by the end of May"),
    *("while the paint dries", "long before winter", "within ten minutes"),
)
PEOPLE = (
    *("neighbour", "teacher", "grandmother", "carpenter", "visitor", "gardener", "captain"),
    *("apprentice", "cook", "postman", "sister", "librarian"),
)

SENTENCES = (
    "Most people {verb} the {noun} {time}, and that's usually enough.",
    "You don't need a {adjective} {noun} to begin; a {adjective} one will do.",
    "The {person} who lives {place} would rather {verb} than wait.",
    'As my {person} used to say, "never {verb} a {noun} {time}."',
    "It's worth knowing that a {noun} {place} can stay {adjective} for years.",
    "If you {verb} it {time}, the {noun} won't become too {adjective}.",
    "A **{adjective} {noun}** isn't the same as a {adjective} one, whatever the {person} says.",
    "Some call this *the {adjective} way*, because nobody has to {verb} twice.",
    "We've tried it {place}, {time}, with a {noun} and without.",
    "There are three reasons: the {noun} is {adjective}, the {noun} is not, and time is short.",
    'The sign said "{verb} slowly", so the {person} took the {noun} home.',
    "Whoever has to {verb} a {noun} should first look at the {person}'s list.",
    "Nothing here is hard, but a {adjective} hand and a {adjective} {noun} help {place}.",
    "They'll ask what the {noun} costs (about 40 to 60 crowns), and then they'll {verb}.",
    "What looks {adjective} {time} may look {adjective} in the light of a {noun}.",
    "On the whole, {person} and {person} agree: don't {verb} until the {noun} is {adjective}.",
    "I wouldn't {verb} here; the {noun} {place} isn't mine, it's the {person}'s.",
    "Take the {adjective} {noun} in one hand -- the other one stays free -- and {verb}.",
    "Then wait ... the {noun} needs its time, and {time} nobody hurries.",
    "In the end the {person} didn't {verb} at all, and the {noun} lasted another {number} years.",
)
LINKING = (
    "More about this is in {link}.",
    "We described the other half {time}: {link}.",
    "If that isn't your case, read {link} first.",
    "The {person}'s own account, {link}, says the same.",
)
HEADINGS = (
    *("Before you {verb}", "What a {noun} is for", "The {adjective} {noun}", "How to {verb}"),
    *("Why it's {adjective}", "Work {place}", "Questions from a {person}", "When to {verb}"),
    *("A {noun} {place}", "Tools and time", "What can go wrong", "The {person}'s advice"),
)
ITEMS = (
    *("{verb} the {noun}", "a {adjective} {noun}", "ask the {person}", "{number} cups of water"),
    *("the {noun}'s {adjective} side", "{verb} it again {time}", "one {noun} {place}"),
)
TITLES = (
    *("How to {verb} a {adjective} {noun}", "A {adjective} {noun} {place}"),
    *("The {person}'s {adjective} {noun}", "When the {noun} isn't {adjective}"),
    *("Why we {verb} the {noun} {time}", "{verb} and {verb}: the {noun} {place}"),
    *("What a {person} knows about the {adjective} {noun}", "Don't {verb} the {noun} {place}"),
)
SLOTS = {
    "noun": NOUNS,
    "adjective": ADJECTIVES,
    "verb": VERBS,
    "place": PLACES,
    "time": TIMES,
    "person": PEOPLE,
    "number": tuple(str(it) for it in range(3, 40)),
}
SLOT = re.compile(r"\{(\w+)\}")
WORD = re.compile(r"[\w'-]*\w")


def fill(rng: Random, pattern: str, **fixed: str) -> str:
    """Return a pattern with words drawn for its slots; it begins with a capital letter."""
    text = SLOT.sub(lambda it: fixed.get(it[1]) or rng.choice(SLOTS[it[1]]), pattern)
    text = re.sub(r"\b([Aa]) (?=\W*(?:[aeio]|um))", r"\1n ", text)
    return text[0].upper() + text[1:]


def title(rng: Random) -> str:
    """Return the title of a page."""
    return fill(rng, rng.choice(TITLES))


def sentence(rng: Random) -> str:
    """Return one sentence."""
    return fill(rng, rng.choice(SENTENCES))


def paragraph(rng: Random) -> str:
    """Return two to four sentences."""
    patterns = rng.sample(SENTENCES, rng.randint(2, 4))
    return " ".join(fill(rng, pattern) for pattern in patterns)


def nested_list(rng: Random) -> str:
    """Return a list of three or four entries, of which one holds a list."""
    lines = []
    for number in range(rng.randint(3, 4)):
        lines.append(f"- {fill(rng, rng.choice(ITEMS))}")
        if number == 1:
            lines += [f"    - {fill(rng, rng.choice(ITEMS))}" for _ in range(rng.randint(2, 3))]
    return "\n".join(lines)


def table(rng: Random) -> str:
    """Return a table of three columns and three to six rows."""
    rows = [
        f"| {fill(rng, '{noun}')} | {rng.randint(2, 90)} | {fill(rng, '{verb} {time}')} |"
        for _ in range(rng.randint(3, 6))
    ]
    return "\n".join(["| What | How many | When |", "| --- | ---: | --- |", *rows])


def text(rng: Random, links: tuple[str, ...]) -> str:
    """Return 300 to 900 words: headings, a nested list, a table, and a link to each target."""
    goal = rng.randint(300, 760)
    waiting = list(links)
    headings = cycle(rng.sample(HEADINGS, len(HEADINGS)))
    extras = [table(rng), nested_list(rng)]
    blocks = [paragraph(rng)]
    levels = cycle(("##", "##", "###"))
    while (missing := goal - words_in(blocks)) > 0 or waiting:
        blocks.append(f"{next(levels)} {fill(rng, next(headings))}")
        blocks += [paragraph(rng) for _ in range(2 if missing > 250 else 1)]
        if waiting:
            blocks.append(" ".join(_linking(rng, target) for target in waiting[:2]))
            del waiting[:2]
        if extras:
            blocks.append(extras.pop())
    return "\n\n".join(blocks)


def _linking(rng: Random, target: str) -> str:
    link = f"[{fill(rng, rng.choice(ITEMS))}]({target})"
    return fill(rng, rng.choice(LINKING), link=link)


def words_in(blocks: Iterable[str]) -> int:
    """Return the number of words."""
    return sum(len(WORD.findall(block)) for block in blocks)
