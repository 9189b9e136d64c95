"""Rosters: a week that was published, and what is changed of one (B8)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import Wording

SHIFTS: dict[str, dict[str, Wording]] = {
    "roster_published": {
        "zh-CN": Wording(
            subject="班表已发布：{group} {week}",
            heading="您的班表已发布",
            lead="{by} 发布了 {group} {week} 的班表，以下是您的班次。",
            quotes=(("您的班次", "shifts"),),
            closing="请在客服台的“我的班次”中查看；如有问题，请联系排班人。",
            sms="{group} {week}的班表已发布，请到客服台“我的班次”查看。",
        ),
        "en": Wording(
            subject="Your shifts: {group}, {week}",
            heading="Your shifts are published",
            lead="{by} published the roster of {group} for {week}. These are your shifts.",
            quotes=(("Your shifts", "shifts"),),
            closing='See them under "My shifts" in the console; if something is wrong, ask whoever planned them.',
            sms='The roster of {group} for {week} is published; see "My shifts" in the console.',
        ),
    },
    "roster_changed": {
        "zh-CN": Wording(
            subject="班次有变动：{group} {week}",
            heading="您的班次有变动",
            lead="{by} 调整了您在 {group} {week} 的班次。",
            rows=(("原因", "reason"),),
            quotes=(("变动", "changes"), ("调整后的班次", "shifts")),
            closing="请在客服台的“我的班次”中查看；如有问题，请联系排班人。",
            sms="您在{group} {week}的班次有变动，请到客服台“我的班次”查看。",
        ),
        "en": Wording(
            subject="Your shifts have changed: {group}, {week}",
            heading="Your shifts have changed",
            lead="{by} changed your shifts in {group} for {week}.",
            rows=(("Reason", "reason"),),
            quotes=(("What changed", "changes"), ("Your shifts now", "shifts")),
            closing='See them under "My shifts" in the console; if something is wrong, ask whoever planned them.',
            sms='Your shifts in {group} for {week} have changed; see "My shifts" in the console.',
        ),
    },
}
