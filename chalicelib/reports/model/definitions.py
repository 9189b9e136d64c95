"""What each figure means, in the same words wherever it is shown (F1)."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.text import among
from chalicelib.reports.model.figures import Sums

COUNT, SHARE, SECONDS, AVERAGE = "count", "share", "seconds", "average"
UNITS = (COUNT, SHARE, SECONDS, AVERAGE)


class Definition(msgspec.Struct, frozen=True):
    """A figure: its name, what it is counted in, what it is called and what it means."""

    name: str
    unit: Annotated[str, among(*UNITS)]
    zh: str
    en: str
    zh_meaning: str
    en_meaning: str


def _count(name: str, zh: str, en: str, zh_meaning: str, en_meaning: str) -> Definition:
    return Definition(name, COUNT, zh, en, zh_meaning, en_meaning)


def _seconds(name: str, zh: str, en: str, zh_meaning: str, en_meaning: str) -> Definition:
    return Definition(name, SECONDS, zh, en, zh_meaning, en_meaning)


COUNTS = (
    _count("started", "开始的会话", "Conversations begun", "访客发出第一条消息", "A visitor's first message"),
    _count("queued", "进入排队", "Queued", "没有客服空闲，访客开始等待", "Nobody had room: the visitor waits"),
    _count("assigned", "分配", "Assigned", "会话交到一位客服手中，转接也算", "Given to an agent, also by a transfer"),
    _count("missed", "未接", "Missed", "分给客服后未答复便离手", "Left an agent's hands without an answer, by itself"),
    _count("transferred", "转出", "Passed on", "由人转给他人或其他组", "Passed on by hand to somebody, or to a group"),
    _count("held", "挂起", "Held", "挂起的次数", "How often it was put on hold"),
    _count("served", "接待", "Served", "每位客服每次接手到离手", "Each time in an agent's hands, to its end"),
    _count(
        "ended",
        "结束的会话",
        "Conversations ended",
        "结束一次算一次，重新打开后再计",
        "Each end; once more after a reopening",
    ),
    _count("answered", "得到答复", "Answered", "结束时客服至少说过一句", "An agent had said something by its end"),
    _count("dropped", "无人答复", "Dropped", "结束时客服一句也没有说", "No agent had said anything by its end"),
    _count("reopened", "重新打开", "Reopened", "结束后又继续", "Went on after its end"),
    _count(
        "visitor_messages", "访客消息", "Visitors' messages", "结束的会话中访客的消息", "In conversations that ended"
    ),
    _count("agent_messages", "客服消息", "Agents' messages", "结束的会话中客服的消息", "In conversations that ended"),
    _count("asked", "邀请评价", "Asked to rate", "发出的满意度邀请", "Invitations to rate"),
    _count("rated", "已评价", "Rated", "计入邀请当天", "Counted on the day they were asked"),
    _count("left_message", "离线留言", "Messages left", "无人在线时的留言", "While nobody was there"),
    _count("inspected", "质检", "Inspections", "计入提交当天", "Counted on the day they were submitted"),
    _count("fatal_errors", "致命错误", "Fatal errors", "出现致命错误的质检", "Inspections with a fatal error"),
    _count("answered_message", "已回复留言", "Messages answered", "计入回复当天", "Counted on the day of the answer"),
)

SHARES = (
    ("answer_rate", "答复率", "Answered share", "得到答复 ÷ 结束的会话", "Answered of ended", "answered", "ended"),
    ("one_touch", "一次解决率", "One-touch share", "只经一位客服、一次结束，占得到答复的会话",
     "By one agent and in one go, of those answered", "one_touch", "answered"),
    ("rating_rate", "评价率", "Rating share", "已评价 ÷ 邀请评价", "Rated of asked", "rated", "asked"),
    ("satisfied", "满意率", "Satisfied share", "4、5 分占已评价",
     "Scores of 4 and 5, of those rated", "satisfied", "rated"),
    ("resolved", "解决率", "Resolved share", "说“已解决”占表态的访客",
     "Who said it is solved, of those who said", "resolved", "said_whether_resolved"),
    ("messages_in_time", "留言及时率", "Messages in time", "在提醒之前回复，占已回复留言",
     "Answered before the reminder, of those answered", "answered_in_time", "answered_message"),
)  # fmt: skip

TIMES = (
    _seconds(
        "wait", "等待", "Wait", "从开始等待到分给客服；直接转接不计", "From waiting to an agent; not for transfers"
    ),
    _seconds(
        "first_answer",
        "首次响应",
        "First answer",
        "从访客第一句到客服第一句",
        "From a visitor's first word to an agent's",
    ),
    _seconds(
        "answer", "平均响应", "Later answers", "首次之后，从未答的第一句到答复", "After that: from the first open word"
    ),
    _seconds(
        "handling", "处理时长", "Handling", "在一位客服手中的时间，扣除挂起", "In an agent's hands, without holds"
    ),
    _seconds("duration", "会话时长", "Duration", "从开始或重新打开到结束", "From its begin, or reopening, to its end"),
    _seconds("message_answer", "留言回复", "Message answer", "从留言到回复", "From leaving a message to its answer"),
)

DEFINITIONS = (
    *COUNTS,
    *(Definition(each[0], SHARE, *each[1:5]) for each in SHARES),
    Definition("quality", AVERAGE, "质检平均分", "Average quality", "申诉之后，0 到 100", "After appeals, 0 to 100"),
    Definition("score", AVERAGE, "平均分", "Average score", "已评价的平均分，1 到 5", "Of those rated, 1 to 5"),
    *TIMES,
)


def shares_of(sums: Sums) -> dict[str, float | None]:
    """Each share, 0 to 1; None where there is nothing to take it of."""
    return {name: _ratio(sums.count(part), sums.count(whole)) for name, *_, part, whole in SHARES}


def score_of(sums: Sums) -> float | None:
    """The average score."""
    return _ratio(sums.count("score"), sums.count("rated"), 2)


def quality_of(sums: Sums) -> float | None:
    """What inspections came to on average, 0 to 100."""
    tenths = _ratio(sums.count("quality_points"), sums.count("inspected"), 1)
    return round(tenths / 10, 1) if tenths is not None else None


def _ratio(part: int, whole: int, digits: int = 4) -> float | None:
    return round(part / whole, digits) if whole else None
