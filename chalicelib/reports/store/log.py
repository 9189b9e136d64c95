"""The table ``reports``: stories, the log of facts, what is to be summed, sums of hours and of months."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime

from pynamodb.attributes import NumberAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Wanted, write_all
from chalicelib.core.transactions import Transaction
from chalicelib.reports.model.contacts import Contact
from chalicelib.reports.model.facts import Fact
from chalicelib.reports.model.figures import NOTHING, Sums
from chalicelib.reports.model.questions import Between, Cell
from chalicelib.reports.model.settings import ReportSettings
from chalicelib.reports.model.story import Story, Told
from chalicelib.reports.model.ticket_story import TicketStory, ToldOfTicket
from chalicelib.reports.store.keys import SHARES, Keys
from chalicelib.reports.store.summing import Overtaken

TOLD, BUILT = "story", "built#2"
SETTINGS, LOOKED = "settings", " "
MOST_CONTACTS = 300  # of one visitor that are looked at together


class StoryRow(Keys):
    """``number``: how often it was told further."""

    number = NumberAttribute()
    story = Packed(Story)


class TicketStoryRow(Keys):
    number = NumberAttribute()
    ticket_story = Packed(TicketStory)


class ContactRow(Keys):
    """An end of a visitor's conversation, as it is counted among the customer's contacts."""

    contact = Packed(Contact)
    expires_at = NumberAttribute()


class LookedRow(Keys):
    """``number``: how often something of a customer's contacts was written."""

    number = NumberAttribute()


class FactRow(Keys):
    """``version``: of what it was told from, where that changes."""

    version = NumberAttribute()
    fact = Packed(Fact)
    expires_at = NumberAttribute()


class SumsRow(Keys):
    """``number``: of the summing that made it."""

    number = NumberAttribute()
    sums = Packed(Sums)


class BuiltRow(Keys):
    """That what happened before there was a log has been written down, once."""


class SettingsRow(Keys):
    version = NumberAttribute()
    settings = Packed(ReportSettings)


class SettingsMoved(Moved):
    """The settings are not as they were read; ``record`` is how they stand now."""


class StoryMoved(Moved):
    """Somebody else has told the conversation further."""


class ContactsMoved(Lost):
    """Something of a customer's contacts was written since they were read."""


class LaterVersion(Lost):
    """The fact is known from a later version of what it tells of."""


def settings(desk: Desk) -> ReportSettings:
    """What the desk says of its figures; one strongly consistent read."""
    row = SettingsRow.find(desk.database, SETTINGS, SETTINGS)
    return row.settings if row is not None else ReportSettings()


def wanted_settings() -> Wanted[ReportSettings]:
    """The same, to be read together with something else; None where nobody has changed them."""
    return SettingsRow.wanted(lambda row: row.settings, SETTINGS, SETTINGS)


def put_settings(tx: Transaction, before: ReportSettings, after: ReportSettings) -> None:
    """Store the settings. Lost: ``SettingsMoved``."""
    row = SettingsRow(SETTINGS, SETTINGS, version=after.version, settings=after)
    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()

    def losing(item: RawItem | None) -> Exception:
        return SettingsMoved(SettingsRow.settings.held_in(item) if item else ReportSettings())

    tx.put(row, condition=unmoved, losing=losing)


def told(desk: Desk, about: str) -> Told:
    """How far a transcript was told; one strongly consistent read."""
    row = StoryRow.find(desk.database, _told(about), TOLD)
    return Told(row.story, int(row.number)) if row is not None else Told()


def put_story(tx: Transaction, about: str, before: Told, story: Story) -> None:
    """Store how far it was told. Lost: ``StoryMoved``."""
    unmoved = StoryRow.number == before.number if before.number else StoryRow.key.does_not_exist()
    row = StoryRow(_told(about), TOLD, number=before.number + 1, story=story)
    tx.put(row, condition=unmoved, losing=lambda _: StoryMoved(None))


def told_of_ticket(desk: Desk, ticket_id: str) -> ToldOfTicket:
    """How far a ticket's history was told; one strongly consistent read."""
    row = TicketStoryRow.find(desk.database, _told(ticket_id), TOLD)
    return ToldOfTicket(row.ticket_story, int(row.number)) if row is not None else ToldOfTicket()


def put_ticket_story(tx: Transaction, ticket_id: str, before: ToldOfTicket, story: TicketStory) -> None:
    """Store how far it was told. Lost: ``StoryMoved``."""
    unmoved = TicketStoryRow.number == before.number if before.number else TicketStoryRow.key.does_not_exist()
    row = TicketStoryRow(_told(ticket_id), TOLD, number=before.number + 1, ticket_story=story)
    tx.put(row, condition=unmoved, losing=lambda _: StoryMoved(None))


def looked(desk: Desk, visitor_id: str) -> int:
    """How often something of a customer's contacts was written; one strongly consistent read."""
    row = LookedRow.find(desk.database, _contacts(visitor_id), LOOKED)
    return int(row.number) if row is not None else 0


def put_looked(tx: Transaction, visitor_id: str, number: int) -> None:
    """Only commit while nothing of them was written since it was so often. Lost: ``ContactsMoved``."""
    row = LookedRow(_contacts(visitor_id), LOOKED, number=number + 1)
    unmoved = LookedRow.number == number if number else LookedRow.key.does_not_exist()
    tx.put(row, condition=unmoved, losing=lambda _: ContactsMoved("they were looked at"))


def contacts(desk: Desk, visitor_id: str, first: datetime) -> list[Contact]:
    """The last of a visitor's contacts that ended since then; one strongly consistent query."""
    since = ContactRow.order.between(times.sortable(first), "~")
    key = _contacts(visitor_id)
    items, _ = ContactRow.read_page(desk.database, key, range_condition=since, forward=False, limit=MOST_CONTACTS)
    return [ContactRow.contact.held_in(item) for item in items]


def put_contact(tx: Transaction, contact: Contact, until: datetime) -> None:
    """Store a contact, in the place of what was known of it."""
    order = f"{times.sortable(contact.end.at)}#{contact.end.about}#{contact.end.number}"
    key, expires_at = _contacts(contact.visitor_id), int(until.timestamp())
    tx.put(ContactRow(key, order, contact=contact, expires_at=expires_at))


def share_of(fact: Fact) -> int:
    """In which of its hour's shares it lies."""
    return zlib.crc32(fact.about.encode()) % SHARES


def put_fact(tx: Transaction, hour: str, fact: Fact, until: datetime, version: int = 0) -> None:
    """Add a fact to the log of its hour; told once more it replaces itself. Lost: ``LaterVersion``."""
    share = share_of(fact)
    order = f"{times.sortable(fact.at)}#{fact.name}"
    not_later = FactRow.key.does_not_exist() | (FactRow.version <= version)
    row = FactRow(_log(hour, share), order, version=version, fact=fact, expires_at=int(until.timestamp()))
    tx.put(row, condition=not_later, losing=lambda _: LaterVersion("known from a later version"))


def facts_of_hour(desk: Desk, hour: str) -> Iterator[Fact]:
    """All facts of an hour; a strongly consistent query for each share, one more for each megabyte."""
    for share in range(SHARES):
        for item in FactRow.all_pages(desk.database, _log(hour, share)):
            yield FactRow.fact.held_in(item)


def facts_before(desk: Desk, hour: str, order: str | None, most: int) -> tuple[list[tuple[str, Fact]], str | None]:
    """Facts of an hour before this place in it (None: from its end), the newest first, each with its place, and the
    place to go on from if there are others.

    A query for each share, of at most so many; behind the first share that has more nothing is known of it.
    """
    items, horizon = list[RawItem](), ""
    before = FactRow.order < order if order is not None else None
    for share in range(SHARES):
        page, start = FactRow.read_page(
            desk.database, _log(hour, share), range_condition=before, limit=most, forward=False
        )
        items += page
        if start and page:
            horizon = max(horizon, page[-1]["order"]["S"])
    known = {item["order"]["S"]: item for item in items if item["order"]["S"] >= horizon}
    return [(each, FactRow.fact.held_in(known[each])) for each in sorted(known, reverse=True)], horizon or None


def forget_hour(desk: Desk, hour: str) -> None:
    """Remove all facts of an hour; a query for each share, and a request for each 25 facts."""
    for share in range(SHARES):
        items = FactRow.all_pages(desk.database, _log(hour, share))
        write_all(desk.database, [], [FactRow(_log(hour, share), each["order"]["S"]) for each in items])


def put_cell(tx: Transaction, hour: str, place: tuple[str, str], number: int, sums: Sums) -> None:
    """Put an hour's sums in the place of those of an earlier summing. Lost: ``Overtaken``."""
    dimension, key = place
    _put_sums(tx, _cells(dimension, hour[:7]), f"{key}#{hour}", number, sums)


def put_month(tx: Transaction, month: str, place: tuple[str, str], number: int, sums: Sums) -> None:
    """The same of a month. Lost: ``Overtaken``."""
    dimension, key = place
    _put_sums(tx, _months(dimension, month[:4]), f"{key}#{month}", number, sums)


def _put_sums(tx: Transaction, key: str, order: str, number: int, sums: Sums) -> None:
    older = SumsRow.key.does_not_exist() | (SumsRow.number <= number)
    row = SumsRow(key, order, number=number, sums=sums)
    tx.put(row, condition=older, losing=lambda _: Overtaken("summed by somebody else"))


def cells(
    desk: Desk, dimension: str, month: str, keys: Between, first: str, last: str, *, empty: bool = False
) -> Iterator[Cell]:
    """The sums of a month's hours from ``first`` to ``last`` under these keys, in their order; one query for each
    megabyte.

    Of one key it reads those hours only, of several their whole month. ``empty``: also what is nothing any more.
    """
    yield from _read(desk, _cells(dimension, month), keys, first, last, empty=empty)


def months(desk: Desk, dimension: str, year: str, keys: Between, first: str, last: str) -> Iterator[Cell]:
    """The same of a year's months."""
    yield from _read(desk, _months(dimension, year), keys, first, last)


def _read(desk: Desk, key: str, keys: Between, first: str, last: str, *, empty: bool = False) -> Iterator[Cell]:
    between = SumsRow.order.between(*keys.bounds(first, last))
    for item in SumsRow.all_pages(desk.database, key, range_condition=between):
        name, _, span = item["order"]["S"].rpartition("#")
        sums: Sums = SumsRow.sums.held_in(item)
        if first <= span <= last and (empty or sums != NOTHING):
            yield Cell(name, span, sums)


def is_built(desk: Desk) -> bool:
    """Whether the past was written down once; one read."""
    return BuiltRow.find(desk.database, BUILT, BUILT) is not None


def put_built(tx: Transaction) -> None:
    """The past has been written down."""
    tx.put(BuiltRow(BUILT, BUILT))


def _told(about: str) -> str:
    return f"told#{about}"


def _contacts(visitor_id: str) -> str:
    return f"contacts#{visitor_id}"


def _log(hour: str, share: int) -> str:
    return f"log#{hour}#{share}"


def _cells(dimension: str, month: str) -> str:
    return f"cell#{dimension}#{month}"


def _months(dimension: str, year: str) -> str:
    return f"sum#{dimension}#{year}"
