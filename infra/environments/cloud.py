"""The account that an environment is deployed to, or the embedded AWS where ``AWS_ENDPOINT_URL`` says so."""

from __future__ import annotations

import json
import os
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.exceptions import ClientError

from infra.environments import Environment

if TYPE_CHECKING:
    import boto3

ROLE_KNOWN_WITHIN = 60.0  # seconds until a new role is known everywhere


class Refused(Exception):
    """The deployment stops here; the message says why, and that nothing or what was changed."""


class Cloud:
    """Clients for one region of one account; ``endpoint`` is that of an embedded AWS."""

    def __init__(self, environment: Environment, endpoint: str | None = None) -> None:
        self.environment = environment
        self.endpoint = endpoint or os.environ.get("AWS_ENDPOINT_URL")

    @cached_property
    def session(self) -> boto3.session.Session:
        """Where all clients come from."""
        import boto3  # takes longer than all of ours, and only who asks AWS needs it

        return boto3.session.Session(region_name=self.environment.region)

    def client(self, service: str, *, answers_within: float = 60.0) -> Any:
        """A boto client that waits so many seconds for an answer."""
        config = Config(retries={"mode": "standard", "max_attempts": 5}, read_timeout=answers_within)
        return self.session.client(service, config=config, endpoint_url=self.endpoint)

    @cached_property
    def account(self) -> str:
        """The account's number. Raises ``Refused`` if it is not the environment's own."""
        account = str(self.client("sts").get_caller_identity()["Account"])
        if self.environment.account not in (None, account) and not self.endpoint:
            raise Refused(f"these are credentials of account {account}, not of {self.environment.account}")
        return account

    @cached_property
    def bucket(self) -> str:
        """Where packages and templates are kept, made once for each account and region; closed to the public.

        Its name can be guessed, and belong to somebody else by now: every request says whose it must be (``ours``).
        """
        name = f"deskbell-{self.account}-{self.environment.region}"
        s3 = self.client("s3")
        try:
            s3.head_bucket(Bucket=name, **self.ours)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in ("403", "AccessDenied"):
                raise Refused(f"the bucket {name} is not this account's, or these credentials may not see it") from None
            if code not in ("404", "NoSuchBucket"):
                raise
            place = {"LocationConstraint": self.environment.region}
            s3.create_bucket(
                Bucket=name,
                **({} if place["LocationConstraint"] == "us-east-1" else {"CreateBucketConfiguration": place}),
            )
            closed = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
            s3.put_public_access_block(
                Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(closed, True), **self.ours
            )
        return name

    @property
    def ours(self) -> dict[str, str]:
        """For every request about the bucket: whose it must be, or S3 refuses the request."""
        return {"ExpectedBucketOwner": self.account}

    def store(self, key: str, content: bytes) -> str:
        """Keep this in the bucket, if it is not there yet; its address for CloudFormation."""
        s3 = self.client("s3")
        try:
            s3.head_object(Bucket=self.bucket, Key=key, **self.ours)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("404", "NoSuchKey"):
                raise
            s3.put_object(Bucket=self.bucket, Key=key, Body=content, ServerSideEncryption="AES256", **self.ours)
        if self.endpoint:
            return f"{self.endpoint}/{self.bucket}/{key}"
        # as botocore knows it for this partition: China's ends in amazonaws.com.cn
        return f"https://{self.bucket}.{urlsplit(s3.meta.endpoint_url).hostname}/{key}"

    def own_address(self, outputs: dict[str, str]) -> str:
        """Where the API of a stack answers by itself, whatever names lead to it; without a slash at the end."""
        if self.endpoint:
            return f"{self.endpoint}/_aws/execute-api/{outputs['RestAPIId']}/api"
        return outputs["EndpointURL"].rstrip("/")

    def let_gateway_log(self) -> None:
        """Let API Gateway write logs: a setting of the account in this region, which its stacks share.

        It is no part of any stack, since the first environment taken away would take it from all others. A role that
        somebody else chose for it stays.
        """
        gateway, iam = self.client("apigateway"), self.client("iam")
        if gateway.get_account().get("cloudwatchRoleArn"):
            return
        name = f"deskbell-gateway-logs-{self.environment.region}"
        gateways = {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}
        try:
            trusted = json.dumps({"Version": "2012-10-17", "Statement": [gateways]})
            arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusted)["Role"]["Arn"]
        except iam.exceptions.EntityAlreadyExistsException:
            arn = iam.get_role(RoleName=name)["Role"]["Arn"]
        allowed = "iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
        iam.attach_role_policy(RoleName=name, PolicyArn=f"arn:{self.environment.partition}:{allowed}")
        change = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": arn}]
        deadline = time.monotonic() + ROLE_KNOWN_WITHIN
        while True:
            try:
                gateway.update_account(patchOperations=change)
                return
            except gateway.exceptions.BadRequestException:  # the role is not known there yet
                if time.monotonic() > deadline:
                    raise
                time.sleep(5)
