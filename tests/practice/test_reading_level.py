"""Every page can be read by somebody who left school after the eighth grade."""

import pytest

from tests.practice.prose import Block, blocks
from tests.practice.reading import read, syllables
from tests.practice.site import Practice, WebPage

MAX_GRADE = 8.0
MAX_SENTENCE = 25
ENOUGH_WORDS = 30

SYLLABLES = {
    1: "a friend pain press pressed care rule rules aches used tried called wide months strength",
    2: "able massage muscle table settled wanted needed uses doctor spasm rhythm quiet being trial"
    " careful business license patient people headaches wheelchair fluid science client",
    3: "area idea fascia medical therapist video theory injuries companies insurer pregnancy"
    " diagnose difficult prenatal medicine benefit policies moderate prescription sixty-five",
    4: "anxiety society diagnosis community radiation sciatica scoliosis usually therapeutic"
    " insomnia oncology diabetes herniated palliative integrative superficial experience",
    5: "evaluation preeclampsia complementary intermediate",
    6: "accessibility contraindications musculoskeletal aromatherapy",
    7: "temporomandibular",
}


def grade(page: WebPage) -> float | None:
    """Return the grade of the page's text, with its lists or without, whichever is harder.

    The formula needs some text: None for fewer than ENOUGH_WORDS words.
    """
    found = list(blocks(page.main))
    unlisted = [it for it in found if not any(e.tag in ("li", "dd") for e in it.element.above())]
    readings = [read(sentences(found)), read(sentences(unlisted))]
    return max((r.grade for r in readings if r.words >= ENOUGH_WORDS), default=None)


def sentences(found: list[Block]) -> list[str]:
    return [sentence for block in found for sentence in block.sentences]


@pytest.mark.parametrize(("count", "known"), SYLLABLES.items())
def test_syllables_of_known_words(count: int, known: str) -> None:
    assert {word: syllables(word) for word in known.split()} == dict.fromkeys(known.split(), count)


def test_grade_of_a_known_text() -> None:
    # 12 words, 2 sentences, 16 syllables: 0.39 * 6 + 11.8 * 16 / 12 - 15.59
    reading = read(["We press the sore muscle slowly.", "Massage does not treat a disease."])
    assert (reading.words, reading.sentences, reading.syllables) == (12, 2, 16)
    assert reading.grade == pytest.approx(2.48, abs=0.01)


def test_every_page_reads_at_grade_8_or_below(practice: Practice) -> None:
    measured = ((grade(page), page.url) for page in practice.pages.values())
    graded = sorted(((it, url) for it, url in measured if it is not None), reverse=True)
    worst = "\n".join(f"  {it:5.2f}  {url}" for it, url in graded[:10])
    assert graded[0][0] <= MAX_GRADE, f"the hardest pages:\n{worst}"


def test_no_sentence_is_longer_than_25_words(practice: Practice) -> None:
    lengths = sorted(
        (
            (read([sentence]).words, page.url, sentence)
            for page in practice.pages.values()
            for sentence in sentences(list(blocks(page.main)))
        ),
        reverse=True,
    )
    too_long = [f"{n} words, {url}: {text}" for n, url, text in lengths if n > MAX_SENTENCE]
    assert not too_long, "\n".join(too_long)
