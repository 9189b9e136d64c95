"""Notices to customers: an order's state, a topic they subscribed to, a mailing (A11)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import Wording

_ZH = "您收到这条消息，是因为您在“{plan}”订阅了“{topic}”。不想再收到，请打开：{url}"
_EN = 'You get this because you subscribed to "{topic}" of {plan}. To end it, open {url}'

_NOTICE = {
    "zh-CN": Wording(
        subject="{subject}",
        heading="{subject}",
        lead="“{plan}” · {topic}",
        rows=(("关于", "about"),),
        quotes=(("内容", "news"),),
        closing=_ZH,
        sms="{news} 退订回T",
    ),
    "en": Wording(
        subject="{subject}",
        heading="{subject}",
        lead="{plan} · {topic}",
        rows=(("About", "about"),),
        quotes=(("News", "news"),),
        closing=_EN,
        sms="{news} Reply STOP to end",
    ),
}
NOTICES: dict[str, dict[str, Wording]] = {
    "order_notice": _NOTICE,
    "topic_notice": _NOTICE,
    "campaign_notice": _NOTICE,
}
