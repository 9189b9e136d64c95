"""A desk with channels, those who write by them, and those who listen to what goes out."""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from chalicelib.channels.model.channel import Channel, NewChannel
from chalicelib.channels.model.inbound import Incoming, Sender
from chalicelib.channels.service import receiving, settings, watching
from chalicelib.channels.service.receiving import Received
from chalicelib.channels.store import channels as store
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry
from chalicelib.core import desk as desks
from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.outbound import Bounds, NoAnswer
from chalicelib.people import service as people
from tests.letters import Post
from tests.worlds import World

BY = By("agt_boss", "Boss", "req")
ADDRESS = "https://partner.example.com/hook"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@dataclass
class Partner:
    """Whoever listens at a channel's address: what they were told; ``says``: what they answer, or (an exception) do
    not. ``files``: what is to be had from them."""

    says: Any = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def post(self, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds) -> bytes:
        self.asked.append((url, dict(headers), msgspec.json.decode(body)))
        says = self.says.pop(0) if isinstance(self.says, list) else self.says
        if isinstance(says, BaseException):
            raise says
        return says if isinstance(says, bytes) else msgspec.json.encode(says)

    def get(self, url: str, bounds: Bounds) -> bytes:
        if url not in self.files:
            raise NoAnswer("refused", "status 404")
        return self.files[url]

    @property
    def texts(self) -> list[str]:
        return [body.get("text", "") for _, _, body in self.asked]


@dataclass
class Stage:
    world: World
    kind: str = "app"
    fields: dict[str, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        (self.anna,) = self.world.found(agents=1)
        self.partner = Partner()
        senders = {"email": Post(), "sms": Post(), "outbound": self.partner}
        self.world.desk = msgspec.structs.replace(self.world.desk, senders=senders)
        desks.use(self.world.desk)
        self.channel = self.made(self.kind, **self.fields)

    def made(self, kind: str = "app", **fields: Any) -> Channel:
        address = {} if kind in ("email", "sms") else {"address": ADDRESS}
        form = NewChannel(kind=kind, name=f"Our {kind}", plan_key="demo", **(address | fields))
        return settings.create_channel(self.world.desk, form, BY)

    def online(self) -> people.Caller:
        return self.world.online(self.anna)

    def incoming(self, text: str = "Where is my tea?", **fields: Any) -> Incoming:
        who = fields.pop("sender", Sender("u-1", "Wang"))
        return Incoming(message_id=fields.pop("message_id", f"m-{next(self.numbers)}"), sender=who, text=text, **fields)

    def receive(self, incoming: Incoming, channel: Channel | None = None) -> Received:
        channel = channel or self.channel
        body = msgspec.json.encode(incoming)
        return receiving.receive(self.world.desk, channel.channel_id, self.signature(body, channel), body, incoming)

    def says(self, text: str = "Where is my tea?", **fields: Any) -> Received:
        return self.receive(self.incoming(text, **fields))

    def signature(self, body: bytes, channel: Channel | None = None, *, key: str = "", shifted: int = 0) -> str:
        at = int(self.world.desk.now().timestamp()) + shifted
        secret = key or (channel or self.channel).held[0].secret
        return f"t={at},v1={hmac.new(secret.encode(), f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"

    def entries(self, conversation_id: str) -> list[Entry]:
        return list(conversations.entries_after(self.world.desk, conversation_id, 0, 100).entries)

    def words(self, conversation_id: str) -> list[str]:
        return [each.text for each in self.entries(conversation_id) if each.kind == "message"]

    def replies(self, conversation_id: str, text: str = "On its way", client_id: str = "") -> Entry:
        agent = self.world.now(self.anna)
        name = client_id or f"r-{next(self.numbers)}"
        return conversations.reply(self.world.desk, agent, conversation_id, text, name)[0]

    def run(self) -> None:
        """What is due now is done."""
        while work.run_due(self.world.desk):
            pass

    def standing(self, conversation_id: str) -> watching.Standing:
        return watching.standing_of(self.world.desk, self.world.now(self.anna), conversation_id)

    def states(self, conversation_id: str) -> list[tuple[int, str, str | None]]:
        return [(each.seq, each.state, each.why) for each in self.standing(conversation_id).deliveries]

    def failures(self) -> list[store.Failure]:
        return store.failures(self.world.desk, self.channel.channel_id)
