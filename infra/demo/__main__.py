"""``python -m infra.demo [FILE]``: play every dialogue of FILE against a running desk, and say how it went.

``DESK`` (http://127.0.0.1:$PORT), ``PORT`` (8000), ``ADMIN_EMAIL``, ``ADMIN_PASSWORD`` say where; ``VISITORS`` (16) how
many dialogues at a time, ``AGENTS`` (4) how many answer, ``PATIENCE`` (120) how many seconds one side waits for the
other. The exit code is 0 when every text arrived at the other side unchanged, exactly once and in order, 1 when not,
2 when nothing could be played, 130 when it was interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections import Counter

from infra.demo import hooks
from infra.demo.dialogues import Unusable, check
from infra.demo.measures import report, verdict
from infra.demo.rehearsal import Rehearsal
from infra.demo.settings import Settings

WELL, DIFFERS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: list[str]) -> int:
    """Play; the process's exit code."""
    try:
        settings = Settings.of(arguments, os.environ)
        playable, mended = check(settings.path)
        rehearsal, before = Rehearsal(settings, playable), hooks.heard(settings.desk)
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, rehearsal.interrupt)
        rehearsal.run()
    except Unusable as reason:
        print(f"\nNothing was played. {reason}\n", file=sys.stderr)
        return UNUSABLE
    code = _conclude(rehearsal, playable, mended)
    print(*rehearsal.elsewhere, *hooks.lines(settings.desk, before), sep="\n")
    return code


def _conclude(rehearsal: Rehearsal, playable: int, mended: Counter[str]) -> int:
    measures, interrupted = rehearsal.measures, rehearsal.interrupted
    print("", *report(measures, mended, playable, rehearsal.elapsed), "", sep="\n")
    if rehearsal.crash is not None:
        print("The rehearsal itself broke off:")
        traceback.print_exception(rehearsal.crash, file=sys.stdout)
        return DIFFERS
    print(*verdict(measures, playable, interrupted), sep="\n")
    if not measures.all_well:
        return DIFFERS
    return INTERRUPTED if interrupted else WELL


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
