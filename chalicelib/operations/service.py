"""What administrators and operators do with due work (G4), and what is done by itself every night (G2)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from chalicelib.campaigns import service as campaigns
from chalicelib.conversations import service as conversations
from chalicelib.core import audit, backlog, events, metering, once, seals, times, work
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.contacts import Recipient
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost, NotFound, existing
from chalicelib.core.once import AlreadyDone, Once
from chalicelib.core.seals import Seal, SealedDay
from chalicelib.core.transactions import Transaction
from chalicelib.core.work import Work
from chalicelib.costs import service as costs
from chalicelib.handover import service as handover
from chalicelib.monitoring import service as monitoring
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import EMAIL, Matter
from chalicelib.offline import service as offline
from chalicelib.operations.model.due import DEAD, STATES, NotDead, UnknownWork, night_of
from chalicelib.operations.model.setup import Lack, lacks
from chalicelib.people import service as people
from chalicelib.performance import service as performance
from chalicelib.plans import service as plans
from chalicelib.privacy import service as privacy
from chalicelib.quality import service as quality
from chalicelib.reports import service as reports
from chalicelib.routing import service as routing
from chalicelib.search import service as search
from chalicelib.tickets import service as tickets
from chalicelib.touchpoints import service as touchpoints

log = logging.getLogger("deskbell")

MOST_SEALS = 60  # of one hour's run: a log of two months is sealed in it
SEALED_PAGE = 31

# safe to do twice; each by itself, so that one that fails holds no other up
NIGHTLY: Mapping[str, Callable[[Desk], object]] = {
    "routing.recount": routing.recount,
    "monitoring.recount": monitoring.recount,
    "offline.recount_loads": offline.recount_loads,
    "people.recount_memberships": people.recount_memberships,
    "people.recount_pools": people.recount_pools,
    "people.recount_seats": people.recount_seats,
    # once more what a version's start does: an older version may have written, or an older export been restored, since
    "people.bring_up": people.bring_up,
    "plans.bring_up": plans.bring_up,
    "conversations.leave_line": conversations.leave_line,
    "tickets.check_people": tickets.check_people,
    "tickets.check_deadlines": tickets.check_deadlines,
    "campaigns.bring_up": campaigns.bring_up_unsettled,
    "handover.plan_days": handover.plan_days,
    "quality.recount": quality.recount,
    "touchpoints.recount": touchpoints.recount,
    "reports.recount": reports.recount,
    "performance.refresh": performance.refresh,
    "privacy.begin_night": privacy.begin_night,
}


def bring_up(desk: Desk) -> None:
    """What a version before kept otherwise is brought up by due work, page by page, while the desk goes on.

    Once now, and once more when no function of that version can run any longer. Twice is once; one request.
    """
    tx = Transaction(desk)
    for at in (desk.now(), desk.now() + events.OUTLIVED):
        people.bring_up_later(tx, at)
        plans.bring_up_later(tx, at)
        tickets.bring_up_later(tx, at)
        conversations.leave_line_later(tx, at)
        conversations.file_earlier_later(tx, at)
    campaigns.bring_up_later(tx)
    handover.bring_up_later(tx, desk.now() + events.OUTLIVED)
    search.bring_up_later(tx, desk.now() + events.OUTLIVED)
    reports.bring_up_later(tx, desk.now() + events.OUTLIVED)
    tx.commit()


def check_setup(desk: Desk) -> list[Lack]:
    """What the desk lacks so that nobody waits in vain.

    For administrators who look at it now and then: a query for people and groups, and one for each megabyte of plans.
    The provider of e-mail is asked about the sender at most once a minute, and waited for two seconds at most.
    """
    settings = notifications.read_settings(desk)
    confirmed = notifications.sender_is_confirmed(desk, settings)
    return lacks(people.directory(desk), plans.list_plans(desk), settings, confirmed)


def read_page(desk: Desk, state: str, cursor: str | None) -> tuple[Sequence[Work], str | None]:
    """A page of the dead work or of all other, oldest first in each shard, and where the next page starts."""
    if state not in STATES:
        raise Invalid.field("state", f"one of {', '.join(STATES)}")
    name = f"work#{state}"
    partitions = [work.DEAD] if state == DEAD else work.shards(desk)
    number, key = unseal(desk, name, cursor) if cursor else (0, None)
    found, following = backlog.read_page(desk, partitions, (number, key))
    return found, seal(desk, name, following) if following else None


def read_piece(desk: Desk, work_id: str) -> Work:
    """One piece, dead or not. Raises ``NotFound`` for one that is done, was dropped or never was."""
    return existing(backlog.find(desk, work_id), "there is no such work; it may be done by now", UnknownWork)


def redrive(desk: Desk, work_id: str, *, by: By = SYSTEM) -> Work:
    """Give a dead piece all its tries again, at once; as it waits now, or waited when it had been redriven already.

    Twice is once. Raises ``NotFound``.
    """
    piece = backlog.find(desk, work_id, dead=True)
    if piece is None:
        return read_piece(desk, work_id)
    tx = Transaction(desk)
    audit.note(tx, by, "redrive_work", work_id, after={"kind": piece.kind, "tries": piece.tries})
    revived = work.revive(tx, piece)
    try:
        tx.commit()
    except Lost:
        return read_piece(desk, work_id)  # somebody else was quicker
    return revived


def drop(desk: Desk, work_id: str, *, by: By = SYSTEM) -> None:
    """Never do a dead piece; twice is once. Raises ``NotFound``, ``Conflict`` for work that is not dead."""
    dropped = Once.of("drop_work", work_id, None)
    piece = backlog.find(desk, work_id, dead=True)
    if piece is None:
        if once.recall(desk, dropped, desk.now().timestamp()) is not None:
            return
        read_piece(desk, work_id)
        raise NotDead("only work that used up its tries can be dropped")
    tx = Transaction(desk)
    once.mark(tx, dropped, {"work_id": work_id})
    audit.note(tx, by, "drop_work", work_id, before={"kind": piece.kind, "tries": piece.tries})
    work.discard(tx, piece)
    try:
        tx.commit()
    except AlreadyDone:
        return
    except Lost:
        raise NotDead("somebody else has just redriven it") from None


def seal_log(desk: Desk) -> int:
    """Put the audit log of the hours that are over under seals, each chained to the one before; how many (F7).

    With the one that ends a day its chain goes out to whom the desk says. At most ``MOST_SEALS``; the rest follows in
    the next hour. Two at once put each once. With nothing to seal two requests.
    """
    former, number = seals.last(desk), 0
    while number < MOST_SEALS and (following := seals.next_seal(desk, former)) is not None:
        if not _put_seal(desk, following):
            break  # somebody else is at it
        former, number = following, number + 1
    return number


def _put_seal(desk: Desk, following: Seal) -> bool:
    tx = Transaction(desk)
    seals.put(tx, following)
    if following.ends:
        _send_seal(tx, following)
    try:
        tx.commit()
    except Lost:
        return False
    return True


def _send_seal(tx: Transaction, last: Seal) -> None:
    """Add the letters about a day that ends with this seal. Two reads, and a query of the day."""
    to = people.read_desk(tx.desk).seal_to
    if not to:
        return
    earlier = sum(len(each.digests) for each in seals.all_seals(tx.desk, last.day, last.day))
    words = {"day": last.day, "acts": earlier + len(last.digests), "chain": last.chain}
    language = costs.read_settings(tx.desk).language  # that of all letters about the desk as such
    matter = Matter(what="audit_sealed", words=words, about=f"audit#{last.day}")
    recipients = [Recipient(each, each, None, language) for each in to]
    notifications.tell(tx, recipients, matter, channels=(EMAIL,))


def list_sealed(desk: Desk, cursor: str | None) -> tuple[list[SealedDay], str | None]:
    """A page of days that have seals, newest first, without looking at what they seal; two queries."""
    before = unseal(desk, "sealed", cursor) if cursor else "9"
    days = seals.days(desk, before, SEALED_PAGE + 1)
    page = days[:SEALED_PAGE]
    if not page:
        return [], None
    found: dict[str, SealedDay] = {}
    for each in seals.all_seals(desk, page[-1], page[0]):
        acts = found[each.day].acts if each.day in found else 0
        found[each.day] = SealedDay(each.day, acts + len(each.digests), each.chain, each.ends)
    return [found[day] for day in page], seal(desk, "sealed", page[-1]) if len(days) > SEALED_PAGE else None


def verify_day(desk: Desk, day: str, chain: str | None) -> SealedDay:
    """Whether the audit log of this day (UTC) is as it was sealed, and its last seal the ``chain`` from a letter, if
    there is one. Queries: of the day's seals, for each of them and the megabytes they seal. Raises ``NotFound``."""
    there = list(seals.all_seals(desk, day, day))
    existing(there[0] if there else None, "nothing of that day is sealed")
    former = seals.before(desk, there[0])
    known = {day: chain} if chain else {}
    *_, looked = seals.verified(desk, there, known, former)
    return looked


def every_hour(desk: Desk) -> list[str]:
    """What the schedule does every hour: what the desk costs is added up, the audit log is sealed, and the night's jobs
    come when it is night.

    None holds up the others. Returns and raises as ``hourly`` does.
    """
    counts = metering.begin(desk, "hourly", invoked=True)
    try:
        try:
            seal_log(desk)
        finally:
            ran = hourly(desk)
    finally:
        metering.finish(counts)
        costs.add_up(desk)
    return ran


def hourly(desk: Desk, jobs: Mapping[str, Callable[[Desk], object]] = NIGHTLY) -> list[str]:
    """Each of the night's jobs once a night, at three where the desk is; which ran.

    What was missed or has failed is made good in the next hour. Raises ``RuntimeError`` if one failed, so that the
    function counts as failed. With nothing to do one request, and one for each job.
    """
    try:
        time_zone = people.read_desk(desk).time_zone
    except NotFound:
        return []  # nobody has founded it yet
    night, ran, failed = times.stored(night_of(desk.now(), time_zone)), [], []
    for name, job in jobs.items():
        done = Once.of(f"nightly#{name}", night, None)
        if once.recall(desk, done, desk.now().timestamp()) is not None:
            continue
        try:
            job(desk)
        except Exception:
            log.exception("nightly_failed", extra={"job": name, "night": night})
            failed.append(name)
            continue
        tx = Transaction(desk)
        once.mark(tx, done, {"at": times.stored(desk.now())})
        with suppress(AlreadyDone):  # two of us were at it
            tx.commit()
        ran.append(name)
    if failed:
        raise RuntimeError(f"failed in the night of {night}: {', '.join(failed)}")
    return ran
