"""What people write, as it is stored where a plan never keeps numbers of some kinds (F8)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.sensitive import hidden, may_have
from chalicelib.plans.service.reading import read_plan


def as_kept(desk: Desk, plan_key: str | None, text: str) -> str:
    """A text without the numbers that this plan replaces; as it is where there is no plan. A read where it may have
    one, else none."""
    if plan_key is None or not may_have(text):
        return text
    try:
        return hidden(text, read_plan(desk, plan_key).limits.replaces)
    except NotFound:
        return text
