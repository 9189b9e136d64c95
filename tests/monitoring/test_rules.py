"""Whom a rule means, when an invitation stands, and how a visit goes on (A7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid, LimitReached
from chalicelib.monitoring.model.live import (
    ACCEPTED,
    DISMISSED,
    MOST_BEATS,
    STANDS,
    VISIT,
    AlreadyInvited,
    Beat,
    InvitationDeclined,
    InvitationOver,
    Live,
    VisitorGone,
    answered,
    arrived,
    beaten,
    by_agent,
    by_rule,
    comes_anew,
    country_of,
    device_of,
    noted_as_shown,
    offered,
    refuse_uninvitable,
    rules_to_ask,
)
from chalicelib.people.model.attributes import AttributeAsked
from chalicelib.plans.model.monitoring import (
    InvitationRule,
    Monitoring,
    Seen,
    checked_monitoring,
    fits,
    invites,
    words_of,
)
from tests.worlds import MORNING

PAGE = "https://shop.example/tea/pricing"
RULE = InvitationRule("prices", {"en": "Questions about prices?"}, seconds=40, pages=("*/pricing*",), visits=2)
ANNA = Author("agent", "agt_1", "Anna", "1001")
SECOND = timedelta(seconds=1)


def somebody(**fields: object) -> Live:
    known = {"visits": 2, "page": PAGE, **fields}
    return replace(arrived(None, "vis_1", "demo", MORNING), **known)


@pytest.mark.parametrize(
    ("pages", "page", "fitting"),
    [
        ((), "", True),
        (("*/pricing*",), PAGE, True),
        (("https://shop.example/*",), PAGE, True),
        (("https://SHOP.example/tea/pricing",), PAGE, True),
        (("*/checkout*", "*tea*"), PAGE, True),
        (("*/checkout*",), PAGE, False),
        (("https://shop.example/tea",), PAGE, False),
        (("*pricing*pricing*",), PAGE, False),
        (("a*a",), "a", False),
    ],
)
def test_a_rule_means_the_pages_that_its_patterns_name(pages: tuple[str, ...], page: str, fitting: bool) -> None:
    rule = replace(RULE, pages=pages)

    is_meant = fits(rule, page, 2)

    assert is_meant is fitting


@pytest.mark.parametrize(
    ("change", "level", "hour", "invited"),
    [
        ({}, "normal", 9, True),
        ({"visits": 3}, "normal", 9, False),
        ({"active": False}, "normal", 9, False),
        ({"levels": ("gold", "vip")}, "normal", 9, False),
        ({"levels": ("gold", "vip")}, "vip", 9, True),
        ({"begins": "16:00", "ends": "18:00"}, "normal", 9, True),  # nine in UTC is five in Shanghai
        ({"begins": "09:00", "ends": "12:00"}, "normal", 9, False),
        ({"begins": "22:00", "ends": "06:00"}, "normal", 15, True),
        ({"begins": "22:00", "ends": "06:00"}, "normal", 9, False),
    ],
)
def test_a_rule_asks_for_visits_level_and_hours(
    change: dict[str, object], level: str, hour: int, invited: bool
) -> None:
    rule, seen = replace(RULE, **change), Seen(PAGE, 2, level, MORNING.replace(hour=hour), "Asia/Shanghai")

    is_meant = invites(rule, seen)

    assert is_meant is invited


@pytest.mark.parametrize(
    ("asked", "invited"),
    [
        (AttributeAsked("Member", "equals", ("gold",)), True),
        (AttributeAsked("Member", "contains", ("OL",)), True),
        (AttributeAsked("Member", "one_of", ("silver", "GOLD")), True),
        (AttributeAsked("Orders", "equals", ("3",)), True),
        (AttributeAsked("Debts", "equals", ("true",)), True),
        (AttributeAsked("Member", "equals", ("gol",)), False),
        (AttributeAsked("Orders", "one_of", ("1", "2")), False),
        (AttributeAsked("Nothing", "contains", ("",)), False),
    ],
)
def test_a_rule_asks_for_what_the_website_proved_and_nothing_else_fits(asked: AttributeAsked, invited: bool) -> None:
    rule, proved = replace(RULE, attributes=(asked,)), {"Member": "Gold", "Orders": 3.0, "Debts": True}
    both = replace(rule, attributes=(asked, AttributeAsked("Member", "equals", ("silver",))))

    meant = [
        invites(each, Seen(PAGE, 2, "normal", MORNING, "Asia/Shanghai", known))
        for each, known in ((rule, proved), (rule, {}), (both, proved))
    ]

    assert meant == [invited, False, False]


def test_attributes_that_cannot_be_asked_for_are_refused_by_name() -> None:
    rule = {"texts": {}, "seconds": 30, "pages": [], "visits": 1, "levels": [], "rule_id": "r"}
    rule |= {"begins": None, "ends": None, "when_free": True, "active": True}
    wrong = [
        {"name": " ", "operator": "equals", "values": ["a"]},
        {"name": "a", "operator": "equals", "values": ["a", "b"]},
        {"name": "a", "operator": "one_of", "values": []},
        {"name": "a", "operator": "contains", "values": [" "]},
    ]

    with pytest.raises(Invalid) as refused:
        checked_monitoring({"rules": [{**rule, "attributes": wrong}]})
    right = [{"name": " a ", "operator": "equals", "values": [" x "]}]
    held = checked_monitoring({"rules": [{**rule, "attributes": right}]})

    places = ["0.name", "1.values", "2.values", "3.values"]
    assert [each.field for each in refused.value.errors] == [f"monitoring.rules.0.attributes.{each}" for each in places]
    assert held.rules[0].attributes == (AttributeAsked("a", "equals", ("x",)),)


def test_a_rule_speaks_the_visitors_language_or_another_or_in_our_own_words() -> None:
    said = [words_of(RULE, "en"), words_of(RULE, "zh-CN"), words_of(replace(RULE, texts={}), "zh-CN")]

    assert said == ["Questions about prices?", "Questions about prices?", "您好，需要帮忙吗？"]


def test_rules_that_do_not_hold_are_refused_with_their_fields() -> None:
    rule = {"texts": {"fr": "Bonjour"}, "seconds": 30, "pages": [""], "visits": 1, "levels": ["king"]}
    rule |= {"rule_id": "By_hand", "begins": "9", "ends": None, "when_free": True, "active": True}

    with pytest.raises(Invalid) as refused:
        checked_monitoring({"rules": [rule]})

    fields = {each.field.removeprefix("monitoring.rules.0.") for each in refused.value.errors}
    assert fields == {"rule_id", "texts", "pages", "levels", "begins", "ends"}


def test_what_is_left_out_of_the_monitoring_stays() -> None:
    before = Monitoring(active=True, consent=False, rules=(RULE,))

    after = checked_monitoring({"quiet_days": 30}, before)

    assert after == replace(before, quiet_days=30)


def test_a_rule_counts_the_seconds_on_the_page_and_is_asked_once_a_visit() -> None:
    on_page = somebody()

    offer = by_rule(on_page, RULE, "inv_1", "?", MORNING + 25 * SECOND)
    shown = noted_as_shown(offered(on_page, offer), "inv_1", MORNING + 41 * SECOND)

    assert offer.seconds == 15
    assert shown is not None
    assert rules_to_ask(on_page, Monitoring(True, rules=(RULE,)), MORNING) == [RULE]
    assert rules_to_ask(shown[0], Monitoring(True, rules=(RULE,)), MORNING + timedelta(minutes=20)) == []


def test_another_page_takes_away_what_a_rule_offered_unseen_but_not_an_agents_words() -> None:
    moved = Beat(page="https://shop.example/shoes")
    by_plan = offered(somebody(), by_rule(somebody(), RULE, "inv_1", "?", MORNING))
    by_hand = offered(somebody(), by_agent(ANNA, "inv_2", "Hello", MORNING))

    after = [beaten(each, moved, "desktop", MORNING + SECOND) for each in (by_plan, by_hand)]

    assert [each.invitation and each.invitation.invitation_id for each in after] == [None, "inv_2"]
    assert after[0].page_since == MORNING + SECOND


def test_what_strangers_can_beat_in_a_minute_is_bounded() -> None:
    live = somebody()
    for _ in range(MOST_BEATS):
        live = beaten(live, Beat(page=PAGE), "desktop", MORNING)

    with pytest.raises(LimitReached) as refused:
        beaten(live, Beat(page=PAGE), "desktop", MORNING + 40 * SECOND)
    later = beaten(live, Beat(page=PAGE), "desktop", MORNING + 60 * SECOND)

    assert refused.value.retry_after == 20
    assert later.beats == 1


def test_a_page_is_kept_without_what_is_only_the_visitors() -> None:
    said = Beat(
        page="https://mei:x@shop.example/tea?token=1&utm_source=a#top", title=" T " * 100, referrer="https://s/?q=me"
    )

    live = beaten(somebody(page=""), said, "phone", MORNING)

    assert (live.page, live.referrer) == ("https://shop.example/tea?utm_source=a", "https://s/")
    assert len(live.title) <= 120


def test_whoever_was_away_for_half_an_hour_comes_anew_and_is_still_left_in_peace() -> None:
    before = somebody(invited=("prices",), quiet_until=MORNING + timedelta(days=7), version=4)

    again = arrived(before, "vis_1", "demo", MORNING + VISIT, visits=3)

    assert comes_anew(before, MORNING + VISIT)
    assert not comes_anew(before, MORNING + VISIT - SECOND)
    assert (again.invited, again.version, again.is_quiet(MORNING + VISIT)) == ((), 4, True)


def test_nobody_is_invited_twice_at_once_nor_who_declined_nor_who_is_gone() -> None:
    invited = offered(somebody(), by_agent(ANNA, "inv_1", "Hello", MORNING))

    with pytest.raises(AlreadyInvited) as refused:
        refuse_uninvitable(invited, MORNING)
    with pytest.raises(InvitationDeclined):
        refuse_uninvitable(somebody(quiet_until=MORNING + SECOND), MORNING)
    with pytest.raises(VisitorGone):
        refuse_uninvitable(somebody(), MORNING + timedelta(minutes=3))

    assert refused.value.extra == {"agent": {"name": "Anna", "number": "1001"}}


def test_an_invitation_is_answered_once_and_in_time() -> None:
    invited = offered(somebody(), by_agent(ANNA, "inv_1", "Hello", MORNING))

    after, offer = answered(invited, "inv_1", ACCEPTED, MORNING, "cnv_1")

    assert (offer.state, offer.conversation_id, after.invited) == (ACCEPTED, "cnv_1", ("by_hand",))
    for live, invitation_id, now in (
        (after, "inv_1", MORNING),
        (invited, "inv_2", MORNING),
        (invited, "inv_1", MORNING + STANDS),
    ):
        with pytest.raises(InvitationOver):
            answered(live, invitation_id, DISMISSED, now)
    assert noted_as_shown(after, "inv_1", MORNING) is None


@pytest.mark.parametrize(
    ("language", "country"), [("zh-CN", "CN"), ("zh-Hans-CN", "CN"), ("en", None), ("de-at", "AT"), ("es-419", None)]
)
def test_the_country_is_that_of_the_browsers_language(language: str, country: str | None) -> None:
    named = country_of(language)

    assert named == country


def test_a_device_is_what_the_browser_says() -> None:
    said = [
        "Mozilla/5.0 (iPhone; CPU) Mobile/15E",
        "Mozilla/5.0 (iPad)",
        "Mozilla/5.0 (X11; Linux)",
        "Android 14; Tablet",
    ]

    devices = [device_of(each) for each in said]

    assert devices == ["phone", "tablet", "desktop", "tablet"]
