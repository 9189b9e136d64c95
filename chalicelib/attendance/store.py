"""The table ``attendance``: requests and their lists, accounts, presence, records, what months come to, settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.attendance.model.account import Account
from chalicelib.attendance.model.measuring import Piece
from chalicelib.attendance.model.records import DROPPED, Record
from chalicelib.attendance.model.requests import WAITING, Request
from chalicelib.attendance.model.settings import Settings
from chalicelib.attendance.model.sums import NOTHING, Sums
from chalicelib.core import listings, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.listings import Listing, Part, Place
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, index, table_name
from chalicelib.core.transactions import Transaction

REQUEST, ACCOUNT, SETTINGS = "request", "account", "settings"
BY_AGENT, BY_COLLEAGUE, BY_MONTH, BY_LIST = "by_agent", "by_colleague", "by_month", "by_list"
BY_PLACE = "by_place"
KEYS_READ = 100
LAST = "~"  # sorts after every time and id
_DAY = "day#"
_SHOWN = ["about", "state"]


class Keys(Row):
    class Meta:
        table_name = table_name("attendance")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class RequestRow(Keys):
    """``listed``: when it was asked, and its id. ``about``: who asks, in every list."""

    class Meta:
        table_name = table_name("attendance")

    agent_id = UnicodeAttribute(null=True)
    colleague_id = UnicodeAttribute(null=True)
    month = UnicodeAttribute(null=True)
    shelf = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)
    state = UnicodeAttribute(null=True)
    version = NumberAttribute()
    request = Packed(Request)
    by_agent = index(_SHOWN, agent_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_colleague = index(_SHOWN, colleague_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_month = index(_SHOWN, month=UnicodeAttribute, listed=UnicodeAttribute)
    by_list = index(_SHOWN, shelf=UnicodeAttribute, listed=UnicodeAttribute)
    by_place = index(None, place=UnicodeAttribute, listed=UnicodeAttribute)


class RecordRow(Keys):
    """``place``: the group's day it is in; ``listed``: whose it is there."""

    place = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    version = NumberAttribute()
    record = Packed(Record)


class AccountRow(Keys):
    version = NumberAttribute()
    account = Packed(Account)


class PieceRow(Keys):
    piece = Packed(Piece)


class CellRow(Keys):
    """``number``: how often it was written."""

    number = NumberAttribute()
    sums = Packed(Sums)


class SettingsRow(Keys):
    version = NumberAttribute()
    settings = Packed(Settings)


class RequestMoved(Moved):
    """The request is not as it was read."""


class RecordMoved(Moved):
    """The record is not as it was read."""


class AccountMoved(Moved):
    """Something else was asked for, or decided, of theirs meanwhile."""


class CellMoved(Lost):
    """Another record of that month was counted meanwhile."""


class SettingsMoved(Moved):
    """The settings are not as they were read."""


# --- requests -------------------------------------------------------------------------------------------------------


def write(tx: Transaction, before: Request | None, after: Request) -> None:
    """Store it. Lost: ``RequestMoved``."""
    row = RequestRow(
        after.request_id,
        REQUEST,
        agent_id=after.agent_id,
        colleague_id=after.swap.colleague_id if after.swap is not None else None,
        month=times.stored(after.leave.first if after.leave is not None else after.since.date())[:7],
        shelf=WAITING if after.state == WAITING else None,
        listed=f"{times.sortable(after.created_at)}Z#{after.request_id}",
        about=after.agent_id,
        state=after.state,
        version=after.version,
        request=after,
    )
    as_read = RequestRow.key.does_not_exist() if before is None else RequestRow.version == before.version
    tx.put(row, condition=as_read, losing=RequestRow.request.losing(RequestMoved))


def request(desk: Desk, request_id: str) -> Request | None:
    """One; one strongly consistent read."""
    item = RequestRow.find_item(desk.database, request_id, REQUEST)
    return _request(item) if item is not None else None


def requests(desk: Desk, request_ids: Sequence[str]) -> list[Request]:
    """Several, in the order asked for, without those that are not there; one request for each hundred."""
    items = RequestRow.find_items(desk.database, [(each, REQUEST) for each in request_ids])
    there = {each.request_id: each for each in map(_request, items)}
    return [there[each] for each in request_ids if each in there]


def _request(item: RawItem) -> Request:
    held: Request = RequestRow.request.held_in(item)
    return held


def places(
    desk: Desk, listing: Listing, wanted: Callable[[Place], bool], *, after: str | None = None, most: int
) -> Part:
    """Those of the list that are wanted, behind the place ``after``. One query, five at most where most are not."""
    return listings.places(desk, RequestRow, listing, wanted, after=after, most=most)


def all_of_agent(desk: Desk, agent_id: str, known: Sequence[str] = ()) -> Iterator[Request]:
    """Everything an agent asked for, a hundred a request; for whoever counts anew. ``known``: those that there are in
    any case, since an index may not list yet what was just asked."""
    ids, seen = [*known], set(known)
    for item in RequestRow.all_pages(desk.database, agent_id, index=BY_AGENT):
        if (request_id := item["key"]["S"]) in seen:
            continue
        ids.append(request_id)
        if len(ids) >= KEYS_READ:
            yield from requests(desk, ids)
            ids = []
    yield from requests(desk, ids)


# --- accounts -------------------------------------------------------------------------------------------------------


def _agent(agent_id: str) -> str:
    return f"agent#{agent_id}"


def account(desk: Desk, agent_id: str) -> Account:
    """What an agent has of leave, empty where nothing was ever asked; one strongly consistent read."""
    item = AccountRow.find_item(desk.database, _agent(agent_id), ACCOUNT)
    held: Account = AccountRow.account.held_in(item) if item is not None else Account(agent_id)
    return held


def accounts(desk: Desk, agent_ids: Sequence[str]) -> dict[str, Account]:
    """Those of several; one strongly consistent request for each hundred."""
    asked = list(dict.fromkeys(agent_ids))
    items = AccountRow.find_items(desk.database, [(_agent(each), ACCOUNT) for each in asked])
    held: dict[str, Account] = {each.agent_id: each for each in map(AccountRow.account.held_in, items)}
    return {each: held.get(each, Account(each)) for each in asked}


def put_account(tx: Transaction, before: Account, after: Account) -> None:
    """Store it. Lost: ``AccountMoved``."""
    same = AccountRow.version == before.version if before.version else AccountRow.key.does_not_exist()
    row = AccountRow(_agent(after.agent_id), ACCOUNT, version=after.version, account=after)
    tx.put(row, condition=same, losing=AccountRow.account.losing(AccountMoved))


# --- presence -------------------------------------------------------------------------------------------------------


def put_piece(tx: Transaction, agent_id: str, piece: Piece) -> None:
    """Store what somebody was; twice is once."""
    tx.put(PieceRow(f"presence#{agent_id}", f"{times.sortable(piece.since)}#{piece.status}", piece=piece))


def pieces(desk: Desk, agent_id: str, since: datetime, until: datetime) -> list[Piece]:
    """What they were that began within this time, in order; one strongly consistent query."""
    condition = PieceRow.order.between(times.sortable(since), f"{times.sortable(until)}{LAST}")
    items = PieceRow.all_pages(desk.database, f"presence#{agent_id}", range_condition=condition)
    return [PieceRow.piece.held_in(item) for item in items]


# --- records --------------------------------------------------------------------------------------------------------


def records(desk: Desk, agent_id: str, first: date, last: date) -> list[Record]:
    """An agent's records of these days, both included, in order; one strongly consistent query."""
    condition = RecordRow.order.between(f"{_DAY}{times.stored(first)}", f"{_DAY}{times.stored(last)}{LAST}")
    items = RecordRow.all_pages(desk.database, _agent(agent_id), range_condition=condition)
    return [RecordRow.record.held_in(item) for item in items]


def record(desk: Desk, agent_id: str, place: str) -> Record | None:
    """One; one strongly consistent read."""
    item = RecordRow.find_item(desk.database, _agent(agent_id), place)
    held: Record | None = RecordRow.record.held_in(item) if item is not None else None
    return held


def put_record(tx: Transaction, before: Record | None, after: Record) -> None:
    """Store it. Lost: ``RecordMoved``."""
    same = RecordRow.key.does_not_exist() if before is None else RecordRow.version == before.version
    there = after.state != DROPPED
    row = RecordRow(
        _agent(after.agent_id),
        after.plan.place,
        place=f"{after.plan.group_id}#{times.stored(after.plan.day)}" if there else None,
        listed=f"{after.agent_id}#{after.plan.number}" if there else None,
        version=after.version,
        record=after,
    )
    tx.put(row, condition=same, losing=RecordRow.record.losing(RecordMoved))


def delete_record(tx: Transaction, before: Record) -> None:
    """It is planned no more, and nobody corrected it. Lost: ``RecordMoved``."""
    row = RecordRow(_agent(before.agent_id), before.plan.place)
    tx.delete(row, condition=RecordRow.version == before.version, losing=RecordRow.record.losing(RecordMoved))


def records_of_group(
    desk: Desk, group_id: str, day: date, after: str | None, most: int
) -> tuple[list[tuple[str, Record]], bool]:
    """A group's records of a day with their places, by agent, behind the place ``after``, and whether there are more;
    one query."""
    items, more = RequestRow.read_page(
        desk.database,
        f"{group_id}#{times.stored(day)}",
        index=BY_PLACE,
        range_condition=RecordRow.listed.between(f"{after}!" if after else " ", LAST),
        limit=most,
    )
    return [(item["listed"]["S"], RecordRow.record.held_in(item)) for item in items], more is not None


# --- what months come to --------------------------------------------------------------------------------------------


class Cell(msgspec.Struct, frozen=True):
    """What an agent's month comes to, and how often that was written (0: never)."""

    sums: Sums = NOTHING
    number: int = 0


Spot = tuple[str, str]  # agent, month


def cells(desk: Desk, spots: Iterable[Spot]) -> dict[Spot, Cell]:
    """What is there, empty where nothing is; one strongly consistent request for each hundred."""
    asked = list(dict.fromkeys(spots))
    items = CellRow.find_items(desk.database, [(f"sums#{agent_id}", month) for agent_id, month in asked])
    rows = map(CellRow.from_raw_data, items)
    held = {(row.key.partition("#")[2], row.order): Cell(row.sums, int(row.number)) for row in rows}
    return {each: held.get(each, Cell()) for each in asked}


def write_cell(tx: Transaction, spot: Spot, before: Cell, sums: Sums) -> None:
    """Store what it comes to. Lost: ``CellMoved``."""
    unmoved = CellRow.number == before.number if before.number else CellRow.key.does_not_exist()
    row = CellRow(f"sums#{spot[0]}", spot[1], number=before.number + 1, sums=sums)
    tx.put(row, condition=unmoved, losing=lambda _: CellMoved("counted meanwhile"))


# --- settings -------------------------------------------------------------------------------------------------------


def settings(desk: Desk) -> Settings:
    """The settings; one read."""
    return _settings_in(SettingsRow.find_item(desk.database, SETTINGS, SETTINGS))


def _settings_in(item: RawItem | None) -> Settings:
    held: Settings = SettingsRow.settings.held_in(item) if item is not None else Settings()
    return held


def write_settings(tx: Transaction, before: Settings, after: Settings) -> None:
    """Store the settings. Lost: ``SettingsMoved``."""
    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()
    row = SettingsRow(SETTINGS, SETTINGS, version=after.version, settings=after)
    tx.put(row, condition=unmoved, losing=lambda item: SettingsMoved(_settings_in(item)))
