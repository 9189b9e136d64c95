"""What of a plan was changed, for the audit log: every field, also texts and look (F7). Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import msgspec

from chalicelib.core import times
from chalicelib.plans.model.hours.week import said_of
from chalicelib.plans.model.plan import Plan

LONGEST, SHORT = 2_000, 200  # characters of one value
MOST_BYTES = 60_000  # of an entry whose values are kept in full; an item holds 400 KB

Said = dict[str, Any]


def difference(before: Plan, after: Plan) -> tuple[Said, Said]:
    """What was changed, as it was and as it is, by dotted names such as ``texts.en.welcome``.

    A value longer than 2,000 characters is cut, and where very much was changed every value at 200; it says so.
    """
    old, new = _leaves(before), _leaves(after)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    was, became = ({name: each[name] for name in names if name in each} for each in (old, new))
    for longest in (LONGEST, SHORT):
        cut = tuple({name: _cut(value, longest) for name, value in each.items()} for each in (was, became))
        if len(json.dumps(cut, ensure_ascii=False).encode()) <= MOST_BYTES:
            break
    return cut[0], cut[1]


def said_in_changes(changes: Mapping[str, object]) -> dict[str, Any]:
    """What is changed: of the week, null says that there is none."""
    return {name: value for name, value in changes.items() if value is not None or name == "hours"}


def _leaves(plan: Plan) -> Said:
    plain: dict[str, Any] = {
        **_plain(plan),
        "hours": said_of(plan.hours) if plan.hours else None,
        "auto_replies": {each.reply_id: _plain(each) for each in plan.auto_replies},
    }
    for name in ("plan_id", "key", "created_at", "scopes", "scoped"):  # copies are nobody's change
        del plain[name]
    return _flat("", plain)


def _flat(name: str, value: Any) -> Said:
    """A mapping's values under dotted names; everything else under its own."""
    if not isinstance(value, Mapping) or not value:
        return {name: value}
    found: Said = {}
    for key, each in value.items():
        found |= _flat(f"{name}.{key}" if name else str(key), each)
    return found


def _plain(value: Any) -> Any:
    """As JSON can say it."""
    if isinstance(value, msgspec.Struct):
        return {name: _plain(each) for name, each in msgspec.structs.asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    return times.stored(value) if isinstance(value, (date, datetime, time)) else value


def _cut(value: Any, longest: int) -> Any:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return value if len(said) <= longest else f"{said[:longest]}… ({len(said)} characters)"
