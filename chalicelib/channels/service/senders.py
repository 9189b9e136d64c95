"""Whose a message is: one visitor for each sender of a channel, and one for all whose addresses are proved (A9).

Nobody is joined by what they merely say. A sender's token by which the plan's website vouches for them is proof; so is
an address, where the channel has verified it and is trusted to. All else is joined by people's hands, or not at all.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.inbound import Sender
from chalicelib.channels.store import channels as store
from chalicelib.channels.store.channels import SenderKnown
from chalicelib.core import races
from chalicelib.core.contacts import checked_email, checked_mobile, region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import WrongFields
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import Identity, RegisterVisitor
from chalicelib.visitors.model.visitor import Learned, Visitor


def visitor_of(
    desk: Desk, channel: Channel, sender: Sender, known: store.Sender | None, *, proved: bool = False
) -> Visitor:
    """Who this is. One read of whoever is known; else of plan and addresses, and one transaction.

    ``proved``: what came proves the sender's addresses by itself, whatever the channel is trusted to.

    Raises ``Invalid``, and what a token of theirs is refused with.
    """

    def made_known(gone: str | None) -> store.Sender:
        plan = plans.read_plan(desk, channel.plan_key)
        learned = learned_of(sender, plan)
        make = partial(_made_known, desk, channel, plan, sender, learned, proved or channel.trusts, gone)
        return races.again(desk, make, SenderKnown)

    known = known or made_known(None)
    visitor = visitors.holder(desk, known.visitor_id)
    if visitor.erased_at is not None:  # whoever writes again is somebody new
        visitor = visitors.holder(desk, made_known(known.visitor_id).visitor_id)
    if sender.token is not None and visitor.vouched is None:
        visitor = _vouched_for(desk, channel, sender, visitor)
    return visitor


def learned_of(sender: Sender, plan: Plan) -> Learned:
    """What is to be known of somebody new. Raises ``Invalid`` with every wrong field."""
    wrong, email, mobile = WrongFields(), None, None
    if sender.email:
        with wrong:
            email = checked_email("sender.email", sender.email)
    if sender.mobile:
        with wrong:
            mobile = checked_mobile("sender.mobile", sender.mobile, region_of(plan.time_zone))
    wrong.refuse()
    return Learned(sender.name.strip() or None, email, mobile)


def _made_known(
    desk: Desk,
    channel: Channel,
    plan: Plan,
    sender: Sender,
    learned: Learned,
    is_proof: bool,
    gone: str | None,
) -> store.Sender:
    """Whoever they are from now on, and not the one who is ``gone``. Lost: ``SenderKnown``: somebody made them known at
    this moment."""
    before = store.sender(desk, channel.channel_id, sender.id)
    if before is not None and before.visitor_id != gone:
        return before
    addresses = [each for each in (learned.email, learned.mobile) if each is not None] if is_proof else []
    proved = [each for each in store.proved(desk, plan.key, addresses) if each != gone]
    tx = Transaction(desk)
    visitor_id = proved[0] if proved else visitors.meet(tx, plan, channel.locale, learned).visitor_id
    store.put_sender(tx, channel.channel_id, sender.id, visitor_id, before=gone if before is not None else None)
    if not proved:
        for each in addresses:
            store.put_proved(tx, plan.key, each, visitor_id, gone=gone)
    tx.commit()
    return store.Sender(visitor_id)


def _vouched_for(desk: Desk, channel: Channel, sender: Sender, visitor: Visitor) -> Visitor:
    """The customer for whom the plan's website vouches, with the past of the sender; both are proved."""
    caller = visitors.Caller(visitor.visitor_id, channel.plan_key, visitor.locale)
    arrival = RegisterVisitor(locale=visitor.locale, identity=Identity(token=sender.token))
    customer, _, _ = visitors.identify(desk, caller, channel.plan_key, None, arrival)
    tx = Transaction(desk)
    store.put_sender(tx, channel.channel_id, sender.id, customer.visitor_id, before=visitor.visitor_id)
    with suppress(SenderKnown):  # somebody else did the same at this moment
        tx.commit()
    return customer
