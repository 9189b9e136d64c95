"""What visitors say when they begin: the body of their request, as the service takes it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.conversations.model.prechat import FilledForm
from chalicelib.core.text import Id, Line
from chalicelib.people.model.channels import SOURCE, WEB


class HelpBefore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a visitor did in the help before: what they looked for last, and ids of the articles they read."""

    question: Annotated[str, msgspec.Meta(max_length=200)] = ""
    article_ids: Annotated[tuple[Id, ...], msgspec.Meta(max_length=5)] = ()


class StartConversation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first message, the page it was written on, and what it comes from.

    ``file_id``: a file that goes with it, then the text may be empty. ``form``: what the plan asks before it.
    ``help``: what they looked for and read before, which agents see.
    """

    text: str
    client_id: Id
    page: Annotated[Line, msgspec.Meta(max_length=2000)] | None = None
    source: Annotated[str, msgspec.Meta(pattern=SOURCE)] = WEB
    file_id: Id | None = None
    form: FilledForm | None = None
    help: HelpBefore | None = None
