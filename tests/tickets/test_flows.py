"""Flows as administrators keep them: drafts, versions that never change, what may not be published."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.core import audit
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.tickets.model.flow_refusals import NothingToPublish
from chalicelib.tickets.model.flows import ANYBODY, Definition, Flow, Stage, Way, Who
from chalicelib.tickets.model.shipped_flows import SHIPPED
from chalicelib.tickets.model.ticket import CLOSED, NEW, TYPES
from chalicelib.tickets.service import flows
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, named_in
from tests.worlds import World, at_once

FLOWS = "/v1/admin/flows"
BY = By("agt_1", "Mei")
NAMES = {"zh-CN": "退款", "en": "Refund"}


def simple(who: Who = ANYBODY) -> Definition:
    return Definition(
        NAMES, (Stage("asked", NAMES, NEW, (Way("paid", who),)), Stage("paid", NAMES, CLOSED)), begun_by=ANYBODY
    )


def as_json(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


def test_a_flow_from_its_draft_to_what_new_tickets_follow(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    boss, worker = asking.sign_in(world.agent(role=SUPERVISOR)), asking.sign_in(agent)
    one, draft = f"{FLOWS}/complaint", as_json(replace(SHIPPED["complaint"].definition, names=NAMES))

    kept = asking.ask("POST", f"{one}/draft", boss, {"draft": draft, "version": 0})
    during = asking.ask("GET", "/v1/desk/flows/complaint", worker)
    published = asking.ask("POST", f"{one}/publish", boss, {"version": 1}, headers={"Idempotency-Key": "k"})
    again = asking.ask("POST", f"{one}/publish", boss, {"version": 1}, headers={"Idempotency-Key": "k"})
    first, now = (asking.ask("GET", f"/v1/desk/flows/complaint{query}", worker) for query in ("?version=1", ""))

    assert (kept.status, kept.said["draft"], kept.said["published"]["version"]) == (200, draft, 1)
    assert during.said == first.said == as_json(SHIPPED["complaint"])
    assert (published.status, published.said["draft"], published.said["published"]["version"]) == (200, None, 2)
    assert again.said == published.said
    assert (now.said["version"], now.said["definition"]["names"]) == (2, NAMES)
    assert now.said["published_by"].startswith("Agent")


def test_every_type_is_listed_with_the_flow_that_it_has(world: World, asking: Asking) -> None:
    world.found()
    boss = asking.sign_in(world.agent(role=SUPERVISOR))
    flows.save_draft(world.desk, BY, "presale", simple())

    listed = asking.ask("GET", FLOWS, boss).said["items"]

    assert [each["type"] for each in listed] == sorted(TYPES)
    assert {each["type"] for each in listed if each["published"]} == set(SHIPPED)
    assert {each["type"] for each in listed if each["has_draft"]} == {"presale"}


def test_only_who_leads_all_keeps_flows(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    tokens = [asking.sign_in(each) for each in (agent, world.agent(role=GROUP_LEADER))]

    refused = [
        asking.ask("POST", f"{FLOWS}/repair/draft", each, {"draft": {"names": NAMES, "stages": []}}) for each in tokens
    ]
    refused += [asking.ask("POST", f"{FLOWS}/repair/publish", each, {"version": 0}) for each in tokens]

    assert {each.status for each in refused} == {403}


@pytest.mark.parametrize(
    ("draft", "status", "field"),
    [
        ({"names": NAMES, "stages": [{"key": "A b", "names": NAMES}]}, 422, "stages.0.key"),
        ({"names": NAMES, "stages": [{"key": "a", "names": NAMES, "colour": 1}]}, 422, "draft.stages[0].colour"),
        ({"names": NAMES}, 422, "draft.stages"),
    ],
)
def test_a_draft_that_is_none_is_refused_by_its_field(
    world: World, asking: Asking, draft: Any, status: int, field: str
) -> None:
    world.found()
    boss = asking.sign_in(world.agent(role=SUPERVISOR))

    answer = asking.ask("POST", f"{FLOWS}/repair/draft", boss, {"draft": draft})

    assert (answer.status, named_in(answer)) == (status, [field])


def test_an_unfinished_draft_is_kept_and_not_published(world: World) -> None:
    world.found()
    unfinished = Definition(NAMES, (Stage("asked", NAMES, NEW, (Way("nowhere"),)),))
    flows.save_draft(world.desk, BY, "presale", unfinished)

    with pytest.raises(Invalid) as refusal:
        flows.publish(world.desk, BY, "presale", 1)

    assert [each.field for each in refusal.value.errors] == ["stages.0.ways.0.to"]
    assert flows.read_flow(world.desk, "presale").draft == unfinished


def test_groups_and_roles_that_are_not_there_are_not_published(world: World) -> None:
    world.found(agents=1)
    assert world.group is not None
    flows.save_draft(world.desk, BY, "presale", simple(Who(roles=("rol_gone",), groups=("grp_gone",))))
    flows.save_draft(world.desk, BY, "aftersale", simple(Who(roles=("agent",), groups=(world.group.group_id,))))

    with pytest.raises(Invalid) as refusal:
        flows.publish(world.desk, BY, "presale", 1)
    published = flows.publish(world.desk, BY, "aftersale", 1)

    assert [each.field for each in refusal.value.errors] == ["stages.0.ways.0.who.roles", "stages.0.ways.0.who.groups"]
    assert published.published is not None
    assert published.published.version == 1


def test_a_version_that_was_published_stays_as_it_was(world: World) -> None:
    world.found()
    flows.save_draft(world.desk, BY, "complaint", simple())
    second = flows.publish(world.desk, BY, "complaint", 1).published
    flows.save_draft(world.desk, BY, "complaint", replace(simple(), names={"zh-CN": "新", "en": "New"}))
    third = flows.publish(world.desk, BY, "complaint", 3).published

    kept = [flows.read_version(world.desk, "complaint", number) for number in (1, 2, 3)]

    assert kept == [SHIPPED["complaint"], second, third]
    with pytest.raises(NotFound):
        flows.read_version(world.desk, "complaint", 4)


def test_who_has_not_seen_the_draft_does_not_publish_it(world: World) -> None:
    world.found()
    flows.save_draft(world.desk, BY, "presale", simple(), 0)

    with pytest.raises(ChangedMeanwhile):
        flows.publish(world.desk, BY, "presale", 0)
    with pytest.raises(ChangedMeanwhile):
        flows.save_draft(world.desk, BY, "presale", simple(Who(roles=("agent",))), 0)
    with pytest.raises(NothingToPublish):
        flows.publish(world.desk, BY, "aftersale", 0)

    assert flows.read_flow(world.desk, "presale").published is None


def test_a_draft_is_thrown_away_and_all_of_it_is_in_the_audit_log(world: World, asking: Asking) -> None:
    world.found()
    boss = asking.sign_in(world.agent(role=SUPERVISOR))
    flows.save_draft(world.desk, BY, "presale", simple())

    gone, twice = (asking.ask("DELETE", f"{FLOWS}/presale/draft", boss) for _ in range(2))
    flows.save_draft(world.desk, BY, "presale", simple())
    flows.publish(world.desk, BY, "presale", 3)
    acts = [each.act for each in audit.read(world.desk, "2026-11")[0] if each.about == "presale"]

    assert (gone.status, twice.status) == (204, 204)
    assert acts == ["publish_flow", "change_flow_draft", "discard_flow_draft", "change_flow_draft"]


@pytest.mark.race
def test_of_many_who_publish_at_once_one_does(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    flows.save_draft(world.desk, BY, "presale", simple())

    answers = at_once([partial(flows.publish, world.desk, BY, "presale", 1)] * 6)

    held = flows.read_flow(world.desk, "presale")
    assert isinstance(held.published, Flow)
    assert held.published.version == 1
    assert len([each for each in answers if not isinstance(each, Exception)]) == 1
    assert {type(each) for each in answers if isinstance(each, Exception)} <= {ChangedMeanwhile, NothingToPublish}


def test_whoever_dies_while_publishing_has_published_all_or_nothing(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        world.found()
        flows.save_draft(world.desk, BY, "presale", simple())

        with death():
            flows.publish(world.desk, BY, "presale", 1)

        held = flows.read_flow(world.desk, "presale")
        if held.published is None:
            assert held.draft is not None
            held = flows.publish(world.desk, BY, "presale", 1)
        assert flows.read_version(world.desk, "presale", 1) == held.published

    at_each_write(story)
