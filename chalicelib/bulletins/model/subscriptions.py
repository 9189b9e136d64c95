"""Who gets which report when: an administrator's word, as data (F2). Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.bulletins.model.schedule import DAILY, EVERY, MONTHLY, Timetable
from chalicelib.core.contacts import checked_mobile
from chalicelib.core.errors import Conflict, WrongFields
from chalicelib.core.text import among

ZH, EN = "zh-CN", "en"
LANGUAGES = (ZH, EN)
MOST_RECIPIENTS, MOST_GROUPS, MOST_SUBSCRIPTIONS = 1_000, 20, 50

RUNNING, FINISHED = "running", "finished"


class Recipient(msgspec.Struct, frozen=True):
    """An agent who gets it by e-mail, in their language; ``mobile``: and the headline there, by SMS (E.164)."""

    agent_id: str
    language: Annotated[str, among(*LANGUAGES)] = ZH
    mobile: str | None = None


class Subscription(msgspec.Struct, frozen=True):
    """``group_ids``, ``department_ids``: the responsible groups and departments that a monthly report is made of, one
    each. ``next_first``: the first day of the period that is reported next, ``next_at`` when that is looked after; None
    while it is not ``active``. ``revision``: one more with each write, ``version`` with each change by people."""

    subscription_id: str
    name: str
    created_at: datetime
    every: Annotated[str, among(*EVERY)] = DAILY
    at: str = "08:00"
    weekday: int = 0
    day: int = 1
    recipients: tuple[Recipient, ...] = ()
    group_ids: tuple[str, ...] = ()
    department_ids: tuple[str, ...] = ()
    active: bool = True
    next_first: date | None = None
    next_at: datetime | None = None
    last_first: date | None = None
    version: int = 1
    revision: int = 1

    @property
    def timetable(self) -> Timetable:
        """When it is sent."""
        return Timetable(self.every, self.at, self.weekday, self.day)

    @property
    def subjects(self) -> Sequence[str | None]:
        """What a period's reports are about: each group and department, or all that its reader reaches."""
        return (*self.group_ids, *self.department_ids) if self.every == MONTHLY else (None,)


class Run(msgspec.Struct, frozen=True):
    """How far the report of a period was told: to so many recipients, about these ``subjects``, as they were when it
    began. ``done``: so many of all pairs were looked at; ``sent``: so many told; ``left_out``: those who may not have
    it any more. ``missed_first``, ``missed_last``: the days before for which no report was sent, if there are any."""

    subscription_id: str
    every: str
    first: date
    last: date
    started_at: datetime
    number: int
    subjects: tuple[str | None, ...] = (None,)
    state: Annotated[str, among(RUNNING, FINISHED)] = RUNNING
    done: int = 0
    sent: int = 0
    left_out: int = 0
    missed_first: date | None = None
    missed_last: date | None = None
    revision: int = 1

    @property
    def of(self) -> int:
        """How many pairs of a recipient and a subject there are."""
        return self.number * len(self.subjects)

    def next_pairs(self, recipients: Sequence[Recipient], most: int) -> list[tuple[Recipient, str | None]]:
        """The next who are told about what, in order."""
        pairs = [(each, subject) for each in recipients for subject in self.subjects]
        return pairs[self.done : self.done + most]


class TooManySubscriptions(Conflict):
    """A desk keeps so many of them."""

    code = "too_many_subscriptions"
    title = "There are too many report subscriptions"


def checked_recipients(
    recipients: Sequence[Recipient], known: Collection[str], region: str | None
) -> tuple[Recipient, ...]:
    """Each agent once, with numbers as they are dialled from abroad. Raises ``Invalid`` naming what is wrong."""
    wrong, held = WrongFields(), dict[str, Recipient]()
    for number, each in enumerate(recipients):
        field = f"recipients.{number}"
        if each.agent_id not in known:
            wrong.add(f"{field}.agent_id", "no such agent")
        if each.agent_id in held:
            wrong.add(f"{field}.agent_id", "named twice")
        with wrong:
            mobile = checked_mobile(f"{field}.mobile", each.mobile, region) if each.mobile else None
            held[each.agent_id] = Recipient(each.agent_id, each.language, mobile)
    wrong.refuse()
    return tuple(held.values())


def checked_subjects(subscription: Subscription, groups: Collection[str], departments: Collection[str]) -> Subscription:
    """With each of its groups and departments once: of a monthly report at least one, of another none. ``Invalid``."""
    wrong, is_monthly = WrongFields(), subscription.every == MONTHLY
    wanted = {
        "group_ids": (subscription.group_ids, groups),
        "department_ids": (subscription.department_ids, departments),
    }
    for field, (ids, known) in wanted.items():
        if ids and not is_monthly:
            wrong.add(field, "only for monthly reports")
        for each in ids:
            if each not in known:
                wrong.add(field, f"not there: {each}")
    if is_monthly and not any(ids for ids, _ in wanted.values()):
        wrong.add("group_ids", "one group or department at least")
    wrong.refuse()
    return replace(subscription, **{field: tuple(dict.fromkeys(ids)) for field, (ids, _) in wanted.items()})
