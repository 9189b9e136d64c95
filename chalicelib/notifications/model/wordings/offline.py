"""Messages left while nobody is there, and SMS credit."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording, labelled

_ROWS = "number name email mobile category page at"
_ROWS_ZH, _ROWS_EN = labelled(ZH, _ROWS), labelled(EN, _ROWS)

OFFLINE: dict[str, dict[str, Wording]] = {
    "offline_message": {
        "zh-CN": Wording(
            subject="新留言 {number}：{who}",
            heading="有一条新的离线留言",
            lead="有访客在“{plan}”留了言，请尽快回复。",
            rows=_ROWS_ZH,
            quotes=(("留言内容", "text"),),
            closing="请在客服台的“离线留言”中认领并回复。",
            sms="新留言{number}，{who} {contact}：{text}",
        ),
        "en": Wording(
            subject="New message {number} from {who}",
            heading="A new offline message",
            lead='A visitor of "{plan}" has left a message. Please answer soon.',
            rows=_ROWS_EN,
            quotes=(("Message", "text"),),
            closing='Claim and answer it in the console under "Offline messages".',
            sms="New message {number} from {who} {contact}: {text}",
        ),
    },
    "offline_together": {
        "zh-CN": Wording(
            subject="“{plan}”又有 {count} 条新留言",
            heading="又有 {count} 条新留言",
            lead="“{plan}”的留言来得很快，以下 {count} 条一并通知您。",
            quotes=(("留言", "list"),),
            closing="请在客服台的“离线留言”中认领并回复。",
            sms="“{plan}”又有{count}条新留言，请登录客服台查看。",
        ),
        "en": Wording(
            subject='{messages} more for "{plan}"',
            heading="{messages} more",
            lead='Messages for "{plan}" came quickly, so these are told together.',
            quotes=(("Messages", "list"),),
            closing='Claim and answer them in the console under "Offline messages".',
            sms='{messages} more for "{plan}"; please look into the console.',
        ),
    },
    "offline_assigned": {
        "zh-CN": Wording(
            subject="留言 {number} 已分配给您",
            heading="有一条留言分配给了您",
            lead="来自“{plan}”的留言由您负责，请尽快回复。",
            rows=_ROWS_ZH,
            quotes=(("留言内容", "text"),),
            closing="请在客服台的“离线留言”中回复。",
            sms="留言{number}已分配给您，{who}：{text}",
        ),
        "en": Wording(
            subject="Message {number} was given to you",
            heading="A message was given to you",
            lead='A message from "{plan}" is yours to answer. Please answer soon.',
            rows=_ROWS_EN,
            quotes=(("Message", "text"),),
            closing='Answer it in the console under "Offline messages".',
            sms="Message {number} was given to you, from {who}: {text}",
        ),
    },
    "offline_answer": {
        "zh-CN": Wording(
            subject="关于您的留言 {number} 的回复",
            heading="{name}，您好",
            lead="您给“{plan}”的留言有了回复。",
            rows=(("编号", "number"), ("客服", "agent")),
            quotes=(("回复", "answer"), ("您的留言", "question")),
            closing="感谢您的留言。",
            sms="您的留言{number}的回复：{answer}",
        ),
        "en": Wording(
            subject="An answer to your message {number}",
            heading="Hello {name}",
            lead='Your message to "{plan}" has been answered.',
            rows=(("Number", "number"), ("Answered by", "agent")),
            quotes=(("Answer", "answer"), ("Your message", "question")),
            closing="Thank you for writing to us.",
            sms="Answer to your message {number}: {answer}",
        ),
    },
    "offline_reminder": {
        "zh-CN": Wording(
            subject="“{plan}”有 {count} 条留言等待回复",
            heading="有留言还没有回复",
            lead="“{plan}”有 {count} 条留言已超过 {minutes} 分钟没有回复。",
            rows=(("条数", "count"), ("最早一条", "oldest")),
            closing="请在客服台的“离线留言”中安排处理。",
            sms="“{plan}”有{count}条留言超过{minutes}分钟没有回复，请安排处理。",
        ),
        "en": Wording(
            subject='{messages} of "{plan}" {wait} for an answer',
            heading="Messages nobody has answered",
            lead='{messages} of "{plan}" {have} waited for more than {minutes} minutes.',
            rows=(("Waiting", "count"), ("Oldest", "oldest")),
            closing='Please see to them in the console under "Offline messages".',
            sms='{messages} of "{plan}" {have} waited for more than {minutes} minutes.',
        ),
    },
    "sms_credit_empty": {
        "zh-CN": Wording(
            subject="短信余额不足，短信已停发",
            heading="短信余额不足",
            lead="余额不够发送下一条短信。充值之前，通知改由邮件发送。",
            rows=(("余额", "balance"), ("所需", "needed")),
            closing="请在客服台的“通知设置”中充值。",
            sms="短信余额不足，请充值。",
        ),
        "en": Wording(
            subject="SMS credit is used up",
            heading="SMS credit is used up",
            lead="What is left does not pay for the next SMS. Until it is topped up, notices go by e-mail instead.",
            rows=(("Balance", "balance"), ("Needed", "needed")),
            closing='Top it up in the console under "Notices".',
            sms="SMS credit is used up, please top it up.",
        ),
    },
}
