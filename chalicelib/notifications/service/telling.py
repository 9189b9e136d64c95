"""Telling people: notices written in the transaction that causes them (law 3, C3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import events, limits, work
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.limits import Limit
from chalicelib.core.links import hidden_url_of, url_of, without_tokens
from chalicelib.core.sensitive import hidden
from chalicelib.core.transactions import Transaction
from chalicelib.core.veil import veiled
from chalicelib.notifications import store
from chalicelib.notifications.model.email import LONGEST_SUBJECT, one_line
from chalicelib.notifications.model.kinds import kind_of
from chalicelib.notifications.model.notice import CHANNELS, EMAIL, SMS, WEB, Matter, Notice
from chalicelib.notifications.model.panels import Panel, PanelsSought
from chalicelib.notifications.model.wording import CODES, IN_FULL, PANELLED, filled, wording_of
from chalicelib.people.model.agents import Agent
from chalicelib.visitors.model.wishes import STAFF


class Deliver(Due, frozen=True):
    """A notice may be due."""

    kind = "notices.deliver"

    notice_id: str


def tell(
    tx: Transaction,
    to: Sequence[Recipient],
    matter: Matter,
    *,
    channels: Sequence[str] = CHANNELS,
    once: str | None = None,
    most_a_day: int | None = None,
    fixed: bool = False,
) -> list[str]:
    """Tell each of them, by each of the channels they have an address for: the ids of the notices.

    Adds two writes for each notice to the caller's transaction (which holds 100), and asks nothing itself. Nobody is
    told the same twice at one address. An SMS that may not be sent goes to the recipient's e-mail address, if
    ``channels`` has not told them there anyway.

    ``once`` names what may be told only once, ever: committing the second raises ``ToldBefore``. ``most_a_day``: so
    many of this kind to one address, which may be anybody's: committing one more raises ``LimitReached``.

    A letter to a customer (``model.kinds``) obeys their wishes where it goes out (``obeying``): it may go by another of
    the recipient's channels, or later, or nowhere. ``fixed``: somebody chose these channels for it, which only a
    refusal changes.
    """
    notices: dict[tuple[str, str], Notice] = {}
    for recipient in to:
        for channel in channels:
            address = {EMAIL: recipient.email, SMS: recipient.mobile, WEB: matter.customer_id}[channel]
            if address and (channel, address.casefold()) not in notices:
                instead = recipient.email if channel == SMS and EMAIL not in channels else None
                ways = {"email_instead": instead, "others": _others(matter, recipient, channels), "fixed": fixed}
                notices[channel, address.casefold()] = written(
                    tx.desk, matter, channel, address, recipient.name, recipient.locale, **ways
                )
    ids = [each.notice_id for each in notices.values()]
    if once is not None:
        store.put_told(tx, once, ids)
    for each in notices.values():
        if most_a_day is not None:
            limit = Limit(f"letter:{matter.what}", most=most_a_day, within=timedelta(days=1))
            limits.spend(tx, limit, each.channel, limits.pseudonym(tx.desk, each.to.casefold()))
        add(tx, each)
    return ids


def _others(matter: Matter, recipient: Recipient, channels: Sequence[str]) -> dict[str, str]:
    """Where else a customer may be told; nowhere that they are told anyway."""
    if kind_of(matter.what) == STAFF:
        return {}
    there = {EMAIL: recipient.email, SMS: recipient.mobile}
    return {channel: to for channel, to in there.items() if to and channel not in channels}


def written(desk: Desk, matter: Matter, channel: str, address: str, name: str, locale: str, **others: Any) -> Notice:
    """A letter of this matter to one address, due now; ``others``: what else is so of it, or otherwise."""
    now, subject = desk.now(), filled(wording_of(matter.what, locale).subject, matter.words, locale)
    return Notice(
        notice_id=desk.new_id("ntc"),
        at=now,
        channel=channel,
        to=address,
        name=name,
        locale=locale,
        subject=one_line(subject, LONGEST_SUBJECT),
        next_try_at=now,
        **matter.matter | others,
    )


def tell_colleagues(
    tx: Transaction, colleagues: Iterable[Agent], language: str, matter: Matter, *, once: str | None = None
) -> None:
    """People of the desk, by e-mail, in this language. Lost as ``tell`` loses."""
    to = [Recipient(each.name, each.email, None, language) for each in colleagues]
    tell(tx, to, matter, channels=(EMAIL,), once=once)


def addressed(desk: Desk, notice: Notice) -> Notice:
    """The notice as it goes out to its recipient, with its signed addresses; to colleagues without the numbers and
    addresses of customers (F8)."""
    if notice.what not in IN_FULL:
        notice = replace(notice, subject=hidden(notice.subject), words=veiled(notice.words), reply_to=None)
    urls = {word: url_of(desk, each.path, each.purpose, each.name) for word, each in notice.links.items()}
    return replace(notice, words={**notice.words, **urls})


def panels_of(desk: Desk, notice: Notice) -> Sequence[Panel]:
    """The tables of a letter that has some, as the room above writes them whose matter it is."""
    if notice.what not in PANELLED:
        return ()
    return veiled(events.ask(desk, PanelsSought(notice.what, notice.about, notice.locale)) or ())


def without_addresses(desk: Desk, notice: Notice) -> Notice:
    """The notice as others may read it: where its signed addresses lead, but not the way in.

    Also of letters from before such addresses were kept apart.
    """
    plain = {word: without_tokens(text) if isinstance(text, str) else text for word, text in notice.words.items()}
    urls = {word: hidden_url_of(desk, each.path) for word, each in notice.links.items()}
    return replace(notice, words={**plain, **urls})


def without_codes(notice: Notice) -> Notice:
    """The notice as others may read it: a code by which its recipient shows who they are is for nobody else."""
    code = str(notice.words.get("code") or "")
    if notice.what not in CODES or not code:
        return notice
    unseen = "•" * len(code)
    return replace(notice, subject=notice.subject.replace(code, unseen), words={**notice.words, "code": unseen})


def add(tx: Transaction, notice: Notice) -> None:
    """Write a new notice, and the work of delivering it, due now."""
    store.put_notice(tx, notice, before=None)
    deliver_at(tx, notice)


def deliver_at(tx: Transaction, notice: Notice) -> None:
    """Have it delivered when it is due, or looked at again when whoever delivers it should be done."""
    work.put(tx, Deliver(notice.notice_id), at=notice.next_try_at or notice.lease_until)
