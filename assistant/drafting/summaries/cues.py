"""What tells a summary's sentences from the rest: how a matter is announced, what is asked, promised, or mere form.

Japanese papers and speeches say these things in set phrases. Each rule is one of them; none knows a topic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_POLITE = r"[ごお御]"
_FIRST = (
    r"(?:まず|初めに|はじめに|最初に|次に|次は|続いて|続きまして|最後に|終わりに|同じく|同様に|また|さらに|更に|なお)"
)
_NTH = r"(?:(?:第|大きな)?[0-9０-９一二三四五六七八九]+(?:点目|つ目|番目|項目め?|問目)(?:の質問)?(?:は|に|として))"
_ABOUT = r"(?:について|につきまして|に関しまして|に関して|に関する|に関し)"
_ASKED = rf"の?{_POLITE}?(?:質問|尋ね|質疑|指摘|提案|要望)"
_IS = r"(?:で(?:ござい|あり)ます|です)"
_BUT = r"(?:が|けれども|けども)、[ 　]*"
_BEFORE = rf"(?:私からは?、)?(?:[^。、]{{1,16}}(?:議員|委員)[^。]{{0,12}}?うち、)?(?:{_FIRST}|{_NTH})?、?[ 　]*"
# 次に、Xについてでございますが、…: the matter and, in the same sentence, what is said of it.
_CLAUSE = re.compile(rf"{_BEFORE}(?P<topic>[^。]{{2,80}}?){_ABOUT}(?:{_ASKED})?{_IS}{_BUT}")
# 次に、Xについては、…: only where it is counted; elsewhere such a clause goes on with the matter at hand.
_COUNTED = re.compile(rf"(?:{_FIRST}|{_NTH})、?[ 　]*(?P<topic>[^。、]{{2,60}}?){_ABOUT}は?、[ 　]*")
# Xについてであります。 Xについてのご質問がございました。 私から、Xについてお答えいたします。 Xについて伺います。
_WHOLE = re.compile(
    rf"{_BEFORE}(?P<topic>[^。]{{2,80}}?)(?:{_ABOUT}(?:{_ASKED})?{_IS}|{_ASKED}{_IS}"
    rf"|{_ABOUT}{_ASKED}[^。、]{{1,16}}ました"
    rf"|{_ABOUT}{_POLITE}?(?:答え|説明|報告|答弁|伺い|尋ね|聞き|質問)(?:を?(?:いた)?し|申し上げ)?ます)[。．]?"
)
_OF_OTHERS = re.compile(r"(?:その他|そのほか|残余|他)の|何?[点問]$|[^。、]{0,12}(?:議員|委員)の")  # no matter by itself
_ASKING = re.compile(
    r"伺い(?:ます|たい|まして)|お(?:伺い|尋ね|聞き)(?:し|いたし|を)|お聞かせ|お示し|お答え(?:ください|願)|答弁(?:を願|を求|願)"
    r"|見解を(?:求め|問)|いかがでしょう|(?:でしょう|ます|です|いかが|ない|の|たい)か[。．？?]?$"
)
_WILL_ASK = re.compile(
    rf"(?:そこで|では|それでは)、?[^。、]{{0,8}}{_POLITE}?(?:伺い|尋ね|聞き|質問)(?:し|いたし)?ます[。．]?"
)
_REQUESTING = re.compile(
    r"(?:求め|要望|お願い)(?:し|いたし|申し上げ)?(?:て(?:おき|い)?)?(?:ます|たいと思います)[。．]?$"
)
_DIRECTION = re.compile(r"[（(〔［\[【][^）)〕］\]】]*[）)〕］\]】]。?")
_LEADERS = re.compile(r"[.．…‥・·･]{5,}")  # 目次 .......... 3
_LONGEST_FORM = 120  # characters: a longer sentence says something besides
_FORM = re.compile(
    rf"(?:{_POLITE}?(?:答え|答弁)|{_POLITE}(?:説明|報告|質問))"
    r"(?:を?(?:いた)?し|申し上げ|いたさせ|させていただき)(?:ます|たいと[^。]{0,6}ます)[。．]?$"
    rf"|[点問]の{_POLITE}?質問|(?:質問|質疑|答弁|説明|報告|発言|討論)[をはに](?:終わ|終了|終結|続行|入り|移り|先立ち)"
    r"|再質問(?:を?(?:いた)?し|に入り)ます|通告[^。]{0,12}質問[^。]{0,6}ます[。．]?$"
    r"|^以上(?:で(?:す|あり|ござい)|、)|^(?:ありがとうござい|どうぞよろしく|よろしく|おはようござい|こんにちは)"
    r"|ありがとうござい(?:ます|ました)[。．]?$"
    r"|(?:感謝|敬意|お礼|お悔やみ|お見舞い|お祝い|お慶び|おわび|哀悼)[^。]{0,12}(?:申し上げ|表し)[^。]{0,16}[。．]?$"
    rf"|{_POLITE}(?:理解|協力|審議|議決|賛同|清聴)[^。]{{0,24}}(?:お願い|賜り|いただき)[^。]{{0,20}}ます[。．]?$"
    r"|会議を開きます|出席議員[はが]|発言を許します|議題(?:と(?:いた)?し|に供し)|指名(?:いた)?します"
    r"|(?:休憩|散会|閉会|再開|延会|開会|閉議|開議)(?:と?いたします|とします|前に)"
)
# The office acts, or will, or has settled something.
_ACT = (
    r"(?:行|図|進め|設け|定め|決め|始め|増やし|減らし|改め|実施|開始|導入|新設|創設|設置|拡大|拡充|充実|強化|整備"
    r"|策定|制定|作成|延長|支援|補助|助成|配置|派遣|改定|改正|廃止|決定|検討|検証|予定|計画|要望|要請|公表|確保|推進"
    r"|促進|開設|活用|普及|見直)"
)
_COMMITS = re.compile(
    r"て(?:まい|い)ります[。．]?$|ていき(?:ます|たい)"
    r"|(?:もの|こと)とする[。．]?$|(?:なければ|ては)ならない[。．]?$|に限る[。．]?$"
    rf"|{_ACT}(?:[うるす]|[^。]{{0,16}}(?:ます|ました|する|した|です|予定|方針|考え|ところ)[^。]{{0,12}})[。．]?$"
)
_FROM_NOW = re.compile(r"今後|(?:来|新|本|今)年度|来月|年内|までに|[月年日]から|新たに|引き続き")
# Why the matter matters, or how it came to be: true of any answer, and seldom what was asked for.
_BACKGROUND = re.compile(
    r"(?:重要|必要|不可欠|大切|急務|課題)(?:な課題)?で(?:ある|あり|ござい|す)"
    r"|(?:求められ|懸念され|期待され|指摘され|注目され|認識し|承知し)て(?:い|おり)"
)
_SO_FAR = re.compile(r"これまで|従来(?:から|より)|て(?:き|まいり)ました[。．]?$|てきた(?:。|ところ)")
# これらの取り組みにより、Xを推進してまいります: says again in general what the sentences before said.
_SUMS_UP = re.compile(
    r"(?:こうした|これらの?|このような|そうした|以上の)[^。、]{0,20}(?:によ|を通じ|で|から|をもって)[^。、]{0,4}、"
)
# A note, a definition, or the announcement of a list.
_BESIDE = re.compile(
    r"[（(]?注(?:意)?[）)0-9０-９：:]|.*をいう。$|.*とは.*(?:を(?:示す|指す|意味する)|のこと(?:である|です)?)。?$"
    r"|.*(?:次の各号|次に掲げる|(?:次|以下|下記)の(?:とおり|通り))[^。]{0,30}(?:とする|よる|である|です|ます)[。：:]?$"
)
_HEADED = re.compile(r"決定(?:事項|内容)|合意事項|結論|まとめ|概要|要旨|要点|目的|ポイント|結果")
_FIGURE = re.compile(
    r"[0-9０-９]"
    r"|[一二三四五六七八九十百千][百千万億兆]*(?:円|人|名|件|[かカ]所|箇所|月|年度?|日|校|戸|台|倍|割|[%％]|分の)"
)
_CONNECTIVE = re.compile(
    r"(?:次に|また|さらに|更に|加えて|加えまして|なお|そこで|そのため|このため|こう(?:した|いった)中|一方で?|しかしながら"
    r"|しかし|そして|それから|あわせて|あわせまして|併せて|具体的には|例えば|特に|とりわけ|すなわち|つまり|したがって"
    r"|従って|ですから|まず|最後に)、[ 　]*"
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A matter is named: what it is called, and where the words on it begin, which may be the sentence's end."""

    topic: str
    rest: int


def announcement(sentence: str) -> Announcement | None:
    """What a sentence announces: 次に、Xについてでありますが、… or Xについて伺います。"""
    found = _CLAUSE.match(sentence) or _COUNTED.match(sentence) or _WHOLE.fullmatch(sentence)
    if found is None or _OF_OTHERS.match(found["topic"]):
        return None
    return Announcement(found["topic"].strip(" 　、"), found.end())


def asks(sentence: str) -> bool:
    """Whether a sentence puts a question."""
    return _ASKING.search(sentence) is not None and _WILL_ASK.fullmatch(sentence) is None


def requests(sentence: str) -> bool:
    """Whether a sentence asks for something to be done, and for no answer."""
    return _REQUESTING.search(sentence) is not None and not asks(sentence)


def is_form(sentence: str) -> bool:
    """Whether a sentence is a greeting, a thanks, procedure, a note of what somebody does, or a line of contents."""
    if _DIRECTION.fullmatch(sentence) or _LEADERS.search(sentence) or _WILL_ASK.fullmatch(sentence):
        return True
    return len(sentence) <= _LONGEST_FORM and _FORM.search(sentence) is not None


def spoken_from(sentence: str) -> int:
    """Where a sentence stands by itself: after the name of its matter and the word that joins it to the one before."""
    found = announcement(sentence)
    start = found.rest if found is not None and found.rest < len(sentence) else 0
    joined = _CONNECTIVE.match(sentence, start)
    return joined.end() if joined and joined.end() < len(sentence) else start


def weight(sentence: str) -> float:
    """What the phrases of a sentence speak for (above 0) or against (below): Edmundson's bonus and stigma words."""
    found = 0.0
    if _COMMITS.search(sentence):
        found += 1.0 if _FROM_NOW.search(sentence) else 0.7
    if _FIGURE.search(sentence):
        found += 0.3
    if _BACKGROUND.search(sentence):
        found -= 0.7
    if _SO_FAR.search(sentence):
        found -= 0.4
    if _SUMS_UP.match(sentence):
        found -= 0.4
    if _BESIDE.match(sentence):
        found -= 1.0
    return found


def is_main(heading: str) -> bool:
    """Whether a heading says that what stands under it is what matters: 決定事項, まとめ, 概要."""
    return _HEADED.search(heading) is not None
