"""What a plan takes on one machine, where all have the same address and a demonstration writes faster than people."""

ONE_MACHINE = {
    "visits_by_address": 10_000_000,
    "visits_by_plan": 10_000_000,
    "starts_by_address": 10_000_000,
    "starts_by_plan": 10_000_000,
    "waiting_by_address": 1_000,
    "messages_by_visitor": 10_000,
    "left_by_address": 10_000,
    "left_by_plan": 1_000_000,
}
