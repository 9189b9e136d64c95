"""One version on its way into an environment: applied, tried, and kept, or taken back as if it had never been."""

from __future__ import annotations

import copy
import hashlib
import json
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalicelib.core import times
from infra.deploy.stack import Change, Stack
from infra.environments.cloud import Cloud, Refused
from infra.operate.sentences import asked

Check = Callable[[str], list[str]]  # an address → what is wrong there, in words


@dataclass(frozen=True)
class Release:
    """``before``: the template that ran until now, None at the first deployment; ``known``: what there was of it, by
    logical id; ``check``: what must hold of the address that serves; ``given_up``: a host name that may go."""

    cloud: Cloud
    stack: Stack
    before: bytes | None
    known: frozenset[str]
    check: Check
    given_up: str | None = None

    @classmethod
    def into(cls, cloud: Cloud, stack: Stack, check: Check, given_up: str | None = None) -> Release:
        """Into what runs there now. Raises ``Refused`` where nothing can be done to it."""
        runs = stack.runs()
        before, known = (stack.template(), stack.resources()) if runs else (None, set())
        return cls(cloud, stack, before, frozenset(known), check, given_up)

    def apply(self, template: dict[str, Any], *, ask: bool) -> None:
        """Make the stack this template, but so that it can be taken back whole (``provisional``)."""
        self._change(_bytes(provisional(template, self.known)), ask=ask)

    def prove(self, own: str, results: Callable[[], None] = lambda: None) -> None:
        """Let ``results`` do what a new desk needs, then try what runs now, at its own address; if it does not serve,
        put back what ran before. Raises ``Refused``.
        """
        wrong = self._wrong_at(own, results)
        if not wrong:
            return
        print("The new version does not serve:", *(f"  {each}" for each in wrong), sep="\n", flush=True)
        if self.before is None:
            raise Refused("this was the first version, so there is none to go back to; see the functions' logs")
        print("Going back to the version before …", flush=True)
        self._change(self.before, ask=False)
        still = self._wrong_at(own)
        if still:
            raise Refused(f"and neither does the version before: {'; '.join(still)}")
        raise Refused("the version before serves again")

    def _wrong_at(self, own: str, results: Callable[[], None] = lambda: None) -> list[str]:
        """What the check finds. One that cannot be carried out proves nothing: that is wrong, too."""
        try:
            results()
            return self.check(own)
        except Refused as error:
            return [str(error)]
        except Exception as error:
            return [f"it cannot be checked: {type(error).__name__}: {' '.join(str(error).split())[:300]}"]

    def keep(self, template: dict[str, Any]) -> None:
        """It has proved itself: its tables are kept from now on, and all is protected where the environment says so."""
        if provisional(template, self.known) != template:
            print("What is new is protected from now on.", flush=True)
            self._change(_bytes(template), ask=False)
        self.stack.protect(self.cloud.environment.protected)

    def _change(self, template: bytes, *, ask: bool) -> None:
        name = f"deploy-{times.digits(datetime.now(UTC))}-{os.urandom(2).hex()}"
        changes = self.stack.propose(self._stored(template), name)
        if not changes:
            print("Nothing differs from what runs.", flush=True)
            return
        print(f"\n{len(changes)} changes:", *changes, "", sep="\n", flush=True)
        self._refuse_loss(changes)
        environment = self.cloud.environment.name
        if ask and not os.environ.get("YES") and asked(f"Type {environment} to apply them: ", "YES=1") != environment:
            raise Refused("nothing was changed: not confirmed")
        self.stack.execute(name)

    def _stored(self, template: bytes) -> str:
        digest = hashlib.sha256(template).hexdigest()[:20]
        return self.cloud.store(f"{self.cloud.environment.name}/{digest}.template.json", template)

    def _refuse_loss(self, changes: list[Change]) -> None:
        """What this release made itself may go again; what there was before it may not."""
        old = [change for change in changes if change.logical_id in self.known]
        tables = [change.logical_id for change in old if change.endangers_data]
        if tables:
            raise Refused(f"nothing was changed: it would take tables away or make them anew: {', '.join(tables)}")
        for change in old:
            name = self._host_name(change.logical_id)
            if change.endangers_name and name != self.given_up:
                raise Refused(
                    f"nothing was changed: it would take the host name {name} away, whose CNAME may still lead here; a "
                    f"later one would have another target. If nobody uses it any more: GIVE_UP={name}"
                )

    def _host_name(self, logical_id: str) -> str:
        resources = json.loads(self.before or b"{}").get("Resources", {})
        return str(resources.get(logical_id, {}).get("Properties", {}).get("DomainName", logical_id))


def provisional(template: dict[str, Any], known: Collection[str]) -> dict[str, Any]:
    """The template for the time until a deployment has proved itself: what it makes anew can still be taken back.

    ``known`` are the resources that are there already, by logical id. A new table that were kept or protected from its
    first second would outlive a deployment that failed, and its name stand in the way of the next.
    """
    made = copy.deepcopy(template)
    for name, resource in made["Resources"].items():
        if name in known or "DeletionPolicy" not in resource:
            continue
        resource["DeletionPolicy"] = "Delete"
        if resource["Type"] == "AWS::DynamoDB::Table":
            resource["Properties"]["DeletionProtectionEnabled"] = False
    return made


def _bytes(template: dict[str, Any]) -> bytes:
    return json.dumps(template, sort_keys=True).encode()
