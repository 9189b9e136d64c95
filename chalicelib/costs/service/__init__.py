"""What the rooms above do with costs: have them added up, every hour."""

from chalicelib.costs.service.summing import add_up

__all__ = ["add_up"]
