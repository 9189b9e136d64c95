"""A desk on which courses are taught: agents, their leader, a supervisor; a course with every kind of question."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.work import run_due
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, may_be_assigned
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.training.model.attempts import Attempt, Judgement, tokens_of
from chalicelib.training.model.courses import CourseDefinition, Lesson
from chalicelib.training.model.orders import Order
from chalicelib.training.model.quizzes import Option, Question, Quiz
from chalicelib.training.model.requirements import Requirement
from chalicelib.training.service import access, attempting, courses, learning, ordering, requiring
from chalicelib.training.service.ordering import Wanted
from chalicelib.training.service.requiring import Trial
from tests.worlds import World

PASSAGE = "您好，很高兴为您服务，请问有什么可以帮您？请稍等，我马上为您查询订单。"
WORDS = (
    "training_ordered",
    "training_late",
    "training_cancelled",
    "training_result",
    "training_waits",
    "training_lacks",
    "certificate_ends",
    "certificate_ended",
    "certificate_revoked",
)


def choice(kind: str, right: Sequence[str], **others: Any) -> Question:
    options = tuple(Option(each, f"Option {each}") for each in "abcd")
    return Question(f"q_{kind}", kind, "Which?", options, tuple(right), **others)


SINGLE = choice("single", "b")
MULTIPLE = choice("multiple", "ac")
ORDERING = choice("ordering", "dbca")
FREE = Question("q_text", "text", "What do you say to an angry customer?", note="An apology first")
TYPING = Question("q_typing", "typing", "Type this", passage=PASSAGE, goal=60, weight=20)

TEXT = Lesson("l_text", "text", "Greeting", text="# Say hello\n\n<script>alert(1)</script> **kindly**")
MORE = Lesson("l_more", "text", "Closing", text="Say goodbye")


def course(*questions: Question, lessons: Sequence[Lesson] = (TEXT,), **rules: Any) -> CourseDefinition:
    own = {name: rules.pop(name) for name in ("valid_months", "warn_days") if name in rules}
    quiz = Quiz(tuple(questions), **rules) if questions else None
    return CourseDefinition("Service manners", "How we greet", lessons=tuple(lessons), quiz=quiz, **own)


@dataclass
class Stage:
    """``agent`` and ``other`` are in the leader's group, ``outsider`` is not; ``boss`` reaches everybody."""

    world: World
    agent: Agent
    other: Agent
    outsider: Agent
    leader: Agent
    boss: Agent
    group: Group
    names: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def opened(cls, world: World) -> Stage:
        agent, other = world.found(agents=2)
        outsider, leader = world.agent(), world.agent(role=GROUP_LEADER)
        ids = [leader.agent_id, agent.agent_id, other.agent_id]
        group = people.create_group(world.desk, CreateGroup(name="Tea", leader_id=leader.agent_id, member_ids=ids))
        return cls(world, agent, other, outsider, leader, world.agent(role=SUPERVISOR), group)

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def caller(self, agent: Agent) -> people.Caller:
        """As a request brings them."""
        return people.Caller(self.world.now(agent), "ses_1")

    def publish(self, definition: CourseDefinition, *, by: Agent | None = None, course_id: str | None = None) -> str:
        """A course that anybody may take; its id."""
        hand = By("agt_1", "Mei")
        if course_id is None:
            course_id = courses.create_course(self.desk, hand, definition)[0].course_id
        else:
            courses.save_draft(self.desk, hand, course_id, definition, None)
        courses.publish(self.desk, self.world.now(by or self.boss), hand, course_id, None)
        return course_id

    def see(self, course_id: str, lesson: Lesson = TEXT, *, by: Agent | None = None) -> frozenset[str]:
        return learning.see_lesson(self.desk, self.world.now(by or self.agent), course_id, lesson.lesson_id)

    def start(self, course_id: str, *, by: Agent | None = None) -> Attempt:
        return attempting.start(self.desk, self.world.now(by or self.agent), course_id)[0]

    def answer(
        self,
        attempt: Attempt,
        question: Question,
        chosen: Sequence[str] = (),
        text: str = "",
        *,
        by: Agent | None = None,
    ) -> Attempt:
        """``chosen``: by the ids that authors know."""
        called = {option_id: token for token, option_id in tokens_of(question, attempt.seed).items()}
        tokens = tuple(called[each] for each in chosen)
        agent = self.world.now(by or self.agent)
        return attempting.answer(self.desk, agent, attempt.attempt_id, question.question_id, tokens, text)

    def submit(self, attempt: Attempt, *, by: Agent | None = None) -> Attempt:
        return attempting.submit(self.desk, self.world.now(by or self.agent), attempt.attempt_id)

    def passes(self, course_id: str, *, by: Agent | None = None, question: Question = SINGLE) -> Attempt:
        """Somebody sees the lesson and answers the one question rightly."""
        self.see(course_id, by=by)
        attempt = self.start(course_id, by=by)
        self.answer(attempt, question, question.right, by=by)
        return self.submit(attempt, by=by)

    def fails(self, course_id: str, *, by: Agent | None = None) -> Attempt:
        self.see(course_id, by=by)
        return self.submit(self.start(course_id, by=by), by=by)

    def judge(self, attempt: Attempt, points: int, *, by: Agent | None = None) -> Attempt:
        judgements = {FREE.question_id: Judgement(points, "Kind")}
        return attempting.judge(self.desk, self.caller(by or self.leader), attempt.attempt_id, judgements)

    def require(self, *course_ids: str, days: int = 0, anyway: bool = True) -> tuple[Requirement, Trial]:
        wanted = Requirement(self.group.group_id, course_ids, None, days)
        return requiring.require(self.desk, self.caller(self.boss), wanted, None, anyway=anyway)

    def try_requirement(self, *course_ids: str, begins_at: datetime) -> Trial:
        wanted = Requirement(self.group.group_id, course_ids, begins_at, 0)
        return requiring.try_requirement(self.desk, self.world.now(self.boss), wanted)

    def order(self, course_id: str, *, days: int = 3, name: str = "", by: Agent | None = None, **cause: Any) -> Order:
        due_on = date(2026, 11, 23) + timedelta(days=days)
        wanted = Wanted(self.agent.agent_id, course_id, "Was rude", due_on, **cause)
        return ordering.order(self.desk, self.caller(by or self.leader), wanted, name or f"c{next(self.names)}")[0]

    def find(self, thing: Any) -> Any:
        """As it stands."""
        name = getattr(thing, {Attempt: "attempt_id", Order: "order_id"}.get(type(thing), "certificate_id"))
        return access.find(self.desk, type(thing), name)

    def online(self, *agents: Agent) -> None:
        for each in agents or (self.agent,):
            self.world.online(each)

    def why_not(self, agent: Agent | None = None) -> str | None:
        """Why they may not be assigned now, by what their record says."""
        return may_be_assigned(self.world.now(agent or self.agent), self.desk.now())

    def run(self, **forward: float) -> None:
        """Time goes by, and what is due is done."""
        if forward:
            self.world.clock.forward(**forward)
        for _ in range(20):
            if not run_due(self.desk):
                return

    def letters(self) -> list[tuple[str, str]]:
        """What was told to whom, oldest first."""
        found = []
        for state in ("pending", "sending", "sent", "failed"):
            items, _ = notifications.list_notices(self.desk, state, None)
            found += [each for each in items if each.what in WORDS]
        return [(each.what, each.to) for each in sorted(found, key=lambda each: each.notice_id)]
