"""What the provider of e-mail says of the sender's address, for whoever checks the set-up.

A provider may be slow or down, and who looks waits for it once, and briefly: an answer is kept in this container for a
minute, and one that comes too late is there for the next who looks.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from chalicelib.notifications.model.email import EmailLetter, Provider, SmsLetter

log = logging.getLogger("deskbell")

PATIENCE = 2.0  # seconds
KEPT = 60.0  # seconds


class Patient:
    """A provider that is asked about a sender without being waited for longer than ``patience`` seconds.

    ``seconds``: a clock that only runs forward.
    """

    def __init__(
        self, provider: Provider, *, patience: float = PATIENCE, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._provider = provider
        self._patience = patience
        self._seconds = seconds
        self._answer: tuple[str, float, bool | None] | None = None
        self._asking: threading.Thread | None = None
        self._lock = threading.Lock()

    def send(self, letter: EmailLetter | SmsLetter) -> str:
        """As the provider does it."""
        return self._provider.send(letter)

    def confirms(self, sender: str) -> bool | None:
        """Whether letters may come from this address; None where the provider has not said so yet, or cannot."""
        with self._lock:
            known, asked_at = self._known(sender)
            if asked_at is not None and self._seconds() - asked_at < KEPT:
                return known
            asking = self._asking
            if asking is None or not asking.is_alive():
                asking = self._asking = threading.Thread(target=self._ask, args=(sender,), daemon=True)
                asking.start()
        asking.join(self._patience)
        with self._lock:
            known, at = self._known(sender)
            if at == asked_at:  # no answer yet: nobody else waits for it within the minute
                self._answer = (sender, self._seconds(), known)
            return known

    def _known(self, sender: str) -> tuple[bool | None, float | None]:
        """What was answered last, and when; of this sender."""
        if self._answer is None or self._answer[0] != sender:
            return None, None
        return self._answer[2], self._answer[1]

    def _ask(self, sender: str) -> None:
        try:
            confirmed = self._provider.confirms(sender)
        except Exception:  # a check of the set-up fails for nothing that a provider does
            log.exception("sender_not_asked_about")
            confirmed = None
        with self._lock:
            self._answer = (sender, self._seconds(), confirmed)
