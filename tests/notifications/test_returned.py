"""Letters that come back: the ledger, the address, and what is sent there afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app
from chalicelib.core import desk as desks
from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.contacts import Recipient
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.notifications import service
from chalicelib.notifications.model.returned import read_returned
from chalicelib.notifications.service import addresses, ledger
from chalicelib.people.model.rights import AGENT, SUPERVISOR
from tests.crashes import EITHER, Death, at_each_write
from tests.in_process import Asking
from tests.letters import Letter
from tests.notifications.ses_events import AWAY, FULL, bounce, complaint
from tests.notifications.shops import notice, open_shop, outcomes, post, run_for, tell
from tests.worlds import World, counted

MEI = Recipient("Mei", "mei@shop.example")


@pytest.fixture
def shop(world: World) -> World:
    """A desk that has a sender, a signature, an administrator."""
    return open_shop(world)


def sent(shop: World) -> tuple[str, str]:
    """A letter that the provider took on: its notice, and the provider's name for it."""
    (told,) = tell(shop, MEI)
    work.run_due(shop.desk)
    return told, str(notice(shop, told).provider_id)


@pytest.mark.parametrize(
    ("event", "state", "error"),
    [
        (bounce, "bounced", "bounced: General 5.1.1 smtp; 550 5.1.1 user unknown"),
        (complaint, "complained", "complained: abuse"),
    ],
)
def test_a_letter_that_came_back_is_in_the_ledger_and_nothing_more_goes_there(
    shop: World, event: Any, state: str, error: str
) -> None:
    told, message_id = sent(shop)

    with counted() as requests:
        assert service.note_returned(shop.desk, event(told, message_id)) == "noted"
    (later,) = tell(shop, MEI)
    run_for(shop, 0.1)

    found = notice(shop, told)
    assert (found.state, found.last_error, outcomes(shop, told)) == (state, error, ["sent"])
    assert requests.names[:3] == ["Query", "GetItem", "TransactWriteItems"]
    assert notice(shop, later).state == "failed"
    assert str(notice(shop, later).last_error).startswith("undeliverable_address: ")
    assert len(post(shop, "email").sent) == 1
    assert [each.address for each in addresses.list_undeliverable(shop.desk, None)[0]] == ["mei@shop.example"]


def test_an_event_that_comes_twice_or_of_another_letter_changes_nothing(shop: World) -> None:
    told, message_id = sent(shop)
    service.note_returned(shop.desk, bounce(told, message_id))
    before = notice(shop, told)

    again = service.note_returned(shop.desk, bounce(told, message_id))
    unknown = service.note_returned(shop.desk, bounce("ntc_of_nobody", "x"))

    assert (again, unknown) == ("known", "ignored")
    assert notice(shop, told) == before


def test_a_bounce_that_is_told_before_the_sending_is_written_down_counts(shop: World) -> None:
    def bounces_at_once(letter: Letter) -> None:
        service.note_returned(shop.desk, bounce(letter.notice_id, "post-1"))

    post(shop, "email").fail = bounces_at_once
    (told,) = tell(shop, MEI)
    run_for(shop, 0.1)

    found = notice(shop, told)
    assert (found.state, found.provider_id, outcomes(shop, told)) == ("bounced", "post-1", ["sent"])


def test_a_late_bounce_of_an_earlier_sending_leaves_the_later_one_alone(shop: World) -> None:
    told, first = sent(shop)
    ledger.resend_notice(shop.desk, told, SYSTEM)
    work.run_due(shop.desk)

    service.note_returned(shop.desk, bounce(told, first))

    assert (notice(shop, told).state, notice(shop, told).provider_id) == ("sent", "post-2")
    assert len(addresses.list_undeliverable(shop.desk, None)[0]) == 1


def test_a_full_mailbox_is_given_up_at_the_third_letter_and_an_out_of_office_answer_never(shop: World) -> None:
    states = []
    for _ in range(3):
        away, away_id = sent(shop)
        assert service.note_returned(shop.desk, bounce(away, away_id, "Transient", AWAY)) == "ignored"
        full, full_id = sent(shop)
        service.note_returned(shop.desk, bounce(full, full_id, "Transient", FULL))
        service.note_returned(shop.desk, bounce(full, full_id, "Transient", FULL))
        states.append((notice(shop, full).state, len(addresses.list_undeliverable(shop.desk, None)[0])))

    assert states == [("bounced", 0), ("bounced", 0), ("bounced", 1)]


def test_nobody_enters_or_resends_to_such_an_address_until_a_supervisor_lifts_it(shop: World) -> None:
    told, message_id = sent(shop)
    service.note_returned(shop.desk, bounce(told, message_id))
    asking = Asking()
    boss = asking.sign_in(shop.agent(role=SUPERVISOR))
    agent = asking.sign_in(shop.agent(role=AGENT))
    lift, address = "/v1/admin/undeliverable-addresses/lift", {"address": "MEI@shop.example"}

    with pytest.raises(Invalid, match="came back"):
        service.refuse_unreachable(shop.desk, "email", "Mei@shop.example")
    with pytest.raises(Conflict, match="came back"):
        ledger.resend_notice(shop.desk, told, SYSTEM)
    (listed,) = asking.ask("GET", "/v1/admin/undeliverable-addresses", boss).said["items"]
    refused = asking.ask("POST", lift, agent, address)
    lifted = [asking.ask("POST", lift, boss, address) for _ in range(2)]
    ledger.resend_notice(shop.desk, told, SYSTEM)
    work.run_due(shop.desk)

    assert (listed["address"], listed["undeliverable"], refused.status) == ("mei@shop.example", "bounces", 403)
    assert [(each.status, each.said["undeliverable"]) for each in lifted] == [(200, None)] * 2
    assert notice(shop, told).state == "sent"
    admin = asking.sign_in(shop.agent(role="administrator"))
    acts = [each["act"] for each in asking.ask("GET", "/v1/admin/audit", admin).said["items"]]
    assert acts.count("lift_address") == 1


def test_an_event_that_dies_anywhere_is_carried_out_once_when_it_comes_again(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        shop = open_shop(new_world())
        told, message_id = sent(shop)

        with death():
            service.note_returned(shop.desk, bounce(told, message_id))
        service.note_returned(shop.desk, bounce(told, message_id))

        assert notice(shop, told).state == "bounced"
        assert len(addresses.list_undeliverable(shop.desk, None)[0]) == 1
        assert outcomes(shop, told) == ["sent"]

    # one transaction for what is learnt of the address, the letter and the word to its agent; the word crossed off
    assert at_each_write(story, sides=EITHER) == 2


def test_the_function_hands_over_what_eventbridge_brings(shop: World) -> None:
    told, message_id = sent(shop)
    desks.use(shop.desk)

    answer = app.returned(bounce(told, message_id), None)

    assert answer == "noted"
    assert notice(shop, told).state == "bounced"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(JSON, st.sampled_from([(), ("detail",), ("detail", "mail"), ("detail", "mail", "tags"), ("detail", "bounce")]))
def test_whatever_is_no_event_of_ours_is_nothing(junk: Any, path: tuple[str, ...]) -> None:
    event: Any = bounce("ntc_1", "m")
    inner = event
    for name in path[:-1]:
        inner = inner[name]
    if path:
        inner[path[-1]] = junk
    else:
        event = junk

    found = read_returned(event)

    assert found is None or found.notice_id == "ntc_1"
