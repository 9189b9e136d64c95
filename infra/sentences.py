"""What AWS refuses, and what is missing around a command, in a sentence instead of a traceback."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError, ClientError

from infra.cloud import Refused

AGAIN = "sign in again (such as aws sso login), or choose others with AWS_PROFILE="
_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
_INVALID = {
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
    "AuthFailure",
}
_FORBIDDEN = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403", "Forbidden"}
_BUSY = {"Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown"}
_ABSENT = {"ResourceNotFoundException", "ParameterNotFound", "NoSuchBucket"}


@contextmanager
def in_words() -> Iterator[None]:
    """Whatever AWS or the surroundings refuse in this block is raised as ``Refused``, in words; a fault of ours is not.

    What had been done by then stays, and is found again by the next try.
    """
    try:
        yield
    except ClientError as error:
        raise Refused(of_aws(error)) from error
    except (boto.NoCredentialsError, boto.PartialCredentialsError, boto.CredentialRetrievalError) as error:
        raise Refused(f"there are no credentials of an AWS account: set AWS_PROFILE=, or {AGAIN}") from error
    except boto.TokenRetrievalError as error:
        raise Refused(f"the credentials have expired: {AGAIN}") from error
    except boto.ProfileNotFound as error:
        raise Refused(f"AWS_PROFILE: {_one_line(error)}") from error
    except (boto.NoRegionError, boto.InvalidRegionError) as error:
        raise Refused(f"region: {_one_line(error)}; say a region of AWS on the environment's page") from error
    except (boto.EndpointConnectionError, boto.HTTPClientError) as error:
        where = "AWS_ENDPOINT_URL" if os.environ.get("AWS_ENDPOINT_URL") else "the region on the page, and the network"
        raise Refused(f"AWS cannot be reached; check {where}: {_one_line(error)}") from error
    except BotoCoreError as error:
        raise Refused(f"AWS was not asked: {_one_line(error)}") from error
    except FileNotFoundError as error:
        raise Refused(f"there is no {error.filename}") from error
    except subprocess.CalledProcessError as error:
        told = _one_line(error.stderr or error)
        raise Refused(f"{' '.join(map(str, error.cmd[:3]))} failed: {told}") from error
    except OSError as error:
        raise Refused(f"this machine refuses it: {_one_line(error)}") from error


def of_aws(error: ClientError) -> str:
    """What AWS refused, and what to do about it."""
    told = error.response.get("Error", {})
    code, message = str(told.get("Code", "")), _one_line(told.get("Message", "") or "no reason given")
    if code in _EXPIRED:
        return f"the credentials have expired: {AGAIN}"
    if code in _INVALID:
        return f"AWS does not know these credentials ({code}): {AGAIN}"
    if code in _FORBIDDEN:
        return f"these credentials may not do {error.operation_name}: {message}"
    if code in _BUSY:
        return f"AWS is too busy for {error.operation_name}; try again in a minute"
    if code in _ABSENT:
        return f"{error.operation_name}: {message}; was this environment deployed, to this account and region?"
    return f"AWS refuses {error.operation_name} ({code}): {message}"


def asked(question: str, instead: str) -> str:
    """What somebody at the terminal answers. Raises ``Refused`` where nobody sits, naming what to say ``instead``."""
    try:
        return input(question)
    except EOFError:
        raise Refused(f"nothing was changed: there is no terminal to ask at; say {instead}") from None


def _one_line(told: object) -> str:
    return " ".join(str(told).split())[:500]
