"""Certificates made for one test: an issuer, and what it says of a server."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class Issuer:
    """Somebody who vouches for servers, with files in a folder."""

    folder: Path
    name: str = "An issuer"
    _key: ec.EllipticCurvePrivateKey = field(default_factory=_key)

    def __post_init__(self) -> None:
        made = self._begun(self.name, self._key, datetime.now(UTC) + DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        usage = dict.fromkeys(
            (
                "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only",
                "decipher_only", "crl_sign",
            ),
            False,
        )  # fmt: skip
        made = made.add_extension(x509.KeyUsage(digital_signature=True, key_cert_sign=True, **usage), critical=True)
        whole = made.sign(self._key, hashes.SHA256())
        self.bundle = self.folder / f"{self.name}.pem"
        self.bundle.write_bytes(whole.public_bytes(serialization.Encoding.PEM))

    def server(self, host: str, *, until: datetime | None = None) -> ssl.SSLContext:
        """How a server speaks that this issuer vouches for, as ``host``."""
        key = _key()
        made = self._begun(host, key, until or datetime.now(UTC) + DAY)
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        whole = made.sign(self._key, hashes.SHA256())
        file = self.folder / f"{self.name} for {host}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + whole.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _begun(self, subject: str, key: ec.EllipticCurvePrivateKey, until: datetime) -> x509.CertificateBuilder:
        issuer_key = x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())
        return (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(until - 30 * DAY)
            .not_valid_after(until)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_key), critical=False)
        )
