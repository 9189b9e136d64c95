"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.persons import Nothing
from chalicelib.plans.store import ConsentCountRow, ConsentRow, KeyringRow, OwnAddressesRow, PlanRow

DECLARED = (
    Nothing(
        rows=(
            ConsentCountRow,
            ConsentRow,
            KeyringRow,
            OwnAddressesRow,
            PlanRow,
        ),
        why="the websites",
    ),
)
