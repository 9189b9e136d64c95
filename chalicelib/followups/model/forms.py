"""What people say of follow-ups: the bodies of their requests, as the services take them."""

from __future__ import annotations

from typing import Literal

import msgspec

from chalicelib.core.text import Id

Outcome = Literal["reached", "not_reached", "refused", "wrong_contact", "solved", "became_ticket", "kept", "broken"]


class PlanFollowUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``kind`` promise: what was promised (``script``), by which ``channel``; ``about``: the conversation or ticket in
    which it was, whose customer it is for; else ``visitor_id`` says that."""

    kind: Literal["pre_sale", "after_sale", "complaint", "care", "renewal", "promise"]
    due_at: str
    client_id: Id
    visitor_id: Id | None = None
    script: str = ""
    owner_id: Id | None = None
    about: Id | None = None
    channel: Literal["phone", "sms", "email", "chat"] | None = None


class RecordCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``next_at``: with ``not_reached`` the next try (of a callback within 48 hours, or the first working hour after
    that if its plan counts working time; else within seven days; not with the fifth, which closes it). With ``reached``
    or ``solved`` the caller's next visit to this customer, planned with it. Of a promise: kept, broken, not_reached."""

    outcome: Outcome
    client_id: Id
    text: str = ""
    next_at: str | None = None
