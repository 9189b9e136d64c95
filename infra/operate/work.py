"""Due work from a terminal: what waits, what died and why, and doing it again or never.

    python -m infra.operate.work list [due|dead] [KIND]       counted by kind, then each piece (dead, if not said)
    python -m infra.operate.work inspect ID                   one piece, with its payload as it is stored
    python -m infra.operate.work redrive ID|KIND|all          dead work gets all its tries again, at once
    python -m infra.operate.work drop ID|KIND                 dead work is never done
    python -m infra.operate.work gather NUMBER                after going back to a version with so many partitions

``ENV`` says where: an environment, or ``local`` for the desk of ``make run`` (``STATE``). What is redriven or dropped
is written to the desk's audit log under the name of whoever is signed in to this machine.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from chalicelib.core import times
from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk
    from chalicelib.core.work import Work

SHOWN = 100  # pieces between two words of progress
COMMANDS = {
    "list": range(3),
    "inspect": range(1, 2),
    "redrive": range(1, 2),
    "drop": range(1, 2),
    "gather": range(1, 2),
}


def main(arguments: list[str]) -> int:
    """0, 1 when there is no such work, 2 when the question cannot be understood or asked."""
    command, *rest = arguments or [""]
    if command not in COMMANDS or len(rest) not in COMMANDS[command]:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with in_words():
            return _do(connect.desk(os.environ.get("ENV", "")), command, rest)
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 2


def _do(desk: Desk, command: str, rest: list[str]) -> int:
    if command == "list":
        state, kind = (*rest, "", "")[:2]
        return _list(desk, "dead", state) if state not in ("", "due", "dead") else _list(desk, state or "dead", kind)
    if command == "gather":
        return _gather(desk, rest[0])
    if command == "inspect":
        return _inspect(desk, rest[0])
    return _act(desk, command, rest[0])


def _all(desk: Desk, state: str, kind: str = "") -> list[Work]:
    from chalicelib.core import backlog, work

    partitions = [work.DEAD] if state == "dead" else work.shards(desk)
    found: list[Work] = []
    start: backlog.Start | None = (0, None)
    while start is not None:
        page, start = backlog.read_page(desk, partitions, start)
        found += [piece for piece in page if kind in ("", piece.kind)]
    return found


def _list(desk: Desk, state: str, kind: str) -> int:
    found = _all(desk, state, kind)
    for name, count in Counter(piece.kind for piece in found).most_common():
        print(f"{count:6}  {name}")
    print(f"{len(found):6}  {state} in all\n")
    for piece in sorted(found, key=lambda each: each.due_at):
        why = f"  {piece.last_error}" if piece.last_error else ""
        print(f"{piece.work_id}  {times.to_the_second(piece.due_at)}Z  {piece.kind}  tries {piece.tries}{why}")
    return 0


def _gather(desk: Desk, number: str) -> int:
    from chalicelib.core import work

    most = len(work.shards(desk))
    if not number.isdecimal() or not 0 < int(number) <= most:
        print(f"A number of partitions from 1 to {most}.", file=sys.stderr)
        return 2
    print(f"{work.gather(desk, int(number))} pieces moved")
    return 0


def _inspect(desk: Desk, work_id: str) -> int:
    from chalicelib.core import backlog

    piece = backlog.find(desk, work_id)
    if piece is None:
        print(f"There is no work {work_id}; it may be done by now.", file=sys.stderr)
        return 1
    print(json.dumps(msgspec.structs.asdict(piece), indent=1, default=str, ensure_ascii=False))
    return 0


def _act(desk: Desk, command: str, which: str) -> int:
    from chalicelib.core.audit import By
    from chalicelib.core.errors import DeskError
    from chalicelib.operations import service

    if which == "all" and command == "drop":
        print("All dead work is not dropped at once; name a kind.", file=sys.stderr)
        return 2
    kind = "" if which == "all" else which
    ids = [which] if which.startswith("wrk_") else [piece.work_id for piece in _all(desk, "dead", kind)]
    act, by = (service.redrive if command == "redrive" else service.drop), By("operator", connect.operator())
    done = 0
    for number, work_id in enumerate(ids, start=1):
        if number % SHOWN == 0:
            print(f"{number} of {len(ids)} …", flush=True)
        try:
            act(desk, work_id, by=by)
        except DeskError as error:
            print(f"{work_id}: {error.detail}", file=sys.stderr)
        else:
            done += 1
    print(f"{done} of {len(ids)} pieces: {command}")
    return 0 if ids and done == len(ids) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
