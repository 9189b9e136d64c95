"""When those who keep something of what was written hear of it (A3, F1). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.channelled import goes_out
from chalicelib.conversations.model.conversation import Entry, Header

COMMITTED = timedelta(seconds=2)  # no transaction takes longer


class Written(msgspec.Struct, frozen=True):
    """Something was written into it, or it was filed, a few seconds ago."""

    conversation_id: str


class SaidElsewhere(msgspec.Struct, frozen=True):
    """Something was said that its customer is to read where they wrote."""

    conversation_id: str


class Over(msgspec.Struct, frozen=True):
    """It ended with an agent, a few seconds ago: for those who look back at what was done in it."""

    conversation_id: str


class Refiled(msgspec.Struct, frozen=True):
    """It was filed after its end, or elsewhere than before, a few seconds ago: for those who sort by that."""

    conversation_id: str


def told_soon(before: Header | None, after: Header, entries: Sequence[Entry], now: datetime, soon: timedelta) -> Header:
    """The conversation after entries were written to it, or it was filed: others hear of it ``soon`` after.

    What is committed until then they find as well: it asks for no telling of its own.
    """
    is_known = not entries and (before is None or before.wrap == after.wrap)
    if is_known or (after.tell is not None and after.tell > (now + COMMITTED).timestamp()):
        return after
    return replace(after, tell=int((now + soon).timestamp()))


def told_at(before: Header | None, after: Header) -> datetime | None:
    """When that is, if it is planned with this change."""
    if after.tell is None or (before is not None and before.tell == after.tell):
        return None
    return datetime.fromtimestamp(after.tell, UTC)


def is_said_elsewhere(after: Header, entries: Sequence[Entry]) -> bool:
    """Whether its customer is to read any of it where they wrote (A9)."""
    return after.via is not None and any(map(goes_out, entries))
