"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import Left, at, copies, goes, own
from chalicelib.core.desk import Desk
from chalicelib.core.former import Leaver
from chalicelib.core.persons import ERASED, Nothing
from chalicelib.core.tables import RawItem
from chalicelib.people.store import mobiles, signatures
from chalicelib.people.store.keys import KeyRow
from chalicelib.people.store.mobiles import MobileRow
from chalicelib.people.store.rows import (
    RECORD,
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
    agent_key,
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


def _key(item: RawItem) -> tuple[str, str]:
    return item["shelf"]["S"], item["key"]["S"]


def _is_account(item: RawItem, leaver: Leaver) -> bool:
    return _key(item) == (agent_key(leaver.agent_id), RECORD) and "erased_at" not in item


def _is_mobile(item: RawItem, leaver: Leaver) -> bool:
    return _key(item) == (agent_key(leaver.agent_id), mobiles.KEY)


def _is_signature(item: RawItem, leaver: Leaver) -> bool:
    return _key(item) == (agent_key(leaver.agent_id), signatures.KEY)


def _is_password(item: RawItem, leaver: Leaver) -> bool:
    return _key(item) == ("password", leaver.agent_id)


def _is_claim(item: RawItem, leaver: Leaver) -> bool:
    return _key(item)[0] in ("email", "number") and item["agent_id"]["S"] == leaver.agent_id


def _is_try(item: RawItem, leaver: Leaver) -> bool:
    return item["shelf"]["S"].removeprefix("tries#") in leaver.digests


def _is_gone(_desk: Desk, _item: RawItem, _leaver: Leaver) -> None:
    """The record itself changes when the erasing is confirmed (``service.leaving``)."""


AGENTS = (
    Left(name="people.account", rows=(AgentRow, ListedRow), holds=_is_account, erase=_is_gone),
    goes("people.mobile", MobileRow, _is_mobile),
    goes("people.signature", SignatureRow, _is_signature),
    goes("people.password", PasswordRow, _is_password),
    goes("people.claims", ClaimRow, _is_claim),
    goes("people.tries", TriesRow, _is_try),
    copies(AcceptanceRow, beside=(("agent_id", ("name", "number")),)),
    copies(PoolRow, beside=(("agent_id", ("name", "number", "picture")),)),
    copies(KeyRow, beside=(("maker_id", ("maker_name",)),)),
    own("people.keys", KeyRow, at("api_key.maker_id"), {"api_key.name": ERASED}, ("version", "api_key.version")),
    Nothing(
        rows=(AgreementRow, AgreementVersionRow, AnnouncingRow, AsksRow, DeskRow, GroupRow, PoolsRow, RoleRow),
        why="groups, roles and the desk itself, by ids",
    ),
)
