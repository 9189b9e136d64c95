"""What a desk says of its inspections (F4): the rules, the seed they draw by, how long an agent may appeal."""

from __future__ import annotations

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import checked
from chalicelib.quality.model.rules import Rule

MOST_DAYS, LONGEST_SEED = 60, 100


class Settings(msgspec.Struct, frozen=True):
    """``seed``: what is drawn follows from it; none until there are rules. ``appeal_days``: so many days after a sheet
    was submitted its agent may appeal (0: never). ``version`` counts the changes."""

    seed: str = ""
    appeal_days: int = 5
    rules: tuple[Rule, ...] = ()
    version: int = 0

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of this id."""
        return next((each for each in self.rules if each.rule_id == rule_id), None)


def checked_seed(seed: str) -> str:
    """What chance is made of. Raises ``Invalid``."""
    return checked("seed", seed, longest=LONGEST_SEED)


def checked_appeal_days(days: int) -> int:
    """For how many days one may appeal. Raises ``Invalid``."""
    if not 0 <= days <= MOST_DAYS:
        raise Invalid.field("appeal_days", f"0 to {MOST_DAYS}")
    return days
