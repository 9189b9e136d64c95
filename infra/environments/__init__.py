"""The environments: one page of differences each (``dev.json``, ``staging.json``, ``prod.json``), nothing else.

What a page does not say is as in ``Environment``; what it says and we do not know is refused.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import msgspec

FOLDER = Path(__file__).parent
NAME = re.compile(r"^[a-z][a-z0-9]{1,11}$")  # it is part of every table's and function's name

Positive = Annotated[int, msgspec.Meta(ge=1)]
PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
RETENTIONS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653)


class Smtp(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A mail server that takes letters over TLS: ``port`` 587 (STARTTLS) or 465. Its password is in no page, but in the
    SecureString ``/deskbell/<environment>/smtp-password``."""

    host: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.-]{1,253}$")]
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 587
    user: str = ""


class Environment(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What may differ between environments.

    ``protected``: tables can be restored to any second of 35 days, and neither they nor the stack can be deleted.
    ``confirm``: a deployment shows what it would change and asks. ``clean``: it must come from a clean commit.
    ``account``: the only AWS account this environment may be deployed to (twelve digits).
    ``memory``: MB of a function; CPU grows with it. ``timeout``: seconds; API Gateway waits for 29.
    ``consoles``: how many consoles may be behind one address, such as an office's. What the API and the firewall let
    through is reckoned from it (``infra.template.crowd``), and is never less than these need.
    ``throttle_rate``, ``throttle_burst``: API requests a second, and at once, before it answers 429, if that is more
    than the consoles need. They count for each route by itself: visitors' use up none of the agents'.
    ``api_concurrency``: how many copies of the API function may run. Reserved from the account's pool, and no more than
    that, so that a crowd of visitors leaves room for the due work that agents wait for.
    ``transport``: who asks DynamoDB and the parameters, ``lean`` (requests of our own) or ``botocore`` (its clients).
    ``log_days``, ``log_level``: of the functions' logs. ``tracing``: X-Ray.
    ``alarms``: somebody watches: alarms and a dashboard, which cost a little every month. ``alarm_email``: who is told.
    ``waf``: a web application firewall before the API, which bounds what one address may ask in five minutes.
    ``email_from``: the domain (or address) that SES has verified and letters are sent from.
    ``mail_domain``: the domain whose MX record leads to SES of this region, so that mail to it becomes conversations.
    ``texts``: SMS to a number of this account with two-way messaging become conversations.
    ``smtp``: a mail server that sends them instead of SES (``Smtp``), for regions without it.
    ``domain`` and ``certificate``: a host name of its own, and the ARN of its ACM certificate in this region.
    """

    name: str
    region: str = "eu-central-1"
    account: Annotated[str, msgspec.Meta(pattern=r"^\d{12}$")] | None = None
    protected: bool = False
    confirm: bool = False
    clean: bool = True
    memory: Annotated[int, msgspec.Meta(ge=128, le=10_240)] = 1024
    timeout: Annotated[int, msgspec.Meta(ge=3, le=29)] = 29
    consoles: Annotated[int, msgspec.Meta(ge=1, le=200)] = 10
    throttle_rate: Positive = 50
    throttle_burst: Positive = 100
    api_concurrency: Positive | None = None
    transport: Literal["lean", "botocore"] = "lean"
    log_days: int = 14
    log_level: str = "INFO"
    tracing: bool = False
    alarms: bool = True
    alarm_email: Annotated[str, msgspec.Meta(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    waf: bool = False
    email_from: str | None = None
    mail_domain: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9.-]{4,253}$")] | None = None
    texts: bool = False
    smtp: Smtp | None = None
    domain: str | None = None
    certificate: str | None = None

    def __post_init__(self) -> None:
        if not NAME.match(self.name):
            raise ValueError(f"an environment is called by 2 to 12 small letters and digits, not {self.name!r}")
        if self.log_days not in RETENTIONS:
            raise ValueError(f"log_days is one of {RETENTIONS}")
        if (self.domain is None) != (self.certificate is None):
            raise ValueError("domain and certificate come together")

    @property
    def stack(self) -> str:
        """The name of its CloudFormation stack, and what the names of its resources begin with."""
        return f"deskbell-{self.name}"

    @property
    def partition(self) -> str:
        """The part of AWS its region belongs to, as it stands in every ARN."""
        return next((name for prefix, name in PARTITIONS.items() if self.region.startswith(prefix)), "aws")

    @property
    def has_letters(self) -> bool:
        """Whether AWS itself sends e-mail and SMS there: China has no SES, and its SNS sends no SMS."""
        return self.partition != "aws-cn"

    @property
    def keys_parameter(self) -> str:
        """Where the keys that sign tokens are kept."""
        return f"/deskbell/{self.name}/token-keys"

    @property
    def url_parameter(self) -> str:
        """Where it is kept how people reach the desk; each deployment writes it."""
        return f"/deskbell/{self.name}/public-url"

    @property
    def smtp_parameter(self) -> str:
        """Where the mail server's password is kept; operators write it."""
        return f"/deskbell/{self.name}/smtp-password"


class UnknownEnvironment(ValueError):
    """There is no such page, or it does not hold."""


def known() -> list[str]:
    """The environments that have a page."""
    return sorted(page.stem for page in FOLDER.glob("*.json"))


def read(name: str, folder: Path = FOLDER) -> Environment:
    """The environment of this page. Raises ``UnknownEnvironment``, saying what is wrong."""
    page = folder / f"{name}.json"
    if not page.is_file():
        raise UnknownEnvironment(f"there is no environment {name!r}; there are {', '.join(known())}")
    try:
        said = msgspec.json.decode(page.read_bytes())
        return msgspec.convert({"name": name, **said}, Environment)
    except (msgspec.MsgspecError, TypeError) as error:
        raise UnknownEnvironment(f"{page.name}: {error}") from None
