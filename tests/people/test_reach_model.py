"""The one question of reach, as a pure function: what holds for whatever there is."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.channels import Asker
from chalicelib.people.model.reach import DECIDE, MANAGE, SEE, STEER, TAKE, TAKE_PART, Receivers, Thing, circle_in
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import ALL, GROUP, OWN, Role

NOW = datetime(2026, 11, 23, tzinfo=UTC)
AGENTS, GROUPS = ("a", "b", "c"), ("g", "h")
ACTS = (SEE, TAKE_PART, STEER, TAKE, MANAGE, DECIDE)

subsets_of_agents = st.lists(st.sampled_from(AGENTS), unique=True).map(tuple)
groups = st.tuples(subsets_of_agents, subsets_of_agents).map(
    lambda members: [
        Group(name, name, "a", each, NOW, levels=levels)
        for name, each, levels in zip(GROUPS, members, ((), ("vip",)), strict=True)
    ]
)
receivers = st.builds(
    Receivers,
    st.lists(st.sampled_from(GROUPS), unique=True).map(tuple),
    subsets_of_agents,
    asker=st.sampled_from([None, Asker("normal"), Asker("vip")]),
    nobody=st.booleans(),
)
someone = st.none() | st.sampled_from(AGENTS)
things = st.builds(
    Thing,
    someone,
    guest_ids=st.frozensets(st.sampled_from(AGENTS)),
    responsible_id=someone,
    receivers=receivers,
    free=st.booleans(),
    common=st.booleans(),
)


def agent(scope: str) -> Agent:
    role = Role("r", "R", frozenset({"conversations.answer"}), scope)
    return Agent("a", "a@example.com", "A", "1", "r", 5, True, NOW, own_role=role)


@settings(max_examples=200, deadline=None)
@given(thing=things, act=st.sampled_from(ACTS), known=groups)
def test_a_wider_role_reaches_whatever_a_narrower_one_does(thing: Thing, act: object, known: list[Group]) -> None:
    ties = [tie_of(agent(scope), act, thing, circle_in(agent(scope), known)) for scope in (OWN, GROUP, ALL)]

    reached = [tie is not None for tie in ties]
    assert reached == sorted(reached)
    assert reached[-1]


@settings(max_examples=100, deadline=None)
@given(thing=things, known=groups)
def test_whoever_may_write_may_read_and_whoever_may_steer_may_write(thing: Thing, known: list[Group]) -> None:
    for scope in (OWN, GROUP):
        circle = circle_in(agent(scope), known)
        see, write, steer = (tie_of(agent(scope), act, thing, circle) for act in (SEE, TAKE_PART, STEER))

        assert see is not None or write is None
        assert write is not None or steer is None


@settings(max_examples=100, deadline=None)
@given(thing=things, known=groups)
def test_who_is_in_none_of_its_ties_reaches_nothing_by_their_own(thing: Thing, known: list[Group]) -> None:
    own = agent(OWN)
    strange = Thing("b", frozenset({"c"}), "b", Receivers(("h",), ("b",)), free=thing.free, common=thing.common)
    without = [Group(each.group_id, each.name, "b", ("b", "c"), NOW) for each in known]

    assert [tie_of(own, act, strange, circle_in(own, without)) for act in ACTS] == [None] * len(ACTS)


def test_a_permission_is_asked_only_for_what_is_not_ones_own() -> None:
    from chalicelib.people.model.reach import Act

    act = Act("call", STEER.ties, ("callbacks.work",))
    one = agent(ALL)

    assert tie_of(one, act, Thing("a"), circle_in(one, [])) == "holder"
    assert tie_of(one, act, Thing("b"), circle_in(one, [])) is None
