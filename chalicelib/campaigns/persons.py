"""What is kept of people for return visits that plan themselves (F6): the dates by which they are called."""

from __future__ import annotations

from chalicelib.campaigns.service import standing
from chalicelib.campaigns.store.campaigns import CampaignRow, FormerRow, RuleRow, RunRow
from chalicelib.campaigns.store.standings import STANDING, PlaceRow, StandingRow
from chalicelib.core.desk import Desk
from chalicelib.core.persons import VISITOR, Kept, Nothing, gone, one_item
from chalicelib.core.tables import RawItem

_gone = gone(StandingRow)


def _erase(desk: Desk, item: RawItem, visitor_id: str) -> None:
    """The places by which they are found go before what says where these are."""
    standing.forget(desk, visitor_id)
    _gone(desk, item, visitor_id)


DECLARED = (
    Kept(
        name="campaigns.standing",
        rows=(StandingRow,),
        of=VISITOR,
        find=one_item(StandingRow, lambda visitor_id: (f"customer#{visitor_id}", STANDING)),
        erase=_erase,
        hides=("revision",),
    ),
    Nothing(rows=(CampaignRow, FormerRow, RuleRow, RunRow), why="who is to be asked when: rules"),
    Nothing(rows=(PlaceRow,), why="where customers are found by what is kept of them: gone with that"),
)

AGENTS = (Nothing(rows=(CampaignRow, FormerRow, RuleRow, RunRow, PlaceRow, StandingRow), why="rules and runs, by ids"),)
