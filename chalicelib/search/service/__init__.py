"""``indexing``: what was said is made findable. ``finding``: asking. ``rebuilding``: all of it made anew.
``together``: many customers at once."""

from chalicelib.search.service.indexing import find_ticket, find_what_was_said
from chalicelib.search.service.overview import customers_of
from chalicelib.search.service.rebuilding import bring_up_later
from chalicelib.search.service.together import find_customers

__all__ = [
    "bring_up_later",
    "customers_of",
    "find_customers",
    "find_ticket",
    "find_what_was_said",
]
