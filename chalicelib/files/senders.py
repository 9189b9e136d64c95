"""The desk's virus scanner, asked over HTTPS."""

from __future__ import annotations

import msgspec

from chalicelib.core.outbound import SIGNATURE, Bounds, NoAnswer, Outbound, signed
from chalicelib.files.model.scanning import Scanner, Verdict

BOUNDS = Bounds(seconds=40, most_bytes=10_000)  # within the lease of due work


class HttpScanner:
    """Posts the question, signed, and reads the verdict: ``{"verdict": "clean"}`` or ``{"verdict": "infected"}``."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound

    def ask(self, scanner: Scanner, body: bytes, at: int) -> Verdict:
        """What it says. Raises ``OSError``: no answer, one of another status than 200, or none that can be read."""
        try:
            answer = self._outbound.post(scanner.url, {SIGNATURE: signed([scanner.secret], at, body)}, body, BOUNDS)
            return msgspec.json.decode(answer, type=Verdict)
        except NoAnswer as refusal:
            raise OSError(f"the scanner does not answer: {refusal}") from refusal
        except msgspec.MsgspecError as error:
            raise OSError(f"the scanner's answer cannot be read: {error}") from error
