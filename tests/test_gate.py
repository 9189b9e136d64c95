"""Whoever has a password that somebody else chose, or has not accepted the agreement, opens nothing of customers: asked
of every route of the desk and of the administration. What stays open stands here, and nowhere else."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from chalicelib.core.audit import By
from chalicelib.core.http import Route
from chalicelib.everything import ROUTES
from chalicelib.people import service as people
from chalicelib.people.model.agreements import AgreementDraft
from chalicelib.people.model.forms import CreateAgent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service import access, agreements
from tests.in_process import Asking
from tests.worlds import World

DECLARED = [route for each in ROUTES for route in each.declared if route.path.startswith(("/v1/desk/", "/v1/admin/"))]
BY = By("agt_boss", "Boss")

# what shows nothing of customers, and is needed to come and go
SESSION = {"sign_in", "read_session", "sign_out", "sign_out_elsewhere", "change_password"}
PROFILE = {"read_signature", "change_signature", "send_picture", "choose_picture", "remove_own_picture"}
PROFILE |= {"read_own_mobile", "change_own_mobile"}
# what is needed to accept the agreement; and that a console is there, so that nobody's conversations are taken away
AGREEMENT = {"read_own_agreement", "accept_agreement", "beat"}
BEFORE_PASSWORD = SESSION | PROFILE
BEFORE_AGREEMENT = BEFORE_PASSWORD | AGREEMENT


def path_of(route: Route) -> str:
    return re.sub(r"{\w+}", "x", route.path)


def gate_of(route: Route) -> access.Admitted | None:
    """What the route asks of its caller before anything else; None: that they are signed in, at most."""
    caller = route.caller
    if isinstance(caller, access.Permitted):
        return caller.first
    return caller if isinstance(caller, access.Admitted) else None


def test_what_stays_open_is_what_the_list_says() -> None:
    before_password = {each.operation for each in DECLARED if gate_of(each) is None}
    before_agreement = {each.operation for each in DECLARED if (gate := gate_of(each)) is None or gate.unaccepted}

    assert len(DECLARED) > 200
    assert before_password == BEFORE_PASSWORD
    assert before_agreement == BEFORE_AGREEMENT


@pytest.mark.parametrize("kind", ["password", "agreement"])
def test_every_other_route_refuses_whoever_asks(world: World, kind: str) -> None:
    world.found()
    form = CreateAgent(
        email="new@example.com", name="New", number="7", password="given by boss", role=ADMINISTRATOR, capacity=1
    )
    agent = people.create_agent(world.desk, replace(form, temporary=kind == "password"))
    if kind == "agreement":
        words = {"zh-CN": "保密", "en": "Keep it here"}
        record = agreements.save_draft(world.desk, BY, AgreementDraft(words, words))
        agreements.publish(world.desk, BY, record.version)
    token, _ = people.sign_in(world.desk, agent.email, "given by boss")
    http, left_open = Asking(), BEFORE_PASSWORD if kind == "password" else BEFORE_AGREEMENT
    code = "password_change_required" if kind == "password" else "agreement_needed"

    answers = {
        route.operation: http.ask(route.method, path_of(route), token, None if route.body is None else {})
        for route in DECLARED
        if route.operation not in left_open
    }

    wrong = {name: each for name, each in answers.items() if (each.status, each.said.get("code")) != (403, code)}
    assert wrong == {}


@pytest.mark.parametrize("operation", sorted(BEFORE_AGREEMENT - SESSION))
def test_what_stays_open_is_answered(world: World, operation: str) -> None:
    (agent,) = world.found(agents=1)
    words = {"zh-CN": "保密", "en": "Keep it here"}
    record = agreements.save_draft(world.desk, BY, AgreementDraft(words, words))
    agreements.publish(world.desk, BY, record.version)
    token, _ = people.sign_in(world.desk, agent.email, "correct horse")
    route = next(each for each in DECLARED if each.operation == operation)

    answer = Asking().ask(route.method, path_of(route), token, None if route.body is None else {})

    assert (answer.said or {}).get("code") != "agreement_needed"
    assert answer.status in (200, 204, 422)
