"""Lists of entries: one's own file, an agent's, a month's, what waits for a second person."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.listings import Listing, Place
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import refuse_without
from chalicelib.quality.model.calendar import is_month, month_of
from chalicelib.staff import store
from chalicelib.staff.model.entry import HIDDEN, PENDING, Entry
from chalicelib.staff.model.rights import APPROVE, ENTER, READ, SEE
from chalicelib.staff.service.access import find, refuse_to_read, sees
from chalicelib.staff.store import BY_AGENT, BY_LIST, BY_MONTH, unseen_by

OWN, UNSEEN, OF_AGENT, OF_MONTH, WAITING = "own", "unseen", "agent", "month", "waiting"
PAGE = 25


def list_entries(
    desk: Desk, agent: Agent, view: str, *, agent_id: str = "", month: str = "", cursor: str | None = None
) -> tuple[list[Entry], str | None]:
    """A page of a list, the newest first, and where the next one begins; a page may be short while others follow.

    One query, five at most where most is beyond one's reach, one request for the page, one for a group's scope. Raises
    ``Invalid``, ``PermissionNeeded``.
    """
    if view not in (OWN, UNSEEN):
        refuse_without_any(agent)
    for field, value, only in (("agent_id", agent_id, OF_AGENT), ("month", month, OF_MONTH)):
        if value and view != only:
            raise Invalid.field(field, f"only with view={only}")
    purpose = f"staff#{agent.agent_id}#{view}#{agent_id}#{month}"
    after = unseal(desk, purpose, cursor) if cursor else None
    listing = _listing(desk, agent, view, agent_id, month)
    part = store.places(desk, listing, _wanted(desk, agent, view), after=after, most=PAGE)
    entries = store.entries(desk, [each.name for each in part.places])
    following = seal(desk, purpose, part.until) if part.until else None
    return [each for each in entries if _still(view, each)], following


def refuse_without_any(agent: Agent) -> None:
    """Raises ``PermissionNeeded`` for who may see nobody's file but their own."""
    if agent.rights.permissions.isdisjoint((ENTER, APPROVE)):
        refuse_without(SEE, agent.rights.permissions)


def _listing(desk: Desk, agent: Agent, view: str, agent_id: str, month: str) -> Listing:
    if view == OWN:
        return Listing(BY_AGENT, agent.agent_id)
    if view == UNSEEN:
        return Listing(BY_LIST, unseen_by(agent.agent_id))
    if view == WAITING:
        return Listing(BY_LIST, PENDING)
    if view == OF_AGENT:
        if not agent_id:
            raise Invalid.field("agent_id", "whose")
        return Listing(BY_AGENT, agent_id)
    return Listing(BY_MONTH, checked_month(desk, month))


def checked_month(desk: Desk, month: str) -> str:
    """The month that is asked about; unsaid: this one on the desk's calendar, one read. Raises ``Invalid``."""
    if month and not is_month(month):
        raise Invalid.field("month", "a month such as 2026-11")
    return month or month_of(desk.now(), people.read_desk(desk).time_zone)


def _wanted(desk: Desk, agent: Agent, view: str) -> Callable[[Place], bool]:
    if view in (OWN, UNSEEN):
        return lambda place: place.state not in HIDDEN
    around = people.Surroundings(desk, agent)
    return lambda place: sees(agent, READ, place.agent_id, around)


def _still(view: str, entry: Entry) -> bool:
    """Whether it belongs into the list as it stands by now."""
    if view == UNSEEN:
        return entry.is_shown and entry.seen_at is None
    return view not in (OWN, WAITING) or (entry.state == PENDING if view == WAITING else entry.is_shown)


def read_entry(desk: Desk, agent: Agent, entry_id: str) -> Entry:
    """One; one request, one for a group's scope. Raises ``NotFound``, ``NotYours``."""
    entry = find(desk, entry_id)
    refuse_to_read(desk, agent, entry)
    return entry


def count_unseen(desk: Desk, agent_id: str) -> int:
    """How many this agent has not said they have seen; one query."""
    return store.count(desk, Listing(BY_LIST, unseen_by(agent_id)))
