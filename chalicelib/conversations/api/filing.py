"""What an agent says in a conversation with the desk's own words, and what they write down of it afterwards."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec.structs import asdict

from chalicelib.conversations.api.desk import ONE
from chalicelib.conversations.api.records import RecordBody, RecordView, show_record
from chalicelib.conversations.api.views import ConversationView, show_conversation
from chalicelib.conversations.model.filing import NotOver
from chalicelib.conversations.model.refusals import NotTaken
from chalicelib.conversations.service import filing, phrases
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ANSWER

routes = Routes(__name__)


class FillPhrase(msgspec.Struct, forbid_unknown_fields=True):
    """``language``: that of the text, for greeting and date."""

    text: str
    language: Literal["zh-CN", "en"] = "zh-CN"


class FilledPhrase(msgspec.Struct):
    text: str


class FileUnder(msgspec.Struct, forbid_unknown_fields=True):
    category_id: Id


@routes.post(ONE + "/phrase", caller=people.may(ANSWER), body=FillPhrase, raises=(NotYours, NotTaken))
def fill_phrase(call: Call[people.Caller], conversation_id: str) -> Answer[FilledPhrase]:
    """A phrase as one says it to this visitor now; nothing is sent."""
    said = (call.body.text, call.body.language)
    return Answer(FilledPhrase(phrases.fill_phrase(call.desk, call.caller.agent, conversation_id, *said)))


@routes.put(ONE + "/category", caller=people.may(ANSWER), body=FileUnder, raises=(NotYours, NotOver))
def refile_conversation(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Say of a conversation that is over that it was about something else; its transcript says so to agents."""
    filed = filing.refile(call.desk, call.caller.agent, conversation_id, call.body.category_id)
    return Answer(show_conversation(filed))


@routes.put(
    ONE + "/record",
    caller=people.may(ANSWER),
    body=RecordBody,
    restores=True,
    raises=(NotYours, NotOver, ChangedMeanwhile),
)
def edit_record(call: Call[people.Caller], conversation_id: str) -> Answer[RecordView]:
    """Write down what was done in a conversation that is over; what is left out stays."""
    values = asdict(call.body)
    version = values.pop("version")
    parts = {name: value for name, value in values.items() if value is not None}
    header = filing.edit_record(call.desk, call.caller.agent, conversation_id, parts, version, call.request_id)
    return Answer(show_record(header.wrap.record))
