"""What AWS refuses, and what is missing around a command, in a sentence instead of a traceback."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.core.database import DatabaseError, Unavailable
from infra.environments.cloud import Refused

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
    except Unavailable as error:
        raise Refused(_unreachable(error)) from error
    except DatabaseError as error:
        raise Refused(_refused(error.operation, error.code, error.message)) from error
    except (boto.NoCredentialsError, boto.PartialCredentialsError, boto.CredentialRetrievalError) as error:
        raise Refused(f"there are no credentials of an AWS account: set AWS_PROFILE=, or {AGAIN}") from error
    except boto.TokenRetrievalError as error:
        raise Refused(f"the credentials have expired: {AGAIN}") from error
    except boto.ProfileNotFound as error:
        raise Refused(f"AWS_PROFILE: {_one_line(error)}") from error
    except (boto.NoRegionError, boto.InvalidRegionError) as error:
        raise Refused(f"region: {_one_line(error)}; say a region of AWS on the environment's page") from error
    except (boto.EndpointConnectionError, boto.HTTPClientError) as error:
        raise Refused(_unreachable(error)) from error
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
    return _refused(error.operation_name, str(told.get("Code", "")), told.get("Message", ""))


def _refused(operation: str, code: str, told: object) -> str:
    message = _one_line(told or "no reason given")
    if code in _EXPIRED:
        return f"the credentials have expired: {AGAIN}"
    if code in _INVALID:
        return f"AWS does not know these credentials ({code}): {AGAIN}"
    if code in _FORBIDDEN:
        return f"these credentials may not do {operation}: {message}"
    if code in _BUSY:
        return f"AWS is too busy for {operation}; try again in a minute"
    if code in _ABSENT:
        return f"{operation}: {message}; was this environment deployed, to this account and region?"
    return f"AWS refuses {operation} ({code}): {message}"


def asked(question: str, instead: str) -> str:
    """What somebody at the terminal answers. Raises ``Refused`` where nobody sits, naming what to say ``instead``."""
    try:
        return input(question)
    except EOFError:
        raise Refused(f"nothing was changed: there is no terminal to ask at; say {instead}") from None


def _unreachable(error: Exception) -> str:
    where = "AWS_ENDPOINT_URL" if os.environ.get("AWS_ENDPOINT_URL") else "the region on the page, and the network"
    return f"AWS cannot be reached; check {where}: {_one_line(error)}"


def _one_line(told: object) -> str:
    return " ".join(str(told).split())[:500]
