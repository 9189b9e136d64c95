"""A batch of which the store does a part: the rest is asked for again, as long as there is any use in it."""

from __future__ import annotations

import pytest

from chalicelib.core import batches
from chalicelib.core.database import Throttled
from tests.core.wires import answer, asker, serving


def test_what_is_left_undone_of_a_batch_is_asked_for_again_later() -> None:
    some = [{"k": {"S": name}} for name in "abc"]
    halves = [
        answer({"Responses": {"t": some[:1]}, "UnprocessedKeys": {"t": {"Keys": some[1:]}}}),
        answer({"Responses": {}, "UnprocessedKeys": {"t": {"Keys": some[1:]}}}),
        answer({"Responses": {"t": some[1:]}}),
    ]
    with serving(*halves) as server:
        dynamo = asker(server)

        items = list(batches.read(dynamo.database, {"t": {"Keys": some}}))

    assert sorted(item["k"]["S"] for _, item in items) == ["a", "b", "c"]
    assert dynamo.pauses == [0.5, 1.0]


def test_a_store_that_does_nothing_of_a_batch_is_asked_too_much() -> None:
    requests = {"t": [{"PutRequest": {"Item": {"k": {"S": "a"}}}}]}
    with serving(*[answer({"UnprocessedItems": requests})] * 40) as server:
        dynamo = asker(server)

        with pytest.raises(Throttled):
            batches.write(dynamo.database, requests)

    assert len(server.asked) == 4 * batches.IDLE
