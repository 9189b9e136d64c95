"""What cannot stand in a template: the keys that sign tokens, a mail server's password, where people reach the desk.

In the cloud they are in SSM's Parameter Store (keys and password as a SecureString), read once for each container, at
its cold start. The address is known only once the API is there, so a template could not hand it to its own function.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import msgspec

from chalicelib.core import aws

KEYS = "DESKBELL_TOKEN_KEYS"
PARAMETER = "DESKBELL_TOKEN_KEYS_PARAMETER"
PUBLIC_URL = "DESKBELL_PUBLIC_URL"
PUBLIC_URL_PARAMETER = "DESKBELL_PUBLIC_URL_PARAMETER"
SMTP_HOST = "DESKBELL_SMTP_HOST"  # of the mail server, where e-mail does not go out by SES
SMTP_PASSWORD = "DESKBELL_SMTP_PASSWORD"
SMTP_PASSWORD_PARAMETER = "DESKBELL_SMTP_PASSWORD_PARAMETER"


def environment(environ: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """The environment with what its parameters hold; one request where there are any.

    A parameter wins over a variable of the environment. Raises ``LookupError`` for keys that are not there, and for an
    address that stands in neither place.
    """
    named = {KEYS: environ.get(PARAMETER), PUBLIC_URL: environ.get(PUBLIC_URL_PARAMETER)}
    named[SMTP_PASSWORD] = environ.get(SMTP_PASSWORD_PARAMETER)
    wanted = {variable: name for variable, name in named.items() if name}
    if KEYS not in wanted:
        return environ
    found = read(list(wanted.values()))
    if wanted[KEYS] not in found:
        raise LookupError(f"there is no parameter {wanted[KEYS]}: the first deployment makes it")
    if PUBLIC_URL in wanted and wanted[PUBLIC_URL] not in found and not environ.get(PUBLIC_URL):
        raise LookupError(f"there is no parameter {wanted[PUBLIC_URL]}: the deployment says where the desk is reached")
    return {**environ, **{variable: found[name] for variable, name in wanted.items() if name in found}}


def read(names: list[str]) -> dict[str, str]:
    """The parameters that are there, by name; one request.

    Raises ``aws.Refusal`` or ``OSError``; botocore's errors where the environment says that botocore asks.
    """
    wanted = {"Names": names, "WithDecryption": True}
    answer = _ask(wanted) if aws.is_lean(os.environ) else _ask_by_botocore(wanted)
    return {each["Name"]: each["Value"] for each in answer["Parameters"]}


def _ask(wanted: Mapping[str, Any]) -> dict[str, Any]:
    service = aws.client(aws.SSM, aws.REGION, os.environ)
    try:
        return service.ask("GetParameters", msgspec.json.encode(wanted), _decode)
    finally:
        service.close()


def _decode(body: bytes) -> dict[str, Any]:
    return msgspec.json.decode(body, type=dict[str, Any])


def _ask_by_botocore(wanted: Mapping[str, Any]) -> dict[str, Any]:
    import botocore.session
    from botocore.config import Config

    config = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "max_attempts": 4})
    client: Any = botocore.session.get_session().create_client("ssm", aws.REGION, config=config)
    answer: dict[str, Any] = client.get_parameters(**wanted)
    return answer
