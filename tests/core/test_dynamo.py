"""Our own way to DynamoDB, when the network and the service are at their worst."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.config import Config
from botocore.endpoint_provider import EndpointProvider
from botocore.session import get_session

from chalicelib.core import aws
from chalicelib.core.database import (
    ConditionFailed,
    Database,
    DatabaseError,
    Throttled,
    TransactionCancelled,
    Unavailable,
)
from chalicelib.core.dynamo import Botocore, Dynamo, botocore_client, of_environment
from chalicelib.core.limits import CounterRow
from chalicelib.core.transactions import Transaction
from tests.core.wires import Answer, Asker, answer, asker, error, heads, serving
from tests.worlds import Clock, at_once, desk_with

ITEM = {"Item": {"k": {"S": "你好"}}}
GOOD = answer(ITEM)
NO_LENGTH = b"HTTP/1.1 200 OK\r\n\r\n" + b'{"Item": {"k": {"S": "a"}}}'
CHUNKED = (
    b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9;x=y\r\n{"Item": \r\n3\r\n{}}\r\n0\r\nTrailer: x\r\n\r\n'
)

PASSING: dict[str, Answer] = {
    "500": error("InternalServerError", 500),
    "503-without-a-body": answer(b"", 503),
    "502-of-a-page": answer(b"<html>Bad gateway</html>", 502),
    "throttled": error("ProvisionedThroughputExceededException"),
    "throttled-otherwise": error("ThrottlingException"),
    "no-http": b"SSH-2.0-OpenSSH_9.2\r\n",
    "no-json": answer(b"hello"),
    "no-object": answer(b"[]"),
    "half-a-body": answer(ITEM)[:-4],
    "half-a-head": answer(ITEM)[:40],
    "another-checksum": answer(ITEM, crc=1),
    "closed-unanswered": None,
}


@pytest.mark.parametrize("trouble", PASSING)
def test_what_passes_by_itself_is_tried_again(trouble: str) -> None:
    is_cut = trouble.startswith(("half", "no-http", "closed"))
    with serving(PASSING[trouble], GOOD, closing=is_cut) as server:
        dynamo = asker(server)

        got = dynamo.get()

    assert got == ITEM
    assert dynamo.pauses == [0.5]
    assert [body for _, _, body in server.asked] == [server.asked[0][2]] * 2


def test_trying_again_ends_after_four_tries_ever_further_apart() -> None:
    with serving(*[error("ThrottlingException")] * 4) as server:
        dynamo = asker(server)

        with pytest.raises(Throttled) as raised:
            dynamo.get()

    assert raised.value.code == "ThrottlingException"
    assert dynamo.pauses == [0.5, 1.0, 2.0]
    assert len(server.asked) == 4


def test_none_is_tried_again_once_whoever_asked_is_gone() -> None:
    with serving(*[error("ThrottlingException")] * 3) as server:
        dynamo = asker(server, left=iter([9.0, 9.0, 9.0, 0.4]).__next__)

        with pytest.raises(Throttled):
            dynamo.get()

    assert dynamo.pauses == [0.5]
    assert len(server.asked) == 2


def test_an_answer_is_not_waited_for_longer_than_whoever_asked_waits() -> None:
    with serving(b"") as server:
        dynamo = asker(server, read_timeout=60.0, left=iter([0.01, 0.0]).__next__)

        with pytest.raises(Unavailable):
            dynamo.get()

    assert dynamo.pauses == []


def test_a_service_that_is_down_is_not_asked_ever_more() -> None:
    with serving(*[error("InternalServerError", 500)] * 200) as server:
        dynamo = asker(server)

        for _ in range(60):
            with pytest.raises(Unavailable):
                dynamo.get()

    assert len(dynamo.pauses) == 500 // 5
    assert len(server.asked) == 60 + 100


def test_what_will_not_pass_is_asked_once() -> None:
    with serving(error("ValidationException"), error("AccessDeniedException")) as server:
        dynamo = asker(server)

        for code in ("ValidationException", "AccessDeniedException"):
            with pytest.raises(DatabaseError) as raised:
                dynamo.get()
            assert (raised.value.code, raised.value.message) == (code, f"about {code}")
            assert type(raised.value) is DatabaseError

    assert dynamo.pauses == []


def test_an_answer_that_does_not_come_in_time_is_no_answer() -> None:
    with serving(*[b""] * 4) as server:
        dynamo = asker(server, read_timeout=0.02)

        with pytest.raises(Unavailable) as raised:
            dynamo.get()

    assert raised.value.code == "TimeoutError"
    assert len(dynamo.pauses) == 3


def test_nobody_there_is_no_answer() -> None:
    with serving() as server:
        dynamo = asker(server)
    with pytest.raises(Unavailable) as raised:
        dynamo.get()

    assert raised.value.code == "ConnectionRefusedError"
    assert len(dynamo.pauses) == 3


@pytest.mark.parametrize("closing", [b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}", NO_LENGTH])
def test_an_answer_may_end_its_connection(closing: bytes) -> None:
    with serving(closing, GOOD, closing=True) as server:
        dynamo = asker(server)

        first, second = dynamo.get(), dynamo.get()

    assert first in ({}, {"Item": {"k": {"S": "a"}}})
    assert second == ITEM
    assert (server.connections, dynamo.pauses) == (2, [])


def test_an_answer_may_come_in_chunks_and_after_a_word_of_patience() -> None:
    with serving(b"HTTP/1.1 100 Continue\r\n\r\n" + CHUNKED, GOOD) as server:
        dynamo = asker(server)

        answers = [dynamo.get(), dynamo.get()]

    assert answers == [{"Item": {}}, ITEM]
    assert server.connections == 1


def test_an_idle_connection_that_was_closed_is_replaced_without_counting() -> None:
    with serving(GOOD, GOOD) as server:
        dynamo = asker(server)
        dynamo.get()

        server.hang_up()
        again = dynamo.get()

    assert again == ITEM
    assert (server.connections, dynamo.pauses) == (2, [])


def test_a_kept_connection_that_is_closed_on_a_request_is_replaced_without_counting() -> None:
    with serving(GOOD, None, GOOD) as server:
        dynamo = asker(server)
        dynamo.get()

        again = dynamo.get()

    assert again == ITEM
    assert (server.connections, dynamo.pauses) == (2, [])


def test_what_comes_unasked_after_an_answer_is_nobodys_answer() -> None:
    with serving(GOOD + b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n", GOOD) as server:
        dynamo = asker(server)

        answers = [dynamo.get(), dynamo.get()]

    assert answers == [ITEM, ITEM]
    assert (server.connections, dynamo.pauses) == (2, [])


def test_threads_do_not_share_a_connection_and_keep_all_of_them() -> None:
    with serving(*[GOOD] * 64) as server:
        dynamo = asker(server)

        answers = [each for _ in range(4) for each in at_once([dynamo.get] * 16)]

    assert answers == [ITEM] * 64
    assert server.connections <= 16


def test_a_transaction_has_the_same_token_in_every_try_and_another_the_next_time() -> None:
    with serving(error("InternalServerError", 500), answer({}), answer({}), answer({})) as server:
        dynamo = asker(server)

        for more in ({}, {}, {"ClientRequestToken": "mine"}):
            dynamo.database.call("TransactWriteItems", {"TransactItems": [], **more})

    tokens = [body["ClientRequestToken"] for _, _, body in server.asked]
    assert tokens[0] == tokens[1] != tokens[2]
    assert tokens[3] == "mine"


def test_a_condition_and_a_transaction_say_what_was_in_the_way() -> None:
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Item": {"k": {"B": "YQ=="}}}]
    failed = error("ConditionalCheckFailedException", Item={"k": {"S": "a"}})
    with serving(failed, error("TransactionCanceledException", CancellationReasons=reasons)) as server:
        dynamo = asker(server).database

        with pytest.raises(ConditionFailed) as lost:
            dynamo.call("PutItem", {})
        with pytest.raises(TransactionCancelled) as cancelled:
            dynamo.call("TransactWriteItems", {"TransactItems": []})

    assert lost.value.item == {"k": {"S": "a"}}
    assert [reason.get("Item") for reason in cancelled.value.reasons] == [None, {"k": {"B": b"a"}}]


def test_what_is_not_encrypted_goes_through_a_proxy_with_its_whole_address() -> None:
    with serving(GOOD) as proxy:
        environ = {"HTTP_PROXY": f"http://me:p%40ss@127.0.0.1:{proxy.port}"}
        dynamo = asker(proxy, environ=environ, url="http://dynamodb.example:8000")

        got = dynamo.get()

    assert got == ITEM
    assert heads(proxy) == ["POST http://dynamodb.example:8000/ HTTP/1.1"]
    assert "Host: dynamodb.example:8000\r\nProxy-Authorization: Basic bWU6cEBzcw==\r\n" in proxy.asked[0][1]


def test_what_is_encrypted_asks_its_proxy_for_a_way_only() -> None:
    with serving(*[b"HTTP/1.1 403 Forbidden\r\n\r\n"] * 4, closing=True) as proxy:
        environ = {"https_proxy": f"me:secret@127.0.0.1:{proxy.port}", "HTTPS_PROXY": "http://nowhere.invalid"}
        dynamo = asker(proxy, environ=environ, url="https://dynamodb.eu-central-1.amazonaws.com")

        with pytest.raises(Unavailable):
            dynamo.get()

    assert heads(proxy)[0].startswith("CONNECT dynamodb.eu-central-1.amazonaws.com:443 ")
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0" in proxy.asked[0][1]
    assert "AKIA" not in "".join(head for _, head, _ in proxy.asked)


def test_a_proxy_that_speaks_something_else_is_no_answer() -> None:
    with serving(*[b"SSH-2.0-OpenSSH_9.2\r\n\r\n"] * 4, closing=True) as proxy:
        environ = {"HTTPS_PROXY": f"http://127.0.0.1:{proxy.port}"}
        dynamo = asker(proxy, environ=environ, url="https://dynamodb.eu-central-1.amazonaws.com")

        with pytest.raises(Unavailable, match="no HTTP"):
            dynamo.get()


def test_a_transaction_whose_first_try_may_still_be_done_is_not_begun_anew() -> None:
    # a new token would make another transaction of it: the first is told as lost to the second, or both are done
    with serving(*[error("TransactionInProgressException")] * aws.ATTEMPTS) as server:
        dynamo = asker(server)
        with pytest.raises(Unavailable):
            tx = Transaction(desk_with(Clock(), dynamo.database))
            tx.delete(CounterRow("a"))
            tx.delete(CounterRow("b"))
            tx.commit()

    tokens = {body["ClientRequestToken"] for _, _, body in server.asked}
    assert (len(server.asked), len(tokens)) == (aws.ATTEMPTS, 1)


@pytest.mark.parametrize("excepted", ["127.0.0.1", "example.com, 127.0.0.1", "*", "0.0.1"])
def test_hosts_that_are_excepted_go_past_the_proxy(excepted: str) -> None:
    with serving(GOOD) as server:
        dynamo = asker(server, environ={"HTTP_PROXY": "http://nowhere.invalid:1", "NO_PROXY": excepted})

        got = dynamo.get()

    assert got == ITEM


def test_a_proxy_that_cannot_be_spoken_to_is_told_at_once() -> None:
    with serving() as server, pytest.raises(ValueError, match="socks5"):
        asker(server, environ={"HTTP_PROXY": "socks5://127.0.0.1:1080"})


def test_a_bundle_of_certificates_that_is_not_there_is_told_at_once() -> None:
    with serving() as server, pytest.raises(FileNotFoundError):
        asker(server, environ={"AWS_CA_BUNDLE": "/nowhere.pem"}, url="https://127.0.0.1")


REGIONS = ("eu-central-1", "us-gov-west-1", "cn-north-1", "us-iso-east-1", "us-isob-east-1", "eusc-de-east-1")
FLAGS = ({}, {"AWS_USE_FIPS_ENDPOINT": "true"}, {"AWS_USE_DUALSTACK_ENDPOINT": "true"})


@pytest.mark.parametrize("service", ["dynamodb", "ssm"])
def test_endpoints_are_those_that_botocore_finds(service: str) -> None:
    loader = get_session().get_component("data_loader")
    rules = loader.load_service_model(service, "endpoint-rule-set-1")
    provider = EndpointProvider(rules, loader.load_data("partitions"))

    def theirs(region: str, flags: dict[str, str]) -> str:
        fips, dual = "AWS_USE_FIPS_ENDPOINT" in flags, "AWS_USE_DUALSTACK_ENDPOINT" in flags
        return str(provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual).url)

    asked = [(region, flags) for region in REGIONS for flags in FLAGS if "iso" not in region or not flags]

    assert [aws.endpoint(service, *each) for each in asked] == [theirs(*each) for each in asked]


def test_an_address_of_ones_own_wins_and_that_of_the_service_most() -> None:
    general = {"AWS_ENDPOINT_URL": "http://one:1", "AWS_USE_FIPS_ENDPOINT": "true"}
    own = {**general, "AWS_ENDPOINT_URL_DYNAMODB": "http://two:2"}
    ignored = {**own, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}

    found = [aws.endpoint("dynamodb", "eu-central-1", environ) for environ in (general, own, ignored)]

    assert found == ["http://one:1", "http://two:2", "https://dynamodb-fips.eu-central-1.amazonaws.com"]


def test_the_environment_says_which_way_is_taken() -> None:
    lean, other = of_environment({}), of_environment({"DESKBELL_TRANSPORT": "botocore"})

    assert (type(lean), type(other)) == (Dynamo, Botocore)
    with pytest.raises(ValueError, match="DESKBELL_TRANSPORT is lean or botocore, not fast"):
        of_environment({"DESKBELL_TRANSPORT": "fast"})


def by_botocore(url: str) -> Database:
    return Botocore(botocore_client(url))


def by_ourselves(url: str) -> Database:
    return Asker(url).database


@pytest.mark.parametrize("way", [by_botocore, by_ourselves])
def test_both_ways_have_the_same_errors(way: Callable[[str], Database]) -> None:
    reasons = [{"Code": "TransactionConflict"}]
    refusals = [
        error("ResourceInUseException"),
        error("ConditionalCheckFailedException", Item={"k": {"S": "a"}}),
        error("TransactionCanceledException", CancellationReasons=reasons),
        error("TransactionConflictException"),
    ]
    with serving(*refusals, GOOD) as server:
        database = way(f"http://127.0.0.1:{server.port}")

        told: list[Any] = []
        for _ in refusals:
            with pytest.raises(DatabaseError) as raised:
                database.call("PutItem", {"TableName": "t", "Item": {}})
            told.append((type(raised.value), raised.value.code, raised.value.message, raised.value.operation))
        got = database.call("GetItem", {"TableName": "t", "Key": {}})

    assert got == ITEM
    codes = ["ResourceInUse", "ConditionalCheckFailed", "TransactionCanceled", "TransactionConflict"]
    kinds = [DatabaseError, ConditionFailed, TransactionCancelled, DatabaseError]
    named = [f"{code}Exception" for code in codes]
    assert told == [(kind, code, f"about {code}", "PutItem") for kind, code in zip(kinds, named, strict=True)]


def test_botocores_silence_is_no_answer_either() -> None:
    with serving() as server:
        url = f"http://127.0.0.1:{server.port}"
    config = Config(retries={"total_max_attempts": 1})
    client = get_session().create_client("dynamodb", "eu-central-1", endpoint_url=url, config=config)

    with pytest.raises(Unavailable) as raised:
        Botocore(client).call("ListTables", {})

    assert raised.value.code == "EndpointConnectionError"
