"""What one desk bears before a partition is full is computed from what is counted, and is enough."""

from __future__ import annotations

import pytest

from infra.bench.partitions import KINDS, Load, Shape, Share, play, shared


@pytest.mark.parametrize(
    ("key", "kind", "number"),
    [
        ("cnv_01m8hv6e748ar7msk6npads246", "…", float("inf")),
        ("message#srv_01m8hv6e748ar7msk6npads246", "message#…", float("inf")),
        ("agent#agt_01m8hv6e748ar7msk6npads246", "agent#<agent>", 10_000),
        ("queue#grp_01m8hv6e748ar7msk6npads246", "queue#<group>", 20),
        ("due-3", "<shard>", 12),
        ("log#2026-11-29T16#1", "log#<hour>#<share>", 8),
        ("closed", "closed", 1),
    ],
)
def test_a_key_says_among_how_many_partitions_its_load_is_shared(key: str, kind: str, number: float) -> None:
    assert shared(key, Shape()) == (kind, number)


def test_what_is_borne_beside_the_rest_is_what_they_leave() -> None:
    share = Share("work", "<shard>", 4, Load(conversations=10, agents=0.1, waiting=0), 1_000)

    bears = [share.bears(kind, Load(conversations=200, agents=10_000, waiting=5_000)) for kind in KINDS]

    assert bears == [300, 20_000, float("inf")]
    assert share.use(Load(conversations=200, agents=10_000)) == 0.75


@pytest.mark.long
def test_200_begin_a_second_beside_10000_agents_and_5000_who_wait_and_no_partition_is_full() -> None:
    counted, _ = play(talks=3, polls=20)

    first = counted[0]

    assert first.use(Load()) <= 0.95, first  # room to spare
    assert [each.kind for each in counted if each.number == float("inf")] == []
