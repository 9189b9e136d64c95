"""A desk on which agents telephone, and a telephone system that tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.channels.model.channel import Channel
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.once import Once
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.phone.model.call import PhoneCall
from chalicelib.phone.model.forms import GivenCall, NewCall
from chalicelib.phone.service import finding, receiving, registering
from chalicelib.phone.service.finding import Wanted
from chalicelib.phone.service.receiving import Told
from chalicelib.reports.model.facts import Fact
from chalicelib.reports.store.log import FactRow
from chalicelib.visitors import service as visitors
from tests.channels.stage import Stage as Channels
from tests.stored import every_item

NUMBER = "+8613800138000"
RECORDING = "https://pbx.example.com/recordings/1.mp3"


@dataclass
class Stage(Channels):
    kind: str = "phone"

    def __post_init__(self) -> None:
        super().__post_init__()
        self.online()
        self.lea = self.world.agent(role=GROUP_LEADER)
        self.pbx: Channel = self.channel

    def call(self, agent: Agent | None = None, *, once: str = "", **fields: Any) -> PhoneCall:
        """An agent writes down a call of three minutes."""
        said = {"plan_key": "demo", "direction": "in", "number": "138 0013 8000", "seconds": 180} | fields
        form = NewCall(**said)
        marker = Once.of("register", once, msgspec.to_builtins(form)) if once else None
        return registering.register(self.world.desk, self.world.now(agent or self.anna), form, "req", marker)

    def given(self, **fields: Any) -> GivenCall:
        """What the telephone system tells of a call that Anna took."""
        at = self.world.desk.now() - timedelta(minutes=5)
        said = {"call_id": "pbx-1", "direction": "in", "at": at, "number": NUMBER, "seconds": 60, "agent": "1001"}
        return GivenCall(**(said | fields))

    def tells(self, form: GivenCall, **signed: Any) -> Told:
        body = msgspec.json.encode(form)
        signature = self.signature(body, self.pbx, **signed)
        return receiving.receive(self.world.desk, self.pbx.channel_id, signature, body, form)

    def header(self, call: PhoneCall) -> Header:
        return conversations.find(self.world.desk, call.conversation_id)

    def kinds(self, call: PhoneCall) -> list[str]:
        return [each.kind for each in self.entries(call.conversation_id)]

    def listed(self, agent: Agent, **wanted: Any) -> list[str]:
        things, _ = finding.list_calls(self.world.desk, self.world.now(agent), Wanted(**wanted), None)
        return [each.call_id for _, each in things if each is not None]

    def begins(self, visitor: visitors.Caller) -> str:
        """The conversation that a visitor of the website begins, and Anna has."""
        first = StartConversation("Hello", f"c-{next(self.numbers)}")
        return conversations.start_conversation(self.world.desk, visitor, "demo", first).conversation_id

    def facts(self, call: PhoneCall) -> list[Fact]:
        """What figures are made of, of this call."""
        facts = [FactRow.fact.held_in(each) for each in every_item(FactRow.Meta.table_name) if "fact" in each]
        return [each for each in facts if each.about == call.conversation_id]
