"""Who is told what about follow-ups; each notice is written with what it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.callbacks import listed_reasons
from chalicelib.followups.model.followup import CALLBACK, ESCALATE, PROMISE, REMIND, WARN, FollowUp
from chalicelib.followups.model.owners import told_when_late
from chalicelib.followups.model.words import customer_in, kind_in, resolved_in
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people.model.agents import Agent, Roster

_SAYS = {WARN: "callback_warning", ESCALATE: "callback_overdue", REMIND: "followup_reminder"}
_SAYS_OF_PROMISE = {WARN: "promise_warning", ESCALATE: "promise_missed"}
CALLBACK_DUE, FOLLOW_UP_DUE, LAST_TRY = "callback_due", "followup_due", "callback_last_try"
MOST_TOLD = 40  # each takes two of a transaction's hundred writes


def _words(follow_up: FollowUp) -> dict[str, object]:
    return {
        "number": follow_up.number,
        "kind": kind_in(follow_up.kind, follow_up.language),
        "customer": customer_in(follow_up, follow_up.language),
        "email": follow_up.email or "",
        "mobile": follow_up.mobile or "",
        "score": "" if follow_up.score is None else follow_up.score,
        "comment": follow_up.comment,
        "promised": follow_up.script,
        "reasons": listed_reasons(follow_up, follow_up.language),
        "resolved": resolved_in(follow_up, follow_up.language),
        "due": moment(follow_up.due_at, follow_up.time_zone, follow_up.language),
        "plan": follow_up.plan_name,
        "owner": follow_up.owner.name or "",
    }


def tell(tx: Transaction, follow_up: FollowUp, what: str, to: Sequence[Agent]) -> None:
    """Tell these colleagues, by e-mail."""
    matter = Matter(
        what=what,
        words=_words(follow_up),
        about=follow_up.followup_id,
        plan_key=follow_up.plan_key,
        holder_id=follow_up.owner_id,
    )
    notifications.tell_colleagues(tx, to, follow_up.language, matter)


def tell_step(tx: Transaction, follow_up: FollowUp, step: str, to: Sequence[Agent]) -> None:
    """That it is due soon, late, or due."""
    tell(tx, follow_up, (_SAYS_OF_PROMISE if follow_up.kind == PROMISE else _SAYS)[step], to)


def tell_given(tx: Transaction, follow_up: FollowUp, owner: Agent) -> None:
    """Its owner, that it is theirs."""
    tell(tx, follow_up, CALLBACK_DUE if follow_up.kind == CALLBACK else FOLLOW_UP_DUE, [owner])


def tell_last_try(tx: Transaction, follow_up: FollowUp, roster: Roster) -> None:
    """Those who hear of late callbacks, that this one is given up after one more try in vain (D2)."""
    tell(tx, follow_up, LAST_TRY, told_when_late(roster.agents.values(), follow_up.owner_id, MOST_TOLD))
