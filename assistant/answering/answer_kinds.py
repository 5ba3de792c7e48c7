"""What kind of thing a sentence holds: a day for いつ, a place for どこ, an amount for いくら, a person for 誰."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.query import Asked, Question
from assistant.answering.several import asks_for_several
from ingest.japanese.dates import spans
from ingest.japanese.folding import fold

_AMOUNT = re.compile(
    r"\d[\d,.]*[兆億万千百]*円|\d{1,3}(?:,\d{3})+|[一二三四五六七八九十百千]+[兆億万千百]*円|\d+億|無料|無償|全額|半額|分の\d|未定"
)
_DIGIT = re.compile(r"\d|[一二三四五六七八九十百]+(?:人|名|歳|件|回|年|か月|週間|時間|割)|若干名|全員")
_CLOCK = re.compile(
    r"\d{1,2}[:時]\d{0,2}|曜|毎週|毎月|毎年|毎日|翌日|当日|\d{1,2}月|\d{1,2}/\d{1,2}|[上中下]旬|月末|年度?[末内]"
    # 本年度 84,432 is a column of a budget and no time.
    r"|[来今本昨翌前]年(?!度)|[来今本昨翌前]年度(?!\s*[\d,△-]|\S{0,2}(?:予算|決算)|\S{0,3}額|比較)"
    r"|[来今先翌]月|[春夏秋冬](?:頃|ごろ|季|前|まで)|の日から|直ちに|速やかに|随時|未定"
)
_SPAN = re.compile(r"\d+(?:年間|か月|ケ月|箇月|週間|日間|年以内|日以内|分間|時間)")
_PLACE = re.compile(
    r"室|館|庁舎|センター|公園|学校|会場|階|窓口|町|丁目|番地|ホール|広場|施設|課|局|市(?!民|長)|駅|において|にて|(?<!場)所"
)
_PERSON = re.compile(
    r"[一-龠々]{2,4}\s*(?:市長|知事|部長|課長|係長|主任|主査|主事|議員|議長|委員|氏|さん)|(?<!どの)課|係|班|担当|リーダー|座長|委員長|事務局|\S+(?:が|は)(?:担当|行う|報告|説明)"
)
# 誰 may ask for a circle of people: 対象者は誰か, 誰が利用できるか.
_CIRCLE_ASKED = re.compile(
    r"対象|(?:誰|だれ|どなた)(?:でも|が[^。]{0,8}?(?:使|利用|受け|参加|応募|申し?込|もらえ|入れ|でき))"
)
_CIRCLE = re.compile(r"[市町村区県都道府国住]民|世帯|児童|生徒|学生|\d+歳|[一-龠々]{2,}(?<!対象)者|在住|在勤")
_REASON = re.compile(r"ため(?!に)|ことから|ますので|ですので|理由|により|踏まえ|に伴い|よって|難し|困難")
# What is counted: 何人, 何グラム, 何か所. A kanji alone is taken as one: 何戸, 何校.
_COUNTED = re.compile(
    r"何((?:パーセント|[ァ-ヺー]{2,}|か所|箇所|ヶ所|カ所|か月|ヶ月|か国|週間|世帯|種類|項目|年度|時間|路線|団体|地区|平方メートル)"
    r"|%|(?![者事課部省科故処曜色語県市町村])[一-龠])"
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
# The price of one thing, or of a month of it, is written in yen; sums of a budget, in thousands, are another matter.
_PRICE_OF_ONE = re.compile(
    r"(?<![第\d])(?:1|一)(?:枚|人|名|回|個|本|袋|世帯|戸|台|部|通|食|泊|時間|日|か月|kg)(?:あたり|当たり|につき)?"
    r"[^、。]{0,8}?(?:いくら|何円)"
    r"|(?<!\d)月(?:額)?は?(?:いくら|何円)"
)
_PRICE = re.compile(r"\d円|\d+[万億]円|無料|無償|未定")
_PRICED_ROW = re.compile(r"円|料金|単価|価格|値段|手数料|使用料|家賃|月額")  # and a bare figure
_OF_A_BUDGET = re.compile(r"千円|百万円|(?:補正|予算|決算|当初)\S{0,2}額|財源|補正[前後]")
# What to do is said by a rule or a request, never by a label: 記入しないこと。 報告しなければならない。
_TO_DO = re.compile(
    r"どう(?:すれば|したら|する|やって)|どのように(?:す|行|操作|手続)|何を(?:す|書|用意|提出|持)\S{0,5}(?:ば|べき|よい|いい|か)"
)
_INSTRUCTS = re.compile(
    r"(?:こと|ください|下さい|ものとする|ならない|必要\S{0,6}|願います|できます|してよい|します|する)[。.）)]?$"
)
_CHANGES = re.compile(r"(?:何[がは]|どこが|どう|どのように)(?:変わ|見直|改ま|改め|変更)")
# Words of asking that only one kind of thing answers: いつ a time, いくら and 何人 a figure.
_TIME_ASKED = re.compile(r"いつ|何[年月日時曜]")
_FIGURE_ASKED = re.compile(rf"いくら|いくつ|{_COUNTED.pattern}")
# いつまでに明確にするのかも含め、見解は。
_POSITION = re.compile(
    r"(?:見解|所見|認識|考え|受け止め|姿勢|取り?組み?|べき(?:だ|では(?:ない)?か)?)(?:[はを]|について)?[。?]*$"
)
_MEASURED = re.compile(r"(?:[数率量]|割合|合計|総計)(?:は|を教え\S*|を知りたい)?[?。]*$")
_PRICED = re.compile(r"(?:[額費料]|価格|単価)(?:は|を教え\S*|を知りたい)?[?。]*$")


def with_measures(question: Question) -> Question:
    """The question with its kind where only its words of measure or its last noun tell it: 何戸, 登録者数は？

    What asks 何 of things that come in lists and tables (議案は何ですか) asks for a list.
    """
    folded = fold(question.text)
    if _POSITION.search(folded):
        return replace(question, asked=(Asked.OTHER,))
    if question.asked != (Asked.OTHER,):
        return question
    if _COUNTED.search(folded) or _MEASURED.search(folded) or "どれだけ" in folded:
        return replace(question, asked=(Asked.NUMBER,))
    if _PRICED.search(folded):
        return replace(question, asked=(Asked.AMOUNT,))
    return replace(question, asked=(Asked.LIST,)) if asks_for_several(folded) else question


def asks_what_to_do(folded: str) -> bool:
    """Whether an already folded question asks what to do: どうすればよいか, 何をすべきか."""
    return bool(_TO_DO.search(folded))


def asks_beyond_a_name(question: Question) -> bool:
    """Whether no name answers: なぜ, and what a change brings (何が変わるか, どこが見直されるか)."""
    return question.asked[0] is Asked.WHY or bool(_CHANGES.search(fold(question.text)))


def is_told_by_kind(question: Question) -> bool:
    """Whether holding the kind of thing asked for tells one sentence from another."""
    return question.asked[0] not in (Asked.OTHER, Asked.LIST) or asks_what_to_do(fold(question.text))


def is_definite(question: Question) -> bool:
    """Whether nothing but a time or a figure answers: いつ, いくら, 何人."""
    folded = fold(question.text)
    return bool(_TIME_ASKED.search(folded) or _FIGURE_ASKED.search(folded))


def holds(folded: str, asked: Asked, question: str) -> bool:
    """Whether `folded` (one sentence or row, folded) holds the kind of thing that `question` (folded) asks for."""
    if asked is Asked.OTHER and asks_what_to_do(question):
        return "\t" not in folded and any(_INSTRUCTS.search(line.strip()) for line in folded.split("\n"))
    if asked is Asked.WHY:
        return "\t" not in folded and bool(_REASON.search(folded))
    if asked is Asked.NUMBER and (match := _COUNTED.search(question)):
        unit = _SAME_UNIT.get(match[1], re.escape(match[1]))
        if re.search(rf"[\d一二三四五六七八九十百元](?:[万千億]|\.\d+)?\s*(?:{unit})", folded):
            return True
        # Tables give the unit in their head: a bare figure in a row answers 何人 too.
        return "\t" in folded and bool(_DIGIT.search(folded))
    if asked is Asked.WHEN:
        return any(True for _ in spans(folded)) or bool(_CLOCK.search(folded) or _SPAN.search(folded))
    if asked is Asked.AMOUNT:
        if _PRICE_OF_ONE.search(question):
            in_a_list = "\t" in folded and _PRICED_ROW.search(folded) and _DIGIT.search(folded)
            return bool(_PRICE.search(folded) or (in_a_list and not _OF_A_BUDGET.search(folded)))
        # Sheets give the unit in their head: a bare figure in a row answers いくら too.
        return bool(_AMOUNT.search(folded)) or ("\t" in folded and bool(_DIGIT.search(folded)))
    if asked is Asked.NUMBER:
        return bool(_DIGIT.search(folded))
    if asked is Asked.WHERE:
        return bool(_PLACE.search(folded))
    if asked is Asked.WHO:
        in_circle = _CIRCLE_ASKED.search(question) and _CIRCLE.search(folded)
        return bool(_PERSON.search(folded) or in_circle)
    return True
