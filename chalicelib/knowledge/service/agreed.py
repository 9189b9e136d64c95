"""What everybody answers alike, kept as phrases for as long as it holds, so that agents insert it (E1, E6)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.phrases import COMPANY, GROUP, Owner, Phrase, Shelf, ShelfFull, said_anew, with_phrases
from chalicelib.knowledge.model.phrases import without as shelf_without
from chalicelib.knowledge.store import shelves
from chalicelib.knowledge.store.shelves import ShelfMoved


def keep_agreed(desk: Desk, shelf: str, wanted: Sequence[Phrase], gone: Sequence[str]) -> bool:
    """These phrases stand on the company's shelf, or on the group's with this id, and those of ``gone`` do not. Whoever
    asks has asked whether they may. Twice is once. A shortcut that another phrase has is left to it. Whether there was
    room. Two requests, one where it is so already."""
    owner = Owner(COMPANY) if shelf == COMPANY else Owner(GROUP, shelf)

    def put(before: Shelf) -> bool:
        phrases = [_as_fits(before, each) for each in wanted]
        after = before
        for each in gone:
            after = shelf_without(after, each) if after.find(each) is not None else after
        if any(_differs(before.find(each.phrase_id), each) for each in phrases):
            try:
                after = with_phrases(after, phrases)
            except ShelfFull:
                return False
        if after is before:
            return True
        after = replace(after, revision=before.revision + 1)
        tx = Transaction(desk)
        shelves.write_shelf(tx, before, after)
        noted = {"shelf": owner.shelf, "kept": [each.phrase_id for each in phrases], "gone": list(gone)}
        audit.note(tx, audit.SYSTEM, "keep_agreed_answer", owner.shelf, before=None, after=noted)
        tx.commit()
        return True

    return races.follow(desk, shelves.shelf(desk, owner), put, ShelfMoved)


def _as_fits(shelf: Shelf, phrase: Phrase) -> Phrase:
    """The phrase as it stands there, said as it is wanted, with its shortcut where no other has that."""
    others = {each.shortcut for each in shelf.phrases if each.phrase_id != phrase.phrase_id}
    shortcut = "" if phrase.shortcut in others else phrase.shortcut
    known = shelf.find(phrase.phrase_id)
    if known is None:
        return said_anew(phrase, {"shortcut": shortcut})
    values = {"title": phrase.title, "text": phrase.text, "language": phrase.language, "shortcut": shortcut}
    after = said_anew(known, values)
    return after if after == known else replace(after, version=known.version + 1)


def _differs(before: Phrase | None, after: Phrase) -> bool:
    return before != after
