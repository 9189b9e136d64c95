"""Incidents (F9): what those who lead hear when one begins, comes again, and is over."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording, labelled

_WHAT = "severity rule count minutes since by"
_OPEN_ZH = "请在客服台的“应急”中处理：勾选步骤，决定是否向访客发送安抚回复。"
_OPEN_EN = 'See to it in the console under "Incidents": tick the steps, decide whether visitors are told.'

INCIDENTS: dict[str, dict[str, Wording]] = {
    "incident_raised": {
        ZH: Wording(
            subject="【应急】{title}（{severity}）",
            heading="发生应急事件",
            lead="{title}，自 {since} 起。",
            rows=labelled(ZH, _WHAT),
            closing=_OPEN_ZH,
            sms="应急事件：{title}（{severity}），请立即到客服台处理。",
        ),
        EN: Wording(
            subject="Incident: {title} ({severity})",
            heading="An incident",
            lead="{title}, since {since}.",
            rows=labelled(EN, _WHAT),
            closing=_OPEN_EN,
            sms="Incident: {title} ({severity}). Please see to it in the console at once.",
        ),
    },
    "incident_again": {
        ZH: Wording(
            subject="【应急】{title} 再次发生",
            heading="应急事件再次发生",
            lead="{title} 平息后再次超过警戒线，沿用原事件处理。",
            rows=labelled(ZH, _WHAT),
            closing=_OPEN_ZH,
            sms="应急事件再次发生：{title}，请到客服台处理。",
        ),
        EN: Wording(
            subject="Incident: {title} is back",
            heading="An incident is back",
            lead="{title} had calmed down and is over the mark once more; it is the same incident.",
            rows=labelled(EN, _WHAT),
            closing=_OPEN_EN,
            sms="Incident: {title} is back. Please see to it in the console.",
        ),
    },
    "incident_over": {
        ZH: Wording(
            subject="【应急】{title} 已结束",
            heading="应急事件已结束",
            lead="{title} 于 {at} 结束，已停止向访客发送安抚回复。",
            rows=labelled(ZH, "severity since"),
            closing="请在事件报告中补充原因与改进措施。",
            sms="应急事件已结束：{title}。请补充原因与改进措施。",
        ),
        EN: Wording(
            subject="Incident: {title} is over",
            heading="An incident is over",
            lead="{title} was over {at}; visitors are told nothing of it any more.",
            rows=labelled(EN, "severity since"),
            closing="Please write its cause, and what is done about it, into its report.",
            sms="Incident: {title} is over. Please write down its cause.",
        ),
    },
}
