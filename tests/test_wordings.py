"""Every rule for speech is held to its examples."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from assistant import drafting
from assistant.drafting.hearing.wordings import Wording
from ingest.japanese.folding import squeeze


def wordings() -> dict[str, Wording]:
    """All rules by their names, each once, in whichever module it is written."""
    found: dict[int, tuple[str, Wording]] = {}
    for module in pkgutil.walk_packages(drafting.__path__, f"{drafting.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if type(value) is Wording:
                found.setdefault(id(value), (f"{module.name.removeprefix(drafting.__name__)}.{name}"[1:], value))
    return dict(found.values())


def test_rules_are_found() -> None:
    named = {"hearing.acts.deciding.withdraws", "hearing.acts.asking.checks", "outcomes.room._takes_as_read"}
    assert named <= set(wordings())


@pytest.mark.parametrize("name", sorted(wordings()))
def test_every_way_of_speaking_is_known_by_its_example_and_needed_for_it(name: str) -> None:
    ways = wordings()[name].ways
    for n, (example, pattern) in enumerate(ways):
        assert squeeze(example) == example.replace(" ", ""), "rules read folded text"
        assert re.search(pattern, example), example
        others = [other for m, (_, other) in enumerate(ways) if m != n]
        assert not any(re.search(other, example) for other in others), f"another way recognises {example} too"


def test_a_rule_holds_where_one_of_its_ways_is_said_and_ends_as_it_must() -> None:
    rule = Wording(("送ります。", "送ります"), ("配ります。", "配ります"), end="。$")
    assert rule("資料を送ります。")
    assert rule("資料を配ります。")
    assert not rule("資料を送りますか。")
    assert not rule("資料を見ます。")
