"""The table ``notices``: notices and attempts, the SMS account and its statement, settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core import events, times, work
from chalicelib.core.cursors import fitting
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.notifications.model.address import Address, name_of
from chalicelib.notifications.model.money import Account, Line
from chalicelib.notifications.model.notice import (
    COUNTED,
    FOLLOWED,
    SETTLED,
    STATES,
    Attempt,
    LetterFollowed,
    Notice,
    NoticeSettled,
)
from chalicelib.notifications.model.settings import NoticeSettings

T = TypeVar("T")

PAGE = 50
_SMS, _SETTINGS, UNDELIVERABLE = "sms", "settings", "undeliverable"


class NoticeRow(Row):
    class Meta:
        table_name = table_name("notices")

    shelf = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    said = Packed(null=True)
    version = NumberAttribute(null=True)
    state = UnicodeAttribute(null=True)
    order = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)
    by_about = index(about=UnicodeAttribute, order=UnicodeAttribute)
    by_state = index(None, state=UnicodeAttribute, order=UnicodeAttribute)


class Told(msgspec.Struct, frozen=True):
    """What may be told only once was told by these."""

    notice_ids: tuple[str, ...]


class ToldBefore(Lost):
    """What is named ``once`` may be told only once, and was; ``notice_ids`` say by which notices."""

    def __init__(self, once: str, notice_ids: Sequence[str]) -> None:
        super().__init__("told before")
        self.once, self.notice_ids = once, tuple(notice_ids)


class NoticeMoved(Lost):
    """Somebody else went on with this notice since it was read."""


class AccountMoved(Lost):
    """Money moved since the account was read."""


class AddressMoved(Lost):
    """Somebody wrote down something else about the address since it was read."""


class WrittenLately(Lost):
    """The address was written to for the same purpose not long ago."""


class SettingsMoved(Moved):
    """Somebody changed the settings since they were read."""


def _read(desk: Desk, shelf: str, key: str, shape: type[T]) -> T | None:
    row = NoticeRow.find(desk.database, shelf, key)
    return msgspec.convert(row.said, shape) if row else None


def _said(item: RawItem, shape: type[T]) -> T:
    return msgspec.convert(NoticeRow.from_raw_data(item).said, shape)


def _losing(error: Exception) -> Any:
    return lambda _: error


# --- notices --------------------------------------------------------------------------------------------------------


def notice(desk: Desk, notice_id: str) -> Notice | None:
    """One notice; one read."""
    return _read(desk, f"notice#{notice_id}", "notice", Notice)


def with_attempts(desk: Desk, notice_id: str) -> tuple[Notice | None, Sequence[Attempt]]:
    """One notice and every asking of the provider, oldest first; one query."""
    items = list(NoticeRow.all_pages(desk.database, f"notice#{notice_id}"))
    found = [_said(item, Notice) for item in items if item["key"]["S"] == "notice"]
    return (found[0] if found else None), [_said(i, Attempt) for i in items if i["key"]["S"].startswith("attempt#")]


def order_of(notice: Notice) -> str:
    """Where it stands in time among all."""
    return f"{times.sortable(notice.at)}#{notice.notice_id}"


def put_notice(tx: Transaction, notice: Notice, *, before: Notice | None) -> None:
    """Store a new notice, or where it went from ``before``. Lost: ``NoticeMoved``."""
    row = NoticeRow(
        f"notice#{notice.notice_id}",
        "notice",
        said=notice,
        version=notice.version,
        state=notice.state,
        order=order_of(notice),
        about=notice.about or None,
    )
    condition: Condition = NoticeRow.key.does_not_exist() if before is None else NoticeRow.version == before.version
    tx.put(row, condition=condition, losing=_losing(NoticeMoved("somebody else went on with it")))
    if notice.state in COUNTED and (before is None or before.state != notice.state):
        said = (notice.notice_id, notice.at, notice.state, notice.version, notice.plan_key)
        events.publish_later(tx, NoticeSettled(*said), tx.desk.now() + work.SOON)
    if notice.what in FOLLOWED and before is not None and notice.state in SETTLED and before.state != notice.state:
        how = (notice.notice_id, notice.what, notice.about, notice.state, notice.last_error, notice.version)
        events.publish_later(tx, LetterFollowed(*how), tx.desk.now() + work.SOON)


def in_state(
    desk: Desk, state: str, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[Notice], Mapping[str, Any] | None]:
    """A page of the notices in this state, and where the next one begins; one query."""
    items, following = NoticeRow.read_page(desk.database, state, index="by_state", limit=limit, start=start)
    return [_said(item, Notice) for item in items], following


def put_attempt(tx: Transaction, notice_id: str, attempt: Attempt) -> None:
    """Write down what came of asking the provider."""
    tx.put(NoticeRow(f"notice#{notice_id}", f"attempt#{attempt.number:06d}", said=attempt))


def page(desk: Desk, state: str, before: str | None) -> tuple[Sequence[Notice], str | None]:
    """A page of notices, newest first, of one state or (empty) of all; and what to ask for the next one.

    One query for each state asked for.
    """
    found: list[Notice] = []
    stops = [""]
    for each in [state] if state else STATES:
        condition = NoticeRow.order < before if before else None
        items, more = NoticeRow.read_page(
            desk.database, each, index="by_state", range_condition=condition, forward=False, limit=PAGE + 1
        )
        some = [_said(item, Notice) for item in items]
        found += some
        if more:  # what lies beyond how far this state was read waits for the next page
            stops.append(order_of(some[-1]))
    # a notice that changed its state between two of the queries stands in both of them
    newest = sorted({one.notice_id: one for one in found}.values(), key=order_of, reverse=True)
    shown = fitting([one for one in newest[:PAGE] if order_of(one) >= max(stops)])
    return shown, order_of(shown[-1]) if len(shown) < len(newest) or max(stops) else None


# --- addresses ------------------------------------------------------------------------------------------------------


def settings_and_address(desk: Desk, email: str) -> tuple[NoticeSettings, Address]:
    """The settings, and what is known of an address; one read of two items."""
    shelf = _partition_of(email)
    keys = [(_SETTINGS, "settings"), (shelf, "address")]
    found = (NoticeRow.from_raw_data(item) for item in NoticeRow.find_items(desk.database, keys))
    rows = {row.shelf: row.said for row in found}
    settings = msgspec.convert(rows[_SETTINGS], NoticeSettings) if _SETTINGS in rows else NoticeSettings()
    known = msgspec.convert(rows[shelf], Address) if shelf in rows else Address(name_of(email))
    return settings, known


def address(desk: Desk, email: str) -> Address:
    """What is known of an address; one read."""
    return _read(desk, _partition_of(email), "address", Address) or Address(name_of(email))


def unknown_address(address: str) -> Address:
    """One of which nothing was learnt."""
    return Address(name_of(address))


def wanted_settings() -> Wanted[NoticeSettings]:
    """The settings, to be read together with something else."""
    return NoticeRow.wanted(lambda row: msgspec.convert(row.said, NoticeSettings), _SETTINGS, "settings")


def wanted_address(address: str) -> Wanted[Address]:
    """What is known of an address, to be read together with something else."""
    return NoticeRow.wanted(lambda row: msgspec.convert(row.said, Address), _partition_of(address), "address")


def check_address(tx: Transaction, address: Address, losing: Exception) -> None:
    """Nothing was learnt of it since it was read. Lost: ``losing``."""
    new = address.version == 0
    same: Condition = NoticeRow.key.does_not_exist() if new else NoticeRow.version == address.version
    tx.check(NoticeRow(_partition_of(address.address), "address"), same, losing=_losing(losing))


def put_address(tx: Transaction, address: Address, *, before: Address) -> None:
    """Store what was learnt. Lost: ``AddressMoved``."""
    new = before.version == 0
    condition: Condition = NoticeRow.key.does_not_exist() if new else NoticeRow.version == before.version
    row = NoticeRow(_partition_of(address.address), "address", said=address, version=address.version)
    if address.undeliverable:
        row.state, row.order = UNDELIVERABLE, _moment(address.since)
    tx.put(row, condition=condition, losing=_losing(AddressMoved("somebody else learnt something about it")))


def undeliverable(desk: Desk, start: Mapping[str, Any] | None) -> tuple[Sequence[Address], Mapping[str, Any] | None]:
    """A page of the addresses that no letter goes to, the latest first; one query of an index."""
    items, following = NoticeRow.read_page(
        desk.database, UNDELIVERABLE, index="by_state", forward=False, limit=PAGE, start=start
    )
    return [_said(item, Address) for item in items], following


def leave_in_peace(tx: Transaction, purpose: str, email: str, not_since: datetime) -> None:
    """This address is written to for this purpose now. Lost: ``WrittenLately`` if it was since, whoever gave it."""
    row = NoticeRow(_partition_of(email), f"written#{purpose}", order=_moment(tx.desk.now()))
    free = NoticeRow.order.does_not_exist() | (NoticeRow.order < _moment(not_since))
    tx.put(row, condition=free, losing=_losing(WrittenLately("written to not long ago")))


def _partition_of(email: str) -> str:
    return f"address#{name_of(email)}"


def _moment(at: datetime | None) -> str:
    return times.sortable(at) if at else ""


# --- told once ------------------------------------------------------------------------------------------------------


def put_told(tx: Transaction, once: str, notice_ids: Sequence[str]) -> None:
    """Remember that this was told. Lost: ``ToldBefore``."""

    def losing(item: RawItem | None) -> Exception:
        return ToldBefore(once, _said(item, Told).notice_ids if item else ())

    row = NoticeRow(f"told#{once}", "told", said=Told(tuple(notice_ids)))
    tx.put(row, condition=NoticeRow.key.does_not_exist(), losing=losing)


def was_told(desk: Desk, once: str) -> bool:
    """Whether this was told; one read."""
    return NoticeRow.find(desk.database, f"told#{once}", "told") is not None


# --- told together --------------------------------------------------------------------------------------------------

_DUE = "due"


class Gathered(msgspec.Struct, frozen=True):
    """What is told of one notice among others."""

    about: str
    line: str
    plan: str
    name: str
    locale: str


class NoneDue(Lost):
    """Nothing is gathered there yet; or, at the end, more was gathered meanwhile."""


def _gathering(channel: str, to: str, plan_key: str) -> str:
    return f"gathered#{channel}#{to.casefold()}#{plan_key}"


def gather(tx: Transaction, notice: Notice, told: Gathered, *, first: bool) -> None:
    """Keep this one for the next letter to its address. ``first``: nothing was gathered there. Lost: ``NoneDue``."""
    shelf = _gathering(notice.channel, notice.to, notice.plan_key or "")
    is_due = NoticeRow.key.does_not_exist() if first else NoticeRow.key.exists()
    losing = _losing(NoneDue("somebody was first"))
    tx.update(NoticeRow(shelf, _DUE), [NoticeRow.version.add(1)], condition=is_due, losing=losing)
    tx.put(NoticeRow(shelf, f"notice#{notice.notice_id}", said=told))


def gathered_at(
    desk: Desk, channel: str, to: str, plan_key: str, limit: int
) -> tuple[int | None, Sequence[tuple[str, Gathered]]]:
    """How often something was gathered for this address (None: nothing is), and the first of what is; two reads."""
    shelf = _gathering(channel, to, plan_key)
    due = NoticeRow.find(desk.database, shelf, _DUE)
    items, _ = NoticeRow.read_page(
        desk.database, shelf, range_condition=NoticeRow.key.startswith("notice#"), limit=limit
    )
    return int(due.version) if due else None, [(item["key"]["S"], _said(item, Gathered)) for item in items]


def take_gathered(tx: Transaction, channel: str, to: str, plan_key: str, keys: Sequence[str]) -> None:
    """These are told. Lost: ``NoneDue`` (they were)."""
    shelf = _gathering(channel, to, plan_key)
    for key in keys:
        tx.delete(NoticeRow(shelf, key), condition=NoticeRow.key.exists(), losing=_losing(NoneDue("told already")))


def end_gathering(tx: Transaction, channel: str, to: str, plan_key: str, times: int) -> None:
    """Everything is told. Lost: ``NoneDue`` (more was gathered meanwhile)."""
    row = NoticeRow(_gathering(channel, to, plan_key), _DUE)
    tx.delete(row, condition=NoticeRow.version == times, losing=_losing(NoneDue("more came")))


# --- money ----------------------------------------------------------------------------------------------------------


def account(desk: Desk) -> Account | None:
    """The SMS account, if it was opened; one read."""
    return _read(desk, _SMS, "account", Account)


def put_account(tx: Transaction, account: Account, line: Line, *, before: Account | None) -> None:
    """The account and the line that explains it. Lost: ``AccountMoved``."""
    condition: Condition = NoticeRow.key.does_not_exist() if before is None else NoticeRow.version == before.lines
    row = NoticeRow(_SMS, "account", said=account, version=account.lines)
    tx.put(row, condition=condition, losing=_losing(AccountMoved("money moved")))
    tx.put(NoticeRow(_SMS, f"line#{line.number:012d}", said=line), condition=NoticeRow.key.does_not_exist())


def lines(desk: Desk, start: Mapping[str, Any] | None) -> tuple[Sequence[Line], Mapping[str, Any] | None]:
    """A page of the statement, newest first; one query."""
    items, following = NoticeRow.read_page(
        desk.database, _SMS, range_condition=NoticeRow.key.startswith("line#"), forward=False, limit=PAGE, start=start
    )
    return [_said(item, Line) for item in items], following


# --- settings -------------------------------------------------------------------------------------------------------


def read_settings(desk: Desk) -> NoticeSettings:
    """The settings, or what holds until there are any; one read."""
    return _read(desk, _SETTINGS, "settings", NoticeSettings) or NoticeSettings()


def put_settings(tx: Transaction, settings: NoticeSettings, *, before: NoticeSettings) -> None:
    """Store a change. Lost: ``SettingsMoved``."""
    condition: Condition = NoticeRow.version == before.version
    if before.version == 0:  # nothing is stored; or what is was saved without a change, and has version 0 too
        condition = condition | NoticeRow.version.does_not_exist()
    row = NoticeRow(_SETTINGS, "settings", said=settings, version=settings.version)

    def losing(item: RawItem | None) -> Exception:
        return SettingsMoved(_said(item, NoticeSettings) if item else None)

    tx.put(row, condition=condition, losing=losing)
