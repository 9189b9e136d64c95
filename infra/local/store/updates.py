"""Update expressions: the item they make of another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from infra.local.store import decimals, paths
from infra.local.store.errors import Invalid, Unfit
from infra.local.store.projections import Projection
from infra.local.store.syntax import Reader
from infra.local.store.tree import Action, Arithmetic, Call, Given, Operand, Path
from infra.local.store.values import SETS, Item, Value, kind_of, same_members

Values = Mapping[str, Value]
Make = Callable[[Mapping[str, Value], Values], Value]
Check = Callable[[Values], None]

_ADDABLE = ("N", *SETS)


class Update:
    """An expression made ready. ``attributes`` are those it changes, whole or in part."""

    def __init__(self, expression: str, names: Mapping[str, str]) -> None:
        reader = Reader("UpdateExpression", expression, names)
        actions = reader.update()
        paths.check_apart(reader, (action.path for action in actions))
        self.names_met, self.values_met = frozenset(reader.names_met), frozenset(reader.values_met)
        self.changed = Projection(action.path for action in actions)
        self.attributes = self.changed.attributes
        self._fault = reader.fault
        self._checks: list[Check] = []
        # places in lists are those of the item before: so puts go first, in order, and removals last, backwards
        puts = sorted((each for each in actions if each.verb == "SET"), key=_order)
        self._sets = [(action.path.parts, self._make(action.operand)) for action in puts]
        self._others = [
            self._other(action, action.operand)
            for action in actions
            if action.verb in ("ADD", "DELETE") and isinstance(action.operand, Given)
        ]
        removals = sorted((each for each in actions if each.verb == "REMOVE"), key=_order, reverse=True)
        self._removals = [action.path.parts for action in removals]

    def check(self, values: Values) -> None:
        """Raise ``Invalid`` if these values could never stand where they stand."""
        for each in self._checks:
            each(values)

    def of(self, before: Item, values: Values) -> Item:
        """The item afterwards; ``before`` stays as it is. Raises ``Unfit`` if it is not made for this update."""
        try:
            return self._applied(before, values)
        except paths.NoSuchPlace:
            raise Unfit("The document path provided in the update expression is invalid for update") from None
        except Invalid as error:
            raise Unfit(error.message) from None

    def _applied(self, before: Item, values: Values) -> Item:
        after = dict(before)
        made = [(parts, make(before, values)) for parts, make in self._sets]
        for parts, value in made:
            paths.put(after, parts, value)
        emptied = [place for change in self._others if (place := change(before, after, values))]
        for parts in (*emptied, *self._removals):
            paths.take(after, parts)
        return after

    def _other(self, action: Action, given: Given) -> Callable[[Item, Item, Values], paths.Parts | None]:
        parts, verb, name = action.path.parts, action.verb, given.name
        self._of_kind(verb, given, _ADDABLE if verb == "ADD" else SETS)

        def add(before: Item, after: Item, values: Values) -> paths.Parts | None:
            paths.put(after, parts, _added(paths.read(before, parts), values[name]))
            return None

        def delete(before: Item, after: Item, values: Values) -> paths.Parts | None:
            value = paths.read(before, parts)
            if value is None:
                return None
            left = _without(value, values[name])
            if left is None:
                return parts
            paths.put(after, parts, left)
            return None

        return add if verb == "ADD" else delete

    def _make(self, operand: Operand | None) -> Make:
        if isinstance(operand, Given):
            name = operand.name
            return lambda before, values: values[name]
        if isinstance(operand, Path):
            return self._copied(operand)
        if isinstance(operand, Arithmetic):
            return self._calculated(operand)
        if isinstance(operand, Call) and operand.function == "if_not_exists":
            return self._or_else(operand)
        if isinstance(operand, Call) and operand.function == "list_append":
            return self._appended(operand)
        raise self._fault(
            f"The function is not allowed in an update expression; function: {operand}",
        )

    def _copied(self, path: Path) -> Make:
        def make(before: Mapping[str, Value], values: Values) -> Value:
            value = paths.read(before, path.parts)
            if value is None:
                raise Invalid("The provided expression refers to an attribute that does not exist in the item")
            return value

        return make

    def _calculated(self, operand: Arithmetic) -> Make:
        left, right = self._make(operand.left), self._make(operand.right)
        for side in (operand.left, operand.right):
            self._of_kind(operand.sign, side, ("N",))
        calculate = decimals.add if operand.sign == "+" else decimals.subtract

        def make(before: Mapping[str, Value], values: Values) -> Value:
            first, second = left(before, values), right(before, values)
            if "N" not in first or "N" not in second:
                raise Invalid("An operand in the update expression has an incorrect data type")
            return {"N": calculate(first["N"], second["N"])}

        return make

    def _or_else(self, operand: Call) -> Make:
        path, other = operand.arguments[0], self._make(operand.arguments[1])
        if not isinstance(path, Path):
            raise self._fault(
                "Operator or function requires a document path; operator or function: if_not_exists",
            )
        parts = path.parts

        def make(before: Mapping[str, Value], values: Values) -> Value:
            value = paths.read(before, parts)
            return other(before, values) if value is None else value

        return make

    def _appended(self, operand: Call) -> Make:
        first, second = (self._make(each) for each in operand.arguments)
        for each in operand.arguments:
            self._of_kind("list_append", each, ("L",))

        def make(before: Mapping[str, Value], values: Values) -> Value:
            left, right = first(before, values), second(before, values)
            if "L" not in left or "L" not in right:
                raise Invalid("An operand in the update expression has an incorrect data type")
            return {"L": [*left["L"], *right["L"]]}

        return make

    def _of_kind(self, function: str, operand: Operand, kinds: tuple[str, ...]) -> None:
        """A value of the request must have one of these types here."""
        if not isinstance(operand, Given):
            return
        name = operand.name

        def check(values: Values) -> None:
            kind = kind_of(values[name])
            if kind not in kinds:
                raise self._fault(
                    "Incorrect operand type for operator or function; "
                    f"operator or function: {function}, operand type: {kind}"
                )

        self._checks.append(check)


@lru_cache(4096)
def update(expression: str, names: tuple[tuple[str, str], ...]) -> Update:
    """The meaning of an UpdateExpression. Raises ``Invalid``."""
    return Update(expression, dict(names))


def _order(action: Action) -> list[tuple[bool, str | int]]:
    return [(isinstance(part, int), part) for part in action.path.parts]


def _added(value: Value | None, more: Value) -> Value:
    if value is None:
        return more
    kind = kind_of(more)
    if kind not in value:
        raise Invalid("An operand in the update expression has an incorrect data type")
    if kind == "N":
        return {"N": decimals.add(value["N"], more["N"])}
    return same_members(kind, {*value[kind], *more[kind]})


def _without(value: Value, less: Value) -> Value | None:
    kind = kind_of(less)
    if kind not in value:
        raise Invalid("An operand in the update expression has an incorrect data type")
    left = set(value[kind]) - set(less[kind])
    return same_members(kind, left) if left else None
