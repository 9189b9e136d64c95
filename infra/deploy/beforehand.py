"""What is looked at before a deployment changes anything."""

from __future__ import annotations

import subprocess

from infra.environments import Environment
from infra.environments.cloud import Cloud, Refused

LEFT_FOR_OTHERS = 100  # copies of functions that AWS lets nobody reserve
NO_SMS = "Note: AWS's SNS sends no SMS in {partition}: leave the desk's SMS signature empty, and notices go by e-mail."
NO_EMAIL = (
    "Note: AWS has no SES in {partition}: e-mail needs a mail server of your own (smtp on the environment's page)."
)


def check(cloud: Cloud) -> None:
    """Say where this goes; raises ``Refused`` where it must not, or where the desk would not work."""
    environment = cloud.environment
    print(f"{environment.stack} in account {cloud.account}, {environment.region}", flush=True)
    if not environment.has_letters:
        print(NO_SMS.format(partition=environment.partition), flush=True)
        if environment.smtp is None:
            print(NO_EMAIL.format(partition=environment.partition), flush=True)
    if environment.clean and _uncommitted():
        raise Refused("there are uncommitted changes; what is deployed must be a commit")
    _check_concurrency(cloud, environment)


def _uncommitted() -> bool:
    done = subprocess.run(["git", "status", "--porcelain"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(f"what is deployed must be a commit, and git cannot say: {done.stderr.strip()}")
    return bool(done.stdout.strip())


def _check_concurrency(cloud: Cloud, environment: Environment) -> None:
    # imported only now: the environment decides where the tables are that these know
    from infra.template import crowd
    from infra.template.functions import API
    from infra.template.policies import function_name

    client, name = cloud.client("lambda"), function_name(API, environment)
    unreserved = client.get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"]
    try:
        ours = client.get_function_concurrency(FunctionName=name).get("ReservedConcurrentExecutions", 0)
    except client.exceptions.ResourceNotFoundException:
        ours = 0
    if environment.api_concurrency:
        check_room(environment.api_concurrency, ours, unreserved)
    check_crowd(crowd.limits(environment).functions, environment.api_concurrency or unreserved + ours)


def check_room(wanted: int, ours: int, unreserved: int) -> None:
    """Raises ``Refused`` where the account cannot reserve so many copies of a function: some must stay for all others.

    ``ours`` are reserved already, ``unreserved`` are what is left beside them.
    """
    most = max(0, unreserved + ours - LEFT_FOR_OTHERS)
    if wanted > most:
        raise Refused(
            f"api_concurrency is {wanted}, and this account can reserve {most}: lower it on the environment's page, or "
            "ask for more concurrent executions (Service Quotas, Lambda)"
        )


def check_crowd(needed: int, there_are: int) -> None:
    """Raises ``Refused`` where not one console could be opened: a browser asks for all of a page's files at once."""
    if there_are < needed:
        raise Refused(
            f"opening a page takes {needed} functions at once, and here {there_are} may run: raise api_concurrency on "
            "the environment's page, or ask for more concurrent executions (Service Quotas, Lambda)"
        )
