"""Staff files: what is new in one, what waits for a second person, statements (F12). Never how much, nor why."""

from __future__ import annotations

from functools import partial

from chalicelib.notifications.model.wordings.form import Wording

_ROWS_ZH = (("员工", "agent"), ("类型", "kind"), ("日期", "day"), ("记录人", "author"), ("内容", "done"))
_ROWS_EN = (("Agent", "agent"), ("Kind", "kind"), ("Day", "day"), ("Entered by", "author"), ("What", "done"))
_ZH = partial(Wording, rows=_ROWS_ZH, closing="请在客服台的“员工档案”中查看。")
_EN = partial(Wording, rows=_ROWS_EN, closing='See it in the console under "Staff file".')

STAFF: dict[str, dict[str, Wording]] = {
    "staff_entry": {
        "zh-CN": _ZH(
            subject="您的员工档案有新内容：{kind}",
            heading="您的员工档案有新内容",
            lead="{author} 在您的档案中记入了一条“{kind}”。您可以确认已阅，并说明一次。",
            sms="您的员工档案有新内容：{kind}，请在客服台查看。",
        ),
        "en": _EN(
            subject="New in your staff file: {kind}",
            heading="There is something new in your staff file",
            lead='{author} entered "{kind}". You can say that you have seen it, and write a statement once.',
            sms="New in your staff file: {kind}.",
        ),
    },
    "staff_waits": {
        "zh-CN": _ZH(
            subject="待复核：{agent}，{kind}",
            heading="有一条奖惩等待复核",
            lead="{author} 为 {agent} 记入了一条“{kind}”，需由另一人复核后生效。",
            sms="{agent}的一条{kind}等待复核，请处理。",
        ),
        "en": _EN(
            subject="To be approved: {agent}, {kind}",
            heading="An entry waits for a second person",
            lead='{author} entered "{kind}" for {agent}. It stands once somebody else approves it.',
            sms="{kind} for {agent} waits to be approved.",
        ),
    },
    "staff_refused": {
        "zh-CN": _ZH(
            subject="复核未通过：{agent}，{kind}",
            heading="您记入的奖惩未通过复核",
            lead="您为 {agent} 记入的“{kind}”未通过复核，不会生效。",
            sms="您为{agent}记入的{kind}未通过复核。",
        ),
        "en": _EN(
            subject="Not approved: {agent}, {kind}",
            heading="What you entered was not approved",
            lead='"{kind}" for {agent} was refused by the second person, and does not stand.',
            sms="{kind} for {agent} was not approved.",
        ),
    },
    "staff_statement": {
        "zh-CN": _ZH(
            subject="{agent} 对“{kind}”作了说明",
            heading="有一条奖惩收到了说明",
            lead="{agent} 对您记入的“{kind}”写了说明。",
            sms="{agent}对一条{kind}作了说明。",
        ),
        "en": _EN(
            subject="{agent} wrote a statement on {kind}",
            heading="There is a statement on an entry of yours",
            lead='{agent} wrote a statement on "{kind}", which you entered.',
            sms="{agent} wrote a statement on {kind}.",
        ),
    },
}
