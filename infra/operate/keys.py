"""The keys that sign tokens, in SSM's Parameter Store: made on the first deployment, rotated by ``make keys ENV=…``.

``python -m infra.operate.keys rotate`` (``ENV`` says where) never signs anybody out: the new key is first only known,
then, when every function knows it, it signs. Two keys count at any time; tokens of the one before those end (``KEEP=3``
keeps one more, ``KEEP=1`` ends every session and visitor's identity at once, after a leak). No key is ever printed,
written to a file, or part of a template.
"""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from datetime import UTC, datetime

from chalicelib.core import times
from infra.environments import Environment, UnknownEnvironment, read
from infra.environments.cloud import Cloud, Refused
from infra.operate.sentences import in_words

LENGTH = 48  # bytes of chance
KEEP = 2


def new_key(now: datetime) -> str:
    """A key, named after its second and a little chance: of two keys with one name only one would count."""
    return f"k{times.digits(now)}{secrets.token_hex(3)}:{secrets.token_urlsafe(LENGTH)}"


def ensure(cloud: Cloud) -> bool:
    """Make the environment's first key if there is none; whether this call did."""
    ssm = cloud.client("ssm")
    try:
        ssm.put_parameter(
            Name=cloud.environment.keys_parameter,
            Type="SecureString",
            Value=new_key(datetime.now(UTC)),
            Description="Signs Deskbell's tokens; python -m infra.operate.keys rotates it",
        )
    except ssm.exceptions.ParameterAlreadyExists:
        return False
    return True


def held(cloud: Cloud) -> list[str]:
    """The keys, the signing one first."""
    answer = cloud.client("ssm").get_parameter(Name=cloud.environment.keys_parameter, WithDecryption=True)
    return [each for each in str(answer["Parameter"]["Value"]).split(",") if each]


def rotate(cloud: Cloud, keep: int = KEEP) -> list[str]:
    """Let a new key sign, and keep ``keep`` in all; their names. Every function is made to read them, twice."""
    keys, new = held(cloud), new_key(datetime.now(UTC))
    if keep > 1:
        _keep(cloud, [*keys, new])
        read_again(cloud)
    kept = [new, *keys][:keep]
    _keep(cloud, kept)
    read_again(cloud)
    return [key.partition(":")[0] for key in kept]


def forget(cloud: Cloud) -> None:
    """Take the environment's parameters away."""
    ssm, environment = cloud.client("ssm"), cloud.environment
    for name in (environment.keys_parameter, environment.url_parameter, environment.smtp_parameter):
        with suppress(ssm.exceptions.ParameterNotFound):
            ssm.delete_parameter(Name=name)


def _keep(cloud: Cloud, keys: list[str]) -> None:
    cloud.client("ssm").put_parameter(
        Name=cloud.environment.keys_parameter, Type="SecureString", Value=",".join(keys), Overwrite=True
    )


def read_again(cloud: Cloud) -> None:
    """A function whose configuration changed starts anew, and reads its keys; requests under way end as they began."""
    client = cloud.client("lambda")
    pages = client.get_paginator("list_functions").paginate()
    names = [each["FunctionName"] for page in pages for each in page["Functions"]]
    said = f"Keys read after {times.sortable(datetime.now(UTC))}"
    ours = [name for name in names if name.startswith(f"{cloud.environment.stack}-")]
    for name in ours:
        client.update_function_configuration(FunctionName=name, Description=said)
    for name in ours:
        client.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})


def _kept(asked: str) -> int:
    if not (asked.isascii() and asked.isdigit() and int(asked) >= 1):
        raise Refused(f"KEEP is how many keys count from now on, 1 or more, not {asked!r}")
    return int(asked)


def main(arguments: list[str]) -> int:
    """0, or 2 when it was asked for something else or could not be done."""
    if arguments != ["rotate"]:
        print("python -m infra.operate.keys rotate   with ENV=dev|staging|prod", file=sys.stderr)
        return 2
    try:
        environment: Environment = read(os.environ.get("ENV", ""))
        with in_words():
            names = rotate(Cloud(environment), _kept(os.environ.get("KEEP", str(KEEP))))
    except (UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{names[0]} signs; {', '.join(names[1:]) or 'no other'} still counts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
