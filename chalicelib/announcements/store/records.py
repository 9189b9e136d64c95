"""Announcements with their editions, the lists in which they stand, and what is published and not over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.announcements.model.announcement import Announcement, Current, Currents, Edition
from chalicelib.announcements.store.keys import Keys
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, write_all
from chalicelib.core.transactions import Transaction

RECORD, NOW = "record", "now"
EDITIONS_READ = 20


class AnnouncementRow(Keys):
    version = NumberAttribute()
    announcement = Packed(Announcement)


class EditionRow(Keys):
    edition = Packed(Edition)


class PlaceRow(Keys):
    """``about``: what stands there."""

    about = UnicodeAttribute()


class CurrentRow(Keys):
    version = NumberAttribute()
    items = Json(tuple[Current, ...])


class WordRow(Keys):
    """That a word stands in an announcement; ``order`` is its place, as in lists."""


class AnnouncementMoved(Moved):
    """The announcement is not as it was read."""


class CurrentMoved(Moved):
    """Something else was published, or is over, meanwhile."""


class AlreadyPublished(Lost):
    """There is an edition of this number; what is written stays as it is."""


def _held(item: Any) -> Any:
    return AnnouncementRow.announcement.held_in(item) if item else None


def put(tx: Transaction, before: Announcement | None, after: Announcement) -> None:
    """Store an announcement, in the lists that it stands in now. Lost: ``AnnouncementMoved``, for a new one that is
    there too."""
    number = AnnouncementRow.version
    condition = AnnouncementRow.key.does_not_exist() if before is None else number == before.version
    row = AnnouncementRow(after.key, RECORD, version=after.version, announcement=after)
    tx.put(row, condition=condition, losing=lambda item: AnnouncementMoved(_held(item)))
    had, has = _places(before) if before is not None else {}, _places(after)
    for name, place in sorted(has.items() - had.items()):
        tx.put(PlaceRow(f"in#{name}", place, about=after.key))
    for name, place in sorted(had.items() - has.items()):
        tx.delete(PlaceRow(f"in#{name}", place))


def remove(tx: Transaction, announcement: Announcement) -> None:
    """Take a draft away. Lost: ``AnnouncementMoved``."""
    condition = AnnouncementRow.version == announcement.version
    row = AnnouncementRow(announcement.key, RECORD)
    tx.delete(row, condition=condition, losing=lambda item: AnnouncementMoved(_held(item)))
    for name, place in sorted(_places(announcement).items()):
        tx.delete(PlaceRow(f"in#{name}", place))


def _places(announcement: Announcement) -> dict[str, str]:
    return {name: f"{times.sortable(at)}#{announcement.key}" for name, at in announcement.places.items()}


def find(desk: Desk, announcement_id: str) -> Announcement | None:
    """An announcement; one strongly consistent read."""
    return _held(AnnouncementRow.find_item(desk.database, announcement_id, RECORD))  # type: ignore[no-any-return]


def several(desk: Desk, ids: Sequence[str]) -> list[Announcement]:
    """Announcements in the order asked for, without those that are not there; a request for each hundred."""
    items = AnnouncementRow.find_items(desk.database, [(each, RECORD) for each in dict.fromkeys(ids)])
    known = {item["key"]["S"]: _held(item) for item in items}
    return [known[each] for each in ids if each in known]


def places(desk: Desk, names: Iterable[str], before: str | None, limit: int) -> list[str]:
    """The places of what stands in these lists, the newest first, behind the place ``before``, each once; a strongly
    consistent query for each list. ``about(place)`` is the id of what stands there."""
    return _newest(desk, [f"in#{each}" for each in names], before, limit)


def places_of_word(desk: Desk, names: Iterable[str], word: str, before: str | None, limit: int) -> list[str]:
    """The same of those in which this word stands."""
    return _newest(desk, [f"word#{each}#{word}" for each in names], before, limit)


def _newest(desk: Desk, keys: Sequence[str], before: str | None, limit: int) -> list[str]:
    below, seen = None if before is None else Keys.order < before, set[str]()
    for each in keys:
        items, _ = Keys.read_page(desk.database, each, range_condition=below, limit=limit, forward=False)
        seen |= {item["order"]["S"] for item in items}
    return sorted(seen, reverse=True)[:limit]


def about(place: str) -> str:
    """The id of what stands at this place of a list."""
    return place.partition("#")[2]


def put_words(desk: Desk, announcement: Announcement, words: Sequence[str]) -> None:
    """It is found by these, by whomever it reaches; twice is once. A request for each 25. A word that is gone from it
    stays, and finds nothing: whoever finds it looks."""
    rows = [
        WordRow(f"word#{name}#{word}", place)
        for name, place in sorted(_places(announcement).items(), reverse=True)  # those who read it first
        if name.startswith("to#") or name == "of#every"
        for word in words
    ]
    write_all(desk.database, rows)


def put_edition(tx: Transaction, announcement_id: str, edition: Edition) -> None:
    """Keep an edition for ever. Lost: ``AlreadyPublished``."""
    row = EditionRow(announcement_id, f"edition#{edition.number:06}", edition=edition)
    lost = AlreadyPublished("an edition is never written over")
    tx.put(row, condition=EditionRow.key.does_not_exist(), losing=lambda _: lost)


def editions(desk: Desk, announcement_id: str, before: int | None) -> tuple[list[Edition], bool]:
    """A page of the editions below this number, the newest first, and whether there are more; one query."""
    above, below = "edition#", f"edition#{before - 1:06}" if before is not None else "edition#~"
    items, more = EditionRow.read_page(
        desk.database,
        announcement_id,
        range_condition=EditionRow.order.between(above, below),
        forward=False,
        limit=EDITIONS_READ,
    )
    return [EditionRow.edition.held_in(each) for each in items], more is not None


def currents(desk: Desk) -> Currents:
    """What is published and not over; one strongly consistent read."""
    row = CurrentRow.find(desk.database, NOW, RECORD)
    return Currents(row.items, int(row.version)) if row is not None else Currents()


def put_currents(tx: Transaction, before: Currents, after: Currents) -> None:
    """What is published and not over from now on. Lost: ``CurrentMoved``."""
    number = CurrentRow.version
    same = number == before.version if before.version else CurrentRow.key.does_not_exist()
    row = CurrentRow(NOW, RECORD, version=after.version, items=after.items)
    tx.put(row, condition=same, losing=lambda _: CurrentMoved(None))
