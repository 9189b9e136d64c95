"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.persons import Nothing
from chalicelib.people.store.keys import KeyRow
from chalicelib.people.store.mobiles import MobileRow
from chalicelib.people.store.rows import (
    AcceptanceRow,
    AgentRow,
    AgreementRow,
    AgreementVersionRow,
    AnnouncingRow,
    AsksRow,
    ClaimRow,
    DeskRow,
    GroupRow,
    ListedRow,
    PasswordRow,
    PoolRow,
    PoolsRow,
    RoleRow,
    TriesRow,
)
from chalicelib.people.store.signatures import SignatureRow

DECLARED = (
    Nothing(
        rows=(
            KeyRow,
            MobileRow,
            AcceptanceRow,
            AgentRow,
            AgreementRow,
            AgreementVersionRow,
            AnnouncingRow,
            AsksRow,
            ClaimRow,
            DeskRow,
            GroupRow,
            ListedRow,
            PasswordRow,
            PoolRow,
            PoolsRow,
            RoleRow,
            TriesRow,
            SignatureRow,
        ),
        why="colleagues, groups and roles",
    ),
)
