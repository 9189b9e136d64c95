"""Make the index of articles anew while it is in use: ``make reindex ENV=local`` (a stopped desk) or of an environment.

What it comes to is built beside what is asked, and takes its place when all of it is there. It may be stopped at any
moment: due work of the desk goes on with it, and a second call goes on watching.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk


def main() -> int:
    """0 when it was made anew, 2 when the desk could not be reached."""
    try:
        with in_words():
            return _reindex(connect.desk(os.environ.get("ENV") or "local"))
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 2


def _reindex(desk: Desk) -> int:
    # imported only now: the environment decides where their tables are
    from chalicelib.core.audit import By
    from chalicelib.knowledge.service import rebuilding

    by, done = By("operator", connect.operator()), 0
    for page in rebuilding.rebuild_now(desk, by):
        done += page
        print(f"\r{done} articles looked at", end="", flush=True)
    print("\nThe index of articles was made anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
