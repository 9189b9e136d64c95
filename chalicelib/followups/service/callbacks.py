"""Callbacks after low scores: opened with the score, owned by a supervisor (D2)."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model.callbacks import Callback, Said, callback_id_of, restated
from chalicelib.followups.model.followup import CALLBACK, FollowUp, warning_for
from chalicelib.followups.model.owners import callers
from chalicelib.followups.service.access import find, least_loaded
from chalicelib.followups.service.planning import new_follow_up
from chalicelib.followups.service.telling import tell_given
from chalicelib.followups.service.watch import watch
from chalicelib.followups.store import FollowUpMoved
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent

MOST_COMPARED = 25


def choose_owner(desk: Desk, group_ids: Iterable[str]) -> Agent | None:
    """Whose callback it should be: a supervisor whose rights reach these groups, the present ones before the others,
    then who has fewest open callbacks, then the lowest id; an administrator if there is no supervisor (D2).

    Two requests, one more for each of several to choose from. None: there is nobody at all.
    """
    roster = people.roster(desk)
    able = callers(roster.agents.values(), group_ids, roster.groups.values(), desk.now())[:MOST_COMPARED]
    return least_loaded(desk, able, CALLBACK)


def open_callback(tx: Transaction, callback: Callback) -> None:
    """Add a callback to the caller's transaction, with the owner's notice and the work of watching it (D2).

    Four writes (the callback, the look after it, the notice and its delivery); no request of its own. There is one for
    whatever it is ``about``. Lost: ``AlreadyPlanned``, which takes the caller's whole transaction with it; so a caller
    puts a condition of its own (such as the version of what was scored) before it, which is then what it is told of.
    """
    opened = new_follow_up(
        callback.plan,
        callback.customer,
        callback.owner,
        callback.due_at,
        tx.desk.now(),
        followup_id=callback_id_of(callback.about),
        kind=CALLBACK,
        about=callback.about,
        **callback.answer.shown,
        warning=warning_for(callback.plan.survey.callback_minutes),
    )
    store.write(tx, None, opened)
    watch(tx, opened)
    tell_given(tx, opened, callback.owner)


def restate(desk: Desk, callback_id: str, answer: Said) -> None:
    """The customer says otherwise now: the callback shows that, and what it was before (D2). Two requests.

    Twice is once, an older answer after a newer one is none, and a closed callback stays. Raises ``NotFound``.
    """

    def say(follow_up: FollowUp | None) -> None:
        follow_up = follow_up or find(desk, callback_id)
        after = restated(follow_up, answer, desk.now())
        if after is None:
            return
        tx = Transaction(desk)
        store.write(tx, follow_up, after)
        tx.commit()

    races.follow(desk, find(desk, callback_id), say, FollowUpMoved, tries=races.CROWD)
