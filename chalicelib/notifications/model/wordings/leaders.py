"""What supervisors and leaders must see to: callbacks nearly given up, campaigns without agents (D2, D3)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording, labelled

_OF_CALLBACK = "number customer mobile email score owner due"

LEADERS: dict[str, dict[str, Wording]] = {
    "callback_last_try": {
        "zh-CN": Wording(
            subject="回访 {number} 多次未接通：{customer}",
            heading="低分回访多次未接通",
            lead="{owner} 已多次联系客户，均未接通。下次（{due}）仍未接通就不再继续，请决定是否换人或换方式。",
            rows=labelled(ZH, _OF_CALLBACK, due="下次联系"),
            quotes=(("客户的话", "comment"),),
            closing="请在客服台的“回访”中查看或改派。",
            sms="低分回访{number}：{owner}多次联系{customer}未接通，下次{due}。",
        ),
        "en": Wording(
            subject="Callback {number}: {customer} cannot be reached",
            heading="A customer cannot be reached",
            lead="{owner} called several times and reached nobody. After the next try in vain ({due}) it is "
            "given up: decide whether somebody else or another way should be tried.",
            rows=labelled(EN, _OF_CALLBACK, due="Next try"),
            quotes=(("What they said", "comment"),),
            closing='See to it in the console under "Follow-ups", or give it to somebody else there.',
            sms="Callback {number}: {owner} called {customer} several times in vain, next try {due}.",
        ),
    },
    "campaign_without_agents": {
        "zh-CN": Wording(
            subject="回访计划“{campaign}”没有可分配的客服",
            heading="回访计划没有可分配的客服",
            lead="“{campaign}”（{plan}）{day} 执行时，没有能处理回访的客服（已停用，或没有权限），其余客户没有分配。",
            rows=(("计划", "campaign"), ("方案", "plan"), ("日期", "day"), ("已分配", "count")),
            closing="请在管理后台的“回访计划”中修改客服或客服组。",
            sms="回访计划“{campaign}”{day}没有可分配的客服，请修改计划。",
        ),
        "en": Wording(
            subject="Campaign {campaign}: nobody to give follow-ups to",
            heading="A campaign has nobody to give its follow-ups to",
            lead="When {campaign} ({plan}) ran on {day}, none of its agents could have follow-ups: they are disabled "
            "or lack the permission. The remaining customers were given to nobody.",
            rows=(("Campaign", "campaign"), ("Plan", "plan"), ("Day", "day"), ("Planned", "count")),
            closing="Change its agents or its group in the administrators' page under campaigns.",
            sms="Campaign {campaign} had nobody to give follow-ups to on {day}.",
        ),
    },
    "unfinished": {
        "zh-CN": Wording(
            subject="收工检查：还有 {count} 项未完",
            heading="收工前请处理未完事项",
            lead="您今天的工作时间到 {ends} 结束，还有 {count} 项没有办完。"
            "请逐项注明：办结、转交，或明天处理（并告知客户）。",
            quotes=(("未完事项", "things"),),
            closing="请在客服台的个人菜单中打开“收工检查”。到下班时仍未注明的，会报给组长。",
            sms="收工检查：还有{count}项未完，请在{ends}前处理。",
        ),
        "en": Wording(
            subject="Before you go: {count} still open",
            heading="Before you go",
            lead="Your working time ends at {ends}, and {count} of what is yours {have} not been finished. Say for "
            "each: finish it, hand it over, or tomorrow, with the customer told.",
            quotes=(("Still open", "things"),),
            closing='Open "Before I go" from your own menu in the console. What nobody noted reaches your leader.',
            sms="Before you go: {count} still open; see to it by {ends}.",
        ),
    },
    "left_open": {
        "zh-CN": Wording(
            subject="{day} 下班时有 {count} 项未注明的未完事项",
            heading="未完事项无人注明",
            lead="{day} 下班时，以下 {count} 项仍未办完，也没有注明如何处理。",
            quotes=(("未完事项", "things"),),
            closing="请在客服台的“收工检查”中查看“昨晚未完”，并安排处理。",
            sms="{day}下班时有{count}项未完且未注明，请到客服台查看。",
        ),
        "en": Wording(
            subject="{day}: {count} left open without a note",
            heading="Left open without a note",
            lead="When the working time of {day} was over, {count} of these {have} neither been finished nor noted.",
            quotes=(("Left open", "things"),),
            closing='See "Left open last night" under "Before I go" in the console, and have it seen to.',
            sms="{day}: {count} left open without a note; see the console.",
        ),
    },
}
