"""What agents do with the orders of whom they serve: ``orders``, and ``checking`` who somebody is before; ``asking``
the shop. ``noting`` how orders stand and what is new of them, ``watching`` those of whom wishes to hear of it."""

from chalicelib.orders.service.noting import is_still_so, note
from chalicelib.orders.service.watching import watch

__all__ = ["is_still_so", "note", "watch"]
