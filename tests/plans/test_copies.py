"""Plans that are copied, archived and brought back (A6)."""

from __future__ import annotations

from functools import partial

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.once import Once
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER
from chalicelib.plans import service as plans
from chalicelib.plans.model.changes import difference
from chalicelib.plans.model.plan import KeyTaken, NobodyReceives, UnknownPlan
from chalicelib.plans.service import definitions, reading
from tests.in_process import Asking
from tests.worlds import World


def first(client_id: str = "c") -> StartConversation:
    return StartConversation(text="hello", client_id=client_id)


def test_a_copy_has_all_of_a_plan_but_its_key_and_its_name(world: World) -> None:
    (agent,) = world.found(agents=1)
    changes = {"look": {"color": "#00aa00"}, "agent_ids": [agent.agent_id], "prechat": {"consent": {"en": "Yes?"}}}
    before = plans.update_plan(world.desk, "demo", changes, None)

    after = definitions.copy_plan(world.desk, "demo", "other", "Another shop")

    assert difference(before, after)[1] == {"name": "Another shop", "version": 1}
    assert plans.read_plan(world.desk, "other") == after
    assert world.now(agent).named_in == {"demo", "other"}


def test_a_copy_that_is_asked_for_twice_is_made_once(world: World) -> None:
    world.found()
    again = partial(definitions.copy_plan, world.desk, "demo", "other", "Another shop")
    once = partial(Once.of, "copy_plan#agt", "key-1", ["other"])

    made, known = again(once()), again(once())

    assert made == known
    with pytest.raises(KeyTaken):
        definitions.copy_plan(world.desk, "demo", "other", "A third")


@pytest.mark.parametrize(("key", "name", "field"), [("A b", "Shop", "key"), ("ok", " ", "name")])
def test_a_copy_without_a_key_or_a_name_is_none(world: World, key: str, name: str, field: str) -> None:
    world.found()

    with pytest.raises(Invalid) as refused:
        definitions.copy_plan(world.desk, "demo", key, name)

    assert [each.field for each in refused.value.errors] == [field]


def test_nobody_copies_what_others_receive(world: World) -> None:
    world.found(agents=1)
    leader = world.agent(role=GROUP_LEADER)

    with pytest.raises(Forbidden):
        definitions.copy_plan(world.desk, "demo", "other", "Mine", giver=leader)


def test_where_a_plan_is_archived_nothing_begins_and_what_goes_on_goes_on(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    talks, comes = world.visitor(), world.visitor()
    open_one = conversations.start_conversation(world.desk, talks, "demo", first()).conversation_id

    plans.update_plan(world.desk, "demo", {"archived": True}, None)

    conversations.post_message(world.desk, talks, "demo", open_one, "still there?", "d")
    conversations.reply(world.desk, world.now(agent), open_one, "yes", "r")
    with pytest.raises(NobodyReceives):
        conversations.start_conversation(world.desk, comes, "demo", first())
    with pytest.raises(UnknownPlan):
        reading.appearance(world.desk, "demo", None)


def test_what_is_archived_is_out_of_the_list_until_it_is_brought_back(world: World) -> None:
    world.found()
    http = Asking()
    token = http.sign_in(world.agent(role=ADMINISTRATOR))

    def listed(query: str = "") -> list[str]:
        return [each["key"] for each in http.ask("GET", f"/v1/admin/plans{query}", token).said["items"]]

    plans.update_plan(world.desk, "demo", {"archived": True}, None)
    others, archived = listed(), listed("?archived=true")
    plans.update_plan(world.desk, "demo", {"archived": False}, None)

    assert (others, archived, listed()) == ([], ["demo"], ["demo"])
