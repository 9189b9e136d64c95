"""What visitors agree to, edition by edition (F6): an edition never changes once somebody could read it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.plans.model.prechat import Prechat

SHARES = 32  # of an edition's counts: each first message counts in one of them


class ConsentEdition(msgspec.Struct, frozen=True):
    """The words of a plan's text with this number, by language; none: from then on nothing was asked.

    ``at``, ``by_id``: when it was published, and by which agent; None: before editions were kept, or by the desk.
    ``kept``: its words are known.
    """

    number: int
    texts: Mapping[str, str]
    at: datetime | None = None
    by_id: str | None = None
    kept: bool = True


class ConsentCount(msgspec.Struct, frozen=True):
    """How many agreed to an edition, and how many refused and did not agree since."""

    agreed: int = 0
    refused: int = 0

    def plus(self, other: ConsentCount) -> ConsentCount:
        """Both together."""
        return ConsentCount(self.agreed + other.agreed, self.refused + other.refused)


def current(prechat: Prechat) -> ConsentEdition:
    """The edition that a plan shows, as far as the plan itself says."""
    return ConsentEdition(prechat.consent_version, prechat.consent)


def lost(number: int) -> ConsentEdition:
    """An edition from before they were kept, which another took the place of."""
    return ConsentEdition(number, {}, kept=False)


def first_of_copy(prechat: Prechat) -> Prechat:
    """As a new plan has it: its text is the first edition of its own."""
    number = 1 if prechat.consent else 0
    return replace(prechat, consent_version=number, kept_since=number)
