"""The school grade of a text, and the syllables that it rests on."""

import pytest

from sitegen.checks.finders.reading import read, syllables

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


@pytest.mark.parametrize(("count", "known"), SYLLABLES.items())
def test_syllables_of_known_words(count: int, known: str) -> None:
    assert {word: syllables(word) for word in known.split()} == dict.fromkeys(known.split(), count)


def test_grade_of_a_known_text() -> None:
    # 12 words, 2 sentences, 16 syllables: 0.39 * 6 + 11.8 * 16 / 12 - 15.59
    reading = read(["We press the sore muscle slowly.", "Massage does not treat a disease."])
    assert (reading.words, reading.sentences, reading.syllables) == (12, 2, 16)
    assert reading.grade == pytest.approx(2.48, abs=0.01)
