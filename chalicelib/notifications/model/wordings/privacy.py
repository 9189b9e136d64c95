"""Codes that prove who asks for their data, and what those hear who see to it (F6)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import Wording

PRIVACY: dict[str, dict[str, Wording]] = {
    "privacy_code": {
        "zh-CN": Wording(
            subject="验证码 {code}：您在“{plan}”的个人数据申请",
            heading="验证码 {code}",
            lead="有人在“{plan}”申请导出或删除与此地址有关的个人数据。如果是您本人，请在一小时内填写验证码 {code}。",
            closing="如果不是您本人，请忽略此邮件，不会有任何改变。",
            sms="验证码{code}，用于在“{plan}”申请导出或删除个人数据，一小时内有效。非本人请忽略。",
        ),
        "en": Wording(
            subject="Code {code}: your request about your data at {plan}",
            heading="Your code is {code}",
            lead="Somebody asked {plan} for the personal data that belongs to this address, or to have it erased."
            " If that was you, type {code} within an hour.",
            closing="If it was not you, there is nothing to do: nothing changes.",
            sms="{code} is your code for your data request at {plan}, valid for an hour. Not you? Ignore this.",
        ),
    },
    "privacy_due": {
        "zh-CN": Wording(
            subject="个人数据申请将在 {days} 天内到期（{plan}）",
            heading="个人数据申请将在 {days} 天内到期",
            lead="有客户申请{kind}，须在 {due} 前处理完毕。客户编号：{person}。",
            closing="请在管理后台的“个人数据”中处理。",
            sms="有客户申请{kind}，须在 {due} 前处理完毕。",
        ),
        "en": Wording(
            subject="A request about personal data is due within days: {days} ({plan})",
            heading="Days left to answer a request about personal data: {days}",
            lead="A customer asked to {kind}. That is to be done by {due}. Customer: {person}.",
            closing="It is in the administration, under Personal data.",
            sms="A customer asked to {kind}; that is to be done by {due}.",
        ),
    },
}
