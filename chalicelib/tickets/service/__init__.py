"""What people and timers do with tickets.

``creating`` (from ``origins``), ``changing``, ``handing``, ``raising``, ``bulk``: by hand; all of it is stored by
``saving``, which is the one place that knows what follows from a change. ``departing``: nothing stays with who cannot
have it. ``lists``: in reach. ``keeping``: settings. ``telling``: letters.
"""

from chalicelib.tickets.service.access import find, thing
from chalicelib.tickets.service.departing import check_people
from chalicelib.tickets.service.finding import ids_of_desk, last_words, wanted

__all__ = ["check_people", "find", "ids_of_desk", "last_words", "thing", "wanted"]
