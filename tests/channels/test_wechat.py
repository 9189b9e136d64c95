"""An account at a provider, against its simulator: who may post, what it means, what is said there (A9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.channels.model import wechat
from chalicelib.channels.model.channel import Channel, Key, UnknownChannel
from chalicelib.channels.model.flat import fields_of
from chalicelib.channels.model.signatures import SignatureRefused
from chalicelib.channels.service import fetching, providing
from chalicelib.conversations import service as conversations
from chalicelib.core import desk as desks
from chalicelib.core.errors import Invalid
from chalicelib.core.outbound import NoAnswer
from infra.local.wechat import Simulator
from tests.channels.stage import PNG, Stage
from tests.in_process import Held
from tests.worlds import World

TOKEN = "teashoptoken"


@dataclass
class Account:
    """A desk with an account at the provider."""

    world: World
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        account = {"provider": "wechat", "secret": TOKEN, "app_id": "wx1", "app_secret": "s1"}
        self.stage = Stage(self.world, "social", account | {"address": "", "host": wechat.PICTURES})
        self.provider = Simulator("wx1", "s1", TOKEN)
        self.silent: NoAnswer | None = None
        self.desk = replace(self.world.desk, senders={**self.world.desk.senders, "outbound": self})
        self.world.desk = self.desk
        desks.use(self.desk)

    def post(self, url: str, headers: Any, body: bytes, bounds: Any) -> bytes:
        assert url.startswith("https://api.weixin.qq.com/cgi-bin/")
        if self.silent is not None and "send" in url:
            raise self.silent
        self.provider.now = self.at
        return self.provider.post(url, headers, body)

    def get(self, url: str, bounds: Any) -> bytes:
        if url not in self.files:
            raise NoAnswer("refused", "status 404")
        return self.files[url]

    @property
    def at(self) -> int:
        return int(self.world.desk.now().timestamp())

    def hears(self, posted: tuple[dict[str, str], bytes]) -> None:
        fetching.hear(self.desk, self.stage.channel.channel_id, *posted)

    def open(self) -> list[str]:
        ids, _ = conversations.ids_in_state(self.desk, "open", 10, None)
        return list(ids)


@pytest.fixture
def account(world: World) -> Account:
    return Account(world)


def test_a_customer_writes_and_is_answered_at_the_provider(account: Account) -> None:
    account.stage.online()

    posted = account.provider.message("openid-1", "茶叶 <到> & 哪里了？", account.at)
    account.hears(posted)
    account.hears(posted)
    (conversation_id,) = account.open()
    account.stage.replies(conversation_id, "今天送到")
    account.stage.run()

    assert account.stage.words(conversation_id) == ["茶叶 <到> & 哪里了？", "今天送到"]
    assert account.provider.said == [("openid-1", "今天送到")]
    assert [state for _, state, _ in account.stage.states(conversation_id)] == ["sent"]


def test_the_address_is_proved_over_http_and_nobody_elses_token_counts(account: Account) -> None:
    account.stage.online()
    http, path = Held(), f"/channels/{account.stage.channel.channel_id}/provider"

    def ask(method: str, query: dict[str, str], body: bytes = b"", path: str = path) -> Any:
        target = f"{path}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
        return http.ask(method, target, {"content-type": "text/xml"} if body else {}, body)

    proved = ask("GET", account.provider.query(account.at) | {"echostr": "e123"})
    forged = ask("GET", Simulator("wx1", "s1", "another").query(account.at) | {"echostr": "e123"})
    late = ask("GET", account.provider.query(account.at - 301) | {"echostr": "e123"})
    taken = ask("POST", *account.provider.message("openid-2", "Hi", account.at))
    unknown = ask("POST", *account.provider.message("openid-2", "Hi", account.at), "/channels/chn_no/provider")
    broken = ask("POST", account.provider.query(account.at), b"<xml><a>")

    assert (proved.status, proved.body) == (200, b"e123")
    assert [each.status for each in (forged, late, taken, unknown, broken)] == [401, 401, 200, 404, 422]


def test_pictures_are_fetched_and_what_cannot_be_is_said_to_have_been(account: Account) -> None:
    account.stage.online()
    account.files[f"https://{wechat.PICTURES}/1"] = PNG

    account.hears(account.provider.picture("openid-1", f"http://{wechat.PICTURES}/1", account.at))
    account.hears(account.provider.picture("openid-1", "http://169.254.169.254/", account.at))
    account.hears(account.provider.follow("openid-1", account.at))

    (conversation_id,) = account.open()
    sent = [each for each in account.stage.entries(conversation_id) if each.kind == "message"]
    assert [bool(each.file) for each in sent] == [True, False]
    assert sent[1].text == "[图片]"


def test_what_may_have_been_heard_is_not_said_twice(account: Account) -> None:
    account.stage.online()
    account.hears(account.provider.message("openid-1", "Hi", account.at))
    (conversation_id,) = account.open()
    account.silent = NoAnswer("too_slow", "nothing whole within 15 s")

    account.stage.replies(conversation_id)
    account.stage.run()

    assert account.stage.states(conversation_id)[0][1:] == ("failed", "unsure")
    account.silent = NoAnswer("unreachable", "ConnectionRefusedError: no")
    account.stage.replies(conversation_id, "Again")
    account.stage.run()
    assert account.stage.states(conversation_id)[1][1:] == ("retrying", "unreachable")


def test_a_token_that_counts_no_more_is_asked_for_anew_and_a_wrong_account_is_said(account: Account) -> None:
    account.stage.online()
    account.hears(account.provider.message("openid-1", "Hi", account.at))
    (conversation_id,) = account.open()
    account.stage.replies(conversation_id, "One")
    account.stage.run()
    account.provider.tokens.clear()

    account.stage.replies(conversation_id, "Two")
    account.stage.run()
    assert [text for _, text in account.provider.said] == ["One", "Two"]
    account.provider.tokens.clear()
    account.provider.app_secret = "changed there"
    account.stage.replies(conversation_id, "Three")
    account.stage.run()

    assert account.stage.states(conversation_id)[-1][1:] == ("failed", "bad_account")


def test_a_channel_that_is_signed_takes_nothing_from_providers(world: World) -> None:
    stage = Stage(world)
    with pytest.raises(UnknownChannel):
        providing.echo(world.desk, stage.channel.channel_id, {})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"<xml></xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><Content>&a;</Content></xml>',
        b'<xml><!ENTITY a SYSTEM "file:///etc/passwd"><Content>&a;</Content></xml>',
        b"<xml><FromUserName><b>x</b></FromUserName></xml>",
        b"<xml>" + b"<Content>x</Content>" * 5_000 + b"</xml>",
    ],
)
def test_what_is_no_message_of_theirs_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid):
        wechat.incoming_of(fields_of(body))


@settings(max_examples=150, deadline=None)
@given(body=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda each: f"<xml>{each}</xml>".encode())))
def test_nothing_that_is_posted_breaks_it(body: bytes) -> None:
    try:
        wechat.incoming_of(fields_of(body))
    except Invalid as refused:
        assert refused.errors


def test_only_who_signs_with_the_token_now_is_believed() -> None:
    query = Simulator("a", "s", TOKEN).query(1_790_000_000)
    at = datetime(2026, 11, 29, tzinfo=UTC)
    keys = tuple(Key(f"key_{each}", each, at) for each in (TOKEN, "newer"))
    channel = Channel("chn_1", "social", "A", "demo", at, provider="wechat", keys=keys)
    assert wechat.Wechat().opened(channel, query | {"echostr": "e"}, b"", 1_790_000_100) == b"e"

    for spoiled, now in ((query | {"nonce": "x"}, 1_790_000_000), ({}, 0), (query, 1_790_000_301)):
        with pytest.raises(SignatureRefused):
            wechat.Wechat().opened(channel, spoiled, b"", now)


def test_hostile_documents_of_full_length_are_read_once_through_and_refused() -> None:
    spaces, begun = b"<a>" + b" " * 120_000 + b"<", b"<a><![CDATA[]]>" * 8_000

    for inner in (spaces, begun, b"<a>" * 40_000, b"<a><![CDATA[" + b"]]> " * 30_000, b"<a></a>" * 17_000 + b"x"):
        with pytest.raises(Invalid):
            fields_of(b"<xml>" + inner + b"</xml>")

    assert fields_of(b"<xml> <a>\n<![CDATA[1]]>2]]> </a><b> 3&lt;4 </b><c></c>\n</xml>") == {
        "a": "1]]>2",
        "b": "3<4 ",
        "c": "",
    }
