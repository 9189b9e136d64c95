"""Over HTTP: rotas, numbers, calls, and the page behind the link (B8)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from chalicelib.notifications import service as notifications
from chalicelib.oncall.model.rota import MOST_ROTAS
from chalicelib.people.service import mobiles, roles
from infra.local.gateway import Reply
from tests.in_process import Asking, named_in
from tests.oncall.stage import Stage
from tests.worlds import World

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(repr=False)
class Pages(Asking):
    """The night's desk, asked over HTTP."""

    world: World
    stage: Stage = field(init=False)

    def __post_init__(self) -> None:
        super().__init__()
        settings = {"sender_email": "desk@example.com", "sms_signature": "Desk"}
        notifications.update_settings(self.world.desk, settings)
        self.stage = Stage(self.world)
        self.lead = self.sign_in(self.stage.chief.agent)
        self.agent = self.sign_in(self.stage.anna)

    def page(self, method: str, token: str, body: bytes = b"") -> Reply:
        return self._gateway.ask(method, f"/o/{token}", FORM if method == "POST" else {}, body)


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world)


def test_the_link_shows_what_it_is_about_and_only_its_button_accepts(pages: Pages) -> None:
    stage = pages.stage
    waiting = stage.visitor_waits()
    stage.pass_minutes(12, waiting)
    first, second = stage.link_of("anna"), stage.link_of("bert")

    looked = [pages.page("GET", first), pages.page("HEAD", first)]
    untouched = stage.call().state
    accepted = pages.page("POST", first, b"accept=1")
    other = pages.page("POST", second, b"accept=1")
    nothing = pages.page("POST", "nothing.at-all-1234567", b"accept=1")

    assert [each.status for each in looked] == [200, 200]
    assert untouched == "calling"
    assert b"A visitor waits" in looked[0].body
    assert b"You have accepted" in accepted.body
    assert stage.anna.name.encode() in other.body and b"sees to it" in other.body
    assert nothing.status == 404
    assert stage.call().accepted_id == stage.anna.agent_id
    assert looked[0].headers["Cache-Control"] == "no-store"


def test_a_console_shows_a_call_and_accepts_it(pages: Pages) -> None:
    waiting = pages.stage.visitor_waits()
    pages.stage.pass_minutes(2, waiting)

    (call,) = pages.ask("GET", "/v1/desk/on-call", pages.agent).said["calls"]
    accepted = pages.ask("POST", f"/v1/desk/on-call/{call['call_id']}/accept", pages.agent, {})
    other = pages.sign_in(pages.stage.dora)
    refused = pages.ask("POST", f"/v1/desk/on-call/{call['call_id']}/accept", other, {})
    taken = pages.ask("POST", f"/v1/desk/on-call/{call['call_id']}/accept", pages.lead, {})

    assert (accepted.status, accepted.said["accepted"]["agent_id"]) == (200, pages.stage.anna.agent_id)
    assert refused.status == 404
    assert (taken.status, taken.said["code"], taken.said["agent"]["name"]) == (409, "call_taken", pages.stage.anna.name)
    listed = pages.ask("GET", "/v1/admin/on-call/calls", pages.lead).said["items"]
    assert [each["state"] for each in listed] == ["accepted"]
    assert pages.ask("GET", "/v1/desk/on-call", other).said == {"calls": [], "poll_after_ms": 600_000}


def test_rotas_are_kept_by_those_who_lead(pages: Pages) -> None:
    ids = [pages.stage.anna.agent_id, pages.stage.bert.agent_id]
    body = {"name": "Weekend", "turns": [{"agent_ids": ids, "weekdays": [5, 6]}], "step_minutes": 5}

    key = {"Idempotency-Key": "once"}
    made, twice = (pages.ask("POST", "/v1/admin/on-call/rotas", pages.lead, body, headers=key) for _ in range(2))
    path = f"/v1/admin/on-call/rotas/{made.said['rota_id']}"
    changed = pages.ask("PUT", path, pages.lead, {"step_minutes": 7, "version": made.said["version"]})
    older = pages.ask("PUT", path, pages.lead, {"step_minutes": 8, "version": made.said["version"]})
    others = [pages.ask(each, path, pages.agent, {} if each == "PUT" else None).status for each in ("GET", "PUT")]
    gone = [pages.ask("DELETE", path, pages.lead).status for _ in range(2)]

    assert (made.status, made.said["now"], twice.said) == (201, [], made.said)
    assert (changed.said["step_minutes"], changed.said["turns"]) == (7, made.said["turns"])
    assert (older.status, others, gone) == (409, [403, 403], [204, 204])
    assert pages.ask("GET", path, pages.lead).status == 404


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({}, ["name"]),
        ({"name": "R", "step_minutes": 0}, ["step_minutes"]),
        ({"name": "R", "turns": [{"agent_ids": []}]}, ["turns[0].agent_ids"]),
        ({"name": "R", "turns": [{"agent_ids": ["x"], "weekdays": [7]}]}, ["turns[0].weekdays[0]"]),
        ({"name": "R", "country": "china"}, ["country"]),
    ],
)
def test_what_is_no_rota_is_refused_over_http(pages: Pages, body: dict[str, object], fields: list[str]) -> None:
    answer = pages.ask("POST", "/v1/admin/on-call/rotas", pages.lead, body)

    assert (answer.status, named_in(answer)) == (422, fields)


def test_a_number_is_ones_own_and_seen_by_whoever_manages_the_account(pages: Pages) -> None:
    boss = pages.sign_in(pages.stage.boss.agent)
    own, anna = "/v1/desk/mobile", f"/v1/admin/agents/{pages.stage.anna.agent_id}/mobile"

    mine = pages.ask("PUT", own, pages.agent, {"mobile": "+49 151 23456789"})
    seen = pages.ask("GET", anna, boss)
    wrong = pages.ask("PUT", own, pages.agent, {"mobile": "12"})
    hidden = [pages.ask("GET", anna, each).status for each in (pages.lead, pages.agent)]
    none = pages.ask("PUT", anna, boss, {"mobile": "", "version": seen.said["version"]})
    colleagues = pages.ask("GET", "/v1/desk/colleagues", pages.agent)

    assert mine.said["mobile"] == seen.said["mobile"] == "+4915123456789"
    assert (wrong.status, named_in(wrong)) == (422, ["mobile"])
    assert hidden == [403, 403]
    assert none.said["mobile"] is None
    assert "mobile" not in str(colleagues.said)
    audited = pages.ask("GET", "/v1/admin/audit", boss).said["items"]
    assert "4915123456789" not in str(audited)


def test_the_last_rota_a_desk_may_have_is_made_once_however_often_it_is_asked_for(pages: Pages) -> None:
    for number in range(MOST_ROTAS - 2):  # there is one
        pages.ask("POST", "/v1/admin/on-call/rotas", pages.lead, {"name": f"Rota {number}"})

    key = {"Idempotency-Key": "the last one"}
    first, again = (
        pages.ask("POST", "/v1/admin/on-call/rotas", pages.lead, {"name": "Last"}, headers=key) for _ in range(2)
    )
    more = pages.ask("POST", "/v1/admin/on-call/rotas", pages.lead, {"name": "More"})

    assert (first.status, again.status, more.status) == (201, 201, 409)
    assert again.said["rota_id"] == first.said["rota_id"]


def test_whoever_may_less_cannot_have_somebodys_calls_sent_elsewhere(pages: Pages) -> None:
    world = pages.world
    role = roles.create_role(world.desk, name="Accounts", permissions=["agents.manage"], scope="all")
    clerk = pages.sign_in(world.agent(role=role.role_id))
    path = f"/v1/admin/agents/{pages.stage.boss.agent.agent_id}/mobile"

    refused = pages.ask("PUT", path, clerk, {"mobile": "13812345678"})

    assert refused.status == 403
    assert mobiles.read_mobile(world.desk, pages.stage.boss.agent.agent_id).mobile is None
