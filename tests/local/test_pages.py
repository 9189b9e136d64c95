"""Queries and scans: which items, in which order, and where the next page begins."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local.engines import INVALID, Engine, av, code_of


@pytest.fixture
def shelf(engine: Engine) -> Engine:
    """25 items in one partition; in the index's partition ties of three."""
    requests = [
        {
            "PutRequest": {
                "Item": {
                    **engine.key(f"S#{number:03d}"),
                    "g": av(engine.partition),
                    "h": av(number // 3),
                    "a": av(number % 2),
                    "b": av(number),
                }
            }
        }
        for number in range(25)
    ]
    engine.client.batch_write_item(RequestItems={engine.table: requests})
    engine.put("Z#1")
    return engine


def names(answer: Any) -> list[str]:
    return [item["sk"]["S"] for item in answer["Items"]]


@pytest.mark.parametrize(
    ("condition", "values", "expected"),
    [
        ("", {}, 26),
        (" AND sk = :a", {"a": "S#003"}, 1),
        (" AND sk < :a", {"a": "S#003"}, 3),
        (" AND sk <= :a", {"a": "S#003"}, 4),
        (" AND sk > :a", {"a": "S#020"}, 5),
        (" AND sk >= :a", {"a": "S#020"}, 6),
        (" AND sk BETWEEN :a AND :b", {"a": "S#003", "b": "S#005"}, 3),
        (" AND begins_with(sk, :a)", {"a": "S#01"}, 10),
        (" AND begins_with(sk, :a)", {"a": "T"}, 0),
    ],
)
def test_a_key_condition_finds_its_part_in_both_directions(
    shelf: Engine, condition: str, values: dict[str, Any], expected: int
) -> None:
    forward = shelf.query(condition, values)
    backward = shelf.query(condition, values, ScanIndexForward=False)

    assert forward["Count"] == len(forward["Items"]) == forward["ScannedCount"] == expected
    assert names(forward) == sorted(names(forward)) == names(backward)[::-1]


def test_numbers_are_in_the_order_of_their_size(engine: Engine) -> None:
    numbers = ["-100", "-9.5", "-9", "-0.001", "0", "0.0003", "0.01", "2", "10", "123.45", "1000", "1" + "0" * 60]
    for place, number in enumerate(reversed(numbers)):
        engine.put_raw({"g": av(engine.partition), "h": {"N": number}}, f"s{place}")

    everything = engine.query(IndexName="keys")
    middle = engine.query(" AND h BETWEEN :a AND :b", {"a": -9, "b": 10}, IndexName="keys")

    assert [item["h"]["N"] for item in everything["Items"]] == numbers
    assert [item["h"]["N"] for item in middle["Items"]] == numbers[2:9]


def test_strings_are_in_the_order_of_their_bytes(engine: Engine) -> None:
    for name in ("é", "Z", "a", "😀", "\uffee", "aa", "a b"):
        engine.put(name)

    answer = engine.query()

    assert names(answer) == ["Z", "a", "a b", "aa", "é", "\uffee", "😀"]


@pytest.mark.parametrize("limit", [1, 4, 25, 26, 100])
@pytest.mark.parametrize("forward", [True, False])
def test_pages_of_a_partition_have_everything_once_in_order(shelf: Engine, limit: int, forward: bool) -> None:
    pages = shelf.pages(shelf.query, Limit=limit, ScanIndexForward=forward)

    found = [name for page in pages for name in names(page)]
    assert found == sorted(found, reverse=not forward)
    assert len(found) == len(set(found)) == 26
    assert len(pages) == 26 // limit + 1


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("index", ["everything", "keys"])
def test_pages_of_an_index_with_ties_have_everything_once(shelf: Engine, index: str, forward: bool) -> None:
    pages = shelf.pages(shelf.query, IndexName=index, Limit=4, ScanIndexForward=forward)

    found = [item for page in pages for item in page["Items"]]
    places = [int(item["h"]["N"]) for item in found]
    assert places == sorted(places, reverse=not forward)
    assert len(found) == len({item["sk"]["S"] for item in found}) == 25
    assert set(pages[0]["LastEvaluatedKey"]) == {"pk", "sk", "g", "h"}


@pytest.mark.parametrize(
    ("index", "shown"),
    [
        ("everything", {"pk", "sk", "g", "h", "a", "b"}),
        ("keys", {"pk", "sk", "g", "h"}),
        ("some", {"pk", "sk", "g", "h", "a"}),
    ],
)
def test_an_index_shows_what_it_projects_and_only_items_with_its_keys(
    shelf: Engine, index: str, shown: set[str]
) -> None:
    answer = shelf.query(IndexName=index)

    assert {frozenset(item) for item in answer["Items"]} == {frozenset(shown)}
    assert answer["Count"] == 25


def test_an_index_follows_its_items(shelf: Engine) -> None:
    shelf.update("SET h = :v", {"v": 99}, "S#000")
    shelf.update("REMOVE g", sk="S#001")
    shelf.client.delete_item(TableName=shelf.table, Key=shelf.key("S#002"))

    found = names(shelf.query(IndexName="keys"))

    assert set(found) == {f"S#{number:03d}" for number in range(25)} - {"S#001", "S#002"}
    assert found[-1] == "S#000"


def test_the_limit_comes_before_the_filter(shelf: Engine) -> None:
    answer = shelf.query(FilterExpression="a = :one", values={"one": 1}, Limit=4)

    assert (answer["Count"], answer["ScannedCount"]) == (2, 4)
    assert answer["LastEvaluatedKey"] == shelf.key("S#003")


def test_counting_brings_no_items(shelf: Engine) -> None:
    whole = shelf.query(Select="COUNT")
    filtered = shelf.query(Select="COUNT", FilterExpression="a = :one", values={"one": 1})

    assert (whole["Count"], whole["ScannedCount"]) == (26, 26)
    assert (filtered["Count"], filtered["ScannedCount"]) == (12, 26)
    assert not whole.get("Items") and not filtered.get("Items")


def test_a_page_ends_with_a_megabyte(engine: Engine) -> None:
    for number in range(8):
        engine.put(f"{number}", {"x": "y" * 300_000})

    pages = engine.pages(engine.query)

    assert [page["Count"] for page in pages] == [3, 3, 2]


def test_a_query_costs_what_it_reads_rounded_up_once(engine: Engine) -> None:
    for number in range(6):
        engine.put(f"{number}", {"x": "y" * 1500})

    answers = [
        engine.query(ReturnConsumedCapacity="TOTAL", ConsistentRead=consistent, **more)
        for more in ({}, {"Limit": 1}, {"Select": "COUNT"})
        for consistent in (True, False)
    ]

    assert [answer["ConsumedCapacity"]["CapacityUnits"] for answer in answers] == [3.0, 1.5, 1.0, 0.5, 3.0, 1.5]


REFUSED: dict[str, dict[str, Any]] = {
    "no-hash": {"KeyConditionExpression": "sk = :p"},
    "hash-not-equal": {"KeyConditionExpression": "pk > :p"},
    "not-a-key": {"KeyConditionExpression": "pk = :p AND a = :p"},
    "or": {"KeyConditionExpression": "pk = :p OR sk = :p"},
    "unequal": {"KeyConditionExpression": "pk = :p AND sk <> :p"},
    "one-key-twice": {"KeyConditionExpression": "pk = :p AND sk > :p AND sk < :p"},
    "hash-of-another-type": {"ExpressionAttributeValues": {":p": av(1)}},
    "empty-hash": {"ExpressionAttributeValues": {":p": av("")}},
    "filter-on-a-key": {"FilterExpression": "sk = :p"},
    "consistent-index": {"KeyConditionExpression": "g = :p", "IndexName": "keys", "ConsistentRead": True},
    "unknown-index": {"IndexName": "none"},
    "not-projected": {"KeyConditionExpression": "g = :p", "IndexName": "keys", "ProjectionExpression": "b"},
    "all-of-an-index-with-some": {"KeyConditionExpression": "g = :p", "IndexName": "keys", "Select": "ALL_ATTRIBUTES"},
    "projected-without-an-index": {"Select": "ALL_PROJECTED_ATTRIBUTES"},
    "specific-without-any": {"Select": "SPECIFIC_ATTRIBUTES"},
    "count-with-a-projection": {"Select": "COUNT", "ProjectionExpression": "a"},
    "no-limit": {"Limit": 0},
    "half-a-start": {"ExclusiveStartKey": {"pk": av("p")}},
    "start-of-another-type": {"ExclusiveStartKey": {"pk": av("p"), "sk": av(1)}},
    "start-with-more": {"ExclusiveStartKey": {"pk": av("p"), "sk": av("a"), "a": av(1)}},
    "start-elsewhere": {"ExclusiveStartKey": {"pk": av("other"), "sk": av("a")}},
    "start-outside": {
        "KeyConditionExpression": "pk = :p AND sk > :q",
        "ExpressionAttributeValues": {":p": av("p"), ":q": av("m")},
        "ExclusiveStartKey": {"pk": av("p"), "sk": av("a")},
    },
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_query_that_means_nothing_is_refused(engine: Engine, case: str) -> None:
    base = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": av("p")}}

    code = code_of(lambda: engine.client.query(TableName=engine.table, **{**base, **REFUSED[case]}))

    assert code == INVALID


def test_a_scan_has_everything_once_in_pages_and_in_segments(shelf: Engine) -> None:
    shelf.client.put_item(TableName=shelf.table, Item={"pk": av(f"{shelf.partition} beside"), "sk": av("a")})
    mine = {"FilterExpression": "begins_with(pk, :p)", "ExpressionAttributeValues": {":p": av(shelf.partition)}}

    def scan(**more: Any) -> Any:
        return shelf.client.scan(TableName=shelf.table, **mine, **more)

    others = sum(page["ScannedCount"] for page in shelf.pages(scan, Select="COUNT"))  # of tests on the same table
    paged = [item for page in shelf.pages(scan, Limit=max(7, others // 20)) for item in page["Items"]]
    segments = [page for each in range(4) for page in shelf.pages(scan, Segment=each, TotalSegments=4)]
    parts = [item for page in segments for item in page["Items"]]
    index = sum(page["Count"] for page in shelf.pages(scan, IndexName="keys", Select="COUNT"))

    assert sorted(map(repr, paged)) == sorted(map(repr, parts))
    assert (len(paged), index) == (27, 25)


@pytest.mark.parametrize("more", [{"Segment": 4, "TotalSegments": 4}, {"Segment": 1}, {"TotalSegments": 2}], ids=repr)
def test_a_scan_of_no_segment_is_refused(engine: Engine, more: dict[str, Any]) -> None:
    code = code_of(lambda: engine.client.scan(TableName=engine.table, **more))

    assert code == INVALID
