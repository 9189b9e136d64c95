"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.campaigns.store import CampaignRow, FormerRow, RuleRow, RunRow
from chalicelib.core.persons import Nothing

DECLARED = (
    Nothing(
        rows=(
            CampaignRow,
            FormerRow,
            RuleRow,
            RunRow,
        ),
        why="who is to be asked when: rules, ids and numbers",
    ),
)
