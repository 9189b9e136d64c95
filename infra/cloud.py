"""The account that an environment is deployed to, or the embedded AWS where ``AWS_ENDPOINT_URL`` says so."""

from __future__ import annotations

import os
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.environments import Environment


class Refused(Exception):
    """The deployment stops here; the message says why, and that nothing or what was changed."""


class Cloud:
    """Clients for one region of one account."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.endpoint = os.environ.get("AWS_ENDPOINT_URL")
        self._session = boto3.session.Session(region_name=environment.region)

    def client(self, service: str) -> Any:
        """A boto client."""
        return self._session.client(service, config=Config(retries={"mode": "standard", "max_attempts": 5}))

    @cached_property
    def account(self) -> str:
        """The account's number. Raises ``Refused`` if it is not the environment's own."""
        account = str(self.client("sts").get_caller_identity()["Account"])
        if self.environment.account not in (None, account) and not self.endpoint:
            raise Refused(f"these are credentials of account {account}, not of {self.environment.account}")
        return account

    @cached_property
    def bucket(self) -> str:
        """Where packages and templates are kept, made once for each account and region; closed to the public."""
        name = f"deskbell-{self.account}-{self.environment.region}"
        s3 = self.client("s3")
        try:
            s3.head_bucket(Bucket=name)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("404", "NoSuchBucket"):
                raise
            place = {"LocationConstraint": self.environment.region}
            s3.create_bucket(
                Bucket=name,
                **({} if place["LocationConstraint"] == "us-east-1" else {"CreateBucketConfiguration": place}),
            )
            closed = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
            s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(closed, True))
        return name

    def store(self, key: str, content: bytes) -> str:
        """Keep this in the bucket, if it is not there yet; its address for CloudFormation."""
        s3 = self.client("s3")
        try:
            s3.head_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("404", "NoSuchKey"):
                raise
            s3.put_object(Bucket=self.bucket, Key=key, Body=content, ServerSideEncryption="AES256")
        if self.endpoint:
            return f"{self.endpoint}/{self.bucket}/{key}"
        return f"https://{self.bucket}.s3.{self.environment.region}.amazonaws.com/{key}"

    def address(self, outputs: dict[str, str]) -> str:
        """Where the API of a stack answers, without a slash at the end."""
        if self.endpoint:
            return f"{self.endpoint}/_aws/execute-api/{outputs['RestAPIId']}/api"
        if self.environment.domain:
            return f"https://{self.environment.domain}"
        return outputs["EndpointURL"].rstrip("/")
