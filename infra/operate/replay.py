"""What if: a time that is stored, played otherwise: ``make replay FROM=2026-11-02 TO=2026-11-08 ALLOCATION=balanced``.

``FROM`` and ``TO`` are days of the desk, both with it; yesterday, if none is said. ``ALLOCATION`` (``rotation``,
``balanced``), ``CAPACITY`` (of everybody) and ``STAFF`` (``+2``, ``-1``: so many agents more, or fewer) are what is to
be otherwise. ``ENV`` says where: an environment, or ``local`` (if not said) for the desk of ``make run`` (``STATE``).
Reads every conversation of the time, in pages, and changes nothing; ``chalicelib/routing/replay.py`` says what is
supposed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk
    from chalicelib.routing.replay import Outcome
    from chalicelib.routing.service.replay import Compared


def main() -> int:
    """0 when it was played, 1 when it could not be."""
    name = os.environ.get("ENV") or "local"
    try:
        with in_words():
            compared = compare(connect.desk(name), os.environ)
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(lines(compared)))
    return 0


def compare(desk: Desk, wishes: Mapping[str, str]) -> Compared:
    """What was and what would have been. Raises ``Refused`` for what makes no sense."""
    # imported only now: the environment decides where their tables are
    from chalicelib.core.errors import Invalid
    from chalicelib.routing.service.replay import Change, replay

    change = Change(wishes.get("ALLOCATION") or None, _number(wishes, "CAPACITY"), _number(wishes, "STAFF") or 0)
    try:
        return replay(desk, _day(wishes, "FROM"), _day(wishes, "TO"), change, most=None)
    except Invalid as error:
        raise Refused("; ".join(f"{each.field.upper()}: {each.message}" for each in error.errors)) from error


def _day(wishes: Mapping[str, str], name: str) -> date | None:
    from chalicelib.core import times

    text = wishes.get(name)
    try:
        return times.read_day(text) if text else None
    except ValueError:
        raise Refused(f"{name} is a day such as 2026-11-23, not {text!r}") from None


def _number(wishes: Mapping[str, str], name: str) -> int | None:
    text = wishes.get(name)
    try:
        return int(text) if text else None
    except ValueError:
        raise Refused(f"{name} is a number, not {text!r}") from None


def lines(compared: Compared) -> list[str]:
    """The table that is printed."""
    was, would_be = _figures(compared.was), _figures(compared.would_be)
    for agent_id, (name, number) in sorted(compared.names.items(), key=lambda each: (each[1][1], each[0])):
        before, after = (each.totals.get(agent_id) for each in (compared.was, compared.would_be))
        if before is not None or after is not None:
            label = f"{name} ({number})" if number else name
            was[label], would_be[label] = (str(each or 0) for each in (before, after))
    width = max(map(len, was))
    rows = [f"{name:<{width}} {was[name]:>10} {would_be[name]:>10}" for name in was]
    read = (
        f"{compared.conversations} conversations and {compared.decisions} decisions read, {compared.agents} agents seen"
    )
    return [f"{'':<{width}} {'was':>10} {'would be':>10}", *rows, read]


def _figures(outcome: Outcome) -> dict[str, str]:
    waits = {
        "half within": outcome.within(0.5),
        "nine of ten within": outcome.within(0.9),
        "longest": outcome.within(1.0),
    }
    return {
        "served": str(len(outcome.waits)),
        "waited": str(outcome.waited),
        "given up": str(outcome.given_up),
        **{name: "-" if seconds is None else f"{seconds:.0f} s" for name, seconds in waits.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
