"""One number shown in full to who says why (F8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.core import again, audit, limits
from chalicelib.core.errors import DeskError, Forbidden, Invalid, LimitReached, NotFound, Unauthorized
from chalicelib.core.http import Call
from chalicelib.core.limits import Limit
from chalicelib.core.sensitive import hidden
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.sensitive.model.one import LONGEST_REASON, Found, ShowNumber, the_one

SHOWN = Limit("shown_number", most=60, within=timedelta(hours=1))


def show(call: Call[people.Caller], form: ShowNumber) -> Found:
    """The number, if its reader may see where it stands: that is read as they read it. It is in the audit log who, of
    whom, where and why, never what it is. What reading it takes, one read to know who asks, and a write.

    Raises ``NotFound``, ``NotYours``, ``SeveralAlike``, ``Invalid``; ``LimitReached`` after sixty in an hour.
    """
    reason = checked("reason", form.reason, longest=LONGEST_REASON)
    if hidden(reason) != reason:
        raise Invalid.field("reason", "say why without the number itself")
    body = _what_is_shown(call, form)
    found = the_one(msgspec.to_builtins(body), form.shown, form.number)
    tx = Transaction(call.desk)
    limits.spend(tx, SHOWN, "agent", call.caller.agent.agent_id)
    about = next(iter(form.names.values()), form.operation)
    after: dict[str, Any] = {"operation": form.operation, **form.names}
    after |= {"place": found.place, "kind": found.kind, "reason": reason}
    audit.note(tx, call.caller.by(call.request_id), "show_number", about, after=after)
    tx.commit()
    return found


def _what_is_shown(call: Call[people.Caller], form: ShowNumber) -> Any:
    """What the operation shows whoever asks; where it shows them nothing there is no number for them."""
    try:
        return again.what_is_shown(call, form.operation, form.names, form.query)
    except (Invalid, LimitReached, Unauthorized):
        raise
    except Forbidden:
        raise NotYours("where it stands is beyond your reach") from None
    except DeskError:
        raise NotFound("it is not shown there") from None
