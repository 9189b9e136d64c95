"""By hand: take, transfer, reassign, take over (A3, A8). The same claim as by allocation, out of turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, REASSIGNED, TRANSFERRED, WAITING, Header
from chalicelib.conversations.model.handing import Hand
from chalicelib.conversations.model.refusals import AlreadyTheirs, NotTaken
from chalicelib.conversations.model.transitions import refuse_closed
from chalicelib.core import audit, events, races
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid, Unavailable, existing
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.absences import AbsenceChanged
from chalicelib.people.model.agents import BREAK, BUSY, ONLINE, Agent, away, by_agent, is_present
from chalicelib.people.model.announced import refuse_unread
from chalicelib.people.model.availability import Candidate, candidate_of
from chalicelib.people.model.duty import is_gone
from chalicelib.people.model.training import is_barred
from chalicelib.routing.model import AgentFull, AssignedByHand, Considered, Transfer, choose, considered, why_not
from chalicelib.routing.service.handing import NoRoom, next_of, refuse_full, wait_for_group
from chalicelib.routing.service.queue import keep_decision, watch_acceptance

ANY_PRESENCE = (ONLINE, BUSY, BREAK)


class Claim(Hand, frozen=True, kw_only=True):
    """By whose hand, and how it may claim the agent: ``how`` the decision says so, ``audited`` where it is noted."""

    how: str
    statuses: tuple[str, ...] = (ONLINE,)
    over_capacity: bool = False
    audited: audit.By | None = None


def take_conversation(desk: Desk, agent: Agent, conversation_id: str) -> Header:
    """An agent takes a waiting conversation by hand: the same claim, out of turn (A3). Twice is once.

    Raises ``NotFound``, ``NotYours`` for one that came for others, ``ConversationTaken``, ``ConversationClosed``,
    ``AgentFull``, ``AgentAway``, ``AnnouncementUnread`` while something urgent is not confirmed.
    """

    hand = Claim(by_agent(agent), how="taken", statuses=ANY_PRESENCE)

    def take(header: Header | None) -> Header:
        nonlocal agent
        header = existing(header, "no such conversation")
        if header.state == OPEN and header.agent_id == agent.agent_id:
            return header
        conversations.may_take(desk, agent, header)
        now = desk.now()
        refuse_barred(agent, desk)
        refuse_unread(agent.announced, now)
        tx = Transaction(desk)
        after = conversations.assign(tx, header, agent, now)
        people.claim_slot(tx, agent, conversation_id, now, statuses=hand.statuses)
        keep_decision(tx, after, agent.agent_id, hand.how, (considered(candidate_of(agent)),))
        watch_acceptance(tx, after)
        events.publish(tx, AssignedByHand(conversation_id, agent.agent_id, header.pools or ()))
        _tell_of_absence(tx, agent)
        try:
            tx.commit_and_tell()
        except people.AgentMoved as lost:
            if lost.agent is None or cannot(lost.agent, hand, desk):
                raise refusal(lost.agent, desk) from None
            agent = lost.agent
            raise
        return after

    header = conversations.find(desk, conversation_id)

    def followed() -> Header:
        return races.follow(desk, header, take, conversations.HeaderMoved, tries=races.CROWD)

    return races.again(desk, followed, people.AgentMoved, tries=races.CROWD)


def transfer(desk: Desk, agent: Agent, conversation_id: str, to: Transfer, request_id: str = "") -> Header:
    """Give an open conversation to a colleague, or to whoever of a group is next, with a note for them (A8).

    Where nobody of the group has room it waits there, first of its level; where nobody is there at all, only
    ``anyway``. Raises ``Conflict`` with the reason when it stays where it is: ``AgentFull`` says who has room.
    """
    hand = Claim(by_agent(agent), TRANSFERRED, _checked_note(to.note), request_id, how="transferred")
    agent_id, group_id = to.agent_id, to.group_id

    def may(header: Header) -> None:
        conversations.may_reach(desk, agent, header)
        if (agent_id is None) == (group_id is None):
            raise Invalid.field("agent_id", "say either an agent or a group")
        refuse_closed(header)
        if header.state != OPEN:
            raise NotTaken("take the conversation first")
        if agent_id is not None and agent_id == header.agent_id:
            raise AlreadyTheirs("they have it already")

    def target(header: Header) -> tuple[Agent | Candidate, tuple[Considered, ...]]:
        if agent_id is not None:
            one = people.read_agent(desk, agent_id)
            refused = why_not(one, desk.now())
            if isinstance(refused, AgentFull):
                refuse_full(desk, one, header)
            if refused is not None:
                raise refused
            return one, (considered(candidate_of(one)),)
        return next_of(desk, str(group_id), header)

    def wait(header: Header, lacking: NoRoom) -> Header:
        return wait_for_group(desk, header, lacking, hand, anyway=to.anyway)

    return _give(desk, conversation_id, hand, may, target, wait)


def reassign(
    desk: Desk,
    caller: people.Caller,
    conversation_id: str,
    *,
    agent_id: str,
    over_capacity: bool,
    note: str | None,
    request_id: str = "",
) -> Header:
    """A supervisor's hand: to anybody who is there, also out of the queue, also over capacity if they say so.

    Recorded in the audit log. Raises ``AgentFull`` without the override, ``AgentAway``, ``NotYours`` beyond the scope.
    """
    agent = caller.agent
    hand = Claim(
        by_agent(agent),
        REASSIGNED,
        _checked_note(note),
        how="reassigned",
        statuses=ANY_PRESENCE,
        over_capacity=over_capacity,
        audited=caller.by(request_id),
    )

    def may(header: Header) -> None:
        conversations.may_reach(desk, agent, header)
        refuse_closed(header)
        if header.agent_id == agent_id and header.state == OPEN:
            raise AlreadyTheirs("they have it already")

    def target(header: Header) -> tuple[Agent | Candidate, tuple[Considered, ...]]:
        one = people.read_agent(desk, agent_id)
        refuse_barred(one, desk)
        return one, (considered(candidate_of(one)),)

    return _give(desk, conversation_id, hand, may, target)


def give_to_next(desk: Desk, header: Header, candidates: Sequence[Candidate], *, how: str) -> bool:
    """The present agent did not answer in time: to the next one who is free (B6); whether there was one.

    ``how``: not_accepted (not at all), not_answered (not this question). To somebody who did not answer it before only
    if there is nobody else.
    """
    others = [each for each in candidates if each.agent_id != header.agent_id]
    choice = choose(others, allocation=header.allocation, excluded=header.passed_on)
    if choice.agent is None:
        return False
    tx = Transaction(desk)
    hand = Claim(Author("system"), REASSIGNED, how=how)
    _add(tx, header, choice.agent, hand, choice.considered)
    try:
        tx.commit_and_tell()
    except (conversations.HeaderMoved, people.AgentMoved):
        return False  # looked at again when the next watch is due
    return True


def _give(
    desk: Desk,
    conversation_id: str,
    hand: Claim,
    may: Callable[[Header], None],
    target: Callable[[Header], tuple[Agent | Candidate, tuple[Considered, ...]]],
    wait: Callable[[Header, NoRoom], Header] | None = None,
) -> Header:
    refused: Conflict | None = None

    def give(header: Header | None) -> Header:
        nonlocal refused
        header = existing(header, "no such conversation")
        may(header)
        try:
            agent, looked_at = target(header)
        except NoRoom as lacking:
            if wait is None:
                raise
            return wait(header, lacking)
        tx = Transaction(desk)
        after = _add(tx, header, agent, hand, looked_at)
        try:
            tx.commit_and_tell()
        except people.AgentMoved as lost:
            refused = refusal(lost.agent, desk)
            if lost.agent is None or cannot(lost.agent, hand, desk):
                raise refused from None
            raise
        return after

    def give_as_it_stands() -> Header:
        return races.follow(desk, header, give, conversations.HeaderMoved, tries=races.CROWD)

    header = conversations.find(desk, conversation_id)
    try:
        return races.again(desk, give_as_it_stands, people.AgentMoved, tries=races.CROWD)
    except Unavailable:
        raise refused or Unavailable("the conversation keeps changing", retry_after=1) from None


def _add(
    tx: Transaction, header: Header, agent: Agent | Candidate, hand: Claim, looked_at: tuple[Considered, ...]
) -> Header:
    """One transaction over the conversation, the new agent's place and the old one's."""
    now, conversation_id = tx.desk.now(), header.conversation_id
    if header.state == WAITING:
        after = conversations.assign(tx, header, agent, now, by=hand.by, note=hand.note)
    else:
        after = conversations.transfer(tx, header, agent, now, hand)
    people.claim_slot(tx, agent, conversation_id, now, statuses=hand.statuses, over_capacity=hand.over_capacity)
    if header.state == OPEN and header.agent_id is not None:
        people.free_slot(tx, people.read_agent(tx.desk, header.agent_id), conversation_id)
    if hand.audited is not None:
        said = {"agent_id": agent.agent_id, "over_capacity": hand.over_capacity}
        audit.note(tx, hand.audited, "reassign", conversation_id, before=header.agent_id, after=said)
    keep_decision(tx, after, agent.agent_id, hand.how, looked_at)
    watch_acceptance(tx, after)
    pools = header.pools or () if header.state == WAITING else ()
    freed_id = header.agent_id if header.state == OPEN else None
    events.publish(tx, AssignedByHand(conversation_id, agent.agent_id, pools, freed_id))
    _tell_of_absence(tx, agent)
    return after


def _tell_of_absence(tx: Transaction, agent: Agent | Candidate) -> None:
    """Whoever comes to somebody who is away hears of it like those who were there; who is free is not away."""
    if isinstance(agent, Agent) and agent.absence is not None and agent.absence.reply:
        events.publish(tx, AbsenceChanged(agent.agent_id))


def refuse_barred(agent: Agent, desk: Desk) -> None:
    """Raises ``AgentAway`` for somebody who is off duty or on leave, where shifts are binding (B8), and for whom lacks
    training that their groups require (F11)."""
    now = desk.now()
    if is_gone(agent.duty, now) or (is_present(agent, now) and is_barred(agent.training, now)):
        raise away(agent, now)


def cannot(agent: Agent, hand: Claim, desk: Desk) -> bool:
    """Whether trying again is no use: the agent as they now stand does not meet the claim."""
    full = len(agent.serving) >= agent.capacity and not hand.over_capacity
    return full or agent.status not in hand.statuses or not is_present(agent, desk.now()) or not agent.active


def refusal(agent: Agent | None, desk: Desk) -> Conflict:
    """Why the claim of this agent was lost, as they now stand."""
    if agent is not None and agent.active and is_present(agent, desk.now()):
        taken = len(agent.serving)
        if taken >= agent.capacity:
            return AgentFull(f"{taken} of {agent.capacity} places are taken", extra={"serving": taken})
    return away(agent, desk.now())


def _checked_note(note: str | None) -> str | None:
    note = note.strip() if note else None
    if note and len(note) > 1000:
        raise Invalid.field("note", "at most 1000 characters")
    return note or None
