"""Follow-ups over HTTP: what is asked, what is answered, what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.followups.stage import boss, customers, low_score
from tests.in_process import Asking, Watched, named_in
from tests.worlds import World, counted

FOLLOW_UPS = "/v1/desk/follow-ups"


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


def test_a_callback_from_list_to_outcome(world: World, asking: Asking) -> None:
    world.found()
    owner = boss(world)
    token = asking.sign_in(owner)
    low_score(world, owner)

    (shown,) = asking.ask("GET", f"{FOLLOW_UPS}?view=today", token).said["items"]
    one = f"{FOLLOW_UPS}/{shown['followup_id']}"
    next_at = (world.clock() + timedelta(days=1)).isoformat()
    tried = asking.ask("POST", f"{one}/calls", token, {"outcome": "not_reached", "next_at": next_at, "client_id": "1"})
    closed = asking.ask("POST", f"{one}/calls", token, {"outcome": "solved", "text": "Refund", "client_id": "2"})
    again = asking.ask("POST", f"{one}/calls", token, {"outcome": "solved", "text": "Refund", "client_id": "2"})
    read = asking.ask("GET", one, token)

    assert shown["owner"] == {"id": owner.agent_id, "name": owner.name, "number": owner.number, "picture": None}
    assert shown["contacts"] == {"email": "li@example.com", "mobile": "+8613800138000"}
    assert (shown["state"], shown["overdue"], shown["escalated"], shown["score"]) == ("open", False, False, 1)
    assert (tried.status, tried.said["state"]) == (201, "open")
    assert (closed.status, again.status) == (201, 200)
    assert closed.said == again.said == read.said
    assert [note["outcome"] for note in read.said["notes"]] == ["not_reached", "solved"]


SENSELESS: list[tuple[str, str, dict[str, Any], str]] = [
    ("POST", FOLLOW_UPS, {"kind": "callback"}, "kind"),
    ("POST", FOLLOW_UPS, {"due_at": "2026-11-31T00:00:00Z"}, "due_at"),
    ("POST", FOLLOW_UPS, {"due_at": "9" * 5000}, "due_at"),
    ("POST", FOLLOW_UPS, {"visitor_id": "x" * 9000}, "visitor_id"),
    ("POST", FOLLOW_UPS, {"client_id": "\u2028"}, "client_id"),
    ("POST", FOLLOW_UPS, {"owner_id": "agt_nobody"}, "owner_id"),
    ("POST", f"{FOLLOW_UPS}/ONE/calls", {"outcome": "lost"}, "outcome"),
    ("POST", f"{FOLLOW_UPS}/ONE/calls", {"outcome": "refused"}, "outcome"),
    ("POST", f"{FOLLOW_UPS}/ONE/calls", {"outcome": "not_reached"}, "next_at"),
    ("POST", f"{FOLLOW_UPS}/ONE/calls", {"outcome": "not_reached", "next_at": "2027-11-23T00:00:00Z"}, "next_at"),
    ("POST", f"{FOLLOW_UPS}/ONE/calls", {"text": "x" * 2001}, "text"),
    ("POST", f"{FOLLOW_UPS}/ONE/calls", {"text": "\x00"}, "text"),
    ("POST", f"{FOLLOW_UPS}/ONE/calls", {"client_id": ""}, "client_id"),
    ("POST", f"{FOLLOW_UPS}/ONE/assign", {"agent_id": "agt_nobody"}, "agent_id"),
    ("GET", f"{FOLLOW_UPS}?view=theirs", {}, "view"),
    ("GET", f"{FOLLOW_UPS}?view=campaign", {}, "campaign_id"),
    ("GET", f"{FOLLOW_UPS}?cursor=AAAA", {}, "cursor"),
    ("GET", f"{FOLLOW_UPS}?kind=visit", {}, "kind"),
]


def test_what_makes_no_sense_is_refused_named_and_changes_nothing(world: World, asking: Asking) -> None:
    world.found()
    owner = boss(world)
    token = asking.sign_in(owner)
    (visitor_id,) = customers(world, 1)
    low_score(world, owner)
    due_at = (world.clock() + timedelta(days=1)).isoformat()
    whole: dict[str, dict[str, Any]] = {
        FOLLOW_UPS: {"kind": "care", "visitor_id": visitor_id, "due_at": due_at, "client_id": "c"},
        "calls": {"outcome": "solved", "client_id": "c"},
        "assign": {"agent_id": owner.agent_id},
    }
    watched = Watched(world.desk)

    for method, path, wrong, field in SENSELESS:
        rest = next((body for name, body in whole.items() if path.endswith(name)), {})
        body = {**rest, **wrong} if method == "POST" else None
        answer = asking.ask(method, path.replace("ONE", "flw_00000001"), token, body)

        assert answer.status == 422, answer
        assert named_in(answer)[0].split(".")[0].split("[")[0] == field, answer
        assert watched.unchanged(), answer


def test_an_unknown_id_is_404_whatever_else_is_said(world: World, asking: Asking) -> None:
    world.found()
    token = asking.sign_in(boss(world))

    answers = [
        asking.ask("GET", f"{FOLLOW_UPS}/flw_nothing", token),
        asking.ask("POST", f"{FOLLOW_UPS}/flw_nothing/calls", token, {"outcome": "not_reached", "client_id": " "}),
        asking.ask("POST", f"{FOLLOW_UPS}/flw_nothing/assign", token, {"agent_id": "agt_nobody"}),
        asking.ask("GET", f"{FOLLOW_UPS}?view=campaign&campaign_id=cmp_nothing", token),
    ]

    assert [each.status for each in answers] == [404] * len(answers)


def test_an_agent_sees_only_their_own_and_gives_nothing_away(world: World, asking: Asking) -> None:
    (agent,), owner = world.found(agents=1), boss(world)
    token = asking.sign_in(agent)
    low_score(world, owner)

    for view in ("today", "overdue", "mine", "all"):
        assert asking.ask("GET", f"{FOLLOW_UPS}?view={view}", token).said == {"items": [], "next": None}
    foreign = asking.ask("GET", f"{FOLLOW_UPS}/flw_00000001", token)
    assigning = asking.ask("POST", f"{FOLLOW_UPS}/flw_00000001/assign", token, {"agent_id": agent.agent_id})

    assert (foreign.status, foreign.said["code"]) == (403, "not_yours")
    assert assigning.status == 403


def test_what_asking_costs_authentication_included(world: World, asking: Asking) -> None:
    world.found()
    owner = boss(world)
    token = asking.sign_in(owner)
    low_score(world, owner)
    one = f"{FOLLOW_UPS}/flw_00000001"
    next_at = (world.clock() + timedelta(days=1)).isoformat()
    costs: list[int] = []

    for method, path, body in (
        ("GET", f"{FOLLOW_UPS}?view=today", None),
        ("GET", f"{FOLLOW_UPS}?view=all", None),
        ("GET", one, None),
        ("POST", f"{one}/calls", {"outcome": "not_reached", "next_at": next_at, "client_id": "c"}),
    ):
        with counted() as requests:
            assert asking.ask(method, path, token, body).status < 300
        costs.append(len(requests))

    assert costs == [4, 3, 2, 3]
