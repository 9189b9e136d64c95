"""The desk's virus scanner, asked over HTTPS."""

from __future__ import annotations

import msgspec

from chalicelib.files.model.scanning import SIGNATURE, Scanner, Verdict, signature

TIMEOUT = 40.0  # seconds; within the lease of due work
LONGEST = 10_000  # bytes of an answer


class HttpScanner:
    """Posts the question, signed, and reads the verdict: ``{"verdict": "clean"}`` or ``{"verdict": "infected"}``."""

    def ask(self, scanner: Scanner, body: bytes, at: int) -> Verdict:
        """What it says. Raises ``OSError``: no answer, one of another status than 200, or none that can be read."""
        import urllib.request  # only a desk with a scanner needs it

        headers = {"Content-Type": "application/json", SIGNATURE: signature(scanner.secret, at, body)}
        request = urllib.request.Request(scanner.url, body, headers, method="POST")  # noqa: S310
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            if answer.status != 200:
                raise OSError(f"the scanner answers {answer.status}: not yet")
            try:
                return msgspec.json.decode(answer.read(LONGEST), type=Verdict)
            except msgspec.MsgspecError as error:
                raise OSError(f"the scanner's answer cannot be read: {error}") from error
