"""Which groups are too small to be shown by themselves, so that no figure can be traced to one or two persons.

A group of one or two is joined with others. Because everyone knows the total, what is joined is also known, by
subtraction; so the smallest of the other groups join too until three persons or more stand behind what is not shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from typing import TypeVar

FEWEST = 3  # persons

Group = TypeVar("Group", bound=Hashable)


def withheld(people: Mapping[Group, Set[str]]) -> frozenset[Group]:
    """The groups that must not be shown by themselves. `people` has the persons of each.

    A group of nobody hides nobody: it stays, and it covers for no other. Of groups of one size the first one joins.
    """
    hidden = {group for group, some in people.items() if 0 < len(some) < FEWEST}
    others = (group for group, some in people.items() if len(some) >= FEWEST)
    for group in sorted(others, key=lambda group: len(people[group])):
        if not hidden or len(set().union(*(people[one] for one in hidden))) >= FEWEST:
            break
        hidden.add(group)
    return frozenset(hidden)
