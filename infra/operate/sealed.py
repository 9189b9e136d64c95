"""Whether the audit log is as it was sealed: ``make audit verify ENV=dev FROM=2026-10 SEAL=2026-11-28:0f3c…``.

Every seal of these months (all, if not said) is looked at with what it seals, oldest first, a line a day; it ends at
the first entry that was changed, taken out or added, and says which. ``SEAL`` is a day with the seal that was sent
about it, several with a comma between: then nobody can have made the seals anew. ``ENV`` says where, as for ``make
audit``.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.audit import MONTH
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk
    from chalicelib.core.seals import Fault

SENT = re.compile(r"(\d{4}-\d{2}-\d{2}):([0-9a-f]{64})")
LATE = timedelta(hours=3)
WORDS = {
    "altered": "entry {audit_id} ({at}) was changed",
    "missing": "an entry before {at} was taken out",
    "added": "entry {audit_id} ({at}) was added afterwards",
    "chain": "seal {number} of {day} was changed",
    "gap": "there is no seal before number {number} of {day}",
    "unlike_letter": "the seal of {day} is not the one that was sent",
}


def main() -> int:
    """0 when all is as it was sealed, 1 when something is not or could not be asked."""
    name = os.environ.get("ENV") or "local"
    try:
        first, final, known = (
            os.environ.get("FROM") or "",
            os.environ.get("TO") or "",
            sent(os.environ.get("SEAL") or ""),
        )
        for each in filter(None, (first, final)):
            if not MONTH.fullmatch(each):
                raise Refused(f"FROM and TO are months such as 2026-11, not {each!r}")
        with in_words():
            whole = True
            for line, holds in verify(connect.desk(name), first, final, known):
                print(line)
                whole = whole and holds
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if whole else 1


def sent(text: str) -> dict[str, str]:
    """Day → the seal that was sent about it. Raises ``Refused`` for what is none."""
    found = [SENT.fullmatch(each.strip()) for each in text.split(",") if each.strip()]
    if not all(found):
        raise Refused("SEAL is a day and its seal, such as 2026-11-28:0f3c… with 64 digits")
    return {each[1]: each[2] for each in found if each}


def verify(desk: Desk, first: str, final: str, known: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """A line for each day, and whether it holds; and one for what is lacking."""
    from chalicelib.core import seals, times

    unseen = dict(known)
    there = seals.all_seals(desk, first, f"{final}-99" if final else "9")
    begin = next(there, None)
    if begin is None:
        yield "nothing is sealed", False
        return
    for day in seals.verified(desk, itertools.chain([begin], there), known, seals.before(desk, begin)):
        unseen.pop(day.day, None)
        if day.fault is not None:
            yield f"{day.day}: {_in_words(day.fault)}", False
            return
        yield f"{day.day}: {day.acts} acts, as sealed{'' if day.ended else ' so far'} ({day.chain})", True
    for day_sent in unseen:
        yield f"{day_sent}: no seal is kept of the day whose seal was sent", False
    last = seals.last(desk)
    if not final and last is not None and last.until < times.sortable(desk.now() - LATE - timedelta(days=1)):
        yield f"nothing is sealed since {last.until}", False


def _in_words(fault: Fault) -> str:
    return WORDS[fault.kind].format(audit_id=fault.audit_id, at=fault.at[:26], number=fault.number, day=fault.day)


if __name__ == "__main__":
    sys.exit(main())
