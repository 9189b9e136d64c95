"""Requests that come twice, where what the first one made stands in the way of the second."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict
from chalicelib.core.once import Once, recall


def made_before(desk: Desk, once: Once | None, refusal: Conflict) -> Any:
    """What this request was answered with before; one read. Raises the refusal for one that was not, ``KeyReused``."""
    answer = recall(desk, once, desk.now().timestamp())
    if answer is None:
        raise refusal
    return answer
