"""The functions that no browser sees are each run once after a deployment, and what fails is said in words."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

import app
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.core.work import WorkRow
from infra import environments
from infra.deploy import invoked
from infra.environments.cloud import Cloud
from infra.template import functions

FAULT = {"errorType": "ImportError", "errorMessage": "no module named tea"}
PREFIX = "deskbell-dev-"


class Lambda(Cloud):
    """Functions that do as they are told, by their name; ``asked`` are those that were run."""

    account = "1" * 12

    def __init__(self, acts: dict[str, Callable[[dict[str, Any]], dict[str, Any]]]) -> None:
        super().__init__(environments.read("dev"))
        self.acts = acts
        self.asked: list[str] = []
        self.clients = 0

    def client(self, service: str, **_: Any) -> Any:
        assert service == "lambda"
        self.clients += 1
        return self

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803
        name = FunctionName.removeprefix(PREFIX).replace("-", "_")
        self.asked.append(name)
        return self.acts.get(name, gives(None))(json.loads(Payload))


def gives(value: Any, **more: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda _: {"Payload": io.BytesIO(json.dumps(value).encode()), **more}


def does_its_work(desk: Desk) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """As the stream's function: what it was given is done and crossed off."""

    def act(event: dict[str, Any]) -> dict[str, Any]:
        for record in event["Records"]:
            piece = WorkRow.from_raw_data(record["dynamodb"]["NewImage"])
            tx = Transaction(desk)
            tx.delete(WorkRow(piece.shard, piece.due))
            tx.commit()
        return gives({"batchItemFailures": []})({})

    return act


def test_every_function_but_the_apis_is_run_once(desk: Desk) -> None:
    cloud = Lambda({"deliver": does_its_work(desk)})

    wrong = invoked.wrong_with(cloud, desk.database)

    assert wrong == []
    assert cloud.clients == 1  # boto/boto3, "Multithreading or multiprocessing with clients": made by one thread only
    assert sorted(cloud.asked) == sorted(each.handler for each in functions.functions(app.app) if each.kind != "api")


def test_a_function_that_cannot_be_imported_is_named_with_why(desk: Desk) -> None:
    cloud = Lambda({"deliver": does_its_work(desk), "tick": gives(FAULT, FunctionError="Unhandled")})

    wrong = invoked.wrong_with(cloud, desk.database)

    assert wrong == ["the function tick fails: ImportError: no module named tea"]


@pytest.mark.parametrize("answer", [{"batchItemFailures": [{"itemIdentifier": "1"}]}, {"batchItemFailures": []}])
def test_a_stream_that_leaves_its_work_is_named(desk: Desk, answer: dict[str, Any]) -> None:
    cloud = Lambda({"deliver": gives(answer)})

    wrong = invoked.wrong_with(cloud, desk.database)

    assert wrong == ["the function deliver did not do the work it was given"]
