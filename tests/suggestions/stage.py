"""A desk where conversations become articles: two agents, their leader, who edits, and others elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.knowledge.model.articles import Article, NewArticle, Wording
from chalicelib.knowledge.service import articles, publishing
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.suggestions.model.proposals import Proposal, Written
from chalicelib.suggestions.service import access, deciding, lists, proposing
from chalicelib.suggestions.service.deciding import Verdict
from chalicelib.visitors import service as visitors
from tests.worlds import World

ANSWER = "Hold the button for ten seconds, then let go."


@dataclass
class Stage:
    """``agent`` serves, ``outsider`` is in no group of theirs; ``leader`` edits for the group, ``boss`` for all."""

    world: World
    agent: Agent
    outsider: Agent
    leader: Agent
    boss: Agent
    second: Agent
    names: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def opened(cls, world: World) -> Stage:
        agent, outsider = world.found(agents=1)[0], world.agent()
        leader = world.agent(role=GROUP_LEADER)
        form = CreateGroup(name="Tea", leader_id=leader.agent_id, member_ids=[leader.agent_id, agent.agent_id])
        people.create_group(world.desk, form)
        boss, second = world.agent(role=SUPERVISOR), world.agent(role=SUPERVISOR)
        world.online(agent)
        return cls(world, agent, outsider, leader, boss, second)

    @property
    def desk(self) -> Desk:
        return self.world.desk

    def caller(self, agent: Agent) -> people.Caller:
        """As a request brings them."""
        return people.Caller(self.world.now(agent), "ses_1")

    def asked(self, *texts: str, visitor: visitors.Caller | None = None) -> Header:
        """A conversation of the agent's, in which its visitor wrote this."""
        visitor, first, *others = visitor or self.world.visitor(), *texts
        begun = conversations.start_conversation(
            self.desk, visitor, "demo", StartConversation(text=first, client_id="c0")
        )
        for number, text in enumerate(others, 1):
            conversations.post_message(self.desk, visitor, "demo", begun.conversation_id, text, f"c{number}")
        return conversations.find(self.desk, begun.conversation_id)

    def propose(
        self, header: Header, title: str = "How is it reset?", by: Agent | None = None, **rest: Any
    ) -> Proposal:
        written = Written(title, rest.pop("answer", ANSWER), **rest)
        return proposing.propose(self.desk, self.caller(by or self.agent), header.conversation_id, written)[0]

    def decide(self, proposal: Proposal, outcome: str, by: Agent | None = None, key: str = "", **rest: Any) -> Proposal:
        once = Once.of("d", key or f"k{next(self.names)}", [outcome])
        verdict = Verdict(outcome, **rest)
        return deciding.decide(self.desk, self.caller(by or self.boss), proposal.proposal_id, verdict, once)

    def now(self, proposal: Proposal) -> Proposal:
        return access.find(self.desk, proposal.proposal_id)

    def listed(self, reader: Agent, view: str = "open") -> list[str]:
        """What stands in a list, by id."""
        return [each.proposal_id for each in lists.list_proposals(self.desk, self.world.now(reader), view)[0]]

    def article(self, article_id: str | None) -> Article:
        assert article_id is not None
        return articles.read_article(self.desk, article_id)

    def published(self, title: str, body: str = ANSWER, language: str = "en", **rest: Any) -> Article:
        """An article that readers have."""
        new = NewArticle({language: Wording(title, body)}, **rest)
        by = self.caller(self.boss).by("")
        return publishing.publish_article(self.desk, by, articles.draft_article(self.desk, by, new)[0])

    def letters(self) -> list[str]:
        """To whom what became of a proposal was written."""
        there = [
            each
            for state in ("pending", "sending", "sent")
            for each in notifications.list_notices(self.desk, state, None)[0]
        ]
        return [each.to for each in there if each.what == "proposal_decided"]
