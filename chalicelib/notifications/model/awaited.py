"""A letter is about to go out: the room that wrote it says whether it still should (A11). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import WishedHours

ASKED_ABOUT = frozenset({"order_notice", "topic_notice", "campaign_notice"})
OUTDATED, ENDED = "outdated", "ended"


class LetterAwaited(msgspec.Struct, frozen=True):
    """Asked of the room above whose letter it is, each time it might go out; ``customer``: as the desk knows them
    now."""

    what: str
    about: str
    words: Mapping[str, Any]
    plan_key: str | None
    customer: Visitor | None
    topic_id: str | None


class Awaited(msgspec.Struct, frozen=True):
    """What that room says. ``why``: it goes nowhere, because of this. ``also``: at these hours alone, whatever its
    customer says of hours. ``hold``: adds to the transaction that claims the letter that all this is so, losing with
    what it is given."""

    why: str | None = None
    also: WishedHours | None = None
    hold: Callable[[Any, Exception], None] | None = None
