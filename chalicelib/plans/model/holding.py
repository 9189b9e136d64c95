"""What a plan's visitors are told while something goes wrong (F9): a reply, and by what other way somebody is reached.

Another room switches it on and off; it is kept with the plan, so that a widget and a conversation that begins read
nothing more for it. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Holding(msgspec.Struct, frozen=True):
    """The ``texts`` by language, a telephone number and an address of any kind, or neither; of which incident."""

    incident_id: str
    texts: Mapping[str, str]
    phone: str = ""
    address: str = ""

    def text(self, language: str) -> str:
        """What is said in this language, else in any."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")

    def reply(self, language: str, between: str = "\n") -> str:
        """The text with the other ways below it, as a conversation has it; or ``between`` them what a line takes."""
        return between.join(each for each in (self.text(language), self.phone, self.address) if each)

    @property
    def rule(self) -> str:
        """Its name among what the desk says by itself, each of which it says once in a conversation."""
        return f"#{self.incident_id}"
