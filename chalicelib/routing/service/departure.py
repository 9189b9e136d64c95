"""Whoever goes offline leaves nobody behind: each of their conversations is handed over, or ended, first (B6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, ConversationClosed, Header
from chalicelib.core import audit, races
from chalicelib.core.authors import AgentRef
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, DeskError, Invalid, WrongFields, members
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import BUSY, OFFLINE, ONLINE, Agent, is_present
from chalicelib.people.model.rights import refuse_without
from chalicelib.routing.model import Transfer
from chalicelib.routing.service import manual
from chalicelib.routing.service.queue import watch_waiting

TO_AGENT, TO_GROUP, TO_QUEUE, CLOSE = "agent", "group", "queue", "close"
TRANSFERRED, REQUEUED, CLOSED, GONE, REFUSED = "transferred", "requeued", "closed", "gone", "refused"
OUTCOMES = (TRANSFERRED, REQUEUED, CLOSED, GONE, REFUSED)


class Wish(msgspec.Struct, frozen=True):
    """What is to become of a conversation: ``to`` a colleague, a group, back to the queue, or its end."""

    to: str
    agent_id: str | None = None
    group_id: str | None = None
    note: str | None = None


class Wishes(msgspec.Struct, frozen=True):
    """What is to become of each conversation by its id, and of all the others (None: it has not been said)."""

    each: Mapping[str, Wish] = {}
    others: Wish | None = None

    def of(self, conversation_id: str) -> Wish | None:
        """What is to become of this one."""
        return self.each.get(conversation_id, self.others)


NOTHING_SAID = Wishes()


class LeftOpen(msgspec.Struct, frozen=True):
    """A conversation that somebody who wants to go still has. ``since``: from when on; ``unanswered``: the visitor has
    the last word, or has had no answer from them."""

    conversation_id: str
    visitor_id: str
    visitor_name: str | None
    since: datetime
    unanswered: bool


class Outcome(msgspec.Struct, frozen=True):
    """What became of a conversation: ``agent`` has it now; ``refused``: it is where it was, ``code`` and ``detail`` say
    why; ``gone``: it was theirs no longer."""

    conversation_id: str
    what: str
    agent: AgentRef | None = None
    code: str | None = None
    detail: str | None = None


class ConversationsOpen(Conflict):
    """Whoever goes has ``conversations`` still; ``outcomes``: what became of those that were seen to,
    ``presence``: what they are meanwhile."""

    code = "conversations_open"
    title = "Say what becomes of the open conversations first"
    beside = members(presence=str, conversations=list[LeftOpen], outcomes=list[Outcome])


class Going(Protocol):
    """The end of it: they go, while they serve nothing but what is ``settled``. Raises ``StillServing``."""

    def __call__(self, settled: frozenset[str], outcomes: Sequence[Outcome], /) -> Agent: ...


class Hand(msgspec.Struct, frozen=True):
    """Who sees to the conversations: their agent, or a supervisor; ``request_id``: of which request."""

    agent: Agent
    request_id: str = ""


def choose_presence(
    desk: Desk,
    caller: people.Caller,
    status: str,
    wishes: Wishes = NOTHING_SAID,
    *,
    reply: str | None = None,
    once: Once | None = None,
    request_id: str = "",
) -> tuple[Agent, Sequence[Outcome]]:
    """Choose a status (B6), with a ``reply`` as ``people.set_presence`` takes it; offline only once every conversation
    is handed over or ended as the ``wishes`` say.

    Whoever is to go is given no more: until then they are busy, and stay so where something is refused. With nothing
    open it takes what any choice takes. Raises ``ConversationsOpen``, ``Invalid``, ``PermissionNeeded``,
    ``NoFreeSeat``, ``SessionEnded``.
    """
    if status != OFFLINE or reply is not None:
        return people.set_presence(desk, caller, status, reply=reply), ()
    _refuse_unpermitted(caller.agent, wishes)
    hand, stop = Hand(caller.agent, request_id), partial(people.set_presence, desk, caller, BUSY)

    def go(settled: frozenset[str], outcomes: Sequence[Outcome]) -> Agent:
        return people.set_presence(desk, caller, OFFLINE, settled=settled, also=_marking(once, outcomes))

    return _once(desk, once, caller.agent, lambda: _depart(desk, caller.agent, wishes, hand, stop, go))


def send_away(
    desk: Desk, caller: people.Caller, agent_id: str, wishes: Wishes, *, once: Once | None = None, request_id: str = ""
) -> tuple[Agent, Sequence[Outcome]]:
    """A supervisor puts an agent offline and says what becomes of their conversations; all of it is audited.

    Raises ``NotFound``, ``BeyondYourRights``, and what ``choose_presence`` raises.
    """
    people.refuse_people_beyond(desk, caller.agent, frozenset({agent_id}), "they are not of your group")
    _refuse_unpermitted(caller.agent, wishes)
    agent = people.read_agent(desk, agent_id)

    def stop() -> Agent:
        if not is_present(agent, desk.now()):
            return agent
        return people.set_presence_of(desk, caller, agent_id, BUSY, request_id)

    def go(settled: frozenset[str], outcomes: Sequence[Outcome]) -> Agent:
        also = _marking(once, outcomes)
        return people.set_presence_of(desk, caller, agent_id, OFFLINE, request_id, settled=settled, also=also)

    return _once(desk, once, agent, lambda: _depart(desk, agent, wishes, Hand(caller.agent, request_id), stop, go))


def sign_out(desk: Desk, caller: people.Caller, wishes: Wishes, request_id: str = "") -> None:
    """End this session (B7); the last one only once every conversation is handed over or ended as the ``wishes`` say.

    Twice is once. Raises ``ConversationsOpen``, ``NoFreeSeat``.
    """
    agent, session_id = caller.agent, caller.session_id
    stop = partial(people.set_presence, desk, caller, BUSY)

    def go(settled: frozenset[str], _: Sequence[Outcome]) -> Agent:
        people.sign_out(desk, agent, session_id, request_id, settled=settled)
        return agent

    if agent.session_ids == {session_id}:
        _depart(desk, agent, wishes, Hand(agent, request_id), stop, go)
    else:
        people.sign_out(desk, agent, session_id, request_id)


def checked_wishes(each: Sequence[tuple[str, Wish]], others: Wish | None, *, to_all: bool) -> Wishes:
    """What was said, each conversation once and each whither with its id. Raises ``Invalid`` naming every wrong field.

    ``to_all``: whether it may be said at all, which is only where somebody goes.
    """
    wrong = WrongFields()
    if not to_all and (each or others):
        wrong.add("conversations" if each else "others", "only together with the status offline")
    for number, (_, wish) in enumerate(each):
        _check(wrong, f"conversations.{number}", wish)
    if others is not None:
        _check(wrong, "others", others)
    ids = [conversation_id for conversation_id, _ in each]
    if len(set(ids)) < len(ids):
        wrong.add("conversations", "each conversation once")
    wrong.refuse()
    return Wishes(dict(each), others)


def _check(wrong: WrongFields, field: str, wish: Wish) -> None:
    for name, whither in (("agent_id", TO_AGENT), ("group_id", TO_GROUP)):
        if (getattr(wish, name) is not None) != (wish.to == whither):
            wrong.add(f"{field}.{name}", f"with {whither}, and only there")


def _marking(once: Once | None, outcomes: Sequence[Outcome]) -> Callable[[Transaction], None] | None:
    if once is None:
        return None
    return lambda tx: mark(tx, once, {"outcomes": msgspec.to_builtins(list(outcomes))})


def _once(
    desk: Desk, once: Once | None, agent: Agent, act: Callable[[], tuple[Agent, Sequence[Outcome]]]
) -> tuple[Agent, Sequence[Outcome]]:
    """Do it, or say what it was answered before under the same name."""
    before = recall(desk, once, desk.now().timestamp())
    if before is None:
        try:
            return act()
        except AlreadyDone as done:
            before = done.answer
    agent = people.read_agent(desk, agent.agent_id)
    return agent, msgspec.convert(before["outcomes"], list[Outcome])


def _depart(
    desk: Desk, agent: Agent, wishes: Wishes, hand: Hand, stop: Callable[[], Agent], go: Going
) -> tuple[Agent, Sequence[Outcome]]:
    """See to what they have, then let them go; whatever comes to them meanwhile is seen to as well, if that was said.

    At most as many as their capacity in one request. Two requests and what each hand-over takes; none but the going
    itself for whoever has nothing.
    """
    if len(wishes.each) > max(agent.capacity, len(agent.serving)):
        raise Invalid.field("conversations", f"at most {agent.capacity}, their capacity")
    seen_to: dict[str, Outcome] = {}
    settled: set[str] = set()
    status = agent.status  # what refuses them may have been read before they were given no more

    def see_to(now: Agent) -> tuple[Agent, Sequence[Outcome]]:
        nonlocal status
        theirs = _of(desk, now, settled)
        room = agent.capacity - len(seen_to)
        refused = any(each.what == REFUSED for each in seen_to.values())
        if theirs and (refused or room <= 0 or any(wishes.of(each.conversation_id) is None for each in theirs)):
            raise _left_open(now, status, theirs, list(seen_to.values()))
        if theirs and status == ONLINE:
            status = stop().status
        for header in theirs[:room]:
            outcome = _see_to(desk, header, agent.agent_id, wishes, hand)
            seen_to[outcome.conversation_id] = outcome
            if outcome.what != REFUSED:
                settled.add(outcome.conversation_id)
        outcomes = [*seen_to.values(), *_named_in_vain(wishes, seen_to)]
        return go(frozenset(settled), outcomes), outcomes

    return races.follow(desk, agent, see_to, people.StillServing)


def _refuse_unpermitted(agent: Agent, wishes: Wishes) -> None:
    """Raises ``PermissionNeeded`` where somebody may not hand over to whom they wish."""
    wished = [*wishes.each.values(), *([wishes.others] if wishes.others else [])]
    if any(each.to in (TO_AGENT, TO_GROUP) for each in wished):
        refuse_without("conversations.transfer", agent.rights.permissions)


def _of(desk: Desk, agent: Agent, settled: set[str]) -> list[Header]:
    """Which conversations are theirs as of now. Those that only their record still counts are ``settled``."""
    ids = sorted(agent.serving - settled)
    found = conversations.headers(desk, ids) if ids else []
    theirs = [each for each in found if _is_of(each, agent.agent_id)]
    settled.update(set(ids) - {each.conversation_id for each in theirs})
    return theirs


def _is_of(header: Header, agent_id: str) -> bool:
    return header.state == OPEN and header.agent_id == agent_id


def _left_open(agent: Agent, status: str, theirs: Sequence[Header], outcomes: Sequence[Outcome]) -> ConversationsOpen:
    shown = [
        LeftOpen(
            each.conversation_id,
            each.visitor_id,
            each.visitor_name,
            each.state_at or each.started_at,
            each.last_author == "visitor" or not each.agent_answered,
        )
        for each in theirs
    ]
    extra = {"presence": status, "conversations": shown, "outcomes": list(outcomes)}
    return ConversationsOpen(f"{agent.name} has {len(shown)} open", extra=extra)


def _named_in_vain(wishes: Wishes, seen_to: Mapping[str, Outcome]) -> list[Outcome]:
    """Those that were named and are not theirs: others saw to them, or the request came before and died."""
    return [Outcome(each, GONE) for each in wishes.each if each not in seen_to]


def _see_to(desk: Desk, header: Header, agent_id: str, wishes: Wishes, hand: Hand) -> Outcome:
    """What becomes of one conversation of theirs. One that ends or is moved by others meanwhile is gone."""
    conversation_id, wish = header.conversation_id, wishes.of(header.conversation_id)
    if wish is None:
        return Outcome(conversation_id, REFUSED)
    try:
        return _hand_over(desk, conversation_id, agent_id, wish, hand)
    except ConversationClosed:
        return Outcome(conversation_id, GONE)
    except DeskError as refusal:
        if not any(_is_of(each, agent_id) for each in conversations.headers(desk, [conversation_id])):
            return Outcome(conversation_id, GONE)
        return Outcome(conversation_id, REFUSED, code=refusal.code, detail=refusal.detail or refusal.title)


def _hand_over(desk: Desk, conversation_id: str, agent_id: str, wish: Wish, hand: Hand) -> Outcome:
    if wish.to == CLOSE:
        conversations.end_conversation(desk, hand.agent, conversation_id, request_id=hand.request_id)
        return Outcome(conversation_id, CLOSED)
    if wish.to == TO_QUEUE:
        return _put_back(desk, conversation_id, agent_id, hand)
    to = Transfer(wish.agent_id, wish.group_id, wish.note)
    after = manual.transfer(desk, hand.agent, conversation_id, to, hand.request_id)
    if after.state != OPEN or after.agent is None:
        return Outcome(conversation_id, REQUEUED)
    return Outcome(conversation_id, TRANSFERRED, after.agent.ref)


def _put_back(desk: Desk, conversation_id: str, agent_id: str, hand: Hand) -> Outcome:
    conversations.may_reach(desk, hand.agent, conversations.find(desk, conversation_id))

    def also(tx: Transaction, after: Header) -> None:
        watch_waiting(tx, after)
        if hand.agent.agent_id != agent_id:
            by = audit.By(hand.agent.agent_id, hand.agent.name, hand.request_id)
            audit.note(tx, by, "requeue_conversation", conversation_id, before={"holder_id": agent_id})

    after = conversations.requeue(desk, conversation_id, agent_id, reason=OFFLINE, also=also, answered=True)
    return Outcome(conversation_id, REQUEUED if after is not None else GONE)
