"""Leave and exchanges of shifts, and corrections of attendance (B8). Never why."""

from __future__ import annotations

from functools import partial

from chalicelib.notifications.model.wordings.form import Wording

_ROWS_ZH = (("申请人", "agent"), ("类型", "kind"), ("开始", "since"), ("结束", "until"), ("同事", "colleague"))
_ROWS_EN = (("Asked by", "agent"), ("What", "kind"), ("From", "since"), ("Until", "until"), ("Colleague", "colleague"))
_ZH = partial(Wording, rows=_ROWS_ZH, closing="请在客服台的“我的班次”中处理。")
_EN = partial(Wording, rows=_ROWS_EN, closing='See it in the console under "My shifts".')

ATTENDANCE: dict[str, dict[str, Wording]] = {
    "leave_waits": {
        "zh-CN": _ZH(
            subject="待审批：{agent} 申请{kind}",
            heading="有一项申请等待您审批",
            lead="{agent} 申请了“{kind}”：{since} 至 {until}。",
            sms="{agent}申请{kind}，等待审批。",
        ),
        "en": _EN(
            subject="To be decided: {agent}, {kind}",
            heading="A request waits for you",
            lead='{agent} asks for "{kind}": {since} to {until}.',
            sms="{agent} asks for {kind}.",
        ),
    },
    "swap_asked": {
        "zh-CN": _ZH(
            subject="{agent} 想与您调班",
            heading="有同事想与您调班",
            lead="{agent} 想与您调班。您接受之后，由组长审批。",
            sms="{agent}想与您调班，请在客服台答复。",
        ),
        "en": _EN(
            subject="{agent} would like to exchange shifts with you",
            heading="A colleague asks you to exchange shifts",
            lead="{agent} would like to exchange shifts with you. Once you accept, whoever leads you decides.",
            sms="{agent} would like to exchange shifts with you.",
        ),
    },
    "leave_settled": {
        "zh-CN": _ZH(
            subject="{agent} 的{kind}：{state}",
            heading="{kind}：{state}",
            lead="{agent} 的“{kind}”（{since} 至 {until}）{state}。",
            sms="{agent}的{kind}：{state}。",
        ),
        "en": _EN(
            subject="{kind} of {agent}: {state}",
            heading="{kind}: {state}",
            lead='"{kind}" of {agent}, {since} to {until}: {state}.',
            sms="{kind} of {agent}: {state}.",
        ),
    },
    "attendance_corrected": {
        "zh-CN": Wording(
            subject="您 {day} 的考勤已更正",
            heading="您的考勤记录已更正",
            lead="{by} 更正了您 {day}“{shift}”的考勤记录，原记录仍保留。",
            rows=(("员工", "agent"), ("日期", "day"), ("班次", "shift"), ("更正人", "by")),
            closing="请在客服台的“我的班次”中查看。",
            sms="您{day}的考勤已由{by}更正。",
        ),
        "en": Wording(
            subject="Your attendance of {day} was corrected",
            heading="Your attendance was corrected",
            lead='{by} corrected your record of {day}, "{shift}". What was found before is kept beside it.',
            rows=(("Agent", "agent"), ("Day", "day"), ("Shift", "shift"), ("Corrected by", "by")),
            closing='See it in the console under "My shifts".',
            sms="Your attendance of {day} was corrected by {by}.",
        ),
    },
}
