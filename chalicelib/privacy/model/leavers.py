"""A request to erase the data of an agent who left, and what becomes of it (F6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, members
from chalicelib.core.former import NAMES, Leaver
from chalicelib.core.text import among
from chalicelib.privacy.model.requests import CANCELLED, DONE, ERASING, SHOWN, WALKING, NotNow

STATES = (WALKING, SHOWN, ERASING, DONE, CANCELLED)
MOST_NAMES = 20  # that somebody was called

# what the declarations are called, in Chinese and English
NAMED: dict[str, tuple[str, str]] = {
    NAMES: ("各处记录中的姓名、工号与头像", "Name, number and picture beside what they did"),
    "people.account": ("账号", "Account"),
    "people.mobile": ("手机号码", "Mobile number"),
    "people.signature": ("邮件签名", "Signature of letters"),
    "people.password": ("登录密码", "Password"),
    "people.claims": ("登录邮箱与工号", "Address and number to sign in by"),
    "people.tries": ("登录失败记录", "Failed sign-ins"),
    "people.keys": ("名下 API 密钥的名称", "Names of API keys of theirs"),
    "notifications.own": ("发给本人的邮件与短信", "E-mails and text messages to them"),
    "notifications.address_of_agent": ("地址状态", "What is known of their addresses"),
    "core.limits": ("近期发信次数", "How often they were written to lately"),
    "plans.recipients": ("留言通知的收件人", "Recipients of messages that were left"),
    "attendance.requests": ("请假与换班的原因", "Reasons of leave and exchanges"),
    "attendance.corrections": ("考勤更正的原因", "Reasons of corrections of attendance"),
    "shifts.leave": ("请假的类别", "Kinds of leave"),
    "shifts.feed": ("班表订阅地址", "Address of their shifts as a calendar"),
    "staff.entries": ("奖惩记录的文字", "Words of their staff file"),
    "training.answers": ("培训与考试的作答", "Answers in courses and exams"),
    "training.orders": ("培训要求的原因", "Reasons of training that was ordered"),
    "training.certificates": ("证书撤销的原因", "Reasons why certificates were revoked"),
    "quality.inspections": ("质检的评语与申诉", "Words of inspections and appeals"),
    "performance.values": ("绩效录入的说明", "Reasons of values that were entered"),
    "bulletins.days": ("工作日报的文字", "Words of their day reports"),
    "exchange.named": ("导入编号", "External ids"),
    "exchange.files": ("导入导出的文件", "Files of imports and exports"),
}


class Leaving(msgspec.Struct, frozen=True):
    """``counts``: what there is, by its name in the declarations. ``place``: which table is looked through, and behind
    which of its items; behind the last one, which run of imports and exports. ``round``: of the two walks of an
    erasing. ``names``, ``addresses``, ``digests``: by what they are known, until all is done."""

    leaving_id: str
    agent_id: str
    reason: str
    asked_at: datetime
    by: Author
    state: Annotated[str, among(*STATES)] = WALKING
    counts: Mapping[str, int] = {}
    place: tuple[int, Any] = (0, None)
    round: int = 0
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    confirmed_by: Author | None = None
    erased_at: datetime | None = None
    ended_by: Author | None = None
    ended_at: datetime | None = None
    why: str = ""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.state in (WALKING, SHOWN, ERASING)

    def leaver(self, shared: frozenset[str] = frozenset()) -> Leaver:
        """Who left, without the names that somebody else has."""
        names = frozenset(self.names) - shared
        return Leaver(self.agent_id, names, frozenset(self.addresses), frozenset(self.digests))


class LeavingInTheWay(Conflict):
    """There is one about this agent already."""

    code = "leaving_in_the_way"
    title = "A request about this agent is under way"
    beside = members(request=str)


def moved(leaving: Leaving, **fields: object) -> Leaving:
    """The same, one version on."""
    return replace(leaving, version=leaving.version + 1, **fields)


def known(leaving: Leaving, leaver: Leaver) -> Leaving:
    """The same with what they are known by now, besides by what they were."""
    names = dict.fromkeys((*leaving.names, *sorted(leaver.names)))
    addresses = dict.fromkeys((*leaving.addresses, *sorted(leaver.addresses)))
    digests = dict.fromkeys((*leaving.digests, *sorted(leaver.digests)))
    return replace(leaving, names=tuple(names)[:MOST_NAMES], addresses=tuple(addresses), digests=tuple(digests))


def unknown(leaving: Leaving, state: str, **fields: object) -> Leaving:
    """It is over: what they were known by is kept no more."""
    return moved(leaving, state=state, names=(), addresses=(), digests=(), place=(0, None), **fields)


def refuse_unless(leaving: Leaving, *states: str) -> None:
    """Raises ``NotNow``."""
    if leaving.state not in states:
        raise NotNow(f"it is {leaving.state}")


def named(leaving: Leaving) -> list[tuple[str, dict[str, str], int]]:
    """What there is of them, or was, by what it is called."""
    order = {name: place for place, name in enumerate(NAMED)}
    found = sorted(leaving.counts.items(), key=lambda each: order[each[0]])
    return [(name, {"zh-CN": NAMED[name][0], "en": NAMED[name][1]}, number) for name, number in found]
