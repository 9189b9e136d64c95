"""The rows of mails that wait for the next hour, in the table ``channels``: in the order in which they came."""

from __future__ import annotations

from datetime import datetime

import msgspec
from pynamodb.attributes import NumberAttribute

from chalicelib.channels.model.posted import Aside, Posted
from chalicelib.channels.store.channels import Keys
from chalicelib.channels.store.mails import KEPT_MAILS
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Packed, Wanted
from chalicelib.core.transactions import Transaction

LONGEST_COUNT = 200  # shares of a channel


class AsideRow(Keys):
    version = NumberAttribute()
    aside = Packed(Aside)


class AsideMoved(Lost):
    """Another mail was put there, or taken from there, at this moment."""


class Waiting(msgspec.Struct, frozen=True):
    """One that waits: its place, and which."""

    place: str
    mail_id: str


def _of(share: str) -> str:
    return f"aside#{share.partition('#')[0]}"


def _state(share: str) -> str:
    return f"state#{share.partition('#')[2]}"


def _among(share: str) -> str:
    return f"mail#{share.partition('#')[2]}#"


def wanted(share: str) -> Wanted[Aside]:
    """What waits of a share, to be read together with something else."""
    return AsideRow.wanted(lambda row: row.aside, _of(share), _state(share))


def aside(desk: Desk, share: str) -> Aside | None:
    """What waits of a share; one strongly consistent read."""
    row = AsideRow.find(desk.database, _of(share), _state(share))
    return row.aside if row is not None else None


def put_aside(tx: Transaction, share: str, before: Aside | None, after: Aside | None) -> None:
    """So many wait now; None: none. Lost: ``AsideMoved``."""
    row = AsideRow(_of(share), _state(share))
    same = AsideRow.version == before.version if before is not None else AsideRow.key.does_not_exist()
    if after is None:
        tx.delete(row, condition=same, losing=lambda _: AsideMoved("another came"))
        return
    row.version, row.aside = after.version, after
    row.expires_at = int((tx.desk.now() + KEPT_MAILS).timestamp())
    tx.put(row, condition=same, losing=lambda _: AsideMoved("another came"))


def put_waiting(tx: Transaction, share: str, posted: Posted) -> None:
    """This one waits, behind those that came before."""
    until = int((posted.at + KEPT_MAILS).timestamp())
    tx.put(Keys(_of(share), f"{_among(share)}{times.sortable(posted.at)}#{posted.mail_id}", expires_at=until))


def waiting(desk: Desk, share: str, limit: int) -> list[Waiting]:
    """Those that wait, the first ones; one query."""
    asked = {"range_condition": Keys.order.startswith(_among(share)), "limit": limit}
    items, _ = Keys.read_page(desk.database, _of(share), **asked)  # type: ignore[arg-type]
    return [Waiting(each["order"]["S"], each["order"]["S"].rpartition("#")[2]) for each in items]


def remove_waiting(tx: Transaction, share: str, place: str) -> None:
    """It waits no more."""
    tx.delete(Keys(_of(share), place))


def count(desk: Desk, channel_id: str) -> tuple[int, datetime | None]:
    """How many of a channel wait, and until when the first of them; one query."""
    asked = {"range_condition": AsideRow.order.startswith("state#"), "limit": LONGEST_COUNT}
    items, _ = AsideRow.read_page(desk.database, f"aside#{channel_id}", **asked)  # type: ignore[arg-type]
    all_of_them = [AsideRow.aside.held_in(each) for each in items]
    return sum(each.count for each in all_of_them), min((each.until for each in all_of_them), default=None)
