"""Who asks for their own data proves who they are: by a code that goes to the address on their record, or by their
website (F6)."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib.core import limits, tokens
from chalicelib.core.authors import Author
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Forbidden, NotFound
from chalicelib.core.limits import Limit
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.plans import service as plans
from chalicelib.privacy.model.requests import READY, Request
from chalicelib.privacy.service import asking
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

CODE = "privacy_code"
HALF = timedelta(minutes=30)
LETTERS = Limit("privacy_letter", most=3, within=timedelta(hours=1))
TRIES = Limit("privacy_try", most=5, within=timedelta(hours=1))
DIGITS = 6


class NoAddress(Conflict):
    """Nothing is known by which a code could be sent."""

    code = "no_address"
    title = "No address is known to send a code to"


class WrongCode(Forbidden):
    """It is not the one of the last letter, or that was too long ago."""

    code = "wrong_code"
    title = "This code is not valid"


def ask(
    desk: Desk, caller: visitors.Caller, kind: str, client_id: str, code: str | None
) -> tuple[Request | None, str | None]:
    """The request, once it is proved who asks; until then where a code was sent, as far as it is shown.

    A read, and what a letter or a request takes. Raises ``NotFound`` (nothing is kept of them), ``NoAddress``,
    ``WrongCode``, ``LimitReached``, ``RequestInTheWay``, ``Unauthorized``.
    """
    visitor, sent_to = _prove(desk, caller, code)
    if sent_to is not None:
        return None, sent_to
    once = Once.of(f"privacy#{visitor.visitor_id}", client_id, [kind])
    return asking.ask_as_customer(desk, caller, kind, once), None


def open_archive(
    desk: Desk, caller: visitors.Caller, request_id: str, code: str | None, http_id: str = ""
) -> tuple[list[str], str | None]:
    """Where one's own archive is for some minutes, volume by volume, proved as a request is; until then where a code
    was sent. Raises as ``ask`` does; ``NotFound`` where there is none, or no more, or it is somebody else's."""
    request = asking.read(desk, request_id)

    def may(them: Visitor) -> bool:
        return request.visitor_id in them.own_ids and request.state == READY

    visitor, sent_to = _prove(desk, caller, code, may)
    if sent_to is not None:
        return [], sent_to
    by = Author("visitor", visitor.visitor_id)
    return [asking.open_archive(desk, by, request_id, each + 1, http_id)[0] for each in range(request.volumes)], None


def list_own(desk: Desk, caller: visitors.Caller) -> list[Request]:
    """What somebody asked of their own data, the newest first: a read, and two requests for each visitor they are."""
    visitor = visitors.read(desk, caller)
    if visitor.unwritten:
        return []
    found = [each for own in visitor.own_ids for each in asking.about(desk, own) if each.by.kind == "visitor"]
    return sorted(found, key=lambda each: (each.asked_at, each.request_id), reverse=True)


def _prove(
    desk: Desk, caller: visitors.Caller, code: str | None, may: Callable[[Visitor], bool] = lambda them: True
) -> tuple[Visitor, str | None]:
    """Who calls; and where a code went, by which they prove it, unless they have."""
    visitor = visitors.read(desk, caller)
    if visitor.unwritten:
        raise NotFound("nothing is kept of you")
    if not may(visitor):
        raise NotFound("no such request")
    if caller.proven_until is None:
        if code is None:
            return visitor, _send(desk, visitor)
        limits.spend_now(desk, TRIES, "visitor", visitor.visitor_id)
        if not _is_right(desk, visitor, code):
            raise WrongCode("this code is not valid, or no longer")
    return visitor, None


def _send(desk: Desk, visitor: Visitor) -> str:
    """A code goes to the address on their record; as much of it as is shown."""
    address = visitor.email or visitor.mobile
    if address is None:
        raise NoAddress("no address is known")
    plan = plans.read_plan(desk, visitor.plan_key)
    to = Recipient(visitor.name or "", visitor.email, visitor.mobile, visitor.locale)
    words = {"code": _code(desk, visitor, desk.now()), "plan": plan.name}
    tx = Transaction(desk)
    limits.spend(tx, LETTERS, "visitor", visitor.visitor_id, most=LETTERS.most)
    matter = Matter(what=CODE, about=visitor.visitor_id, words=words, plan_key=visitor.plan_key)
    notifications.tell(tx, [to], matter, channels=("email",) if visitor.email else ("sms",))
    tx.commit_and_tell()
    name, at, domain = address.partition("@")
    return f"{name[:1]}…{at}{domain}" if at else f"…{address[-4:]}"


def _code(desk: Desk, visitor: Visitor, at: datetime) -> str:
    """The code of a visitor's half hour; nobody can tell it without the key."""
    half = int(at.timestamp() // HALF.total_seconds())
    return str(int(tokens.mark(desk, CODE, f"{visitor.visitor_id}#{half}"), 16) % 10**DIGITS).zfill(DIGITS)


def _is_right(desk: Desk, visitor: Visitor, code: str) -> bool:
    given = code.strip().encode(errors="replace")
    moments = desk.now(), desk.now() - HALF
    right = [hmac.compare_digest(given, _code(desk, visitor, each).encode()) for each in moments]
    return any(right)
