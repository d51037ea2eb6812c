"""Tags of languages are those of BCP 47."""

import pytest

from sitegen.checks.finders.language_tags import wrong_language


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "EN-us",
        "es-419",
        "zh-Hant-TW",
        "sr-Latn",
        "de-CH-1996",
        "ht",
        "grc",
        "en-x-mine",
        "zh-yue",
        "ar-arb-EG",
    ],
)
def test_a_tag_is_known(tag: str) -> None:
    assert wrong_language(tag) is None


@pytest.mark.parametrize(
    "tag", ["english", "xx", "en_US", "e", "en-", "jp", "", "en-USA-x", "de-GER", "ger", "eng-US"]
)
def test_a_tag_is_no_language(tag: str) -> None:
    words = wrong_language(tag)
    assert words
    assert words[0] == f"'{tag}' is no language that readers know"


def test_the_united_kingdom_is_gb() -> None:
    assert wrong_language("en-UK") == ("'en-UK' names no country", "write en-GB")


def test_a_country_is_one_that_has_a_code() -> None:
    assert wrong_language("en-EN") == (
        "'en-EN' names no country",
        "write en alone, or with a country, as in en-US",
    )


def test_the_shortest_code_is_the_tag() -> None:
    words = wrong_language("ger")
    assert words
    assert words[1] == "write de"
