"""The table ``records``: what is kept of visitors besides who they are."""

from __future__ import annotations

from collections.abc import Collection

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import size

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved, at_version
from chalicelib.core.tables import Json, Packed, Row, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.fields import Fields, FieldValues
from chalicelib.visitors.model.merging import Merge
from chalicelib.visitors.model.visitor import VISITS_KEPT, VISITS_LAST, Agreed, Note, Visit, Visitor
from chalicelib.visitors.model.wishes import Proof, Wished, Wishes

MOST_VERSIONS = 999_999  # of a note
MOST_ANSWERS = 50  # that are shown


class RecordRow(Row):
    """What is kept of a visitor besides who they are: ``visit#<place>`` on a ring of visits, ``note#<id>``, and what it
    said before: ``former#<id>#<version>``, ``merge#<id>``, ``wish#<id>``, ``fields``, ``consent#<edition>#<answer>``;
    in places of their own which tags and fields there are."""

    class Meta:
        table_name = table_name("records")
        expires = "expires_at"

    visitor_id = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    visit = Packed(Visit, null=True)
    note = Packed(Note, null=True)
    merge = Packed(Merge, null=True)
    wished = Packed(Wished, null=True)
    fields = Packed(Fields, null=True)
    filled = Packed(FieldValues, null=True)
    agreed = Json(Agreed, null=True)
    version = NumberAttribute(null=True)
    tags = UnicodeSetAttribute(null=True)
    expires_at = NumberAttribute(null=True)
    share = UnicodeAttribute(null=True)  # of whom something is filled in: to go through them all
    by_share = index(share=UnicodeAttribute, visitor_id=UnicodeAttribute)


def put_visit(tx: Transaction, seen: Visitor, visit: Visit) -> None:
    """Keep where they came from and where to, for a while; so many visits later it makes room."""
    order = f"visit#{seen.visits % VISITS_KEPT:03d}"
    expires_at = int((visit.at + VISITS_LAST).timestamp())
    tx.put(RecordRow(seen.visitor_id, order, at=visit.at, visit=visit, expires_at=expires_at))


def visits(desk: Desk, visitor_id: str) -> list[Visit]:
    """The visits that are kept, in no order; one query."""
    condition = RecordRow.order.startswith("visit#")
    items, _ = RecordRow.read_page(desk.database, visitor_id, range_condition=condition)
    return [RecordRow.visit.held_in(item) for item in items]


def put_note(tx: Transaction, visitor_id: str, note: Note) -> None:
    """Keep what somebody wrote of a visitor."""
    tx.put(RecordRow(visitor_id, f"note#{note.note_id}", at=note.at, note=note))


def newest_notes(desk: Desk, visitor_id: str, limit: int, before: str | None) -> list[Note]:
    """What was written of a visitor before this note, newest first; one query."""
    upper = RecordRow.order.between("note#", f"note#{before}") if before else RecordRow.order.startswith("note#")
    items, _ = RecordRow.read_page(desk.database, visitor_id, range_condition=upper, limit=limit + 1, forward=False)
    notes = [RecordRow.note.held_in(item) for item in items]
    return [each for each in notes if each.note_id != before][:limit]


class NoteMoved(Moved):
    """The note has other words since it was read; ``record`` is how it stands now."""


def find_note(desk: Desk, visitor_ids: Collection[str], note_id: str) -> tuple[str, Note] | None:
    """A note of any of these visitors, and whose it is; one request."""
    keys = [(each, f"note#{note_id}") for each in visitor_ids]
    for item in RecordRow.find_items(desk.database, keys):
        return item["visitor_id"]["S"], RecordRow.note.held_in(item)
    return None


def edit_note(tx: Transaction, visitor_id: str, before: Note, after: Note) -> None:
    """Keep the note with its other words, and what it said until now. Lost: ``NoteMoved``."""
    row = RecordRow(visitor_id, f"note#{after.note_id}", at=after.at, note=after, version=after.version)
    same = at_version(RecordRow.visitor_id, RecordRow.version, before.version)
    tx.put(row, condition=same, losing=RecordRow.note.losing(NoteMoved))
    tx.put(RecordRow(visitor_id, _former(before.note_id, before.version), at=before.at, note=before))


def former_notes(desk: Desk, visitor_id: str, note_id: str, limit: int, before: int | None) -> list[Note]:
    """What a note said before this version, the newest first; one query."""
    first, last = _former(note_id, 0), _former(note_id, MOST_VERSIONS if before is None else before)
    items, _ = RecordRow.read_page(
        desk.database, visitor_id, range_condition=RecordRow.order.between(first, last), limit=limit + 1, forward=False
    )
    notes = [RecordRow.note.held_in(item) for item in items]
    return [each for each in notes if each.version != before][:limit]


def _former(note_id: str, version: int) -> str:
    return f"former#{note_id}#{version:06d}"


def note_wishes(tx: Transaction, visitor_id: str, was: Wishes, became: Wishes, proof: Proof) -> None:
    """Keep that they wish something else from now on, and how that is proved; nothing where they do not."""
    if was != became:
        wished = Wished(tx.desk.new_id("wsh"), tx.desk.now(), was, became, proof)
        tx.put(RecordRow(visitor_id, f"wish#{wished.wish_id}", at=wished.at, wished=wished))


def newest_wished(desk: Desk, visitor_id: str, limit: int, before: str | None) -> list[Wished]:
    """What they came to wish before this, the last first; one query."""
    upper = RecordRow.order.between("wish#", f"wish#{before}") if before else RecordRow.order.startswith("wish#")
    items, _ = RecordRow.read_page(desk.database, visitor_id, range_condition=upper, limit=limit + 1, forward=False)
    wished = [RecordRow.wished.held_in(item) for item in items]
    return [each for each in wished if each.wish_id != before][:limit]


def put_answer(tx: Transaction, visitor_id: str, answer: Agreed, lost: Exception) -> None:
    """Keep what they said to an edition. Lost: ``lost`` (they said the same at this moment, elsewhere)."""
    order = f"consent#{answer.version:08}#{'refused' if answer.refused else 'agreed'}"
    row = RecordRow(visitor_id, order, at=answer.at, agreed=answer)
    tx.put(row, condition=RecordRow.visitor_id.does_not_exist(), losing=lambda _: lost)


def answers(desk: Desk, visitor_id: str) -> list[Agreed]:
    """What they said to which edition, the newest first, no more than fifty; one query."""
    condition = RecordRow.order.startswith("consent#")
    items, _ = RecordRow.read_page(
        desk.database, visitor_id, range_condition=condition, forward=False, limit=MOST_ANSWERS
    )
    return [RecordRow.agreed.held_in(item) for item in items]


_TAGS = "the tags of all", "tags"  # no visitor has such an id


def know_tags(tx: Transaction, tags: Collection[str], most: int) -> None:
    """Remember that there are these tags. Lost: ``Lost`` (there are so many already)."""
    room = RecordRow.tags.does_not_exist() | (size(RecordRow.tags) < most)
    tx.update(RecordRow(*_TAGS), [RecordRow.tags.add(set(tags)), RecordRow.at.set(tx.desk.now())], condition=room)


def known_tags(desk: Desk) -> set[str]:
    """The tags that were ever given; one read."""
    row = RecordRow.find(desk.database, *_TAGS, consistent=False)
    return set(row.tags or ()) if row else set()
