"""Notes by hand: lines without a speaker and mostly without a verb, 体言止め, an arrow before what came of it.

What clerks do in them: → or ⇒ before an outcome; 問 and 答, or Q and A, before a question and its answer, or only a
question mark; 決定, 宿題, 次回 as a head; who and by when in brackets or behind a comma (鳥居、11/20まで); a name and a
colon before what somebody said or is to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.drafting.acts import Act
from assistant.drafting.due import due
from assistant.drafting.values import Said

_POLITE = re.compile(r"(?:です|ます|ました|でした|ません|でしょう|ください)")
_MOSTLY = 0.3  # of the lines that end politely, or are under a name: fewer, and nobody is speaking
_BULLET = re.compile(r"^[ \t　]*(?:[・●○◎■□☐◆◇▶▪*※-]|[(（]?\d{1,2}[)）.．]|[①-⑳])[ \t　]*")
_OUTCOME = re.compile(r"^(?:→|⇒|=>|->|⇨|➡)[ \t　]*")
_HEAD = re.compile(
    r"^(?P<head>決定(?:事項)?|決|結論|合意|宿題|todo|課題|持ち帰り|対応|次回|問|質疑?|質問|q|答|答弁|回答"
    r"|a)[ \t　]*[:：)）．.、\t　 ][ \t　]*"
)
_HEADS = {
    **dict.fromkeys(("決定", "決定事項", "決", "結論", "合意"), Act.DECIDES),
    **dict.fromkeys(("宿題", "todo", "課題", "持ち帰り", "対応"), Act.REQUESTS),
    **dict.fromkeys(("問", "質", "質疑", "質問", "q"), Act.ASKS),
    "次回": Act.NEXT,
}
_ASKS = re.compile(
    r"[?？]|(?:か|のか|ないか|どうか|かどうか)(?:と(?:の(?:こと|質問|意見))?)?[。]?$|(?:は|とは|の(?:根拠|理由"
    r"|見込み|効果|内訳)|こと(?:は|が)?(?:あるか)?)[。]?$"
)
_DECIDES = re.compile(
    r"(?:(?:こと)?(?:と|に)(?:する|決定|決まる|した|し)|決定|決着|確定|了承|了解|承認|可決|否決|採用|不採用"
    r"|却下|認める|認めず|見送り?|先送り|送り|保留|据え?置き?|継続"
    r"|中止|延期|廃止|取りやめ|計上(?:する|しない|せず)?|実施|開催|行う|行わない|やらない|やめる|導入(?:する"
    r"|しない)?|変更|統一|ことに|のみ|で対応|を基本とする)[。]?(?:[ 　].*|（[^）]*）)?$"
)
# 次回 5/10 or 再ヒア 12/3 10:00~: when they meet again, a day with an hour or a place.
_NEXT = re.compile(r"(?:次回|次は|再[^ 、。\d]{2,8}?)[はの:： ]*[^。]*?\d{1,2}[/月][^。]*(?:\d時|\d:\d\d|室|館|ホール)")
_OPEN = re.compile(
    r"(?:[（(]案[)）]|検討(?:中|課題)?|難色|結論(?:は)?出|未定|まだ|済み?|誤り|予定|見込み?|意見|異議|希望"
    r"|という声|譲れる|なら|とのこと|談)"
)
_WORK = re.compile(
    r"(?:確認|調整|送付|共有|作成|作る|作り|取りまとめ|まとめ|集計|照会|報告|手配|準備|用意|持ち帰|検討|相談"
    r"|協議|修正|更新|連絡|周知|依頼|調査|調べ|整理|提出|回覧|配布"
    r"|見積|発注|予約|申請|問い?合わせ|聞い?て|聞く|説明|回答|提示|出す|直す|反映|見直|写し|案|一覧|リスト"
    r"|メール|電話|積算|資料|箇所表|記録)"
)
# What stands in brackets and is nobody: （金）, （新規）, （案）.
_NOBODY = "[月火水木金土日案仮増減]|新規|継続|拡充|廃止|予定|見込み?|別紙|参考|当初|補正|税込み?|税抜き?|概算|前年"
_NAME = rf"(?!(?:{_NOBODY})[)）、])[一-龠々ァ-ヶー]{{1,8}}"
_OFFICE = rf"(?:{_NAME}?(?:課|部|局|室|係|班|センター|事務局|担当|館|支所)|各[課部班自])"
_TITLE = r"(?:さん|氏|君|課長補佐|課長|係長|部長|主幹|主査|主任|主事|補佐|委員)"
_WHO = (
    re.compile(rf"[（(](?:担当[:： ]*)?(?P<who>{_OFFICE}|{_NAME}{_TITLE}?)(?:[、,・ 　][^（）()]*)?[)）][。]?$"),
    re.compile(rf"^(?P<who>{_OFFICE}|{_NAME}{_TITLE}?)[:：]"),
    re.compile(rf"(?:→|⇒|、|　| |。)[ 　]*(?P<who>{_OFFICE}|{_NAME}{_TITLE})(?:から|で|が|、|,| |　|$)"),
)


def is_jotted(said: Sequence[Said]) -> bool:
    """Whether these are notes and not somebody's words: hardly anybody is named, lines seldom end as speech does."""
    lines = [line for one in said for line in one.text.splitlines() if line.strip()]
    spoken = sum(bool(_POLITE.search(line[-12:])) for line in lines)
    named = sum(bool(one.speaker) for one in said)
    return len(lines) > 4 and named < _MOSTLY * len(said) and spoken < _MOSTLY * len(lines)


def _text(line: str) -> str:
    """The line with one width of letters and marks; its gaps stay, they part who from what."""
    return unicodedata.normalize("NFKC", _BULLET.sub("", line.strip())).casefold()


def plain(line: str) -> str:
    """The line without its bullet or arrow."""
    return _OUTCOME.sub("", _BULLET.sub("", line.strip())).strip()


def acts_of(line: str) -> frozenset[Act]:
    """What a line of notes does; empty where it only tells."""
    text = _text(line)
    if not text:
        return frozenset({Act.COURTESY})
    head = _HEAD.match(text)
    if head and head["head"] in _HEADS:
        return frozenset({_HEADS[head["head"]]})
    came_of_it = bool(_OUTCOME.match(text))
    bare = _OUTCOME.sub("", text)
    if _NEXT.match(bare):
        return frozenset({Act.NEXT})
    if head is None and not came_of_it and _ASKS.search(bare):
        return frozenset({Act.ASKS})
    if (
        who(bare)
        and (due(bare, None) or _WORK.search(bare))
        and (due(bare, None) or came_of_it or _NAMED_LAST.search(bare))
    ):
        return frozenset({Act.REQUESTS})
    if _OPEN.search(bare) or head:
        return frozenset()
    return frozenset({Act.DECIDES}) if came_of_it or _DECIDES.search(bare) else frozenset()


_NAMED_LAST = _WHO[0]


def who(line: str) -> str:
    """Who is to do it: in brackets at the end, before a colon, behind an arrow or comma; empty where nobody is."""
    for pattern in _WHO:
        if found := pattern.search(line):
            return found["who"]
    return ""


def answers(line: str) -> bool:
    """Whether the line says of itself that it answers."""
    head = _HEAD.match(_text(line))
    return bool(head and head["head"] in ("答", "答弁", "回答", "a"))
