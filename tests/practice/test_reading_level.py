"""Every page can be read by somebody who left school after the eighth grade."""

from sitegen.checks.prose import blocks, words
from sitegen.checks.rules.readability import grade
from tests.practice.site import Practice

MAX_GRADE = 8.0
MAX_SENTENCE = 25


def test_every_page_reads_at_grade_8_or_below(practice: Practice) -> None:
    graded = sorted(((grade(it.document), it.url) for it in practice.pages.values()), reverse=True)
    worst = "\n".join(f"  {it:5.2f}  {url}" for it, url in graded[:10])
    assert 0 < graded[0][0] <= MAX_GRADE, f"the hardest pages:\n{worst}"


def test_no_sentence_is_longer_than_25_words(practice: Practice) -> None:
    lengths = sorted(
        (
            (len(words(sentence)), page.url, sentence)
            for page in practice.pages.values()
            for block in blocks(page.document)
            for sentence in block.sentences
        ),
        reverse=True,
    )
    too_long = [f"{n} words, {url}: {text}" for n, url, text in lengths if n > MAX_SENTENCE]
    assert lengths
    assert not too_long, "\n".join(too_long)
