"""Rules about what pages claim: for a site that people trust with their health or money."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.document import Document
from sitegen.checks.finders import citations, praise, reviews, wording
from sitegen.checks.found import Found
from sitegen.checks.prose import WORD
from sitegen.checks.rule import Rule
from sitegen.checks.subject import Subject
from sitegen.problems import Place

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "legend")


def _must_show(subject: Subject) -> Iterator[Found]:
    for wanted in subject.settings.must_show:
        for document in subject.pages:
            is_meant = document.kind in wanted.kinds and document.source
            if is_meant and not _shows(document, wanted.class_):
                yield Found(
                    at=Place(path=f"content/{document.source}"),
                    message=f"this page does not show {wanted.name}",
                    hint=f"{wanted.why} It needs words in its element of class {wanted.class_}.",
                )


def _shows(document: Document, name: str) -> bool:
    """Say whether a page has an element of a class that holds more than its heading."""
    return any(
        WORD.search(element.text(without=frozenset(element.every(*HEADINGS))))
        for element in document.elements
        if name in element.classes
    )


RULES = (
    Rule(
        code="C01",
        name="unwanted-words",
        severity="error",
        what="A text uses words that the site's own list, `content/data/wording.yaml`, wants left"
        " out: promises, superlatives, claims.",
        why="A promise that nobody can keep misleads people who are ill or in need, and is"
        " forbidden to many trades.",
        mend="Say what you do instead. The list gives a reason and better words for each. Words"
        " that only one kind of sentence may hold, such as a denial, have `unless:` there.",
        before="Our classes are guaranteed to cure your fear of water.",
        after="In our classes you get used to water step by step. We cannot promise a result.",
        source="US Federal Trade Commission, Health Products Compliance Guidance (2022): a claim"
        " needs evidence, and may not say more than the evidence does.",
        find=wording.unwanted,
    ),
    Rule(
        code="C02",
        name="no-source-cited",
        severity="error",
        what="A page of a kind that has to cite sources cites none.",
        why="A reader must be able to see what a statement rests on.",
        mend="Cite an entry of `content/data/sources.yaml` behind the sentence that rests on it."
        " `checks: cites:` in `site.yaml` names the kinds of page that have to.",
        before="Early lessons do not make babies swim sooner.",
        after="Early lessons do not make babies swim sooner [@lee2020].",
        source="Silberg and others (1997), Assessing, controlling, and assuring the quality of"
        " medical information on the Internet, JAMA 277: attribution.",
        find=citations.uncited_pages,
    ),
    Rule(
        code="C03",
        name="number-without-source",
        severity="error",
        what="A number from research (a share, a count of studies or trials) stands in a"
        " paragraph that names no source.",
        why="A number sounds like proof. Without its source nobody can check it.",
        mend="Cite the source in the same paragraph or list item, link to it, or leave the number"
        " out.",
        before="In 12 trials, people slept longer.",
        after="In 12 trials, people slept longer [@lee2020].",
        source="DISCERN, an instrument for judging written health information (1999), questions"
        " 4 and 5: sources and dates of what is said.",
        find=citations.uncited_numbers,
    ),
    Rule(
        code="C04",
        name="source-unused",
        severity="warning",
        what="A source in `content/data/sources.yaml` is cited nowhere.",
        why="It may be left over from a statement that was removed, or stand for one that forgot"
        " its citation.",
        mend="Cite it where it belongs, or remove it.",
        before="lee2020:  # and no page holds [@lee2020]",
        after="Babies hold their breath by reflex [@lee2020].",
        source="A rule of this engine.",
        find=citations.unused_sources,
    ),
    Rule(
        code="C05",
        name="source-old",
        severity="note",
        what="A source that pages cite is older than `checks: source_years:` in `site.yaml`.",
        why="Research moves on, and guidelines are replaced.",
        mend="Look for a newer review or edition. If it still holds, let it pass with a waiver"
        " that says so and has a day to look again.",
        before="year: 1986",
        after="year: 2021",
        source="Silberg and others (1997), JAMA 277: currency; DISCERN (1999), question 5.",
        find=citations.old_sources,
    ),
    Rule(
        code="C06",
        name="review-not-shown",
        severity="error",
        what="A page of a kind that has to be reviewed does not show who reviewed it and when.",
        why="Readers judge by it whether they may rely on a page, and how fresh it is.",
        mend="Give `review: by, on, next` in `site.yaml`, or `reviewed` and `reviewed_by` in the"
        " page, and let the template show the day in `<time datetime=...>` and the name."
        " `checks: reviewed:` names the kinds of page.",
        before="<p>Reviewed last summer.</p>",
        after='<p>Reviewed by Dana Field on <time datetime="2026-06-01">June 1, 2026</time>.</p>',
        source="Silberg and others (1997), JAMA 277: authorship and currency.",
        find=reviews.unreviewed,
    ),
    Rule(
        code="C07",
        name="review-overdue",
        severity="error",
        what="The day of the next review has passed.",
        why="The pages show that day: a visitor sees a promise that was not kept.",
        mend="Have the pages read again, then set `review: on` and `next` in `site.yaml`.",
        before="review: {by: Dana Field, on: 2025-06-01, next: 2026-06-01}",
        after="review: {by: Dana Field, on: 2026-06-02, next: 2027-06-01}",
        source="Silberg and others (1997), JAMA 277: currency.",
        find=reviews.overdue,
    ),
    Rule(
        code="C08",
        name="review-due-soon",
        severity="note",
        what="The next review is due within 30 days.",
        why="Somebody has to find the time for it.",
        mend="Ask the reviewer now.",
        before="next: 2026-12-01  # today is 2026-11-26",
        after="next: 2027-12-01",
        source="A rule of this engine.",
        find=reviews.due_soon,
    ),
    Rule(
        code="C09",
        name="must-show",
        severity="error",
        what="A page does not show something that `checks: must_show:` in `site.yaml` asks of its"
        " kind, such as a warning.",
        why="What keeps people safe may not get lost with a change of text or layout.",
        mend="Fill in the field that the template shows there, or put the element back into the"
        " template.",
        before="ask_first: []",
        after="ask_first:\n  - your baby has a fever",
        source="A rule of this engine; what must be shown is the site's own decision.",
        find=_must_show,
    ),
    Rule(
        code="C10",
        name="testimonial",
        severity="error",
        what="A text announces praise by clients, or a marked quotation without a source praises."
        " For sites with kinds of page under `cites` or `reviewed`.",
        why="One happy client says nothing of the next one, but reads like a promise; and praise"
        " tells that somebody was treated.",
        mend="Leave it out. Say what you do and what research shows.",
        before="> I love my teacher, she changed my life! -- Kim",
        after="Our teachers have a state certificate. You can look it up.",
        source="US Federal Trade Commission, 16 CFR Part 255, Guides Concerning the Use of"
        " Endorsements and Testimonials in Advertising.",
        find=praise.testimonials,
    ),
    Rule(
        code="C11",
        name="star-rating",
        severity="error",
        what="Stars stand for a rating, or the page tells search engines a rating or a review. For"
        " sites with kinds of page under `cites` or `reviewed`.",
        why="Stars that a business gives itself are no news, and search engines ignore them.",
        mend="Remove them, in the page and in its structured data.",
        before="★★★★★ from 120 people",
        after="(nothing)",
        source="Google Search Central, Review snippet structured data: no ratings of a business"
        " about itself.",
        find=praise.ratings,
    ),
)
