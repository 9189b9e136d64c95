"""Where engines are known to differ from DynamoDB: the test's name and what the engine does instead."""

DIFFERENCES: dict[str, dict[str, str]] = {
    "embedded": {},
    "ministack": {},
    "moto": {},
}
