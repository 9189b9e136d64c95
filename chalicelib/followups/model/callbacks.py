"""What the customer said with a low score, and how a callback hears that they say otherwise now (D2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.followups.model.followup import DONE, MOST_REMARKS, FollowUp, Remark
from chalicelib.people.model.agents import Agent
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.visitor import Customer

EXCERPT = 300
WORDS = ("score", "comment", "reasons", "resolved")

RESOLVED = {None: ("未说明", "unsaid"), True: ("已解决", "resolved"), False: ("未解决", "not resolved")}


class Said(msgspec.Struct, frozen=True):
    """An answer as a callback shows it. ``reasons``: language → words of each. ``version``: of its survey."""

    score: int | None
    comment: str = ""
    reasons: tuple[Mapping[str, str], ...] = ()
    resolved: bool | None = None
    version: int = 0

    @property
    def shown(self) -> dict[str, Any]:
        """As a follow-up has it."""
        return {**{name: getattr(self, name) for name in WORDS}, "said_version": self.version}


class Callback(msgspec.Struct, frozen=True):
    """What a low score calls for: ``about`` what, by whose rules, for whom, after which answer, by when, and whose."""

    about: str
    plan: Plan
    customer: Customer
    answer: Said
    due_at: datetime
    owner: Agent


def callback_id_of(about: str) -> str:
    """The id of the one callback about this, or about the survey of it."""
    return f"flw_{about.partition('_')[2] or about}"


def restated(follow_up: FollowUp, answer: Said, now: datetime) -> FollowUp | None:
    """The callback with what the customer says now, and a remark of what that was before.

    None if it is closed, or has heard this or something later: answers may arrive twice, and in any order.
    """
    if follow_up.state == DONE or answer.version <= follow_up.said_version:
        return None
    text = changes(follow_up, answer)
    remarks = (*follow_up.remarks, Remark(now, text))[-MOST_REMARKS:] if text else follow_up.remarks
    return replace(follow_up, **answer.shown, remarks=remarks, version=follow_up.version + 1)


def changes(follow_up: FollowUp, answer: Said) -> str:
    """What differs from what the callback shows, for people, in both languages; empty if nothing does."""
    zh: list[str] = []
    en: list[str] = []
    if answer.score != follow_up.score:
        zh.append(f"把评分从 {follow_up.score} 改为 {answer.score}")
        en.append(f"changed the score from {follow_up.score} to {answer.score}")
    if answer.resolved != follow_up.resolved:
        (zh_before, en_before), (zh_now, en_now) = RESOLVED[follow_up.resolved], RESOLVED[answer.resolved]
        zh.append(f"把“是否解决”从“{zh_before}”改为“{zh_now}”")
        en.append(f"says now: {en_now} (before: {en_before})")
    if answer.reasons != follow_up.reasons:
        zh.append(f"改了原因，原为：{_listed(follow_up.reasons, 'zh-CN', '、') or '无'}")
        en.append(f"changed the reasons, before: {_listed(follow_up.reasons, 'en', ', ') or 'none'}")
    if answer.comment != follow_up.comment:
        before = _cut(follow_up.comment)
        zh.append(f"改了留言，原为：“{before}”" if before else "补充了留言")
        en.append("changed the comment" if before else "added a comment")
    return f"客户{'；'.join(zh)} · the customer {'; '.join(en)}" if zh else ""


def listed_reasons(follow_up: FollowUp, language: str) -> str:
    """The reasons in one line, in this language as far as there are words in it."""
    return _listed(follow_up.reasons, language, "、" if language == "zh-CN" else ", ")


def _listed(reasons: tuple[Mapping[str, str], ...], language: str, between: str) -> str:
    return between.join(each.get(language) or next(iter(each.values()), "") for each in reasons)


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
