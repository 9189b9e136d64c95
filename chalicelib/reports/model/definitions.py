"""What each figure means, in the same words wherever it is shown (F1)."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.text import among
from chalicelib.reports.model.figures import Sums
from chalicelib.tickets.model.lateness import FIRST_ANSWER, NEXT_UPDATE, REASON, SOLUTION, STAGE

COUNT, SHARE, SECONDS, AVERAGE, HOURS, RATE = "count", "share", "seconds", "average", "hours", "rate"
UNITS = (COUNT, SHARE, SECONDS, AVERAGE, HOURS, RATE)

CONVERSATIONS, SERVICE, SATISFACTION, MESSAGES = "conversations", "service", "satisfaction", "messages"
TICKETS, AFTERWARDS, STAFF, NOTICES = "tickets", "afterwards", "staff", "notices"
SECTIONS = (CONVERSATIONS, SERVICE, SATISFACTION, MESSAGES, TICKETS, AFTERWARDS, STAFF, NOTICES)

MILLISECONDS_OF_HOUR = 3_600_000


class Definition(msgspec.Struct, frozen=True):
    """A figure: its name, what it is counted in, among what it stands, what it is called and what it means."""

    name: str
    unit: Annotated[str, among(*UNITS)]
    section: Annotated[str, among(*SECTIONS)]
    zh: str
    en: str
    zh_meaning: str
    en_meaning: str


class Share(Definition, frozen=True):
    """One that is ``part`` of ``whole``, both counts."""

    part: str
    whole: str


def _share(name: str, section: str, zh: str, en: str, meaning: tuple[str, str], of: tuple[str, str]) -> Share:
    return Share(name, SHARE, section, zh, en, *meaning, *of)


def _of(unit: str, section: str, *lines: tuple[str, str, str, str, str]) -> tuple[Definition, ...]:
    return tuple(Definition(name, unit, section, *words) for name, *words in lines)


COUNTS = (
    *_of(COUNT, CONVERSATIONS,
        ("started", "开始的会话", "Conversations started", "访客发出第一条消息", "A visitor's first message"),
        ("queued", "进入排队", "Queued", "没有客服空闲，访客开始等待", "No agent was free, so the visitor waits"),
        ("assigned", "分配", "Assigned", "会话交到一位客服手中，转接也算", "Assigned to an agent, also by a transfer"),
        ("missed", "未接", "Missed", "分给客服后未答复便离手", "Taken from an agent who had not answered"),
        ("transferred", "转出", "Transferred", "由人转给他人或其他组", "By hand, to somebody else or to a group"),
        ("held", "挂起", "Held", "挂起的次数", "How often conversations were put on hold"),
        ("served", "接待", "Served", "每位客服每次接手到离手", "Each time an agent had a conversation"),
        ("ended", "结束的会话", "Conversations ended", "结束一次算一次，重新打开后再计",
         "Each end counts; once more after a reopening"),
        ("answered", "得到答复", "Answered", "结束时客服至少说过一句", "An agent had said something by the end"),
        ("dropped", "无人答复", "Unanswered", "结束时客服一句也没有说", "No agent had said anything by the end"),
        ("reopened", "重新打开", "Reopened", "结束后又继续", "Went on after its end"),
        ("repeated", "重复来访", "Repeated contacts",
         "在设定天数内为同一分类再次来访的会话（未归类的不分类别），结束后计入",
         "Ended conversations of who came back within the days set, about the same category (any, if not filed)"),
        ("visitor_messages", "访客消息", "Visitor messages", "结束的会话中访客的消息",
         "In conversations that ended"),
        ("agent_messages", "客服消息", "Agent messages", "结束的会话中客服的消息", "In conversations that ended"),
    ),
    *_of(COUNT, SATISFACTION,
        ("asked", "邀请评价", "Asked to rate", "发出的满意度邀请", "Invitations to rate"),
        ("rated", "已评价", "Rated", "计入邀请当天", "Counted on the day they were asked"),
    ),
    *_of(COUNT, SATISFACTION,
         ("inspected", "质检", "Inspections", "计入提交当天", "Counted on the day they were submitted"),
         ("fatal_errors", "致命错误", "Fatal errors", "出现致命错误的质检", "Inspections with a fatal error"),
    ),
    *_of(COUNT, MESSAGES,
        ("left_message", "离线留言", "Messages left", "无人在线时的留言", "While nobody was there"),
        ("answered_message", "已回复留言", "Messages answered", "计入回复当天", "Counted on the day of the answer"),
    ),
    *_of(COUNT, TICKETS,
        ("ticket_created", "新建工单", "Tickets created", "按建立的时刻，计入责任人",
         "When they were created, for their owner"),
        ("ticket_solved", "解决工单", "Tickets solved", "每次解决算一次，计入操作的客服",
         "Each time, for whoever solved it"),
        ("ticket_closed", "关闭工单", "Tickets closed", "每次关闭算一次", "Each time one is closed"),
        ("ticket_reopened", "重开工单", "Tickets reopened", "解决或关闭后又打开",
         "Opened again after they were solved or closed"),
        ("deadlines_kept", "按时", "Deadlines kept", "对客户的时限在到期前做到",
         "What customers were owed, done before it was due"),
        ("deadlines_missed", "超时", "Deadlines missed", "对客户的时限到期仍未做到，计入到期时",
         "What customers were owed, not done when it was due; counted then"),
    ),
    *_of(COUNT, AFTERWARDS,
        ("callback_planned", "低分回访", "Callbacks opened", "低分评价引出的回访", "Low scores that ask for one"),
        ("callback_done", "完成低分回访", "Callbacks done", "已结束，不论结果", "Closed, whatever came of it"),
        ("callbacks_missed", "逾期低分回访", "Callbacks missed", "到期仍无人联系，计入到期时",
         "Nobody had called when it was due; counted then"),
        ("followup_planned", "计划回访", "Follow-ups planned", "手工、规则或活动计划的回访",
         "By hand, by rules or by campaigns"),
        ("followup_done", "完成回访", "Follow-ups done", "已结束，不论结果", "Closed, whatever came of it"),
        ("followups_missed", "逾期回访", "Follow-ups missed", "到期仍无人联系，计入到期时",
         "Nobody had called when it was due; counted then"),
        ("promise_made", "承诺", "Promises made", "向客户承诺的事", "What was promised to customers"),
        ("promises_kept", "兑现承诺", "Promises kept", "按时做到", "Done by the time that was promised"),
        ("promises_broken", "未兑现承诺", "Promises broken", "到期未做到，或不再做", "Not done when due, or never"),
    ),
    *_of(COUNT, NOTICES,
        ("notices_sent", "已发通知", "Notices sent", "邮件与短信，计入要求发送当天",
         "E-mails and text messages, on the day they were asked for"),
        ("notices_failed", "未达通知", "Notices failed", "放弃发送、退回或被投诉",
         "Given up, returned or complained about"),
    ),
)  # fmt: skip

SHARES = (
    _share("answer_rate", CONVERSATIONS, "答复率", "Answer rate",
           ("得到答复 ÷ 结束的会话", "Answered ÷ ended"), ("answered", "ended")),
    _share("one_touch", CONVERSATIONS, "一次解决率", "One-touch rate",
           ("只经一位客服、一次结束，占得到答复的会话", "Handled by one agent in one go, of those answered"),
           ("one_touch", "answered")),
    _share("first_contact", CONVERSATIONS, "首次联系解决率", "First-contact resolution",
           ("结束后在设定天数内，客户没有为同一分类再次来访（未归类的不分类别），占结束的会话",
            "Customers did not come back within the days set, about the same category (any, if not filed), of ended"),
           ("first_contact", "contact")),
    _share("repeat_rate", CONVERSATIONS, "重复来访率", "Repeat rate",
           ("重复来访 ÷ 结束的会话", "Repeated contacts ÷ ended"), ("repeated", "contact")),
    _share("rating_rate", SATISFACTION, "评价率", "Rating rate",
           ("已评价 ÷ 邀请评价", "Rated ÷ asked to rate"), ("rated", "asked")),
    _share("satisfied", SATISFACTION, "满意率", "Satisfaction rate",
           ("4、5 分占已评价", "Scores of 4 and 5, of those rated"), ("satisfied", "rated")),
    _share("resolved", SATISFACTION, "解决率", "Resolution rate",
           ("说“已解决”占表态的访客", "Visitors who said it is solved, of those who said whether"),
           ("resolved", "said_whether_resolved")),
    _share("messages_in_time", MESSAGES, "留言及时率", "Messages in time",
           ("在提醒之前回复，占已回复留言", "Answered before the reminder, of those answered"),
           ("answered_in_time", "answered_message")),
    _share("deadlines_in_time", TICKETS, "时限达成率", "Deadlines kept (%)",
           ("按时 ÷（按时 + 超时）", "Kept ÷ (kept + missed)"), ("deadlines_kept", "deadlines")),
    *(_share(f"{name}_in_time", TICKETS, f"{zh}达成率", f"{en} in time",
             (f"工单的“{zh}”时限按时做到的比例", f"Of tickets' deadlines for the {en.lower()}, those kept"),
             (f"kept_{name}", f"deadline_{name}"))
      for name, zh, en in (
          (FIRST_ANSWER, "首次答复", "First answer"), (NEXT_UPDATE, "进度更新", "Next update"),
          (SOLUTION, "解决", "Solution"), (STAGE, "环节", "Stage of a flow"),
          (REASON, "说明原因", "Reason for lateness"),
      )),
    _share("callback_rate", AFTERWARDS, "低分回访及时率", "Callbacks in time",
           ("到期前已联系，占到期或已联系的", "Called before it was due, of those due or called"),
           ("callbacks_in_time", "callback_due")),
    _share("followup_rate", AFTERWARDS, "回访及时率", "Follow-ups in time",
           ("到期前已联系，占到期或已联系的", "Called before it was due, of those due or called"),
           ("followups_in_time", "followup_due")),
    _share("promise_rate", AFTERWARDS, "承诺兑现率", "Promises kept (%)",
           ("兑现 ÷（兑现 + 未兑现）", "Kept ÷ (kept + broken)"), ("promises_kept", "promise_over")),
    _share("notice_rate", NOTICES, "通知送达率", "Notices delivered (%)",
           ("已发 ÷（已发 + 未达）", "Sent ÷ (sent + failed)"), ("notices_sent", "notice")),
)  # fmt: skip

TIMES = (
    *_of(SECONDS, SERVICE,
        ("welcome", "欢迎", "Welcome", "从访客第一句到客服台第一句，自动欢迎语也算",
         "From a visitor's first message to the desk's, automatic ones too"),
        ("wait", "等待", "Wait", "从开始等待到分给客服；直接转接不计",
         "From starting to wait to getting an agent; not for transfers"),
        ("greeting", "人工问候", "Greeting", "从分给客服到这位客服的第一句",
         "From being assigned to the agent's first message"),
        ("first_answer", "首次响应", "First answer", "从访客第一句到客服第一句",
         "From a visitor's first message to an agent's"),
        ("answer", "平均响应", "Later answers", "首次之后，从未答的第一句到答复",
         "After the first: from the oldest unanswered message to the answer"),
        ("handling", "处理时长", "Handling", "在一位客服手中的时间，扣除挂起", "Time with an agent, without holds"),
        ("duration", "会话时长", "Duration", "从开始或重新打开到结束", "From its start, or reopening, to its end"),
    ),
    *_of(SECONDS, MESSAGES,
        ("message_answer", "留言回复", "Message answer", "从留言到回复", "From a message left to its answer"),
    ),
    *_of(SECONDS, TICKETS,
        ("ticket_solution", "工单解决用时", "Ticket solution", "从建立到解决，重开后再计",
         "From its creation to each solution"),
    ),
)  # fmt: skip

HOURS_OF = _of(HOURS, STAFF,
    ("staff_time", "在岗工时", "Staff hours", "在线与忙碌的时间", "Time online or busy"),
    ("online_time", "在线", "Online", "可接待的时间", "Time ready for new conversations"),
    ("busy_time", "忙碌", "Busy", "在岗而不接新会话的时间", "On duty, but taking no new conversations"),
    ("break_time", "小休", "On a break", "休息的时间", "Time on breaks"),
    ("away_time", "离开", "Away", "工作台无声、之后又回来的时间，每次最多一小时",
     "The console fell silent and came back; at most an hour each time"),
)  # fmt: skip
RATES = _of(RATE, STAFF,
    ("served_per_hour", "每工时接待", "Served per hour", "接待 ÷ 在岗工时", "Served ÷ staff hours"),
)  # fmt: skip
RATED_BY = {"served_per_hour": "served"}

SCORE = Definition(
    *("score", AVERAGE, SATISFACTION, "平均分", "Average score", "已评价的平均分，1 到 5", "Of those rated, 1 to 5")
)
QUALITY = Definition(
    *(
        "quality",
        AVERAGE,
        SATISFACTION,
        "质检平均分",
        "Average quality",
        "申诉之后，0 到 100",
        "After appeals, 0 to 100",
    )
)

DEFINITIONS = (
    *COUNTS,
    *(Definition(*(getattr(each, name) for name in Definition.__struct_fields__)) for each in SHARES),
    SCORE,
    QUALITY,
    *TIMES,
    *HOURS_OF,
    *RATES,
)  # fmt: skip


def shares_of(sums: Sums) -> dict[str, float | None]:
    """Each share, 0 to 1; None where there is nothing to take it of."""
    return {each.name: _ratio(sums.count(each.part), sums.count(each.whole)) for each in SHARES}


def hours_of(sums: Sums) -> dict[str, float]:
    """Time as a number of hours."""
    return {each.name: round(sums.count(each.name) / MILLISECONDS_OF_HOUR, 2) for each in HOURS_OF}


def rates_of(sums: Sums) -> dict[str, float | None]:
    """So many for each hour of those who were there; None where nobody was."""
    time = sums.count("staff_time")
    return {name: _ratio(sums.count(count) * MILLISECONDS_OF_HOUR, time, 2) for name, count in RATED_BY.items()}


def score_of(sums: Sums) -> float | None:
    """The average score."""
    return _ratio(sums.count("score"), sums.count("rated"), 2)


def quality_of(sums: Sums) -> float | None:
    """What inspections came to on average, 0 to 100."""
    tenths = _ratio(sums.count("quality_points"), sums.count("inspected"), 1)
    return round(tenths / 10, 1) if tenths is not None else None


def _ratio(part: int, whole: int, digits: int = 4) -> float | None:
    return round(part / whole, digits) if whole else None
