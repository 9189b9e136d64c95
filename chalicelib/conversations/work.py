"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.service import (
    blocking,
    files,
    filing,
    joining,
    leaving,
    queue,
    revoking,
    snoozing,
    spreading,
    watching,
)
from chalicelib.conversations.service.filing import FileEarlier
from chalicelib.conversations.service.leaving import WatchIdle
from chalicelib.conversations.service.queue import LeaveLine
from chalicelib.conversations.service.revoking import KnowRevoked
from chalicelib.conversations.service.snoozing import EndSnooze
from chalicelib.conversations.service.spreading import AnswerKeywords
from chalicelib.conversations.service.watching import WatchQuestion
from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.files.model.upload import FileJudged
from chalicelib.people.model.absences import AbsenceChanged
from chalicelib.people.model.agents import AgentRenamed
from chalicelib.plans.model.plan import KeywordsAdded
from chalicelib.visitors.model.identity import Joining
from chalicelib.visitors.model.visitor import Revoking, TokensRevoked, VisitorBlocked

LISTENERS = (
    Listener(FileJudged, "conversations.on_file_judged", files.say_judged),
    Listener(KeywordsAdded, "conversations.on_keywords_added", spreading.begin_to_answer_keywords),
    Listener(AgentRenamed, "conversations.on_agent_renamed", spreading.rename_agent),
    Listener(AbsenceChanged, "conversations.on_absence_changed", spreading.spread_absence),
    Listener(TokensRevoked, "conversations.on_tokens_revoked", revoking.begin_to_know),
    Listener(VisitorBlocked, "conversations.on_visitor_blocked", blocking.end_of_blocked),
)

DUTIES = (
    Duty(AnswerKeywords, spreading.begin_to_answer_keywords),
    Duty(WatchIdle, leaving.look_at_idle),
    Duty(WatchQuestion, watching.look_at_question),
    Duty(LeaveLine, queue.leave_line),
    Duty(FileEarlier, filing.file_earlier),
    Duty(EndSnooze, snoozing.end_snooze),
    Duty(KnowRevoked, revoking.know_revoked),
)

ANSWERING = (Answering(Joining, joining.hand_over), Answering(Revoking, revoking.know_at_once))
