"""The encrypted envelope of WeChat's family: opened for its account alone, and told apart by nobody (A9)."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from Crypto.Cipher import AES
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.model import envelope, kf, wechat
from chalicelib.channels.model.channel import ChangeChannel, Channel, Key, NewChannel, NewChannelKey, Wechat
from chalicelib.channels.model.providers import refuse_unfit
from chalicelib.channels.model.signatures import SignatureRefused
from chalicelib.channels.service import fetching, providing
from chalicelib.channels.service import settings as channels
from chalicelib.core.errors import Invalid
from infra.local.sealing import posted, sealed, signed
from tests.channels.accounts import AES_KEY, TOKEN, Account
from tests.channels.stage import BY
from tests.worlds import World, at_once

OTHER_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
NOW = 1_790_000_000
# the example of the official samples: token, EncodingAESKey and company are those of their documents
OFFICIAL = ("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
ECHO_QUERY = {
    "msg_signature": "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    "timestamp": "1409659589",
    "nonce": "263014780",
}
MESSAGE = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhx"
    "chrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4z"
    "G4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9K"
    "sNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
)
MESSAGE_QUERY = {
    "msg_signature": "477715d11cdb4164915debcba66cb864d751f3e6",
    "timestamp": "1409659813",
    "nonce": "1372623149",
}


def channel_of(*keys: tuple[str, str], app_id: str = "wx1", provider: str = "kf") -> Channel:
    at = datetime(2026, 11, 29, tzinfo=UTC)
    held = tuple(Key(f"key_{number}", token, at, aes_key=aes) for number, (token, aes) in enumerate(keys))
    account = Wechat(app_id, "s1")
    return Channel("chn_1", "social", "A", "demo", at, provider, keys=held, wechat=account, sealed=True)


def test_the_examples_of_the_official_documents_open() -> None:
    token, aes_key, company = OFFICIAL
    channel = channel_of((token, aes_key), app_id=company)

    proved = kf.Kf().opened(channel, ECHO_QUERY | {"echostr": ECHO}, b"", 1_409_659_600)
    heard = wechat.Wechat().opened(channel, MESSAGE_QUERY, posted(MESSAGE, company), 1_409_659_813)
    (incoming,) = wechat.Wechat().heard(heard).messages

    assert proved == b"1616140317555161061"
    assert (incoming.message_id, incoming.sender.id, incoming.text) == ("4561255354251345929", "mycreate", "hello")


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.binary(min_size=16, max_size=16))
def test_what_is_enclosed_comes_out_as_it_was(message: bytes, chance: bytes) -> None:
    assert envelope.opened(AES_KEY, sealed(AES_KEY, message, "wx1", chance), "wx1") == message


def raw(whole: bytes) -> str:
    """These very bytes, enclosed as they are."""
    key = base64.b64decode(AES_KEY + "=")
    return base64.b64encode(AES.new(key, AES.MODE_CBC, iv=key[:16]).encrypt(whole)).decode()


BROKEN = {
    "for another account": sealed(AES_KEY, b"<xml></xml>", "wx2"),
    "for a longer name": sealed(AES_KEY, b"<xml></xml>", "wx11"),
    "by another key": sealed(OTHER_KEY, b"<xml></xml>", "wx1"),
    "padding of nothing": raw(b"0" * 63 + b"\x00"),
    "padding of more than a block": raw(b"0" * 31 + b"\x21" * 33),
    "padding that differs": raw(b"0" * 60 + b"\x03\x02\x04\x04"),
    "a length beyond its end": raw(b"0" * 16 + b"\x7f\xff\xff\xff" + b"x" * 11 + b"\x01"),
    "nothing but padding": raw(b"\x20" * 32),
    "half a block": base64.b64encode(b"0" * 17).decode(),
    "no base64": "*" * 64,
    "nothing": "",
}


@pytest.mark.parametrize("name", BROKEN)
def test_whatever_does_not_open_is_answered_in_the_same_words(name: str) -> None:
    enclosed = BROKEN[name]
    with pytest.raises(SignatureRefused) as refused:
        kf.Kf().opened(channel_of((TOKEN, AES_KEY)), signed(TOKEN, NOW, "n", enclosed), posted(enclosed, "wx1"), NOW)

    assert refused.value.detail == envelope.NOT_OPENED


def test_what_nobody_signed_is_never_opened_nor_what_came_late_or_in_plain_words() -> None:
    enclosed = sealed(AES_KEY, b"<xml></xml>", "wx1")
    query, body, channel = signed(TOKEN, NOW, "n", enclosed), posted(enclosed, "wx1"), channel_of((TOKEN, AES_KEY))
    plain = b"<xml><Event>kf_msg_or_event</Event></xml>"

    for spoiled, bytes_of, now in (
        (signed("forged", NOW, "n", enclosed), body, NOW),
        (query | {"nonce": "m"}, body, NOW),
        (query, body, NOW + 301),
        (query, posted(enclosed[:-8] + "AAAAAAA=", "wx1"), NOW),
        (signed(TOKEN, NOW, "n", plain.decode()), plain, NOW),
    ):
        for adapter in (kf.Kf(), wechat.Wechat()):
            with pytest.raises(SignatureRefused):
                adapter.opened(channel, spoiled, bytes_of, now)
    with pytest.raises(Invalid):
        kf.Kf().opened(channel, query, b"<xml>" + b"<a>x</a>" * 40_000 + b"</xml>", NOW)


def test_two_keys_open_while_one_takes_the_others_place() -> None:
    channel = channel_of((TOKEN, OTHER_KEY), (TOKEN, AES_KEY), ("newer", AES_KEY))

    def opens(token: str, key: str, of: Channel = channel) -> bytes:
        enclosed = sealed(key, b"hello", "wx1")
        return kf.Kf().opened(of, signed(token, NOW, "n", enclosed), posted(enclosed, "wx1"), NOW)

    assert [opens(TOKEN, OTHER_KEY), opens(TOKEN, AES_KEY), opens("newer", AES_KEY)] == [b"hello"] * 3
    with pytest.raises(SignatureRefused):
        opens("newer", OTHER_KEY)


def test_a_mini_program_may_have_json() -> None:
    said = {"ToUserName": "gh_1", "FromUserName": "openid", "CreateTime": NOW, "MsgType": "text", "Content": "在吗"}
    enclosed = sealed(AES_KEY, json.dumps(said | {"MsgId": 24_681_357_902_468}).encode(), "wx1")
    body = json.dumps({"ToUserName": "gh_1", "Encrypt": enclosed}).encode()
    channel = channel_of((TOKEN, AES_KEY), provider="wechat")

    opened = wechat.Wechat().opened(channel, signed(TOKEN, NOW, "n", enclosed), body, NOW)
    (incoming,) = wechat.Wechat().heard(opened).messages

    assert (incoming.message_id, incoming.text) == ("24681357902468", "在吗")


def test_an_account_has_a_token_and_a_key_that_are_shown_once_and_changed_one_by_one(world: World) -> None:
    account = Account(world, "kf", sealed=True)
    desk, channel_id = account.desk, account.channel_id

    _, made = channels.add_key(desk, channel_id, BY)
    _, same_token = channels.add_key(desk, channel_id, BY, NewChannelKey(TOKEN, OTHER_KEY))
    with pytest.raises(Invalid):
        channels.add_key(desk, channel_id, BY, NewChannelKey("?"))

    assert made.secret.isalnum() and len(made.secret) == 32  # as much as their own form takes
    assert made.aes_key.isalnum() and len(made.aes_key) == 43
    account.provider.aes_key = OTHER_KEY
    account.hears(account.provider.message("u-1", "By the new key", account.at))
    assert account.texts() == ["By the new key"]
    assert same_token.secret == TOKEN


def test_nothing_is_enclosed_where_nobody_signs_for_an_account(world: World) -> None:
    account = Account(world, "wechat")
    old = msgspec.structs.replace(account.stage.channel, keys=(Key("key_1", TOKEN, account.desk.now()),))

    with pytest.raises(Invalid) as without_key:
        refuse_unfit(msgspec.structs.replace(old, sealed=True))
    with pytest.raises(Invalid) as no_account:
        channels.create_channel(account.desk, NewChannel("app", "A", "demo", sealed=True), BY)
    with pytest.raises(Invalid):
        channels.create_channel(account.desk, NewChannel("app", "A", "demo", aes_key=AES_KEY), BY)
    channels.change_channel(account.desk, account.channel_id, ChangeChannel(sealed=True), BY)

    assert [each.value.errors[0].field for each in (without_key, no_account)] == ["sealed", "sealed"]
    with pytest.raises(SignatureRefused):  # in plain words from then on nothing counts
        fetching.hear(account.desk, account.channel_id, *account.provider.message("u-1", "Hi", account.at))


def test_two_at_once_have_one_access_token_and_renew_it_once(world: World) -> None:
    account = Account(world, "kf", sealed=True)
    for who in ("u-1", "u-2"):
        account.hears(account.provider.message(who, "Hi", account.at))
    account.provider.expire()

    def tell(number: int) -> Any:
        thread = providing.Thread("cnv_1", account.channel_id, f"u-{number}", "", account.desk.now(), thread="wk-demo")
        return providing.say(account.desk, account.stage.channel, thread, "Here", f"cnv_1#{number}", account)

    asked = len(account.asked)
    outcomes = at_once([lambda: tell(1), lambda: tell(2)])

    assert [each.why for each in outcomes] == [None, None]
    assert sum("gettoken" in each for each in account.asked[asked:]) <= 2
    assert len(account.provider.tokens) == 1
    assert sorted(account.provider.said) == [("u-1", "Here"), ("u-2", "Here")]
