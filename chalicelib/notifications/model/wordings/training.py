"""Training and exams (F11): what is ordered, what lacks, what came of it."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

_SEE_ZH = "请在客服台的“培训”中查看。"
_SEE_EN = 'You find it in the console under "Training".'
_ORDER_ZH = (("客服", "agent"), ("安排人", "author"), ("完成期限", "due"))
_ORDER_EN = (("Agent", "agent"), ("Ordered by", "author"), ("To be passed by", "due"))

TRAINING: dict[str, dict[str, Wording]] = {
    "training_ordered": {
        ZH: Wording(
            subject="培训安排：{title}（{due} 前完成）",
            heading="为您安排了一门课程",
            lead="{author} 为您安排了课程“{title}”。",
            rows=_ORDER_ZH,
            quotes=(("原因", "reason"),),
            closing=_SEE_ZH,
            sms="请于{due}前完成课程“{title}”。",
        ),
        EN: Wording(
            subject="Training ordered: {title} (by {due})",
            heading="A course was ordered for you",
            lead="{author} asks you to take the course {title}.",
            rows=_ORDER_EN,
            quotes=(("Why", "reason"),),
            closing=_SEE_EN,
            sms="Please pass the course {title} by {due}.",
        ),
    },
    "training_cancelled": {
        ZH: Wording(
            subject="培训安排已取消：{title}",
            heading="一项培训安排已取消",
            lead="课程“{title}”的培训安排已取消，不必再按期完成。",
            rows=_ORDER_ZH,
            quotes=(("原因", "why"),),
            closing=_SEE_ZH,
            sms="课程“{title}”的培训安排已取消。",
        ),
        EN: Wording(
            subject="No longer ordered: {title}",
            heading="An order was taken back",
            lead="The course {title} is not asked of you any more.",
            rows=_ORDER_EN,
            quotes=(("Why", "why"),),
            closing=_SEE_EN,
            sms="The course {title} is not asked of you any more.",
        ),
    },
    "training_late": {
        ZH: Wording(
            subject="培训逾期：{agent} · {title}",
            heading="一项培训安排逾期未完成",
            lead="{agent} 应在 {due} 前完成课程“{title}”，至今未通过。",
            rows=_ORDER_ZH,
            quotes=(("安排原因", "reason"),),
            closing=_SEE_ZH,
            sms="{agent}的课程“{title}”逾期未完成。",
        ),
        EN: Wording(
            subject="Training late: {agent} · {title}",
            heading="A course was not passed in time",
            lead="{agent} was to pass the course {title} by {due}, and has not yet.",
            rows=_ORDER_EN,
            quotes=(("Why it was ordered", "reason"),),
            closing=_SEE_EN,
            sms="{agent} has not passed {title}, due {due}.",
        ),
    },
    "training_waits": {
        ZH: Wording(
            subject="待评分：{agent} · {title}",
            heading="有一份答卷待您评分",
            lead="{agent} 已交卷“{title}”，其中的问答题需要评分。",
            closing=_SEE_ZH,
            sms="{agent}的“{title}”待评分。",
        ),
        EN: Wording(
            subject="To be judged: {agent} · {title}",
            heading="Answers wait for your judgement",
            lead="{agent} handed in {title}; answers in words are to be judged.",
            closing=_SEE_EN,
            sms="{title} of {agent} is to be judged.",
        ),
    },
    "training_result": {
        ZH: Wording(
            subject="考核结果：{title} {score} 分",
            heading="您的考核已出结果",
            lead="课程“{title}”的考核结果已出。",
            rows=(("结果", "outcome"), ("得分", "score")),
            closing=_SEE_ZH,
            sms="“{title}”考核得分 {score}。",
        ),
        EN: Wording(
            subject="Result: {title}, {score} of 100",
            heading="Your result is there",
            lead="The quiz of the course {title} has been settled.",
            rows=(("Outcome", "outcome"), ("Score", "score")),
            closing=_SEE_EN,
            sms="{title}: {score} of 100.",
        ),
    },
    "training_lacks": {
        ZH: Wording(
            subject="上岗培训：还有课程需要通过",
            heading="您所在的客服组要求通过培训",
            lead="{agent}，您还有客服组要求的课程未通过或即将到期。",
            rows=(("不再分配会话的日期", "when"),),
            closing="请在客服台的“培训”中查看还需要哪些课程。",
            sms="您还有客服组要求的课程未通过。",
        ),
        EN: Wording(
            subject="Your group requires training",
            heading="A course of your group is still to be passed",
            lead="{agent}, a course that your group requires is not passed yet, or its certificate will end.",
            rows=(("No conversations without it from", "when"),),
            closing='The console shows under "Training" what you still need.',
            sms="A course that your group requires is still to be passed.",
        ),
    },
    "certificate_ends": {
        ZH: Wording(
            subject="证书即将到期：{title}（{due}）",
            heading="您的一张证书即将到期",
            lead="课程“{title}”的证书将于 {due} 到期，请在此之前重新通过考核。",
            closing=_SEE_ZH,
            sms="“{title}”证书将于{due}到期。",
        ),
        EN: Wording(
            subject="A certificate ends soon: {title} ({due})",
            heading="One of your certificates ends soon",
            lead="Your certificate of {title} ends on {due}. Pass the course anew before that.",
            closing=_SEE_EN,
            sms="Your certificate of {title} ends on {due}.",
        ),
    },
    "certificate_ended": {
        ZH: Wording(
            subject="证书已到期：{agent} · {title}",
            heading="一张证书已到期",
            lead="{agent} 的课程“{title}”证书已于 {due} 到期。",
            closing=_SEE_ZH,
            sms="{agent}的“{title}”证书已到期。",
        ),
        EN: Wording(
            subject="A certificate has ended: {agent} · {title}",
            heading="A certificate has ended",
            lead="The certificate of {title} that {agent} held ended on {due}.",
            closing=_SEE_EN,
            sms="The certificate of {title} of {agent} has ended.",
        ),
    },
    "certificate_revoked": {
        ZH: Wording(
            subject="证书已撤销：{title}",
            heading="您的一张证书已撤销",
            lead="{author} 撤销了您的课程“{title}”证书。",
            quotes=(("原因", "reason"),),
            closing=_SEE_ZH,
            sms="您的“{title}”证书已撤销。",
        ),
        EN: Wording(
            subject="A certificate was revoked: {title}",
            heading="One of your certificates was revoked",
            lead="{author} revoked your certificate of {title}.",
            quotes=(("Why", "reason"),),
            closing=_SEE_EN,
            sms="Your certificate of {title} was revoked.",
        ),
    },
}
