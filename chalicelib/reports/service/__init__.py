"""What happened, written down, summed, asked for, and made anew (F1)."""

from chalicelib.reports.service.asking import Asked, Line, Report, figures, month_of_agents
from chalicelib.reports.service.completing import is_counted
from chalicelib.reports.service.rebuilding import bring_up_later
from chalicelib.reports.service.rolling import recount

__all__ = ["Asked", "Line", "Report", "bring_up_later", "figures", "is_counted", "month_of_agents", "recount"]
