"""What people and timers do with tickets.

``creating`` (from ``origins``), ``changing``, ``handing``, ``raising``, ``bulk``: by hand; all of it is stored by
``saving``, which is the one place that knows what follows from a change. ``departing``: nothing stays with who cannot
have it. ``lists``: in reach. ``customers``: their side; ``accepting``: what they sign. ``complaints``: the table of
them; ``corrections``: what they teach; ``leading``: who hears of what is escalated. ``keeping``: settings. ``telling``:
letters. ``policies``, ``flows``: as administrators keep them. ``deadlines`` follow each change, ``late`` is what time
brings to them, ``due`` lists them, ``explaining`` says why; ``answers``: the first ones in conversations, which are
deadlines too. ``flowing``, ``moving``: tickets in their flows. ``wishes``: how customers wish to be told. ``duties``:
what the duty log leads to; ``needs``: what customers need. ``carrying``: what a version before wrote otherwise.
"""

from chalicelib.tickets.service.accepting import accept, shown_to_customer
from chalicelib.tickets.service.access import find, thing
from chalicelib.tickets.service.carrying import bring_up_later
from chalicelib.tickets.service.customers import by_token, give_verdict, read_public, write_words
from chalicelib.tickets.service.departing import check_people
from chalicelib.tickets.service.due import Line, list_deadlines
from chalicelib.tickets.service.duties import make_for_duty
from chalicelib.tickets.service.explaining import TellDelay, tell_delay
from chalicelib.tickets.service.finding import entries_after, ids_of_desk, last_words, wanted
from chalicelib.tickets.service.handing import give
from chalicelib.tickets.service.late import check_deadlines
from chalicelib.tickets.service.lists import Wanted, list_tickets
from chalicelib.tickets.service.needs import make_for_need
from chalicelib.tickets.service.past import change_past, free_number, own_fields, put_past, sees_ticket
from chalicelib.tickets.service.unfinished import unfinished_of
from chalicelib.tickets.service.wishes import choose_channels, read_wishes
from chalicelib.tickets.store.deadlines import list_owed
from chalicelib.tickets.store.policies import wanted_policies

__all__ = [
    "Line",
    "TellDelay",
    "Wanted",
    "accept",
    "bring_up_later",
    "by_token",
    "change_past",
    "check_deadlines",
    "check_people",
    "choose_channels",
    "entries_after",
    "find",
    "free_number",
    "give",
    "give_verdict",
    "ids_of_desk",
    "last_words",
    "list_deadlines",
    "list_owed",
    "list_tickets",
    "make_for_duty",
    "make_for_need",
    "own_fields",
    "put_past",
    "read_public",
    "read_wishes",
    "sees_ticket",
    "shown_to_customer",
    "tell_delay",
    "thing",
    "unfinished_of",
    "wanted",
    "wanted_policies",
    "write_words",
]
