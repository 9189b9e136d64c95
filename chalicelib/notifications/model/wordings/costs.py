"""The month's budget (F1): what those who see costs hear when it runs out."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

COSTS: dict[str, dict[str, Wording]] = {
    "budget_reached": {
        ZH: Wording(
            subject="{month} 的费用已达预算的 {percent}%",
            heading="费用已达预算的 {percent}%",
            lead="{month} 至今约 {spent}，预算为 {budget}。",
            rows=(("本月起已节省", "saves"),),
            closing="会话的接入、收发消息和分配不受影响。费用按价目估算，明细与节省方式在管理后台的“费用”中。",
            sms="{month} 的费用约 {spent}，已达预算的 {percent}%。",
        ),
        EN: Wording(
            subject="{percent}% of the budget of {month} is spent",
            heading="{percent}% of the budget is spent",
            lead="{month} has cost about {spent} by now; its budget is {budget}.",
            rows=(("Saved by", "saves"),),
            closing="Conversations begin, go on and are assigned as ever. This is an estimate by the price list; "
            "details, and what is saved by, are in the administration under Costs.",
            sms="{month} has cost about {spent}, {percent}% of its budget.",
        ),
    },
}
