"""A desk at night: nobody is there, and four colleagues are on call one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.oncall import store
from chalicelib.oncall.model.call import Call
from chalicelib.oncall.model.rota import RotaForm, Turn
from chalicelib.oncall.service import rotas
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.people.service import mobiles
from tests.worlds import World

ALWAYS = (0, 1, 2, 3, 4, 5, 6)


@dataclass
class Stage:
    """``anna``, ``bert`` and ``cora`` are on call in this order, all the time; ``chief`` leads."""

    world: World
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.anna, self.bert, self.cora, self.dora = self.world.found(agents=4)
        self.chief = self.world.signed_in(self.world.agent(role=SUPERVISOR))
        self.boss = self.world.signed_in(self.world.agent(role=ADMINISTRATOR))
        people_of = {"anna": self.anna, "bert": self.bert, "cora": self.cora, "dora": self.dora}
        self.names = {each.email: name for name, each in people_of.items()} | {self.chief.agent.email: "chief"}
        by = By(self.boss.agent.agent_id, self.boss.agent.name, "")
        for number, each in enumerate((self.anna, self.bert, self.cora)):
            mobiles.change_mobile(self.world.desk, each.agent_id, f"1381234567{number}", by)
        self.rota = self.rota_with(self.anna, self.bert, self.cora)

    def rota_with(self, *chain: Agent, **fields: Any) -> str:
        turn = Turn(tuple(each.agent_id for each in chain), weekdays=ALWAYS)
        form = RotaForm(name="Nights", turns=(turn,), messages=True, language="en", **fields)
        return rotas.create_rota(self.world.desk, self.chief, form).rota.rota_id

    def change(self, **fields: Any) -> None:
        rotas.change_rota(self.world.desk, self.chief, self.rota, RotaForm(**fields))

    def visitor_waits(self) -> tuple[Any, str]:
        """A visitor who begins a conversation while nobody is there; who they are, and its id."""
        visitor = self.world.visitor()
        body = StartConversation(text="Hello?", client_id=f"c{next(self.world.made)}")
        begun = conversations.start_conversation(self.world.desk, visitor, "demo", body, origin=None)
        return visitor, begun.conversation_id

    def stay(self, visitor: Any, conversation_id: str) -> None:
        """Their page gives a sign."""
        from chalicelib.conversations.service import queue

        queue.still_here(self.world.desk, visitor, "demo", conversation_id)

    def pass_minutes(self, minutes: int, *staying: tuple[Any, str], there: Agent | None = None) -> None:
        """So many minutes go by, a look a minute; these stay on the page, and somebody may be ``there``."""
        for number in range(2 * minutes):
            self.world.clock.forward(seconds=30)
            if there is not None:
                self.world.online(there)
            if number % 2 == 0:
                continue
            for each in staying:
                self.stay(*each)
            self.work()

    def work(self) -> None:
        while work.run_due(self.world.desk):
            pass

    def told(self) -> list[str]:
        """Who was told by e-mail, in order."""
        post = self.world.desk.senders["email"]
        return [self.names[each.to] for each in post.sent if "call" in each.subject.lower()]

    def texts(self) -> list[str]:
        """To which numbers an SMS went."""
        return [each.to for each in self.world.desk.senders["sms"].sent]

    def calls(self) -> list[Call]:
        """The newest first."""
        return list(rotas.list_calls(self.world.desk, None, None)[0])

    def call(self) -> Call:
        (call,) = self.calls()
        return call

    def link_of(self, name: str) -> str:
        """The token in the last letter to somebody."""
        address = next(email for email, each in self.names.items() if each == name)
        letter = [each for each in self.world.desk.senders["email"].sent if each.to == address][-1]
        return str(letter.text.partition("/o/")[2].split()[0])

    def online(self, agent: Agent) -> people.Caller:
        return self.world.online(agent)

    def abouts(self, call: Call) -> int:
        return len(list(store.abouts(self.world.desk, call.call_id)))


MINUTE = timedelta(minutes=1)
