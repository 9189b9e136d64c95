"""What is kept of the files that people send (F6): what there is of them goes, bytes and small pictures too."""

from __future__ import annotations

from contextlib import suppress

from chalicelib.core.desk import Desk
from chalicelib.core.persons import CONVERSATION, FILE, Kept, Nothing, listed, one_item
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.files import store
from chalicelib.files.model.upload import REMOVED
from chalicelib.files.service.keeping import take_away
from chalicelib.files.store import FileMoved, FileRow, ScannerRow


def _take_away(desk: Desk, item: RawItem, _: str) -> None:
    upload = store.find(desk, item["file_id"]["S"])
    if upload is None or upload.state == REMOVED:
        return
    tx = Transaction(desk)
    take_away(tx, upload)
    with suppress(FileMoved):  # the next look at it finds it as it is then
        tx.commit_and_tell()


DECLARED = (
    Kept(
        name="files.file",
        rows=(FileRow,),
        of=FILE,
        find=one_item(FileRow, lambda file_id: (file_id,)),
        erase=_take_away,
        hides=("copies", "owner"),
    ),
    Kept(
        name="files.of_conversation",
        rows=(FileRow,),
        of=CONVERSATION,
        find=listed(FileRow, "by_conversation"),
        erase=_take_away,
        hides=("copies", "owner"),
    ),
    Nothing(rows=(ScannerRow,), why="who is asked about files"),
)

AGENTS = (Nothing(rows=(FileRow, ScannerRow), why="files, by ids of whoever sent them"),)
