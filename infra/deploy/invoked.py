"""The part of a deployment's check that no browser sees: the functions that schedules and the stream run.

Each is run once, as AWS would run it. What they do is what they do anyway: the tick runs what is due, the hourly job
what the night left undone. The stream's function is given a piece of work that leads to nothing, and must do it.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from chalicelib.core import times
from infra.environments.cloud import Cloud

if TYPE_CHECKING:
    from chalicelib.core.database import Database
    from chalicelib.core.work import WorkRow
    from infra.template.functions import Function

ANSWERS_WITHIN = 310.0  # seconds; the longest of these functions may take 300
DONE_WITHIN, LOOK_AGAIN = 15.0, 0.5  # seconds; the stream hands the piece over too, and one of both does it
NO_LETTER = "ntc_of_a_deployments_check"  # a letter that is not there: delivering it is done at once
_NO_MAIL = {"Records": [{"EventSource": "aws:sns", "Sns": {"Subject": "", "MessageAttributes": {}, "Message": "{}"}}]}
KIND = "notices.deliver"  # a kind of work that every version knows, also one that is gone back to


def wrong_with(cloud: Cloud, database: Database | None = None) -> list[str]:
    """What is not as it should be, in words; nothing if all is well. To be asked once the environment is set.

    ``database``: the environment's, if it is not to be looked for.
    """
    import app
    from chalicelib.core import dynamo
    from infra.template.functions import functions

    quiet = [function for function in functions(app.app) if function.kind != "api"]
    asked = database or dynamo.of_environment()
    client = cloud.client("lambda", answers_within=ANSWERS_WITHIN)  # one: threads may share it, but not its making
    with ThreadPoolExecutor(len(quiet)) as pool:
        found = list(pool.map(lambda function: _wrong_with(cloud, client, asked, function), quiet))
    return [words for words in found if words]


def _wrong_with(cloud: Cloud, client: Any, database: Database, function: Function) -> str:
    if function.kind != "stream":
        event = _NO_MAIL if function.kind == "topic" else _scheduled(cloud, datetime.now(UTC))
        answer = _run(cloud, client, function, event)
        return answer if isinstance(answer, str) else ""
    piece = _piece(datetime.now(UTC))
    database.call("PutItem", piece.get_save_kwargs_from_instance())
    answer = _run(cloud, client, function, {"Records": [_written(piece, cloud)]})
    if isinstance(answer, str):
        return answer
    left = answer.get("batchItemFailures") or not _is_done(database, piece)
    return f"the function {function.handler} did not do the work it was given" if left else ""


def _is_done(database: Database, piece: WorkRow) -> bool:
    """Whether the piece is done, by whoever took it, within a while."""
    deadline = time.monotonic() + DONE_WITHIN
    while (there := type(piece).find(database, piece.shard, piece.due)) is not None and time.monotonic() < deadline:
        time.sleep(LOOK_AGAIN)
    return there is None


def _run(cloud: Cloud, client: Any, function: Function, event: dict[str, Any]) -> dict[str, Any] | str:
    """What the function gave back, or in words why it failed."""
    from infra.template.policies import function_name

    name = function_name(function.handler, cloud.environment)
    answer = client.invoke(FunctionName=name, Payload=json.dumps(event).encode())
    gave = json.loads(answer["Payload"].read() or b"null")
    if not answer.get("FunctionError"):
        return gave if isinstance(gave, dict) else {}
    told = gave if isinstance(gave, dict) else {}
    why = ": ".join(str(told[part]) for part in ("errorType", "errorMessage") if told.get(part))
    return f"the function {function.handler} fails: {why or answer['FunctionError']}"


def _scheduled(cloud: Cloud, now: datetime) -> dict[str, Any]:
    """A schedule's time has come, as EventBridge says it."""
    return {
        "version": "0",
        "id": "deployments-check",
        "account": cloud.account,
        "region": cloud.environment.region,
        "source": "aws.events",
        "detail-type": "Scheduled Event",
        "time": times.public(now.replace(microsecond=0)),
        "resources": [],
        "detail": {},
    }


def _piece(now: datetime) -> WorkRow:
    from chalicelib.core.desk import ulid
    from chalicelib.core.work import WorkRow

    work_id = ulid("wrk")
    due = f"{times.sortable(now)}Z#{work_id}"
    return WorkRow("due-0", due, work_id=work_id, kind=KIND, payload={"notice_id": NO_LETTER}, due_at=now)


def _written(piece: WorkRow, cloud: Cloud) -> dict[str, Any]:
    """The piece as the table's stream would show it."""
    item = piece.serialize()
    return {
        "eventID": piece.work_id,
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": cloud.environment.region,
        "eventSourceARN": f"arn:{cloud.environment.partition}:dynamodb:::table/{piece.Meta.table_name}/stream/check",
        "dynamodb": {
            "ApproximateCreationDateTime": int(piece.due_at.timestamp()),
            "Keys": {name: item[name] for name in ("shard", "due")},
            "NewImage": item,
            "SequenceNumber": "1",
            "SizeBytes": len(json.dumps(item)),
            "StreamViewType": "NEW_IMAGE",
        },
    }
