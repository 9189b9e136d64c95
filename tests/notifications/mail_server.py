"""A mail server in the test's own process: real SMTP over real TLS, that does as it is told."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HANG_UP = "hang up"  # as an answer: the connection ends instead
SILENCE = "silence"  # as the answer to QUIT: none, for two seconds; whoever goes by then sets ``gone``


@dataclass
class MailServer:
    """``answers``: command → what it says instead of yes (``letter`` is the end of DATA). ``letters``: what arrived."""

    answers: dict[str, str] = field(default_factory=dict)
    letters: list[bytes] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    offers_tls: bool = True
    port: int = 0
    context: ssl.SSLContext | None = None

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from the greeting to its end."""
        try:
            await self._talk(reader, writer)
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_secret = False
        if not await self._say(writer, "greeting", "220 mail.example ESMTP"):
            return
        while line := (await reader.readline()).decode().strip():
            command = line.split(" ")[0].lower()
            self.heard.append(command if is_secret else f"{command} in clear")
            if command == "ehlo":
                offered = "250-mail.example\r\n" + ("" if is_secret or not self.offers_tls else "250-STARTTLS\r\n")
                usual = offered + ("250 AUTH PLAIN" if is_secret else "250 OK")
            elif command == "starttls":
                await self._say(writer, "starttls", "220 go")
                await writer.start_tls(self.context)  # type: ignore[arg-type]
                is_secret = True
                continue
            elif command == "auth":
                self.signed_in.append(line)
                usual = "235 welcome"
            elif command == "data":
                if not await self._say(writer, "data", "354 go on") or "data" in self.answers:
                    continue
                letter = await reader.readuntil(b"\r\n.\r\n")
                if self.answers.get("letter") in (None, HANG_UP):
                    self.letters.append(letter.removesuffix(b".\r\n"))
                command, usual = "letter", "250 queued as 42"
            elif self.answers.get(command) == SILENCE:
                with suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(), 2)
                    self.gone.set()
                return
            else:
                usual = "221 bye" if command == "quit" else "250 OK"
            if not await self._say(writer, command, usual) or command == "quit":
                return

    async def _say(self, writer: asyncio.StreamWriter, command: str, usual: str) -> bool:
        """Whether the connection goes on."""
        answer = self.answers.get(command, usual)
        if answer == HANG_UP:
            return False
        writer.write(f"{answer}\r\n".encode())
        await writer.drain()
        return True


@contextmanager
def serving(server: MailServer, folder: Path) -> Iterator[ssl.SSLContext]:
    """The server runs in a thread; what its clients must trust."""
    certificate, key = _certificate(folder)
    server.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.context.load_cert_chain(certificate, key)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    # all of it in that thread: where a browser is, this one has a loop that runs already
    started = asyncio.start_server(server.talk, "127.0.0.1", 0)
    running = asyncio.run_coroutine_threadsafe(started, loop).result()
    server.port = running.sockets[0].getsockname()[1]
    try:
        yield ssl.create_default_context(cafile=str(certificate))
    finally:
        asyncio.run_coroutine_threadsafe(_ended(running), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended(running: asyncio.Server) -> None:
    """The server, and connections that a client left open."""
    running.close()
    others = [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths
