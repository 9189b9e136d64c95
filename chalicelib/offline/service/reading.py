"""One message, and lists of them: newest first, page by page."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.core.audit import By
from chalicelib.core.cursors import fitting, seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.once import note_once_a_day
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.offline import store
from chalicelib.offline.model.message import NEW, STATES, Message
from chalicelib.offline.service.access import may_reach, plans_of, reaching
from chalicelib.offline.service.leaving import find
from chalicelib.offline.service.telling import words_of_answer
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import EVERYWHERE, NEAR
from chalicelib.people.model.rights import GROUP
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import Survey

PAGE = 20

MINE, FRESH, EVERYTHING = "mine", "new", "all"


class _Source(msgspec.Struct, frozen=True):
    """A part of a list: messages in one state, by whoever has them, by plan, or all."""

    by: str
    whose: str
    state: str


def read_message(desk: Desk, agent: Agent, message_id: str, request_id: str = "") -> tuple[Message, dict[str, Notice]]:
    """A message, and the notices by which its answers went out. Raises ``NotFound``, ``NotYours``.

    Reading a colleague's, because one's rights reach so far, is in the audit log: once a day, one write then.
    """
    message = find(desk, message_id)
    tie = may_reach(desk, agent, message)
    if tie in (NEAR, EVERYWHERE) and message.agent_id is not None:
        by = By(agent.agent_id, agent.name, request_id)
        note_once_a_day(desk, by, "read_message", message_id, after={"holder_id": message.agent_id})
    ids = [notice_id for answer in message.answers for notice_id in answer.notice_ids]
    return message, notifications.states_of(desk, ids) if ids else {}


def preview_sms(desk: Desk, agent: Agent, message_id: str, text: str) -> notifications.Preview:
    """What an answer would cost as an SMS; one read more than reading the message. Raises as ``read_message`` does."""
    message = find(desk, message_id)
    may_reach(desk, agent, message)
    return notifications.preview_notice(desk, "offline_answer", words_of_answer(message, agent, text), message.locale)


def read_survey(desk: Desk, agent: Agent, message_id: str) -> Survey:
    """How the answer to a message was rated, or that it is not yet (D1); two requests.

    Raises ``NotFound``, ``NotYours``.
    """
    may_reach(desk, agent, find(desk, message_id))
    return surveys.asked_about(desk, message_id)


def list_messages(
    desk: Desk, agent: Agent, view: str, state: str | None, cursor: str | None
) -> tuple[Sequence[Message], str | None]:
    """A page, newest first: ``mine``, ``new`` (which nobody has claimed) or ``all`` that the agent reaches.

    One request for each state asked for and one for the messages; where rights end at plans, two more and one more for
    each plan. As many messages as there are cost the same.
    """
    name = f"offline#{agent.agent_id}#{view}#{state}"
    before = str(unseal(desk, name, cursor)) if cursor else None
    states = [each for each in STATES if state in (None, each) and (view != FRESH or each == NEW)]
    places: set[str] = set()
    for source in _sources(desk, agent, view, states):
        places |= set(store.list_before(desk, source.by, source.whose, source.state, before, PAGE + 1))
    newest = sorted(places, reverse=True)
    shown = newest[:PAGE]
    place_of = {place.partition("#")[2]: place for place in shown}
    found = [each for each in store.messages(desk, list(place_of)) if each.state in states]
    sent = fitting(found)
    if len(sent) < len(found):
        return sent, seal(desk, name, place_of[sent[-1].message_id])
    return found, seal(desk, name, shown[-1]) if len(newest) > PAGE else None


def _sources(desk: Desk, agent: Agent, view: str, states: Sequence[str]) -> list[_Source]:
    mine = [_Source("holder", agent.agent_id, state) for state in states]
    if view == MINE:
        return mine
    if agent.reaches_all:
        return [_Source("state", state, state) for state in states]
    keys = plans_of(desk, agent)
    if agent.rights.scope == GROUP:
        return mine + [_Source("plan", key, state) for key in keys for state in states]
    return mine + [_Source("plan", key, NEW) for key in keys if NEW in states]


def list_for_customer(
    desk: Desk, agent: Agent, conversation_id: str, before: str | None, request_id: str = ""
) -> tuple[list[tuple[str, Message | None]], bool]:
    """A page of what the customer of a conversation that one sees has left, newest first. Each with its place; None for
    one that the agent does not reach. Whether others follow.

    What ``customer_of`` reads, one query for each id of theirs, one read, and the plan where reach depends on it.
    Raises ``NotFound``, ``NotYours``.
    """
    customer = conversations.customer_of(desk, agent, conversation_id, request_id)
    every = [each for own in customer.all_ids for each in store.newest_of_visitor(desk, own, PAGE + 1, before)]
    places, reaches = sorted(every, reverse=True), reaching(desk, agent)
    there = {each.message_id: each for each in store.messages(desk, [key for _, key in places[:PAGE]])}

    def reached(message_id: str) -> Message | None:
        message = there.get(message_id)
        return message if message is not None and reaches(message) else None

    return [(place, reached(key)) for place, key in places[:PAGE]], len(places) > PAGE
