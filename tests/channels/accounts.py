"""A desk with an account at one of the providers of social messages, as simulators play them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from chalicelib.channels.model import providers
from chalicelib.channels.service import fetching
from chalicelib.conversations import service as conversations
from chalicelib.core import desk as desks
from infra.local import kf, wechat
from tests.channels.stage import PNG, Stage
from tests.worlds import World

TOKEN, AES_KEY = "teashoptoken", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
SIMULATORS: dict[str, Callable[[str, str, str], Any]] = {"wechat": wechat.Simulator, "kf": kf.Simulator}
Posted = tuple[dict[str, str], bytes]


@dataclass
class Account:
    """A desk with an account at one provider; ``silent``: what asking it brings instead of answers. ``sealed``: the
    provider encloses what it posts."""

    world: World
    name: str
    sealed: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    silent: Any = None
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        account = {"provider": self.name, "secret": TOKEN, "app_id": "wx1", "app_secret": "s1", "address": ""}
        self.stage = Stage(self.world, "social", account | {"sealed": self.sealed, "aes_key": AES_KEY})
        self.provider = SIMULATORS[self.name]("wx1", "s1", TOKEN)
        self.provider.aes_key = AES_KEY if self.sealed else ""
        self.desk = replace(self.world.desk, senders={**self.world.desk.senders, "outbound": self})
        self.world.desk = self.desk
        desks.use(self.desk)
        self.stage.online()

    def post(self, url: str, headers: Any, body: bytes, bounds: Any) -> bytes:
        return self._answered(url, lambda: self.provider.post(url, headers, body))

    def get(self, url: str, bounds: Any) -> bytes:
        return self._answered(url, lambda: self.files[url] if url in self.files else self.provider.get(url))

    def _answered(self, url: str, answer: Callable[[], bytes]) -> bytes:
        _, base = providers.PROVIDERS[self.name]
        assert url in self.files or url.startswith(base), url
        self.asked.append(url)
        self.provider.now = max(self.provider.now, self.at)
        if isinstance(self.silent, BaseException) and ("send" in url or "sync" in url):
            raise self.silent
        return self.silent if isinstance(self.silent, bytes) else answer()

    @property
    def at(self) -> int:
        return int(self.world.desk.now().timestamp())

    @property
    def channel_id(self) -> str:
        return self.stage.channel.channel_id

    def hears(self, *posted: Posted) -> None:
        """The provider posts these, and what follows is done."""
        for each in posted:
            fetching.hear(self.desk, self.channel_id, *each)
        self.stage.run()

    def picture(self, who: str, content: bytes | None = PNG) -> Posted:
        if self.name == "kf":
            return self.provider.picture(who, content, self.at)
        address = f"https://{next(iter(providers.hosts_of(self.stage.channel)))}/{len(self.files)}"
        if content is not None:
            self.files[address] = content
        return self.provider.picture(who, address, self.at)

    def texts(self) -> list[str]:
        """What customers wrote, in all that goes on."""
        ids = [
            each for state in ("open", "waiting") for each in conversations.ids_in_state(self.desk, state, 10, None)[0]
        ]
        return [text for each in sorted(ids) for text in self.stage.words(each)]

    def open(self) -> str:
        ids, _ = conversations.ids_in_state(self.desk, "open", 10, None)
        (conversation_id,) = ids
        return conversation_id

    def replies(self, text: str) -> tuple[str, str | None]:
        """An agent answers; what came of that."""
        conversation_id = self.open()
        self.stage.replies(conversation_id, text)
        self.stage.run()
        return self.stage.states(conversation_id)[-1][1:]
