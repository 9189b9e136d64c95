"""Addresses: which no letter goes to and why, who lifts that, and who wants no letter that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from chalicelib.core import audit, links, races
from chalicelib.core.audit import By
from chalicelib.core.contacts import OWN_ADDRESS, unread_because
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import store
from chalicelib.notifications.model.address import (
    BOUNCES,
    COMPLAINS,
    Address,
    Declining,
    UndeliverableAddress,
    declined,
    lifted,
    started,
    stopped,
    welcomed,
)
from chalicelib.notifications.model.notice import EMAIL, Notice
from chalicelib.people import service as people
from chalicelib.visitors.model.wishes import SURVEY

DECLINE_PURPOSE = "decline"
_LIST = "undeliverable"
_WORDS = {
    OWN_ADDRESS: "this is the address we write from",
    BOUNCES: "a letter to it came back; another address, or another way",
    COMPLAINS: "whoever reads it called a letter of ours spam; another address, or another way",
}

Change = Callable[[Address], Address]


def refuse_unreachable(desk: Desk, field: str, email: str) -> None:
    """Raises ``Invalid`` for an address no letter may go to: the desk's own, one that nobody reads, or one from which
    letters came back. One read."""
    settings, known = store.settings_and_address(desk, email)
    why = unread_because(email, (settings.sender_email, settings.reply_to)) or known.undeliverable
    if why is not None:
        raise Invalid.field(field, _WORDS.get(why, "nobody reads this address"))


def refuse_returned(desk: Desk, email: str) -> None:
    """Raises ``Conflict`` (``undeliverable_address``) where letters to this address came back. One read."""
    why = store.address(desk, email).undeliverable
    if why is not None:
        raise UndeliverableAddress(f"nothing more goes to this address: {_WORDS[why]}")


def list_undeliverable(desk: Desk, cursor: str | None) -> tuple[Sequence[Address], str | None]:
    """A page of the addresses that no letter goes to, the latest first. One query."""
    found, following = store.undeliverable(desk, unseal(desk, _LIST, cursor) if cursor else None)
    return found, seal(desk, _LIST, following) if following else None


def lift(desk: Desk, email: str, by: By) -> Address:
    """Let letters go to this address again, until one comes back; twice is once. Recorded in the audit log."""

    def note(tx: Transaction, before: Address) -> None:
        said = {"undeliverable": before.undeliverable, "detail": before.detail}
        audit.note(tx, by, "lift_address", before.address, before=said)

    return _change(desk, email, lifted, note)


# --- letters that nobody asked for ----------------------------------------------------------------------------------


def decline_url(desk: Desk, notice: Notice) -> str:
    """Where the recipient of a letter that nobody asked for ends such letters; empty for any other letter."""
    if notice.channel != EMAIL:
        return ""
    if notice.ending is not None:
        return links.url_of(desk, notice.ending.path, notice.ending.purpose, notice.ending.name)
    if notice.kind != SURVEY:
        return ""
    return f"{desk.settings.public_url}/u/{links.sign(desk, DECLINE_PURPOSE, notice.notice_id.partition('_')[2])}"


def read_declining(desk: Desk, token: str) -> Declining:
    """What the page says. Raises ``NotFound`` for a link that this desk did not make. Three reads."""
    notice = _behind(desk, token)
    return _shown(desk, notice, store.address(desk, notice.to))


def decline(desk: Desk, token: str, *, again: bool = False) -> Declining:
    """No more such letters to the address of this letter, or (``again``) more of them after all; twice is once.

    Raises ``NotFound``. Three reads and a write.
    """
    notice, now = _behind(desk, token), desk.now()
    change: Change = welcomed if again else lambda before: declined(before, now)
    return _shown(desk, notice, _change(desk, notice.to, change))


# --- what its owner said of an address, from there -------------------------------------------------------------------


def stop(desk: Desk, address: str, at: datetime | None = None) -> Address:
    """Nothing more goes to this address or number, as was said from there ``at`` that moment (None: nobody knows when,
    and it counts as it comes); twice is once, and what was allowed later stands. A read and a write."""
    return _change(desk, address, lambda before: stopped(before, at, desk.now()))


def start(desk: Desk, address: str, at: datetime | None = None) -> Address:
    """What was stopped there may come again; twice is once, and what was stopped later, or then, stays so. A read and
    a write."""
    return _change(desk, address, lambda before: started(before, at, desk.now()))


def known_of(desk: Desk, addresses: Sequence[str]) -> dict[str, Address]:
    """What is known of each of these addresses, by address; one read."""
    if not addresses:
        return {}
    found = read_all(desk.database, [store.wanted_address(each) for each in addresses])
    return {to: each or store.unknown_address(to) for to, each in zip(addresses, found, strict=True)}


def _behind(desk: Desk, token: str) -> Notice:
    return existing(store.notice(desk, f"ntc_{links.read(desk, DECLINE_PURPOSE, token)}"), "no such link")


def _shown(desk: Desk, notice: Notice, known: Address) -> Declining:
    name, plan = people.read_desk(desk).name, str(notice.words.get("plan") or "")
    return Declining(name, plan, notice.to, notice.locale, known.declined_at is not None)


def _change(
    desk: Desk, email: str, change: Change, also: Callable[[Transaction, Address], None] = lambda tx, before: None
) -> Address:
    """Read, change, write; again if somebody else learnt something. A change of nothing writes nothing."""

    def once() -> Address:
        before = store.address(desk, email)
        after = change(before)
        if after is not before:
            tx = Transaction(desk)
            store.put_address(tx, after, before=before)
            also(tx, before)
            tx.commit()
        return after

    return races.again(desk, once, store.AddressMoved)
