"""What an administrator says of tickets."""

from __future__ import annotations

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import shown
from chalicelib.people import service as people
from chalicelib.tickets.api.views import TicketSettingsView
from chalicelib.tickets.service import keeping
from chalicelib.tickets.service.keeping import ChangeTicketSettings

routes = Routes(__name__, of_desk=True)

SETTINGS = "/v1/admin/ticket-settings"


@routes.get(SETTINGS, caller=people.may("tickets.work", "tickets.manage"))
def read_ticket_settings(call: Call[people.Caller]) -> Answer[TicketSettingsView]:
    """For how long tickets can be opened again, when they close by themselves, and the fields of each type."""
    return Answer(shown(TicketSettingsView, keeping.read_settings(call.desk)))


@routes.put(
    SETTINGS,
    caller=people.may("tickets.manage", everywhere=True),
    body=ChangeTicketSettings,
    raises=(ChangedMeanwhile,),
)
def change_ticket_settings(call: Call[people.Caller]) -> Answer[TicketSettingsView]:
    """Change them; what is left out stays, and of the fields the types that are not named."""
    return Answer(
        shown(TicketSettingsView, keeping.change_settings(call.desk, call.caller, call.body, call.request_id))
    )
