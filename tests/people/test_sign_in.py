"""Who is let in, who has to wait because of whom, and what is written down of it."""

from __future__ import annotations

import ast
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from argon2 import PasswordHasher
from msgspec.structs import replace

from chalicelib.core import audit
from chalicelib.core import desk as desks
from chalicelib.core.desk import Desk
from chalicelib.core.errors import TooManyRequests, Unauthorized
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.service import tries
from tests.in_process import Asking
from tests.worlds import World, counted, in_use

HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"
RIGHT = "correct horse"
AT_ACCOUNT, FROM_ADDRESS = 6, 4


@pytest.fixture
def world(desk: Desk) -> World:
    """A world in which few guesses are many."""
    settings = replace(desk.settings, guesses_at_account=AT_ACCOUNT, guesses_from_address=FROM_ADDRESS)
    strict = replace(desk, settings=settings)
    desks.use(strict)
    return World(strict, strict.now)


def sign_in(world: World, email: str, source_ip: str, password: str = RIGHT) -> str:
    """What came of it: ``in``, ``wrong`` or ``wait``."""
    try:
        people.sign_in(world.desk, email, password, source_ip=source_ip, request_id="req_1")
    except Unauthorized:
        return "wrong"
    except TooManyRequests as refused:
        assert refused.retry_after and refused.retry_after > 0
        return "wait"
    return "in"


def entries(world: World, act: str) -> list[audit.Audited]:
    return [each for each in audit.whole_month(world.desk, f"{world.clock():%Y-%m}") if each.act == act]


def address(number: int) -> str:
    return f"10.0.{number // 250}.{number % 250 + 1}"


def guessed_from_many_places(world: World, agent: Agent, times: int = AT_ACCOUNT) -> list[str]:
    return [sign_in(world, agent.email, address(n), f"guess {n}") for n in range(times)]


def test_whoever_signed_in_from_a_place_gets_in_there_whatever_others_guess_elsewhere(world: World) -> None:
    (agent,) = world.found(agents=1)
    first = sign_in(world, agent.email, HOME)
    guesses = guessed_from_many_places(world, agent, AT_ACCOUNT + 2)

    outcomes = []
    for _ in range(3):
        sign_in(world, agent.email, ELSEWHERE, "a guess")
        outcomes.append(sign_in(world, agent.email, HOME))

    assert first == "in"
    assert guesses == ["wrong"] * AT_ACCOUNT + ["wait"] * 2
    assert outcomes == ["in"] * 3


def test_guesses_from_one_place_keep_nobody_waiting_at_another(world: World) -> None:
    (agent,) = world.found(agents=1)
    sign_in(world, agent.email, ELSEWHERE)
    guesses = [sign_in(world, agent.email, ELSEWHERE, "a guess") for _ in range(7)]

    outcome = sign_in(world, agent.email, HOME)

    assert guesses == ["wrong"] * 5 + ["wait"] * 2
    assert outcome == "in"


def test_an_account_guessed_at_from_everywhere_waits_at_places_it_is_not_used_from(world: World) -> None:
    (agent,) = world.found(agents=1)
    guessed_from_many_places(world, agent)

    now = sign_in(world, agent.email, HOME)
    locked = tries.locked(world.desk, agent)
    world.clock.forward(hours=1, seconds=1)
    later = sign_in(world, agent.email, HOME)

    assert (now, later) == ("wait", "in")
    assert locked is not None


def test_unlocking_lets_them_in_at_a_new_place_too(world: World) -> None:
    (agent,) = world.found(agents=1)
    guessed_from_many_places(world, agent)

    people.unlock_agent(world.desk, agent.agent_id)

    assert tries.locked(world.desk, agent) is None
    assert sign_in(world, agent.email, HOME) == "in"


def test_a_place_that_nobody_used_for_long_is_known_no_more(world: World) -> None:
    (agent,) = world.found(agents=1)
    sign_in(world, agent.email, HOME)
    world.clock.forward(days=91)

    guessed_from_many_places(world, agent)

    assert sign_in(world, agent.email, HOME) == "wait"


def test_one_password_for_many_accounts_is_slowed_by_the_address_it_comes_from(world: World) -> None:
    colleague, agent = world.found(agents=2)
    sign_in(world, colleague.email, HOME)

    guesses = [sign_in(world, f"somebody{n}@example.com", HOME, "Spring2026!") for n in range(FROM_ADDRESS + 2)]

    assert guesses == ["wrong"] * FROM_ADDRESS + ["wait"] * 2
    assert sign_in(world, agent.email, HOME) == "wait"
    assert sign_in(world, agent.email, ELSEWHERE) == "in"
    assert sign_in(world, colleague.email, HOME) == "in"


def test_an_office_behind_one_address_signs_in_however_many_they_are(world: World) -> None:
    agents = world.found(agents=FROM_ADDRESS + 2)

    outcomes = {sign_in(world, each.email, HOME) for each in agents}

    assert outcomes == {"in"}


def test_an_ipv6_network_is_one_place(world: World) -> None:
    (agent,) = world.found(agents=1)

    guesses = [sign_in(world, agent.email, f"2001:db8:1:2::{n:x}", "a guess") for n in range(1, 6)]

    assert guesses == ["wrong"] * FROM_ADDRESS + ["wait"]


def test_who_exists_and_who_does_not_cost_the_same_requests_and_get_the_same_answer(world: World) -> None:
    (agent,) = world.found(agents=1)
    disabled = world.agent()
    people.update_agent(world.desk, disabled.agent_id, UpdateAgent(active=False))
    asking = Asking()

    costs, answers = [], []
    for email in (agent.email, disabled.email, "nobody@example.com"):
        world.clock.forward(minutes=16)
        for password in ("a guess", "another guess", RIGHT if email != agent.email else "a third guess"):
            with counted() as requests:
                answer = asking.ask("POST", "/v1/desk/session", body={"email": email, "password": password})
            costs.append(requests.names)
            answers.append((answer.status, {**answer.said, "request_id": ""}))

    assert costs[0:3] == costs[3:6] == costs[6:9]
    assert costs[2] == ["GetItem", *["UpdateItem"] * 3, *["GetItem"] * 2, "BatchGetItem"]
    assert all(each == answers[0] for each in answers)
    assert answers[0][0] == 401


@contextmanager
def verifications() -> Iterator[list[str]]:
    """How often a password is compared with a hash in the block."""
    seen: list[str] = []

    def look(frame: FrameType, what: str, _: Any) -> None:
        if what == "call" and frame.f_code is PasswordHasher.verify.__code__:
            seen.append("verify")

    sys.setprofile(look)
    try:
        yield seen
    finally:
        sys.setprofile(None)


def test_who_exists_and_who_does_not_cost_the_same_work(world: World) -> None:
    (agent,) = world.found(agents=1)
    disabled = world.agent()
    people.update_agent(world.desk, disabled.agent_id, UpdateAgent(active=False))

    work = {}
    for email in (agent.email, disabled.email, "nobody@example.com"):
        with verifications() as seen:
            assert sign_in(world, email, HOME, "a guess") == "wrong"
        work[email] = len(seen)

    assert set(work.values()) == {1}


def test_a_refused_try_says_when_to_come_again(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking, body = Asking(), {"email": agent.email, "password": "a guess"}
    for _ in range(FROM_ADDRESS + 1):
        answer = asking.ask("POST", "/v1/desk/session", body=body)

    assert (answer.status, answer.said["code"]) == (429, "too_many_attempts")
    assert int(answer.headers["retry-after"]) >= 1


def test_failures_are_in_the_audit_log_with_a_count_and_without_the_address_that_was_typed(world: World) -> None:
    (agent,) = world.found(agents=1)
    for email in (agent.email, "Nobody@example.com"):
        for n in range(5):
            sign_in(world, email, ELSEWHERE, f"guess {n}")
            world.clock.forward(minutes=16)

    written = entries(world, "sign_in_failed")

    assert [each.after["failures"] for each in written] == [1, 2, 4] * 2
    assert {each.about for each in written[:3]} == {agent.agent_id}
    assert {each.about for each in written[3:]} == {written[3].after["account"]}
    assert {each.after["address"] for each in written} == {ELSEWHERE}
    assert {(each.by, each.request_id) for each in written} == {("stranger", "req_1")}
    assert written[0].after["account"] != written[3].after["account"]
    assert "@" not in json.dumps([each.after for each in written] + [each.about for each in written])


def test_a_flood_of_guesses_does_not_fill_the_audit_log(world: World) -> None:
    (agent,) = world.found(agents=1)
    for n in range(10):
        assert sign_in(world, agent.email, ELSEWHERE, f"guess {n}") == "wrong"
        world.clock.forward(minutes=16)

    written = entries(world, "sign_in_failed")

    assert [each.after["failures"] for each in written] == [1, 2, 4, 8]


def test_each_failure_and_each_refusal_is_a_line_of_the_log(world: World) -> None:
    (agent,) = world.found(agents=1)
    lines: list[logging.LogRecord] = []
    listener, logger = logging.Handler(), logging.getLogger("deskbell")
    listener.emit = lines.append  # type: ignore[method-assign]
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)

    try:
        for _ in range(FROM_ADDRESS + 2):
            sign_in(world, agent.email, ELSEWHERE, "a guess")
    finally:
        logger.setLevel(level)
        logger.removeHandler(listener)

    said = [vars(each) for each in lines if each.getMessage().startswith("sign_in")]
    assert [each["msg"] for each in said] == ["sign_in_failed"] * FROM_ADDRESS + ["sign_in_refused"] * 2
    assert {each["address"] for each in said} == {ELSEWHERE}
    assert len({each["account"] for each in said}) == 1
    assert agent.email not in str(said)


def test_coming_and_going_and_new_passwords_are_in_the_audit_log(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking = Asking()
    token = asking.sign_in(agent)

    wrong = {"current": "a guess", "new": "another horse"}
    asking.ask("PUT", "/v1/desk/password", token, wrong)
    asking.ask("PUT", "/v1/desk/password", token, wrong | {"current": RIGHT})
    asking.ask("DELETE", "/v1/desk/session", token)

    written = list(audit.whole_month(world.desk, f"{world.clock():%Y-%m}"))[-4:]
    assert [(each.act, each.about) for each in written] == [
        (act, agent.agent_id) for act in ("sign_in", "change_password_failed", "change_password", "sign_out")
    ]
    assert [each.by for each in written] == [agent.agent_id, "stranger", agent.agent_id, agent.agent_id]
    assert written[0].after == {"address": "127.0.0.1"}
    assert all(each.request_id != "-" for each in written)


def test_a_password_that_is_set_at_the_same_moment_ends_the_sign_in_by_the_one_before(world: World) -> None:
    (agent,) = world.found(agents=1)
    acts = [lambda: people.update_agent(world.desk, agent.agent_id, UpdateAgent(password="another horse"))]

    def before(operation: str, _: Any) -> None:
        if operation == "TransactWriteItems" and acts:
            acts.pop()()

    with in_use().watching(before=before):
        outcome = sign_in(world, agent.email, HOME)

    assert outcome == "wrong"
    assert world.now(agent).session_ids == frozenset()


def weak(world: World, agent: Agent, new: str) -> Any:
    token = Asking().sign_in(agent)
    return Asking().ask("PUT", "/v1/desk/password", token, {"current": RIGHT, "new": new})


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("12345678", "too_short"),
        (" " * 12, "blank"),
        ("Agent1@example.com", "about_you"),
        ("password123", "too_common"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused_with_the_reason(world: World, new: str, reason: str) -> None:
    (agent,) = world.found(agents=1)

    answer = weak(world, agent, new)

    assert (answer.status, answer.said["reason"]) == (422, reason)
    assert [each["field"] for each in answer.said["errors"]] == ["new"]


def test_a_password_of_before_the_rules_works_until_it_is_changed(world: World) -> None:
    from chalicelib.core import passwords
    from chalicelib.core.transactions import Transaction
    from chalicelib.people.store import agents as stored_agents
    from chalicelib.people.store import reading

    (agent,) = world.found(agents=1)
    caller, before = world.signed_in(agent), reading.password_of(world.desk, agent.agent_id)
    tx = Transaction(world.desk)
    hashed = passwords.hashed(world.desk, "12345678")
    stored_agents.put_own_password(tx, agent, hashed, caller.session_id, before=before)
    tx.commit()

    assert sign_in(world, agent.email, HOME, "12345678") == "in"


def test_the_list_of_common_passwords_is_loaded_only_where_one_is_set() -> None:
    from tests.test_floors import FILES

    naming = [file for file in FILES if "zxcvbn" in file.read_text()]
    (tree,) = [ast.parse(file.read_text()) for file in naming]
    at_once = {name for node in tree.body if isinstance(node, ast.ImportFrom) for name in [str(node.module)]}

    assert [file.name for file in naming] == ["passwords.py"]
    assert not any(name.startswith("zxcvbn") for name in at_once)


def test_the_audit_logs_table_is_written_in_one_place_and_only_added_to() -> None:
    from tests.test_floors import FILES, ROOT

    naming = {file.relative_to(ROOT).as_posix() for file in FILES if "AuditRow" in file.read_text()}
    tree = ast.parse((ROOT / "chalicelib/core/audit.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    on_tx = [call for call in calls if isinstance(call.func.value, ast.Name) and call.func.value.id == "tx"]  # type: ignore[attr-defined]

    assert naming == {"chalicelib/core/audit.py", "chalicelib/everything.py", "chalicelib/privacy/persons.py"}
    assert [call.func.attr for call in on_tx] == ["put"]  # type: ignore[attr-defined]
    assert "condition" in {keyword.arg for keyword in on_tx[0].keywords}
