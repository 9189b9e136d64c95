"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.core.colleagues import Left, rewrite
from chalicelib.core.desk import Desk
from chalicelib.core.former import Leaver
from chalicelib.core.persons import Nothing, value_in
from chalicelib.core.tables import RawItem
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


def _without(item: RawItem, leaver: Leaver) -> dict[str, Any]:
    """Who is told of messages that were left, without whoever left."""
    rules = value_in(item, "offline") or {}
    told = rules.get("recipients") or []
    staying = [each for each in told if not any(map(leaver.is_at, (each.get("email"), each.get("mobile"))))]
    if len(staying) == len(told):
        return {}
    return {"offline": {"S": msgspec.json.encode({**rules, "recipients": staying}).decode()}}


def _writes_to(item: RawItem, leaver: Leaver) -> bool:
    return bool(_without(item, leaver))


def _write_no_more(desk: Desk, item: RawItem, leaver: Leaver) -> None:
    rewrite(desk, PlanRow, item, lambda now: _without(now, leaver))


AGENTS = (
    Left(name="plans.recipients", rows=(PlanRow,), holds=_writes_to, erase=_write_no_more),
    Nothing(rows=(KeyringRow, OwnAddressesRow), why="keys, and addresses of websites"),
    Nothing(rows=(ConsentRow, ConsentCountRow), why="what visitors agree to, published by an agent's id"),
)
