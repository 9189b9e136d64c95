"""What is kept of a customer besides who they are: where they came from, and what was written of them (A5, F6)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress

from msgspec.structs import replace

from chalicelib.core import races, times
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost, existing
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark
from chalicelib.core.text import has_half_a_character, is_visible
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.visitor import LONGEST_NOTE, Note, NotYourNote, Visit, Visitor
from chalicelib.visitors.store import records as store

VISITS_SHOWN, NOTES_SHOWN = 100, 30
TAGS_KNOWN = 500


def visits_of(desk: Desk, customer: Visitor) -> list[Visit]:
    """The last visits, newest first; one query, and one for each who was joined."""
    every = [visit for visitor_id in customer.all_ids for visit in store.visits(desk, visitor_id)]
    return sorted(every, key=lambda each: each.at, reverse=True)[:VISITS_SHOWN]


def notes_of(desk: Desk, customer: Visitor, before: str | None) -> tuple[list[Note], bool]:
    """A page of the notes before this one, newest first; whether others follow. One query, and one for each who was
    joined."""
    most = NOTES_SHOWN + 1
    every = [note for visitor_id in customer.all_ids for note in store.newest_notes(desk, visitor_id, most, before)]
    newest = sorted(every, key=lambda each: each.note_id, reverse=True)
    return newest[:NOTES_SHOWN], len(newest) > NOTES_SHOWN


def add_note(desk: Desk, customer: Visitor, by: Author, text: str, client_id: str) -> tuple[Note, bool]:
    """Write something of the customer; whether this request was carried out before. One write.

    Raises ``Invalid``, ``KeyReused``.
    """
    text = _checked(text)
    note = Note(desk.new_id("not"), desk.now(), by, text)
    once = Once.of(f"note#{customer.visitor_id}#{by.id}", checked_client_id(client_id), [text])
    tx = Transaction(desk)
    mark(tx, once, {"note_id": note.note_id, "at": times.stored(note.at)})
    store.put_note(tx, customer.visitor_id, note)
    try:
        tx.commit()
    except AlreadyDone as done:
        return Note(done.answer["note_id"], times.read(done.answer["at"]), by, text), True
    return note, False


def edit_note(
    desk: Desk, customer: Visitor, by: Author, note_id: str, text: Callable[[str], str], version: int | None = None
) -> Note:
    """Give a note of one's own other words, at any time, made of those before; what it said before is kept. A read and
    a write.

    With ``version`` only if it still has it. Raises ``Invalid``, ``NotFound``, ``NotYourNote``, ``ChangedMeanwhile``.
    """
    holder_id, note = _find(desk, customer, note_id)
    if note.by.id != by.id:
        raise NotYourNote("only whoever wrote a note gives it other words")
    fields = {"text": _checked(text(note.text))}

    def changed(before: Note) -> Note:
        races.refuse_older(version, before)
        return replace(before, edited_at=desk.now(), **fields) if before.text != fields["text"] else before

    def save(before: Note, after: Note) -> None:
        if before == after:
            return
        tx = Transaction(desk)
        store.edit_note(tx, holder_id, before, after)
        tx.commit()

    return races.change(desk, note, fields, changed, save)


def former_notes(desk: Desk, customer: Visitor, note_id: str, before: int | None) -> tuple[list[Note], bool]:
    """What a note said before this version, the newest first; whether others follow. A read and a query.

    Raises ``NotFound``.
    """
    holder_id, _ = _find(desk, customer, note_id)
    notes = store.former_notes(desk, holder_id, note_id, NOTES_SHOWN + 1, before)
    return notes[:NOTES_SHOWN], len(notes) > NOTES_SHOWN


def _find(desk: Desk, customer: Visitor, note_id: str) -> tuple[str, Note]:
    return existing(store.find_note(desk, customer.all_ids, note_id), "no such note")


def _checked(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= LONGEST_NOTE or not is_visible(text) or "\x00" in text or has_half_a_character(text):
        raise Invalid.field("text", f"1 to {LONGEST_NOTE} characters, one of them visible")
    return text


def remember_tags(desk: Desk, before: Visitor, after: Visitor) -> None:
    """Tags that were given are suggested from now on; one write, and none where none is new to the customer.

    It is no more than a help: where it fails, or there are too many, nothing is missing.
    """
    new = set(after.tags) - set(before.tags)
    if new:
        suggest_tags(desk, new)


def suggest_tags(desk: Desk, tags: Collection[str]) -> None:
    """These tags are suggested from now on; one write."""
    tx = Transaction(desk)
    store.know_tags(tx, tags, TAGS_KNOWN)
    with suppress(Lost):
        tx.commit()


def list_tags(desk: Desk) -> list[str]:
    """The tags that colleagues gave, in order; one read."""
    return sorted(store.known_tags(desk))
