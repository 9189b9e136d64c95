"""What system entries say, in the visitor's language."""

from __future__ import annotations

from chalicelib.conversations.model.conversation import (
    ASSIGNED,
    CLOSING,
    FILE_CLEARED,
    FILE_REMOVED,
    HELD,
    IDLE,
    INVITED,
    LEFT,
    REASSIGNED,
    RESUMED,
    TRANSFERRED,
    WAITS,
)
from chalicelib.conversations.model.words import REOPENED, TICKET
from chalicelib.core.text import filled_from

_SAYS = {
    "zh-CN": {
        ASSIGNED: "客服 {name}（工号 {number}）为您服务",
        WAITS: "客服正忙，您前面还有 {ahead} 位，请稍候",
        "nobody_there": "客服暂时不在线，您可以在此等候，也可以给我们留言",
        CLOSING: "会话已结束",
        "left_a_message": "您已留言，排队已结束，我们会尽快与您联系",
        "back": "客服暂时离开，正在为您转接其他客服",
        "returned": "欢迎回来，客服正在接待其他顾客，马上为您安排",
        "gone_on": "让您久等了，由客服 {name}（工号 {number}）继续为您服务",
        TRANSFERRED: "已为您转接客服 {name}（工号 {number}）",
        REASSIGNED: "由客服 {name}（工号 {number}）继续为您服务",
        HELD: "客服正在为您处理，请稍候片刻",
        RESUMED: "客服已回来，继续为您服务",
        INVITED: "客服 {name}（工号 {number}）加入了会话",
        LEFT: "客服 {name}（工号 {number}）离开了会话",
        "dropped": "您已离开页面，排队已结束",
        IDLE: "由于较长时间没有收到您的消息，会话已结束；如仍需帮助，请随时再次咨询",
        "out_of_scope": "抱歉，暂时没有能为您服务的客服，请给我们留言",
        "away_reply": "（自动回复）{reply}",
        "overtaken": "有优先级更高的顾客先行接待，您前面还有 {ahead} 位，请稍候",
        "handed": "正在为您转接其他客服，您前面还有 {ahead} 位，请稍候",
        "everybody_left": "客服刚刚都已离开。您可以继续在此等候，也可以留言并留下电话或邮箱，我们会尽快与您联系",
        "somebody_came": "客服已回来，您前面还有 {ahead} 位，请稍候",
        FILE_CLEARED: "文件“{name}”已通过安全检查",
        FILE_REMOVED: "文件“{name}”已删除",
        "file_infected": "文件“{name}”未通过安全检查，已删除",
        "blocked": "会话已结束",
        REOPENED: "会话已重新打开",
        TICKET: "已为您创建工单，编号 {number}",
        "missed_call": "未接来电",
    },
    "en": {
        ASSIGNED: "{name} (No. {number}) is here to help you",
        WAITS: "All agents are busy; {ahead} ahead of you, please wait",
        "nobody_there": "Nobody is online right now; you can wait here, or leave us a message",
        CLOSING: "The conversation has ended",
        "left_a_message": "You left us a message, so you left the line; we will get back to you",
        "back": "Your agent had to leave; finding somebody else for you",
        "returned": "Welcome back; your agent is busy with others, finding somebody for you",
        "gone_on": "Sorry for the wait: {name} (No. {number}) goes on helping you",
        TRANSFERRED: "You are now with {name} (No. {number})",
        REASSIGNED: "{name} (No. {number}) goes on helping you",
        HELD: "We are looking into it, one moment please",
        RESUMED: "Your agent is back",
        INVITED: "{name} (No. {number}) has joined",
        LEFT: "{name} (No. {number}) has left",
        "dropped": "You left the page, so you left the line",
        IDLE: "The conversation has ended, as you have been away for a while; write again whenever you need us",
        "out_of_scope": "Sorry, nobody can serve you here at the moment; please leave us a message",
        "away_reply": "(Automatic reply) {reply}",
        "overtaken": "Customers of a higher priority are served first; {ahead} ahead of you, please wait",
        "handed": "We are passing you on to a colleague; {ahead} ahead of you, please wait",
        "everybody_left": "Everybody has just left. You can wait here, or leave us a message with your number "
        "or e-mail address, and we will get back to you",
        "somebody_came": "We are back; {ahead} ahead of you, please wait",
        FILE_CLEARED: "The file “{name}” was checked and is safe",
        FILE_REMOVED: "The file “{name}” was removed",
        "file_infected": "The file “{name}” did not pass the virus check and was removed",
        "blocked": "The conversation has ended",
        REOPENED: "The conversation goes on",
        TICKET: "A ticket was opened for you, number {number}",
        "missed_call": "Missed call",
    },
}


def system_text(locale: str, what: str, **words: object) -> str:
    """A system entry's text in the visitor's language."""
    return filled_from(_SAYS.get(locale, _SAYS["en"])[what], words)
