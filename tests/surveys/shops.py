"""A shop whose visitors are asked how it went: an agent, a supervisor, and what tests want to know afterwards."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.filing import Filing
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.callbacks import callback_id_of
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.service import access
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.notifications.service.telling import addressed
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.plans.model.survey import SurveyRules
from chalicelib.surveys import store
from chalicelib.surveys.model.survey import Survey, survey_id_of
from chalicelib.surveys.store import SurveyRow
from chalicelib.visitors import service as visitors
from tests.stored import every_item
from tests.worlds import World

QUESTIONS = [
    {"question_id": "speed", "kind": "score", "texts": {"en": "How fast?"}, "choices": []},
    {"question_id": "wish", "kind": "text", "texts": {"en": "A wish?"}, "choices": []},
    {
        "question_id": "again",
        "kind": "choice",
        "texts": {"en": "Again?"},
        "choices": [{"choice_id": "yes", "texts": {"en": "Yes"}}, {"choice_id": "no", "texts": {"en": "No"}}],
    },
]


@dataclass
class Shop:
    """An open shop: ``agent`` is online, ``supervisor`` gets the callbacks."""

    world: World
    agent: Agent
    supervisor: Agent | None
    words: Iterator[int] = field(default_factory=itertools.count)

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def rules(self, **changes: Any) -> None:
        """The plan's rules: the usual ones but for these."""
        usual = {name: getattr(SurveyRules(), name) for name in SurveyRules.__struct_fields__}
        plans.update_plan(self.desk, "demo", {"survey": {**usual, "reasons": None, "questions": [], **changes}}, None)

    def talk(self, visitor: visitors.Caller | None = None, *, answer: bool = True) -> tuple[visitors.Caller, str]:
        """A conversation with the agent that is not closed yet."""
        visitor = visitor or self.world.visitor()
        name = f"w{next(self.words)}"
        begun = conversations.start_conversation(
            self.desk, visitor, "demo", StartConversation(text="Hello?", client_id=name)
        )
        if answer:
            conversations.reply(self.desk, self.world.now(self.agent), begun.conversation_id, "Hi", name)
        return visitor, begun.conversation_id

    def close(self, conversation_id: str, category: str | None = None) -> None:
        """Closed by its agent."""
        conversations.end_conversation(self.desk, self.world.now(self.agent), conversation_id, Filing(words=category))

    def asked(self, visitor: visitors.Caller | None = None, **contact: str | None) -> tuple[visitors.Caller, Survey]:
        """Somebody who was served and asked; ``contact``: how they can be reached."""
        visitor, conversation_id = self.talk(visitor)
        if contact:
            self.reach(visitor, **contact)
        self.close(conversation_id)
        return visitor, self.survey_about(conversation_id)

    def reach(self, visitor: visitors.Caller, email: str | None = None, mobile: str | None = None) -> None:
        """The visitor said how they can be reached."""
        tx = Transaction(self.desk)
        visitors.reachable_at(tx, visitor.visitor_id, email=email, mobile=mobile)
        tx.commit()

    def survey_about(self, about: str) -> Survey:
        """The survey about it; there must be one."""
        survey = store.survey(self.desk, survey_id_of(about))
        assert survey is not None
        return survey

    def now(self, survey: Survey) -> Survey:
        """The survey as it is."""
        return self.survey_about(survey.about)

    def surveys(self) -> list[Survey]:
        """All there are."""
        return [SurveyRow.survey.held_in(item) for item in every_item(SurveyRow.Meta.table_name)]

    def entries(self, visitor: visitors.Caller, conversation_id: str) -> list[tuple[str, str | None]]:
        """Kinds of the transcript's entries, with what they refer to."""
        page = conversations.read_entries(self.desk, visitor, "demo", conversation_id, 0, 100)
        return [(entry.kind, entry.ref) for entry in page.entries]

    def letters(self) -> list[Notice]:
        """All notices to visitors about surveys, oldest first, as they go out."""
        found: list[Notice] = []
        for state in ("pending", "sending", "sent", "failed"):
            cursor: str | None = None
            while True:
                items, cursor = notifications.list_notices(self.desk, state, cursor)
                found += [each for each in items if each.what in ("survey_link", "survey_reminder")]
                if cursor is None:
                    break
        return [addressed(self.desk, each) for each in sorted(found, key=lambda each: each.notice_id)]

    def callback(self, survey: Survey) -> FollowUp:
        """The callback this survey opened; there must be one."""
        return access.find(self.desk, callback_id_of(survey.survey_id))

    def catch_up(self, **how_far: float) -> None:
        """So much time goes by at once; then all work that is due is done."""
        self.world.clock.forward(**how_far)
        while work.run_due(self.desk):
            pass

    def hours(self, number: int, *, step: float = 1) -> None:
        """So many hours go by, and due work is done in time."""
        for _ in range(int(number / step)):
            self.catch_up(hours=step)


def open_shop(world: World, *, supervisor: bool = True) -> Shop:
    """An agent online with room for many, and the one who calls back."""
    (agent,) = world.found(agents=1, capacity=100)
    boss = world.agent(role=SUPERVISOR) if supervisor else None
    world.online(agent)
    return Shop(world, agent, boss)
