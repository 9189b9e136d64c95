"""Rows that are agents: accounts with roles and groups, within what the importer may give (F10, F7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.core.errors import DeskError, NotFound, WrongFields
from chalicelib.core.once import Once
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.names import Known, marks_of
from chalicelib.exchange.model.rows import Row
from chalicelib.exchange.model.runs import CHANGED, CONFLICT, CREATED, UNCHANGED, merged
from chalicelib.exchange.service.ground import Ground, Planned, Where, as_json, claims_of, problems_of, refused, told_of
from chalicelib.exchange.store import names
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateAgent, UpdateAgent, UpdateGroup, checked_email
from chalicelib.people.model.reach import refuse_beyond
from chalicelib.people.model.rights import AGENT, BUILT_IN, refuse_without

MOST_SLOTS = 100
FIELDS = ("email", "name", "number", "role", "capacity", "hidden", "active")


def plan(ground: Ground, rows: Sequence[Row]) -> list[Planned]:
    """What becomes of these rows; the desk's people are read once."""
    return [_planned(ground, row) for row in rows]


def _planned(ground: Ground, row: Row) -> Planned:
    claimed = claims_of(
        ground, row, lambda row: str(row.get("name", "")), lambda row: str(row.get("email", "")).casefold(), _checked
    )
    if isinstance(claimed, Planned):
        return claimed
    claims, where = claimed.values, ground.where("", claimed.external_id)
    before = _standing(ground, where[2], claimed.external_id, claims)
    try:
        _refuse_beyond(ground, before, claims)
        _refuse_taken(ground, before, claims)
    except DeskError as wrong:
        return refused(row, problems_of(wrong), claimed.name)
    return _new(ground, row, where, claims) if before is None else _again(ground, row, where, before, claims)


def _checked(ground: Ground, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, as it is kept. Raises ``Invalid``."""
    wrong, claims = WrongFields(), dict(values)
    with wrong:
        claims["email"] = checked_email(claims["email"])
    for name, longest in (("name", 80), ("number", 20)):
        with wrong:
            claims[name] = checked(name, claims[name], longest=longest)
    if "capacity" in claims and (isinstance(claims["capacity"], float) or not 1 <= claims["capacity"] <= MOST_SLOTS):
        wrong.add("capacity", f"1 to {MOST_SLOTS}")
    if "role" in claims:
        role = _role(ground, claims["role"])
        claims["role"] = role
        if role is None:
            wrong.add("role", "there is no such role")
    if "groups" in claims:
        ids = {each: ground.group_id(each) for each in claims["groups"]}
        claims["groups"] = [each for each in ids.values() if each is not None]
        for each in (name for name, found in ids.items() if found is None):
            wrong.add("groups", f"there is no such group, or two of this name: {each[:60]}")
    wrong.refuse()
    return claims


def _role(ground: Ground, claims: str) -> str | None:
    """A role, by its id or what it is called."""
    text = claims.strip().casefold()
    for each in (*BUILT_IN.values(), *ground.roster.roles.values()):
        if text == each.role_id.casefold() or text == each.name.casefold() or text in each.name.casefold().split():
            return each.role_id
    return None


def _standing(ground: Ground, known: Known | None, external_id: str, claims: Mapping[str, Any]) -> Agent | None:
    agents = ground.roster.agents
    if known is not None and known.thing_id in agents:
        return agents[known.thing_id]
    if external_id in agents:
        return agents[external_id]
    return next((each for each in agents.values() if each.email == claims["email"]), None)


def _refuse_beyond(ground: Ground, before: Agent | None, claims: Mapping[str, Any]) -> None:
    """Raises ``BeyondYourRights`` for a role that the importer may not give, or somebody who may more than they."""
    role_id = claims.get("role", AGENT if before is None else before.role)
    role = BUILT_IN.get(role_id) or ground.roster.roles.get(role_id)
    rights = [each for each in (role, before.rights if before is not None else None) if each is not None]
    refuse_beyond(ground.agent, *rights)
    if claims.get("groups"):
        refuse_without("groups.manage", ground.agent.rights.permissions)


def _refuse_taken(ground: Ground, before: Agent | None, claims: Mapping[str, Any]) -> None:
    own = before.agent_id if before is not None else None
    wrong = WrongFields()
    for each in ground.roster.agents.values():
        if each.agent_id != own:
            for name in ("email", "number"):
                if getattr(each, name) == claims[name]:
                    wrong.add(name, "another agent has this")
    wrong.refuse()


def _new(ground: Ground, row: Row, where: Where, claims: Mapping[str, Any]) -> Planned:
    lookup, external_id, known = where
    fields = {
        name: claims[name] for name in ("email", "name", "number", "role", "capacity", "hidden") if name in claims
    }
    made: list[Agent] = []

    def act() -> None:
        desk, agent, by = ground.desk, ground.agent, ground.by
        once = Once.of(f"import#{ground.run.run_id}", f"{row.row}", as_json(claims))
        invited = ground.run.choices.invite
        form = CreateAgent(**fields)
        made.append(people.create_agent(desk, form, giver=agent, by=by, once=once, invited=invited))
        _join(ground, made[0], claims)
        if claims.get("active") is False:
            people.update_agent(desk, made[0].agent_id, UpdateAgent(active=False), giver=agent, by=by)

    def write(tx: Transaction) -> None:
        names.put_known(tx, lookup, external_id, known, Known(made[0].agent_id, marks_of(claims)))

    return Planned(row, CREATED, act=act, write=write, of=(lookup,), name=str(claims["name"]))


def _again(ground: Ground, row: Row, where: Where, agent: Agent, claims: Mapping[str, Any]) -> Planned:
    lookup, external_id, known = where
    held = {name: getattr(agent, name) for name in FIELDS}
    held["groups"] = sorted(agent.groups)
    wanted = dict(claims)
    if "groups" in wanted:
        wanted["groups"] = sorted(agent.groups | set(wanted["groups"]))  # nobody is taken out of a group
    base = known.base if known is not None else {}
    taken, differing = merged(ground.run.choices.rule, base, held, wanted, marks_of(held))
    told = told_of(held, differing)
    values = {each: wanted[each] for each in taken}
    if not values:
        return Planned(row, CONFLICT if told else UNCHANGED, told, name=agent.name)

    def act() -> None:
        fields = {name: value for name, value in values.items() if name != "groups"}
        if fields:
            form = msgspec.convert(fields, UpdateAgent)
            people.update_agent(ground.desk, agent.agent_id, form, giver=ground.agent, by=ground.by)
        _join(ground, agent, values)

    def write(tx: Transaction) -> None:
        after = Known(agent.agent_id, {**base, **marks_of(values)})
        names.put_known(tx, lookup, external_id, known, after)

    return Planned(row, CHANGED, told, act=act, write=write, of=(agent.agent_id, lookup), name=agent.name)


def _join(ground: Ground, agent: Agent, claims: Mapping[str, Any]) -> None:
    """They are in these groups from now on, too; twice is once."""
    for group_id in claims.get("groups", ()):
        group = people.find_group(ground.desk, group_id)
        if group is None:
            raise NotFound("no such group")
        if agent.agent_id not in group.member_ids:
            members = [*group.member_ids, agent.agent_id]
            form = UpdateGroup(member_ids=members)
            people.update_group(ground.desk, group_id, form, giver=ground.agent, by=ground.by)
