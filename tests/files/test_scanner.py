"""The desk's scanner is asked, signed, and what is no verdict is none."""

from __future__ import annotations

import hmac

import pytest

from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import Invalid
from chalicelib.core.outbound import Outbound
from chalicelib.files import service as files
from chalicelib.files.model.scanning import Scanner
from chalicelib.files.senders import HttpScanner
from tests.core.wires import Server, answer, serving
from tests.worlds import World

BODY = b'{"file_id": "fil_1"}'


def asked(server: Server) -> str:
    scanner = HttpScanner(Outbound(anywhere=True))
    return scanner.ask(Scanner(f"http://127.0.0.1:{server.port}/scan", "secret"), BODY, 1_700_000_000).verdict


def test_a_verdict_is_what_the_scanner_says_to_a_signed_question() -> None:
    with serving(answer({"verdict": "infected", "threat": "Eicar"})) as server:
        verdict = asked(server)

    signature = hmac.new(b"secret", b"1700000000." + BODY, "sha256").hexdigest()
    assert verdict == "infected"
    assert f"X-Deskbell-Signature: t=1700000000,v1={signature}\r\n" in server.asked[0][1]


@pytest.mark.parametrize(
    "response",
    [
        answer({"verdict": "clean"}, 202),
        answer({"verdict": "clean"}, 302, more="Location: http://127.0.0.1:1/\r\n"),
        answer({"verdict": ["clean"]}),
        answer(b"clean"),
        None,
    ],
)
def test_whatever_else_it_answers_is_no_verdict_and_it_is_asked_again_later(response: bytes | None) -> None:
    with serving(response) as server, pytest.raises(OSError, match="the scanner"):
        asked(server)

    assert len(server.asked) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:9001/", "https://169.254.169.254/", "https://localhost/scan"])
def test_in_the_cloud_nothing_private_is_a_scanner(world: World, url: str) -> None:
    world.found()

    with pytest.raises(Invalid) as refused:
        files.change_scanner(world.desk, url, SYSTEM)

    assert [each.field for each in refused.value.errors] == ["scanner_url"]
