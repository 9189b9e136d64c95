"""Take an environment away, with its data: ``make destroy ENV=dev``. It asks for the stack's name.

An environment whose page says ``protected`` is not taken away: change its page first, deploy that, and think again.
``NAME`` answers the question beforehand.
"""

from __future__ import annotations

import os
import sys

from infra import environments
from infra.deploy.stack import Stack
from infra.environments.cloud import Cloud, Refused
from infra.operate import keys
from infra.operate.sentences import asked, in_words


def main() -> int:
    """0 when it is gone, 1 when it stands as it was."""
    try:
        environment = environments.read(os.environ.get("ENV", ""))
        if environment.protected:
            raise Refused(f"{environment.stack} is protected; its page in infra/environments says so")
        with in_words():
            _destroy(Cloud(environment))
    except (environments.UnknownEnvironment, Refused) as error:
        print(f"\nNot taken away. {error}\n", file=sys.stderr)
        return 1
    print("Gone.")
    return 0


def _destroy(cloud: Cloud) -> None:
    environment = cloud.environment
    print(f"{environment.stack} in account {cloud.account}, {environment.region}, and all its data", flush=True)
    named = os.environ.get("NAME") or asked(f"Type {environment.stack} to take it away: ", f"NAME={environment.stack}")
    if named != environment.stack:
        raise Refused(f"{named!r} is not its name; nothing was taken away")
    stack = Stack(cloud, environment.stack)
    if stack.describe() is not None:
        files = stack.bucket()
        if files is not None:  # only an empty one can be taken away
            _forget_all(cloud, files, "")
        stack.delete()
    keys.forget(cloud)
    _forget_packages(cloud)


def _forget_packages(cloud: Cloud) -> None:
    _forget_all(cloud, cloud.bucket, f"{cloud.environment.name}/")


def _forget_all(cloud: Cloud, bucket: str, prefix: str) -> None:
    s3 = cloud.client("s3")
    where = {"Bucket": bucket, **cloud.ours}
    for page in s3.get_paginator("list_objects_v2").paginate(Prefix=prefix, **where):
        for each in page.get("Contents", ()):
            s3.delete_object(Key=each["Key"], **where)


if __name__ == "__main__":
    sys.exit(main())
