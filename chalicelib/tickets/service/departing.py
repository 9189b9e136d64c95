"""Nothing is ever without somebody responsible and somebody at work who can be (D7).

Whoever is disabled, or may work on tickets no more, leaves what is theirs to others: found by the indexes, and by the
night's check, which looks at everything that is open and says in the audit log what it mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from chalicelib.core import audit, races, work
from chalicelib.core.audit import SYSTEM as NIGHT
from chalicelib.core.audit import By
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentRenamed, RightsChanged, Roster, by_agent
from chalicelib.tickets.model.states import handed, owned_by, renamed
from chalicelib.tickets.model.ticket import Entry, Ticket
from chalicelib.tickets.model.turns import heirs, may_have
from chalicelib.tickets.service.saving import SeeToPeople, save
from chalicelib.tickets.service.telling import tell_colleagues
from chalicelib.tickets.store import lists
from chalicelib.tickets.store import tickets as store
from chalicelib.tickets.store.lists import DESK, HANDLER, OWNER, Listing

GONE = "原处理人不能再处理 · who had it cannot work on it any more"
PAGE = 25


class PassOn(Due, frozen=True):
    """Somebody may not work on tickets any more: the next page of what is theirs goes to others.

    ``by``: handler or owner; ``after``: behind this place.
    """

    kind = "tickets.pass_on"

    agent_id: str
    by: str = HANDLER
    after: str | None = None


class RenamePeople(Due, frozen=True):
    """Somebody has another name: the next page of the open tickets that show it."""

    kind = "tickets.rename_people"

    agent_id: str
    by: str = HANDLER
    after: str | None = None


class Mended(msgspec.Struct, frozen=True):
    """A ticket that was with somebody who cannot have it."""

    ticket_id: str
    handler_id: str
    owner_id: str


def pass_on_later(desk: Desk, changed: RightsChanged) -> None:
    """Somebody was disabled, or has other rights: what is theirs is looked at at once, but not in this request."""
    work.put_alone(desk, PassOn(changed.agent_id), PassOn(changed.agent_id, OWNER))


def pass_on(desk: Desk, due: PassOn) -> None:
    """What somebody leaves goes to others, a page at a time. Safe to repeat; nothing where they may have it again.

    What is given to them at the same moment is found by the night's check.
    """
    roster = people.directory(desk)
    if may_have(roster.agents.get(due.agent_id)):
        return
    part = lists.places(desk, Listing(due.by, (due.agent_id,)), lambda _: True, after=due.after, most=PAGE)
    if part.until is not None:
        work.put_alone(desk, PassOn(due.agent_id, due.by, part.until))
    for each in part.places:
        _see_to(desk, each.ticket_id, roster)


def see_to_people(desk: Desk, due: SeeToPeople) -> None:
    """Whether a ticket that is open again is with somebody who can have it. Twice is once."""
    _see_to(desk, due.ticket_id, people.directory(desk))


def _see_to(desk: Desk, ticket_id: str, roster: Roster, by: By = NIGHT) -> Mended | None:
    """Give it to others where it is with somebody who cannot have it; what was mended, if anything was."""

    def see(ticket: Ticket | None) -> Mended | None:
        if ticket is None or ticket.is_over:
            return None
        after, entries = _with_people(ticket, roster, desk.now())
        if not entries:
            return None
        tx = Transaction(desk)
        save(tx, ticket, after, entries)
        if after.handler_id != ticket.handler_id:
            tell_colleagues(tx, after, "ticket_given", [roster.agents[after.handler_id]], GONE)
        before, now = ({"handler_id": each.handler_id, "owner_id": each.owner_id} for each in (ticket, after))
        audit.note(tx, by, "pass_on_ticket", ticket_id, before=before, after=now)
        tx.commit_and_tell()
        return Mended(ticket_id, ticket.handler_id, ticket.owner_id)

    return races.follow(desk, store.ticket(desk, ticket_id), see, store.TicketMoved, tries=races.CROWD)


def _with_people(ticket: Ticket, roster: Roster, now: datetime) -> tuple[Ticket, list[Entry]]:
    """The ticket with people who can have it, and the entries that say so; nobody is found on a desk where nobody can:
    it stays whose it is."""
    entries: list[Entry] = []
    if not may_have(roster.agents.get(ticket.owner_id)):
        owner = _heir(ticket, ticket.owner_id, roster)
        if owner is not None:
            ticket, entry = owned_by(ticket, owner, GONE, now)
            entries.append(entry)
    if not may_have(roster.agents.get(ticket.handler_id)):
        owner_can = may_have(roster.agents.get(ticket.owner_id))
        handler = ticket.owner if owner_can else _heir(ticket, ticket.handler_id, roster)
        if handler is not None:
            ticket, entry = handed(ticket, handler, ticket.group_id, SYSTEM, GONE, now)
            entries.append(entry)
    return ticket, entries


def _heir(ticket: Ticket, gone_id: str, roster: Roster) -> Author | None:
    group = roster.groups.get(ticket.group_id) if ticket.group_id is not None else None
    leader_id, member_ids = (group.leader_id, group.member_ids) if group is not None else (None, ())
    able = heirs(roster.agents.values(), gone_id, leader_id, member_ids)
    return by_agent(able[0]) if able else None


def check_people(desk: Desk, by: By = NIGHT) -> list[Mended]:
    """Every open ticket is with somebody who can have it, and somebody who can answers for it; what was mended (G2).

    A query for each share and megabyte of the index, three requests for what is mended.
    """
    roster = people.directory(desk)
    able = {each.agent_id for each in roster.agents.values() if may_have(each)}
    adrift = [each for each in _open(desk) if not able.issuperset((str(each.handler_id), str(each.owner_id)))]
    mended = (_see_to(desk, each.ticket_id, roster, by) for each in adrift)
    return [each for each in mended if each is not None]


def _open(desk: Desk) -> Iterator[lists.Place]:
    return lists.every(desk, Listing(DESK))


def rename_later(desk: Desk, renamed: AgentRenamed) -> None:
    """Somebody was renamed: their tickets follow at once, but not in this request, for there may be many."""
    work.put_alone(desk, RenamePeople(renamed.agent_id), RenamePeople(renamed.agent_id, OWNER))


def rename_people(desk: Desk, due: RenamePeople) -> None:
    """A page of the open tickets that somebody works on, or answers for, shows their present name. Twice is once."""
    part = lists.places(desk, Listing(due.by, (due.agent_id,)), lambda _: True, after=due.after, most=PAGE)
    if part.until is not None:
        work.put_alone(desk, RenamePeople(due.agent_id, due.by, part.until))
    for each in part.places:
        _rename(desk, due.agent_id, each.ticket_id)


def _rename(desk: Desk, agent_id: str, ticket_id: str) -> None:
    def rename() -> None:
        ticket = store.ticket(desk, ticket_id)
        if ticket is None:
            return
        now = by_agent(people.read_agent(desk, agent_id))  # read after it: never an older name over a newer one
        after = renamed(ticket, now)
        if after != ticket:
            tx = Transaction(desk)
            store.write(tx, ticket, after, [])
            tx.commit()

    races.again(desk, rename, store.TicketMoved)
