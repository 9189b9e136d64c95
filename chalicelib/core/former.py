"""What stands for somebody who worked at a desk and left, once their data is erased (F6). Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec

NAMES = "names"  # what all copies of a name are called together
FORMER = "已离职客服 Former agent"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
MARK = 6


def mark_of(agent_id: str) -> str:
    """What stands for an agent who left, for ever the same: six letters and digits that tell nobody who it was."""
    number = int(hashlib.sha256(f"former#{agent_id}".encode()).hexdigest(), 16)
    letters = []
    for _ in range(MARK):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


class Leaver(msgspec.Struct, frozen=True, dict=True):
    """An agent whose data goes. ``names``: what they were called, where nobody else at the desk is called so;
    ``addresses``: where they were reached, in small letters; ``digests``: what is kept instead of an address."""

    agent_id: str
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    digests: frozenset[str] = frozenset()

    @property
    def mark(self) -> str:
        """What stands for their number."""
        return mark_of(self.agent_id)

    @property
    def name(self) -> str:
        """What stands for their name."""
        return f"{FORMER} {self.mark}"

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        words = "|".join(re.escape(each) for each in sorted(self.names, key=len, reverse=True) if len(each) > 1)
        return re.compile(rf"(?<![0-9A-Za-z])(?:{words})(?![0-9A-Za-z])") if words else None

    def unnamed(self, text: str) -> str:
        """A text in which their name is not, but what stands for it."""
        if text in self.names:
            return self.name
        return self._named.sub(self.name, text) if self._named is not None else text

    def is_at(self, address: str | None) -> bool:
        """Whether they were reached there."""
        return address is not None and address.casefold() in self.addresses

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What an item says anything of that is about them."""
        written = (msgspec.json.encode(each).decode()[1:-1] for each in self.names)
        return (self.agent_id, *self.names, *written, *self.digests)

    def may_be_in(self, item: Mapping[str, Mapping[str, Any]]) -> bool:
        """Whether an item can be about them at all."""
        texts = [each["S"] for each in item.values() if "S" in each]
        texts += [each for held in item.values() if "SS" in held for each in held["SS"]]
        said = "\n".join(texts)
        return any(each in said for each in self.signs) or any(each in said.casefold() for each in self.addresses)
