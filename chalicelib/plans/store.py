"""The table ``plans``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved, at_version
from chalicelib.core.tables import Json, Packed, RawItem, Row, Wanted, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.plans.model.consents import SHARES, ConsentCount, ConsentEdition
from chalicelib.plans.model.holding import Holding
from chalicelib.plans.model.hours.week import Hours
from chalicelib.plans.model.identity import IDENTITY, IdentityKey, Keyring
from chalicelib.plans.model.limits import Limits
from chalicelib.plans.model.look import Look, Pictures
from chalicelib.plans.model.monitoring import Monitoring
from chalicelib.plans.model.plan import OfflineRules, Plan, Scopes
from chalicelib.plans.model.prechat import Prechat
from chalicelib.plans.model.replies import AutoReply
from chalicelib.plans.model.shop import Shop
from chalicelib.plans.model.suggesting import Suggests
from chalicelib.plans.model.survey import SurveyRules
from chalicelib.plans.model.watch import Watch

EVERY = "plan"
_OWN = "the addresses from which this desk writes letters"  # longer than any plan's key, so that it is none


class PlanRow(Row):
    class Meta:
        table_name = table_name("plans")

    plan_key = UnicodeAttribute(hash_key=True)
    kind = UnicodeAttribute(default=EVERY)
    plan_id = UnicodeAttribute()
    name = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    group_ids = Json()
    agent_ids = Json(null=True)
    allocation = UnicodeAttribute()
    prefer_last_agent = BooleanAttribute()
    accept_seconds = NumberAttribute(default=90)
    wait_for_last_agent_seconds = NumberAttribute(default=0)
    time_zone = UnicodeAttribute()
    allowed_origins = Json()
    languages = Json()
    look = Packed(Look)
    texts = Json()
    open = BooleanAttribute()
    hours = Json(Hours, null=True)
    offline = Json(OfflineRules, null=True)
    auto_replies = Json(tuple[AutoReply, ...], null=True)
    survey = Json(SurveyRules, null=True)
    limits = Packed(Limits, null=True)
    watch = Packed(Watch, null=True)
    version = NumberAttribute()
    reaches_nobody = BooleanAttribute(default=False)
    scopes = Json(Scopes, null=True)
    scoped = NumberAttribute(default=0)
    seen_at = UTCDateTimeAttribute(null=True)
    seen_origin = UnicodeAttribute(null=True)
    needs_category = BooleanAttribute(default=False)
    monitoring = Packed(Monitoring, null=True)
    prechat = Packed(Prechat, null=True)
    archived = BooleanAttribute(default=False)
    shop = Packed(Shop, null=True)
    pictures = Packed(Pictures, null=True)
    holding = Packed(Holding, null=True)
    suggests = Packed(Suggests, null=True)
    by_desk = index(None, kind=UnicodeAttribute, plan_id=UnicodeAttribute)


class OwnAddressesRow(Row):
    """Beside the plans: what the room of notices says the desk writes from, so that no plan has it as a recipient."""

    class Meta:
        table_name = table_name("plans")

    plan_key = UnicodeAttribute(hash_key=True)
    addresses = Json(tuple[str, ...])


class KeyringRow(Row):
    """Beside the plans, so that nobody who reads a plan has a secret at hand."""

    class Meta:
        table_name = table_name("plans")

    plan_key = UnicodeAttribute(hash_key=True)
    keys = Json(tuple[IdentityKey, ...])
    version = NumberAttribute()


class ConsentRow(Row):
    """Beside the plans: an edition of what visitors of one agree to."""

    class Meta:
        table_name = table_name("plans")

    plan_key = UnicodeAttribute(hash_key=True)
    edition = Packed(ConsentEdition)


class ConsentCountRow(Row):
    """Beside the plans: a share of how many agreed to an edition; many count at once, so it is in many places."""

    class Meta:
        table_name = table_name("plans")

    plan_key = UnicodeAttribute(hash_key=True)
    agreed = NumberAttribute(default=0)
    refused = NumberAttribute(default=0)


class KeyTaken(Lost):
    """Another plan has this key."""

    def __init__(self, plan_id: str | None) -> None:
        super().__init__("the key is taken")
        self.plan_id = plan_id


class PlanMoved(Moved):
    """Somebody changed the plan since it was read."""


class KeyringMoved(Moved):
    """Somebody changed the plan's keys since they were read."""


class SeenBefore(Lost):
    """The plan was seen on some website already."""


def _plan(row: PlanRow) -> Plan:
    return row.into(Plan, key=row.plan_key)


def plan(desk: Desk, key: str) -> Plan | None:
    """The plan with this key; one read."""
    row = PlanRow.find(desk.database, key)
    return _plan(row) if row else None


def wanted(key: str) -> Wanted[Plan]:
    """The plan with this key, to be read together with something else."""
    return PlanRow.wanted(_plan, key)


def list_plans(desk: Desk) -> Sequence[Plan]:
    """Every plan, oldest first."""
    return [_plan(PlanRow.from_raw_data(item)) for item in PlanRow.all_pages(desk.database, EVERY, index="by_desk")]


def key_of(desk: Desk, plan_id: str) -> str:
    """The key of the plan with this id, or nothing; one query, however many plans there are."""
    items, _ = PlanRow.read_page(desk.database, EVERY, index="by_desk", range_condition=PlanRow.plan_id == plan_id)
    return str(items[0]["plan_key"]["S"]) if items else ""


def some_plans(desk: Desk, after: str | None, limit: int | None = None) -> tuple[Sequence[Plan], bool]:
    """The plans after this id, oldest first, as many as one query reads (a megabyte); whether there are more."""
    condition = PlanRow.plan_id > after if after else None
    items, following = PlanRow.read_page(desk.database, EVERY, index="by_desk", range_condition=condition, limit=limit)
    return [_plan(PlanRow.from_raw_data(item)) for item in items], following is not None


def put(tx: Transaction, plan: Plan, *, before: Plan | None) -> None:
    """Store a new plan, or a change of ``before``. Lost: ``KeyTaken``, ``PlanMoved``."""

    def taken(item: RawItem | None) -> Exception:
        return KeyTaken(item["plan_id"]["S"] if item else None)

    row = PlanRow.of(plan, plan_key=plan.key, auto_replies=plan.auto_replies or None)
    if before is None:
        tx.put(row, condition=PlanRow.plan_key.does_not_exist(), losing=taken)
    else:
        tx.put(row, condition=_as_read(before), losing=_moved)


def _moved(item: RawItem | None) -> Exception:
    return PlanMoved(_plan(PlanRow.from_raw_data(item)) if item else None)


def _as_read(plan: Plan) -> Condition:
    """Neither people nor what it carries a copy of have changed it since."""
    same: Condition = at_version(PlanRow.plan_key, PlanRow.version, plan.version)
    scoped: Condition = PlanRow.scoped == plan.scoped
    if not plan.scoped:
        scoped = scoped | PlanRow.scoped.does_not_exist()
    same &= scoped
    return same


def put_scopes(tx: Transaction, plan: Plan, scopes: Scopes) -> None:
    """Keep with the plan what its groups receive. Lost: ``PlanMoved``."""
    actions = [PlanRow.scopes.set(scopes), PlanRow.scoped.set(plan.scoped + 1)]
    tx.update(PlanRow(plan.key), actions, condition=_as_read(plan), losing=_moved)


def put_holding(tx: Transaction, key: str, holding: Holding | None) -> None:
    """Keep with the plan what its visitors are told; None: nothing. Whoever changes the plan meanwhile reads it anew.
    Lost: ``Lost`` (there is no such plan)."""
    told = PlanRow.holding.set(holding) if holding is not None else PlanRow.holding.remove()
    tx.update(PlanRow(key), [told, PlanRow.scoped.add(1)], condition=PlanRow.plan_key.exists())


def put_seen(tx: Transaction, key: str, at: datetime, origin: str) -> None:
    """Note when and where the plan was first seen. Lost: ``SeenBefore``."""
    first: Condition = PlanRow.plan_key.exists() & PlanRow.seen_at.does_not_exist()
    actions = [PlanRow.seen_at.set(at), PlanRow.seen_origin.set(origin)]
    tx.update(PlanRow(key), actions, condition=first, losing=lambda _: SeenBefore("it was seen before"))


def check_as_read(tx: Transaction, plan: Plan) -> None:
    """The transaction happens only while the plan is as it was read. Lost: ``PlanMoved``."""
    tx.check(PlanRow(plan.key), _as_read(plan), losing=lambda _: PlanMoved(None))


def own_addresses(desk: Desk) -> Sequence[str]:
    """What the desk writes from; one read."""
    row = OwnAddressesRow.find(desk.database, _OWN)
    return tuple(row.addresses) if row else ()


def put_own_addresses(tx: Transaction, addresses: Sequence[str]) -> None:
    """Store what the desk writes from."""
    tx.put(OwnAddressesRow(_OWN, addresses=tuple(addresses)))


def _ring_key(ring: Keyring) -> str:
    return f"{ring.purpose} keys of {ring.plan_key}"  # with spaces, so that no plan has it


def _ring(blank: Keyring, item: RawItem | None) -> Keyring:
    if item is None:
        return blank
    row = KeyringRow.from_raw_data(item)
    return replace(blank, keys=row.keys, version=int(row.version))


def keyring(desk: Desk, plan_key: str, purpose: str = IDENTITY) -> Keyring:
    """A plan's keys; one strongly consistent read."""
    blank = Keyring(plan_key, purpose=purpose)
    return _ring(blank, KeyringRow.find_item(desk.database, _ring_key(blank)))


def plan_and_keyring(desk: Desk, key: str, purpose: str = IDENTITY) -> tuple[Plan | None, Keyring]:
    """The plan with this key, and its keys; one strongly consistent request."""
    blank = Keyring(key, purpose=purpose)
    ring_key = _ring_key(blank)
    items = {each["plan_key"]["S"]: each for each in PlanRow.find_items(desk.database, [(key,), (ring_key,)])}
    return _plan(PlanRow.from_raw_data(items[key])) if key in items else None, _ring(blank, items.get(ring_key))


def put_keyring(tx: Transaction, before: Keyring, after: Keyring) -> None:
    """Store a plan's keys. Lost: ``KeyringMoved``."""
    row = KeyringRow(_ring_key(after), keys=after.keys, version=before.version + 1)
    same = at_version(KeyringRow.plan_key, KeyringRow.version, before.version) if before.version else None
    tx.put(
        row,
        condition=same if same is not None else KeyringRow.plan_key.does_not_exist(),
        losing=lambda item: KeyringMoved(_ring(before, item)),
    )


# --- what visitors agree to -----------------------------------------------------------------------------------------


def _edition_key(plan_key: str, number: int) -> str:
    return f"consent {number:08} of {plan_key}"  # with spaces, so that no plan has it


def _count_key(plan_key: str, number: int, share: int) -> str:
    return f"{share:02} of {_edition_key(plan_key, number)}"


def put_edition(tx: Transaction, plan_key: str, edition: ConsentEdition) -> None:
    """Keep an edition for ever. Lost: ``PlanMoved`` (there is one of this number)."""
    row = ConsentRow(_edition_key(plan_key, edition.number), edition=edition)
    tx.put(row, condition=ConsentRow.plan_key.does_not_exist(), losing=lambda _: PlanMoved(None))


def editions(desk: Desk, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], ConsentEdition]:
    """Those of these editions, by plan and number, that are kept; one request for each hundred."""
    keys = {_edition_key(*each): each for each in wanted}
    rows = ConsentRow.find_items(desk.database, [(each,) for each in keys], consistent=False)
    return {keys[item["plan_key"]["S"]]: ConsentRow.edition.held_in(item) for item in rows}


def count_consent(tx: Transaction, plan_key: str, number: int, share: int, more: ConsentCount) -> None:
    """So many more agreed, or refused; in one place of many."""
    added = [ConsentCountRow.agreed.add(more.agreed), ConsentCountRow.refused.add(more.refused)]
    tx.update(ConsentCountRow(_count_key(plan_key, number, share)), added)


def consent_counts(desk: Desk, plan_key: str, numbers: Sequence[int]) -> dict[int, ConsentCount]:
    """How many agreed to each of these editions; one request for each three of them."""
    keys = {_count_key(plan_key, number, share): number for number in numbers for share in range(SHARES)}
    sums = dict.fromkeys(numbers, ConsentCount())
    for item in ConsentCountRow.find_items(desk.database, [(each,) for each in keys], consistent=False):
        row, number = ConsentCountRow.from_raw_data(item), keys[item["plan_key"]["S"]]
        sums[number] = sums[number].plus(ConsentCount(int(row.agreed), int(row.refused)))
    return sums
