"""Two visitors are one customer, say those who know both (F6): what comes together is shown first, and it may be undone
for a day.

It is for the desk alone. Nobody has proved it, so neither visitor is shown anything of the other's, and each goes on
with what they have open.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from chalicelib.conversations.service.access import may_edit_visitor, open_of
from chalicelib.conversations.service.history import list_of
from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.races import Moved
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.merging import Merge, Together
from chalicelib.visitors.model.visitor import Visitor


class Wish(msgspec.Struct, frozen=True):
    """Which other is the same; ``version``, ``other_version``: as whoever wishes it has seen both (None: no matter)."""

    other_id: str
    version: int | None = None
    other_version: int | None = None


class Preview(msgspec.Struct, frozen=True):
    """Who would stay, who would be part of them, and what would then be known; how much the other brings, as far as a
    first look tells: of conversations whether there are ``more``."""

    kept: Visitor
    other: Visitor
    becomes: Visitor
    conversations: int
    more: bool
    visits: int
    notes: int


class Done(msgspec.Struct, frozen=True):
    """What was done, and the customer after it; ``again``: it was so before."""

    merge: Merge
    customer: Visitor
    again: bool = False


def preview(desk: Desk, agent: Agent, visitor_id: str, other_id: str) -> Preview:
    """What would come together. Five requests, and three more where the agent's reach is to be asked or they are
    several. Raises as ``merge_visitors`` does."""
    asked, found = visitors.read_pair(desk, visitor_id, other_id)
    other = existing(found, "no such visitor")
    parts = _reached(desk, agent, asked, other)
    planned = visitors.plan_merge(desk, asked, other, parts, by_agent(agent))
    kept, part = (asked, other) if planned.customer.visitor_id == asked.visitor_id else (other, asked)
    listed, more = list_of(desk, part.all_ids, None)
    notes, _ = visitors.notes_of(desk, part, None)
    visits = visitors.visits_of(desk, part)
    becomes = visitors.carded(desk, planned.customer)
    shown = visitors.carded(desk, kept), visitors.carded(desk, part)
    return Preview(*shown, becomes, len(listed), more, len(visits), len(notes))


def merge_visitors(
    desk: Desk, agent: Agent, visitor_id: str, wish: Wish, once: Once | None = None, request_id: str = ""
) -> Done:
    """From now on both are one customer for the desk: whom the website vouches for stays, else who was asked for.

    Twice is once, also at once and the other way round. One read of both and one transaction, which the audit log has;
    one read more each for who is part of them, for what they have open, and for one who reaches less than everything.
    Raises ``NotFound``, ``NotYours``, ``Invalid``, ``ChangedMeanwhile``, ``MergedAlready``, ``BothProven``,
    ``OneIsBlocked``, ``TooManyMerged``.
    """

    def merge() -> Done:
        asked, other = visitors.read_pair(desk, visitor_id, wish.other_id)
        if other is None:
            raise Invalid.field("other_id", "no such visitor")
        parts = _reached(desk, agent, asked, other)
        if other.visitor_id in asked.merged or asked.visitor_id in other.merged:
            before = visitors.merged_before(desk, asked.visitor_id, other.visitor_id)
            if before is not None:
                return _done(desk, before, again=True)
        for version, visitor in ((wish.version, asked), (wish.other_version, other)):
            races.refuse_older(version, visitor)
        planned = visitors.plan_merge(desk, asked, other, parts, by_agent(agent))
        _write(desk, agent, planned, "merge_visitors", once, request_id)
        return Done(planned.merge, visitors.carded(desk, planned.customer))

    return _once(desk, once) or _until_done(desk, merge)


def undo_merge(desk: Desk, agent: Agent, visitor_id: str, merge_id: str, request_id: str = "") -> Done:
    """They are two again, and known as before; what was changed since stays as it was changed. Twice is once.

    Raises ``NotFound``, ``NotYours``, ``MergedAlready``, ``MergeSettled``, ``MergeOver``.
    """

    def undo() -> Done:
        merge = visitors.merge(desk, visitor_id, merge_id)
        customer, _ = visitors.read_pair(desk, merge.into_id, merge.other_id)
        parts = _reached(desk, agent, customer)
        if merge.undone_at is not None:
            return Done(merge, visitors.carded(desk, customer), again=True)
        planned = visitors.plan_parting(desk, customer, parts, merge, by_agent(agent))
        _write(desk, agent, planned, "undo_merge", None, request_id)
        return Done(planned.merge, visitors.carded(desk, planned.customer))

    return _until_done(desk, undo)


def list_merges(desk: Desk, agent: Agent, visitor_id: str, before: str | None) -> tuple[list[Merge], bool]:
    """A page of who was merged into a customer, the last first; whether others follow."""
    customer = visitors.whole(desk, visitor_id)
    _reached(desk, agent, customer)
    return visitors.merges_of(desk, customer.visitor_id, before)


def _reached(desk: Desk, agent: Agent, *customers: Visitor) -> list[Visitor]:
    """Who are part of these customers, all of whom the agent reaches. Raises ``NotYours``."""
    parts = visitors.parts_of(desk, *customers)
    if not agent.reaches_all:
        for customer in customers:
            own = [each for each in parts if each.visitor_id in customer.merged]
            may_edit_visitor(desk, agent, customer, open_of(desk, (customer, *own)))
    return parts


def _write(desk: Desk, agent: Agent, planned: Together, act: str, once: Once | None, request_id: str) -> None:
    """All in one transaction. Lost: a ``Moved``; ``AlreadyDone``."""
    merge, tx = planned.merge, Transaction(desk)
    mark(tx, once, {"into_id": merge.into_id, "merge_id": merge.merge_id})
    visitors.write_merge(tx, planned)
    by = audit.By(agent.agent_id, agent.name, request_id)
    audit.note(tx, by, act, merge.into_id, after={"other_id": merge.other_id, "merge_id": merge.merge_id})
    tx.commit_and_tell()


def _until_done(desk: Desk, act: Callable[[], Done]) -> Done:
    """Again while somebody else changes one of them at the same moment."""
    try:
        return races.again(desk, act, Moved)
    except AlreadyDone as done:
        return _done(desk, visitors.merge(desk, **done.answer), again=True)


def _once(desk: Desk, once: Once | None) -> Done | None:
    """What this very request was answered with before. Raises ``KeyReused``."""
    answer = recall(desk, once, desk.now().timestamp())
    return _done(desk, visitors.merge(desk, **answer), again=True) if answer is not None else None


def _done(desk: Desk, merge: Merge, *, again: bool) -> Done:
    return Done(merge, visitors.card(desk, merge.into_id), again)
