"""The ledger: what was told to whom, what came of it, and once more (C3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.core import audit
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.once import AlreadyDone, Once, mark, note_once_a_day, recall
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import rendering, store
from chalicelib.notifications.model.notice import (
    CARRIED,
    EMAIL,
    SETTLED,
    STATES,
    Attempt,
    Notice,
    NoticeOnItsWay,
    sent_anew,
)
from chalicelib.notifications.model.panels import Panel
from chalicelib.notifications.model.sms import signed
from chalicelib.notifications.rendering import Rendered
from chalicelib.notifications.service.addresses import refuse_returned
from chalicelib.notifications.service.telling import addressed, deliver_at, panels_of, without_addresses
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import EVERYWHERE, NEAR, NOBODY, STEER, NotYours, Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import GROUP
from chalicelib.plans import service as plans

MOST_LOOKS = 4


def states_of(desk: Desk, notice_ids: Iterable[str]) -> dict[str, Notice]:
    """These notices as they stand now, by id; unknown ones are left out. One read each."""
    found = ((notice_id, store.notice(desk, notice_id)) for notice_id in dict.fromkeys(notice_ids))
    return {notice_id: notice for notice_id, notice in found if notice is not None}


def list_notices(
    desk: Desk, state: str, cursor: str | None, reader: Agent | None = None
) -> tuple[Sequence[Notice], str | None]:
    """A page of the ledger, newest first, of one state or (empty) of all, as far as the reader's role reaches.

    One query a state; where rights end before everything up to four times that, and one read for each plan that is
    met. A page may be short, or empty, while more follow. Raises ``Invalid``.
    """
    if state and state not in STATES:
        raise Invalid.field("state", f"one of {', '.join(STATES)}, or empty for all")
    purpose = f"notices#{state}"
    following = unseal(desk, purpose, cursor) if cursor else None
    found: Sequence[Notice] = ()
    reach = _Reach(desk, reader)
    for _ in range(MOST_LOOKS):
        looked_at, following = store.page(desk, state, following)
        found = [each for each in looked_at if reach.tie(each) is not None]
        if found or following is None:
            break
    return found, seal(desk, purpose, following) if following else None


def read_notice(
    desk: Desk, notice_id: str, reader: Agent | None = None, request_id: str = ""
) -> tuple[Notice, Sequence[Attempt]]:
    """One notice and each asking of the provider, oldest first. One query.

    Who reads a letter that is no matter of theirs is in the audit log, once a day. Raises ``NotFound``, ``NotYours``.
    """
    notice, attempts = store.with_attempts(desk, notice_id)
    notice = existing(notice, "no such notice")
    tie = _Reach(desk, reader).refuse(notice)
    if reader is not None and tie in (NEAR, EVERYWHERE):
        by = By(reader.agent_id, reader.name, request_id)
        note_once_a_day(desk, by, "read_notice", notice_id, after={"about": notice.about})
    return notice, attempts


class _Reach:
    """Which notices a reader's role reaches, by whose matter each is and who receives its plan (law 8)."""

    def __init__(self, desk: Desk, reader: Agent | None) -> None:
        self.desk = desk
        self.reader = reader
        self._around = people.Surroundings(desk, reader) if reader is not None else None
        self._receivers: dict[str | None, Receivers] = {None: NOBODY}

    def tie(self, notice: Notice) -> str | None:
        """By which tie; None: it is others'. The desk itself reads everything."""
        if self.reader is None or self._around is None:
            return EVERYWHERE
        receivers = NOBODY if self.reader.rights.scope != GROUP else self._of_plan(notice.plan_key)
        return tie_of(self.reader, STEER, Thing(notice.holder_id, receivers=receivers), self._around)

    def refuse(self, notice: Notice) -> str:
        """The same. Raises ``NotYours``."""
        tie = self.tie(notice)
        if tie is None:
            raise NotYours("it is about others' customers")
        return tie

    def _of_plan(self, key: str | None) -> Receivers:
        if key not in self._receivers:
            try:
                self._receivers[key] = plans.read_plan(self.desk, str(key)).receivers
            except NotFound:
                self._receivers[key] = NOBODY
        return self._receivers[key]


def as_read(desk: Desk, notice: Notice) -> Rendered:
    """What its recipient reads, but for the addresses that only they may open, and for tables, which are shown to whom
    they are for; an SMS has no HTML. One read."""
    return _rendered(desk, without_addresses(desk, notice))


def as_sent(desk: Desk, notice: Notice) -> Rendered:
    """The same as it goes out, for the local run's own outbox: never for anybody of the desk."""
    return _rendered(desk, addressed(desk, notice), panels_of(desk, notice))


def _rendered(desk: Desk, notice: Notice, panels: Sequence[Panel] = ()) -> Rendered:
    settings = store.read_settings(desk)
    if notice.channel == EMAIL:
        return rendering.email_of(notice, settings.sender_name, panels=panels)
    if notice.channel in CARRIED:
        return Rendered(rendering.message_of(notice), "")
    return Rendered(signed(rendering.sms_of(notice), settings.sms_signature), "")


def resend_notice(desk: Desk, notice_id: str, by: By, once: Once | None = None, reader: Agent | None = None) -> Notice:
    """Send one that was sent, told among others, came back or has failed once more, with all its tries.

    An SMS is charged anew. Raises ``NotFound``, ``NotYours``, ``Conflict`` for one that is on its way, or to an address
    that letters came back from.
    """
    before = existing(store.notice(desk, notice_id), "no such notice")
    _Reach(desk, reader).refuse(before)
    if before.state not in SETTLED:
        if recall(desk, once, desk.now().timestamp()) is not None:
            return before
        raise _on_its_way()
    if before.channel == EMAIL:
        refuse_returned(desk, before.to)
    after = sent_anew(before, desk.now())
    tx = Transaction(desk)
    mark(tx, once, {"notice_id": notice_id})
    store.put_notice(tx, after, before=before)
    deliver_at(tx, after)
    audit.note(tx, by, "resend_notice", notice_id, before={"state": before.state, "last_error": before.last_error})
    try:
        tx.commit()
    except AlreadyDone:
        return states_of(desk, [notice_id])[notice_id]
    except store.NoticeMoved:
        raise _on_its_way() from None
    return after


def _on_its_way() -> NoticeOnItsWay:
    return NoticeOnItsWay("it is on its way; wait until it is sent or has failed")
