"""The table ``staff``: entries and their lists, what months come to, settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import listings, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.listings import Listing, Part, Place
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.staff.model.entry import PENDING, Entry
from chalicelib.staff.model.settings import Settings
from chalicelib.staff.model.sums import NOTHING, Sums

ENTRY, SETTINGS = "entry", "settings"
BY_AGENT, BY_MONTH, BY_LIST = "by_agent", "by_month", "by_list"
KEYS_READ = 100
_SHOWN = ["about", "state"]


class Keys(Row):
    class Meta:
        table_name = table_name("staff")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class EntryRow(Keys):
    """``listed``: when it was written, and its id. ``about``: whose file it is in, in every list."""

    class Meta:
        table_name = table_name("staff")

    agent_id = UnicodeAttribute(null=True)
    month = UnicodeAttribute(null=True)
    shelf = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)
    state = UnicodeAttribute(null=True)
    version = NumberAttribute()
    entry = Packed(Entry)
    by_agent = index(_SHOWN, agent_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_month = index(_SHOWN, month=UnicodeAttribute, listed=UnicodeAttribute)
    by_list = index(_SHOWN, shelf=UnicodeAttribute, listed=UnicodeAttribute)


class CellRow(Keys):
    """``number``: how often it was written."""

    number = NumberAttribute()
    sums = Packed(Sums)


class SettingsRow(Keys):
    version = NumberAttribute()
    settings = Packed(Settings)


class EntryMoved(Moved):
    """The entry is not as it was read."""


class CellMoved(Lost):
    """Another entry of that month was counted meanwhile."""


class SettingsMoved(Moved):
    """The settings are not as they were read."""


# --- entries --------------------------------------------------------------------------------------------------------


def unseen_by(agent_id: str) -> str:
    """The list of what this agent has not said they have seen."""
    return f"unseen#{agent_id}"


def _shelf(entry: Entry) -> str | None:
    if entry.state == PENDING:
        return PENDING
    return unseen_by(entry.agent_id) if entry.is_shown and entry.seen_at is None else None


def write(tx: Transaction, before: Entry | None, after: Entry) -> None:
    """Store it. Lost: ``EntryMoved``."""
    row = EntryRow(
        after.entry_id,
        ENTRY,
        agent_id=after.agent_id,
        month=after.month,
        shelf=_shelf(after),
        listed=f"{_sortable(after.created_at)}#{after.entry_id}",
        about=after.agent_id,
        state=after.state,
        version=after.version,
        entry=after,
    )
    as_read = EntryRow.key.does_not_exist() if before is None else EntryRow.version == before.version
    tx.put(row, condition=as_read, losing=EntryRow.entry.losing(EntryMoved))


def entry(desk: Desk, entry_id: str) -> Entry | None:
    """One; one strongly consistent read."""
    item = EntryRow.find_item(desk.database, entry_id, ENTRY)
    return _held(item) if item is not None else None


def entries(desk: Desk, entry_ids: Sequence[str]) -> list[Entry]:
    """Several, in the order asked for, without those that are not there; one request for each hundred."""
    items = EntryRow.find_items(desk.database, [(each, ENTRY) for each in entry_ids])
    there = {each.entry_id: each for each in map(_held, items)}
    return [there[each] for each in entry_ids if each in there]


def _held(item: RawItem) -> Entry:
    held: Entry = EntryRow.entry.held_in(item)
    return held


def _sortable(at: datetime) -> str:
    return f"{times.sortable(at)}Z"


# --- lists ----------------------------------------------------------------------------------------------------------


def places(
    desk: Desk, listing: Listing, wanted: Callable[[Place], bool], *, after: str | None = None, most: int
) -> Part:
    """Those of the list that are wanted, behind the place ``after``. One query, five at most where most are not."""
    return listings.places(desk, EntryRow, listing, wanted, after=after, most=most)


def count(desk: Desk, listing: Listing) -> int:
    """How many stand in the list; one query for each few thousand."""
    return EntryRow.how_many(desk.database, listing.name, index=listing.index)


def all_of_month(desk: Desk, month: str) -> Iterator[Entry]:
    """Every entry of a month, oldest first, a hundred a request; for whoever counts anew."""
    ids: list[str] = []
    for item in EntryRow.all_pages(desk.database, month, index=BY_MONTH):
        ids.append(item["key"]["S"])
        if len(ids) == KEYS_READ:
            yield from entries(desk, ids)
            ids = []
    yield from entries(desk, ids)


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
