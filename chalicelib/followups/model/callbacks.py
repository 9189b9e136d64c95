"""What the customer said with a low score, and how a callback hears that they say otherwise now (D2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.followups.model.followup import DONE, MOST_REMARKS, FollowUp, Remark

EXCERPT = 300

RESOLVED = {None: ("未说明", "unsaid"), True: ("已解决", "resolved"), False: ("未解决", "not resolved")}


class Said(msgspec.Struct, frozen=True):
    """An answer as a callback shows it. ``reasons``: language → words of each. ``version``: of its survey."""

    score: int
    comment: str = ""
    reasons: tuple[Mapping[str, str], ...] = ()
    resolved: bool | None = None
    version: int = 0


def restated(one: FollowUp, said: Said, now: datetime) -> FollowUp | None:
    """The callback with what the customer says now, and a remark of what that was before.

    None if it is closed, or has heard this or something later: answers may arrive twice, and in any order.
    """
    if one.state == DONE or said.version <= one.said_version:
        return None
    text = changes(one, said)
    remarks = (*one.remarks, Remark(now, text))[-MOST_REMARKS:] if text else one.remarks
    return replace(
        one,
        score=said.score,
        comment=said.comment,
        reasons=said.reasons,
        resolved=said.resolved,
        said_version=said.version,
        remarks=remarks,
        version=one.version + 1,
    )


def changes(one: FollowUp, said: Said) -> str:
    """What differs from what the callback shows, for people, in both languages; empty if nothing does."""
    zh: list[str] = []
    en: list[str] = []
    if said.score != one.score:
        zh.append(f"把评分从 {one.score} 改为 {said.score}")
        en.append(f"changed the score from {one.score} to {said.score}")
    if said.resolved != one.resolved:
        (zh_before, en_before), (zh_now, en_now) = RESOLVED[one.resolved], RESOLVED[said.resolved]
        zh.append(f"把“是否解决”从“{zh_before}”改为“{zh_now}”")
        en.append(f"says now: {en_now} (before: {en_before})")
    if said.reasons != one.reasons:
        zh.append(f"改了原因，原为：{_listed(one.reasons, 'zh-CN', '、') or '无'}")
        en.append(f"changed the reasons, before: {_listed(one.reasons, 'en', ', ') or 'none'}")
    if said.comment != one.comment:
        before = _cut(one.comment)
        zh.append(f"改了留言，原为：“{before}”" if before else "补充了留言")
        en.append("changed the comment" if before else "added a comment")
    return f"客户{'；'.join(zh)} · the customer {'; '.join(en)}" if zh else ""


def listed_reasons(one: FollowUp, language: str) -> str:
    """The reasons in one line, in this language as far as there are words in it."""
    return _listed(one.reasons, language, "、" if language == "zh-CN" else ", ")


def _listed(reasons: tuple[Mapping[str, str], ...], language: str, between: str) -> str:
    return between.join(each.get(language) or next(iter(each.values()), "") for each in reasons)


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
