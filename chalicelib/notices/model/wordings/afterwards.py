"""Surveys, callbacks after low scores, follow-ups (D1, D2, D3)."""

from __future__ import annotations

from chalicelib.notices.model.wordings.form import Wording

_ROWS_ZH = (
    ("编号", "number"),
    ("客户", "customer"),
    ("手机", "mobile"),
    ("邮箱", "email"),
    ("评分", "score"),
    ("负责人", "owner"),
    ("期限", "due"),
)
_ROWS_EN = (
    ("Number", "number"),
    ("Customer", "customer"),
    ("Mobile", "mobile"),
    ("E-mail", "email"),
    ("Score", "score"),
    ("Owner", "owner"),
    ("Due", "due"),
)
_SAID_ZH = (("客户的话", "comment"),)
_SAID_EN = (("What they said", "comment"),)
_WHERE_ZH = "请在客服台的“回访”中处理并登记结果。"
_WHERE_EN = 'See to it in the console under "Follow-ups" and write down what came of it.'

AFTERWARDS: dict[str, dict[str, Wording]] = {
    "survey_link": {
        "zh-CN": Wording(
            subject="请为“{plan}”的服务打分",
            heading="本次服务您满意吗？",
            lead="感谢您联系“{plan}”。请花半分钟告诉我们做得怎么样，{expires}前有效。",
            button=("去评价", "url"),
            closing="如果您已经评价过，请忽略这封邮件。",
            sms="感谢联系“{plan}”，请为本次服务打分：{url}",
        ),
        "en": Wording(
            subject="How did {plan} do?",
            heading="How did we do?",
            lead="Thank you for contacting {plan}. It takes half a minute to tell us, until {expires}.",
            button=("Rate our service", "url"),
            closing="If you have told us already, there is nothing to do.",
            sms="Thank you for contacting {plan}. How did we do? {url}",
        ),
    },
    "callback_due": {
        "zh-CN": Wording(
            subject="低分回访 {number}：{customer} 评了 {score} 分",
            heading="有一位客户不满意，请回访",
            lead="“{plan}”的客户给了低分，请在 {due} 之前联系客户。",
            rows=_ROWS_ZH,
            quotes=_SAID_ZH,
            closing=_WHERE_ZH,
            sms="低分回访{number}：{customer}评{score}分，请在{due}前联系。",
        ),
        "en": Wording(
            subject="Callback {number}: {customer} gave {score}",
            heading="Somebody is not content, please call",
            lead="A customer of {plan} gave a low score. Please reach them before {due}.",
            rows=_ROWS_EN,
            quotes=_SAID_EN,
            closing=_WHERE_EN,
            sms="Callback {number}: {customer} gave {score}, please call before {due}.",
        ),
    },
    "callback_warning": {
        "zh-CN": Wording(
            subject="回访 {number} 即将到期",
            heading="低分回访即将到期",
            lead="请在 {due} 之前联系客户，否则将上报。",
            rows=_ROWS_ZH,
            quotes=_SAID_ZH,
            closing=_WHERE_ZH,
            sms="低分回访{number}将于{due}到期，请尽快联系{customer}。",
        ),
        "en": Wording(
            subject="Callback {number} is due soon",
            heading="A callback is due soon",
            lead="Please reach the customer before {due}; after that others are told.",
            rows=_ROWS_EN,
            quotes=_SAID_EN,
            closing=_WHERE_EN,
            sms="Callback {number} is due {due}, please call {customer}.",
        ),
    },
    "callback_overdue": {
        "zh-CN": Wording(
            subject="回访 {number} 已超时：{customer}",
            heading="低分回访已超时",
            lead="{owner} 负责的回访在 {due} 到期，还没有结果。",
            rows=_ROWS_ZH,
            quotes=_SAID_ZH,
            closing=_WHERE_ZH,
            sms="低分回访{number}已超时，负责人{owner}，客户{customer}。",
        ),
        "en": Wording(
            subject="Callback {number} is late: {customer}",
            heading="A callback is late",
            lead="It was due {due}, its owner is {owner}, and nothing has come of it.",
            rows=_ROWS_EN,
            quotes=_SAID_EN,
            closing=_WHERE_EN,
            sms="Callback {number} of {owner} is late, customer {customer}.",
        ),
    },
    "followup_due": {
        "zh-CN": Wording(
            subject="回访任务：{customer}",
            heading="您有 {count} 个回访任务",
            lead="“{plan}”的回访，请在 {due} 之前完成。",
            rows=tuple(each for each in _ROWS_ZH if each[1] not in ("score", "owner")),
            closing=_WHERE_ZH,
            sms="您有{count}个回访任务（{customer}），请在{due}前完成。",
        ),
        "en": Wording(
            subject="Follow-up: {customer}",
            heading="{count} to follow up",
            lead="A follow-up for {plan}, due {due}.",
            rows=tuple(each for each in _ROWS_EN if each[1] not in ("score", "owner")),
            closing=_WHERE_EN,
            sms="{count} to follow up ({customer}), due {due}.",
        ),
    },
}
