"""Follow-ups name their owners; when those are renamed, the copy follows (law 3)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model.followup import OPEN
from chalicelib.followups.store import FollowUpMoved, Listing
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentRenamed, by_agent

PAGE = 50


class RenameOwner(Due, frozen=True):
    """What somebody has to do, ``after`` this of it, shows their present name."""

    kind = "followups.rename_owner"

    agent_id: str
    after: str | None = None


def rename_later(desk: Desk, renamed: AgentRenamed) -> None:
    """Somebody was renamed: what they have to do follows at once, but not in this request, for it may be much."""
    work.put_alone(desk, RenameOwner(renamed.agent_id))


def rename(desk: Desk, due: RenameOwner, *, page: int = PAGE) -> None:
    """A ``page`` of the owner's open follow-ups shows their present name; the next piece goes on.

    Twice is once, and of two names the present one holds, in whatever order they spread.
    """
    agent_id = due.agent_id
    part = store.places(desk, Listing("owner", agent_id, OPEN), lambda _: True, after=due.after, most=page)
    if part.until is not None:
        work.put_alone(desk, RenameOwner(agent_id, part.until))
    for place in part.places:
        _rename(desk, agent_id, place.followup_id)


def _rename(desk: Desk, agent_id: str, followup_id: str) -> None:
    def once() -> None:
        followup = store.followup(desk, followup_id)
        if followup is None or followup.state != OPEN or followup.owner_id != agent_id:
            return
        owner = by_agent(people.read_agent(desk, agent_id))  # read after it: never an older name over a newer one
        if followup.owner != owner:
            tx = Transaction(desk)
            store.write(tx, followup, replace(followup, owner=owner, version=followup.version + 1))
            tx.commit()

    races.again(desk, once, FollowUpMoved)
