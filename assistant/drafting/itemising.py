"""Changes to the items of a draft, each a new draft: renamed, added, joined, taken out.

An item remembers the titles that it was drafted under, so that it can be drafted anew under another name.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.values import BY_HAND, Draft, Item, Occasion
from ingest.errors import ShirubeError

_NO_TITLE = "議題の名前が空です。"
_NO_ITEM = "この議題は見つかりません。下書きを開き直してください。"
_FIRST = "最初の議題は、前の議題とまとめられません。"
_LAST_ONE = "議題は少なくとも1つ必要です。"


def rename(draft: Draft, place: int, title: str) -> Draft:
    """The item under another title; on the agenda too, where it stands there."""
    title = _title(title)
    old = _at(draft, place)
    if title == old.title:
        return draft
    agenda = tuple(title if one == old.title else one for one in draft.occasion.agenda)
    item = replace(old, title=title, origins=_origins(old))
    return replace(_replaced(draft, place, (item,)), occasion=replace(draft.occasion, agenda=agenda))


def add(draft: Draft, after: int, title: str) -> Draft:
    """A new item without lines behind the one at place `after`, on the agenda too."""
    title = _title(title)
    before = _at(draft, after)
    agenda = list(draft.occasion.agenda)
    agenda.insert(agenda.index(before.title) + 1 if before.title in agenda else 0, title)
    added = replace(draft, occasion=replace(draft.occasion, agenda=tuple(agenda)))
    return _replaced(added, after, (before, Item(title, engine=BY_HAND)))


def join(draft: Draft, place: int) -> Draft:
    """The item's lines behind those of the item before it, whose title stays; off the agenda."""
    if place == 0:
        raise ShirubeError(_FIRST)
    one, before = _at(draft, place), _at(draft, place - 1)
    both = replace(before, lines=(*before.lines, *one.lines), origins=(*_origins(before), *_origins(one)))
    items = (*draft.items[: place - 1], both, *draft.items[place + 1 :])
    return replace(draft, items=items, occasion=_without(draft, one.title))


def remove(draft: Draft, place: int) -> Draft:
    """The draft without an item and its lines; off the agenda."""
    one = _at(draft, place)
    if len(draft.items) == 1:
        raise ShirubeError(_LAST_ONE)
    return replace(_replaced(draft, place, ()), occasion=_without(draft, one.title))


def _without(draft: Draft, title: str) -> Occasion:
    return replace(draft.occasion, agenda=tuple(one for one in draft.occasion.agenda if one != title))


def _origins(item: Item) -> tuple[str, ...]:
    return item.origins or (item.title,)


def _replaced(draft: Draft, place: int, items: tuple[Item, ...]) -> Draft:
    return replace(draft, items=(*draft.items[:place], *items, *draft.items[place + 1 :]))


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise ShirubeError(_NO_TITLE)
    return title


def _at(draft: Draft, place: int) -> Item:
    if not 0 <= place < len(draft.items):
        raise ShirubeError(_NO_ITEM)
    return draft.items[place]
