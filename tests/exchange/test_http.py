"""Imports and exports over HTTP: what is asked twice, too early, or makes no sense (F10)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.people.model.rights import ADMINISTRATOR
from tests.exchange.stage import Stage
from tests.in_process import Answered, Asking
from tests.worlds import World

ROOT = "/v1/admin/exchange"
SHEET = "id,name,mail\r\nC1,=1+1,a@example.com\r\nC2,B,nobody\r\n".encode("utf-16")


class Admin:
    """An administrator with a console."""

    def __init__(self, world: World) -> None:
        self.stage = Stage.opened(world)
        self.asking = Asking()
        self.token = self.asking.sign_in(world.agent(role=ADMINISTRATOR))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answered:
        return self.asking.ask(method, ROOT + path, self.token, body, headers=headers)

    def begin(self, key: str = "k", **more: Any) -> Answered:
        body = {"kind": "customers", "name": "c.csv", "choices": {"plan_key": "demo"}, **more}
        return self.ask("POST", "/imports", body, **{"Idempotency-Key": key})

    def act(self, run_id: str, act: str) -> Answered:
        return self.ask("POST", f"/imports/{run_id}/acts", {"act": act})


@pytest.fixture
def admin(world: World) -> Admin:
    return Admin(world)


def test_an_import_goes_its_way_step_by_step(admin: Admin) -> None:
    first, again = admin.begin(), admin.begin()
    run_id = first.said["run_id"]
    early = admin.ask("POST", f"/imports/{run_id}/arrived", {})
    unready = admin.act(run_id, "check")
    admin.stage.desk.files.put(f"new/exchange/{run_id}", SHEET)

    arrived = admin.ask("POST", f"/imports/{run_id}/arrived", {})

    assert (first.status, again.said["run_id"]) == (201, run_id)
    assert first.said["upload"]["url"]
    assert (early.status, early.said["code"]) == (409, "file_not_arrived")
    assert (unready.status, unready.said["code"], unready.said["state"]) == (409, "not_in_state", "asked")
    assert arrived.said["form"] == {
        "format": "csv",
        "encoding": "utf-16",
        "separator": ",",
        "columns": ["id", "name", "mail"],
    }
    assert arrived.said["mapping"] == {"id": "external_id", "name": "name", "mail": "email"}
    sample = admin.ask("GET", f"/imports/{run_id}/sample").said["items"]
    assert [each["cells"]["name"] for each in sample] == ["=1+1", "B"]
    assert admin.act(run_id, "start").status == 409
    admin.act(run_id, "check")
    admin.stage.finished(admin.stage.now_by(run_id))
    told = admin.ask("GET", f"/imports/{run_id}/told").said["items"]
    assert [(each["row"], each["problems"][0]["field"]) for each in told] == [(3, "email")]
    csv = admin.ask("GET", f"/imports/{run_id}/told/csv?language=en").said
    assert csv["text"].splitlines()[1].startswith('"3","Not taken","B","E-mail","Does not hold"')
    admin.act(run_id, "start")
    admin.stage.finished(admin.stage.now_by(run_id))
    done = admin.ask("GET", f"/imports/{run_id}").said
    assert (done["state"], done["counts"]["created"], done["counts"]["refused"]) == ("done", 1, 1)
    assert [each["run_id"] for each in admin.ask("GET", "/imports").said["items"]] == [run_id]
    assert admin.act(run_id, "stop").status == 409


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"choices": {"plan_key": "nowhere"}}, "choices.plan_key"),
        ({"choices": {"rule": "mine"}}, "choices.rule"),
        ({"kind": "weather"}, "kind"),
        ({"name": "\x00"}, "name"),
    ],
)
def test_what_makes_no_sense_is_refused_and_named(admin: Admin, more: dict[str, Any], field: str) -> None:
    refused = admin.begin(**more)

    assert refused.status == 422
    assert [each["field"] for each in refused.said["errors"]] == [field]


def test_a_mapping_is_refused_column_by_column_and_a_later_one_is_checked_anew(admin: Admin) -> None:
    run_id = admin.begin().said["run_id"]
    admin.stage.desk.files.put(f"new/exchange/{run_id}", SHEET)
    admin.ask("POST", f"/imports/{run_id}/arrived", {})
    admin.act(run_id, "check")
    admin.stage.finished(admin.stage.now_by(run_id))

    wrong = admin.ask("PUT", f"/imports/{run_id}", {"mapping": {"nope": "name", "id": "weather"}})
    other = admin.ask("PUT", f"/imports/{run_id}", {"mapping": {"id": "external_id"}})

    assert {each["field"] for each in wrong.said["errors"]} >= {"mapping.nope", "mapping.id"}
    assert (other.said["state"], other.said["checked"]["created"]) == ("mapped", 0)
    assert admin.act(run_id, "start").said["code"] == "not_in_state"


def test_an_export_is_fetched_once_it_is_done_and_only_by_its_asker(admin: Admin, world: World) -> None:
    begun = admin.ask("POST", "/exports", {"kind": "agents"}, **{"Idempotency-Key": "e"}).said
    again = admin.ask("POST", "/exports", {"kind": "agents"}, **{"Idempotency-Key": "e"}).said
    path = f"/exports/{begun['run_id']}"
    early = admin.ask("POST", path + "/links", {"number": 1})

    admin.stage.finished(admin.stage.now_by(begun["run_id"]))

    assert again["run_id"] == begun["run_id"]
    assert early.said["code"] == "not_in_state"
    assert admin.ask("POST", path + "/links", {"number": 2}).status == 422
    assert admin.ask("POST", path + "/links", {"number": 1}).said["url"].startswith("http")
    other = Admin.__new__(Admin)
    other.stage, other.asking = admin.stage, admin.asking
    other.token = admin.asking.sign_in(world.agent(role=ADMINISTRATOR))
    assert other.ask("GET", path).status == 404
    assert other.ask("POST", path + "/links", {"number": 1}).status == 404
    assert other.ask("GET", "/exports").said["items"] == []
    assert len(admin.ask("GET", "/exports").said["items"]) == 1
    backwards = {"kind": "agents", "since": "2026-02-01", "until": "2026-01-01"}
    assert admin.ask("POST", "/exports", backwards).said["errors"][0]["field"] == "until"
