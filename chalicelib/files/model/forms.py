"""What people say of files that they want to send, and what they are told: bodies that several rooms take and give."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.files.model.upload import Wish


class SendFile(msgspec.Struct, forbid_unknown_fields=True):
    """``size`` in bytes. ``preview``: the size of the small JPEG of a picture that the page has made, if it has."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
    size: Annotated[int, msgspec.Meta(ge=0, le=10**12)]
    type: Annotated[str, msgspec.Meta(max_length=200)] = ""
    preview: Annotated[int, msgspec.Meta(ge=1, le=10**9)] | None = None

    @property
    def wish(self) -> Wish:
        """As the service takes it."""
        return Wish(self.name, self.size, self.type, self.preview)


class FormView(msgspec.Struct):
    """Where to post ``multipart/form-data``: these ``fields`` as they are, then the content as ``file``."""

    url: str
    fields: dict[str, str]


class TicketView(msgspec.Struct):
    """A place for one file: upload by ``form`` within a quarter of an hour, say that it has arrived, and name
    ``file_id`` in a message. ``preview``: the form for the small picture."""

    file_id: str
    name: str
    form: FormView
    preview: FormView | None
