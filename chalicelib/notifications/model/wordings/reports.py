"""Daily, weekly and monthly reports (F2): the tables are the letter's own, these words stand around them."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import Wording

REPORTS: dict[str, dict[str, Wording]] = {
    "bulletin": {
        "zh-CN": Wording(
            subject="{title}：{scope}",
            heading="{title}",
            lead="{scope}。{headline}。{missed}",
            closing="数据按工作台时区统计，截至{compiled}；更多内容请在客服台的“报告”中查看。",
            sms="{title}（{scope}）：{headline}。",
        ),
        "en": Wording(
            subject="{title}: {scope}",
            heading="{title}",
            lead="{scope}. {headline}. {missed}",
            closing="Counted by the desk's time zone, as of {compiled}. More in the console under Reports.",
            sms="{title} ({scope}): {headline}.",
        ),
    },
}
