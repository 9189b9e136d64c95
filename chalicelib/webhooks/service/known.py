"""Endpoints as they were some seconds ago at most: all that happens asks for them, and mostly there are none."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.webhooks.model.endpoints import EVERYTHING, Endpoint
from chalicelib.webhooks.store import endpoints as store

KEPT, PLACE = timedelta(seconds=30), "webhooks"


class Known(msgspec.Struct, frozen=True):
    """The endpoints, and when they were read."""

    endpoints: tuple[Endpoint, ...]
    at: datetime


def is_wanted(desk: Desk, *families: str) -> bool:
    """Whether some endpoint may want an event of these families (``ticket``); one read in half a minute of a container.

    What happens within half a minute after an endpoint was made may not be told to it.
    """
    known: Known | None = desk.kept.get(PLACE)
    if known is None or not known.at <= desk.now() < known.at + KEPT:
        known = desk.kept[PLACE] = Known(tuple(store.endpoints(desk)), desk.now())
    wanted = {each.partition(".")[0] for endpoint in known.endpoints if endpoint.enabled for each in endpoint.events}
    return EVERYTHING in wanted or not wanted.isdisjoint(families)


def forget_known(desk: Desk) -> None:
    """They were changed here."""
    desk.kept.pop(PLACE, None)
