"""The rows of mail in the table ``channels``: inboxes, mails that came in, letters of conversations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
from pynamodb.attributes import NumberAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.channels.model.channel import EMAIL, Channel
from chalicelib.channels.model.inboxes import AddressTaken
from chalicelib.channels.model.letter import Folded, Letter
from chalicelib.channels.model.posted import PARKED, Posted
from chalicelib.channels.store.channels import KEPT_THREADS, Keys, thread_of
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, read_all
from chalicelib.core.transactions import Transaction

INBOX, MAIL = "inbox", "mail"
KEPT_MAILS = timedelta(days=90)  # as long as their bytes


class Inbox(msgspec.Struct, frozen=True):
    """Which channel receives at an address."""

    channel_id: str
    address: str


class InboxRow(Keys):
    inbox = Packed(Inbox)


class PostedRow(Keys):
    version = NumberAttribute()
    posted = Packed(Posted)


class LetterRow(Keys):
    letter = Packed(Letter)


class FoldedRow(Keys):
    folded = Packed(Folded)


class PostedMoved(Moved):
    """Somebody else went on with this mail since it was read; ``record`` is how it stands now."""


def put_inboxes(tx: Transaction, before: Channel | None, after: Channel) -> None:
    """The channel receives at its addresses, and no more at those that it had. Lost: ``AddressTaken``."""
    gone = set(before.inboxes if before is not None else ()) - set(after.inboxes)
    for address in sorted(gone):
        tx.delete(InboxRow(f"inbox#{address}", INBOX))
    for address in after.inboxes:
        row = InboxRow(f"inbox#{address}", INBOX, inbox=Inbox(after.channel_id, address))
        mine = InboxRow.key.does_not_exist() | (InboxRow.inbox == row.inbox)
        tx.put(row, condition=mine, losing=_taken(address))
    if after.kind != EMAIL:
        return
    main = InboxRow(f"plan#{after.plan_key}", f"inbox#{after.channel_id}")
    if after.inboxes and after.active:
        main.inbox = Inbox(after.channel_id, after.inboxes[0])
        tx.put(main)
    elif before is not None and before.inboxes:
        tx.delete(main)


def _taken(address: str) -> Callable[[RawItem | None], Exception]:
    return lambda _: AddressTaken(f"another channel receives at {address}", extra={"address": address})


def inboxes(desk: Desk, addresses: Sequence[str]) -> list[Inbox]:
    """Of these addresses those at which something receives; one request, none for none."""
    wanted = [InboxRow.wanted(lambda row: row.inbox, f"inbox#{each}", INBOX) for each in dict.fromkeys(addresses)][:100]
    return [each for each in read_all(desk.database, wanted) if each is not None] if wanted else []


def inbox_of(desk: Desk, plan_key: str) -> Inbox | None:
    """Where letters about this plan are answered; one query."""
    items, _ = InboxRow.read_page(desk.database, f"plan#{plan_key}", limit=1)
    return InboxRow.inbox.held_in(items[0]) if items else None


def posted(desk: Desk, mail_id: str) -> Posted | None:
    """One mail that came in; one strongly consistent read."""
    row = PostedRow.find(desk.database, f"mail#{mail_id}", MAIL)
    return row.posted if row is not None else None


def _parked_at(mail: Posted) -> str:
    return f"{times.sortable(mail.at)}#{mail.mail_id}"


def put_posted(tx: Transaction, before: Posted | None, after: Posted) -> None:
    """What is known of it; while it is parked it stands among those; its conversation
    leads to it. Lost: ``PostedMoved``."""
    until = int((after.at + KEPT_MAILS).timestamp())
    row = PostedRow(f"mail#{after.mail_id}", MAIL, version=after.version, posted=after, expires_at=until)
    same = PostedRow.version == before.version if before is not None else PostedRow.key.does_not_exist()
    tx.put(row, condition=same, losing=PostedRow.posted.losing(PostedMoved))
    if after.conversation_id is not None and (before is None or before.conversation_id is None):
        tx.put(Keys(thread_of(after.conversation_id), f"mail#{after.mail_id}", expires_at=until))
    if after.state == PARKED:
        tx.put(Keys(PARKED, _parked_at(after), expires_at=until))
    elif before is not None and before.state == PARKED:
        tx.delete(Keys(PARKED, _parked_at(before)))


def parked(
    desk: Desk, before: str | None, limit: int, since: datetime | None = None
) -> tuple[list[tuple[str, Posted]], bool]:
    """Mails that wait for a person, each with its place, the newest first, and whether there are more; two requests.
    ``since``: none that came earlier."""
    condition: Condition | None = Keys.order < before if before else None
    if since is not None:
        condition = Keys.order.between(times.sortable(since), before or "~")
    page = {"limit": limit, "forward": False, "range_condition": condition}
    items, more = Keys.read_page(desk.database, PARKED, **page)  # type: ignore[arg-type]
    places = [item["order"]["S"] for item in items]
    wanted = [PostedRow.wanted(lambda row: row.posted, f"mail#{each.rpartition('#')[2]}", MAIL) for each in places]
    there = zip(places, read_all(desk.database, wanted) if wanted else [], strict=True)
    return [(place, each) for place, each in there if each is not None], more is not None


def put_letter(tx: Transaction, conversation_id: str, letter: Letter, folded: Folded) -> None:
    """What is known of a letter beside its words, and what is folded away of it, by itself: that may be long."""
    until = int((tx.desk.now() + KEPT_THREADS).timestamp())
    tx.put(LetterRow(thread_of(conversation_id), f"in#{letter.seq:012d}", letter=letter, expires_at=until))
    if letter.folds:
        tx.put(FoldedRow(thread_of(conversation_id), f"folded#{letter.seq:012d}", folded=folded, expires_at=until))


def letters(desk: Desk, conversation_id: str, limit: int) -> list[Letter]:
    """The last letters of a conversation, the oldest first; one query."""
    asked = {"range_condition": LetterRow.order.startswith("in#"), "limit": limit, "forward": False}
    items, _ = LetterRow.read_page(desk.database, thread_of(conversation_id), **asked)  # type: ignore[arg-type]
    return [LetterRow.letter.held_in(each) for each in items][::-1]


def folded(desk: Desk, conversation_id: str, seq: int) -> Folded | None:
    """What is folded away of one; one strongly consistent read."""
    row = FoldedRow.find(desk.database, thread_of(conversation_id), f"folded#{seq:012d}")
    return row.folded if row is not None else None
