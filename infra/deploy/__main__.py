"""Deploy an environment: ``make deploy ENV=dev|staging|prod``.

Render and package; upload; show what would change, change it; found the desk if it is new; then a short journey through
the API, and one run of each function that no browser sees. If CloudFormation fails, it goes back by itself; if the
check fails, the template of before is put back. So a deployment that fails leaves the desk as it was, and ends with
exit code 1.

``ENV`` which environment (``infra/environments``), ``ADMIN_EMAIL`` the first administrator, ``YES=1`` do not ask,
``GIVE_UP=desk.example.com`` let a host name go, ``AWS_ENDPOINT_URL`` an embedded AWS instead of the real one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from infra import environments
from infra.deploy import beforehand, invoked, smoke
from infra.deploy.release import Release
from infra.deploy.stack import Stack
from infra.environments import Environment
from infra.environments.cloud import Cloud, Refused
from infra.operate import keys
from infra.operate.sentences import in_words

ARM, INTEL = "arm64", "x86_64"  # the first a fifth cheaper, and no slower here, but not to be had in every partition


def main() -> int:
    """0 when the new version serves, 1 when the old one does."""
    try:
        with in_words():
            _deploy(environments.read(os.environ.get("ENV", "")))
    except (environments.UnknownEnvironment, Refused) as error:
        print(f"\nNot deployed. {error}\n", file=sys.stderr)
        return 1
    return 0


def _deploy(environment: Environment) -> None:
    # before anything of the product is imported: where its tables are depends on it
    os.environ |= {"DESKBELL_STAGE": environment.name, "AWS_REGION": environment.region}
    os.environ |= {"AWS_DEFAULT_REGION": environment.region}
    cloud = Cloud(environment)
    beforehand.check(cloud)
    stack = Stack(cloud, environment.stack)
    release = Release.into(
        cloud,
        stack,
        lambda own: smoke.wrong_with(own) + invoked.wrong_with(cloud),
        given_up=os.environ.get("GIVE_UP"),
    )
    if release.before is None:
        _refuse_unready()
    template = _prepared(cloud)
    if keys.ensure(cloud):
        print("Keys for tokens were made and put into the parameter store.")
    cloud.let_gateway_log()
    stack.forget_extra_stage()  # before its deployment goes, which cannot while a stage shows it
    release.apply(template, ask=environment.confirm)
    own = cloud.own_address(stack.outputs())
    _say_where(cloud, _noted(cloud) or own)  # letters name no other address before this version has proved itself
    release.prove(own, lambda: _found(cloud))
    release.keep(template)
    _bring_up()
    _serves(cloud, own, stack.outputs())


def _refuse_unready() -> None:
    """Raises ``Refused`` where a new desk could not be founded once everything is there."""
    from infra import founding

    if not os.environ.get("ADMIN_EMAIL"):
        raise Refused("this is the first deployment: say who the administrator is with ADMIN_EMAIL=")
    founding.language_of(founding.DESK, os.environ)


def _prepared(cloud: Cloud) -> dict[str, Any]:
    """The whole template, and the package it names uploaded; made on this machine before anything is there."""
    from infra.deploy import package, rendering
    from infra.template import document

    # an embedded AWS runs the functions on this machine's processor
    usual = ARM if cloud.environment.partition == "aws" else INTEL
    architecture = package.this_machine() if cloud.endpoint else usual
    built = package.build(architecture)
    print(f"Package: {built.size / 1e6:.2f} MB, unpacked {built.unpacked / 1e6:.1f} MB", flush=True)
    template = rendering.render(cloud.environment, architecture)
    key = f"{cloud.environment.name}/{built.digest}.zip"
    cloud.store(key, built.path.read_bytes())
    return document.with_code(template, cloud.bucket, key)


def _found(cloud: Cloud) -> None:
    """Found a desk that is new. Its administrator's password is shown at once, whatever else may fail after it."""
    from chalicelib.core.secrets import PARAMETER, PUBLIC_URL
    from chalicelib.environment import desk_of_environment
    from infra.deploy import bootstrap

    os.environ |= {PARAMETER: cloud.environment.keys_parameter, PUBLIC_URL: _noted(cloud) or ""}
    password = bootstrap.bootstrap(desk_of_environment(), os.environ.get("ADMIN_EMAIL"))
    if password:
        print(
            f"\n    Sign in   {os.environ['ADMIN_EMAIL']}\n    Password  {password}   (shown once; change it now)\n",
            flush=True,
        )


def _bring_up() -> None:
    """What the version before kept otherwise is brought up, now that nobody goes back to it."""
    from chalicelib.environment import desk_of_environment
    from chalicelib.operations import service as operations

    operations.bring_up(desk_of_environment())


# --- where it is reached --------------------------------------------------------------------------------------------


def reached_at(domain: str | None, own: str, noted: str | None, leads_here: Callable[[str], bool]) -> str:
    """What letters name: the host name once it leads here (or did before), and until then the API's own address.

    The target of a new host name is known only when it is there, and its CNAME follows later still: until then
    everything is done by the own address, which never changes.
    """
    named = f"https://{domain}"
    return named if domain and (noted == named or leads_here(named)) else own


def _say_where(cloud: Cloud, address: str) -> None:
    """Write down where the desk is reached; functions that know another address read it again."""
    noted = _noted(cloud)
    if noted == address:
        return
    cloud.client("ssm").put_parameter(
        Name=cloud.environment.url_parameter, Value=address, Type="String", Overwrite=True
    )
    if noted:
        keys.read_again(cloud)


def _noted(cloud: Cloud) -> str | None:
    found = cloud.client("ssm").get_parameters(Names=[cloud.environment.url_parameter])["Parameters"]
    return str(found[0]["Value"]) if found else None


def _serves(cloud: Cloud, own: str, outputs: dict[str, str]) -> None:
    """Say where it serves, and what is still to do for its host name."""
    domain = cloud.environment.domain
    base = reached_at(domain, own, _noted(cloud), smoke.answers)
    _say_where(cloud, base)
    print(
        f"""
  {cloud.environment.stack} serves.

    Console   {base}/console
    Admin     {base}/admin
    API       {base}/v1
    Widget    <script async src="{base}/widget.js" data-plan="…"></script>
"""
    )
    if domain and not smoke.answers(f"https://{domain}"):
        print(
            f"    {domain} does not lead here yet: let its CNAME be {outputs.get('HostNameTarget')}\n"
            "    and deploy once more when it is known. Until then letters name the address above.\n"
        )


if __name__ == "__main__":
    sys.exit(main())
