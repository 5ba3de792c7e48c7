"""Lists and tables that answer together: the entries that a line opens, and those that stand beside the best one.

A list may go on in the next passage and over the end of a page; so may a table, whose head is then written again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from assistant.answering.coverage import is_same
from assistant.answering.parts import Parts, alike
from assistant.answering.units import OPENS, Unit, is_label, names_columns
from ingest.japanese.dates import When

LONGEST = 30  # entries of a list or rows of a table that are given where they are asked for
_LIST = 12  # entries of a list that a sentence opens
_UNMARKED = 6  # sentences taken as the entries of a list that has no marks
_BETWEEN = 2  # lines between what opens a list and its first entry
# What surely opens a list, though its first entry stands in the next passage.
_OPENS_ONWARD = re.compile(
    r"[:：]$|(?:次|以下|下記|左記)の(?:とおり|通り|各号|\d|[二三四五六七八九])|次に掲げる|掲げるとおり|^記$"
)
_PARAGRAPH = re.compile(r"\s*[\d０-９]{1,2}[ 　]")  # of an article
_MARK = re.compile(
    r"\s*(?:(?P<sign>[・●○◎◆■□▶*※＊-])|(?P<ring>[①-⑳])|(?P<named>[一-龠]{2,4})第\s*[\d０-９一二三四五六七八九十百]+\s*号"
    r"|(?P<open>[(（]?)[\d０-９一二三四五六七八九十ア-ン]{1,2}(?P<close>[)）.．、 　]))"
)

Along = Callable[[Unit], Iterator[Unit]]
"""The sentences and rows that stand after one in its paper, or before it, the nearest first."""


def is_entry(text: str) -> bool:
    """Whether a line is marked as an entry of a list: ・, (1), ①."""
    return bool(_MARK.match(text))


def heads_a_list(unit: Unit, after: Along) -> bool:
    """Whether a line only names what follows, and what follows are entries of a list: 次第; not its own neighbours."""
    if not is_label(unit.read, unit.n):
        return False
    following = next(after(unit), None)
    return following is not None and is_entry(following.text) and not are_entries(unit, following)


def are_entries(one: Unit, other: Unit) -> bool:
    """Whether both are marked as entries of one list: 議案第1号, 議案第2号."""
    return is_entry(one.text) and _style(one.text) == _style(other.text)


def opened(best: Unit, after: Along, *, listed: bool) -> list[Unit]:
    """The list that a sentence opens: the entries or rows that follow it, up to one that is no entry.

    `listed` says that a list is what is asked for.
    """
    taken: list[Unit] = []
    between = 0
    for unit in after(best):
        if not _may_go_on(taken[-1] if taken else best, unit, taken):
            break
        goes_on = bool(taken) and _on_one_line(taken[-1], unit)
        entry = is_entry(unit.text) or "\t" in unit.text or goes_on
        ends = bool(taken) and not goes_on and _is_of_another(taken[0], unit)
        between += not entry
        if ends or (not entry and (taken or between > _BETWEEN)):
            break
        if entry and not (taken and names_columns(unit.read, unit.n)):  # a head that is written again
            taken.append(unit)
        if len(taken) == (LONGEST + 1 if listed else _LIST):
            break
    if len(taken) < 2 and OPENS.search(best.text):  # entries without marks
        following = (unit for unit in after(best) if _in_one_passage(unit, best))
        taken = [unit for unit in following if len(unit.text) > 2][:_UNMARKED]
    return taken


def beside(best: Unit, before: Along, after: Along, parts: Parts) -> list[Unit]:
    """The entries or rows that answer as `best` does, itself among them, in the order of the paper.

    Of a list all entries with its kind of mark; of a table, and of those beside it in the paper, the rows that carry
    what `best` carries of the question. Nothing where it stands alone.
    """
    if "\t" in best.text:
        earlier, later = _rows(best, before(best), parts), _rows(best, after(best), parts)
    elif is_entry(best.text):
        earlier, later = _entries(best, before(best)), _entries(best, after(best))
    else:
        return []
    found = [*reversed(earlier), best, *later]
    return found if len(found) > 1 else []


def _is_of_another(first: Unit, unit: Unit) -> bool:
    """Whether an entry is none of the list that `first` begins: a row, or the next paragraph of an article."""
    if ("\t" in unit.text) != ("\t" in first.text):
        return True
    return _style(unit.text) != _style(first.text) and bool(_PARAGRAPH.match(unit.text))


def _may_go_on(last: Unit, unit: Unit, taken: list[Unit]) -> bool:
    """Whether a list may go on from `last` to `unit`: in the next passage with the marks that it has, if it has any."""
    if _in_one_passage(last, unit):
        return True
    if not taken:
        return bool(_OPENS_ONWARD.search(last.text))
    return "\t" in unit.text if "\t" in taken[0].text else _style(unit.text) in {_style(one.text) for one in taken}


def _entries(best: Unit, along: Iterable[Unit]) -> list[Unit]:
    style, taken = _style(best.text), list[Unit]()
    for unit in along:
        if _style(unit.text) == style:
            taken.append(unit)
        elif is_entry(unit.text):
            continue  # an entry within an entry
        else:
            break
    return taken[: LONGEST + 1]


def _rows(best: Unit, along: Iterable[Unit], parts: Parts) -> list[Unit]:
    """The rows that carry what `best` does, up to prose, or a passage that has none of them."""
    needed, days = _needed(best, parts), _days(best, parts)
    taken: list[Unit] = []
    met: dict[str, bool] = {best.read.hit.passage.id: True}
    for unit in along:
        id = unit.read.hit.passage.id
        if id not in met and not all(met.values()):
            break
        met.setdefault(id, False)
        if "\t" not in unit.text:
            if "。" in unit.text:
                break
            continue  # what names the next table
        if names_columns(unit.read, unit.n) or not needed <= _carried(unit, parts) or not days <= _days(unit, parts):
            continue
        met[id] = True
        taken.append(unit)
    return taken[: LONGEST + 1]


def _needed(best: Unit, parts: Parts) -> set[str]:
    """What `best` carries of the question that title, heading and the name of a city do not say for every row."""
    own = _carried(best, parts) - best.read.around[best.n]
    return {word for word in own if not any(word in town for town in parts.towns)}


def _carried(unit: Unit, parts: Parts) -> set[str]:
    words = unit.read.words[unit.n]
    return {part.word for part in parts.words if alike(part.word) & words}


def _days(unit: Unit, parts: Parts) -> set[When]:
    """The question's days and months that a row is of."""
    own = unit.read.whens[unit.n]
    return {when for when in parts.whens if when.month and any(is_same(when, other) for other in own)}


def _style(text: str) -> str:
    """What marks an entry, the same for all entries of one list; empty where nothing does."""
    match = _MARK.match(text)
    if match is None:
        return ""
    return match["sign"] or match["named"] or ("①" if match["ring"] else f"{match['open']}1{match['close']}")


def _in_one_passage(one: Unit, other: Unit) -> bool:
    return one.read.hit.passage.id == other.read.hit.passage.id


def _on_one_line(before: Unit, unit: Unit) -> bool:
    """Whether a sentence goes on in the line of the one before it."""
    if not _in_one_passage(before, unit):
        return False
    start, end = before.read.spans[before.n][1], unit.read.spans[unit.n][0]
    return unit.n == before.n + 1 and "\n" not in unit.read.hit.passage.text[start:end]
