"""Expressions mean on the embedded store what they mean in DynamoDB."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local.engines import FAILED, INVALID, Engine, av, avs, code_of, ordered

BEFORE = {"n": 5, "s": "hello", "l": ["a", "b", "c"], "m": {"a": 1, "l": [1, 2]}, "ss": {"x", "y"}, "ns": {1, 2}}

# expression, values, what has changed then (None: it is gone)
UPDATES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "set": ("SET z = :v", {"v": "new"}, {"z": "new"}),
    "set-over-another-type": ("SET s = :v", {"v": 1}, {"s": 1}),
    "set-from-another": ("SET z = s, s = :v", {"v": "new"}, {"z": "hello", "s": "new"}),
    "swap": ("SET n = s, s = n", {}, {"n": "hello", "s": 5}),
    "sum": ("SET n = n + :v", {"v": 2}, {"n": 7}),
    "difference": ("SET n = :v - n", {"v": 2}, {"n": -3}),
    "fraction": ("SET n = n + :v", {"v": -0.25}, {"n": 4.75}),
    "if-not-exists-is-there": ("SET n = if_not_exists(n, :v) + :v", {"v": 1}, {"n": 6}),
    "if-not-exists-is-not": ("SET z = if_not_exists(z, :v) + :v", {"v": 1}, {"z": 2}),
    "if-not-exists-of-another": ("SET z = if_not_exists(q, s)", {}, {"z": "hello"}),
    "append": ("SET l = list_append(l, :v)", {"v": ["d"]}, {"l": ["a", "b", "c", "d"]}),
    "prepend": ("SET l = list_append(:v, l)", {"v": ["d"]}, {"l": ["d", "a", "b", "c"]}),
    "append-to-nothing": ("SET z = list_append(if_not_exists(z, :e), :v)", {"e": [], "v": ["d"]}, {"z": ["d"]}),
    "in-a-map": ("SET m.b = :v", {"v": 2}, {"m": {"a": 1, "b": 2, "l": [1, 2]}}),
    "in-a-list": ("SET l[1] = :v", {"v": "B"}, {"l": ["a", "B", "c"]}),
    "behind-a-list": ("SET l[9] = :v, l[7] = :w", {"v": "z", "w": "y"}, {"l": ["a", "b", "c", "y", "z"]}),
    "deep": ("SET m.l[0] = :v, m.a = m.l[1]", {"v": 9}, {"m": {"a": 2, "l": [9, 2]}}),
    "remove": ("REMOVE s, q", {}, {"s": None}),
    "remove-from-a-map": ("REMOVE m.a, m.q", {}, {"m": {"l": [1, 2]}}),
    "remove-from-a-list": ("REMOVE l[0], l[2], l[8]", {}, {"l": ["b"]}),
    "add-a-number": ("ADD n :v, z :v", {"v": 2}, {"n": 7, "z": 2}),
    "add-to-a-set": ("ADD ss :v", {"v": {"y", "z"}}, {"ss": {"x", "y", "z"}}),
    "add-to-numbers": ("ADD ns :v", {"v": {2, 3}}, {"ns": {1, 2, 3}}),
    "add-a-set": ("ADD zs :v", {"v": {"z"}}, {"zs": {"z"}}),
    "delete-from-a-set": ("DELETE ss :v", {"v": {"y", "q"}}, {"ss": {"x"}}),
    "delete-the-last": ("DELETE ss :v", {"v": {"x", "y"}}, {"ss": None}),
    "delete-from-nothing": ("DELETE zs :v", {"v": {"x"}}, {}),
    "all-clauses": (
        "SET z = :v REMOVE s ADD n :v DELETE ss :x",
        {"v": 1, "x": {"x"}},
        {"z": 1, "s": None, "n": 6, "ss": {"y"}},
    ),
    "lower-case": ("set z = :v remove s", {"v": 1}, {"z": 1, "s": None}),
}


@pytest.mark.parametrize("case", UPDATES)
def test_an_update_changes_what_it_says_and_nothing_else(engine: Engine, case: str) -> None:
    expression, values, changed = UPDATES[case]
    engine.put(attributes=BEFORE)

    engine.update(expression, values)

    expected = {name: value for name, value in {**BEFORE, **changed}.items() if value is not None}
    assert engine.attributes() == ordered(avs(expected))


REFUSED_UPDATES: dict[str, tuple[str, dict[str, Any]]] = {
    "no-parent": ("SET q.b = :v", {"v": 1}),
    "no-parent-to-remove-from": ("REMOVE q.b", {}),
    "a-map-taken-for-a-list": ("SET m[0] = :v", {"v": 1}),
    "a-list-taken-for-a-map": ("SET l.a = :v", {"v": 1}),
    "what-is-not-there": ("SET z = q", {}),
    "sum-of-strings": ("SET n = n + :v", {"v": "1"}),
    "sum-with-a-string": ("SET n = s + :v", {"v": 1}),
    "append-a-string": ("SET l = list_append(l, :v)", {"v": "d"}),
    "append-to-a-string": ("SET s = list_append(s, :v)", {"v": ["d"]}),
    "add-to-a-string": ("ADD s :v", {"v": 1}),
    "add-a-string": ("ADD z :v", {"v": "1"}),
    "add-other-members": ("ADD ss :v", {"v": {1}}),
    "delete-a-number": ("DELETE n :v", {"v": 1}),
    "delete-other-members": ("DELETE ss :v", {"v": {1}}),
    "key": ("SET sk = :v", {"v": "z"}),
    "reserved-word": ("SET status = :v", {"v": "z"}),
    "unused-value": ("SET a1 = :v", {"v": "z", "u": "q"}),
    "undefined-value": ("SET a1 = :v, a2 = :w", {"v": "z"}),
    "undefined-name": ("SET #q = :v", {"v": "z"}),
    "same-path": ("SET a1 = :v, a1 = :v", {"v": "z"}),
    "same-path-in-two-clauses": ("SET n = :v REMOVE n", {"v": 1}),
    "clause-twice": ("SET a1 = :v SET a2 = :v", {"v": "z"}),
    "no-clause": ("a1 = :v", {"v": "z"}),
    "no-value": ("SET a1 =", {}),
    "unknown-function": ("SET a1 = foo(a2, :v)", {"v": "z"}),
    "too-many-arguments": ("SET a1 = if_not_exists(a2, :v, :v)", {"v": "z"}),
    "a-condition": ("SET a1 = size(l)", {}),
    "too-many-digits": ("SET n = n + :v", {"v": 0.1**37}),
    "empty": (" ", {}),
}


@pytest.mark.parametrize("case", REFUSED_UPDATES)
def test_an_update_that_cannot_be_is_refused_and_changes_nothing(engine: Engine, case: str) -> None:
    engine.put(attributes=BEFORE)

    code = code_of(lambda: engine.update(*REFUSED_UPDATES[case]))

    assert code == INVALID
    assert engine.attributes() == ordered(avs(BEFORE))


@pytest.mark.parametrize(("first", "second"), [("m", "m.a"), ("m.a", "m"), ("l[0]", "l"), ("m.a", "m[0]"), ("l", "l")])
def test_paths_in_each_others_way_are_refused(engine: Engine, first: str, second: str) -> None:
    engine.put(attributes=BEFORE)

    code = code_of(lambda: engine.update(f"SET {first} = :v REMOVE {second}", {"v": 1}))

    assert code == INVALID


CONDITIONS: dict[str, tuple[str, dict[str, Any], bool]] = {
    "equal": ("n = :v", {"v": 5}, True),
    "equal-number-in-another-form": ("n = :v", {"v": 5.0}, True),
    "equal-other-type": ("n = :v", {"v": "5"}, False),
    "equal-missing": ("q = :v", {"v": 5}, False),
    "equal-maps": ("m = :v", {"v": {"l": [1, 2], "a": 1}}, True),
    "equal-sets": ("ss = :v", {"v": {"y", "x"}}, True),
    "equal-lists": ("l = :v", {"v": ["b", "a", "c"]}, False),
    "unequal": ("n <> :v", {"v": 5}, False),
    "unequal-other-type": ("n <> :v", {"v": "5"}, True),
    "unequal-missing": ("q <> :v", {"v": 5}, True),
    "less": ("n < :v", {"v": 10}, True),
    "less-as-a-number-not-as-text": ("n > :v", {"v": 10}, False),
    "less-or-equal": ("n <= :v AND n >= :v", {"v": 5}, True),
    "less-missing": ("q < :v", {"v": 10}, False),
    "less-strings": ("s < :v", {"v": "help"}, True),
    "between": ("n BETWEEN :a AND :b", {"a": 5, "b": 6}, True),
    "between-and-more": ("n BETWEEN :a AND :b AND s = :s", {"a": 1, "b": 6, "s": "q"}, False),
    "between-others": ("n BETWEEN m.a AND :b", {"b": 6}, True),
    "in": ("n IN (:a, :b)", {"a": 1, "b": 5}, True),
    "not-in": ("NOT n IN (:a, :b)", {"a": 1, "b": 5}, False),
    "exists": ("attribute_exists(n)", {}, True),
    "exists-deep": ("attribute_exists(m.l[1]) AND attribute_not_exists(m.l[2])", {}, True),
    "not-exists": ("attribute_not_exists(q)", {}, True),
    "type": ("attribute_type(ss, :t)", {"t": "SS"}, True),
    "type-of-nothing": ("attribute_type(q, :t)", {"t": "NULL"}, False),
    "begins": ("begins_with(s, :v)", {"v": "he"}, True),
    "begins-other-type": ("begins_with(n, :v)", {"v": "5"}, False),
    "contains-text": ("contains(s, :v)", {"v": "ell"}, True),
    "contains-member": ("contains(ss, :v)", {"v": "x"}, True),
    "contains-number": ("contains(ns, :v)", {"v": 3}, False),
    "contains-element": ("contains(l, :v)", {"v": "b"}, True),
    "contains-other-type": ("contains(s, :v)", {"v": 1}, False),
    "size-of-text": ("size(s) = :v", {"v": 5}, True),
    "size-of-a-list": ("size(l) > :v", {"v": 3}, False),
    "size-of-a-map": ("size(m) = :v", {"v": 2}, True),
    "size-of-nothing": ("size(q) < :v", {"v": 3}, False),
    "and-before-or": ("n = :v OR n = :w AND s = :w", {"v": 5, "w": 0}, True),
    "parentheses": ("(n = :v OR n = :w) AND s = :w", {"v": 5, "w": 0}, False),
    "not-before-and": ("NOT n = :w AND s = :s", {"w": 0, "s": "hello"}, True),
    "not-of-all": ("NOT (n = :v AND s = :s)", {"v": 5, "s": "hello"}, False),
    "lower-case": ("n between :a and :b or not s in (:a)", {"a": 7, "b": 8}, True),
    "two-paths": ("m.a < n", {}, True),
}


@pytest.mark.parametrize("case", CONDITIONS)
def test_a_write_happens_exactly_if_its_condition_holds(engine: Engine, case: str) -> None:
    expression, values, holds = CONDITIONS[case]
    engine.put(attributes=BEFORE)

    code = code_of(lambda: engine.update("SET z = :z", {"z": 1, **values}, ConditionExpression=expression))

    assert code == ("" if holds else FAILED)
    assert ("z" in engine.attributes()) == holds


REFUSED_CONDITIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "reserved-word": ("status = :v", {"v": 1}),
    "undefined-value": ("n = :v", {}),
    "undefined-name": ("#n = :v", {"v": 1}),
    "half": ("n =", {}),
    "unclosed": ("(n = :v", {"v": 1}),
    "too-closed": ("n = :v)", {"v": 1}),
    "no-comparison": ("n", {}),
    "unknown-function": ("foo(n)", {}),
    "function-in-capitals": ("ATTRIBUTE_EXISTS(n)", {}),
    "too-few-arguments": ("begins_with(n)", {}),
    "double-parentheses": ("((n = :v))", {"v": 1}),
    "prefix-is-a-number": ("begins_with(s, :v)", {"v": 1}),
    "order-of-a-map": ("m < :v", {"v": {"a": 1}}),
    "unknown-type": ("attribute_type(s, :v)", {"v": "X"}),
    "between-backwards": ("n BETWEEN :a AND :b", {"a": 2, "b": 1}),
    "between-types": ("n BETWEEN :a AND :b", {"a": 1, "b": "2"}),
    "existence-of-a-value": ("attribute_exists(:v)", {"v": 1}),
    "compared-with-itself": ("n = n", {}),
    "arithmetic": ("n = n + :v", {"v": 1}),
    "many-options": (f"n IN ({', '.join(f':v{number}' for number in range(101))})", {f"v{n}": n for n in range(101)}),
    "long": ("n = :v" + " OR n = :v" * 450, {"v": 1}),
}


@pytest.mark.parametrize("case", REFUSED_CONDITIONS)
def test_a_condition_that_means_nothing_is_refused(engine: Engine, case: str) -> None:
    expression, values = REFUSED_CONDITIONS[case]
    engine.put(attributes=BEFORE)

    code = code_of(lambda: engine.update("SET z = :z", {"z": 1, **values}, ConditionExpression=expression))

    assert code == INVALID


@pytest.mark.parametrize(
    ("paths", "shown"),
    [
        ("s, n", {"s": "hello", "n": 5}),
        ("m.a", {"m": {"a": 1}}),
        ("l[2], l[0]", {"l": ["a", "c"]}),
        ("m.l[1], m.a", {"m": {"l": [2], "a": 1}}),
        ("q, m.q, l[7], s.x", {}),
    ],
)
def test_a_projection_shows_what_its_paths_lead_to(engine: Engine, paths: str, shown: dict[str, Any]) -> None:
    engine.put(attributes=BEFORE)

    item = engine.get(ProjectionExpression=paths)

    assert item == avs(shown)


@pytest.mark.parametrize("paths", ["s, s", "m, m.a", "l[0], l", "status", "s,", "s n", "#a"])
def test_a_projection_that_means_nothing_is_refused(engine: Engine, paths: str) -> None:
    engine.put(attributes=BEFORE)

    code = code_of(lambda: engine.get(ProjectionExpression=paths))

    assert code == INVALID


def test_names_stand_for_attributes_with_any_characters(engine: Engine) -> None:
    names = {"#a": "a.b", "#b": "size", "#c": "c d"}
    engine.put(attributes={"a.b": 1, "size": {"c d": 2}})

    engine.update("SET #a = #b.#c REMOVE #b.#c", ExpressionAttributeNames=names)

    assert engine.attributes() == avs({"a.b": 2, "size": {}})


def test_names_that_are_not_used_or_stand_alone_are_refused(engine: Engine) -> None:
    engine.put(attributes=BEFORE)

    unused = code_of(lambda: engine.update("SET a1 = :v", {"v": 1}, ExpressionAttributeNames={"#q": "zz"}))
    alone = code_of(lambda: engine.get(ExpressionAttributeNames={"#q": "zz"}))
    empty = code_of(lambda: engine.get(ExpressionAttributeNames={}, ProjectionExpression="s"))

    assert (unused, alone, empty) == (INVALID, INVALID, INVALID)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("NONE", None),
        ("ALL_OLD", BEFORE),
        ("UPDATED_OLD", {"n": 5, "s": "hello", "m": {"a": 1}}),
        (
            "ALL_NEW",
            {**{name: BEFORE[name] for name in BEFORE if name != "s"}, "n": 6, "m": {"a": 2, "l": [1, 2]}, "z": 1},
        ),
        ("UPDATED_NEW", {"n": 6, "m": {"a": 2}, "z": 1}),
    ],
)
def test_an_update_returns_what_was_asked_for(engine: Engine, wanted: str, shown: dict[str, Any] | None) -> None:
    engine.put(attributes=BEFORE)

    answer = engine.update("SET n = n + :v, m.a = :w, z = :v REMOVE s", {"v": 1, "w": 2}, ReturnValues=wanted)

    keys = engine.key() if wanted.startswith("ALL") else {}
    assert ordered(answer.get("Attributes")) == (None if shown is None else ordered({**avs(shown), **keys}))


def test_an_update_of_what_is_not_there_makes_it(engine: Engine) -> None:
    answer = engine.update("ADD n :v", {"v": 2}, ReturnValues="ALL_OLD")

    assert "Attributes" not in answer
    assert engine.get() == {**engine.key(), "n": av(2)}
