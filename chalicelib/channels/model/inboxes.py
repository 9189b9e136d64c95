"""The addresses at which a channel of e-mail receives (A9). Pure."""

from __future__ import annotations

from chalicelib.channels.model.channel import EMAIL, SMS, Channel
from chalicelib.core.contacts import checked_email
from chalicelib.core.errors import Conflict, Invalid, WrongFields, members

MOST_INBOXES = 10


class AddressTaken(Conflict):
    """Another channel receives there; ``address`` says where."""

    code = "address_taken"
    title = "Another channel receives mail at this address"
    beside = members(address=str)


def checked_inboxes(channel: Channel) -> tuple[str, ...]:
    """The addresses in small letters, each once, the main one first. Raises ``Invalid`` naming each wrong one."""
    wrong, checked = WrongFields(), dict[str, None]()
    if channel.kind == SMS:
        return tuple(
            dict.fromkeys(checked_sms_number(f"inboxes.{at}", each) for at, each in enumerate(channel.inboxes))
        )
    if channel.inboxes and channel.kind != EMAIL:
        raise Invalid.field("inboxes", "only of a channel of e-mail or SMS")
    for number, each in enumerate(channel.inboxes):
        field = f"inboxes.{number}"
        with wrong:
            address = checked_email(field, each).casefold()
            if "+" in address.rpartition("@")[0]:
                raise Invalid.field(field, "without a plus sign: what stands behind it says what is answered")
            checked[address] = None
    wrong.refuse()
    return tuple(checked)


def checked_sms_number(field: str, number: str) -> str:
    """A number that customers write SMS to: with + and its country, or a short one of digits alone. Raises
    ``Invalid``."""
    plain = "".join(each for each in number.strip() if each not in " -()./")
    digits = plain.removeprefix("+")
    if not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 20):
        raise Invalid.field(field, "a number with + and its country code, or a short code")
    return plain


def base_of(address: str) -> str:
    """The mailbox in small letters, without what stands behind a plus sign."""
    local, at, domain = address.strip().strip("<>").casefold().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def plus_of(address: str) -> str:
    """What stands behind the plus sign; empty where there is none."""
    return address.strip().strip("<>").rpartition("@")[0].partition("+")[2]
