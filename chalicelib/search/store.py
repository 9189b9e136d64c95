"""The table ``search``: documents, how far each conversation was looked at, postings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, table_name, write_all
from chalicelib.core.transactions import Transaction
from chalicelib.search.model.documents import CUSTOMER, Document, Posting, kind_of, posting_of

BUILT = "built#4"  # another name whenever more can be found than before: then all is made findable anew
PROGRESS = "progress"
PART = "part#"
LAST = "last"
NOTHING_FURTHER = 10**10 - 1  # the part behind all others


class Progress(msgspec.Struct, frozen=True):
    """How far a conversation was looked at: its documents say everything up to entry ``upto``, its postings what is
    before part ``posted``."""

    upto: int = 0
    posted: int = 0


class Kept(msgspec.Struct, frozen=True):
    """What is kept of one thing: its documents from some part on, and the progress."""

    documents: tuple[Document, ...]
    progress: Progress


class _Keys(Row):
    class Meta:
        table_name = table_name("search")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class DocumentRow(_Keys):
    """``posted``: of a thing that has one document only, whether it can be found by what it says."""

    version = NumberAttribute(default=0)
    document = Packed(Document)
    posted = BooleanAttribute(null=True)


class ProgressRow(_Keys):
    upto = NumberAttribute()
    posted = NumberAttribute()


class PostingRow(_Keys):
    """``marks``: a number of 256 bits, in hexadecimal digits."""

    plan_key = UnicodeAttribute()
    marks = UnicodeAttribute()


class ReachedRow(_Keys):
    """Which customer came to be reached by an address last."""

    about = UnicodeAttribute()


class BuiltRow(_Keys):
    """That everything has been made findable, once."""

    at = UTCDateTimeAttribute()


class ProgressMoved(Moved):
    """Somebody else has looked at the conversation since."""


class DocumentMoved(Moved):
    """There is a document of the same thing as it was later (``record``), or there is none any more (None)."""


def _part(number: int) -> str:
    return f"{PART}{number:010d}"


def _order(posting: Posting) -> str:
    return f"{times.sortable(posting.at)}#{posting.about}#{posting.part}"


def _word(word: str) -> str:
    return f"word#{word}"


def kept(desk: Desk, about: str, part: int) -> Kept:
    """What is kept of a thing: documents from this part on, and the progress; one strongly consistent query."""
    since = DocumentRow.order >= _part(part)
    items = list(DocumentRow.all_pages(desk.database, about, range_condition=since))
    documents = tuple(DocumentRow.document.held_in(item) for item in items if item["order"]["S"] != PROGRESS)
    found = [ProgressRow.from_raw_data(dict(item)) for item in items if item["order"]["S"] == PROGRESS]
    return Kept(documents, _progress(found[0]) if found else Progress())


def document(desk: Desk, about: str, part: int) -> tuple[Document | None, bool]:
    """One document, and whether it was noted that it can be found; one strongly consistent read."""
    row = DocumentRow.find(desk.database, about, _part(part))
    return (row.document, bool(row.posted)) if row is not None else (None, False)


def documents(desk: Desk, abouts: Sequence[str]) -> dict[str, tuple[Document, bool]]:
    """The same of each of these that has a document and one only; one strongly consistent request for each hundred."""
    items = DocumentRow.find_items(desk.database, [(each, _part(0)) for each in abouts])
    rows = [DocumentRow.from_raw_data(each) for each in items]
    return {each.key: (each.document, bool(each.posted)) for each in rows}


def _progress(row: ProgressRow) -> Progress:
    return Progress(int(row.upto), int(row.posted))


def reached_at(desk: Desk, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Which customer of a plan came last to be reached by each of these addresses, as far as that is known; one
    request for each hundred."""
    keys = {_reached(*each): each for each in places}
    items = ReachedRow.find_items(desk.database, [(each, LAST) for each in keys], consistent=False)
    return {keys[item["key"]["S"]]: item["about"]["S"] for item in items}


def _reached(plan_key: str, address: str) -> str:
    digest = hashlib.sha256(address.casefold().encode()).hexdigest()[:32]
    return f"reached#{plan_key}#{digest}"


def _reached_by(document: Document, addresses: Iterable[str]) -> list[ReachedRow]:
    own = addresses if kind_of(document.about) == CUSTOMER else ()
    return [ReachedRow(_reached(document.plan_key, each), LAST, about=document.about) for each in dict.fromkeys(own)]


def put_further(tx: Transaction, about: str, before: Progress, after: Progress, documents: Iterable[Document]) -> None:
    """Store a conversation's new documents, and how far they reach. Lost: ``ProgressMoved``."""
    unmoved = ProgressRow.upto == before.upto if before.upto else ProgressRow.key.does_not_exist()
    row = ProgressRow(about, PROGRESS, upto=after.upto, posted=after.posted)
    tx.put(row, condition=unmoved, losing=lambda _: ProgressMoved(None))
    for document in documents:
        tx.put(_row_of(document))


def put_posted(tx: Transaction, about: str, upto: int, posted: int) -> None:
    """All documents up to this entry can be found. Lost: ``Lost`` (it was looked at further)."""
    tx.update(ProgressRow(about, PROGRESS), [ProgressRow.posted.set(posted)], condition=ProgressRow.upto == upto)


def put_document(tx: Transaction, document: Document) -> None:
    """Store the document of a thing that has one only, unless there is a later one. Lost: ``DocumentMoved``."""
    not_later = DocumentRow.key.does_not_exist() | (DocumentRow.version <= document.version)
    tx.put(_row_of(document), condition=not_later, losing=DocumentRow.document.losing(DocumentMoved))


def put_document_posted(tx: Transaction, document: Document) -> None:
    """The document can be found. Lost: ``DocumentMoved`` (another one stands there by now)."""
    tx.update(
        _row_of(document),
        [DocumentRow.posted.set(True)],
        condition=DocumentRow.document == document,
        losing=DocumentRow.document.losing(DocumentMoved),
    )


def delete_document(tx: Transaction, about: str, part: int) -> None:
    """Forget a document."""
    tx.delete(DocumentRow(about, _part(part)))


def delete_progress(tx: Transaction, about: str, before: Progress) -> None:
    """A conversation is looked at from its beginning. Lost: ``ProgressMoved``."""
    same = ProgressRow.upto == before.upto
    tx.delete(ProgressRow(about, PROGRESS), condition=same, losing=lambda _: ProgressMoved(None))


def _row_of(document: Document) -> DocumentRow:
    return DocumentRow(document.about, _part(document.part), version=document.version, document=document)


def post(desk: Desk, document: Document, *, instead_of: Document | None = None) -> None:
    """Let a document be found by its words, and not by those that only the one before had; a request for each 25."""
    post_all(desk, [(document, instead_of)])


def post_all(desk: Desk, changes: Iterable[tuple[Document, Document | None]]) -> None:
    """The same of several, each with what it stands instead of; together a request for each 25 words."""
    rows, gone = list[_Keys](), list[_Keys]()
    for document, instead_of in changes:
        posting, words = posting_of(document), document.words
        order, marks = _order(posting), f"{posting.marks:x}"
        rows += [PostingRow(_word(each), order, plan_key=document.plan_key, marks=marks) for each in words]
        rows += _reached_by(document, document.addresses)
        if instead_of is not None:
            gone += _postings_of(instead_of, set(instead_of.words) - set(words))
            gone += _reached_by(instead_of, [each for each in instead_of.addresses if each not in document.addresses])
    write_all(desk.database, *_apart(rows, gone))


def _apart(rows: Sequence[_Keys], gone: Sequence[_Keys]) -> tuple[Sequence[_Keys], Sequence[_Keys]]:
    """Each item once, as it comes to stand last: two customers who are reached alike have one item in common."""
    put = {(row.key, row.order): row for row in rows}
    left = {(row.key, row.order): row for row in gone if (row.key, row.order) not in put}
    return [*put.values()], [*left.values()]


def unpost(desk: Desk, document: Document) -> None:
    """Let a document be found no more."""
    write_all(desk.database, (), [*_postings_of(document, document.words), *_reached_by(document, document.addresses)])


def _postings_of(document: Document, words: Iterable[str]) -> list[PostingRow]:
    order = _order(posting_of(document))
    return [PostingRow(_word(each), order) for each in words]


def postings(
    desk: Desk, word: str, since: datetime | None, until: datetime | None, before: str | None, limit: int
) -> list[tuple[str, Posting]]:
    """Where a word stands, newest first, of documents from then until then, further down than ``before``; one query."""
    lowest = times.sortable(since) if since is not None else "0"
    highest = before or (times.sortable(until) if until is not None else "9")
    items, _ = PostingRow.read_page(
        desk.database,
        _word(word),
        range_condition=PostingRow.order.between(lowest, highest),
        limit=limit + 1,
        forward=False,
    )
    return [(item["order"]["S"], _posting(item)) for item in items if item["order"]["S"] != before][:limit]


def _posting(item: RawItem) -> Posting:
    at, about, part = item["order"]["S"].split("#")
    moment = times.read(f"{at}+00:00")
    return Posting(about, int(part), moment, item["plan_key"]["S"], int(item["marks"]["S"], 16))


def is_built(desk: Desk) -> bool:
    """Whether everything was made findable once; one read."""
    return BuiltRow.find(desk.database, BUILT, BUILT) is not None


def put_built(tx: Transaction, now: datetime) -> None:
    """Everything has been made findable."""
    tx.put(BuiltRow(BUILT, BUILT, at=now))


def wanted(posting: Posting) -> Wanted[Document]:
    """The document of a posting, to be read together with what it is about."""
    return DocumentRow.wanted(lambda row: row.document, posting.about, _part(posting.part))
