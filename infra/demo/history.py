"""``python -m infra.demo.history [NUMBER]``: so many conversations (100,000) of the last year, as if the desk of
``make run`` (``STATE``) had worked all the time: transcripts, and what they count up to.

They are shared among the agents and plans that there are, by the hours of a usual day; each tenth customer comes back
some days later. A second run adds to the first. A desk without a scheme of performance gets one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import TYPE_CHECKING, Any, TypeVar

from tqdm import tqdm

from infra import environments
from infra.demo.scheme import show_performance
from infra.environments.cloud import Refused
from infra.operate import connect

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk

T = TypeVar("T")

NUMBER = 100_000
TOGETHER = 200  # customers whose conversations are written at once


def main(arguments: list[str]) -> int:
    """0 when all of it is there, 2 when there is no desk to load it into."""
    number = int(arguments[0]) if arguments and arguments[0].isdigit() else NUMBER
    try:
        desk = connect.desk("local")
        load(desk, number)
        show_performance(desk)
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def load(desk: Desk, number: int, days: int = 365) -> None:
    """Load so many conversations of so many days, and sum what they count up to, showing how far it is.

    What dies half way is summed by the desk's due work. Raises ``Refused`` for a desk without agents or plans.
    """
    # imported only now: the environment decides where their tables are
    from chalicelib.reports.model.figures import DIMENSIONS
    from chalicelib.reports.service import rolling
    from infra.demo.past import Past

    past = Past(desk, number, days)
    try:
        past.attend()
        with _progress(total=number, unit=" conversations") as shown:
            for some in _together(past.customers(), TOGETHER):
                past.write(some)
                shown.update(sum(map(len, some)))
        months = sorted({hour[:7] for hour in past.hours})
        for hour in _progress(sorted(past.hours), unit=" hours"):
            rolling.sum_hour(desk, rolling.SumHour(hour))
            past.hours.discard(hour)
        for month, dimension in _progress(list(product(months, DIMENSIONS)), unit=" sums of months"):
            due: rolling.SumMonth | None = rolling.SumMonth(month, dimension)
            while due is not None:
                due = rolling.sum_some_of_month(desk, due)
    finally:
        rolling.sum_later(desk, past.hours)


def _progress(things: Any = None, **how: Any) -> Any:
    return tqdm(things, mininterval=0.5 if sys.stderr.isatty() else 10.0, dynamic_ncols=True, **how)


def _together(things: Iterable[T], number: int) -> Iterator[list[T]]:
    rest = iter(things)
    while some := list(islice(rest, number)):
        yield some


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
