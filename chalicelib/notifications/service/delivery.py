"""Delivering: claimed and charged in one transaction, then asked for, then written down (C3, C4)."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from chalicelib.core import events, limits, metering, races, times
from chalicelib.core.contacts import country_of, region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.limits import Limit
from chalicelib.core.metrics import gauge
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import rendering, store
from chalicelib.notifications.model.address import Address
from chalicelib.notifications.model.email import (
    LONGEST_NAME,
    EmailLetter,
    Message,
    Refused,
    SmsLetter,
    Unanswered,
    Unreachable,
    one_line,
    refuse_loops,
)
from chalicelib.notifications.model.headers import headers_of
from chalicelib.notifications.model.money import DEBIT, REFUND, NoCredit, moved
from chalicelib.notifications.model.notice import (
    ACCEPTED,
    CARRIED,
    EMAIL,
    FAILED,
    MOST_TRIES,
    PENDING,
    PERMANENT,
    TRANSIENT,
    UNKNOWN,
    WITHHELD,
    Attempt,
    Matter,
    Notice,
    NoticeGivenUp,
    accepted,
    by_way,
    claimed,
    elsewhere,
    given_up,
    is_due,
    is_held,
    lost_attempt,
    put_off,
    refunded,
    waiting,
    withheld,
)
from chalicelib.notifications.model.settings import NoticeSettings
from chalicelib.notifications.model.sms import measured, signed
from chalicelib.notifications.service import money
from chalicelib.notifications.service.addresses import decline_url
from chalicelib.notifications.service.carrying import carry
from chalicelib.notifications.service.enclosing import answered_at, enclosed
from chalicelib.notifications.service.gathering import gather_if_many
from chalicelib.notifications.service.obeying import Standing, hold_wishes, standing_of, way_for
from chalicelib.notifications.service.telling import (
    Deliver,
    add,
    addressed,
    deliver_at,
    panels_of,
    tell_colleagues,
    written,
)
from chalicelib.people import service as people
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.wishes import SURVEY, Way

LONGEST_ERROR = 300
UNDELIVERABLE, DECLINED = "undeliverable_address", "declined"
SMS_OF_DAY = Limit("sms", most=1_000, within=timedelta(days=1))
_BY_EMAIL_INSTEAD = {"no_signature", "no_credit", "too_many_today", "country_not_allowed"}
_NO_FAULT = _BY_EMAIL_INSTEAD | {UNDELIVERABLE, DECLINED}  # these letters were not to go out

log = logging.getLogger("deskbell")

Letter = EmailLetter | SmsLetter | Message
TRIED_THERE = 3  # as often as one that is silent is asked before the letter goes another way
Outcome = str | Refused | Unreachable


def deliver(desk: Desk, due: Deliver) -> None:
    """Go on with a notice, if it is due. Safe to call twice, at once, and after dying at any line.

    An e-mail takes two reads and two writes, an SMS two reads more; what may be told together one write more.
    """
    # who loses it to somebody else sees what is left to do by reading it again
    races.again(desk, lambda: _deliver(desk, due.notice_id), store.NoticeMoved)


def _deliver(desk: Desk, notice_id: str) -> None:
    notice, now = store.notice(desk, notice_id), desk.now()
    if notice is None:
        return
    if is_held(notice, now):
        _look_again(desk, notice)
        return
    if not is_due(notice, now):
        return
    if notice.gather_after and notice.attempted == 0 and gather_if_many(desk, notice):
        return
    lost = lost_attempt(notice, now)
    if lost is not None and notice.tries >= MOST_TRIES:
        _store(desk, notice, given_up(notice, lost.error or lost.outcome), lost, None)
        return
    standing = standing_of(desk, notice)
    way = way_for(desk, notice, standing, now)
    if way.channel is None or way.at > now:
        _obey(desk, notice, way, lost)
        return
    claim = claimed(by_way(notice, way.channel), now)
    try:
        letter = composed(desk, addressed(desk, claim), standing.settings, standing.known.get(claim.channel))
        held = _claim(desk, notice, claim, standing, letter, lost)
    except (Refused, Unreachable) as error:
        _settle(desk, notice, claim, error, lost)
        return
    outcome = _asked(desk, held, letter)
    try:
        _settle(desk, held, held, outcome, None)
    except store.NoticeMoved:
        # it took longer than the lease: whoever came after us has written this attempt down as unknown
        log.warning("notice_lease_lost", extra={"notice_id": notice_id})


def _look_again(desk: Desk, notice: Notice) -> None:
    """Whoever holds it may be dead, and this the only work that still knows of it."""
    tx = Transaction(desk)
    deliver_at(tx, notice)
    tx.commit()


def _obey(desk: Desk, notice: Notice, way: Way, lost: Attempt | None) -> None:
    """It is not to go out, or not now."""
    log.info("notice_held", extra=_followed(desk, notice) | {"code": way.why})
    held = withheld(notice, way.why) if way.channel is None else waiting(notice, way.at, way.why)
    _store(desk, notice, held, lost, None, quiet=True)


# --- the letter -----------------------------------------------------------------------------------------------------


def composed(desk: Desk, notice: Notice, settings: NoticeSettings, known: Address | None) -> Letter:
    """The letter as it will go out. Raises ``Refused`` or ``Unreachable`` for one that should not, or not now."""
    try:
        if notice.channel in CARRIED or known is None:
            return Message(notice.notice_id, notice.subject, rendering.message_of(notice))
        return _email(desk, notice, settings, known) if notice.channel == EMAIL else _sms(notice, settings)
    except (Refused, Unreachable):
        raise
    except Exception as error:
        log.exception("notice_not_written", extra={"notice_id": notice.notice_id, "what": notice.what})
        raise Refused("cannot_be_written", type(error).__name__) from error


def _email(desk: Desk, notice: Notice, settings: NoticeSettings, known: Address) -> EmailLetter:
    refuse_loops(notice.to, (settings.sender_email, settings.reply_to))
    if known.undeliverable is not None:
        raise Refused(UNDELIVERABLE, f"{known.undeliverable} {known.detail}".strip())
    if known.declined_at is not None and notice.kind == SURVEY:
        raise Refused(DECLINED)
    if not settings.sender_email:
        raise Unreachable("no_sender_address")
    url = decline_url(desk, notice)
    bodies = rendering.email_of(notice, settings.sender_name, url, panels_of(desk, notice))
    return EmailLetter(
        notice_id=notice.notice_id,
        to=notice.to,
        to_name=one_line(notice.name, LONGEST_NAME),
        sender=settings.sender_email,
        sender_name=one_line(settings.sender_name, LONGEST_NAME),
        subject=notice.subject,
        text=bodies.text,
        html=bodies.html,
        reply_to=notice.reply_to or answered_at(desk, notice) or settings.reply_to,
        headers={
            "Date": format_datetime(desk.now()),
            **headers_of(notice, settings.sender_email.rpartition("@")[2], url),
        },
        files=enclosed(desk, notice),
    )


def _sms(notice: Notice, settings: NoticeSettings) -> SmsLetter:
    if not settings.sms_signature:
        raise Refused("no_signature")
    text = signed(rendering.sms_of(notice), settings.sms_signature)
    return SmsLetter(notice.notice_id, notice.to, text, settings.most_cents * measured(text).segments)


# --- claiming -------------------------------------------------------------------------------------------------------


def _claim(
    desk: Desk, before: Notice, claim: Notice, standing: Standing, letter: Letter, lost: Attempt | None
) -> Notice:
    """Hold it, and charge it if it is an SMS that was not charged. Raises ``NoticeMoved``, ``Refused``."""
    if not isinstance(letter, SmsLetter) or claim.charged:
        tx = Transaction(desk)
        _write(tx, before, claim, lost)
        hold_wishes(tx, claim, standing)
        tx.commit()
        return claim
    settings, segments = standing.settings, measured(letter.text).segments
    cost = segments * settings.price_fen
    paid = replace(claim, charged=True, segments=segments, cost_fen=cost)
    plan = _plan_of(desk, claim)
    refuse_abroad(claim.to, plan)

    def together(tx: Transaction) -> None:
        _write(tx, before, paid, lost)
        hold_wishes(tx, paid, standing)
        limits.spend(tx, SMS_OF_DAY, "desk", "all", most=settings.sms_by_day)
        if plan is not None:
            limits.spend(tx, SMS_OF_DAY, "plan", plan.key, most=plan.limits.sms_by_day)

    try:
        money.move(desk, lambda account: moved(account, DEBIT, -cost, desk.now(), notice_id=claim.notice_id), together)
    except LimitReached:
        raise Refused("too_many_today") from None
    except NoCredit:
        _tell_administrators(desk, cost)
        raise Refused("no_credit") from None
    return paid


def _plan_of(desk: Desk, notice: Notice) -> Plan | None:
    try:
        return plans.read_plan(desk, notice.plan_key) if notice.plan_key else None
    except NotFound:
        return None


def refuse_abroad(mobile: str, plan: Plan | None) -> None:
    """Raises ``Refused`` for a number of a country to which the plan sends no SMS; unsaid, of any but its own."""
    if plan is None:
        return
    own = region_of(plan.time_zone)
    allowed = plan.limits.sms_countries or ((own,) if own else ())
    if allowed and country_of(mobile) not in allowed:
        raise Refused("country_not_allowed")


def _tell_administrators(desk: Desk, needed_fen: int) -> None:
    """Once a day, by the desk's calendar (C4)."""
    roster = people.directory(desk)
    today = desk.now().astimezone(ZoneInfo(roster.desk.time_zone)).date()
    once = f"sms_credit_empty#{times.stored(today)}"
    if store.was_told(desk, once):
        return
    administrators = [each for each in roster.agents.values() if each.active and each.role == ADMINISTRATOR]
    words = {"balance": _yuan(money.read_account(desk).balance_fen), "needed": _yuan(needed_fen)}
    tx = Transaction(desk)
    empty = Matter(what="sms_credit_empty", words=words, about="sms")
    tell_colleagues(tx, administrators[:40], "zh-CN", empty, once=once)
    try:
        tx.commit()
    except store.ToldBefore:
        return


def _yuan(fen: int) -> str:
    return f"¥{fen // 100}.{fen % 100:02d}"


# --- asking, and writing down ---------------------------------------------------------------------------------------


def _asked(desk: Desk, notice: Notice, letter: Letter) -> Outcome:
    """The provider's id of the letter, or why there is none."""
    if isinstance(letter, Message):
        return carry(desk, notice, letter)
    provider = desk.senders.get(notice.channel)
    if provider is None:
        return Unreachable("no_provider")
    try:
        return str(provider.send(letter))
    except (Refused, Unreachable) as error:
        return error
    except Exception as error:
        log.exception("provider_failed", extra={"notice_id": notice.notice_id, "channel": notice.channel})
        return Unreachable("unexpected", type(error).__name__)


def _settle(desk: Desk, before: Notice, claim: Notice, outcome: Outcome, lost: Attempt | None) -> None:
    """What came of this try, and what follows: sent, later again, or failed. Raises ``NoticeMoved``."""
    now, number = desk.now(), claim.attempted
    if isinstance(outcome, str):
        attempt = Attempt(number, now, ACCEPTED, provider_id=outcome)
        log.info("notice_sent", extra=_followed(desk, claim) | {"provider_id": outcome})
        metering.sent(claim.plan_key, letters=claim.channel == EMAIL, segments=claim.segments)
        _store(desk, before, accepted(claim, outcome), lost, attempt)
        return
    error = str(outcome)[:LONGEST_ERROR]
    log.warning("notice_not_sent", extra=_followed(desk, claim) | {"code": outcome.code})
    other = elsewhere(claim, error, now) if _goes_elsewhere(claim, outcome) else None
    if other is not None:
        _store(desk, before, other, lost, Attempt(number, now, PERMANENT, error=error))
        return
    if isinstance(outcome, Unreachable):
        later = put_off(claim, error, now, desk.chance())
        what_came = UNKNOWN if isinstance(outcome, Unanswered) else TRANSIENT
        _store(desk, before, later, lost, Attempt(number, now, what_came, error=error))
        return
    failed = given_up(claim, error)
    attempt = Attempt(number, now, PERMANENT, error=error)
    ours = outcome.code in _BY_EMAIL_INSTEAD
    instead = by_email(desk, claim, claim.email_instead) if ours and claim.email_instead else None
    if instead is not None:
        failed = replace(failed, email_instead=None)
    _store(desk, before, failed, lost, attempt, instead, quiet=outcome.code in _NO_FAULT)


def _goes_elsewhere(claim: Notice, outcome: Refused | Unreachable) -> bool:
    """Whether it goes by another channel, since the one that its customer prefers takes it not, or not soon."""
    return claim.channel in CARRIED and (isinstance(outcome, Refused) or claim.tries >= TRIED_THERE)


def _followed(desk: Desk, notice: Notice) -> dict[str, object]:
    """By what a letter is found in the logs: its own id, and the request it goes back to. Never by an address."""
    return {
        "notice_id": notice.notice_id,
        "what": notice.what,
        "about": notice.about,
        "channel": notice.channel,
        "request_id": desk.request_id,
    }


def by_email(desk: Desk, sms: Notice, address: str) -> Notice:
    """The e-mail that stands for an SMS."""
    return written(desk, sms, EMAIL, address, sms.name, sms.locale, gather_after=0, instead_of=sms.notice_id)


def _store(
    desk: Desk,
    before: Notice,
    after: Notice,
    lost: Attempt | None,
    attempt: Attempt | None,
    instead: Notice | None = None,
    *,
    quiet: bool = False,
) -> None:
    """The end of a try: the notice, its attempts, its next work or its refund, and what goes instead, as one.

    With one that is given up whoever wrote it is told by event, unless another letter goes instead.
    The alarms are told of what reaches nobody, unless it is ``quiet``: one that was not to go out.
    """

    def together(tx: Transaction, settled: Notice) -> None:
        _write(tx, before, settled, lost, attempt)
        if settled.state == PENDING:
            deliver_at(tx, settled)
        if instead is not None:
            add(tx, instead)
        elif settled.state in (FAILED, WITHHELD):
            asked = settled.instead_of or settled.notice_id
            events.publish(tx, NoticeGivenUp(asked, settled.what, settled.about))
        if settled.state == FAILED and not quiet:
            tx.after_commit(lambda: gauge(desk, NoticesUndelivered=(1, "Count")))

    if after.state in (FAILED, WITHHELD) and after.charged:
        money.move(
            desk,
            lambda account: moved(account, REFUND, after.cost_fen, desk.now(), notice_id=after.notice_id),
            lambda tx: together(tx, refunded(after)),
        )
        return
    tx = Transaction(desk)
    together(tx, after)
    tx.commit_and_tell()


def _write(tx: Transaction, before: Notice, after: Notice, *attempts: Attempt | None) -> None:
    store.put_notice(tx, after, before=before)
    for attempt in attempts:
        if attempt is not None:
            store.put_attempt(tx, after.notice_id, attempt)
