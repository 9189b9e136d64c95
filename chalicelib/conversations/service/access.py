"""Who may do what with which conversation (law 8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, WAITING, Header, Page
from chalicelib.conversations.model.queue import asker_in
from chalicelib.conversations.model.refusals import NotTaken
from chalicelib.core import audit, metering
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import note_once_a_day
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import EVERYWHERE, NEAR, SEE, STEER, TAKE, TAKE_PART, NotYours, Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import NOTHING_REVOKED, Visitor


def same_visitor(desk: Desk, caller: visitors.Caller, header: Header) -> None:
    """Raises ``NotFound``: to others a visitor's conversation does not exist; ``Unauthorized``: this token was taken
    back.

    Whoever was handed over to a customer while it was open may go on with the token they began with. One read for a
    customer who asks for what is kept under another's id: a visitor who proved to be them.
    """
    if header.revoked is not None:
        caller.refuse_revoked(header.revoked.get(caller.visitor_id, NOTHING_REVOKED))
    known = caller.visitor_id in (header.visitor_id, header.came_as)
    if not known and not visitors.is_past_of(desk, caller, header.visitor_id):
        raise NotFound("no such conversation")


def refuse_strangers(desk: Desk, caller: visitors.Caller, conversation_id: str, page: Page) -> None:
    """Raises ``NotFound`` unless what was read is the caller's: under their own id, handed over to a customer, or of
    somebody who proved to be them; ``Unauthorized``: the token was taken back.

    One read for a customer of what is under another id, one where the read did not reach the header.
    """
    header = page.header or store.header(desk, conversation_id)
    if header is None:
        raise NotFound("no such conversation")
    same_visitor(desk, caller, header)


def thing(header: Header) -> Thing:
    """A conversation as far as reach goes: its agent's, or nobody's while it waits, for whom it came.

    What was transferred to a group is that group's while it waits, whichever visitors the group receives otherwise.
    """
    metering.about(header)
    receivers = Receivers(header.group_ids, header.agent_ids, asker_in(header))
    if header.handed is not None and header.state == WAITING:
        receivers = Receivers((header.handed.group_id,))
    return Thing(
        header.agent_id,
        guest_ids=frozenset(str(guest.id) for guest in header.guests),
        responsible_id=header.owner.id if header.owner else None,
        receivers=receivers,
        free=header.state == WAITING,
        mentioned_ids=frozenset(header.mentioned),
    )


def may_answer(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: its agent answers, a guest, or somebody whose rights reach it; it must have been taken."""
    _refuse_waiting(desk, agent, header)
    people.allowed(desk, agent, TAKE_PART, thing(header))


def may_note(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: whoever would answer it may leave a note, also while it waits for somebody."""
    people.allowed(desk, agent, TAKE_PART, thing(header))


def may_move(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: its agent moves it, or somebody whose rights reach it; guests only see and write (A8)."""
    _refuse_waiting(desk, agent, header)
    may_reach(desk, agent, header)


def may_see(desk: Desk, agent: Agent, header: Header) -> str:
    """By which tie they see it: it may be given to them, it is theirs, they answer for it, or their rights reach it.

    Raises ``NotYours`` (F7, D7).
    """
    return people.allowed(desk, agent, SEE, thing(header))


def sees(desk: Desk, agent: Agent) -> Callable[[Header], bool]:
    """Asks of one conversation after another whether the agent may see it."""
    around = people.Surroundings(desk, agent)
    return lambda header: tie_of(agent, SEE, thing(header), around) is not None


def may_take(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: of those that wait, agents take what may be given to them, and what their rights reach."""
    if header.state == WAITING:
        people.allowed(desk, agent, TAKE, thing(header), "it came for others")


def may_reach(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``. To be a guest, or to have had it, is no right to move it."""
    people.allowed(desk, agent, STEER, thing(header))


def note_reading(desk: Desk, agent: Agent, header: Header, tie: str, act: str, request_id: str) -> None:
    """Whoever reads what is another agent's, because their rights reach so far, is in the audit log: once a day (F7).

    ``act``: ``read_transcript``, or ``read_conversation`` for who its visitor is and how it stands. One conditional
    write then, and none for what is one's own, waits for one, or was with one first.
    """
    if tie in (NEAR, EVERYWHERE) and header.agent_id is not None:
        by = audit.By(agent.agent_id, agent.name, request_id)
        after = {"holder_id": header.agent_id}
        note_once_a_day(desk, by, act, header.conversation_id, after=after)


def may_edit_visitor(desk: Desk, agent: Agent, visitor: Visitor, headers: Sequence[Header]) -> None:
    """Raises ``NotYours``: who serves them, has served them, may be given them, or whose rights reach them (A5).

    ``headers``: the conversations they have now.
    """
    if agent.reaches_all:
        return
    served = Thing(visitor.last_agent_id)
    around = people.Surroundings(desk, agent)
    if tie_of(agent, STEER, served, around) is None:
        if not headers:
            raise NotYours("they were never with you")
        if all(tie_of(agent, SEE, thing(each), around) is None for each in headers):
            raise NotYours("they are with others")


def customer_in_reach(desk: Desk, agent: Agent, visitor_id: str) -> Visitor:
    """A customer for whom the agent may plan something or make a ticket: as ``may_edit_visitor`` says, by everything
    that they have open, also as others whom they are known to be. Two reads at most, and one where groups matter.

    Raises ``Invalid``, ``NotYours``.
    """
    try:
        if not visitor_id:
            raise NotFound
        visitor = visitors.card(desk, visitor_id)
    except NotFound:
        raise Invalid.field("visitor_id", "no such visitor") from None
    around = people.Surroundings(desk, agent)
    if agent.reaches_all or tie_of(agent, STEER, Thing(visitor.last_agent_id), around) is not None:
        return visitor
    headers = store.headers(desk, visitor.open_ids) if visitor.open_ids else ()
    if not any(tie_of(agent, SEE, thing(each), around) for each in headers if each.state != CLOSED):
        raise NotYours("they are another agent's customer")
    return visitor


def open_of(desk: Desk, customers: Sequence[Visitor]) -> list[Header]:
    """What these have open as it is now, without what ended this very moment; one read, none where nothing is."""
    ids = [each.open_conversation_id for each in customers if each.open_conversation_id]
    return [each for each in store.headers(desk, ids) if each.state != CLOSED]


def colleagues_of(desk: Desk, agent: Agent) -> list[str]:
    """Whose conversations a group's scope reaches: everybody's in the agent's groups, and their own; sorted ids."""
    return sorted(people.Surroundings(desk, agent).colleague_ids)


def is_guest(agent: Agent, header: Header) -> bool:
    """Whether they were invited to see and write."""
    return agent.agent_id in (guest.id for guest in header.guests)


def note_manual(
    tx: Transaction, by: Author, header: Header, act: str, request_id: str, *, after: dict[str, object] | None = None
) -> None:
    """Add to the transaction: an act in a conversation that is not one's own goes to the audit log, without what was
    written (F7). ``holder_id``: whose it is, or nobody's while it waits. In one's own it is no privilege.
    """
    if by.id == header.agent_id:
        return
    hand = audit.By(str(by.id), str(by.name), request_id)
    if after is not None and "holder_id" in after:
        audit.note(tx, hand, act, header.conversation_id, before={"holder_id": header.agent_id}, after=after)
    else:
        said = {"holder_id": header.agent_id, **(after or {})}
        audit.note(tx, hand, act, header.conversation_id, after=said)


def _refuse_waiting(desk: Desk, agent: Agent, header: Header) -> None:
    if header.state == WAITING:
        may_see(desk, agent, header)
        raise NotTaken("take the conversation first")
