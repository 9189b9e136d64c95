"""``indexing``: what was said is made findable. ``finding``: asking. ``rebuilding``: all of it made anew."""

from chalicelib.search.service.indexing import find_customer, find_ticket, find_what_was_said
from chalicelib.search.service.overview import customers_of
from chalicelib.search.service.rebuilding import bring_up_later

__all__ = [
    "bring_up_later",
    "customers_of",
    "find_customer",
    "find_ticket",
    "find_what_was_said",
]
