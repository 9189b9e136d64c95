"""A visitor answers an invitation: it becomes a conversation, or they are left in peace (A7)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.monitoring import store
from chalicelib.monitoring.model.live import ACCEPTED, DISMISSED, SHOWN, Invitation, InvitationOver, Live, answered
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors


def accept(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    invitation_id: str,
    first: StartConversation,
    *,
    origin: str | None = None,
    address: str | None = None,
) -> str:
    """The visitor accepts: a conversation begins with the invitation, with whoever made it while they have room, and
    else with whom the plan gives it to; the id of it. Twice is once. A read more than to begin one.

    Whoever has an open conversation goes on with that. Raises ``InvitationOver``, and as a start does.
    """
    visitors.same_plan(caller, plan_key)

    def begin(live: Live | None) -> str:
        before = _mine(live, invitation_id)
        if before.invitation is not None and before.invitation.state == ACCEPTED:
            return str(before.invitation.conversation_id)
        _, offer = answered(before, invitation_id, ACCEPTED, desk.now())

        def note(tx: Transaction, conversation_id: str) -> None:
            _put(tx, before, *answered(before, invitation_id, ACCEPTED, desk.now(), conversation_id))

        invited = conversations.Invited(invitation_id, offer.by, offer.text, note)
        started = conversations.start_conversation(
            desk, caller, plan_key, first, origin=origin, address=address, came=invited
        )
        if all(entry.ref != invitation_id for entry in started.page.entries):
            _note_accepted(desk, caller.visitor_id, invitation_id, started.conversation_id)
        return started.conversation_id

    return races.follow(desk, store.live(desk, caller.visitor_id), begin, store.LiveMoved)


def _note_accepted(desk: Desk, visitor_id: str, invitation_id: str, conversation_id: str) -> None:
    """Where a conversation was open already, nothing of the invitation was written with it: now it is."""

    def note(live: Live | None) -> None:
        before = _mine(live, invitation_id)
        if before.pending(desk.now()) is not None:
            tx = Transaction(desk)
            _put(tx, before, *answered(before, invitation_id, ACCEPTED, desk.now(), conversation_id))
            tx.commit()

    races.follow(desk, store.live(desk, visitor_id), note, store.LiveMoved)


def dismiss(desk: Desk, caller: visitors.Caller, plan_key: str, invitation_id: str) -> None:
    """The visitor declines: nobody invites them for the days that the plan says. Twice is once; three requests.

    Raises ``InvitationOver``.
    """
    visitors.same_plan(caller, plan_key)
    plan = plans.read_plan(desk, plan_key)

    def decline(live: Live | None) -> None:
        before, now = _mine(live, invitation_id), desk.now()
        if before.invitation is not None and before.invitation.state == DISMISSED:
            return
        after, declined = answered(before, invitation_id, DISMISSED, now)
        tx = Transaction(desk)
        _put(tx, before, replace(after, quiet_until=now + timedelta(days=plan.monitoring.quiet_days)), declined)
        tx.commit()

    races.follow(desk, store.live(desk, caller.visitor_id), decline, store.LiveMoved)


def _mine(live: Live | None, invitation_id: str) -> Live:
    if live is None or live.invitation is None:
        raise NotFound("no such invitation")
    if live.invitation.invitation_id != invitation_id:
        raise InvitationOver("another came in its place")
    return live


def _put(tx: Transaction, before: Live, after: Live, invitation: Invitation) -> None:
    store.put(tx, before, after)
    store.put_fact(tx, after, invitation, was_shown=before.invitation is not None and before.invitation.state == SHOWN)
