"""Surveys, callbacks after low scores, follow-ups (D1, D2, D3)."""

from __future__ import annotations

from functools import partial

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording, labelled

_OF_CALLBACK = "number kind customer mobile email score reasons resolved owner due"
_OF_PROMISE = "number customer mobile email owner due"
_OF_VISIT = "number kind customer mobile email due"
_SHARE_ZH = (("活动", "campaign"), ("类型", "kind"), ("客户数", "count"), ("期限", "due"))
_SHARE_EN = (("Campaign", "campaign"), ("Kind", "kind"), ("Customers", "count"), ("Due", "due"))
_WHERE_ZH = "请在客服台的“回访”中处理并登记结果。"
_WHERE_EN = 'See to it in the console under "Follow-ups" and write down what came of it.'
_SAID_ZH = (("客户的话", "comment"),)
_SAID_EN = (("What they said", "comment"),)
# what all letters about callbacks have, and those about visits
_CALLBACK_ZH = partial(Wording, rows=labelled(ZH, _OF_CALLBACK), quotes=_SAID_ZH, closing=_WHERE_ZH)
_CALLBACK_EN = partial(Wording, rows=labelled(EN, _OF_CALLBACK), quotes=_SAID_EN, closing=_WHERE_EN)
_VISIT_ZH = partial(Wording, rows=labelled(ZH, _OF_VISIT, due="时间"), closing=_WHERE_ZH)
_VISIT_EN = partial(Wording, rows=labelled(EN, _OF_VISIT), closing=_WHERE_EN)

_PROMISE_ZH = partial(Wording, rows=labelled(ZH, _OF_PROMISE), quotes=(("承诺", "promised"),), closing=_WHERE_ZH)
_PROMISE_EN = partial(Wording, rows=labelled(EN, _OF_PROMISE), quotes=(("Promised", "promised"),), closing=_WHERE_EN)

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
    "questionnaire_link": {
        "zh-CN": Wording(
            subject="“{plan}”想听听您的意见：{title}",
            heading="{title}",
            lead="“{plan}”想请您回答几个问题，可以随时中断再继续，{expires}前有效。",
            button=("去填写", "url"),
            closing="如果您已经填写过，请忽略这封邮件。",
            sms="“{plan}”想听听您的意见，请填写“{title}”：{url}",
        ),
        "en": Wording(
            subject="{plan} would like to hear from you: {title}",
            heading="{title}",
            lead="{plan} has a few questions for you. You may stop and go on later, until {expires}.",
            button=("Answer the questions", "url"),
            closing="If you have answered already, there is nothing to do.",
            sms="{plan} would like to hear from you: {title} {url}",
        ),
    },
    "survey_reminder": {
        "zh-CN": Wording(
            subject="提醒：还没有收到您对“{plan}”的评价",
            heading="还差您的评价",
            lead="您联系过“{plan}”，我们还不知道您是否满意。链接在{expires}前有效，之后不再打扰您。",
            button=("去评价", "url"),
            closing="如果您已经评价过，请忽略这封邮件。",
            sms="提醒：“{plan}”还没有收到您的评价，{expires}前有效：{url}",
        ),
        "en": Wording(
            subject="A reminder: how did {plan} do?",
            heading="We have not heard from you yet",
            lead="You contacted {plan}, and we would still like to know how we did. The link works until {expires};"
            " we shall not ask again.",
            button=("Rate our service", "url"),
            closing="If you have told us already, there is nothing to do.",
            sms="A reminder from {plan}: how did we do? Until {expires}: {url}",
        ),
    },
    "callback_due": {
        "zh-CN": _CALLBACK_ZH(
            subject="低分回访 {number}：{customer} 评了 {score} 分",
            heading="有一位客户不满意，请回访",
            lead="“{plan}”的客户给了低分，请在 {due} 之前联系客户。",
            sms="低分回访{number}：{customer}评{score}分，请在{due}前联系。",
        ),
        "en": _CALLBACK_EN(
            subject="Callback {number}: {customer} gave {score}",
            heading="Somebody is not content, please call",
            lead="A customer of {plan} gave a low score. Please reach them before {due}.",
            sms="Callback {number}: {customer} gave {score}, please call before {due}.",
        ),
    },
    "callback_warning": {
        "zh-CN": _CALLBACK_ZH(
            subject="回访 {number} 即将到期",
            heading="低分回访即将到期",
            lead="请在 {due} 之前联系客户，否则将上报。",
            sms="低分回访{number}将于{due}到期，请尽快联系{customer}。",
        ),
        "en": _CALLBACK_EN(
            subject="Callback {number} is due soon",
            heading="A callback is due soon",
            lead="Please reach the customer before {due}; after that others are told.",
            sms="Callback {number} is due {due}, please call {customer}.",
        ),
    },
    "callback_overdue": {
        "zh-CN": _CALLBACK_ZH(
            subject="回访 {number} 已超时：{customer}",
            heading="低分回访已超时",
            lead="{owner} 负责的回访在 {due} 到期，还没有结果。",
            sms="低分回访{number}已超时，负责人{owner}，客户{customer}。",
        ),
        "en": _CALLBACK_EN(
            subject="Callback {number} is late: {customer}",
            heading="A callback is late",
            lead="It was due {due}, its owner is {owner}, and nothing has come of it.",
            sms="Callback {number} of {owner} is late, customer {customer}.",
        ),
    },
    "promise_warning": {
        "zh-CN": _PROMISE_ZH(
            subject="承诺 {number} 即将到期：{customer}",
            heading="您答应的时间快到了",
            lead="请在 {due} 之前兑现对客户的承诺。",
            sms="承诺{number}：请在{due}前兑现对{customer}的承诺。",
        ),
        "en": _PROMISE_EN(
            subject="Promise {number} is due soon: {customer}",
            heading="What you promised is due soon",
            lead="Please keep it by {due}.",
            sms="Promise {number} to {customer} is due {due}.",
        ),
    },
    "promise_missed": {
        "zh-CN": _PROMISE_ZH(
            subject="承诺 {number} 未兑现：{customer}",
            heading="对客户的承诺未兑现",
            lead="{owner} 答应在 {due} 之前兑现，至今没有结果。",
            sms="承诺{number}未兑现，负责人{owner}，客户{customer}。",
        ),
        "en": _PROMISE_EN(
            subject="Promise {number} was not kept: {customer}",
            heading="A promise was not kept",
            lead="{owner} promised it by {due}, and nothing has come of it.",
            sms="Promise {number} of {owner} to {customer} was not kept.",
        ),
    },
    "followup_due": {
        "zh-CN": _VISIT_ZH(
            subject="{kind} {number}：{customer}",
            heading="您有一个回访任务",
            lead="“{plan}”的{kind}，请在 {due} 之前完成。",
            sms="{kind}{number}：请在{due}前联系{customer}。",
        ),
        "en": _VISIT_EN(
            subject="Follow-up {number} ({kind}): {customer}",
            heading="Somebody to follow up",
            lead="A follow-up for {plan} ({kind}), due {due}.",
            sms="Follow-up {number} ({kind}): {customer}, due {due}.",
        ),
    },
    "followup_reminder": {
        "zh-CN": _VISIT_ZH(
            subject="{kind} {number} 现在到期：{customer}",
            heading="回访时间到了",
            lead="“{plan}”的{kind}计划在 {due}，还没有登记结果，请尽快联系客户。",
            sms="{kind}{number}已到时间（{due}），请尽快联系{customer}。",
        ),
        "en": _VISIT_EN(
            subject="Follow-up {number} ({kind}) is due now: {customer}",
            heading="It is time to follow up",
            lead="A follow-up for {plan} ({kind}) was planned for {due}, and nothing is written down yet.",
            sms="Follow-up {number} ({kind}) is due now ({due}): {customer}.",
        ),
    },
    "followup_share": {
        "zh-CN": Wording(
            subject="回访活动“{campaign}”：分给您 {count} 位客户",
            heading="您有 {count} 个回访任务",
            lead="“{plan}”的回访活动“{campaign}”（{kind}），请在 {due} 之前完成。",
            rows=_SHARE_ZH,
            closing=_WHERE_ZH,
            sms="回访活动“{campaign}”分给您{count}位客户，请在{due}前完成。",
        ),
        "en": Wording(
            subject='Campaign "{campaign}": customers for you: {count}',
            heading="{count} to follow up",
            lead='From the campaign "{campaign}" for {plan} ({kind}), due {due}.',
            rows=_SHARE_EN,
            closing=_WHERE_EN,
            sms='Campaign "{campaign}": {count} to follow up, due {due}.',
        ),
    },
}
