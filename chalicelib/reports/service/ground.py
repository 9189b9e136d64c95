"""What is asked of the desk wherever facts are counted: its clock, and for how long facts are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.tables import read_all
from chalicelib.people import service as people
from chalicelib.people.model.agents import DeskRecord
from chalicelib.reports.model.settings import ReportSettings
from chalicelib.reports.store import log as store

A_DAY = timedelta(days=1)


class Ground(msgspec.Struct, frozen=True):
    """The desk and its settings, as they are ``now``."""

    desk: DeskRecord
    settings: ReportSettings
    now: datetime

    def hour(self, at: datetime) -> str:
        """The hour of the desk's clock, as it was set at that moment: the same whenever it is asked."""
        return times.hour(at, self.desk.zone_at(at))

    def keeps(self, at: datetime) -> bool:
        """Whether the log of that moment is there whole, and will be for a day; its sums stay as they are."""
        return self.settings.kept_until(at) > self.now + A_DAY


def ground(desk: Desk) -> Ground:
    """As they are now; one strongly consistent request."""
    record, settings = read_all(desk.database, (people.wanted_desk(), store.wanted_settings()))
    return Ground(existing(record, "the desk is not set up"), settings or ReportSettings(), desk.now())
