"""An endpoint: the address of another program, and what it wants to hear (F10). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.core.text import among
from chalicelib.webhooks.model.catalogue import TEST, WANTED, Event

MOST_ENDPOINTS, MOST_PLANS = 10, 50
LONGEST_DESCRIPTION = 100
EVERYTHING = "*"
GONE, FAILED, BY_HAND = "gone", "failed", "by_hand"  # why it is disabled
WHYS = (GONE, FAILED, BY_HAND)
FAMILIES = tuple(dict.fromkeys(f"{name.partition('.')[0]}.*" for name in WANTED))
FAILS_FOR = timedelta(days=3)  # without one delivery that arrived: then it is disabled
LONGEST_REST, FIRST_FAILURES = timedelta(minutes=5), timedelta(seconds=30)


class Endpoint(msgspec.Struct, frozen=True):
    """``events``: names, families such as ``ticket.*``, or ``*``. ``plan_keys``: of these plans alone (none: of all,
    and what concerns the whole desk). ``personal``: what people wrote and who they are comes with it; ``numbers``: with
    the numbers and addresses in it in full (as of all that were made before that could be chosen). ``ordered``: what
    happened to one thing comes in its order, the next once the one before arrived, or was given up. ``since``: what
    happened before is not told."""

    endpoint_id: str
    url: str
    description: str
    created_at: datetime
    since: datetime
    events: tuple[str, ...] = (EVERYTHING,)
    plan_keys: tuple[str, ...] = ()
    personal: bool = False
    numbers: bool = True
    ordered: bool = False
    enabled: bool = True
    disabled_at: datetime | None = None
    why_disabled: Annotated[str, among(*WHYS)] | None = None
    version: int = 1

    def wants(self, event: Event) -> bool:
        """Whether it is told of this."""
        if event.name == TEST:
            return event.subject == self.endpoint_id
        if not self.enabled or event.at < self.since:
            return False
        if self.plan_keys and not set(self.plan_keys).intersection(event.plan_keys or ()):
            return False
        family = f"{event.name.partition('.')[0]}.*"
        return any(each in (EVERYTHING, family, event.name) for each in self.events)


class Health(msgspec.Struct, frozen=True):
    """``failing_since``: the first failure after the last delivery that arrived (None: the last one did); until
    ``rests_until`` nothing is sent to it."""

    failing_since: datetime | None = None
    rests_until: datetime | None = None


WELL = Health()


class TooManyEndpoints(Conflict):
    """So many that each message would be sent too often."""

    code = "too_many_endpoints"
    title = "There are too many webhook endpoints"
    beside = members(most=int)


class EndpointDisabled(Conflict):
    """Nothing is sent to it."""

    code = "endpoint_disabled"
    title = "This endpoint is disabled: enable it first"


def checked_events(events: Sequence[str]) -> tuple[str, ...]:
    """Each once. Raises ``Invalid`` naming those that there are not."""
    known = {EVERYTHING, *FAMILIES, *WANTED}
    unknown = [each for each in events if each not in known]
    if unknown or not events:
        raise Invalid.field(
            "events", f"names of events, families such as ticket.*, or *; not {', '.join(unknown)[:200]}"
        )
    return tuple(dict.fromkeys(events))


def failed(health: Health, now: datetime) -> Health:
    """After a failure: the longer it fails the longer it is left alone, so that what does not answer keeps nobody."""
    since = health.failing_since or now
    rest = min(LONGEST_REST, (now - since) / 2) if now - since > FIRST_FAILURES else timedelta()
    return Health(since, now + rest if rest else None)


def is_given_up(health: Health, now: datetime) -> bool:
    """Whether nothing has arrived there for so long that it is disabled."""
    return health.failing_since is not None and now - health.failing_since >= FAILS_FOR
