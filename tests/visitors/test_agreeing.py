"""Which words a visitor agreed to: editions that never change, asked for once, counted once (F6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.prechat import FilledForm
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.plans import store as plan_store
from chalicelib.plans.model.consents import ConsentCount
from chalicelib.plans.service import consents, definitions
from chalicelib.visitors import service as visitors
from tests.crashes import Death, at_each_write
from tests.in_process import Asking
from tests.worlds import World, at_once, counted

FIRST, SECOND = ({"en": f"We keep it for {years} years.", "zh-CN": f"保存 {years} 年。"} for years in (1, 2))


def ask(world: World, **prechat: Any) -> int:
    """The plan asks this; the number of its edition."""
    plans.update_plan(world.desk, "demo", {"prechat": {"active": True, **prechat}}, None)
    return plans.read_plan(world.desk, "demo").prechat.consent_version


def start(world: World, caller: visitors.Caller, client_id: str = "c", source: str = "web", **form: Any) -> str:
    first = StartConversation(text="hello", client_id=client_id, source=source, form=FilledForm(**form))
    return conversations.start_conversation(world.desk, caller, "demo", first).conversation_id


def over(world: World, caller: visitors.Caller, conversation_id: str) -> None:
    conversations.close_by_visitor(world.desk, caller, "demo", conversation_id)


def leave(world: World, caller: visitors.Caller, client_id: str = "l", **form: Any) -> None:
    letter = LeaveMessage(name="Lan", text="Is there tea?", email="lan@mail.example.com", client_id=client_id, **form)
    leaving.leave_message(world.desk, caller, "demo", None, letter)


def answers(world: World, caller: visitors.Caller) -> list[tuple[int, str, bool, str]]:
    """Edition, where, whether it was refused, and its words in English; the newest first."""
    customer = visitors.whole(world.desk, caller.visitor_id)
    found = visitors.agreements_of(world.desk, customer)
    return [
        (each.agreed.version, each.agreed.where, each.agreed.refused, each.edition.texts.get("en", ""))
        for each in found
    ]


def counts(world: World) -> dict[int, tuple[int, int]]:
    found, _ = consents.list_editions(world.desk, "demo", None)
    return {each.edition.number: (each.count.agreed, each.count.refused) for each in found}


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Invalid) as told:
        act()
    return [each.field for each in told.value.errors]


def test_an_edition_never_changes_and_says_who_published_it_when(world: World) -> None:
    world.found()
    boss = world.agent(role=ADMINISTRATOR)
    change = {"prechat": {"active": True, "consent": FIRST}}
    definitions.update_plan(world.desk, "demo", change, None, giver=boss, by=By(boss.agent_id, boss.name))
    world.clock.forward(days=1)
    ask(world, name="optional")  # something else
    ask(world, consent=SECOND)
    ask(world, consent={})

    with counted() as requests:
        found, more = consents.list_editions(world.desk, "demo", None)

    assert [(each.edition.number, each.edition.texts) for each in found] == [(3, {}), (2, SECOND), (1, FIRST)]
    assert (found[-1].edition.by_id, found[0].edition.by_id) == (boss.agent_id, None)
    assert found[-1].edition.at is not None and found[0].edition.at is not None
    assert (found[0].edition.at - found[-1].edition.at).days == 1
    assert (more, len(requests) <= 7) == (False, True)


def test_a_hundred_editions_come_in_pages_and_a_copied_plan_has_a_first_of_its_own(world: World) -> None:
    world.found()
    for number in range(100):
        ask(world, consent={"en": f"Text {number}"})

    numbers, before, more = [], None, True
    while more:
        with counted() as requests:
            found, more = consents.list_editions(world.desk, "demo", before)
        numbers += [each.edition.number for each in found]
        before = numbers[-1]
        assert len(requests) <= 7
    definitions.copy_plan(world.desk, "demo", "other", "Other")

    assert numbers == list(range(100, 0, -1))
    (copied,), _ = consents.list_editions(world.desk, "other", None)
    assert (copied.edition.number, copied.edition.texts) == (1, {"en": "Text 99"})


def test_texts_from_before_editions_were_kept_are_kept_once_another_takes_their_place(world: World) -> None:
    world.found()
    ask(world, consent=FIRST)
    plan = plans.read_plan(world.desk, "demo")
    former = replace(plan, prechat=replace(plan.prechat, consent_version=4, kept_since=0), version=plan.version + 1)
    tx = Transaction(world.desk)
    plan_store.put(tx, former, before=plan)
    tx.commit()
    caller = world.visitor()
    over(world, caller, start(world, caller, consent=4))

    before = answers(world, caller)
    ask(world, consent=SECOND)

    assert before == answers(world, caller) == [(4, "chat", False, FIRST["en"])]
    found, _ = consents.list_editions(world.desk, "demo", None)
    known = [(each.edition.number, dict(each.edition.texts), each.edition.kept) for each in found]
    assert known[:3] == [(5, SECOND, True), (4, FIRST, True), (3, {}, False)]


def test_somebody_is_asked_once_for_an_edition_wherever_they_answered_it_and_again_for_the_next(world: World) -> None:
    world.found()
    ask(world, consent=FIRST)
    caller = world.visitor()

    asked = refused(lambda: start(world, caller))
    over(world, caller, start(world, caller, consent=1))
    leave(world, caller)  # no more is asked of them
    ask(world, consent=SECOND)
    again = refused(lambda: leave(world, caller, "l2"))
    leave(world, caller, "l2", consent=2)
    over(world, caller, start(world, caller, "c2"))
    ask(world, consent=FIRST)
    over(world, caller, start(world, caller, "c3", "app", consent=3))

    assert (asked, again) == (["form.consent"], ["consent"])
    assert answers(world, caller) == [
        (3, "api", False, FIRST["en"]),
        (2, "form", False, SECOND["en"]),
        (1, "chat", False, FIRST["en"]),
    ]
    assert counts(world) == {3: (1, 0), 2: (1, 0), 1: (1, 0)}


def test_who_declines_is_told_no_or_served_all_the_same_as_the_plan_says_and_may_agree_later(world: World) -> None:
    world.found()
    ask(world, consent=FIRST, refusal={"en": "Please call us."})
    caller = world.visitor()

    no = refused(lambda: start(world, caller, declined=1)), refused(lambda: leave(world, caller, declined=1))
    ask(world, consent_optional=True)
    over(world, caller, start(world, caller, declined=1))
    leave(world, caller)  # they have answered
    declined = answers(world, caller), counts(world)
    ask(world, consent_optional=False)  # by now it has to be agreed to
    still = refused(lambda: start(world, caller, "s")), refused(lambda: leave(world, caller, "s"))
    over(world, caller, start(world, caller, "c2", consent=1))
    ask(world, consent_optional=True)
    over(world, caller, start(world, caller, "c3", declined=1))  # agreed is agreed

    assert no == still == (["form.consent"], ["consent"])
    assert declined == ([(1, "chat", True, FIRST["en"])], {1: (0, 1)})
    assert sorted(answers(world, caller)) == [(1, "chat", False, FIRST["en"]), (1, "chat", True, FIRST["en"])]
    assert counts(world) == {1: (1, 0)}
    assert visitors.read(world.desk, caller).agreed is not None


def test_the_form_names_every_field_that_does_not_hold_and_old_words_or_none_are_among_them(world: World) -> None:
    world.found()
    ask(world, consent=FIRST, consent_optional=True)
    caller = world.visitor()
    letter = LeaveMessage(name="", text="", client_id="l")

    every = refused(lambda: leaving.leave_message(world.desk, caller, "demo", None, letter))
    wrong = [refused(partial(leave, world, caller, **each)) for each in ({"consent": 9}, {"declined": 0})]

    assert every == ["name", "text", "email", "mobile", "consent"]
    assert wrong == [["consent"], ["consent"]]
    assert visitors.read(world.desk, caller).unwritten


def test_agreeing_costs_no_request_more_and_of_many_at_once_each_counts_once(world: World) -> None:
    world.found()
    callers = [world.visitor() for _ in range(12)]
    with counted() as before:
        leave(world, callers[0])
    ask(world, consent=FIRST)

    with counted() as after:
        leave(world, callers[1], consent=1)
    at_once([partial(leave, world, each, consent=1) for each in callers[2:]])
    again = [partial(leave, world, callers[0], name, consent=1) for name in ("again", "and again")]
    at_once([partial(start, world, callers[0], consent=1), *again])

    assert after.names == before.names
    assert counts(world) == {1: (12, 0)}
    assert [len(answers(world, each)) for each in callers] == [1] * 12


def test_dying_at_any_write_leaves_who_agreed_and_their_number_alike(world: World) -> None:
    world.found()
    ask(world, consent=FIRST)
    total = 0

    def story(death: Death) -> None:
        nonlocal total
        caller = world.visitor()
        with death():
            leave(world, caller, f"{caller.visitor_id}", consent=1)
        leave(world, caller, f"{caller.visitor_id}", consent=1)
        total += 1
        assert [each[0] for each in answers(world, caller)] == [1]
        assert counts(world) == {1: (total, 0)}

    at_each_write(story)


def test_counts_are_of_who_answered_and_agents_read_the_words_a_customer_agreed_to(world: World) -> None:
    (agent,) = world.found(agents=1)
    http = Asking()
    token, boss = http.sign_in(agent), http.sign_in(world.agent(role=ADMINISTRATOR))
    ask(world, consent=FIRST)
    caller = world.visitor()
    world.online(agent)
    start(world, caller, consent=1)
    ask(world, consent=SECOND)

    said = http.ask("GET", f"/v1/desk/visitors/{caller.visitor_id}/consents", token).said["items"]
    listed = http.ask("GET", "/v1/admin/plans/demo/consents", boss).said["items"]
    nobody = http.ask("GET", "/v1/desk/visitors/vis_nobody/consents", token)

    assert [(each["edition"], each["where"], each["texts"], each["kept"]) for each in said] == [
        (1, "chat", FIRST, True)
    ]
    assert [(each["number"], each["agreed"]) for each in listed] == [(2, 0), (1, 1)]
    assert nobody.status == 404
    assert ConsentCount(1).plus(ConsentCount(2, 1)) == ConsentCount(3, 1)
