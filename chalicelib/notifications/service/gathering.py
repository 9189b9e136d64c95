"""Told together: beyond a few in a while, notices to one address become one letter that lists them (C3).

Counted when they are delivered, not when they are written: what causes them waits for nobody's counter. Each goes from
``pending`` to ``gathered`` in the transaction that keeps it for the letter, and leaves there in the one that writes the
letter, so that nothing is lost and nothing is told twice.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import Any

from chalicelib.core import limits, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import LimitReached, Unavailable
from chalicelib.core.limits import Limit
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import store
from chalicelib.notifications.model.notice import Matter, Notice, gathered
from chalicelib.notifications.service.telling import add, written
from chalicelib.notifications.store import Gathered

TOLD = Limit("told", most=5, within=timedelta(minutes=10))
WHAT = "offline_together"
AT_ONCE = 80  # of one letter; each takes a write of a transaction
EXCERPT = 80  # characters of each message
MOST_LETTERS = 20  # of one gathering


class TellTogether(Due, frozen=True):
    """So much was to be told to one address that the rest comes in one letter."""

    kind = "notices.tell_together"

    channel: str
    to: str
    plan_key: str


def gather_if_many(desk: Desk, notice: Notice) -> bool:
    """Whether its address has had enough letters for now, and it is kept for the next one that lists several.

    One write, two if so. Raises ``NoticeMoved``.
    """
    subject = f"{notice.plan_key}#{notice.channel}#{notice.to.casefold()}"
    try:
        limits.spend_now(desk, TOLD, "recipient", subject, most=notice.gather_after)
    except LimitReached as often:
        _gather(desk, notice, timedelta(seconds=often.retry_after or 0))
        return True
    return False


def _gather(desk: Desk, notice: Notice, wait: timedelta) -> None:
    """With the others of its address, or as the first of them; which of the two it is, is seen by losing."""
    ways = cycle((False, True))

    def keep() -> None:
        first = next(ways)
        tx = Transaction(desk)
        store.put_notice(tx, gathered(notice), before=notice)
        store.gather(tx, notice, _told(notice), first=first)
        if first:
            work.put(tx, TellTogether(notice.channel, notice.to, notice.plan_key or ""), at=desk.now() + wait)
        tx.commit()

    races.again(desk, keep, store.NoneDue)


def _told(notice: Notice) -> Gathered:
    said = notice.words
    text = " ".join(str(said.get("text", "")).split())
    text = text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
    line = " ".join(filter(None, (str(said.get("number", "")), str(said.get("name", "")), text)))
    return Gathered(notice.about, line, str(said.get("plan", "")), notice.name, notice.locale)


def tell_together(desk: Desk, due: TellTogether) -> None:
    """Due when the while is over: one letter with everything that was gathered, of a crowd a few.

    Safe to repeat: what a letter lists is taken away in the transaction that writes it.
    """
    for _ in range(MOST_LETTERS):
        if not races.again(desk, lambda: _tell_some(desk, due), store.NoneDue):
            return
    raise Unavailable("more and more is told to one address", retry_after=1)


def _tell_some(desk: Desk, due: TellTogether) -> bool:
    """One letter with what was gathered, or the end of gathering; whether there was any of that to do."""
    channel, to, plan_key = due.channel, due.to, due.plan_key
    times, found = store.gathered_at(desk, channel, to, plan_key, AT_ONCE)
    if times is None:
        return False
    tx = Transaction(desk)
    if found:
        add(tx, _letter(desk, channel, to, plan_key, [each for _, each in found]))
        store.take_gathered(tx, channel, to, plan_key, [key for key, _ in found])
    else:
        store.end_gathering(tx, channel, to, plan_key, times)
    tx.commit()
    return True


def _letter(desk: Desk, channel: str, to: str, plan_key: str, told: list[Gathered]) -> Notice:
    lines = {each.about: each.line for each in told}  # who receives a message and is given it hears of it once
    last = told[-1]
    words: dict[str, Any] = {"count": len(lines), "plan": last.plan, "list": "\n".join(lines.values())}
    matter = Matter(what=WHAT, about=last.about, words=words, plan_key=plan_key or None)
    return written(desk, matter, channel, to, last.name, last.locale)
