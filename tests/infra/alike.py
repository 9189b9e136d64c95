"""Templates without what only says the same again, for what reads each line of them slowly."""

from __future__ import annotations

import copy
from typing import Any


def with_few_of_each_kind(template: dict[str, Any]) -> dict[str, Any]:
    """The same with paths that show each method with what is told of it, and with one alarm of each figure."""
    few, shown = copy.deepcopy(template), set[str]()
    resources, paths = few["Resources"], few["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    kinds_of = {path: {f"{method} {sorted(told)}" for method, told in each.items()} for path, each in paths.items()}
    for name, resource in resources.items():
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            told = resource["Properties"]
            kinds_of[name] = {f"{told.get('Namespace')} {told.get('MetricName')} {sorted(told)}"}
    for name, kinds in kinds_of.items():
        if kinds <= shown:
            (paths if name in paths else resources).pop(name)
        shown |= kinds
    return few
