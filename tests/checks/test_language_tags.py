"""Tags of languages are those of BCP 47."""

import pytest

from sitegen.checks.finders.language_tags import wrong_language


@pytest.mark.parametrize(
    "tag",
    ["en", "EN-us", "es-419", "zh-Hant-TW", "sr-Latn", "de-CH-1996", "ht", "grc", "en-x-mine"],
)
def test_a_tag_is_known(tag: str) -> None:
    assert wrong_language(tag) is None


@pytest.mark.parametrize("tag", ["english", "xx", "en_US", "e", "en-", "jp", "", "en-USA-x"])
def test_a_tag_is_no_language(tag: str) -> None:
    words = wrong_language(tag)
    assert words
    assert words[0] == f"'{tag}' is no language that readers know"


def test_the_united_kingdom_is_gb() -> None:
    assert wrong_language("en-UK") == ("'en-UK' names no country", "write en-GB")
