"""What the chair declared decided, and how it was voted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import Role
from ingest.structure.minutes.values import MeetingKind, Turn, Vote

_DECLARED = re.compile(
    r"(?P<result>修正可決|原案可決|可決|否決|不採択|一部採択|趣旨採択|採択|不認定|認定|不承認|承認|不同意|同意|継続審査|継続調査"
    r"|(?:原案|修正案|報告|提案|動議|発議)[^。、\nはをが]{0,8}のとおり(?:決定|決し))(?P<rest>[^。\n]{0,30})ました。"
)
_AS_WHAT = re.compile("原案|修正案|報告|提案|動議|発議")
_MANNER = re.compile(
    r"起立多数|起立少数|起立全員|全員起立|総員起立|起立総員|挙手多数|挙手少数|挙手全員|全員挙手|賛成多数|賛成少数|賛成全員|全員賛成|賛成者なし|全会一致|満場一致|可否同数"
    r"|(?<=異議)(?:なし|ない|がない)|(?<=投票の結果)"
)
_NUMBER = r"[0-9０-９一二三四五六七八九十百〇]{1,5}"
_ITEM = re.compile(
    rf"(?:[^\s。、「」（）]{{0,8}}(?:議案|請願|陳情|意見書案?|決議案?|発議|認定|報告|同意|承認|諮問|選挙|議員提出議案|動議)第{_NUMBER}号(?:の{_NUMBER})?|第{_NUMBER}号議案|日程第{_NUMBER})"
    rf"(?:から[^。、\n]{{0,20}}まで|[、，]?(?:外|ほか){_NUMBER}(?:件|議案))?"
)
_ADVICE = "べきもの"
_NEAR = 200  # characters before the result in which the chair says how it was voted


def votes(text: str, turns: Sequence[Turn], kind: MeetingKind) -> Iterator[Vote]:
    """The declared results, in order.

    In the plenary a committee's 「可決すべきもの」 is advice; in the committee it is the result.
    """
    subject = ""
    for turn in turns:
        if turn.role is not Role.CHAIR:
            continue
        at = turn.body
        for match in _DECLARED.finditer(text, turn.body, turn.end):
            start = max(turn.body, *(text.rfind(mark, turn.body, match.start()) + 1 for mark in "。\n"))
            subject = _last_item(text[at:start]) or subject
            at = start
            sentence = text[start : match.end()]
            if _is_told(sentence, match["rest"], kind):
                continue
            what = _last_item(sentence) or subject or "本案"
            yield Vote(
                what,
                _result(sentence, match["result"]),
                _manner(text[max(turn.body, start - _NEAR) : match.end()]),
                start,
                match.end(),
            )
        subject = _last_item(text[at : turn.end]) or subject


def _is_told(sentence: str, rest: str, kind: MeetingKind) -> bool:
    """Whether the sentence reports what others decided, or says that something is left undecided."""
    if kind is MeetingKind.PLENARY and _ADVICE in sentence:
        return True
    return (
        bool(re.search(r"すること(?:が|は)でき|いただき|通知|報告があり|求め|申し?出|付託|要求", rest))
        or "議会運営委員会において" in sentence
    )


def _result(sentence: str, word: str) -> str:
    if word.endswith(("決定", "決し")):
        as_what = _AS_WHAT.match(word)
        return f"{as_what[0] if as_what else ''}のとおり決定"
    if word == "可決" and re.search("修正[^。]{0,12}(?:のとおり|議決のとおり)可決|修正可決", sentence):
        return "修正可決"
    return word


def _manner(before: str) -> str:
    found = list(_MANNER.finditer(before))
    if not found:
        return ""
    last = found[-1]
    return {"": "投票", "なし": "異議なし", "ない": "異議なし", "がない": "異議なし"}.get(last[0], last[0])


def _last_item(words: str) -> str:
    found = [match[0] for match in _ITEM.finditer(words)]
    return found[-1] if found else ""
