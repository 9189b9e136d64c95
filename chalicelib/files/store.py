"""The table ``files``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace
from pynamodb.attributes import UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import size

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Packed, RawItem, Row, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.files.model.scanning import Scanner
from chalicelib.files.model.upload import ASKED, MOST_COPIES, Upload

SCANNER = "#scanner"
PAGE = 100


class _Keys(Row):
    class Meta:
        table_name = table_name("files")

    file_id = UnicodeAttribute(hash_key=True)


class FileRow(_Keys):
    """``copies`` stand beside the rest, which is written as a whole: one more is added without having read them."""

    owner = UnicodeAttribute()
    state = UnicodeAttribute()
    upload = Packed(Upload)
    copies = UnicodeSetAttribute(null=True)
    conversation_id = UnicodeAttribute(null=True)
    by_conversation = index(conversation_id=UnicodeAttribute, file_id=UnicodeAttribute)


class ScannerRow(_Keys):
    scanner = Packed(Scanner)


class FileMoved(Lost):
    """The file is not any more what it was when it was read."""


def _moved(_: RawItem | None) -> Exception:
    return FileMoved("somebody else changed the file")


def _upload(item: RawItem) -> Upload:
    row = FileRow.from_raw_data(dict(item))
    upload: Upload = row.upload
    return replace(upload, state=row.state, copies=frozenset(row.copies or ()))


def put_new(tx: Transaction, upload: Upload) -> None:
    """Store what somebody asked for."""
    tx.put(_row(upload), condition=FileRow.file_id.does_not_exist())


def _row(upload: Upload) -> FileRow:
    return FileRow(
        upload.file_id,
        owner=upload.owner,
        state=upload.state,
        upload=upload,
        copies=set(upload.copies) or None,
        conversation_id=upload.conversation_id,
    )


def note_copy(tx: Transaction, file_id: str, key: str) -> None:
    """Write down a copy before it is made. Lost: ``FileMoved``: it was looked at already, or too often."""
    few = FileRow.copies.does_not_exist() | (size(FileRow.copies) < MOST_COPIES)
    tx.update(FileRow(file_id), [FileRow.copies.add({key})], condition=(FileRow.state == ASKED) & few, losing=_moved)


def put(tx: Transaction, upload: Upload, *, before: str) -> None:
    """Store what has become of it. Lost: ``FileMoved``: its state is not what it was ``before``."""
    actions = [FileRow.state.set(upload.state), FileRow.upload.set(upload)]
    if upload.conversation_id is not None:
        actions.append(FileRow.conversation_id.set(upload.conversation_id))
    tx.update(FileRow(upload.file_id), actions, condition=FileRow.state == before, losing=_moved)


def forget(tx: Transaction, upload: Upload) -> None:
    """Its row goes. Lost: ``FileMoved``."""
    tx.delete(FileRow(upload.file_id), condition=FileRow.state == upload.state, losing=_moved)


def find(desk: Desk, file_id: str) -> Upload | None:
    """One file; one read."""
    item = FileRow.find_item(desk.database, file_id) if not file_id.startswith("#") else None
    return _upload(item) if item else None


def find_and_scanner(desk: Desk, file_id: str) -> tuple[Upload | None, Scanner]:
    """One file, and who is asked about files; one request."""
    items = list(FileRow.find_items(desk.database, [(file_id,), (SCANNER,)]))
    there: Mapping[str, RawItem] = {item["file_id"]["S"]: item for item in items}
    item, row = there.get(file_id), there.get(SCANNER)
    upload = _upload(item) if item and file_id != SCANNER else None
    return upload, ScannerRow.from_raw_data(dict(row)).scanner if row else Scanner()


def scanner(desk: Desk) -> Scanner:
    """Who is asked about files; one read."""
    row = ScannerRow.find(desk.database, SCANNER)
    found: Scanner = row.scanner if row else Scanner()
    return found


def put_scanner(tx: Transaction, scanner: Scanner, *, before: Scanner) -> None:
    """Store who is asked. Lost: ``Lost``: somebody else changed it."""
    unmoved: Any = ScannerRow.scanner == before if before.version else ScannerRow.file_id.does_not_exist()
    tx.put(ScannerRow(SCANNER, scanner=scanner), condition=unmoved)


def of_conversation(desk: Desk, conversation_id: str) -> Iterator[str]:
    """The ids of a conversation's files; one query for each megabyte of keys."""
    for item in FileRow.all_pages(desk.database, conversation_id, index="by_conversation"):
        yield item["file_id"]["S"]
