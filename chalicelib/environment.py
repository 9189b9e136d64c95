"""The desk of this process: settings, database, files and senders as its environment describes them."""

from __future__ import annotations

from chalicelib import directory
from chalicelib.core import dynamo, s3, secrets
from chalicelib.core.database import Database
from chalicelib.core.desk import Desk, Settings
from chalicelib.core.metering import Meter, Metered
from chalicelib.core.outbound import Outbound
from chalicelib.files.senders import HttpScanner
from chalicelib.notifications.confirming import Patient
from chalicelib.notifications.senders import SnsSms, email_of_environment


def desk_of_environment(database: Database | None = None) -> Desk:
    """The desk as the environment describes it, with everybody listening; on the environment's DynamoDB, unless a
    ``database`` is given.
    """
    environ = secrets.environment()
    outbound = Outbound(anywhere=environ.get("DESKBELL_STAGE") == "local")  # a desk on one machine asks that, too
    senders = {"email": Patient(email_of_environment(environ)), "sms": SnsSms(), "scanner": HttpScanner(outbound)}
    return Desk(
        Settings.from_environment(environ),
        Metered(database or dynamo.of_environment(environ)),
        subscriptions=directory.known().subscriptions,
        handlers=directory.handlers(),
        answerers=directory.answerers(),
        senders={**senders, "outbound": outbound},
        files=s3.of_environment(environ),
        meter=Meter(),
    )
