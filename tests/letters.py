"""A provider of e-mail and SMS that keeps what it is given."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from chalicelib.notifications.model.email import EmailLetter, SmsLetter

Letter = EmailLetter | SmsLetter


@dataclass
class Post:
    """Takes letters on; ``sent`` has them in order. ``fail`` is asked first, and raises what shall go wrong.

    ``confirmed``: what it says of any sender.
    """

    fail: Callable[[Letter], None] | None = None
    sent: list[Letter] = field(default_factory=list)
    confirmed: bool | None = True
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, letter: Letter) -> str:
        with self.lock:
            if self.fail is not None:
                self.fail(letter)
            self.sent.append(letter)
            return f"post-{len(self.sent)}"

    def confirms(self, sender: str) -> bool | None:
        """What it says of a sender."""
        return self.confirmed

    def to(self, address: str) -> list[Letter]:
        """What this address was sent."""
        return [letter for letter in self.sent if letter.to == address]
