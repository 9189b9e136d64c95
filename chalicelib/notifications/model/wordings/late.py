"""Deadlines (D5): what those who work on them and lead hear, and the customer of a delay."""

from __future__ import annotations

from functools import partial

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording, labelled

_OF_TICKET = "number kind customer owner due"
_STAFF_ZH = partial(Wording, rows=labelled(ZH, _OF_TICKET), closing="请在客服台的“工单”中处理。")
_STAFF_EN = partial(Wording, rows=labelled(EN, _OF_TICKET), closing='See to it in the console under "Tickets".')

LATE: dict[str, dict[str, Wording]] = {
    "ticket_warning": {
        ZH: _STAFF_ZH(
            subject="工单 {number} 即将逾期：{deadline}",
            heading="时限将到",
            lead="“{subject}”的{deadline}时限已用去五分之四，请在 {due} 之前完成。",
            sms="工单{number}的{deadline}将于{due}逾期。",
        ),
        EN: _STAFF_EN(
            subject="Ticket {number} is nearly late: {deadline}",
            heading="A deadline is near",
            lead='Four fifths of the time for "{subject}" are over ({deadline}); it is due {due}.',
            sms="Ticket {number} ({deadline}) is due {due}.",
        ),
    },
    "ticket_late": {
        ZH: _STAFF_ZH(
            subject="工单 {number} 已逾期：{deadline}",
            heading="工单已逾期",
            lead="“{subject}”的{deadline}已逾期，首问责任人 {owner} 须说明原因并制定追赶计划。",
            sms="工单{number}的{deadline}已逾期。",
        ),
        EN: _STAFF_EN(
            subject="Ticket {number} is late: {deadline}",
            heading="A ticket is late",
            lead='"{subject}" is late ({deadline}). {owner} owes a reason and a plan to catch up.',
            sms="Ticket {number} is late ({deadline}).",
        ),
    },
    "ticket_late_still": {
        ZH: _STAFF_ZH(
            subject="工单 {number} 逾期后仍未处理：{deadline}",
            heading="逾期仍未处理",
            lead="“{subject}”的{deadline}逾期后仍未处理，请您介入。",
            sms="工单{number}的{deadline}逾期后仍未处理，请介入。",
        ),
        EN: _STAFF_EN(
            subject="Ticket {number} is late still: {deadline}",
            heading="A ticket is late still",
            lead='"{subject}" is late still ({deadline}); please see to it.',
            sms="Ticket {number} is late still ({deadline}).",
        ),
    },
    "ticket_reason_owed": {
        ZH: _STAFF_ZH(
            subject="请说明工单 {number} 逾期的原因",
            heading="请说明逾期原因",
            lead="“{subject}”已逾期，请在 {due} 之前说明原因并写明追赶计划。",
            sms="请在{due}前说明工单{number}逾期的原因和追赶计划。",
        ),
        EN: _STAFF_EN(
            subject="Say why ticket {number} is late",
            heading="A reason is owed",
            lead='"{subject}" is late. Say why, and how you catch up, by {due}.',
            sms="Say by {due} why ticket {number} is late.",
        ),
    },
    "answer_late": {
        ZH: Wording(
            subject="{plan}：{kind}尚未首次答复",
            heading="首次答复已逾期",
            lead="{handler} 尚未答复 {customer}，应在 {due} 之前答复。",
            closing="请在客服台的“逾期”中处理。",
            sms="{plan}：{kind}首次答复已逾期，应在{due}前答复。",
        ),
        EN: Wording(
            subject="{plan}: a {kind} waits for its first answer",
            heading="A first answer is late",
            lead="{handler} has not answered {customer} yet; the answer was due {due}.",
            closing="See to it in the console, among what is late.",
            sms="{plan}: the first answer in a {kind} was due {due}.",
        ),
    },
    "offline_warning": {
        ZH: Wording(
            subject="{plan}：留言即将逾期未答复",
            heading="时限将到",
            lead="{customer} 的留言应在 {due} 之前答复。",
            closing="请在客服台的“留言”中处理。",
            sms="{plan}：{customer}的留言应在{due}前答复。",
        ),
        EN: Wording(
            subject="{plan}: a message is nearly late",
            heading="A deadline is near",
            lead="The message that {customer} left is to be answered by {due}.",
            closing='See to it in the console under "Messages".',
            sms="{plan}: the message that {customer} left is due {due}.",
        ),
    },
    "ticket_delayed": {
        ZH: Wording(
            subject="关于您的问题 {number}：很抱歉，需要更多时间",
            heading="很抱歉，需要更多时间",
            lead="“{subject}”（{number}）未能按原定时间完成，给您带来不便，我们深表歉意。预计 {until} 前完成。",
            quotes=(("说明", "text"),),
            button=("查看进度", "url"),
            sms="很抱歉，您的问题{number}需要更多时间，预计{until}前完成。{url}",
        ),
        EN: Wording(
            subject="{number}: we are sorry, it takes longer",
            heading="We are sorry, it takes longer",
            lead='"{subject}" ({number}) is not done by the time we said, for which we apologise. '
            "We expect to be done by {until}.",
            quotes=(("Why", "text"),),
            button=("See how it stands", "url"),
            sms="We are sorry: {number} takes longer, we expect to be done by {until}. {url}",
        ),
    },
}
