"""``indexing``: what was said is made findable. ``finding``: asking. ``rebuilding``: all of it made anew."""

from chalicelib.search.service.overview import customers_of
from chalicelib.search.service.rebuilding import bring_up_later

__all__ = [
    "bring_up_later",
    "customers_of",
]
