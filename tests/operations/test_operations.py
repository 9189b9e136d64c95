"""Dead work is seen, redriven and dropped by hand: once, audited, and without showing what people wrote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import desk as desks
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.operations.model.due import shown_error, shown_payload
from tests.core.test_work import Bench, forward
from tests.in_process import Asking
from tests.worlds import World

PAYLOAD = {"n": 1, "message_id": "off_01m812ttf4w5egja3tjcchw1mg", "text": "王小明 13800138000"}


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def working(world: World, bench: Bench) -> Desk:
    """The world's desk with one more kind of work, which fails until told otherwise."""
    bench.failures = 10_000
    made = replace(world.desk, handlers={**world.desk.handlers, "note": bench}, chance=lambda: 1.0)
    desks.use(made)
    return made


@pytest.fixture
def dead(working: Desk) -> list[str]:
    """Two pieces that used up their tries; their ids."""
    ids = [put(working), put(working)]
    for _ in range(working.settings.work_tries):
        work.run_due(working)
        forward(working, seconds=1300)
    return ids


@pytest.fixture
def admin(world: World, dead: list[str]) -> str:
    """Somebody who signed in after all that."""
    world.found()
    return Asking().sign_in(world.agent(role="administrator"))


def put(desk: Desk, **how: Any) -> str:
    tx = Transaction(desk.on_behalf_of("req-of-a-visitor"))
    work_id = work.put_payload(tx, "note", PAYLOAD, **how)
    tx.commit()
    return work_id


@pytest.mark.also_on_moto
def test_dead_work_is_shown_with_why_it_failed_and_without_what_people_wrote(
    working: Desk, dead: list[str], admin: str
) -> None:
    work_id, other = dead

    page = Asking().ask("GET", "/v1/admin/work?state=dead", admin).said
    one = Asking().ask("GET", f"/v1/admin/work/{work_id}", admin).said

    assert [item["work_id"] for item in page["items"]] == [work_id, other]
    assert (page["items"][0], page["next"]) == (one, None)
    assert (one["kind"], one["tries"], one["state"]) == ("note", working.settings.work_tries, "dead")
    assert one["last_error"] == "ValueError: the provider is down"
    assert one["payload"] == {"n": 1, "message_id": "off_01m812ttf4w5egja3tjcchw1mg", "text": "…"}
    assert one["request_id"] == "req-of-a-visitor"


def test_work_that_is_due_is_read_page_by_page(working: Desk, admin: str) -> None:
    ids = {put(working, at=working.now() + timedelta(hours=1)) for _ in range(120)}

    seen: list[str] = []
    cursor, pages = "", 0
    while cursor is not None:
        page = Asking().ask("GET", f"/v1/admin/work?state=due&cursor={cursor}", admin).said
        seen += [item["work_id"] for item in page["items"]]
        cursor, pages = page["next"], pages + 1

    assert pages == 3
    assert len(seen) == len(set(seen))
    assert ids <= set(seen)


@pytest.mark.also_on_moto
def test_redriven_work_is_tried_at_once_with_all_its_tries(
    working: Desk, dead: list[str], admin: str, bench: Bench
) -> None:
    work_id, other = dead
    bench.failures = 0

    first = Asking().ask("POST", f"/v1/admin/work/{work_id}/redrive", admin, {})
    second = Asking().ask("POST", f"/v1/admin/work/{work_id}/redrive", admin, {})
    work.run_due(working)

    assert (first.status, first.said["state"], first.said["tries"]) == (200, "due", 0)
    assert (second.status, second.said["work_id"]) == (200, work_id)
    assert bench.done == [1]
    assert [piece.work_id for piece in work.dead(working)] == [other]


def test_dropped_work_is_gone_and_dropping_it_twice_is_once(working: Desk, dead: list[str], admin: str) -> None:
    work_id, other = dead

    first, second = (Asking().ask("POST", f"/v1/admin/work/{work_id}/drop", admin, {}).status for _ in range(2))

    assert (first, second) == (204, 204)
    assert [piece.work_id for piece in work.dead(working)] == [other]
    assert Asking().ask("GET", f"/v1/admin/work/{work_id}", admin).status == 404


def test_work_that_still_has_tries_cannot_be_dropped(working: Desk, admin: str) -> None:
    work_id = put(working, at=working.now() + timedelta(hours=1))

    answer = Asking().ask("POST", f"/v1/admin/work/{work_id}/drop", admin, {})

    assert (answer.status, answer.said["code"]) == (409, "not_dead")
    assert Asking().ask("GET", f"/v1/admin/work/{work_id}", admin).said["state"] == "due"


@pytest.mark.parametrize("path", ["", "/redrive", "/drop"])
def test_work_that_never_was_is_not_found(working: Desk, admin: str, path: str) -> None:
    answer = Asking().ask("POST" if path else "GET", f"/v1/admin/work/wrk_nothing{path}", admin, {} if path else None)

    assert (answer.status, answer.said["code"]) == (404, "unknown_work")


def test_what_is_done_to_work_is_in_the_audit_log_once(dead: list[str], admin: str) -> None:
    one, other = dead

    for _ in range(2):
        Asking().ask("POST", f"/v1/admin/work/{one}/redrive", admin, {})
        Asking().ask("POST", f"/v1/admin/work/{other}/drop", admin, {})

    log = Asking().ask("GET", "/v1/admin/audit", admin).said["items"]
    acts = [(item["act"], item["about"]) for item in log if item["act"].endswith("_work")]
    assert acts == [("drop_work", other), ("redrive_work", one)]


def test_it_takes_the_permission(world: World, working: Desk, admin: str) -> None:
    token = Asking().sign_in(world.agent())

    answer = Asking().ask("GET", "/v1/admin/work", token)

    assert (answer.status, answer.said["permission"]) == (403, "work.manage")


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"a": ["cnv_01m812ttfqghzag64jt1wax6yy", "open", "2026-11-23T09:00:00Z"]}, None),
        ({"a": {"b": "Wang Xiaoming"}}, {"a": {"b": "…"}}),
        ({"email": "a@example.com", "phone": "+8613800138000"}, {"email": "…", "phone": "…"}),
        ({"n": 3, "yes": True, "none": None, "empty": ""}, None),
    ],
)
def test_only_ids_times_numbers_and_our_own_words_are_shown(values: Any, shown: Any) -> None:
    assert shown_payload(values) == (values if shown is None else shown)


def test_an_error_is_shown_without_addresses_numbers_and_quotations() -> None:
    error = "Refused: bad_address 'Wang <wang@example.com>' at wang@example.com, +86 138 0013 8000 王小明: 400"

    shown = shown_error(error)

    assert shown == "Refused: bad_address … at … … …: 400"
