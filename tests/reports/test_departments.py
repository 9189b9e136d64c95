"""Figures by department, and of agents within a plan, a group or a department: each what one counts by hand, and nobody
sees whom they do not reach (F1, law 8)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.departments import NamedDepartment
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import AGENT as ONESELF
from chalicelib.people.model.rights import GROUP_LEADER, BeyondYourRights
from chalicelib.people.service import departments
from chalicelib.plans import service as plans
from chalicelib.reports.model.facts import ENDED, SERVED, Fact
from chalicelib.reports.model.figures import NOBODY, Sums, added, sums_of
from chalicelib.reports.service import asking, exporting
from chalicelib.reports.service.asking import PAGE, Asked
from chalicelib.reports.service.behind import Question, facts_behind
from chalicelib.reports.service.writing import put_facts
from tests.reports.shops import Shop
from tests.worlds import World, counted


@dataclass
class Company:
    """Three groups of two departments, in two plans, and what each of their agents did, by hand."""

    shop: Shop
    groups: dict[str, list[Agent]]
    ids: dict[str, str]
    facts: list[Fact]

    @classmethod
    def founded(cls, shop: Shop, seed: int = 1, *, members: int = 3) -> Company:
        desk, world = shop.world.desk, shop.world
        found = departments.name_departments(desk, [NamedDepartment("客服部"), NamedDepartment("物流部")], SYSTEM)
        ids = {each.name: each.department_id for each in found}
        of = {"Front": "客服部", "Back": "客服部", "Store": "物流部"}
        groups: dict[str, list[Agent]] = {}
        for name, department in of.items():
            leader, *others = groups[name] = [
                world.agent(role=ONESELF if number else GROUP_LEADER) for number in range(members)
            ]
            form = CreateGroup(name, leader.agent_id, [each.agent_id for each in others], department_id=ids[department])
            ids[name] = people.create_group(desk, form).group_id
        plans.create_plan(desk, "other", {"group_ids": [ids["Front"]]})
        company = cls(shop, groups, ids, [])
        company.works(random.Random(seed), [each.agent_id for some in groups.values() for each in some])
        return company

    def works(self, chance: random.Random, agent_ids: list[str]) -> None:
        """So much was done in the last days, by these, by the shop's own agents, and by nobody."""
        everybody = [*agent_ids, *(each.agent_id for each in self.shop.agents), None]
        now = self.shop.world.desk.now()
        for number in range(60):
            at, kind = now - timedelta(minutes=chance.randint(1, 3 * 24 * 60)), chance.choice((ENDED, SERVED))
            plan, agent_id = chance.choice(("demo", "other")), chance.choice(everybody)
            self.facts.append(Fact(kind, f"cnv_{number:026}", 1, at, plan, agent_id=agent_id, seconds=9.0))
            put_facts(self.shop.world.desk, self.facts[-1:])
        self.shop.counted()

    def of(self, *names: str, plan: str | None = None) -> Sums:
        """What the people of these groups did, by hand."""
        theirs = {each.agent_id for name in names for each in self.groups[name]}
        return sums_of(each for each in self.facts if each.agent_id in theirs and plan in (None, each.plan_key))

    def lines(self, by: str, agent: Agent | None = None, **asked: Any) -> dict[str, Sums]:
        return {each.key: numbers(each.sums) for each in self._every(by, agent, **asked)}

    def behind(self, agent: Agent, question: Question) -> list[str]:
        """What is behind it, page after page."""
        found, after = list[str](), None
        while True:
            page = facts_behind(self.shop.world.desk, agent, question, after)
            found += [each.fact.about for each in page.facts]
            after = page.following
            if after is None:
                return found

    def _every(self, by: str, agent: Agent | None, **asked: Any) -> Iterator[Any]:
        after = None
        while True:
            reader = self.shop.world.now(agent or self.shop.supervisor)
            page = asking.figures(self.shop.world.desk, reader, Asked(by, **asked), after)
            yield from page.lines
            after = page.following
            if after is None:
                return


def numbers(sums: Sums) -> Sums:
    """What was done, without who was there."""
    counts = {name: each for name, each in sums.counts.items() if name in ("ended", "served")}
    return Sums(counts, {name: each for name, each in sums.spreads.items() if name in ("duration", "handling")})


@pytest.fixture
def company(world: World) -> Company:
    return Company.founded(Shop.opened(world))


@pytest.mark.parametrize("seed", range(3))
def test_a_departments_figures_are_those_of_the_people_in_its_groups(world: World, seed: int) -> None:
    company = Company.founded(Shop.opened(world), seed)
    service, goods = company.ids["客服部"], company.ids["物流部"]

    lines = company.lines("department")

    assert list(lines) == sorted([NOBODY, service, goods])
    assert lines[service] == numbers(company.of("Front", "Back"))
    assert lines[goods] == numbers(company.of("Store"))
    everything = numbers(sums_of(company.facts))
    assert numbers(added(lines.values())) == everything == numbers(company.shop.total())
    assert numbers(company.shop.total(of=f"department:{service}")) == lines[service]
    over_time = company.shop.report("hour", of=f"department:{goods}", first=company.shop.today() - timedelta(days=5))
    assert numbers(added(each.sums for each in over_time.lines)) == lines[goods]


def test_agents_stand_side_by_side_within_a_plan_a_group_and_a_department(company: Company) -> None:
    for of, names, plan in (
        (f"department:{company.ids['客服部']}", ("Front", "Back"), None),
        (f"group:{company.ids['Store']}", ("Store",), None),
        ("plan:other", ("Front", "Back", "Store"), "other"),
    ):
        lines = company.lines("agent", of=of)

        for each in (agent for name in names for agent in company.groups[name]):
            facts = [fact for fact in company.facts if fact.agent_id == each.agent_id and plan in (None, fact.plan_key)]
            assert lines[each.agent_id] == numbers(sums_of(facts)), of
    within = company.shop.report("agent", of="plan:other").total
    assert within is not None
    assert numbers(within) == numbers(sums_of(each for each in company.facts if each.plan_key == "other"))
    assert set(company.lines("agent", of=f"group:{company.ids['Store']}")) == {
        each.agent_id for each in company.groups["Store"]
    }
    with pytest.raises(Invalid):
        company.lines("agent", of="source:web")


def test_a_leader_sees_their_own_department_only_where_they_reach_all_of_it(company: Company) -> None:
    front, store = company.groups["Front"][0], company.groups["Store"][0]
    service, goods = company.ids["客服部"], company.ids["物流部"]
    desk, world = company.shop.world.desk, company.shop.world

    assert set(company.lines("department", front)) == set()
    assert set(company.lines("department", store)) == {goods}
    within = company.lines("agent", store, of="plan:other")
    assert set(within) == {each.agent_id for each in company.groups["Store"]}
    assert numbers(added(within.values())) == numbers(company.of("Store", plan="other"))
    total = company.shop.report("agent", agent=world.now(store), of="plan:other").total
    assert total is not None
    assert numbers(total) == numbers(company.of("Store", plan="other"))
    for agent, department in ((front, service), (store, service), (store, NOBODY)):
        for by in ("day", "agent"):
            with pytest.raises(BeyondYourRights):
                company.lines(by, agent, of=f"department:{department}")
        with pytest.raises(BeyondYourRights):
            facts_behind(desk, world.now(agent), Question("ended", "department", department))
        with pytest.raises(BeyondYourRights):
            exporting.part_of(desk, world.now(agent), Asked("day", f"department:{department}"), "en")
    text = exporting.part_of(desk, world.now(store), Asked("department"), "zh-CN").text
    assert "物流部" in text
    assert "客服部" not in text


def test_what_is_behind_a_departments_figure_is_what_its_people_did(company: Company) -> None:
    service = company.ids["客服部"]
    theirs = {each.agent_id for name in ("Front", "Back") for each in company.groups[name]}

    found = company.behind(company.shop.supervisor, Question("ended", "department", service))

    ended = [each for each in company.facts if each.kind == ENDED and each.agent_id in theirs]
    assert sorted(found) == sorted(each.about for each in ended)


def test_what_is_behind_an_agents_figure_within_a_plan_is_what_they_did_there(company: Company) -> None:
    desk, (store, *others) = company.shop.world.desk, company.groups["Store"]
    leader, ids = company.shop.world.now(store), {each.agent_id for each in (store, *others)}
    done = [each for each in company.facts if (each.kind, each.plan_key) == (ENDED, "other")]

    of_all = company.behind(leader, Question("ended", "agent", "", "plan:other"))
    of_one = company.behind(leader, Question("ended", "agent", store.agent_id, "plan:other"))

    assert {*of_all} == {each.about for each in done if each.agent_id in ids}
    assert {*of_one} == {each.about for each in done if each.agent_id == store.agent_id}
    with pytest.raises(BeyondYourRights):
        facts_behind(desk, leader, Question("ended", "agent", company.groups["Front"][0].agent_id, "plan:other"))


@pytest.mark.parametrize("asked", [Asked("department"), Asked("agent", "plan:demo"), Asked("agent")])
def test_what_is_read_does_not_grow_with_the_people(new_world: Any, asked: Asked) -> None:
    def cost(members: int) -> int:
        company = Company.founded(Shop.opened(new_world()), members=members)
        boss = company.shop.world.now(company.shop.supervisor)
        year = Asked(asked.by, asked.of, company.shop.today() - timedelta(days=364), company.shop.today())
        with counted() as requests:
            asking.figures(company.shop.world.desk, boss, year)
        return len(requests)

    few, many = cost(2), cost(PAGE)

    assert many <= few <= 12
