"""The bucket of files: closed to everybody but the functions, and to browsers but for what is signed (A2).

SES puts mails that come in at ``mail/``, where mail is received (``inbound``). Its name is CloudFormation's own: a name
that can be guessed may be somebody else's. What a form has put at ``new/`` and
nothing was made of goes after two days by itself, even if the due work that takes it away should be dead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalicelib.core.s3 import BUCKET as VARIABLE
from infra.environments import Environment

BUCKET, POLICY = "FilesBucket", "FilesBucketPolicy"
KIND = "AWS::S3::Bucket"
FOLDERS = ("new", "kept", "mail")
NEVER_USED_DAYS = 2
MAIL_DAYS = 90  # as long as the rows of mails that wait for a person
_CLOSED = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


def resources(environment: Environment, putting: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """The bucket, and that nobody reaches it without TLS; ``putting``: what else its policy says."""
    forms = {
        "AllowedOrigins": ["*"],  # widgets live on any website; the form itself is what is signed
        "AllowedMethods": ["POST"],
        "AllowedHeaders": ["*"],
        "MaxAge": 86_400,
    }
    never_used = {"Id": "never-used", "Status": "Enabled", "Prefix": "new/", "ExpirationInDays": NEVER_USED_DAYS}
    mails = {"Id": "mails", "Status": "Enabled", "Prefix": "mail/", "ExpirationInDays": MAIL_DAYS}
    properties = {
        "BucketEncryption": {
            "ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
        },
        "PublicAccessBlockConfiguration": dict.fromkeys(_CLOSED, True),
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        "CorsConfiguration": {"CorsRules": [forms]},
        "LifecycleConfiguration": {"Rules": [never_used, mails]},
    }
    arn = {"Fn::GetAtt": [BUCKET, "Arn"]}
    in_the_clear = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, {"Fn::Sub": f"${{{BUCKET}.Arn}}/*"}],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {
        BUCKET: {
            "Type": KIND,
            "DeletionPolicy": "Retain" if environment.protected else "Delete",
            "UpdateReplacePolicy": "Retain",
            "Properties": properties,
        },
        POLICY: {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": {"Ref": BUCKET},
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [in_the_clear, *putting]},
            },
        },
    }


def variables() -> dict[str, Any]:
    """Where a function finds the files."""
    return {VARIABLE: {"Ref": BUCKET}}


def statements() -> list[dict[str, Any]]:
    """What a function needs: to read, put, copy and delete below the folders; and to be told that something is not
    there, which S3 tells only to who may list."""
    below = [{"Fn::Sub": f"${{{BUCKET}.Arn}}/{each}/*"} for each in FOLDERS]
    return [
        {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "Resource": below},
        {"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": [{"Fn::GetAtt": [BUCKET, "Arn"]}]},
    ]
