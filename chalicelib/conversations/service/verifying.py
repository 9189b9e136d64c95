"""A conversation is stamped: somebody found out that its visitor is who they say (F8)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.conversations.model.transitions import refuse_closed, with_entry
from chalicelib.conversations.model.verifying import with_subject
from chalicelib.conversations.model.words import VERIFIED
from chalicelib.core.authors import Author
from chalicelib.core.transactions import Transaction


def stamp_verified(
    tx: Transaction, header: Header, by: Author, how: str, subject: str, ref: str | None = None
) -> tuple[Header, Entry]:
    """Add to the transaction: the stamp, and the entry for agents that says so; ``ref``: the order that was asked for.

    Whoever writes has asked whether they may. Lost: ``HeaderMoved``. Raises ``ConversationClosed``.
    """
    refuse_closed(header)
    now = tx.desk.now()
    stamped = replace(header, verified=with_subject(header.verified, by, how, subject, now))
    after, entry = with_entry(stamped, VERIFIED, by, "", now, note=how, ref=ref)
    store.write(tx, header, after, [entry])
    return after, entry
