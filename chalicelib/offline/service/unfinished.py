"""What was left and nobody has answered, as somebody goes: theirs, and what is nobody's (F3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.core.desk import Desk
from chalicelib.offline import store
from chalicelib.offline.model.message import CLAIMED, NEW, Message
from chalicelib.offline.model.turns import Load, may_answer
from chalicelib.people.model.agents import Agent, is_present


def held_by(desk: Desk, agent_id: str, most: int) -> tuple[Sequence[Message], bool]:
    """What was given to them or they took, and nobody has answered, the newest first in each; at most so many, and
    whether there are more. Two queries and a request."""
    there, more = list[Message](), False
    for state in (CLAIMED, NEW):
        found, others = _in_state(desk, agent_id, state, most)
        there, more = [*there, *(each for each in found if each.agent_id == agent_id)], more or others
    return there[:most], more or len(there) > most


def of_nobody(desk: Desk, plan_key: str, most: int) -> tuple[Sequence[Message], bool]:
    """What was left with the plan and given to nobody; a query and a request."""
    found, more = _in_state(desk, store.nobody(plan_key), NEW, most)
    return [each for each in found if each.agent_id is None], more


def _in_state(desk: Desk, holder: str, state: str, most: int) -> tuple[list[Message], bool]:
    places = store.list_before(desk, "holder", holder, state, None, most + 1)
    there = store.messages(desk, [each.partition("#")[2] for each in places[:most]]) if places else []
    return [each for each in there if each.state == state], len(places) > most


def least_busy(desk: Desk, members: Iterable[Agent]) -> Agent | None:
    """Whom of these a message is handed: of who is there, or else of all who may answer, whoever has fewest. One
    query."""
    able = [each for each in members if may_answer(each)]
    loads = store.loads(desk) if len(able) > 1 else {}

    def claim(agent: Agent) -> tuple[bool, int, str]:
        load = loads.get(agent.agent_id, Load(agent.agent_id))
        return not is_present(agent, desk.now()), load.unanswered, agent.agent_id

    return min(able, key=claim, default=None)
