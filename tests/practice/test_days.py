"""The site is right on other days too: what begins or ends by date breaks nothing."""

import datetime

import pytest

from tests.practice.site import Practice, build
from tests.practice.words import words_of

DAY = datetime.timedelta(days=1)


@pytest.mark.slow
def test_the_site_builds_on_every_day_on_which_it_changes(practice: Practice) -> None:
    for day in sorted({change.on for change in practice.site.changes}):
        build(practice.root, day)


def test_the_site_builds_before_its_first_offer(offering: Practice) -> None:
    first = min((it.from_ for it in offering.data("offers").values() if it.from_), default=None)
    assert build(offering.root, (first or offering.site.today) - DAY)


def test_an_offer_that_is_over_is_offered_nowhere(offering: Practice) -> None:
    offers = [it for it in offering.data("offers").values() if it.until]
    assert any(f"{offers[0].amount} off" in words_of(page.tree) for page in offering.pages.values())
    after = build(offering.root, max(offer.until for offer in offers) + DAY)
    shown = [
        page.url
        for page in after.pages.values()
        if any(f"{offer.amount} off" in words_of(page.tree) for offer in offers)
    ]
    assert not shown


def test_a_closure_that_is_over_is_shown_nowhere(practice: Practice) -> None:
    closures = practice.data("closures")
    shown = f'{closures[0].reason}, <time datetime="{closures[0].from_}"'
    assert [page.url for page in practice.pages.values() if shown in page.html]
    after = build(practice.root, closures[0].last + DAY)
    assert after.data("closures")[0] != closures[0]
    for page in after.pages.values():
        assert shown not in page.html, page.url
