"""Deploy an environment: ``make deploy ENV=dev|staging|prod``.

Render, package, upload; show what would change, change it; found the desk if it is new; then a short journey through
the API. If CloudFormation fails, it goes back by itself; if the journey fails, the template of before is put back. So
a deployment that fails leaves the desk as it was, and ends with exit code 1.

``ENV`` which environment (``infra/environments``), ``ADMIN_EMAIL`` the first administrator, ``YES=1`` do not ask,
``AWS_ENDPOINT_URL`` an embedded AWS instead of the real one.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time

from infra import environments, keys, smoke
from infra.cloud import Cloud, Refused
from infra.environments import Environment
from infra.stack import Stack

CLOUD_ARCHITECTURE = "arm64"  # a fifth cheaper than x86_64, and no slower here
LEFT_FOR_OTHERS = 100  # copies of functions that AWS lets nobody reserve


def main() -> int:
    """0 when the new version serves, 1 when the old one does."""
    try:
        environment = environments.read(os.environ.get("ENV", ""))
        _deploy(environment)
    except (environments.UnknownEnvironment, Refused) as error:
        print(f"\nNot deployed. {error}\n", file=sys.stderr)
        return 1
    return 0


def _deploy(environment: Environment) -> None:
    # before anything of the product is imported: where its tables are depends on it
    os.environ |= {"DESKBELL_STAGE": environment.name, "AWS_REGION": environment.region}
    os.environ |= {"AWS_DEFAULT_REGION": environment.region}
    cloud = Cloud(environment)
    _check(cloud)
    stack = Stack(cloud, environment.stack)
    first = not stack.runs()
    if first and not os.environ.get("ADMIN_EMAIL"):
        raise Refused("this is the first deployment: say who the administrator is with ADMIN_EMAIL=")
    before = None if first else stack.template()
    if keys.ensure(cloud):
        print("Keys for tokens were made and put into the parameter store.")
    _apply(stack, cloud, _prepared(cloud), ask=environment.confirm)
    _serve(cloud, stack, before)


def _check(cloud: Cloud) -> None:
    environment = cloud.environment
    print(f"{environment.stack} in account {cloud.account}, {environment.region}", flush=True)
    if environment.clean and _git("status", "--porcelain"):
        raise Refused("there are uncommitted changes; what is deployed must be a commit")
    if environment.api_concurrency:
        # imported only now: the environment decides where the tables are that these know
        from infra.template.functions import API
        from infra.template.policies import function_name

        client, name = cloud.client("lambda"), function_name(API, environment)
        unreserved = client.get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"]
        try:
            ours = client.get_function_concurrency(FunctionName=name).get("ReservedConcurrentExecutions", 0)
        except client.exceptions.ResourceNotFoundException:
            ours = 0
        check_room(environment.api_concurrency, ours, unreserved)


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


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout.strip()


def _prepared(cloud: Cloud) -> str:
    """The template's address, with the package it names uploaded."""
    from infra import package, rendering
    from infra.template import whole

    # an embedded AWS runs the functions on this machine's processor
    architecture = package.this_machine() if cloud.endpoint else CLOUD_ARCHITECTURE
    built = package.build(architecture)
    print(f"Package: {built.size / 1e6:.2f} MB, unpacked {built.unpacked / 1e6:.1f} MB", flush=True)
    template = rendering.render(cloud.environment, architecture)
    key = f"{cloud.environment.name}/{built.digest}.zip"
    cloud.store(key, built.path.read_bytes())
    return _stored(cloud, json.dumps(whole.with_code(template, cloud.bucket, key), sort_keys=True).encode())


def _stored(cloud: Cloud, template: bytes) -> str:
    digest = hashlib.sha256(template).hexdigest()[:20]
    return cloud.store(f"{cloud.environment.name}/{digest}.template.json", template)


def _apply(stack: Stack, cloud: Cloud, template_url: str, *, ask: bool) -> None:
    name = f"deploy-{time.strftime('%Y%m%d%H%M%S')}-{os.urandom(2).hex()}"
    changes = stack.propose(template_url, name)
    if not changes:
        print("Nothing differs from what runs.", flush=True)
        return
    print(f"\n{len(changes)} changes:", *changes, "", sep="\n", flush=True)
    endangered = [change.logical_id for change in changes if change.endangers_data]
    if endangered:
        raise Refused(f"nothing was changed: it would take tables away or make them anew: {', '.join(endangered)}")
    if (
        ask
        and not os.environ.get("YES")
        and input(f"Type {cloud.environment.name} to apply them: ") != cloud.environment.name
    ):
        raise Refused("nothing was changed: not confirmed")
    stack.execute(name)


def _serve(cloud: Cloud, stack: Stack, before: bytes | None) -> None:
    """Make sure that it serves, and say where; otherwise put back what ran before."""
    base = cloud.address(stack.outputs())
    cloud.client("ssm").put_parameter(Name=cloud.environment.url_parameter, Value=base, Type="String", Overwrite=True)
    password = _found(cloud, base)
    wrong = smoke.wrong_with(base)
    if wrong:
        _go_back(cloud, stack, before, base, wrong)
    print(
        f"""
  {cloud.environment.stack} serves.

    Console   {base}/console
    Admin     {base}/admin
    API       {base}/v1
    Widget    <script async src="{base}/widget.js" data-plan="…"></script>
"""
    )
    if password:
        print(f"    Sign in   {os.environ['ADMIN_EMAIL']}\n    Password  {password}   (shown once; change it now)\n")


def _found(cloud: Cloud, base: str) -> str | None:
    from chalicelib.core.secrets import PARAMETER, PUBLIC_URL
    from chalicelib.subscriptions import desk_of_environment
    from infra import founding

    os.environ |= {PARAMETER: cloud.environment.keys_parameter, PUBLIC_URL: base}
    return founding.found(desk_of_environment(), os.environ.get("ADMIN_EMAIL"))


def _go_back(cloud: Cloud, stack: Stack, before: bytes | None, base: str, wrong: list[str]) -> None:
    print("The new version does not serve:", *(f"  {each}" for each in wrong), sep="\n", flush=True)
    if before is None:
        raise Refused("this was the first version, so there is none to go back to; see the functions' logs")
    print("Going back to the version before …", flush=True)
    _apply(stack, cloud, _stored(cloud, before), ask=False)
    still = smoke.wrong_with(base)
    if still:
        raise Refused(f"and neither does the version before: {'; '.join(still)}")
    raise Refused("the version before serves again")


if __name__ == "__main__":
    sys.exit(main())
