"""Notes by hand: lines without a speaker and mostly without a verb, 体言止め, an arrow before what came of it.

What clerks do in them: → or ⇒ before an outcome; 問 and 答, or Q and A, before a question and its answer, or only a
question mark; 決定, 宿題, 次回 as a head; who and by when in brackets or behind a comma (鳥居、11/20まで); a name and a
colon before what somebody said or is to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.due import due
from assistant.drafting.hearing.wordings import OFFICE, TITLE, Wording, any_of, words
from assistant.drafting.values import Said

_MOSTLY = 0.3  # of the lines that end politely, or are under a name: fewer, and nobody is speaking
_FEWEST = 4  # lines from which that can be told
_POLITE = re.compile("(?:です|ます|(?:まし|でし)た|ません|でしょう|ください)")

_GAP = r"[ \t　]*"
_BULLET = re.compile(rf"^{_GAP}(?:[・●○◎■□☐◆◇▶▪*※-]|[(（]?\d{{1,2}}[)）.．]|[①-⑳]){_GAP}")
_OUTCOME = re.compile(f"^(?:→|⇒|=>|->|⇨|➡){_GAP}")
# What stands before a line and says what it is: 決定：…, 宿題　…, Q …
_HEADS = {
    **dict.fromkeys(("決定", "決定事項", "決", "結論", "合意"), Act.DECIDES),
    **dict.fromkeys(("宿題", "todo", "課題", "持ち帰り", "対応"), Act.REQUESTS),
    **dict.fromkeys(("問", "質", "質疑", "質問", "q"), Act.ASKS),
    "次回": Act.NEXT,
}
_ANSWERS = ("答", "答弁", "回答", "a")
_HEAD = re.compile(rf"^(?P<head>{'|'.join((*_HEADS, *_ANSWERS))}){_GAP}[:：)）．.、\t　 ]{_GAP}")

_asks = Wording(
    ("植えるのは可?", r"\?"),
    ("年度内に間に合うのかとの質問", "か(?:と(?:の(?:こと|質問|意見))?)?。?$"),
    ("増額の根拠", "(?:は|の(?:根拠|理由|見込み|効果|内訳)|こと(?:が|があるか)?)。?$"),
)
# What comes of a matter, mostly without a verb, and perhaps a remark or a bracket behind it.
_OUTCOMES = any_of(
    "(?:こと)?[とに](?:する|決定|決まる|した|し)|ことに|を基本とする|のみ|で対応",
    words("決定 決着 確定 了解 了承 承認 可決 否決 不?採用 却下 認める 認めず 見送り? 先送り 送り 保留 据え?置き?"),
    words("継続 中止 延期 廃止 取りやめ 変更 統一 実施 開催 行う 行わない やらない やめる"),
    "計上(?:する|しない|せず)?|導入(?:する|しない)?",
)
_decides = Wording(("夜間の受付は来年度に見送り 補正で対応済み", f"{_OUTCOMES}。?(?:[ 　].*|[（(][^（）()]*[）)])?$"))
_is_open = Wording(
    ("36万で認める(案)", "[（(]案[)）]|検討(?:中|課題)?|結論は?出|未定|まだ|予定|見込み?"),
    ("課は難色", words("難色 意見 異議 希望 という声 譲れる とのこと 談 誤り なら")),
    ("植え替えは済", "済み?"),
)
# 次回 5/10 or 再ヒア 12/3 10:00~: when they meet again, a day with an hour or a place.
_meets_again = Wording(
    (
        "次回 5/10 第2会議室",
        r"^(?:次回|次は|再[^ 、。\d]{2,8}?)[はの:： ]*[^。]*?\d{1,2}[/月][^。]*(?:\d時|\d:\d\d|室|館|ホール)",
    ),
)
_is_work = Wording(
    (
        "植える日の案",
        words("案 写し 一覧 リスト 資料 箇所表 記録 見積 積算 メール 電話 アンケート 集計 照会 連絡 周知 依頼"),
    ),
    (
        "日を調べる",
        words("確認 調整 調査 調べ 整理 聞い?て 聞く 問い?合わせ 検討 相談 協議 説明 報告 回答 準備 用意 手配 持ち帰"),
    ),
    (
        "紙を配布",
        words("送付 共有 作成 作る 作り まとめ 修正 更新 提出 提示 回覧 配布 発注 予約 申請 出す 直す 反映 見直"),
    ),
)

# What stands in brackets and is nobody: （金）, （新規）, （案）.
_NOBODY = "[月火水木金土日案仮増減]|新規|継続|拡充|廃止|予定|見込み?|別紙|参考|当初|補正|税込み?|税抜き?|概算|前年"
_NAME = rf"(?!(?:{_NOBODY})[)）、])[一-龠々ァ-ヶー]{{1,8}}"
_DEPARTMENT = f"(?:{_NAME}?{OFFICE}|各[課部班自])"
_IN_BRACKETS = re.compile(
    rf"[（(](?:担当[:： ]*)?(?P<who>{_DEPARTMENT}|{_NAME}{TITLE}?)(?:[、,・ 　][^（）()]*)?[)）]。?$"
)
_WHO = (
    _IN_BRACKETS,
    re.compile(f"^(?P<who>{_DEPARTMENT}|{_NAME}{TITLE}?)[:：]"),
    re.compile(f"(?:→|⇒|、|　| |。)[ 　]*(?P<who>{_DEPARTMENT}|{_NAME}{TITLE})(?:から|で|が|、|,| |　|$)"),
)


def is_jotted(said: Sequence[Said]) -> bool:
    """Whether these are notes and not somebody's words: hardly anybody is named, lines seldom end as speech does."""
    lines = [line for one in said for line in one.text.splitlines() if line.strip()]
    spoken = sum(bool(_POLITE.search(line[-12:])) for line in lines)
    named = sum(bool(one.speaker) for one in said)
    return len(lines) > _FEWEST and named < _MOSTLY * len(said) and spoken < _MOSTLY * len(lines)


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
    if _meets_again(bare):
        return frozenset({Act.NEXT})
    if head is None and not came_of_it and _asks(bare):
        return frozenset({Act.ASKS})
    if _gives_work(bare, came_of_it=came_of_it):
        return frozenset({Act.REQUESTS})
    decides = not _is_open(bare) and head is None and (came_of_it or _decides(bare))
    return frozenset({Act.DECIDES}) if decides else frozenset()


def _gives_work(bare: str, *, came_of_it: bool) -> bool:
    """Whether somebody is named who is to do something: by a day, behind an arrow, or in brackets at the end."""
    if not who(bare):
        return False
    limited = due(bare, None) is not None
    return limited or (_is_work(bare) and (came_of_it or bool(_IN_BRACKETS.search(bare))))


def who(line: str) -> str:
    """Who is to do it: in brackets at the end, before a colon, behind an arrow or comma; empty where nobody is."""
    for pattern in _WHO:
        if found := pattern.search(line):
            return found["who"]
    return ""


def answers(line: str) -> bool:
    """Whether the line says of itself that it answers."""
    head = _HEAD.match(_text(line))
    return bool(head and head["head"] in _ANSWERS)
