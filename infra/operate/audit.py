"""The audit log of some months in a file: ``make audit ENV=dev FROM=2026-10 TO=2026-11``.

One act a line, as JSON, oldest first. ``ENV`` says where: an environment, or ``local`` (if not said) for the desk of
``make run`` (``STATE``); ``FROM`` and ``TO`` are months, both this one if not said; ``FILE`` is where to, by default
``audit-<environment>-<from>-<to>.jsonl``. Each line is what its entry is sealed by (``make audit verify``). The file is
readable by its owner only, and there once it is whole.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.core import times
from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
MOST_MONTHS = 1200  # a century; more is a slip of the hand


def main() -> int:
    """0 when the file is there, 1 when it could not be written or asked."""
    name, this_month = os.environ.get("ENV") or "local", times.month(datetime.now(UTC))
    first = os.environ.get("FROM") or this_month
    last = os.environ.get("TO") or max(first, this_month)
    file = Path(os.environ.get("FILE") or f"audit-{name}-{first}-{last}.jsonl")
    try:
        wanted = months(first, last)
        if file.exists():
            raise Refused(f"{file} is there already; it stays as it is")
        with in_words():
            count = export(connect.desk(name), wanted, file)
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} acts in {file}")
    return 0


def months(first: str, last: str) -> list[str]:
    """The months from the first to the last. Raises ``Refused`` for what is none, or goes backwards."""
    found = [MONTH.fullmatch(each) for each in (first, last)]
    if found[0] is None or found[1] is None:
        raise Refused(f"FROM and TO are months such as 2026-11, not {first!r} and {last!r}")
    begin, end = (int(each[1]) * 12 + int(each[2]) - 1 for each in found if each)
    if not 0 <= end - begin < MOST_MONTHS:
        raise Refused(f"there is nothing from {first} to {last}")
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1)]


def export(desk: Desk, wanted: list[str], file: Path) -> int:
    """Write every act of these months, one a line; how many. What is read is written before more is read."""
    half, count = file.with_name(f"{file.name}.new"), 0
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as lines:
            for line in _lines(desk, wanted):
                lines.write(line)
                count += 1
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)  # of what broke off nothing stays behind
    return count


def _lines(desk: Desk, wanted: list[str]) -> Iterator[bytes]:
    from chalicelib.core import audit
    from chalicelib.core.seals import line_of

    for month in wanted:
        for act in audit.whole_month(desk, month):
            yield line_of(act) + b"\n"


if __name__ == "__main__":
    sys.exit(main())
