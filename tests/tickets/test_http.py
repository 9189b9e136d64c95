"""Tickets over HTTP: what the console asks, in order; settings; and what tickets are made from (D4, F7)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import audit
from chalicelib.followups.model.forms import PlanFollowUp, RecordCall
from chalicelib.followups.service import calling, planning
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.tickets.service import access, lists
from tests.in_process import Asking, named_in
from tests.tickets.stage import caller, history, made, settle, talked
from tests.worlds import World

EVERY = "/v1/desk/tickets"


def test_a_life_as_the_console_asks_for_it(world: World) -> None:
    first, second = world.found(agents=2)
    asking = Asking()
    token, other = asking.come_online(first), asking.come_online(second)
    body = {"client_id": "1", "type": "repair", "subject": "It leaks", "mobile": "13800138000", "text": "Kettle"}

    created = asking.ask("POST", EVERY, token, body)
    again = asking.ask("POST", EVERY, token, body)
    path = f"{EVERY}/{created.said['ticket_id']}"
    changed = asking.ask("POST", f"{path}/change", token, {"version": 1, "fields": {"model": "K2"}})
    stale = asking.ask("POST", f"{path}/move", token, {"version": 1, "to": "in_progress"})
    begun = asking.ask("POST", f"{path}/move", token, {"version": 2, "to": "in_progress"})
    nowhere = asking.ask("POST", f"{path}/move", token, {"version": 3, "to": "reopened"})
    given = asking.ask("POST", f"{path}/assign", token, {"version": 3, "agent_id": second.agent_id})
    noted = asking.ask("POST", f"{path}/entries", other, {"client_id": "n", "text": "Seal ordered", "public": True})
    entries = asking.ask("GET", f"{path}/entries?after=1", other)
    mine = asking.ask("GET", f"{EVERY}?view=mine", other)
    by_number = asking.ask("GET", f"{EVERY}?number={created.said['number']}", token)

    assert (created.status, again.status, again.said) == (201, 200, created.said)
    assert created.said["customer"]["mobile"] == "+86138****8000"  # an agent does not see it whole
    assert changed.said["fields"] == {"model": "K2"}
    assert (stale.status, stale.said["code"], stale.said["version"]) == (409, "ticket_changed", 2)
    assert [each["changes"][0]["field"] for each in stale.said["entries"]] == ["fields.model"]
    assert (nowhere.status, nowhere.said["code"]) == (409, "move_not_allowed")
    assert nowhere.said["ways"] == ["waiting_for_customer", "solved", "assigned", "closed"]
    assert (begun.said["state"], given.said["handler"]["id"]) == ("in_progress", second.agent_id)
    assert (given.said["owner"]["id"], noted.said["state"]) == (first.agent_id, "in_progress")
    assert [(each["seq"], each["kind"]) for each in entries.said["entries"]] == [
        (2, "change"),
        (3, "move"),
        (4, "handed"),
        (5, "step"),
    ]
    assert [each["number"] for each in mine.said["items"]] == [created.said["number"]]
    assert by_number.said["items"][0]["ticket_id"] == created.said["ticket_id"]


def test_what_comes_twice_with_its_key_is_answered_as_the_first_time(world: World) -> None:
    first, second = world.found(agents=2)
    asking = Asking()
    token = asking.come_online(first)
    asking.come_online(second)
    path = f"{EVERY}/{made(world, first).ticket_id}"
    key = {"Idempotency-Key": "k"}

    for verb, body in (
        ("change", {"version": 1, "level": "vip"}),
        ("move", {"version": 2, "to": "in_progress"}),
        ("assign", {"version": 3, "agent_id": second.agent_id}),
    ):
        answers = [asking.ask("POST", f"{path}/{verb}", token, body, headers=key) for _ in range(2)]
        other = asking.ask("POST", f"{path}/{verb}", token, {**body, "version": 9}, headers=key)
        without = asking.ask("POST", f"{path}/{verb}", token, body)

        assert [each.status for each in answers] == [200, 200], verb
        assert answers[0].said == answers[1].said
        assert (other.said["code"], without.status) == ("idempotency_key_reused", 409)


def test_what_is_said_badly_is_named(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking = Asking()
    token = asking.come_online(agent)
    least = {"client_id": "1", "type": "repair", "subject": "It leaks", "email": "mei@example.com"}

    for more, named in (
        ({"type": "nothing"}, ["type"]),
        ({"subject": ""}, ["subject"]),
        ({"email": "x"}, ["email"]),
        ({"fields": {"colour": 1, "model": True}}, ["fields.colour", "fields.model"]),
        ({"priority": "urgent", "reason": "x"}, ["summary"]),
        ({"origin": {"kind": "conversation", "id": "x", "seqs": [0]}}, ["origin.seqs[0]"]),
        ({"fields": {"appointment": "tomorrow"}}, ["fields.appointment"]),
        ({"unknown": 1}, ["unknown"]),
    ):
        assert named_in(asking.ask("POST", EVERY, token, {**least, **more})) == named, more


def test_an_administrator_sets_days_and_fields_and_tickets_follow(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking, administrator = Asking(), world.agent(role=ADMINISTRATOR)
    boss, token = asking.sign_in(administrator), asking.come_online(agent)
    seal = {"key": "seal", "names": {"zh-CN": "密封圈", "en": "Seal"}, "kind": "choice", "choices": ["S", "M"]}
    path = "/v1/admin/ticket-settings"

    set_up = asking.ask("PUT", path, boss, {"close_days": 3, "fields": {"repair": [{**seal, "required": True}]}})
    older = asking.ask("PUT", path, boss, {"close_days": 9, "version": 0})
    kept = asking.ask("GET", path, token)
    body = {"client_id": "1", "type": "repair", "subject": "It leaks", "email": "mei@example.com"}
    lacking = asking.ask("POST", EVERY, token, body)
    wrong = asking.ask("POST", EVERY, token, {**body, "fields": {"seal": "XL"}})
    right = asking.ask("POST", EVERY, token, {**body, "fields": {"seal": "M"}})

    assert set_up.said == kept.said
    assert (older.status, older.said["code"], older.said["version"]) == (409, "changed_meanwhile", 1)
    assert (kept.said["close_days"], kept.said["reopen_days"]) == (3, 7)
    assert [each["key"] for each in kept.said["fields"]["repair"]] == ["seal"]
    assert [each["key"] for each in kept.said["fields"]["presale"]] == ["product"]
    assert named_in(lacking) == named_in(wrong) == ["fields.seal"]
    assert right.status == 201
    for bad, named in (
        ({"close_days": -1}, ["close_days"]),
        ({"fields": {"nothing": []}}, ["fields.nothing"]),
        ({"fields": {"repair": [{**seal, "key": "1"}]}}, ["fields.repair.0.key"]),
        ({"fields": {"repair": [{**seal, "choices": []}]}}, ["fields.repair.0.choices"]),
        ({"fields": {"repair": [{**seal, "names": {"en": "Seal"}}]}}, ["fields.repair.0.names"]),
        ({"fields": {"repair": [seal, seal]}}, ["fields.repair"]),
    ):
        assert named_in(asking.ask("PUT", path, boss, bad)) == named
    assert asking.ask("PUT", path, token, {"close_days": 1}).status == 403


def test_many_at_once_over_http_are_not_taken_for_one_called_bulk(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking = Asking()
    token = asking.sign_in(world.agent(role=SUPERVISOR))
    ticket = made(world, agent)

    answer = asking.ask(
        "POST", f"{EVERY}/bulk", token, {"act": "close", "ticket_ids": [ticket.ticket_id, "tkt_none"], "text": "Recall"}
    )

    assert [(each["ticket_id"], each["code"]) for each in answer.said["results"]] == [
        (ticket.ticket_id, None),
        ("tkt_none", "not_found"),
    ]


def test_a_message_left_becomes_a_ticket_with_its_words_and_shows_it(world: World) -> None:
    (agent,) = world.found(agents=1)
    visitor = world.visitor()
    said: dict[str, Any] = {"name": "Mei", "text": "My kettle leaks", "email": "mei@example.com", "client_id": "m"}
    left = leaving.leave_message(world.desk, visitor, "demo", None, LeaveMessage(**said)).message
    settle(world)

    ticket = made(world, agent, origin={"kind": "offline_message", "id": left.message_id})
    shown, _ = lists.list_about(world.desk, world.now(agent), left.message_id, None, 10)

    assert (ticket.visitor_id, ticket.visitor_name, ticket.email) == (visitor.visitor_id, "Mei", "mei@example.com")
    assert [each.text for each in history(world, ticket)] == ["", "My kettle leaks"]
    assert [each for _, each in shown] == [ticket]
    with pytest.raises(NotYours):
        made(world, world.agent(), origin={"kind": "offline_message", "id": left.message_id})


def test_a_callback_becomes_a_ticket_with_what_was_said_on_the_telephone(world: World) -> None:
    (agent,) = world.found(agents=1)
    conversation_id = talked(world, agent, close=True)
    settle(world)
    visitor_id = str(made(world, agent, origin={"kind": "conversation", "id": conversation_id}).visitor_id)
    due_at = world.clock().replace(hour=23).isoformat()
    plan = PlanFollowUp(kind="care", visitor_id=visitor_id, due_at=due_at, script="", client_id="p")
    visit, _ = planning.plan_follow_up(world.desk, caller(world.now(agent)), plan)
    called = RecordCall(outcome="became_ticket", text="It leaks again", client_id="c")
    calling.record_call(world.desk, world.now(agent), visit.followup_id, called)

    ticket = made(world, agent, type="complaint", origin={"kind": "follow_up", "id": visit.followup_id})

    assert (ticket.visitor_id, ticket.plan_key, ticket.owner_id) == (visitor_id, "demo", agent.agent_id)
    assert [each.text for each in history(world, ticket)] == ["", "It leaks again"]


def test_who_reads_what_is_anothers_is_in_the_audit_log_once_a_day(world: World) -> None:
    (agent,) = world.found(agents=1)
    chief = world.agent(role=SUPERVISOR)
    ticket = made(world, agent)

    for _ in range(2):
        access.read_ticket(world.desk, chief, ticket.ticket_id)
        access.read_ticket(world.desk, agent, ticket.ticket_id)

    entries, _ = audit.read(world.desk, "2026-11", act="read_ticket")
    assert [(each.by, each.about) for each in entries] == [(chief.agent_id, ticket.ticket_id)]
