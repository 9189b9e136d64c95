"""What is kept beside tickets: links from what they were made from, the desk's settings, turns in groups."""

from __future__ import annotations

from collections.abc import Mapping

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.settings import TicketSettings
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.store.keys import Keys

SETTINGS = "settings"


class LinkRow(Keys):
    number = UnicodeAttribute()


class SettingsRow(Keys):
    version = NumberAttribute()
    settings = Packed(TicketSettings)


class TurnRow(Keys):
    turn = NumberAttribute()


class SettingsMoved(Moved):
    """The settings are not as they were read."""


def put_link(tx: Transaction, ticket: Ticket) -> None:
    """Keep, where it is one of the desk's things, what the ticket was made from from that thing's end too."""
    if ticket.origin.id is not None:
        tx.put(LinkRow(_link(ticket.origin.id), ticket.ticket_id, number=ticket.number))


def linked(desk: Desk, about: str, after: str | None, limit: int) -> list[str]:
    """Ids of the tickets made from this thing, behind this id, the newest first; one query."""
    behind = LinkRow.order < after if after else None
    items, _ = LinkRow.read_page(desk.database, _link(about), range_condition=behind, forward=False, limit=limit)
    return [item["order"]["S"] for item in items]


def _link(about: str) -> str:
    return f"link#{about}"


def settings(desk: Desk) -> TicketSettings:
    """What the desk says of its tickets; one strongly consistent read."""
    row = SettingsRow.find(desk.database, SETTINGS, SETTINGS)
    return row.settings if row is not None else TicketSettings()


def write_settings(tx: Transaction, before: TicketSettings, after: TicketSettings) -> None:
    """Store the settings. Lost: ``SettingsMoved``."""

    def losing(item: RawItem | None) -> Exception:
        return SettingsMoved(SettingsRow.settings.held_in(item) if item else TicketSettings())

    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()
    tx.put(SettingsRow(SETTINGS, SETTINGS, version=after.version, settings=after), condition=unmoved, losing=losing)


def turns(desk: Desk, group_id: str) -> Mapping[str, int]:
    """How many tickets of a group each of its people was given, from the level at which they joined; one query."""
    items = TurnRow.all_pages(desk.database, _turns(group_id))
    return {item["order"]["S"]: int(item["turn"]["N"]) for item in items}


def put_turn(tx: Transaction, group_id: str, agent_id: str, turn: int) -> None:
    """They were given one more. Of two at once one counts: this is about fairness, and no claim."""
    tx.put(TurnRow(_turns(group_id), agent_id, turn=turn))


def _turns(group_id: str) -> str:
    return f"turns#{group_id}"
