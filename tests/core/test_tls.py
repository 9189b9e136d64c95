"""Our own way to DynamoDB is encrypted, and only whom the environment believes is spoken to."""

from __future__ import annotations

import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core.database import Unavailable
from tests.core.certificates import Issuer
from tests.core.wires import Asker, Server, answer, asker, error, serving
from tests.worlds import at_once

ITEM = {"Item": {"k": {"S": "你好"}}}
GOOD = answer(ITEM)


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    """Somebody whom this machine does not know."""
    return Issuer(tmp_path)


def believing(server: Server, issuer: Issuer, host: str = "localhost", **how: Any) -> Asker:
    environ = {"AWS_CA_BUNDLE": str(issuer.bundle)}
    return asker(server, url=f"https://{host}:{server.port}", environ=environ, **how)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_one_connection_serves_many_requests_after_one_handshake(issuer: Issuer, version: ssl.TLSVersion) -> None:
    tls = issuer.server("localhost")
    tls.minimum_version = tls.maximum_version = version
    with serving(*[GOOD] * 5, tls=tls) as server:
        dynamo = believing(server, issuer)

        answers = [dynamo.get() for _ in range(5)]

    assert answers == [ITEM] * 5
    assert (server.connections, len(server.asked), dynamo.pauses) == (1, 5, [])
    assert f"Host: localhost:{server.port}\r\n" in server.asked[0][1]


@pytest.mark.parametrize("politely", [True, False], ids=["with-a-goodbye", "without"])
def test_a_connection_that_the_server_closed_between_two_requests_is_replaced_without_counting(
    issuer: Issuer, politely: bool
) -> None:
    with serving(*[GOOD] * 3, tls=issuer.server("localhost"), closing=True, politely=politely) as server:
        dynamo = believing(server, issuer)

        answers = [dynamo.get(), dynamo.get(), dynamo.get()]

    assert answers == [ITEM] * 3
    assert (server.connections, dynamo.pauses) == (3, [])


def test_a_connection_that_was_cut_while_idle_is_replaced_without_counting(issuer: Issuer) -> None:
    with serving(GOOD, GOOD, tls=issuer.server("localhost")) as server:
        dynamo = believing(server, issuer)
        dynamo.get()

        server.hang_up()
        again = dynamo.get()

    assert again == ITEM
    assert (server.connections, dynamo.pauses) == (2, [])


def test_a_connection_that_the_server_closes_on_a_request_is_replaced_without_counting(issuer: Issuer) -> None:
    with serving(GOOD, None, GOOD, tls=issuer.server("localhost")) as server:
        dynamo = believing(server, issuer)
        dynamo.get()

        again = dynamo.get()

    assert again == ITEM
    assert (server.connections, dynamo.pauses) == (2, [])


def test_an_answer_that_breaks_off_is_asked_for_again(issuer: Issuer) -> None:
    with serving(GOOD[:-4], GOOD, tls=issuer.server("localhost"), closing=True) as server:
        dynamo = believing(server, issuer)

        got = dynamo.get()

    assert got == ITEM
    assert dynamo.pauses == [0.5]


def test_threads_have_connections_of_their_own_and_keep_them(issuer: Issuer) -> None:
    with serving(*[GOOD] * 24, tls=issuer.server("localhost")) as server:
        dynamo = believing(server, issuer)

        answers = [each for _ in range(3) for each in at_once([dynamo.get] * 8)]

    assert answers == [ITEM] * 24
    assert server.connections <= 8


def test_a_refusal_is_the_same_refusal_as_without_encryption(issuer: Issuer) -> None:
    with serving(error("InternalServerError", 500), GOOD, tls=issuer.server("localhost")) as server:
        dynamo = believing(server, issuer)

        got = dynamo.get()

    assert (got, server.connections, dynamo.pauses) == (ITEM, 1, [0.5])


def refused(dynamo: Asker, server: Server) -> str:
    """Why, in words; nothing was sent, and nothing tried again."""
    with pytest.raises(Unavailable) as raised:
        dynamo.get()
    assert raised.value.code == "SSLCertVerificationError"
    assert raised.value.operation == "GetItem"
    assert (server.asked, dynamo.pauses) == ([], [])
    return raised.value.message


def test_a_server_of_another_name_is_told_nothing(issuer: Issuer) -> None:
    with serving(GOOD, tls=issuer.server("dynamodb.example.com")) as server:
        why = refused(believing(server, issuer), server)

    assert "Hostname mismatch, certificate is not valid for 'localhost'" in why


def test_a_server_that_is_asked_by_its_number_must_be_vouched_for_by_it(issuer: Issuer) -> None:
    with serving(GOOD, tls=issuer.server("localhost")) as server:
        why = refused(believing(server, issuer, host="127.0.0.1"), server)

    assert "IP address mismatch, certificate is not valid for '127.0.0.1'" in why


@pytest.mark.parametrize("bundle", ["another issuer's", "this machine's"])
def test_a_server_that_nobody_vouches_for_whom_we_believe_is_told_nothing(
    issuer: Issuer, tmp_path: Path, bundle: str
) -> None:
    other = Issuer(tmp_path, name="Somebody else")
    environ = {"AWS_CA_BUNDLE": str(other.bundle)} if bundle == "another issuer's" else {}
    with serving(GOOD, tls=issuer.server("localhost")) as server:
        why = refused(asker(server, url=f"https://localhost:{server.port}", environ=environ), server)

    assert "unable to get local issuer certificate" in why


def test_a_certificate_that_is_over_is_told_nothing(issuer: Issuer) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with serving(GOOD, tls=issuer.server("localhost", until=yesterday)) as server:
        why = refused(believing(server, issuer), server)

    assert "certificate has expired" in why


def test_a_server_that_does_not_encrypt_is_no_server(issuer: Issuer) -> None:
    with serving(*[GOOD] * 4) as server:
        dynamo = believing(server, issuer, connect_timeout=0.05)

        with pytest.raises(Unavailable) as raised:
            dynamo.get()

    assert server.asked == []
    assert (raised.value.operation, len(dynamo.pauses)) == ("GetItem", 3)


def test_a_bundle_of_the_whole_machine_may_hold_it_too(issuer: Issuer, tmp_path: Path) -> None:
    own, both = ssl.get_default_verify_paths().cafile, tmp_path / "both.pem"
    known = Path(own).read_text() if own and os.path.exists(own) else ""
    both.write_text(known + issuer.bundle.read_text())
    with serving(GOOD, tls=issuer.server("localhost")) as server:
        dynamo = asker(server, url=f"https://localhost:{server.port}", environ={"REQUESTS_CA_BUNDLE": str(both)})

        got = dynamo.get()

    assert got == ITEM
