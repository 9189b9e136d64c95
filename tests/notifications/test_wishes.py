"""Every letter to a customer, of whichever room, obeys what they wish (A11)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import audit, work
from chalicelib.core.authors import Author
from chalicelib.core.contacts import Recipient
from chalicelib.notifications.model.kinds import OF_CUSTOMERS, OF_STAFF, kind_of
from chalicelib.notifications.model.notice import Notice
from chalicelib.notifications.model.wording import WORDINGS
from chalicelib.notifications.service import addresses, delivery, ledger
from chalicelib.notifications.service.telling import Deliver
from chalicelib.visitors.model.wishes import (
    AT_ONCE,
    BY_WORDS,
    REFUSABLE,
    STAFF,
    Proof,
    WishedHours,
    Wishes,
)
from chalicelib.visitors.service import wishing
from tests.crashes import EITHER, Death, at_each_write
from tests.notifications.shops import notice, open_shop, outcomes, post, tell
from tests.worlds import World, counted

MEI = Recipient("林小美", "mei@shop.example", "+8613800138000", "zh-CN")
NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 23:00 in Shanghai, where the plan is
DAYTIME = WishedHours("09:00", "21:00")
PROOF = Proof(BY_WORDS, Author("agent", "agt_1", "Li"), "cnv_1", 3, "别发短信")


@pytest.fixture
def shop(world: World) -> World:
    return open_shop(world)


def wished(world: World, customer: str | None = None, **wishes: Any) -> str:
    """A customer who wishes so; their id."""
    visitor_id = customer or world.known(world.visitor()).visitor_id
    by = audit.By("agt_1", "Li")
    wishing.change_wishes(world.desk, visitor_id, lambda before: replace(before, **wishes), PROOF, by)
    return visitor_id


def told(world: World, what: str, customer: str | None, **how: Any) -> Notice:
    """The letter as it stands once the desk had a look at it."""
    how = {"channels": ("sms" if what == "channel_text" else "email",), **how}
    (notice_id,) = tell(world, MEI, what=what, customer_id=customer, **how)
    work.run_due(world.desk)
    return notice(world, notice_id)


def test_every_letter_says_what_it_is() -> None:
    assert {*OF_CUSTOMERS, *OF_STAFF} == set(WORDINGS)
    assert not OF_STAFF & set(OF_CUSTOMERS)
    assert all(kind_of(each) == STAFF for each in OF_STAFF)


@pytest.mark.parametrize("what", sorted(OF_CUSTOMERS))
def test_it_obeys_what_its_customer_wishes(shop: World, what: str) -> None:
    own = "sms" if what == "channel_text" else "email"
    other = "email" if own == "sms" else "sms"

    moved = told(shop, what, wished(shop, refused=(own,)))
    preferred = told(shop, what, wished(shop, preferred=other))
    chosen = told(shop, what, wished(shop, preferred=other), fixed=True)
    refused = told(shop, what, wished(shop, refused=("email", "sms")))
    unwanted = told(shop, what, wished(shop, refused_kinds=REFUSABLE))
    ended = told(shop, what, wished(shop, refused_topics=("top_1",)), topic_id="top_1")
    shop.clock.at = NIGHT
    late = told(shop, what, wished(shop, hours=DAYTIME))
    shop.clock.at = NIGHT + timedelta(hours=10, minutes=1)
    work.run_due(shop.desk)

    assert (moved.channel, moved.state, moved.moved_from) == (other, "sent", own)
    assert (preferred.channel, preferred.state) == (other, "sent")
    assert (chosen.channel, chosen.state) == (own, "sent")
    assert (refused.state, refused.last_error) == ("withheld", "refused_channel")
    may_be_refused = kind_of(what) in REFUSABLE
    assert (unwanted.state, unwanted.last_error) == (("withheld", "refused_kind") if may_be_refused else ("sent", None))
    assert (ended.state, ended.last_error) == ("withheld", "refused_topic")
    if kind_of(what) in AT_ONCE:
        assert late.state == "sent"
    else:
        assert (late.state, late.last_error) == ("pending", "outside_hours")
        assert late.next_try_at == NIGHT + timedelta(hours=10)
    assert notice(shop, late.notice_id).state == "sent"
    assert outcomes(shop, refused.notice_id) == []


def test_of_two_channels_that_were_chosen_the_refused_one_is_not_used_and_the_other_not_twice(shop: World) -> None:
    customer = wished(shop, refused=("sms",))

    ids = tell(shop, MEI, what="offline_answer", customer_id=customer, channels=("email", "sms"), fixed=True)
    work.run_due(shop.desk)

    assert [notice(shop, each).state for each in ids] == ["sent", "withheld"]
    assert len(post(shop, "email").sent) == 1


def test_what_its_owner_said_of_an_address_holds_for_whoever_is_known_by_it(shop: World) -> None:
    addresses.stop(shop.desk, MEI.mobile or "")

    answer = told(shop, "channel_text", None)
    owed = told(shop, "ticket_news", None, channels=("sms",))
    addresses.start(shop.desk, MEI.mobile or "")
    again = told(shop, "channel_text", None)

    assert (answer.channel, answer.state) == ("email", "sent")
    assert (owed.channel, owed.state) == ("email", "sent")
    assert (again.channel, again.state) == ("sms", "sent")


def test_a_letter_that_waits_for_the_hours_goes_nowhere_once_it_is_refused_and_comes_when_it_is_sent_anew(
    shop: World,
) -> None:
    shop.clock.at = NIGHT
    customer = wished(shop, hours=DAYTIME)
    waiting = told(shop, "survey_link", customer)

    wished(shop, customer, refused_kinds=("survey",))
    shop.clock.forward(hours=10, minutes=1)
    work.run_due(shop.desk)
    held = notice(shop, waiting.notice_id)
    wished(shop, customer, refused_kinds=())
    ledger.resend_notice(shop.desk, waiting.notice_id, audit.By("agt_1", "Li"))
    work.run_due(shop.desk)

    assert (waiting.state, held.state, held.last_error) == ("pending", "withheld", "refused_kind")
    assert notice(shop, waiting.notice_id).state == "sent"
    assert len(post(shop, "email").sent) == 1


def test_who_refuses_while_a_letter_is_being_written_does_not_get_it(shop: World) -> None:
    customer = shop.known(shop.visitor()).visitor_id
    (notice_id,) = tell(shop, MEI, what="survey_link", customer_id=customer, channels=("email",))
    done: list[str] = []

    def refuse(operation: str, _: Any) -> None:
        if operation == "TransactWriteItems" and not done:  # between reading what they wish and claiming the letter
            done.append(operation)
            wished(shop, customer, refused_kinds=("survey",))

    with shop.desk.database.watching(refuse, lambda *_: None):  # type: ignore[attr-defined]
        delivery.deliver(shop.desk, Deliver(notice_id))

    assert done and notice(shop, notice_id).state == "withheld"
    assert post(shop, "email").sent == []


def test_dying_at_each_write_it_waits_for_the_hours_all_the_same(shop: World) -> None:
    def story(death: Death) -> None:
        customer = wished(shop, hours=DAYTIME)
        (notice_id,) = tell(shop, MEI, what="survey_link", customer_id=customer, channels=("email",))
        with death():
            delivery.deliver(shop.desk, Deliver(notice_id))
        waits = notice(shop, notice_id).state
        for _ in range(24):
            work.run_due(shop.desk)
            shop.clock.forward(hours=1)
        assert (waits, notice(shop, notice_id).state) == ("pending", "sent")

    shop.clock.at = NIGHT
    at_each_write(story, sides=EITHER)


def test_an_email_to_a_customer_costs_no_request_more_than_one_to_a_colleague(shop: World) -> None:
    customer = wished(shop, preferred="email")
    (one,) = tell(shop, MEI, what="offline_message", channels=("email",))
    (two,) = tell(shop, MEI, what="survey_link", customer_id=customer, channels=("email",))

    with counted() as of_staff:
        delivery.deliver(shop.desk, Deliver(one))
    with counted() as of_customer:
        delivery.deliver(shop.desk, Deliver(two))

    assert notice(shop, two).state == "sent"
    assert len(of_customer.names) == len(of_staff.names)


def test_wishes_have_their_proof_and_their_past(shop: World) -> None:
    customer = wished(shop, refused=("sms",))
    wished(shop, customer, refused=("sms",))
    wished(shop, customer, hours=DAYTIME)

    past = wishing.wished_before(shop.desk, customer, 10)

    assert [each.became for each in past] == [Wishes(refused=("sms",), hours=DAYTIME), Wishes(refused=("sms",))]
    assert past[-1].proof == PROOF
    entries, _ = audit.read(shop.desk, "2026-11", act="wish")
    assert len(entries) == 2
