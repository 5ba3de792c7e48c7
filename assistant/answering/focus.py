"""What a question asks for: the noun that its いくら, いつ, 誰 or 何人 is about.

People name it right before は and the word of asking (支給上限額はいくら, 登録者数は何人か) or at the end (回答率は？).
A noun that only says the kind of answer (金額, 日時, 人数) is taken with the noun before it: 商工費の金額, 会議の日時.
"""

from __future__ import annotations

import re

from ingest.japanese.dates import When, spans

# 空き家, 取扱い and 長さ are nouns too.
_KANA = r"(?<=[一-龠])(?:[きけりれえいち](?=[一-龠])|[さみりきけい](?=[のはがを]))"
_WORD = rf"(?:[一-龠々〆ァ-ヺーa-z0-9]|{_KANA})+"
_NOUN = rf"{_WORD}(?:の{_WORD})?"
_ASKING = r"いくら|いくつ|いつ|どこ|どの|どれ|どんな|どう|何|誰|だれ|なぜ|教え|知りたい|示して|(?:全部|すべて)?挙げ"
_BEFORE = re.compile(rf"(?P<noun>{_NOUN})(?:は|が|を)(?:[^はがを]{{0,12}}?)(?:{_ASKING})")
# How something is done: 地図を印刷するには, 写しの請求方法.
_DEED = re.compile(
    rf"(?P<noun>{_WORD})(?:する)?(?:には|ための(?:手順|方法)|(?:の|する)(?:手順|方法|仕方))(?!、?(?:何|誰|いくら|いつ|どこ))"
)
_LAST = re.compile(rf"(?P<noun>{_NOUN})(?:は|を)?[?。]*$")
# 高松市, 第26回延岡市議会, さいたま市; 中核市 and 都市 are no names.
_TOWN = re.compile(
    r"(?:(?<![一-龠々])|(?<=[県都府道回月日])|(?<=年度))(?!関係|先進|政令|指定|中核|近隣|特例|周辺|構成|隣接|地方|大都|国際)"
    r"(?![回月日年度号第])[一-龠々ケ]{2,3}(?<!都)市(?![場民長街町立営況販])"
    r"|(?<![一-龠々ァ-ヺーぁ-ん])(?!その|また|ある|この|わが)[ぁ-ん]{2,5}[一-龠]{0,2}市(?![場民長街町立営況販])"
)
_APART = re.compile(r"[はで、。]")
# Nouns that say no more than the word of asking does.
_GENERIC = re.compile(
    r"(?:合計|予算|決算|実績)?(?:金額|額)|費用|経費|料金|値段|価格|単価|日時?|日程|時期|年月日|期日|期限|期間|場所|会場|所在地|人数|件数"
    r"|数量?|量|分量|割合|率|名前?|名称|氏名|担当者?|理由|意味|内容|もの|者|人|方|全部|一覧|計|合計|全体"
    r"|見解|所見|認識|考え方?|受け止め|姿勢|対応策?|対策|方針|取り?組み?|現状|状況|必要|検討|\d+年度?|(?:令和|平成)(?:\d+|元)年度?"
)


def focus(folded: str) -> tuple[str, ...]:
    """The nouns that an already folded question asks for, the last first: 限度額 and what it is of; or nothing."""
    match = _DEED.search(folded) or _BEFORE.search(folded) or _LAST.search(folded)
    nouns = match["noun"].split("の") if match else []
    return tuple(noun for noun in reversed(nouns) if not _GENERIC.fullmatch(noun))


def towns(folded: str) -> frozenset[str]:
    """The cities that an already folded text names."""
    return frozenset(_TOWN.findall(folded))


def year_of(folded: str, noun: str) -> When | None:
    """The year that is said of `noun` in an already folded question: 令和5年度 of 令和5年度の利用者数."""
    before = folded.partition(noun)[0] if noun else ""
    years = [(end, when) for _, end, when in spans(before) if when.month is None]
    if not years or _APART.search(before[years[-1][0] :]):
        return None
    return years[-1][1]
