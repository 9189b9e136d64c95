"""The first answer that is owed to a customer outside of tickets: in a conversation, to a message left (D5, B6). Pure.

Such an answer is a deadline like a ticket's: policies say within which time it is given, it is warned of and late once,
and stands in the same list. Where it differs: nobody is asked for a reason, for what makes it good is the answer; and
of a conversation's, which is late after seconds and by the hundred on a bad day, letters go out only where an
administrator has switched them on. Of a message left the plan's leaders hear, once for all that wait.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import CLOSED, OPEN, Header
from chalicelib.core.authors import Author
from chalicelib.core.text import among
from chalicelib.people.model.agents import LEVELS
from chalicelib.tickets.model.deadlines import Allowance, Calendar
from chalicelib.tickets.model.lateness import FIRST_ANSWER, Deadline, Step, Wanted, kept, passed, rehoured
from chalicelib.tickets.model.policies import OTHERS, Policies
from chalicelib.tickets.model.ticket import CONVERSATION, NORMAL, OFFLINE_MESSAGE

ANSWERING: Mapping[str, str] = {CONVERSATION: "conversations.answer", OFFLINE_MESSAGE: "offline.answer"}


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that is owed: in what (``kind`` and id), to whom, by whom (``handler``; None: by nobody at the moment),
    for which group, and by when. ``version``: one more with each change of it."""

    kind: Annotated[str, among(*OTHERS)]
    thing_id: str
    plan_key: str
    deadline: Deadline
    customer: str | None = None
    visitor_id: str | None = None
    level: Annotated[str, among(*LEVELS)] = "normal"
    handler: Author | None = None
    group_id: str | None = None
    version: int = 0

    @property
    def handler_id(self) -> str | None:
        """Who is to answer."""
        return self.handler.id if self.handler is not None else None


def group_for(group_ids: Sequence[str], mine: Collection[str]) -> str | None:
    """Which of a plan's groups answers: one that whoever has it is in (``mine``), or else the first."""
    return next((each for each in group_ids if each in mine), group_ids[0] if group_ids else None)


def wanted_in(header: Header, policies: Policies) -> dict[str, Wanted]:
    """The deadline of a conversation: until somebody has answered at all, from when it was first given to somebody.

    It stands still while its visitor has left; it runs on with whoever has the conversation next.
    """
    allowed = policies.allowed(CONVERSATION, NORMAL, header.level).get(FIRST_ANSWER)
    if header.first_reply_at is not None or header.state == CLOSED or allowed is None:
        return {}
    since = header.state_at if header.state == OPEN else None
    return {FIRST_ANSWER: Wanted("", allowed, since, waits=header.released_at is not None)}


def followed(
    deadline: Deadline | None, wanted: Mapping[str, Wanted], now: datetime, calendar: Calendar
) -> Deadline | None:
    """The deadline as it is wanted now; None: nothing is owed (any more)."""
    before = (deadline,) if deadline is not None else ()
    after = kept(before, wanted, now, calendar, others=True)
    return after[0] if after and after[0].met_at is None else None


def advanced(
    deadline: Deadline, now: datetime, escalate: timedelta, calendar: Calendar
) -> tuple[Deadline, Sequence[Step]]:
    """After what is to be done by now, and what that is."""
    after, steps = passed((deadline,), now, None, escalate, calendar)
    return after[0], steps


def recounted(deadline: Deadline, at: datetime, now: datetime, former: Calendar | None, calendar: Calendar) -> Deadline:
    """The plan's hours are others since ``at``."""
    return rehoured((deadline,), at, now, former, calendar)[0]


def allowed_for_message(policies: Policies, level: str) -> Allowance | None:
    """Within which time a message left is answered; None: no policy names such messages."""
    return policies.allowed(OFFLINE_MESSAGE, NORMAL, level).get(FIRST_ANSWER)


def changed_owed(before: Owed | None, after: Owed) -> Owed | None:
    """The same with its next version, if anything but that is other than before; None: nothing is."""
    same = before is not None and replace(after, version=before.version) == before
    return None if same else replace(after, version=before.version + 1 if before is not None else 1)
