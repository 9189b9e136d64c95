"""Random requests on the table of ``engines``. ``§`` stands for the partition that one example has for itself."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.local.engines import av

SORTS = ("a", "b", "ab", "é")

texts = st.sampled_from(["", "a", "ab", "b", "你好"]).map(av)
integers = st.integers(-20, 20).map(av)
numbers = st.one_of(integers, st.sampled_from(["0.5", "-1.25", "1E3", "10"]).map(lambda text: {"N": text}))
lists = st.lists(integers, max_size=3).map(lambda members: {"L": members})
maps = st.dictionaries(st.sampled_from(["a", "b"]), integers, max_size=2).map(lambda entries: {"M": entries})
strings = st.sets(st.sampled_from(["x", "y", "z"]), min_size=1).map(av)
ordinary = st.one_of(numbers, texts, st.booleans().map(av), st.just(av(None)), st.binary(max_size=2).map(av))
values = st.one_of(ordinary, lists, maps, strings, st.sets(st.integers(0, 3), min_size=1).map(av))
usual: dict[str, Any] = {"n": numbers, "s": texts, "l": lists, "m": maps, "ss": strings, "q": values}
keyed: dict[str, Any] = {
    "g": st.sampled_from(["§1", "§2", ""]).map(av),
    "h": st.one_of(integers, integers, texts),
}
attributes = st.fixed_dictionaries({}, optional={**usual, **keyed})
keys = st.sampled_from(SORTS).map(lambda sort: {"pk": av("§"), "sk": av(sort)})


class Draft:
    """Draws the parts of one request, and gathers the values of its expressions."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.values: dict[str, Any] = {}

    def value(self, strategy: Any) -> str:
        name = f":{len(self.values)}"
        self.values[name] = self.draw(strategy)
        return name

    def one_of(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def condition(self, depth: int = 2) -> str:
        """A condition as PynamoDB writes them."""
        path = self.one_of("n", "s", "l", "m", "ss", "q", "m.a", "m.b", "l[0]", "l[1]", "q.a")
        kind = self.one_of(
            "equal", "order", "between", "exists", "in", "type", "contains", "size", *("and", "or", "not")[:depth]
        )
        if kind in ("and", "or"):
            return f"({self.condition(depth - 1)} {kind.upper()} {self.condition(depth - 1)})"
        if kind == "not":
            return f"(NOT {self.condition(depth - 1)})"
        if kind == "exists":
            return f"{self.one_of('attribute_exists', 'attribute_not_exists')} ({path})"
        if kind == "in":
            return f"{path} IN ({self.value(values)}, {self.value(values)})"
        if kind == "type":
            return f"attribute_type ({path}, {self.value(st.sampled_from(['S', 'N', 'L', 'M', 'SS', 'NULL']).map(av))})"
        if kind == "contains":
            return f"contains ({path}, {self.value(st.one_of(texts, integers))})"
        if kind == "size":
            size = self.value(st.integers(0, 3).map(av))
            return f"size ({self.one_of('s', 'l', 'm', 'ss')}) {self.one_of('=', '<', '>=')} {size}"
        if kind == "between":
            low = self.draw(st.integers(-20, 20))
            return f"{path} BETWEEN {self.value(st.just(av(low)))} AND {self.value(st.integers(low, 20).map(av))}"
        signs = ("=", "<>") if kind == "equal" else ("<", "<=", ">", ">=")
        return f"{path} {self.one_of(*signs)} {self.value(values if kind == 'equal' else st.one_of(numbers, texts))}"

    def update(self) -> str:
        """Clauses, with no path twice and none within another."""
        paths = self.draw(st.lists(st.sampled_from([*usual, *keyed]), min_size=1, max_size=3, unique=True))
        clauses: dict[str, list[str]] = {}
        for path in paths:
            verb, text = self._action(path)
            clauses.setdefault(verb, []).append(text)
        return " ".join(f"{verb} {', '.join(actions)}" for verb, actions in clauses.items())

    def _action(self, path: str) -> tuple[str, str]:
        kind = self.one_of("set", "remove", "other")
        if kind == "remove":
            return "REMOVE", path
        if kind == "set":
            return "SET", f"{path} = {self.value({**usual, **keyed}[path])}"
        if path == "ss":
            return self.one_of("ADD", "DELETE"), f"ss {self.value(strings)}"
        if path == "n":
            first, second = self.value(numbers), self.value(numbers)
            return "SET", f"n = if_not_exists(n, {first}) {self.one_of('+', '-')} {second}"
        if path == "l":
            return "SET", f"l = list_append(if_not_exists(l, {self.value(lists)}), {self.value(lists)})"
        if path == "m":
            return "SET", f"m.{self.one_of('a', 'c')} = {self.value(integers)}"
        if path == "q":
            return "ADD", f"q {self.value(st.one_of(numbers, strings))}"
        return "SET", f"{path} = s"

    def conditioned(self) -> dict[str, Any]:
        if self.draw(st.booleans()):
            return {}
        return {
            "ConditionExpression": self.condition(),
            "ReturnValuesOnConditionCheckFailure": self.one_of("NONE", "ALL_OLD"),
        }

    def finished(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {**arguments, **({"ExpressionAttributeValues": self.values} if self.values else {})}


@st.composite
def writes(draw: Any) -> tuple[str, dict[str, Any]]:
    """The verb of a write, and what it takes alone and in a transaction alike."""
    draft = Draft(draw)
    verb = draft.one_of("Put", "Put", "Update", "Update", "Delete")
    arguments = draft.conditioned()
    key = draw(keys)
    if verb == "Put":
        return verb, draft.finished({"Item": {**draw(attributes), **key}, **arguments})
    if verb == "Update":
        arguments["UpdateExpression"] = draft.update()
    return verb, draft.finished({"Key": key, **arguments})


@st.composite
def single(draw: Any) -> tuple[str, dict[str, Any]]:
    """A write alone, with what it returns."""
    verb, arguments = draw(writes())
    returns = ["NONE", "ALL_OLD", *(("UPDATED_OLD", "ALL_NEW", "UPDATED_NEW") if verb == "Update" else ())]
    wanted = {"ReturnValues": draw(st.sampled_from(returns)), "ReturnConsumedCapacity": "INDEXES"}
    return f"{verb}Item", {**arguments, **wanted}


@st.composite
def transaction(draw: Any) -> tuple[str, dict[str, Any]]:
    """Up to three writes together."""
    chosen = [{verb: arguments} for verb, arguments in draw(st.lists(writes(), min_size=1, max_size=3))]
    if draw(st.booleans()):
        draft = Draft(draw)
        check = {"ConditionExpression": draft.condition(), "Key": draw(keys)}
        chosen.append({"ConditionCheck": draft.finished(check)})
    return "TransactWriteItems", {"TransactItems": chosen}


@st.composite
def page(draw: Any) -> tuple[str, dict[str, Any]]:
    """A query, all of its pages."""
    draft = Draft(draw)
    arguments: dict[str, Any] = {"ScanIndexForward": draw(st.booleans())}
    index = draft.one_of(None, None, "everything", "keys", "some")
    if index:
        arguments["IndexName"] = index
        condition = f"g = {draft.value(st.sampled_from(['§1', '§2']).map(av))}"
        name, strategy = "h", integers
    else:
        arguments["ConsistentRead"] = draw(st.booleans())
        condition = f"pk = {draft.value(st.just(av('§')))}"
        name, strategy = "sk", st.sampled_from(SORTS).map(av)
    ranged = draft.one_of("", "=", "<", "<=", ">", ">=", "BETWEEN", *(() if index else ("begins_with",)))
    if ranged == "begins_with":
        condition += f" AND begins_with ({name}, {draft.value(strategy)})"
    elif ranged:
        more = f" AND {draft.value(strategy)}" if ranged == "BETWEEN" else ""
        low = draft.value(strategy)
        condition += f" AND {name} {ranged} {low}{more}"
    arguments["KeyConditionExpression"] = condition
    if draw(st.booleans()):
        arguments["FilterExpression"] = draft.condition()
    if draw(st.booleans()):
        arguments["Limit"] = draw(st.integers(1, 3))
    kind = draft.one_of("all", "count", "some")
    if kind == "count":
        arguments["Select"] = "COUNT"
    elif kind == "some" and not index:
        arguments["ProjectionExpression"] = draft.one_of("n, m.a", "l[0], l[1]", "sk, q", "m, s")
    return "Query", draft.finished(arguments)


requests = st.lists(st.one_of(single(), single(), transaction(), page()), min_size=1, max_size=8)
