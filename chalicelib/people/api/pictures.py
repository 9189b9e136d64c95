"""Pictures of those who work here."""

from __future__ import annotations

import msgspec

from chalicelib.core.errors import LimitReached
from chalicelib.core.files import FilesOff
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.files.model.forms import SendFile, TicketView
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import FileUsed, NotArrived, UnknownFile
from chalicelib.people.api.views import AgentView, by, show_agent
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.people.service import access, pictures
from chalicelib.people.service.access import Caller

routes = Routes(__name__, of_desk=True)


class ChoosePicture(msgspec.Struct, forbid_unknown_fields=True):
    """``file_id``: an uploaded picture of at most 300 KB and 1,024 pixels a side."""

    file_id: Id


@routes.post(
    "/v1/desk/picture",
    caller=access.signed_in,
    body=SendFile,
    statuses=(201,),
    keyed=True,
    raises=(LimitReached, FilesOff, FileRefused, KeyReused, UnknownFile),
)
def send_picture(call: Call[Caller]) -> Answer[TicketView]:
    """Ask for a place for a picture of oneself."""
    once = call.once(f"send_picture#{call.caller.agent.agent_id}")
    return Answer(pictures.ask_for_place(call.desk, call.caller.agent, call.body.wish, once).view, status=201)


@routes.put(
    "/v1/desk/picture",
    caller=access.signed_in,
    body=ChoosePicture,
    raises=(UnknownFile, NotArrived, FileRefused, FileUsed, ChangedMeanwhile),
)
def choose_picture(call: Call[Caller]) -> Answer[AgentView]:
    """Be shown by a picture that was uploaded."""
    return Answer(show_agent(pictures.set_picture(call.desk, call.caller.agent, call.body.file_id), call.desk.now()))


@routes.delete("/v1/desk/picture", caller=access.signed_in, raises=(ChangedMeanwhile,))
def remove_own_picture(call: Call[Caller]) -> Answer[AgentView]:
    """Be shown by one's initials again."""
    return Answer(show_agent(pictures.remove_picture(call.desk, call.caller.agent.agent_id, by(call)), call.desk.now()))


@routes.delete(
    "/v1/admin/agents/{agent_id}/picture",
    caller=access.may("agents.manage"),
    raises=(BeyondYourRights, ChangedMeanwhile),
)
def remove_picture(call: Call[Caller], agent_id: str) -> Answer[AgentView]:
    """Take somebody's picture away; they are shown by their initials."""
    agent = pictures.remove_picture(call.desk, agent_id, by(call), call.caller.agent)
    return Answer(show_agent(agent, call.desk.now()))
