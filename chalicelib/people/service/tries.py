"""Tries at an account's password: counted before the password is looked at, and written down when they fail (B7, F7).

An account is guessed at from one place (strictly), from many (more loosely), or many accounts are from one place. Where
somebody has signed in to the account before, only what failed there itself counts: nobody is kept out of their usual
place by what others do elsewhere. Known accounts and unknown ones cost the same requests, in the same order.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import msgspec

from chalicelib.core import audit, limits, races
from chalicelib.core.audit import STRANGER, SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost, TooManyRequests, Unavailable, existing
from chalicelib.core.limits import Limit, network_of
from chalicelib.core.tokens import mark
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import refuse_beyond
from chalicelib.people.model.sessions import (
    PLACE_KNOWN_FOR,
    Tries,
    after_failure,
    is_known,
    is_written_down,
    locked_until,
    refuse_hurry,
)
from chalicelib.people.service.reach import BEYOND, refuse_people_beyond
from chalicelib.people.store import reading
from chalicelib.people.store import tries as stored_tries
from chalicelib.people.store.rows import TriesMoved
from chalicelib.people.store.tries import MOST_UNLOCKED

# failures from places that the account is not known to be used from; who signs in gives theirs back
BY_ACCOUNT = Limit("sign_in", most=100, within=timedelta(hours=1))  # as many as the settings say
BY_ADDRESS = Limit("sign_in", most=50, within=timedelta(minutes=15))
NOWHERE = "-"  # a call without a source address
IN_SESSION = "session"  # the place of who is signed in already and says the present password once more

log = logging.getLogger("deskbell")


class Attempt(msgspec.Struct, frozen=True):
    """One try that was counted: at which account, from which place, in which request; ``tries`` with this one.

    ``mark`` stands for the e-mail address wherever it is written down.
    """

    account: str
    place: str
    mark: str
    request_id: str
    tries: Tries
    known: bool


def place_of(source_ip: str) -> str:
    """The place of who calls from this source address."""
    return network_of(source_ip) or NOWHERE


def count(desk: Desk, email: str, place: str, request_id: str) -> Attempt:
    """Count a try from this place; two requests from a known one (or ``IN_SESSION``), four from others.

    Raises ``TooManyRequests`` while there is to be waited.
    """
    account, email_mark = stored_tries.account_of(email), mark(desk, "account", email)
    try:
        after, known = _counted(desk, account, place)
    except TooManyRequests as error:
        noted = {"account": email_mark, "address": place, "request_id": request_id}
        log.warning("sign_in_refused", extra={**noted, "counted_by": error.extra.get("counted_by", "place")})
        seconds = error.retry_after or 1
        raise TooManyRequests(f"try again in {seconds} s", retry_after=seconds) from None
    return Attempt(account, place, email_mark, request_id, after, known)


def _counted(desk: Desk, account: str, place: str) -> tuple[Tries, bool]:
    """The tries with this one, and whether the place is known.

    Single writes, not a transaction: many sign in through one address at once, and none should be in another's way.
    """
    before, now = stored_tries.tries(desk, account, place), desk.now()
    refuse_hurry(before, now)
    known = place == IN_SESSION or is_known(before, now)
    if not known:
        limits.spend_now(desk, BY_ADDRESS, "address", place, most=desk.settings.guesses_from_address)
        limits.spend_now(desk, BY_ACCOUNT, "account", account, most=desk.settings.guesses_at_account)

    def count(before: Tries) -> Tries:
        now = desk.now()
        refuse_hurry(before, now)
        after = after_failure(before, now)
        tx = Transaction(desk)
        stored_tries.put_tries(tx, account, place, before, after)
        tx.commit()
        return after

    try:
        return races.follow(desk, before, count, TriesMoved), known
    except Unavailable:
        raise TooManyRequests("too many tries at once", retry_after=1) from None


def note_failure(desk: Desk, attempt: Attempt, act: str, agent: Agent | None) -> None:
    """Write down that the password was wrong: each time in the log, more and more rarely in the audit log (F7)."""
    failures = attempt.tries.failures
    noted = {"account": attempt.mark, "address": attempt.place, "failures": failures}
    log.warning(act, extra={**noted, "request_id": attempt.request_id})
    if not is_written_down(failures):
        return
    tx = Transaction(desk)
    by = By(STRANGER, attempt.place, attempt.request_id)
    audit.note(tx, by, act, agent.agent_id if agent else attempt.mark, after=noted)
    tx.commit()


def take_back(tx: Transaction, attempt: Attempt) -> None:
    """The password was right: nothing counts against the place, from where the account is now known to be used."""
    if attempt.place == IN_SESSION:
        stored_tries.forget_tries(tx, attempt.account, attempt.place)
        return
    stored_tries.know_place(tx, attempt.account, attempt.place, tx.desk.now() + PLACE_KNOWN_FOR)
    if not attempt.known:
        limits.give_back(tx, BY_ACCOUNT, "account", attempt.account)
        limits.give_back(tx, BY_ADDRESS, "address", attempt.place)


def locked(desk: Desk, agent: Agent) -> datetime | None:
    """Until when failed tries keep the agent out somewhere, or None; two reads."""
    account, now = stored_tries.account_of(agent.email), desk.now()
    waits = [locked_until(each, now) for _, each in stored_tries.failed_places(desk, account)]
    waits.append(limits.full_until(desk, BY_ACCOUNT, "account", account, most=desk.settings.guesses_at_account))
    return max(filter(None, waits), default=None)


def unlock_agent(desk: Desk, agent_id: str, *, giver: Agent | None = None, by: By = SYSTEM) -> Agent:
    """Forget the agent's failed tries, so that they may sign in at once from anywhere. Twice is once.

    Raises ``NotFound``, ``Forbidden`` when ``giver`` may less than the agent, or does not reach them.
    """
    agent = existing(reading.agent(desk, agent_id), "no such agent")
    refuse_beyond(giver, agent.rights)
    refuse_people_beyond(desk, giver, frozenset({agent_id}), BEYOND)
    account = stored_tries.account_of(agent.email)

    def forget() -> bool:
        """Whether there may be more to forget."""
        places = stored_tries.failed_places(desk, account)
        strangers = limits.spent(desk, BY_ACCOUNT, "account", account)
        if not places and strangers < 1:
            return False
        failures = max(strangers, sum(each.failures for _, each in places))
        tx = Transaction(desk)
        audit.note(tx, by, "unlock_agent", agent_id, before={"failures": failures}, after={"failures": 0})
        for place, seen in places:
            stored_tries.forget_tries(tx, account, place, seen=seen)
        if strangers > 0:
            limits.forget(tx, BY_ACCOUNT, "account", account, seen=strangers)
        tx.commit()
        return len(places) == MOST_UNLOCKED

    while races.again(desk, forget, Lost):
        pass
    return agent
