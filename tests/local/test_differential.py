"""Random requests, the same to the embedded store and to ministack: equal answers, equal errors, equal states.

No order is compared where none is promised: of a set, and of ties in an index. What ministack is known to do otherwise
than DynamoDB is left out: reads' capacity, and requests of the kinds that ``known`` lists.
"""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from chalicelib.core.database import DatabaseError
from infra.local.store import dynamodb
from infra.local.store.engine import Store
from tests.local.drafts import requests
from tests.local.engines import Engine, ordered

_runs = itertools.count(1)


def placed(value: Any, partition: str) -> Any:
    """The request in the partition of this example."""
    if isinstance(value, str):
        return value.replace("§", partition)
    if isinstance(value, dict):
        return {name: placed(each, partition) for name, each in value.items()}
    return [placed(each, partition) for each in value] if isinstance(value, list) else value


def asked(engine: Engine, operation: str, arguments: dict[str, Any]) -> Any:
    """What the engine answers, in a form that can be compared."""
    if operation == "TransactWriteItems":
        writes = [
            {verb: {"TableName": engine.table, **write} for verb, write in each.items()}
            for each in arguments["TransactItems"]
        ]
        arguments = {"TransactItems": writes}
    else:
        arguments = {"TableName": engine.table, **arguments}
    try:
        if operation == "Query":
            return pages(engine, arguments)
        answer = engine.database.call(operation, arguments)
    except DatabaseError as error:
        reasons = [[reason["Code"], reason.get("Item")] for reason in getattr(error, "reasons", ())]
        return ordered([error.code, getattr(error, "item", None), reasons])
    capacity = answer.get("ConsumedCapacity", {})
    units = {name: each["CapacityUnits"] for name, each in capacity.get("GlobalSecondaryIndexes", {}).items()}
    return ordered([answer.get("Attributes") or None, capacity.get("CapacityUnits"), units])


def pages(engine: Engine, arguments: dict[str, Any]) -> Any:
    """All items of all pages, and how each page ended."""
    answers = engine.pages(lambda **more: engine.database.call("Query", more), **arguments)
    items = [item for answer in answers for item in answer.get("Items", ())]
    places = [item.get("h" if "IndexName" in arguments else "sk") for item in items]
    if "IndexName" in arguments:  # ties may come in any order, so a page's own counts may differ too
        items.sort(key=lambda item: item["sk"]["S"])
        counts: Any = [sum(answer["Count"] for answer in answers), sum(answer["ScannedCount"] for answer in answers)]
    else:
        counts = [[answer["Count"], answer["ScannedCount"]] for answer in answers]
    return ordered([items, places, counts, len(answers)])


@settings(
    max_examples=70,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(asking=requests)
def compare(ministack: Any, store: Store, asking: list[tuple[str, dict[str, Any]]]) -> None:
    partition = f"random {next(_runs)} "
    ours = Engine("embedded", dynamodb.client(store), partition=partition)
    theirs = Engine("ministack", ministack, partition=partition)

    for operation, arguments in placed([list(each) for each in asking], partition):
        assert asked(ours, operation, arguments) == asked(theirs, operation, arguments), (operation, arguments)
        assert ordered(ours.query()["Items"]) == ordered(theirs.query()["Items"]), (operation, arguments)


def test_random_requests_get_the_same_answers_from_both_engines(ministack: Any) -> None:
    store = Store()
    Engine("embedded", dynamodb.client(store)).create()

    compare(ministack, store)
