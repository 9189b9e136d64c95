"""A repair is accepted by its customer behind the link: with their name, their hand, and their consents (D9)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from chalicelib.core import links
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.flow_refusals import NotYourField
from chalicelib.tickets.model.forms import GiveVerdict
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import customers
from tests.tickets.stage import history, made, moved, now
from tests.tickets.test_changing import change
from tests.tickets.test_customers import page
from tests.tickets.test_deadlines import team
from tests.tickets.test_moving import on
from tests.worlds import World

DRAWN = "M10 20 10 20 40 60M80 30 90 40"


def repaired(world: World, agent: Agent, **service: Any) -> Ticket:
    """A repair that its customer is to accept."""
    kettle = {"product": "Kettle", "model": "K1", "fault": "It leaks"}
    ticket = made(world, agent, type="repair", plan_key="demo", fields=kettle)
    on(world, agent, ticket, "assessment")
    on(world, agent, ticket, "plan", finding="The seal", plan="A new seal")
    on(world, agent, ticket, "service", appointment="2026-11-24T09:00:00+08:00", visit="home", **service)
    return on(world, agent, ticket, "acceptance", work_done="A new seal was fitted")


def sent(world: World, ticket: Ticket, **form: Any) -> Any:
    said = {"act": "accept", "version": now(world, ticket).version, **form}
    body = urlencode(said, doseq=True).encode()
    return page("POST", f"/t/{links.sign(world.desk, 'ticket', ticket.ticket_id)}", body)


def test_a_customer_signs_with_name_and_hand_what_they_were_shown_and_agrees_to_replaced_parts(world: World) -> None:
    _, agent, _ = team(world)
    ticket = repaired(world, agent, parts="Seal", parts_consent=True)

    shown = page("GET", f"/t/{links.sign(world.desk, 'ticket', ticket.ticket_id)}")
    refused = [sent(world, ticket, name="Mei", signature=DRAWN), sent(world, ticket, consent="parts_consent", name=" ")]
    refused.append(sent(world, ticket, consent="parts_consent", name="Mei", signature="M1 1<script>"))
    form = {"name": "Mei Chen", "signature": DRAWN, "consent": "parts_consent"}
    answers = [sent(world, ticket, **form), sent(world, ticket, **form | {"version": now(world, ticket).version})]

    for words in ("A new seal was fitted", "同意更换配件", "验收并签字", "上门", ">清除<"):
        assert words in shown.body.decode()
    assert "script-src 'self'" in shown.headers["Content-Security-Policy"]
    assert [each.status for each in refused] == [422, 422, 422]
    assert [each.status for each in answers] == [303, 409]
    accepted = now(world, ticket)
    assert (accepted.stage, accepted.fields["accepted_by"], accepted.fields["signature"]) == (
        "survey",
        "Mei Chen",
        DRAWN,
    )
    entry = history(world, ticket)[-1]
    assert (entry.author.kind, entry.public) == ("visitor", True)
    assert ("fields.signature", None, "✓") in [(each.field, each.before, each.after) for each in entry.changes]
    after = page("GET", f"/t/{links.sign(world.desk, 'ticket', ticket.ticket_id)}")
    assert "script-src" not in after.headers["Content-Security-Policy"]
    assert "验收并签字" not in after.body.decode()


def test_a_name_signs_by_itself_no_consent_is_asked_where_no_part_was_replaced_and_no_colleague_draws(
    world: World,
) -> None:
    _, agent, _ = team(world)
    ticket = repaired(world, agent, no_parts=True)

    with pytest.raises(NotYourField):
        on(world, agent, ticket, "survey", accepted_by="Mei", signature=DRAWN)
    answer = sent(world, ticket, name="Mei Chen")

    assert answer.status == 303
    accepted = now(world, ticket)
    assert (accepted.stage, accepted.fields["accepted_by"]) == ("survey", "Mei Chen")
    assert "signature" not in accepted.fields


def test_what_was_signed_is_signed_anew_once_it_is_opened_again_or_its_customer_says_no(world: World) -> None:
    _, agent, _ = team(world)
    ticket = repaired(world, agent, no_parts=True)
    signed = ("accepted_by", "signature")

    sent(world, ticket, name="Mei Chen", signature=DRAWN)
    moved(world, agent, ticket, "reopened")
    again = now(world, ticket)
    for stage in ("plan", "service", "acceptance"):
        on(world, agent, ticket, stage)
    change(world, agent, now(world, ticket), fields={"accepted_by": "A neighbour"})
    customers.give_verdict(world.desk, now(world, ticket), GiveVerdict("v1", solved=False, text="It leaks"))
    refused = now(world, ticket)
    on(world, agent, ticket, "acceptance")
    sent(world, ticket, name="Lin Chen")

    assert [(each.stage, each.fields.keys() & signed) for each in (again, refused)] == [
        ("assessment", set()),
        ("service", set()),
    ]
    accepted = now(world, ticket)
    assert (accepted.fields["accepted_by"], accepted.fields.get("signature")) == ("Lin Chen", None)
    gone = [(each.field, each.before) for entry in history(world, ticket) for each in entry.changes if not each.after]
    assert [each for each in gone if each[0].startswith("fields.")] == [
        *(("fields.accepted_by", "Mei Chen"), ("fields.signature", "✓")),
        ("fields.accepted_by", "A neighbour"),
    ]
