"""What the rooms above do with costs: have them added up, every hour, and their language of letters."""

from chalicelib.costs.service.settings import read_settings
from chalicelib.costs.service.summing import add_up

__all__ = ["add_up", "read_settings"]
