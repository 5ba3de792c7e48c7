"""What a decision is about, where its own words do not say it.

本案は原案のとおり可決されました names no bill. Its matter stands before it: what the chair took up (議案第23号を議題と
いたします), put to the room (次に、視察についてお諮りいたします) or had chosen (副議長の選挙を行います), or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.hearing.announcing import is_title, taken_up
from assistant.drafting.hearing.heard import Heard, together, words_of
from assistant.drafting.outcomes.room import announces
from assistant.drafting.outcomes.votes import finds, names_matter, points
from assistant.drafting.sources.gathering import is_heading

_N = r"[0-9０-９一二三四五六七八九十百〇]{1,5}"
_BILL = re.compile(
    rf"(?:議員提出議案|委員会提出議案|意見書案?|決議案?|議案|請願|陳情|発議|認定|報告|同意|承認|諮問|選挙)第?{_N}号?(?:の{_N})?|第{_N}号議案"
)
# What ends its title: 議案第48号、市道路線の認定についてを議題といたします.
_TITLE = (
    r"[、，　 ]{1,3}(?P<title>[^。\n]{3,60}?)"
    r"(?:、(?=以上|議案|請願|陳情|報告|認定|第\d)|を議題|を一括|を問題|に?ついて(?:の|を?(?:議題|採決|お?諮り|御?説明))|の(?:審[議査]|質疑|採決|説明)|でござい|です|。|$)"
)
_ENDS = re.compile(r"(?:について|に関すること|につきまして|の件)$")
_PUT = re.compile(
    r"^(?:はい、)?(?:(?:それでは|では|次[には]?|続いて|続きまして|最後に|まず|なお|この際|さて|これより|引き続いて|引き続き|引き続きまして|ただいまから|これから)、?)*"
    r"(?P<title>[^。]{2,90}?)(?:についてを|について|につきまして|に関し|の件を?|を)、?"
    r"(?:お?諮り(?:い?た)?し|(?:一括して)?採決(?:い?た)?し|問題と(?:い?た)?し|議題と)"
)
_HOUR = re.compile("^(?:午前|午後|休憩|再開|散会|閉会|開議)")
_CHOSEN = re.compile(
    r"(?:^|、)(?:これより|引き続いて|引き続き|ただいまから)?(?P<title>[^。、]{0,30}?の(?:選挙|互選|選任|選出|推薦|指名))(?:を行い|に入り|について)"
)
_NEAR = 12  # sentences before a decision that points at nothing, in which its matter is put to the room
_OWN = 2  # sentences before a declared result in which its own finding stands
_NAMED = 0.7  # of the words of a matter that a decision says itself


@dataclass(frozen=True, slots=True)
class Matter:
    """The words that name it, and the sentence that they stand in."""

    text: str
    at: Heard


def matter(heard: Sequence[Heard], sentences: Sequence[Heard]) -> Matter | None:
    """What the decision of these sentences is about; None where they say it, or nothing does."""
    sentences = [one for one in sentences if not announces(one.folded)] or sentences
    said = "".join(one.text for one in sentences)
    first = min(one.ordinal for one in sentences)
    if bills := _BILL.findall(said):
        found = _of_bill(heard[: first + 1], bills[0])
    elif any(map(names_matter, sentences)):
        found = None
    elif any(map(points, sentences)):
        found = next(_taken_up(heard, first), None)
    else:
        found = next(_put_near(heard, first), None)
    return found if found and not _is_named(found.text, sentences) else None


def _of_bill(before: Sequence[Heard], bill: str) -> Matter | None:
    """The title behind the number of a bill, where somebody gives it last."""
    titled = re.compile(re.escape(bill) + _TITLE)
    for one in reversed(before):
        if match := titled.search(one.text):
            return Matter(match["title"], one)
    return None


def _taken_up(heard: Sequence[Heard], first: int) -> Iterator[Matter]:
    """What was taken up before the sentence `first`, the last first. What stands above the first words is no item."""
    begins = next((one.ordinal for one in heard if not is_heading(one.said)), len(heard))
    for one in reversed(heard[begins:]):
        if one.ordinal <= first and (title := _title(one)):
            yield Matter(title, one)


def _put_near(heard: Sequence[Heard], first: int) -> Iterator[Matter]:
    """What was put to the room shortly before: 次に、視察についてお諮りします."""
    for one in reversed(heard[max(0, first - _NEAR) : first]):
        if finds(one.folded) and first - one.ordinal > _OWN:
            return  # that matter was decided
        if one.leads and (title := _put(one)):
            yield Matter(title, one)


def _title(one: Heard) -> str:
    """The matter that a heading or who leads takes up in a sentence; empty where there is none."""
    if is_heading(one.said):
        return one.text if words_of(one.text) and not _HOUR.search(one.text) else ""
    if not one.leads:
        return ""
    return _put(one) or taken_up(one.text)


def _put(one: Heard) -> str:
    match = _PUT.search(one.text) or _CHOSEN.search(one.text)
    return match["title"] if match and is_title(match["title"]) else ""


def _is_named(title: str, sentences: Sequence[Heard]) -> bool:
    words = words_of(_ENDS.sub("", title))
    return not words or len(words & together(sentences)) / len(words) >= _NAMED
