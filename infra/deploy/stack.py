"""One CloudFormation stack: what would change, changing it, and going back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infra.environments.cloud import Cloud, Refused

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]  # roles, and AWS's own macro for functions
LOOK_EVERY = 1.0
FINISHED_WITHIN = 3600.0
NOTHING = ("didn't contain changes", "No updates are to be performed", "no changes")
BUCKET = "AWS::S3::Bucket"
TABLE, HOST_NAME = "AWS::DynamoDB::Table", "AWS::ApiGateway::DomainName"
EXTRA_STAGE = "Stage"  # what AWS's macro calls the second stage that it makes of every API of former versions
# what is left where nothing ever ran: it cannot be updated, only taken away and made anew
SHELLS = frozenset({"REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"})
STUCK = "UPDATE_ROLLBACK_FAILED"


@dataclass(frozen=True)
class Change:
    """One line of a change set. ``replacement``: True, False, Conditional."""

    action: str
    logical_id: str
    kind: str
    replacement: str

    def __str__(self) -> str:
        again = "  (made anew)" if self.replacement == "True" else ""
        return f"  {self.action.lower():<8}{self.kind:<36}{self.logical_id}{again}"

    @property
    def endangers_data(self) -> bool:
        """Whether a table, or the files, would go away, or be made anew and empty."""
        return self.kind in (TABLE, BUCKET) and self._takes_away

    @property
    def endangers_name(self) -> bool:
        """Whether a host name would go away, or be made anew: with another target than the one that DNS leads to."""
        return self.kind == HOST_NAME and self._takes_away

    @property
    def _takes_away(self) -> bool:
        return self.action == "Remove" or self.replacement in ("True", "Conditional")


class Stack:
    """The stack of this name."""

    def __init__(self, cloud: Cloud, name: str, say: Callable[[str], None] = print) -> None:
        self.name = name
        self._cloud = cloud
        self._cfn = cloud.client("cloudformation")
        self._say = say

    def describe(self) -> dict[str, Any] | None:
        """As CloudFormation tells it, or None while there is no stack."""
        try:
            (stack,) = self._cfn.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        return None if stack["StackStatus"] == "DELETE_COMPLETE" else dict(stack)

    def runs(self) -> bool:
        """Whether there is a stack that was made once and answers. Raises ``Refused`` where nothing can be done now."""
        stack = self.describe()
        status = str(stack["StackStatus"]) if stack else ""
        if status == STUCK:
            raise Refused(
                f"going back has failed at {self.name}: mend the cause, then "
                f"aws cloudformation continue-update-rollback --stack-name {self.name}, then deploy again"
            )
        if status.endswith("_IN_PROGRESS") and status not in SHELLS:
            raise Refused(f"something else changes {self.name} right now ({status}); wait until it is done")
        return stack is not None and status not in SHELLS

    def outputs(self) -> dict[str, str]:
        """What the stack tells about itself."""
        stack = self.describe() or {}
        return {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", ())}

    def resources(self) -> set[str]:
        """The logical ids of what there is of it now."""
        if self.describe() is None:
            return set()
        pages = self._cfn.get_paginator("list_stack_resources").paginate(StackName=self.name)
        return {
            each["LogicalResourceId"]
            for page in pages
            for each in page["StackResourceSummaries"]
            if each["ResourceStatus"] != "DELETE_COMPLETE"
        }

    def bucket(self) -> str | None:
        """The bucket of its files, if it has one."""
        if self.describe() is None:
            return None
        pages = self._cfn.get_paginator("list_stack_resources").paginate(StackName=self.name)
        found = [each for page in pages for each in page["StackResourceSummaries"] if each["ResourceType"] == BUCKET]
        return next((str(each["PhysicalResourceId"]) for each in found if "PhysicalResourceId" in each), None)

    def template(self) -> bytes:
        """The template as it was handed in."""
        body = self._cfn.get_template(StackName=self.name, TemplateStage="Original")["TemplateBody"]
        return body.encode() if isinstance(body, str) else json.dumps(body).encode()

    def propose(self, template_url: str, change_set: str) -> list[Change]:
        """Have CloudFormation work out what would change; nothing changes yet. An empty list: nothing would."""
        if not self.runs() and self.describe() is not None:
            self.delete()  # what is left of a first deployment that failed: an empty shell that cannot be updated
        kind = "UPDATE" if self.runs() else "CREATE"
        self._cfn.create_change_set(
            StackName=self.name,
            ChangeSetName=change_set,
            ChangeSetType=kind,
            TemplateURL=template_url,
            Capabilities=CAPABILITIES,
            Tags=[{"Key": "app", "Value": "deskbell"}, {"Key": "environment", "Value": self._cloud.environment.name}],
        )
        while True:
            made = self._cfn.describe_change_set(StackName=self.name, ChangeSetName=change_set)
            if made["Status"] == "CREATE_COMPLETE":
                return self._changes(change_set)
            if made["Status"] == "FAILED":
                self._cfn.delete_change_set(StackName=self.name, ChangeSetName=change_set)
                reason = made.get("StatusReason", "")
                if any(each in reason for each in NOTHING):
                    return []
                raise Refused(f"CloudFormation refuses the template, nothing was changed: {reason}")
            time.sleep(LOOK_EVERY)

    def _changes(self, change_set: str) -> list[Change]:
        pages = self._cfn.get_paginator("describe_change_set")
        found = [
            each["ResourceChange"]
            for page in pages.paginate(StackName=self.name, ChangeSetName=change_set)
            for each in page["Changes"]
        ]
        return [
            Change(each["Action"], each["LogicalResourceId"], each["ResourceType"], str(each.get("Replacement", "")))
            for each in found
        ]

    def execute(self, change_set: str) -> None:
        """Apply it, and wait. Raises ``Refused`` when it failed and CloudFormation went back by itself.

        What it had made by then is taken away again even if it is otherwise kept: its names are free for the next try.
        """
        self._cfn.execute_change_set(
            StackName=self.name,
            ChangeSetName=change_set,
            ClientRequestToken=f"run-{change_set}",
            RetainExceptOnCreate=True,
        )
        status = self._settled()
        if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            for line in self._failures():
                self._say(line)
            raise Refused(f"CloudFormation could not apply it and went back: {status}")

    def protect(self, wanted: bool) -> None:
        """Whether nobody can take it away, by whatever means, before this is lifted."""
        self._cfn.update_termination_protection(StackName=self.name, EnableTerminationProtection=wanted)

    def forget_extra_stage(self) -> None:
        """Take the second, unbounded stage away that former versions had; templates of today make none."""
        api = self.outputs().get("RestAPIId")
        if api is None:
            return
        gateway = self._cloud.client("apigateway")
        with suppress(gateway.exceptions.NotFoundException):
            gateway.delete_stage(restApiId=api, stageName=EXTRA_STAGE)
            self._say(f"The stage {EXTRA_STAGE}, which nobody bounded, was taken away.")

    def delete(self) -> None:
        """Take it away, and wait."""
        self._cfn.delete_stack(StackName=self.name)
        status = self._settled()
        if status is not None:
            for line in self._failures():
                self._say(line)
            raise Refused(f"the stack was not taken away: {status}")

    def _settled(self) -> str | None:
        """The stack's status once nothing is in progress; None when it is gone."""
        deadline = time.monotonic() + FINISHED_WITHIN
        while time.monotonic() < deadline:
            stack = self.describe()
            if stack is None:
                return None
            status = str(stack["StackStatus"])
            if not status.endswith("_IN_PROGRESS"):
                return status
            time.sleep(LOOK_EVERY)
        raise Refused(f"CloudFormation is still at it after {FINISHED_WITHIN / 60:.0f} minutes; look there")

    def _failures(self) -> list[str]:
        """What went wrong, oldest first, of the last operation."""
        said = []
        for event in self._cfn.describe_stack_events(StackName=self.name)["StackEvents"]:
            status, reason = event["ResourceStatus"], event.get("ResourceStatusReason", "")
            if event["LogicalResourceId"] == self.name and status in ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"):
                break
            if status.endswith("_FAILED") and "cancelled" not in reason:
                said.append(f"  {event['LogicalResourceId']}: {reason}")
        return said[::-1]
