"""From the first word to the figures: asked, a low score, called back, counted (D1, D2, F1). Through HTTP."""

from __future__ import annotations

from chalicelib.core import work
from chalicelib.people.model.rights import SUPERVISOR
from tests.in_process import Asking
from tests.worlds import World


def test_a_low_score_is_called_back_and_the_figures_show_it(world: World) -> None:
    (member,) = world.found(agents=1)
    supervisor = world.agent(role=SUPERVISOR)
    http = Asking()
    agent, boss, visitor = http.come_online(member), http.sign_in(supervisor), http.visit()

    conversation_id = http.begin(visitor, text="Where is my order?")
    at_desk = f"/v1/desk/conversations/{conversation_id}"
    assert http.ask("POST", f"{at_desk}/messages", agent, {"text": "No idea", "client_id": "1"}).status == 201
    assert http.ask("POST", f"{at_desk}/close", agent, {"category": "Delivery"}).status == 200

    # the widget finds the invitation where it finds everything else
    entries = http.ask("GET", f"/v1/widget/demo/conversations/{conversation_id}/entries", visitor).said["entries"]
    assert [entry["kind"] for entry in entries] == ["message", "assigned", "message", "closed", "survey"]
    survey = f"/v1/widget/demo/surveys/{entries[-1]['ref']}"
    asked = http.ask("GET", survey, visitor).said
    assert (asked["state"], asked["score"]) == ("asked", None)

    # two of five, and why
    said = {"score": 2, "reasons": ["unsolved"], "comment": "还没收到", "resolved": False, "client_id": "a"}
    given = http.ask("POST", f"{survey}/answer", visitor, said)
    assert (given.status, given.said["state"], given.said["score"]) == (200, "answered", 2)

    # the supervisor has it on the list, and calls within the two hours
    (callback,) = http.ask("GET", "/v1/desk/follow-ups?view=mine", boss).said["items"]
    assert (callback["kind"], callback["score"], callback["comment"]) == ("callback", 2, "还没收到")
    rating = http.ask("GET", f"{at_desk}/survey", boss).said
    assert (rating["callback_id"], rating["callback_done_at"]) == (callback["followup_id"], None)
    world.clock.forward(minutes=40)
    while work.run_due(world.desk):
        pass
    boss = http.sign_in(supervisor)
    call = {"outcome": "reached", "text": "Sent again", "client_id": "c"}
    called = http.ask("POST", f"/v1/desk/follow-ups/{callback['followup_id']}/calls", boss, call)
    assert called.status in (200, 201), called

    rating = http.ask("GET", f"{at_desk}/survey", boss).said
    figures = http.ask("GET", "/v1/admin/survey-figures?from=2026-11-23&to=2026-11-23&by=agent", boss).said
    (row,) = figures["items"]
    assert rating["callback_in_time"] is True
    assert (row["key"], row["name"]) == (member.agent_id, member.name)
    assert (row["asked"], row["answered"], row["average"], row["distribution"]) == (1, 1, 2.0, [0, 1, 0, 0, 0])
    assert (row["low"], row["low_share"], row["resolved_share"]) == (1, 1.0, 0.0)
    assert (row["callbacks"], row["callbacks_in_time"]) == (1, 1)
    assert {**figures["total"], "key": "", "name": ""} == {**row, "key": "", "name": ""}
