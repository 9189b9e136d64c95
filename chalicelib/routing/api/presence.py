"""Choosing whether one takes conversations, and what becomes of those one has; signing out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id, among
from chalicelib.people import service as people
from chalicelib.people.api.views import Presence, Status, show_presence
from chalicelib.people.model.absences import LONGEST_REPLY
from chalicelib.people.model.agents import OFFLINE, AgentAway, shown_status
from chalicelib.people.model.duty import OffDuty
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.people.model.sessions import NoFreeSeat
from chalicelib.routing.service import departure
from chalicelib.routing.service.departure import OUTCOMES, ConversationsOpen, Outcome, Wish, Wishes

routes = Routes(__name__)


class Handover(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """``to``: a colleague (``agent_id``), a group (``group_id``), back to the queue, or the end of it. ``note`` is for
    whoever gets it."""

    to: Literal["agent", "group", "queue", "close"]
    agent_id: Id | None = None
    group_id: Id | None = None
    note: Annotated[str, msgspec.Meta(max_length=1000)] | None = None

    def wish(self) -> Wish:
        """As the service takes it."""
        return Wish(self.to, self.agent_id, self.group_id, self.note)


class HandoverOf(Handover, kw_only=True):
    """What becomes of one conversation."""

    conversation_id: Id


class SetPresence(msgspec.Struct, forbid_unknown_fields=True):
    """With ``offline``: what becomes of ``conversations``, one by one, and of all the ``others``."""

    status: Status
    conversations: Annotated[list[HandoverOf], msgspec.Meta(max_length=100)] = []
    others: Handover | None = None


class ChoosePresence(SetPresence):
    """With ``busy`` and ``break``: a ``reply``, which whoever they serve is told once when they write meanwhile; left
    out, it stays as it was, empty, nothing is told."""

    reply: Annotated[str, msgspec.Meta(max_length=LONGEST_REPLY)] | None = None


class SignOut(msgspec.Struct, forbid_unknown_fields=True):
    """``others``: what becomes of all open conversations, with an agent's last session."""

    others: Literal["queue", "close"] | None = None


class OutcomeView(msgspec.Struct):
    """What became of a conversation. ``agent``: who has it; ``gone``: it was theirs no longer."""

    conversation_id: str
    what: Annotated[str, among(*OUTCOMES)]
    agent: AgentRef | None
    code: str | None
    detail: str | None


class PresenceChosen(msgspec.Struct):
    """``lease_until``: when others will see them offline, unless they are heard of before. ``reply``: what those whom
    they serve are told meanwhile. ``outcomes``: what became of their conversations."""

    status: Presence
    lease_until: datetime | None
    beat_after_ms: int
    reply: str | None
    outcomes: list[OutcomeView]


class PresenceOf(msgspec.Struct):
    agent_id: str
    status: Presence
    outcomes: list[OutcomeView]


def _wishes(asked: SetPresence) -> Wishes:
    each = [(one.conversation_id, one.wish()) for one in asked.conversations]
    others = asked.others.wish() if asked.others is not None else None
    return departure.checked_wishes(each, others, to_all=asked.status == OFFLINE)


@routes.put(
    "/v1/desk/presence",
    caller=people.may("conversations.answer"),
    body=ChoosePresence,
    raises=(NoFreeSeat, ConversationsOpen, OffDuty, KeyReused),
    keyed=True,
)
def set_presence(call: Call[people.Caller]) -> Answer[PresenceChosen]:
    """Choose whether one takes conversations. It holds on every device, until something else is chosen.

    Whoever goes offline says what becomes of each conversation they have; where one cannot be handed over, they stay,
    busy, with those that are left.
    """
    once = call.once(f"presence#{call.caller.agent.agent_id}")
    agent, outcomes = departure.choose_presence(
        call.desk,
        call.caller,
        call.body.status,
        _wishes(call.body),
        reply=call.body.reply,
        once=once,
        request_id=call.request_id,
    )
    shown = show_presence(agent, call.desk.settings.beat_every)
    return Answer(PresenceChosen(shown.status, shown.lease_until, shown.beat_after_ms, shown.reply, _show(outcomes)))


@routes.put(
    "/v1/desk/agents/{agent_id}/presence",
    caller=people.may("presence.others"),
    body=SetPresence,
    raises=(AgentAway, ChangedMeanwhile, BeyondYourRights, ConversationsOpen, OffDuty, KeyReused),
    keyed=True,
)
def set_presence_of(call: Call[people.Caller], agent_id: str) -> Answer[PresenceOf]:
    """Set a colleague's presence, as their supervisor; offline with what becomes of each conversation they have."""
    wishes = _wishes(call.body)
    if call.body.status == OFFLINE:
        once = call.once(f"presence#{call.caller.agent.agent_id}#{agent_id}")
        agent, outcomes = departure.send_away(
            call.desk, call.caller, agent_id, wishes, once=once, request_id=call.request_id
        )
    else:
        agent = people.set_presence_of(call.desk, call.caller, agent_id, call.body.status, call.request_id)
        outcomes = []
    return Answer(PresenceOf(agent_id, shown_status(agent, call.desk.now()), _show(outcomes)))


@routes.delete(
    "/v1/desk/session",
    caller=people.signed_in,
    query=SignOut,
    statuses=(204,),
    raises=(ConversationsOpen, NoFreeSeat),
)
def sign_out(call: Call[people.Caller]) -> Answer[None]:
    """End this session; a second time is 401. The last one only once nothing is open, or with what becomes of it."""
    others = Wish(call.query.others) if call.query.others else None
    departure.sign_out(call.desk, call.caller, Wishes(others=others), call.request_id)
    return Answer(status=204)


def _show(outcomes: Sequence[Outcome]) -> list[OutcomeView]:
    return [msgspec.convert(each, OutcomeView, from_attributes=True) for each in outcomes]
