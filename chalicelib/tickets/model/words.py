"""What tickets are called in letters, in the languages of the desk."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.tickets.model.lateness import AWAITED, FIRST_ANSWER, NEXT_UPDATE, REASON, SOLUTION, STAGE
from chalicelib.tickets.model.ticket import (
    AFTERSALE,
    ASSIGNED,
    BOOKING,
    CHANGE_OF_DETAILS,
    CLOSED,
    COMPLAINT,
    CONVERSATION,
    CORRECTION,
    CRITICAL,
    FAULT,
    GREEN_CHANNEL,
    IN_PROGRESS,
    NEW,
    NORMAL,
    OFFLINE_MESSAGE,
    PRESALE,
    REOPENED,
    REPAIR,
    SOLVED,
    SUGGESTION,
    URGENT,
    WAITING,
)

_WORDS: Mapping[str, tuple[str, str]] = {
    PRESALE: ("售前咨询", "before a sale"),
    AFTERSALE: ("售后", "after a sale"),
    COMPLAINT: ("投诉", "complaint"),
    SUGGESTION: ("建议", "suggestion"),
    CHANGE_OF_DETAILS: ("资料变更", "change of details"),
    REPAIR: ("维修", "repair"),
    GREEN_CHANNEL: ("绿色通道", "green channel"),
    CORRECTION: ("纠正措施", "corrective action"),
    FAULT: ("设备故障", "fault"),
    BOOKING: ("预约", "booking"),
    NORMAL: ("普通", "normal"),
    URGENT: ("紧急", "urgent"),
    CRITICAL: ("特急", "critical"),
    NEW: ("已受理", "received"),
    ASSIGNED: ("已分派", "given to somebody"),
    IN_PROGRESS: ("处理中", "in progress"),
    WAITING: ("等待您的回复", "waiting for you"),
    SOLVED: ("已解决", "solved"),
    CLOSED: ("已关闭", "closed"),
    REOPENED: ("重新处理", "opened again"),
    FIRST_ANSWER: ("首次答复", "first answer"),
    NEXT_UPDATE: ("进度更新", "next update"),
    SOLUTION: ("解决", "solution"),
    STAGE: ("当前环节", "present stage"),
    AWAITED: ("客户回复", "customer's part"),
    CONVERSATION: ("会话", "conversation"),
    OFFLINE_MESSAGE: ("留言", "message left"),
    REASON: ("逾期说明", "reason for being late"),
}


def word_in(name: str, language: str) -> str:
    """What a type, priority, state, deadline, or thing that has one, is called there."""
    return _WORDS[name][language != "zh-CN"]
