"""An agent who left is erased from every room, and what they did stays (F6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.colleagues import Left
from chalicelib.core.contacts import Recipient
from chalicelib.core.errors import Conflict
from chalicelib.core.former import FORMER, Leaver
from chalicelib.core.persons import Nothing, item_at
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service import mobiles, signatures
from chalicelib.plans import service as plans
from chalicelib.privacy import store
from chalicelib.privacy.model import requests as asking
from chalicelib.privacy.model.leavers import NAMED, Leaving
from chalicelib.privacy.service import declared, leavers
from chalicelib.staff.model.entry import Written
from chalicelib.staff.service import entering
from chalicelib.training.model.courses import CourseDefinition
from chalicelib.training.model.quizzes import Question, Quiz
from chalicelib.training.service import attempting, courses
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from infra.environments.cloud import Refused
from infra.operate import persons as command
from tests.crashes import AFTER, Death, at_each_write
from tests.privacy.kinds import Filler, kinds_of_rows
from tests.privacy.stage import Person, Stage, places_of
from tests.privacy.test_erasing import figures, places_by_table
from tests.stored import every_item
from tests.worlds import World

NAME, EMAIL, NUMBER, MOBILE = "诸葛离离", "zhugelq@staff.example.com", "WQ77XZ", "+8613812341234"
MARKS = (NAME, "zhugelq", NUMBER, MOBILE)
OWN = "写的私事"  # what the agent wrote of themselves, or others of them
LEAVERS = "/v1/admin/privacy/leavers"


def named(stage: Stage) -> Agent:
    """Who works on the stage has a name of their own, and had another one before."""
    boss = people.signed_in(stage.desk, stage.boss)
    agent = people.update_agent(stage.desk, stage.agent.agent_id, UpdateAgent(name=f"{NAME}甲"), by=boss.by(""))
    agent = people.update_agent(stage.desk, agent.agent_id, UpdateAgent(name=NAME, email=EMAIL, number=NUMBER))
    mobiles.change_mobile(stage.desk, agent.agent_id, MOBILE, boss.by(""))
    signatures.change_signature(stage.desk, agent.agent_id, f"Yours, {NAME}")
    stage.settle()
    return agent


def works(stage: Stage, agent: Agent) -> None:
    """What there is of an agent besides what they do for customers."""
    stage.boss, stage.member = stage.sign_in(stage.chief), stage.sign_in(agent)
    boss, member, at = people.signed_in(stage.desk, stage.boss), stage.member, stage.desk.now()
    day = (at + timedelta(days=9)).date().isoformat()
    kind = stage.do("GET", "/v1/desk/leave/kinds", member).said["kinds"][0]["kind_id"]
    leave = {"client_id": stage.key(), "kind_id": kind, "first": day, "last": day, "reason": OWN}
    stage.do("POST", "/v1/desk/leave", member, leave)
    stage.do("PUT", f"/v1/desk/day-report/{at.date()}", member, {"remarks": OWN, "plan": f"{NAME} {OWN}"})
    written = Written("fine", f"{NAME} {OWN}", money=100)
    entry, _ = entering.enter(stage.desk, boss, agent.agent_id, written, stage.key())
    stage.do("POST", f"/v1/desk/staff/entries/{entry.entry_id}/statement", member, {"text": OWN})
    course = CourseDefinition("T", quiz=Quiz((Question("q1", "text", "Why?"),)))
    course_id = courses.create_course(stage.desk, boss.by(""), course)[0].course_id
    courses.publish(stage.desk, boss.agent, boss.by(""), course_id, None)
    attempt = attempting.start(stage.desk, agent, course_id)[0]
    attempting.answer(stage.desk, agent, attempt.attempt_id, "q1", (), OWN)
    stage.settle()


def closed(stage: Stage, agent: Agent) -> None:
    stage.boss = stage.sign_in(stage.chief)
    stage.do("PUT", f"/v1/admin/agents/{agent.agent_id}", stage.boss, {"active": False})
    stage.settle()


def asked(stage: Stage, agent: Agent) -> str:
    form = {"agent_id": agent.agent_id, "reason": "left the company"}
    return str(stage.do("POST", LEAVERS, stage.boss, form).said["leaving_id"])


def erased(stage: Stage, agent: Agent) -> Leaving:
    """From the request to the end; what was shown between."""
    stage.boss = stage.sign_in(stage.chief)
    made = asked(stage, agent)
    shown = finished(stage, made, "shown")
    stage.boss = stage.sign_in(stage.chief)
    stage.do("POST", f"{LEAVERS}/{made}/confirm", stage.boss, {"typed": agent.agent_id})
    finished(stage, made, "done")
    return shown


def finished(stage: Stage, leaving_id: str, state: str) -> Leaving:
    for _ in range(40):
        stage.settle()
        found = leavers.read(stage.desk, leaving_id)
        if found.state == state:
            return found
        stage.world.clock.forward(minutes=2)
    raise AssertionError(f"it is {found}")


def numbers(stage: Stage) -> list[Any]:
    """What reports say, by ids."""

    def unnamed(held: Any) -> Any:
        if isinstance(held, dict) and "items" in held:
            return sorted((unnamed(each) for each in held["items"]), key=repr)  # which are in the order of their names
        if isinstance(held, dict):
            return {name: unnamed(each) for name, each in held.items() if name != "name"}
        return [unnamed(each) for each in held] if isinstance(held, list) else held

    return [unnamed(each) for each in figures(stage)]


def test_nothing_is_left_of_who_left_in_any_table_or_file_and_what_they_did_opens_as_before(world: World) -> None:
    stage = Stage(world)
    agent = named(stage)
    person = stage.lives(Person("zhaoyunqx", "+8613912345678"))
    works(stage, agent)
    stage.ends_the_day()
    stage.passes(days=2)
    closed(stage, agent)
    stage.passes(days=1)
    counts, others = numbers(stage), places_by_table(stage, person)

    shown = erased(stage, agent)

    assert list(places_of((*MARKS, OWN), stage.desk)) == []
    assert numbers(stage) == counts
    kept = places_by_table(stage, person)  # but for letters to the agent, and words of them
    assert {each.rpartition("-")[2] for each in others if kept[each] != others[each]} <= {
        "notices",
        "quality",
        "limits",
    }
    assert shown.counts["names"] > 50
    assert {"people.mobile", "staff.entries", "attendance.requests", "training.answers", "bulletins.days"} <= {
        *shown.counts
    }
    # whoever reads it sees the mark, the same everywhere; the log of what was done says it, too
    instead = Leaver(agent.agent_id).name
    page = conversations.entries_after(stage.desk, person.conversation_id, 0, 100)
    assert {each.author.name for each in page.entries if each.author.kind == "agent"} == {instead}
    assert any(instead in each.text for each in page.entries if each.kind == "assigned")
    seen = stage.do("GET", f"/v1/widget/demo/conversations/{person.conversation_id}/entries?after=0", person.token)
    assert FORMER in repr(seen.said) and NAME not in repr(seen.said)
    log = stage.do("GET", f"/v1/admin/audit?agent_id={agent.agent_id}", stage.boss).said["items"]
    assert {each["by_name"] for each in log} == {instead}
    # nobody is that account again
    again = stage.ask("PUT", f"/v1/admin/agents/{agent.agent_id}", stage.boss, {"active": True})
    assert (again.status, again.said["code"]) == (409, "agent_erased")
    assert stage.do("POST", "/v1/admin/recount", stage.boss, {}).said["drift"] == []


def test_every_kind_of_row_that_can_name_an_agent_is_declared_and_names_nobody_afterwards(world: World) -> None:
    leaver = Leaver("agt_00000000000000000000000007", frozenset((NAME,)), frozenset((EMAIL,)))
    filler = Filler(leaver.agent_id, NAME, NUMBER)
    stored, kinds = dict[str, tuple[type, dict[str, Any]]](), sorted(kinds_of_rows(), key=lambda each: each.__module__)
    for place, row in enumerate(kinds):
        item = filler.item(row, place)
        if NAME in repr(item) and row.__name__ != "AuditRow":
            world.desk.database.call("PutItem", {"TableName": row.Meta.table_name, "Item": item})
            stored[f"{row.__module__}.{row.__name__}"] = row, item

    for row, found in declared.of_agents():
        for item in every_item(row.Meta.table_name):
            for each in found:
                if each.holds(item, leaver):
                    each.erase(world.desk, item, leaver)

    left = [name for name, (row, item) in stored.items() if NAME in repr(item_at(world.desk, row, item))]
    assert len(stored) >= 50
    assert left == []


def test_every_kind_of_row_is_declared_for_agents_and_what_is_theirs_has_a_name() -> None:
    said = {row for each in declared.AGENTS for row in each.rows}
    kinds = set(kinds_of_rows())

    assert sorted(f"{each.__module__}.{each.__name__}" for each in kinds - said) == []
    assert {each.name for each in declared.AGENTS if isinstance(each, Left)} <= NAMED.keys()
    assert all(each.why for each in declared.AGENTS if isinstance(each, Nothing))


def speaks(stage: Stage, name: str) -> Agent:
    """An agent who said something once, and whose account is closed."""
    plans.update_plan(stage.desk, "demo", {"group_ids": []}, None)
    people.update_agent(stage.desk, stage.agent.agent_id, UpdateAgent(active=False))
    agent = people.update_agent(stage.desk, stage.world.agent().agent_id, UpdateAgent(name=name))
    token = stage.come_online(agent)
    visitor = visitors.register(stage.desk, None, "demo", None, RegisterVisitor(locale="en"))[1]
    caller = visitors.recognised(stage.desk, visitor)
    form = StartConversation(text="Hello", client_id="one")
    begun = conversations.start_conversation(stage.desk, caller, "demo", form).conversation_id
    stage.ask("POST", f"/v1/desk/conversations/{begun}/take", token, {})
    stage.do("POST", f"/v1/desk/conversations/{begun}/messages", token, {"text": f"I am {name}", "client_id": "1"})
    stage.do("POST", f"/v1/desk/conversations/{begun}/close", token, {})
    people.update_agent(stage.desk, agent.agent_id, UpdateAgent(active=False))
    stage.settle()
    stage.boss = stage.sign_in(stage.chief)
    return agent


def test_it_dies_at_each_write_and_goes_on(world: World) -> None:
    stage = Stage(world)
    names = (f"离任{number:03d}者" for number in range(1000))

    def story(death: Death) -> None:
        name = next(names)
        agent = speaks(stage, name)
        made = asked(stage, agent)
        finished(stage, made, "shown")
        leavers.confirm(stage.desk, asking.BY_CUSTOMER, made, agent.agent_id)
        with death():
            for _ in range(6):
                work.run_due(stage.desk, limit=50)
                world.clock.forward(minutes=4)
        world.clock.forward(minutes=10)  # whoever died held what they were at
        done = finished(stage, made, "done")
        assert list(places_of((name,), stage.desk)) == []
        assert (done.names, done.addresses, done.digests) == ((), (), ())

    at_each_write(story, sides=(AFTER,), step=29, most=2_000, least=3)


def test_only_who_left_can_be_erased_and_only_once(world: World) -> None:
    stage = Stage(world)
    chief, agent = world.now(stage.chief), speaks(stage, "离任者")
    here, path = world.agent(), f"{LEAVERS}/"
    theirs = people.update_agent(stage.desk, world.agent(role=ADMINISTRATOR).agent_id, UpdateAgent(active=False))

    refused = [
        stage.ask("POST", LEAVERS, stage.boss, {"agent_id": each, "reason": "x"})
        for each in (here.agent_id, chief.agent_id, "agt_nobody")
    ]
    key = {"headers": {"idempotency-key": "once"}}
    form = {"agent_id": agent.agent_id, "reason": "left"}
    first, second = (stage.ask("POST", LEAVERS, stage.boss, form, **key) for _ in range(2))
    other = stage.ask("POST", LEAVERS, stage.boss, form)
    early = stage.ask("POST", f"{path}{first.said['leaving_id']}/confirm", stage.boss, {"typed": agent.agent_id})
    finished(stage, first.said["leaving_id"], "shown")
    wrong = stage.ask("POST", f"{path}{first.said['leaving_id']}/confirm", stage.boss, {"typed": "x"})
    # whoever is at work again in the meantime stays; then they leave for good
    people.update_agent(stage.desk, agent.agent_id, UpdateAgent(active=True))
    back = stage.ask("POST", f"{path}{first.said['leaving_id']}/confirm", stage.boss, {"typed": agent.agent_id})
    people.update_agent(stage.desk, agent.agent_id, UpdateAgent(active=False))
    off = stage.do("POST", f"{path}{first.said['leaving_id']}/cancel", stage.boss, {"reason": "not yet"}).said
    late = stage.ask("POST", f"{path}{first.said['leaving_id']}/confirm", stage.boss, {"typed": agent.agent_id})
    erased(stage, agent)
    gone = stage.ask("POST", LEAVERS, stage.boss, form)
    admin = erased(stage, theirs)

    assert [(each.status, each.said["code"]) for each in refused] == [
        (409, "agent_still_here"),
        (409, "not_oneself"),
        (404, "not_found"),
    ]
    assert (first.status, second.status, second.said) == (201, 200, first.said)
    assert (other.status, other.said["code"]) == (409, "leaving_in_the_way")
    assert other.said["request"] == first.said["leaving_id"]
    assert [(each.status, each.said["code"]) for each in (early, wrong, back, late)] == [
        (409, "not_now"),
        (422, "invalid_body"),
        (409, "agent_still_here"),
        (409, "not_now"),
    ]
    assert off["state"] == "cancelled"
    assert (gone.status, gone.said["code"]) == (409, "agent_erased")
    assert admin.counts["people.account"] == 1
    assert len(stage.do("GET", LEAVERS, stage.sign_in(stage.chief)).said["items"]) == 3
    with pytest.raises(Conflict):
        leavers.ask(stage.desk, chief, agent.agent_id, "again")


def test_a_name_that_a_colleague_has_too_stays_where_no_id_tells_whose_it_is(world: World) -> None:
    stage = Stage(world)
    agent, other = speaks(stage, "王芳"), world.agent()
    people.update_agent(stage.desk, other.agent_id, UpdateAgent(name="王芳"))
    tx = Transaction(stage.desk)
    matter = Matter(what="bulletin", about="bul_1", words={"by": "王芳"}, plan_key="demo")
    notifications.tell(tx, [Recipient("Boss", "boss@example.com", None, "zh-CN")], matter, channels=("email",))
    tx.commit_and_tell()

    erased(stage, agent)

    assert [each for each in places_of(("王芳",), stage.desk) if "conversations" in each] == []
    assert [each for each in places_of(("王芳",), stage.desk) if "notices" in each] != []
    assert world.now(other).name == "王芳"


def test_whoever_runs_the_desk_erases_an_agent_by_a_command(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    stage = Stage(world)
    agent = speaks(stage, "离任者")

    with pytest.raises(Refused):
        command.forget_agent(stage.desk, "nobody")
    with pytest.raises(Refused):
        command.forget_agent(stage.desk, agent.number, typed="x")
    made = store.last_leaving(stage.desk, agent.agent_id)
    assert made is not None
    leavers.cancel(stage.desk, made.by, made.leaving_id, "anew")
    said = command.forget_agent(stage.desk, agent.number, typed=agent.agent_id)

    assert "has begun" in said
    assert "Account" in capsys.readouterr().out
    done = store.last_leaving(stage.desk, agent.agent_id)
    assert done is not None
    finished(stage, done.leaving_id, "done")
    assert list(places_of(("离任者",), stage.desk)) == []
