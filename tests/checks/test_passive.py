"""Which sentences say what is done to somebody, and which only how somebody is."""

import pytest

from sitegen.checks.finders.passive import is_passive


@pytest.mark.parametrize(
    "sentence",
    [
        "The form is signed by you.",
        "It has been found in the pool.",
        "You are being watched.",
        "The rule is not always followed.",
        "Lessons aren't given on Sunday.",
        "You get asked twice.",
        "It was carefully written.",
    ],
)
def test_passive(sentence: str) -> None:
    assert is_passive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "She is tired.",
        "He was born here.",
        "The walls are red.",
        "Rest is a need.",
        "We signed the form.",
        "It is well-known.",
        "They are very experienced.",
        "You are used to it.",
        "This is called the crawl.",
        "There are a hundred.",
    ],
)
def test_not_passive(sentence: str) -> None:
    assert not is_passive(sentence)
