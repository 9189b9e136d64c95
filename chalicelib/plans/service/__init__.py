"""What administrators and widgets do with plans.

``reading``: as they are asked for. ``definitions``: as they are kept. ``identity``: their keys. ``pictures``: their own
ones. ``receivers``: copies of who receives. ``reach``: who may what. ``consents``: what visitors agree to.
"""

from chalicelib.plans.service.consents import count_answer, read_editions
from chalicelib.plans.service.definitions import create_plan, know_own_addresses, update_plan
from chalicelib.plans.service.identity import add_shop_key, read_plan_and_keys, read_plan_and_shop_keys
from chalicelib.plans.service.reach import find_plan, refuse_beyond
from chalicelib.plans.service.reading import as_read, came_from, first_made_at, read_plan, some_plans, spend_share
from chalicelib.plans.service.receivers import bring_up, bring_up_later
from chalicelib.plans.store import list_plans, put_holding, wanted

__all__ = [
    "add_shop_key",
    "as_read",
    "bring_up",
    "bring_up_later",
    "came_from",
    "count_answer",
    "create_plan",
    "find_plan",
    "first_made_at",
    "know_own_addresses",
    "list_plans",
    "put_holding",
    "read_editions",
    "read_plan",
    "read_plan_and_keys",
    "read_plan_and_shop_keys",
    "refuse_beyond",
    "some_plans",
    "spend_share",
    "update_plan",
    "wanted",
]
