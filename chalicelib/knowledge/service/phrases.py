"""Phrases as people keep them: their own, their groups', the company's (E1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import asdict

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.races import Moved
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.imports import Imported, imported, read_rows
from chalicelib.knowledge.model.phrases import CHECKS, OWN, Owner, Phrase, Shelf, said_anew, with_phrases, without
from chalicelib.knowledge.model.shipped import shipped_phrases
from chalicelib.knowledge.service.again import made_before
from chalicelib.knowledge.service.shelves import EVERYBODYS, owner_to_change
from chalicelib.knowledge.store import shelves as store
from chalicelib.knowledge.store.shelves import ShelfMoved
from chalicelib.people import service as people


class PhraseMoved(Moved):
    """The shelf of the phrase was written to since it was read; ``record`` is the phrase as it stands now."""


class Hand:
    """Who changes a shelf, in which request; what is not one's own is written down in the audit log (F7)."""

    def __init__(self, desk: Desk, caller: people.Caller, request_id: str = "") -> None:
        self.desk = desk
        self.caller = caller
        self.by = caller.by(request_id)

    def put(
        self, before: Shelf, after: Shelf, act: str, about: str, noted: tuple[Any, Any], once: Once | None = None
    ) -> None:
        """Store the shelf, and what was done to it. Lost: ``ShelfMoved``, ``AlreadyDone``."""
        tx = Transaction(self.desk)
        mark(tx, once, {"phrase_id": about})
        store.write_shelf(tx, before, after)
        if after.owner.reach != OWN:
            audit.note(tx, self.by, act, about, before=noted[0], after=noted[1])
        tx.commit()


def create_phrase(
    hand: Hand, name: str, values: Mapping[str, Any], once: Once | None = None
) -> tuple[Owner, Phrase, bool]:
    """Whose shelf it is, the new phrase there, and whether it was made before.

    Raises ``Invalid`` with the field, ``ShortcutTaken``, ``ShelfFull``, and what speaks against changing the shelf.
    """
    desk, owner = hand.desk, _owner(hand, name)
    phrase = said_anew(Phrase(desk.new_id("phr"), "", ""), races.fields_in(values, CHECKS))

    def add(shelf: Shelf) -> None:
        after = with_phrases(shelf, [phrase])
        hand.put(shelf, after, "create_phrase", phrase.phrase_id, (None, _audited(owner, phrase)), once)

    try:
        races.follow(desk, store.shelf(desk, owner), add, ShelfMoved)
    except AlreadyDone as done:
        before = done.answer
    except Conflict as refusal:
        before = made_before(desk, once, refusal)
    else:
        return owner, phrase, False
    return owner, _find(store.shelf(desk, owner), str(before["phrase_id"])), True


def update_phrase(
    hand: Hand, name: str, phrase_id: str, values: Mapping[str, Any], version: int | None = None
) -> tuple[Owner, Phrase]:
    """Change what is said of a phrase, and say whose it is; with ``version`` only if it still has it.

    Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``, ``ShortcutTaken``, ``ShelfFull``, and what speaks against
    changing the shelf.
    """
    desk, owner = hand.desk, _owner(hand, name)
    shelf = store.shelf(desk, owner)
    fields = races.fields_in(values, CHECKS)

    def changed(before: Phrase) -> Phrase:
        if version is not None and version != before.version:
            raise races.changed_meanwhile(version=before.version)
        return said_anew(before, fields)

    def save(before: Phrase, after: Phrase) -> None:
        nonlocal shelf
        noted = _audited(owner, before), _audited(owner, after)
        try:
            hand.put(shelf, with_phrases(shelf, [after]), "update_phrase", phrase_id, noted)
        except ShelfMoved as moved:
            shelf = moved.record
            raise PhraseMoved(shelf.find(phrase_id)) from None

    return owner, races.change(desk, _find(shelf, phrase_id), fields, changed, save)


def delete_phrase(hand: Hand, name: str, phrase_id: str) -> None:
    """Take a phrase away; twice is once. Raises what speaks against changing the shelf."""
    desk, owner = hand.desk, _owner(hand, name)

    def remove(shelf: Shelf) -> None:
        phrase = shelf.find(phrase_id)
        if phrase is not None:
            noted = _audited(owner, phrase), None
            hand.put(shelf, without(shelf, phrase_id), "delete_phrase", phrase_id, noted)

    races.follow(desk, store.shelf(desk, owner), remove, ShelfMoved)


def import_phrases(hand: Hand, name: str, text: str, *, dry_run: bool) -> Imported:
    """What becomes of each line of a file of phrases; nothing is written in a ``dry_run``.

    Lines that cannot be taken are left out, and said; the others come in one write. Twice is once: the second time
    nothing is new. Raises ``Invalid`` for what is no such file, ``ShelfFull``, and what speaks against changing the
    shelf.
    """
    owner, rows = _owner(hand, name), read_rows(text)
    return _put_all(hand, owner, lambda shelf: imported(shelf, rows, hand.desk.new_id), dry_run=dry_run)


def add_shipped_phrases(hand: Hand) -> Imported:
    """Give the company the phrases that come with the product, as far as they are not there; twice adds nothing twice.

    What was changed stays as it is. One whose shortcut another phrase has comes without. Whoever asks has asked
    whether they may. Raises ``ShelfFull``.
    """
    return _put_all(hand, EVERYBODYS, shipped_phrases, act="add_shipped_phrases")


def found_with_phrases(tx: Transaction, language: str) -> None:
    """Add to the transaction that founds a desk: the company has the shipped phrases of this language from the first.

    Whoever takes them away has done so for good. One read; nothing for a company that ever had a phrase.
    """
    before = store.shelf(tx.desk, EVERYBODYS)
    if before.revision == 0:
        phrases = shipped_phrases(before, language).phrases
        store.write_shelf(tx, before, with_phrases(before, phrases))
        noted = {"shelf": EVERYBODYS.shelf, "phrases": len(phrases)}
        audit.note(tx, audit.SYSTEM, "add_shipped_phrases", EVERYBODYS.shelf, before=None, after=noted)


def _put_all(
    hand: Hand, owner: Owner, of: Callable[[Shelf], Imported], *, act: str = "import_phrases", dry_run: bool = False
) -> Imported:
    def put(shelf: Shelf) -> Imported:
        result = of(shelf)
        after = with_phrases(shelf, result.phrases)
        if result.phrases and not dry_run:
            noted = None, {"shelf": owner.shelf, "phrases": len(result.phrases)}
            hand.put(shelf, after, act, owner.shelf, noted)
        return result

    return races.follow(hand.desk, store.shelf(hand.desk, owner), put, ShelfMoved)


def _owner(hand: Hand, name: str) -> Owner:
    return owner_to_change(hand.desk, hand.caller.agent, name)


def _find(shelf: Shelf, phrase_id: str) -> Phrase:
    return existing(shelf.find(phrase_id), "no such phrase")


def _audited(owner: Owner, phrase: Phrase) -> dict[str, Any]:
    return {"shelf": owner.shelf, **asdict(phrase)}
