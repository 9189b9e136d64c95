"""What is kept of people for return visits that plan themselves (F6): the dates by which they are called."""

from __future__ import annotations

from chalicelib.campaigns.store.campaigns import CampaignRow, FormerRow, RuleRow, RunRow
from chalicelib.campaigns.store.standings import STANDING, PlaceRow, StandingRow
from chalicelib.core.persons import VISITOR, Kept, Nothing, gone, one_item

DECLARED = (
    Kept(
        name="campaigns.standing",
        rows=(StandingRow,),
        of=VISITOR,
        find=one_item(StandingRow, lambda visitor_id: (f"customer#{visitor_id}", STANDING)),
        erase=gone(StandingRow),
        hides=("revision",),
    ),
    Nothing(rows=(CampaignRow, FormerRow, RuleRow, RunRow, PlaceRow), why="who is to be asked when: rules and ids"),
)
