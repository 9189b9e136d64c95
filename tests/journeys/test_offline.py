"""A message left at night, from the widget to the answer and back, through the HTTP API (C2, C3)."""

from __future__ import annotations

from tests.in_process import Asking
from tests.offline.night import FORM, MEI, Night
from tests.worlds import World


def test_a_visitor_leaves_a_message_at_night_and_finds_the_answer_on_return(world: World) -> None:
    night, shop = Night(world).fall(agents=2, recipients=[MEI]), Asking()
    visitor = shop.visit()
    own, all_messages = "/v1/widget/demo/offline-messages", "/v1/desk/offline-messages"

    # at night: nobody is there
    waiting = shop.begin(visitor)
    left = shop.ask("POST", own, visitor, {**FORM, "client_id": "f", "conversation_id": waiting})
    again = shop.ask("POST", own, visitor, {**FORM, "client_id": "f", "conversation_id": waiting})
    night.time_goes_by()
    assert (left.status, again.status) == (201, 200)
    assert left.said == again.said
    assert left.said["state"] == "new"
    assert shop.ask("GET", f"/v1/widget/demo/conversations/{waiting}/entries", visitor).said["state"] == "closed"

    # recipients and the agent who was given it are told
    message_id, number = left.said["message_id"], left.said["number"]
    given = next(each for each in night.told("offline_assigned") if each.about == message_id)
    assert [number in each.subject for each in night.letters("email", MEI["email"])] == [True]
    assert [number in each.text for each in night.letters("sms", MEI["mobile"])] == [True]
    assert [number in each.subject for each in night.letters("email", given.to)] == [True]

    # in the morning: the agent finds it, claims it and answers; the colleague comes too late
    agent = next(each for each in night.agents if each.email == given.to)
    colleague = next(each for each in night.agents if each.email != given.to)
    token, theirs = shop.sign_in(agent), shop.sign_in(colleague)
    mine = shop.ask("GET", f"{all_messages}?view=mine&state=new", token).said["items"]
    assert [each["message_id"] for each in mine] == [message_id]
    assert mine[0]["agent"] == {"id": agent.agent_id, "name": agent.name, "number": agent.number, "picture": None}
    claimed = shop.ask("POST", f"{all_messages}/{message_id}/claim", token, {})
    late = shop.ask("POST", f"{all_messages}/{message_id}/claim", theirs, {})
    assert (claimed.status, claimed.said["state"]) == (200, "claimed")
    assert (late.status, late.said["code"], late.said["agent"]["name"]) == (409, "message_taken", agent.name)
    said = {"text": "有货，欢迎选购。", "by": ["email", "widget"], "client_id": "a"}
    answered = shop.ask("POST", f"{all_messages}/{message_id}/answer", token, said)
    repeated = shop.ask("POST", f"{all_messages}/{message_id}/answer", token, said)
    night.time_goes_by()
    assert (answered.status, repeated.status) == (201, 200)
    assert answered.said["answers"][0]["by"] == ["email", "widget"]
    assert "notices" not in answered.said["answers"][0]
    one = shop.ask("GET", f"{all_messages}/{message_id}", token).said
    assert [(each["channel"], each["state"]) for each in one["answers"][0]["notices"]] == [("email", "sent")]
    (mail,) = night.letters("email", FORM["email"])
    assert number in mail.subject and "有货，欢迎选购。" in mail.text and "茶还有货吗？" in mail.text

    # the visitor comes back
    (item,) = shop.ask("GET", own, visitor).said["items"]
    assert (item["message_id"], item["number"], item["state"]) == (message_id, number, "answered")
    assert [each["text"] for each in item["answers"]] == ["有货，欢迎选购。"]
    assert item["answers"][0]["agent"] == {"name": agent.name, "number": agent.number}

    # and it is over
    closed = shop.ask("POST", f"{all_messages}/{message_id}/close", token, {})
    late = shop.ask("POST", f"{all_messages}/{message_id}/answer", token, {**said, "client_id": "b"})
    assert (closed.status, closed.said["state"], closed.said["remind_at"]) == (200, "closed", None)
    assert (late.status, late.said["code"]) == (409, "message_closed")
