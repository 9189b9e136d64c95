"""Taking visitors' tokens back (F6): one, or all that were given until now."""

from __future__ import annotations

from chalicelib.core import audit, events, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.visitor import NOTHING_REVOKED, Revoked, Revoking, TokensRevoked, Visitor
from chalicelib.visitors.service.records import whole
from chalicelib.visitors.service.registering import Caller, read
from chalicelib.visitors.store import erasing
from chalicelib.visitors.store import visitors as store


def sign_out(desk: Desk, caller: Caller, *, everywhere: bool = False) -> None:
    """The caller's own token counts no more, or (``everywhere``) none of theirs does. Twice is once.

    Of whoever has said nothing yet there is nothing that it opens. Raises ``Unauthorized``.
    """
    visitor = read(desk, caller)
    if not visitor.unwritten:
        _revoke(desk, visitor.visitor_id, None if everywhere else caller.mark)


def revoke_all(desk: Desk, visitor_id: str, by: By) -> int:
    """None of the tokens counts any more that a person was given until now, whoever they are known to be; of how many
    visitors these were. At once: what they have open refuses them in the same transaction, all else soon after.

    Four requests for each visitor, and what their conversations cost. Raises ``NotFound``.
    """
    customer = whole(desk, visitor_id)
    for each in customer.all_ids:
        _revoke(desk, each, None, by)
    return len(customer.all_ids)


def revoked_of(desk: Desk, visitor_id: str) -> Revoked:
    """Which of the visitor's tokens count no more; one read."""
    visitor = store.visitor(desk, visitor_id)
    return visitor.revoked if visitor is not None else NOTHING_REVOKED


def _revoke(desk: Desk, visitor_id: str, mark: str | None, by: By | None = None) -> None:
    def revoke() -> None:
        before = store.visitor(desk, visitor_id)
        after = before.revoked.without(mark) if before is not None else None
        if before is None or after is None or after == before.revoked:
            return
        _write(desk, before, after, by)

    races.again(desk, revoke, Moved)


def _write(desk: Desk, before: Visitor, after: Revoked, by: By | None) -> None:
    tx = Transaction(desk)
    erasing.put_revoked(tx, before, after)
    know = events.ask(desk, Revoking(before, after))
    if know is not None:
        know(tx)
    if by is not None:
        audit.note(tx, by, "revoke_tokens", before.visitor_id, after={"generation": after.generation})
    events.publish(tx, TokensRevoked(before.visitor_id))
    tx.commit_and_tell()
