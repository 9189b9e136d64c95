"""Reports are sent when they are due: each once, to whom may have them then, whatever dies meanwhile (F2, G2)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.bulletins import store
from chalicelib.bulletins.model.bulletin import Bulletin
from chalicelib.bulletins.model.panels import panels_of
from chalicelib.bulletins.model.schedule import DAILY, Period, following, made_good, overdue, read_period
from chalicelib.bulletins.model.subscriptions import FINISHED, Recipient, Run, Subscription
from chalicelib.bulletins.model.views import is_department, view_of
from chalicelib.bulletins.model.words import headline_in, missed_in, scope_of, title_of
from chalicelib.bulletins.service.compiling import Wish, compiled
from chalicelib.bulletins.service.subscriptions import SendWhenDue, plan
from chalicelib.bulletins.store import CompiledBefore, RunMoved, SubscriptionMoved
from chalicelib.core import races, times, work
from chalicelib.core.contacts import Recipient as Addressed
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import EMAIL, SMS, Matter
from chalicelib.notifications.model.panels import Panel, PanelsSought
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.reports import service as reports

TOGETHER = 10  # recipients of a piece of work
LOOKED_AGAIN = timedelta(minutes=5)  # whether all is counted


class SendOn(Due, frozen=True):
    """The next recipients of a run, behind the first ``done``."""

    kind = "bulletins.send_on"

    subscription_id: str
    first: str
    done: int = 0
    every: str = DAILY


def send_when_due(desk: Desk, due: SendWhenDue) -> None:
    """The hour of a report has come, perhaps long ago: its runs begin, and the next one is planned.

    Of what was missed the newest few are made good, and the last of these says for which days none was sent. Twice is
    once: the subscription says which period is next. Two reads and a write.
    """

    def begin() -> None:
        before = store.subscription(desk, due.subscription_id)
        if before is None or before.next_first is None or before.next_at != due.at:
            return
        zone = people.read_desk(desk).time_zone
        next_one = read_period(before.every, times.stored(before.next_first))
        periods = overdue(before.timetable, next_one, zone, desk.now())
        sent, missed = made_good(before.every, periods)
        upcoming = following(before.every, sent[-1]) if sent else next_one  # the desk's clock may be another one now
        tx = Transaction(desk)
        after = _after(before, upcoming, sent, zone)
        store.write_subscription(tx, before, after)
        plan(tx, after)
        for period in sent:
            _begin(tx, before, period, missed if period == sent[-1] else [])
        tx.commit()

    races.again(desk, begin, (SubscriptionMoved, RunMoved))


def _after(before: Subscription, upcoming: Period, sent: list[Period], zone: str) -> Subscription:
    return replace(
        before,
        next_first=upcoming.first,
        next_at=before.timetable.due(upcoming, zone),
        last_first=sent[-1].first if sent else before.last_first,
        revision=before.revision + 1,
    )


def _begin(tx: Transaction, subscription: Subscription, period: Period, missed: list[Period]) -> None:
    """A new run, if there is none of that period: a kind of report that was given up and taken up again has one."""
    if store.run(tx.desk, subscription.subscription_id, subscription.every, period.first) is not None:
        return
    run = Run(
        subscription.subscription_id,
        subscription.every,
        period.first,
        period.last,
        tx.desk.now(),
        len(subscription.recipients),
        tuple(subscription.subjects),
        missed_first=missed[0].first if missed else None,
        missed_last=missed[-1].last if missed else None,
    )
    store.write_run(tx, None, run)
    store.put_recipients(tx, run, subscription.recipients)
    _go_on(tx, run)


def _go_on(tx: Transaction, run: Run) -> None:
    work.put(tx, SendOn(run.subscription_id, times.stored(run.first), run.done, run.every))


def send_on(desk: Desk, due: SendOn) -> None:
    """Tell the next ten recipients of a run, one transaction each, then have the others follow. Twice is once: whoever
    was told is in the notices' ledger, and how far the run is says the run.

    Whoever left the subscription, was disabled or may not see figures any more is left out; what the others get is
    what their role reaches now. As long as anything of its days is not counted, it is put off.
    """
    run = store.run(desk, due.subscription_id, due.every, times.read_day(due.first))
    subscription = store.subscription(desk, due.subscription_id)
    if run is None or run.state == FINISHED or run.done != due.done:
        return
    if not reports.is_counted(desk, run.first, run.last):
        _put_off(desk, due)
        return
    staying = {each.agent_id for each in subscription.recipients} if subscription is not None else set()
    active = subscription is not None and subscription.active
    some = run.next_pairs(store.recipients(desk, run), TOGETHER)
    agents = people.read_agents(desk, [each.agent_id for each, _ in some]) if active else {}
    told = 0
    for recipient, subject in some:
        agent = agents.get(recipient.agent_id) if recipient.agent_id in staying else None
        told += agent is not None and _tell(desk, run, recipient, agent, subject)
    _settle(desk, run, len(some), told)


def _put_off(desk: Desk, due: SendOn) -> None:
    """After an outage what happened is counted first, however late that is."""
    tx = Transaction(desk)
    work.put(tx, SendOn(due.subscription_id, due.first, due.done, due.every), at=desk.now() + LOOKED_AGAIN)
    tx.commit()


def _settle(desk: Desk, run: Run, looked_at: int, told: int) -> None:
    done = run.done + looked_at
    finished = done >= run.of or not looked_at
    after = replace(
        run,
        done=done,
        sent=run.sent + told,
        left_out=run.left_out + looked_at - told,
        state=FINISHED if finished else run.state,
        revision=run.revision + 1,
    )
    tx = Transaction(desk)
    store.write_run(tx, run, after)
    if not finished:
        _go_on(tx, after)
    try:
        tx.commit()
    except RunMoved:
        return  # another runner has told the same ones


def _tell(desk: Desk, run: Run, recipient: Recipient, agent: Agent, subject: str | None) -> bool:
    """Whether they have it now, or had it before."""
    wish = wish_of(desk, agent, run.every, Period(run.first, run.last), subject)
    if wish is None:
        return False
    bulletin = _kept(desk, wish)
    tx = Transaction(desk)
    store.put_sent(tx, agent.agent_id, bulletin)
    missed = missed_in(run.missed_first, run.missed_last, recipient.language)
    write_letters(tx, bulletin, agent, recipient, missed, once=f"{bulletin.bulletin_id}#{agent.agent_id}")
    try:
        tx.commit()
    except notifications.ToldBefore:
        return True
    return True


def wish_of(desk: Desk, agent: Agent, every: str, period: Period, subject: str | None) -> Wish | None:
    """What would be compiled for this agent, as their role is; None: they may see nothing of it."""
    of = tuple[str, ...]()
    if subject is not None and is_department(subject):
        roster = people.directory(desk)
        of = tuple(key for key, each in roster.groups.items() if each.department_id == subject and not each.archived)
    view = view_of(agent, groups_of(desk, agent), subject, of)
    return Wish(agent, view, every, period) if view is not None else None


def groups_of(desk: Desk, agent: Agent) -> tuple[str, ...]:
    """The ids of the groups that they are in."""
    return tuple(each.group_id for each in people.Surroundings(desk, agent).memberships)


def _kept(desk: Desk, wish: Wish) -> Bulletin:
    """As whoever came first compiled it."""

    def keep() -> Bulletin:
        known = store.bulletin(desk, wish.bulletin_id)
        if known is not None:
            return known
        made = compiled(desk, wish, wish.bulletin_id)
        tx = Transaction(desk)
        store.put_bulletin(tx, made)
        tx.commit()
        return made

    return races.again(desk, keep, CompiledBefore)


def write_letters(
    tx: Transaction, bulletin: Bulletin, agent: Agent, recipient: Recipient, missed: str, *, once: str | None
) -> None:
    """Add to the transaction: the letter, and the SMS where they have a number for that. Lost: ``ToldBefore``."""
    language = recipient.language
    words = {
        "title": title_of(bulletin, language),
        "scope": scope_of(bulletin, language),
        "headline": headline_in(bulletin, language),
        "missed": missed,
        "compiled": times.moment(bulletin.compiled_at, bulletin.zone, language),
    }
    to = Addressed(agent.name, agent.email, recipient.mobile, language)
    channels = (EMAIL, SMS) if recipient.mobile else (EMAIL,)
    matter = Matter(what="bulletin", about=bulletin.bulletin_id, words=words)
    notifications.tell(tx, [to], matter, channels=channels, once=once and f"bulletin#{once}")


def panels_for(desk: Desk, sought: PanelsSought) -> list[Panel] | None:
    """The tables of a letter, from the bulletin as it was compiled; one read."""
    bulletin = store.bulletin(desk, sought.about)
    return panels_of(bulletin, sought.language) if bulletin is not None else None
