"""``python -m tests.local_desk``: the desk of ``make run``, but for what a password costs.

Tests of pages sign in hundreds of people. A tenth of a second of processor time for each would be most of what the
server does for them.
"""

from __future__ import annotations

import sys

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from infra.local.__main__ import main


def with_cheap_passwords(desk: Desk) -> Desk:
    """The same desk; its passwords are hashed with less work."""
    return replace(desk, settings=replace(desk.settings, password_work="cheap"))


if __name__ == "__main__":
    sys.exit(main(with_cheap_passwords))
