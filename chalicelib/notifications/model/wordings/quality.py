"""Inspections: what one came to, appeals, decisions (F4)."""

from __future__ import annotations

from functools import partial

from chalicelib.notifications.model.wordings.form import Wording

_ROWS_ZH = (("客服", "agent"), ("质检员", "inspector"), ("得分", "score"), ("申诉截止", "until"))
_ROWS_EN = (("Agent", "agent"), ("Inspector", "inspector"), ("Score", "score"), ("Appeal until", "until"))
_DECIDED_ZH = (
    ("客服", "agent"),
    ("质检员", "inspector"),
    ("结果", "outcome"),
    ("原得分", "score"),
    ("最终得分", "final"),
)
_DECIDED_EN = (
    ("Agent", "agent"),
    ("Inspector", "inspector"),
    ("Outcome", "outcome"),
    ("Score before", "score"),
    ("Final score", "final"),
)
_WHERE_ZH, _WHERE_EN = "请在客服台的“质检”中查看。", 'See it in the console under "Quality".'
_ZH = partial(Wording, rows=_ROWS_ZH, closing=_WHERE_ZH)
_EN = partial(Wording, rows=_ROWS_EN, closing=_WHERE_EN)

QUALITY: dict[str, dict[str, Wording]] = {
    "quality_result": {
        "zh-CN": _ZH(
            subject="质检结果：{score} 分",
            heading="您的一次接待已完成质检",
            lead="得分 {score}。如有异议，可在 {until} 之前申诉一次。",
            quotes=(("评语", "text"),),
            sms="您的一次接待质检得分{score}，请在客服台查看。",
        ),
        "en": _EN(
            subject="Inspection: {score} points",
            heading="One of your conversations was inspected",
            lead="It came to {score}. If you disagree, you may appeal once, until {until}.",
            quotes=(("What was said", "text"),),
            sms="One of your conversations was inspected: {score} points.",
        ),
    },
    "quality_appeal": {
        "zh-CN": _ZH(
            subject="质检申诉：{agent}，原得分 {score}",
            heading="有一条质检申诉待处理",
            lead="{agent} 对质检结果提出申诉，请处理。",
            quotes=(("申诉理由", "text"),),
            sms="{agent}提出质检申诉，请处理。",
        ),
        "en": _EN(
            subject="Appeal: {agent}, {score} points",
            heading="An appeal waits for a decision",
            lead="{agent} disagrees with an inspection.",
            quotes=(("Why", "text"),),
            sms="{agent} appeals against an inspection.",
        ),
    },
    "quality_decision": {
        "zh-CN": Wording(
            subject="质检申诉结果：{final} 分",
            heading="质检申诉已处理",
            lead="{outcome}，最终得分 {final}。",
            rows=_DECIDED_ZH,
            quotes=(("理由", "text"),),
            closing=_WHERE_ZH,
            sms="质检申诉已处理，最终得分{final}。",
        ),
        "en": Wording(
            subject="Appeal decided: {final} points",
            heading="An appeal was decided",
            lead="{outcome}: {final} points in the end.",
            rows=_DECIDED_EN,
            quotes=(("Why", "text"),),
            closing=_WHERE_EN,
            sms="An appeal was decided: {final} points in the end.",
        ),
    },
}
