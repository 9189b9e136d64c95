"""Whoever is on call (B8): told at any hour, with a link by which they accept."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

_ROWS_ZH = (("事由", "kind"), ("方案", "plan"), ("共有", "count"), ("时间", "since"), ("值班表", "rota"))
_ROWS_EN = (("What", "kind"), ("Plan", "plan"), ("How many", "count"), ("Since", "since"), ("Rota", "rota"))

ONCALL: dict[str, dict[str, Wording]] = {
    "oncall_called": {
        ZH: Wording(
            subject="【值班】{kind}，请处理",
            heading="{kind}，目前无人在岗",
            lead="您正在值班。请在 {minutes} 分钟内接受，否则将通知下一位。",
            rows=_ROWS_ZH,
            button=("接受", "url"),
            closing="接受后请登录客服台处理。链接十二小时内有效，仅供您本人使用。",
            sms="值班：{kind}，无人在岗。请在{minutes}分钟内接受：{url}",
        ),
        EN: Wording(
            subject="On call: {kind}",
            heading="On call: {kind}, and nobody is there",
            lead="You are on call. Please accept within {minutes} minutes, or the next one is called.",
            rows=_ROWS_EN,
            button=("Accept", "url"),
            closing="Then sign in to the console and see to it. The link is yours alone, and counts for twelve hours.",
            sms="On call: {kind}, nobody is there. Accept within {minutes} minutes: {url}",
        ),
    },
    "oncall_lead": {
        ZH: Wording(
            subject="【值班】{kind}，值班人员均未接受",
            heading="{kind}，值班人员均未接受",
            lead="值班表上的人员都已通知，尚无人接受。",
            rows=_ROWS_ZH,
            button=("由我处理", "url"),
            closing="链接十二小时内有效，仅供您本人使用。",
            sms="值班：{kind}，值班人员均未接受，请处理：{url}",
        ),
        EN: Wording(
            subject="On call: {kind}, and nobody has accepted",
            heading="Nobody on call has accepted",
            lead="Everybody on the rota was told; nobody has accepted yet.",
            rows=_ROWS_EN,
            button=("I see to it", "url"),
            closing="The link is yours alone, and counts for twelve hours.",
            sms="On call: {kind}. Nobody has accepted yet; please see to it: {url}",
        ),
    },
}
