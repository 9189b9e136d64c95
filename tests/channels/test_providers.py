"""What every provider's adapter must do, tried on each against its simulator (A9).

A new one is tried by a row of ``SIMULATORS``: it is held to all of this.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.model import providers
from chalicelib.channels.model.channel import ChangeChannel, ChannelOff, NewChannel, UnknownChannel
from chalicelib.channels.model.inbound import Incoming
from chalicelib.channels.model.signatures import SignatureRefused
from chalicelib.channels.service import fetching, providing
from chalicelib.channels.service import settings as channels
from chalicelib.conversations.model.channelled import ReplyRefused
from chalicelib.core import work
from chalicelib.core.errors import Invalid, LimitReached
from chalicelib.core.outbound import NoAnswer
from tests.channels.accounts import SIMULATORS, Account
from tests.channels.stage import BY
from tests.crashes import EITHER, Death, at_each_write
from tests.in_process import Held
from tests.worlds import World, at_once


@pytest.fixture(params=[*sorted(providers.PROVIDERS), "kf sealed", "wechat sealed"])
def account(request: pytest.FixtureRequest, world: World) -> Account:
    name, _, sealed = request.param.partition(" ")
    return Account(world, name, bool(sealed))


def test_every_provider_is_tried() -> None:
    assert set(SIMULATORS) == set(providers.PROVIDERS)


def test_a_customer_writes_and_is_answered_there_in_order_and_once(account: Account) -> None:
    posted = [account.provider.message("u-1", text, account.at) for text in ("茶叶 <到> & 哪里了？", "在吗")]

    account.hears(*posted, *posted, posted[0])

    assert account.texts() == ["茶叶 <到> & 哪里了？", "在吗"]
    assert [account.replies(each) for each in ("今天送到", "稍等")] == [("sent", None)] * 2
    assert account.provider.said == [("u-1", "今天送到"), ("u-1", "稍等")]


def test_what_comes_in_another_order_or_at_once_is_stored_once_each(account: Account) -> None:
    posted = [account.provider.message(f"u-{number}", f"Hello {number}", account.at) for number in range(4)]

    answers = at_once(
        [lambda each=each: fetching.hear(account.desk, account.channel_id, *each) for each in posted[::-1] * 2]
    )
    account.stage.run()

    assert [each for each in answers if each is not None] == []
    assert sorted(account.texts()) == [f"Hello {number}" for number in range(4)]


def test_whoever_dies_at_any_write_has_taken_each_once_when_it_is_posted_again(new_world: Any) -> None:
    def story(death: Death) -> None:
        account = Account(new_world(), "kf")
        posted = [account.provider.message("u-1", text, account.at) for text in ("One", "Two")]
        with death():
            account.hears(*posted)

        account.world.clock.forward(minutes=2)
        account.hears(account.provider.news(account.at))

        assert account.texts() == ["One", "Two"]

    at_each_write(story, sides=EITHER, step=2)


@pytest.mark.parametrize("spoiled", ["token", "late", "early", "nonce", "none", "hostile"])
def test_what_is_forged_or_replayed_later_is_refused(account: Account, spoiled: str) -> None:
    query, body = account.provider.message("u-1", "Hi", account.at)
    forger = SIMULATORS[account.name]("wx1", "s1", "another")
    asked = {
        "token": forger.query(account.at, body.decode()),
        "late": account.provider.query(account.at - 301, body.decode()),
        "early": account.provider.query(account.at + 302, body.decode()),
        "nonce": query | {"nonce": "x"},
        "none": {},
        "hostile": dict.fromkeys(query, "\ud800é" * 50),
    }[spoiled]

    with pytest.raises(SignatureRefused):
        fetching.hear(account.desk, account.channel_id, asked, body)
    with pytest.raises(SignatureRefused):
        providing.echo(account.desk, account.channel_id, asked | {"echostr": "e"})
    assert account.texts() == []


def test_the_address_is_proved_over_http_and_posts_are_taken_with_one_word(account: Account) -> None:
    http, path = Held(), f"/channels/{account.channel_id}/provider"

    def ask(method: str, query: dict[str, str], body: bytes = b"", path: str = path) -> Any:
        target = f"{path}?{urlencode(query)}"
        kind = "application/json" if body[:1] == b"{" else "text/xml"
        return http.ask(method, target, {"content-type": kind} if body else {}, body)

    proved = ask("GET", account.provider.proof(account.at, "e123"))
    taken = ask("POST", *account.provider.message("u-2", "Hi", account.at))
    unknown = ask("POST", *account.provider.message("u-2", "Hi", account.at), "/channels/chn_no/provider")
    broken = ask("POST", account.provider.query(account.at, "[1"), b"[1")
    huge = b"x" * 70_000
    too_large = ask("POST", account.provider.query(account.at, huge.decode()), huge)

    assert (proved.status, proved.body, taken.body) == (200, b"e123", b"success")
    assert [each.status for each in (taken, unknown, broken, too_large)] == [200, 404, 422, 422]


def test_files_are_fetched_and_what_cannot_be_or_is_unknown_is_said_in_words(account: Account) -> None:
    account.hears(
        account.picture("u-1"),
        account.picture("u-1", None),
        account.picture("u-1", b"<html>no picture</html>"),
        account.provider.unknown("u-1", account.at),
        account.provider.event("u-1", account.at),
    )

    sent = [each for each in account.stage.entries(account.open()) if each.kind == "message"]
    assert [bool(each.file) for each in sent] == [True, False, False, False]
    assert all(each.text.startswith("[") for each in sent[1:])


def test_when_its_time_is_over_nothing_is_stored_and_the_provider_is_not_asked(account: Account) -> None:
    account.hears(account.provider.message("u-1", "Hi", account.at))
    conversation_id = account.open()
    account.world.clock.forward(hours=48, minutes=1)
    before = list(account.asked)

    with pytest.raises(ReplyRefused):
        account.stage.replies(conversation_id, "Too late")

    assert account.asked == before


def test_how_many_may_still_be_said_is_shown_and_more_than_these_is_told_apart(account: Account) -> None:
    account.hears(account.provider.message("u-1", "Hi", account.at))
    left = [account.stage.standing(account.open()).left]
    account.world.clock.forward(seconds=1)

    told = []
    for number in range(6):
        told.append(account.replies(f"Answer {number}"))
        left.append(account.stage.standing(account.open()).left)

    assert told == [("sent", None)] * 5 + [("failed", "spent")]
    assert left == [5, 4, 3, 2, 1, 0, 0]
    account.world.clock.forward(seconds=1)
    account.hears(account.provider.message("u-1", "Thanks", account.at))
    assert account.stage.standing(account.open()).left == 5
    assert len(account.provider.said) == 5


def test_a_token_that_expired_is_asked_for_anew_and_a_wrong_account_is_said(account: Account) -> None:
    account.hears(account.provider.message("u-1", "Hi", account.at))
    account.replies("One")
    account.provider.expire()

    assert account.replies("Two") == ("sent", None)
    account.world.clock.forward(hours=3)
    assert account.replies("Three") == ("sent", None)
    account.provider.expire()
    account.provider.app_secret = "changed there"
    assert account.replies("Four") == ("failed", "bad_account")
    assert [text for _, text in account.provider.said] == ["One", "Two", "Three"]


@pytest.mark.parametrize(
    ("silent", "sure"),
    [
        (NoAnswer("unreachable", "ConnectionRefusedError: no"), True),
        (NoAnswer("refused", "status 503"), True),
        (NoAnswer("too_slow", "nothing whole within 15 s"), False),
    ],
    ids=["down", "broken", "slow"],
)
def test_a_provider_that_is_down_or_slow_is_tried_again_only_where_nothing_is_said_twice(
    account: Account, silent: NoAnswer, sure: bool
) -> None:
    account.hears(account.provider.message("u-1", "Hi", account.at))
    knows = providers.PROVIDERS[account.name][0].knows_again
    account.replies("First")
    account.silent = silent

    state, why = account.replies("Are you there?")
    account.silent = None
    account.world.clock.forward(minutes=1)
    account.stage.run()

    assert (state, why) == (("retrying", silent.why) if sure or knows else ("failed", "unsure"))
    assert [text for _, text in account.provider.said] == ["First", *(["Are you there?"] if sure or knows else [])]


@pytest.mark.parametrize(
    "lie", [b"", b"null", b"[]", b"<html>", b'{"errcode": "x"}', b"\xff\xfe", b'{"errcode":123456}']
)
def test_a_provider_that_lies_breaks_nothing(account: Account, lie: bytes) -> None:
    account.hears(account.provider.message("u-1", "Hi", account.at))
    account.replies("Hello")
    account.silent = lie

    state, why = account.replies("Now?")

    assert (state, why) in {("failed", "unreadable"), ("failed", "refused"), ("failed", "bad_account")}


def test_news_of_a_provider_that_does_not_answer_are_asked_for_until_it_does(new_world: Any) -> None:
    for silent in (NoAnswer("too_slow", "nothing"), b"<html>", b'{"errcode":45009,"errmsg":"api freq out of limit"}'):
        account = Account(new_world(), "kf")
        account.silent = silent
        posted = account.provider.message("u-1", "Hi", account.at)

        fetching.hear(account.desk, account.channel_id, *posted)
        work.run_due(account.desk)
        assert account.texts() == []
        account.silent = None
        account.world.clock.forward(minutes=10)
        account.stage.run()

        assert account.texts() == ["Hi"], silent


def test_many_pages_come_in_order_and_one_bad_message_keeps_none_waiting(world: World) -> None:
    account = Account(world, "kf")
    account.provider.together = 3
    for number in range(35):
        account.provider.message(f"u-{number % 3}", f"{number:02}", account.at)
        account.world.clock.forward(seconds=10)
    account.provider.written[4] |= {"msgid": account.provider.written[1]["msgid"]}
    account.provider.written[7] |= {"msgid": account.provider.written[1]["msgid"]}
    account.provider.written[5] = {"msgid": "", "origin": 3, "msgtype": "text", "external_userid": "u-2"}

    account.hears(account.provider.news(account.at))
    account.world.clock.forward(minutes=2)
    account.stage.run()

    assert sorted(account.texts()) == [f"{number:02}" for number in range(35) if number not in (4, 5, 7)]
    kept = channels.failures_of(account.desk, account.channel_id)
    assert [failure.why for failure, _ in kept] == ["refused"] * 2
    assert [refused.text for _, refused in kept if refused is not None] == ["07", "04"]


def test_who_writes_too_fast_waits_alone(world: World) -> None:
    account = Account(world, "kf")
    for number in range(25):
        account.provider.message("u-fast", f"{number:02}", account.at)
    account.provider.message("u-slow", "Hello", account.at)

    account.hears(account.provider.news(account.at))
    assert len(account.texts()) == 21
    account.world.clock.forward(minutes=2)
    account.stage.run()

    assert sorted(account.texts()) == sorted(["Hello", *(f"{number:02}" for number in range(25))])


def test_who_writes_too_fast_by_posts_is_told_so(world: World) -> None:
    account = Account(world, "wechat")
    posted = [account.provider.message("u-1", f"{number}", account.at) for number in range(21)]

    with pytest.raises(LimitReached):
        account.hears(*posted)


def test_a_channel_that_is_off_or_another_kind_takes_nothing(account: Account) -> None:
    signed = account.stage.made("app")
    with pytest.raises(UnknownChannel):
        providing.echo(account.desk, signed.channel_id, {})
    channels.change_channel(account.desk, account.channel_id, ChangeChannel(1, active=False), BY)

    with pytest.raises(ChannelOff):
        account.hears(account.provider.message("u-1", "Hi", account.at))


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"provider": "nobody"}, "provider"),
        ({"kind": "email"}, "provider"),
        ({"app_id": None}, "app_id"),
        ({"app_secret": ""}, "app_id"),
    ],
)
def test_a_channel_without_what_its_provider_needs_is_refused(
    account: Account, fields: dict[str, Any], named: str
) -> None:
    usual = {"kind": "social", "provider": account.name, "app_id": "a", "app_secret": "s"}
    form = NewChannel(**(usual | {"name": "A", "plan_key": "demo"} | fields))

    with pytest.raises(Invalid) as refused:
        channels.create_channel(account.desk, form, BY)

    assert refused.value.errors[0].field == named


@settings(max_examples=120, deadline=None)
@given(
    name=st.sampled_from(sorted(providers.PROVIDERS)),
    body=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda each: f"<xml>{each}</xml>".encode(errors="replace")),
        st.dictionaries(st.sampled_from(["Event", "Token", "OpenKfId", "x"]), st.text(max_size=40) | st.none()).map(
            msgspec.json.encode
        ),
    ),
)
def test_nothing_that_is_posted_breaks_an_adapter(name: str, body: bytes) -> None:
    adapter, _ = providers.PROVIDERS[name]
    try:
        heard = adapter.heard(body)
    except Invalid as refused:
        assert refused.errors
    else:
        assert all(isinstance(each, Incoming) for each in heard.messages)
