"""Who hands over has said that others have it: what moves it acts as they would, by the hand of who accepts."""

from __future__ import annotations

from chalicelib.core.audit import By
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent


class OnBehalf(people.Caller, frozen=True):
    """``agent``: who left, whose rights count; ``hand``: who accepts, and stands in the audit log."""

    hand: Agent

    def by(self, request_id: str) -> By:
        """The hand of who accepts."""
        return By(self.hand.agent_id, self.hand.name, request_id)
