"""How the flows that come with the product are written down. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.tickets.model.flows import FlowField, Names, Stage, Way, Who
from chalicelib.tickets.model.settings import TEXT

MANAGE = "tickets.manage"
LEADERS = Who(permissions=(MANAGE,))  # a shift leader or above

_NO_CHOICES: Mapping[str, tuple[str, str]] = {}


def names(zh: str, en: str) -> Names:
    return {"zh-CN": zh, "en": en}


def field(
    key: str, zh: str, en: str, kind: str = TEXT, choices: Mapping[str, tuple[str, str]] = _NO_CHOICES, **more: Any
) -> FlowField:
    choice_names = {choice: names(*words) for choice, words in choices.items()}
    return FlowField(key, names(zh, en), kind, list(choices), choice_names=choice_names, **more)


def stage(key: str, zh: str, en: str, *ways: str | Way, needs: tuple[str, ...] = (), **more: Any) -> Stage:
    """``needs``: fields that are required, with ``|`` between those of which one is enough."""
    requires = tuple(tuple(each.split("|")) for each in needs)
    leading = tuple(each if isinstance(each, Way) else Way(each) for each in ways)
    return Stage(key, names(zh, en), ways=leading, requires=requires, **more)
