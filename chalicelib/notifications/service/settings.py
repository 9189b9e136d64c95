"""Who letters come from, and what an SMS costs: kept by administrators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from chalicelib.core import audit, races
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.contacts import checked_email
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import rendering, store
from chalicelib.notifications.model.email import LONGEST_NAME, Provider, one_line
from chalicelib.notifications.model.settings import NoticeSettings
from chalicelib.notifications.model.sms import Measured, checked_signature, measured, signed
from chalicelib.plans import service as plans


def sender_is_confirmed(desk: Desk, settings: NoticeSettings) -> bool | None:
    """Whether the provider lets letters come from the sender's address; None where nobody can tell."""
    provider: Provider | None = desk.senders.get("email")
    return provider.confirms(settings.sender_email) if provider is not None and settings.sender_email else None


def update_settings(
    desk: Desk, changes: Mapping[str, Any], version: int | None = None, *, by: By = SYSTEM
) -> NoticeSettings:
    """Change what is said; empty text takes an address or the signature away.

    With ``version``, only if the settings still have it. Raises ``Invalid``, ``ChangedMeanwhile``.
    """
    checks: races.Checks = {
        "sender_email": lambda value: checked_email("sender_email", value) if value.strip() else "",
        "reply_to": lambda value: checked_email("reply_to", value) if value.strip() else "",
        "sender_name": lambda value: one_line(value, LONGEST_NAME),
        "sms_signature": checked_signature,
    }
    values = races.fields_in(changes, checks)

    def changed(before: NoticeSettings) -> NoticeSettings:
        races.refuse_older(version, before)
        return replace(before, **values)

    def save(before: NoticeSettings, after: NoticeSettings) -> None:
        tx = Transaction(desk)
        audit.note(tx, by, "update_notice_settings", "notice-settings", before=asdict(before), after=asdict(after))
        store.put_settings(tx, after, before=before)
        plans.know_own_addresses(tx, (after.sender_email, after.reply_to))
        tx.commit()

    return races.change(desk, store.read_settings(desk), values, changed, save)


def preview_sms(desk: Desk, text: str) -> tuple[str, Measured, int]:
    """An SMS of this text with the signature, how it travels, and its price in fen; one read."""
    settings = store.read_settings(desk)
    whole = signed(text, settings.sms_signature)
    found = measured(whole)
    return whole, found, found.segments * settings.price_fen


class Preview(msgspec.Struct, frozen=True):
    """How an SMS would travel, and its price. Not ``signed``: without a signature none goes out."""

    measured: Measured
    cost_fen: int
    signed: bool


def preview_notice(desk: Desk, what: str, words: Mapping[str, Any], locale: str) -> Preview:
    """A notice of these words as an SMS; one read."""
    settings = store.read_settings(desk)
    found = measured(signed(rendering.sms_text(what, words, locale), settings.sms_signature))
    return Preview(found, found.segments * settings.price_fen, bool(settings.sms_signature))
