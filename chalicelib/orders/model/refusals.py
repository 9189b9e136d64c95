"""Why there are no orders to show."""

from __future__ import annotations

from chalicelib.core.errors import Conflict, members


class NoShop(Conflict):
    """The plan says nobody who could be asked."""

    code = "no_shop"
    title = "No shop is connected to this website"


class CustomerUnproved(Conflict):
    """The website has proved nothing of the visitor, so that nobody knows whose orders to ask for."""

    code = "customer_unproved"
    title = "Nobody knows which customer this visitor is"


class ShopUnavailable(Conflict):
    """``reason``: unreachable, too_slow, refused (the shop does not take the desk's question), unreadable (what it says
    is not as agreed), or no_key (the plan has no key to sign with)."""

    code = "shop_unavailable"
    title = "The shop did not answer as agreed"
    beside = members(reason=str)
