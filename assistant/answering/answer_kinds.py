"""What kind of thing a sentence holds: a day for いつ, a place for どこ, an amount for いくら, a person for 誰."""

from __future__ import annotations

import re

from assistant.answering.query import Asked
from ingest.japanese.dates import spans

_AMOUNT = re.compile(r"\d[\d,.]*[兆億万千百]*円|\d{1,3}(?:,\d{3})+|無料|\d+億")
_DIGIT = re.compile(r"\d|[一二三四五六七八九十百]+(?:人|名|歳|件|回|年|か月|週間|時間|割)")
_CLOCK = re.compile(r"\d{1,2}[:時]\d{0,2}|曜|毎週|毎月|翌日|当日")
_SPAN = re.compile(r"\d+(?:年間|か月|ケ月|箇月|週間|日間|年以内|日以内|分間|時間)")
_PLACE = re.compile(
    r"室|館|庁舎|センター|公園|学校|会場|階|窓口|町|丁目|番地|ホール|広場|施設|課|局|市(?!民|長)|駅|において|にて|(?<!場)所"
)
_PERSON = re.compile(
    r"[一-龠々]{2,4}\s*(?:市長|知事|部長|課長|係長|主任|主査|主事|議員|議長|委員|氏|さん)|課|係|班|担当|リーダー|座長|委員長|事務局|\S+(?:が|は)(?:担当|行う|報告|説明)"
)
_REASON = re.compile(r"ため(?!に)|ことから|ますので|ですので|理由|により|踏まえ|に伴い|よって|難し|困難")
_UNIT = re.compile(
    r"何(人|名|件|歳|回|週間|メートル|%|パーセント|割|校|枚|個|台|か所|箇所|世帯|倍|種類|項目|年度|時間|分|か月|月|日|年)"
)
_SAME_UNIT = {
    "人": "人|名|者",
    "名": "名|人",
    "%": "%|パーセント",
    "パーセント": "%|パーセント",
    "割": "%|割|パーセント",
    "歳": "歳|才",
    "か所": "か所|箇所|カ所",
    "箇所": "か所|箇所|カ所",
}


def holds(folded: str, asked: Asked, question: str) -> bool:
    """Whether `folded` (one sentence or row, folded) holds the kind of thing that `question` (folded) asks for."""
    if asked is Asked.WHY:
        return "\t" not in folded and bool(_REASON.search(folded))
    if asked is Asked.NUMBER and (match := _UNIT.search(question)):
        unit = _SAME_UNIT.get(match[1], re.escape(match[1]))
        if re.search(rf"[\d一二三四五六七八九十百元](?:[万千億]|\.\d+)?\s*(?:{unit})", folded):
            return True
        # Tables give the unit in their head: a bare figure in a row answers 何人 too.
        return "\t" in folded and bool(_DIGIT.search(folded))
    if asked is Asked.WHEN:
        return any(True for _ in spans(folded)) or bool(_CLOCK.search(folded) or _SPAN.search(folded))
    if asked is Asked.AMOUNT:
        return bool(_AMOUNT.search(folded))
    if asked is Asked.NUMBER:
        return bool(_DIGIT.search(folded))
    if asked is Asked.WHERE:
        return bool(_PLACE.search(folded))
    if asked is Asked.WHO:
        return bool(_PERSON.search(folded))
    return True
