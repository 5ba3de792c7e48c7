"""What may stand before spoken words as the name of who says them, and what only looks so."""

from __future__ import annotations

import re

from ingest.japanese.folding import fold
from ingest.japanese.tokens import is_person
from ingest.structure.minutes.offices import is_name, is_office

# 「山田：」, also with an office or a department: 「山田 太郎 (総務課)：」.
BEFORE_COLON = re.compile(
    r"[\s　]*([^\s:：。、，,「」<>/][^:：。、，,「」<>/\n]{0,28}?)[\s　]*[:：][\s　]*(?=\S|$)(?!//)"
)
_NUMBERED = re.compile(
    r"(?:話者|発言者|スピーカー|speaker|参加者|出席者|委員|発表者|質問者|男性|女性)[\s_　]*[\dA-Z０-９Ａ-Ｚ]{1,3}",
    re.IGNORECASE,
)
# What stands before a colon in speech that is written down, and names nobody.
_NOBODY = re.compile(
    r".*\d|https?|※.*|.*(?:日時|日程|期日|場所|議題|議案|次第|資料|目的|期限|時間|時刻|質問|回答|答弁|意見|提案|説明|報告|補足"
    r"|内容|結果|理由|対応|方針|概要|趣旨|経過|課題|現状|結論|要望|事業|条件|費用|効果|背景|予算|連絡|協議|決定|事項|確認|原因|対策|注意"
    r"|ポイント|の件|の案|論点|前提|合意|宿題|率|額)"
    r"|例|例えば|注|件名|日付|会場|出席者?|欠席者?|参加者|対象|期間|担当|担当課|[出欠]席(?:委員|議員|職員)|説明員|傍聴[人者]|備考|参考|主旨|その他|まとめ|次回|作成者|記録者?"
    r"|タイトル|会議名|テーマ|名称|電話|メール|開始|終了|ToDo|TODO|URL|問|答|Q|A|Ｑ|Ａ|主催|共催|一つ目|二つ目|三つ目|なお|ただし"
)
# はい and そうですね stand on lines of their own too.
_SPOKEN = re.compile(
    r"[。、！？!?]|(?:です|ます|ました|でした|ません|ください|でしょう)(?:か|ね|よ|よね)?$"
    r"|^(?:はい|うん|ええ|いや|いいえ|そう|なるほど|えー|あー|あの|以上)+"
)
_HONOURED = re.compile(r"(?:さん|君|くん|氏|様|殿|先生)(?:[\s　]*[（(].{1,12}[)）])?$")
_ENDS_WORDS = re.compile(r"[はがをにでともへやの]$")
_DEPARTMENT = re.compile(r"[\s　]*[（(［\[【][^（()）］\]】]{1,20}[)）］\]】][\s　]*")
# Who asks and who answers, where no more is written.
_QUESTION_AND_ANSWER = (
    frozenset({"問", "答"}), frozenset({"質問", "回答"}), frozenset({"Q", "A"}), frozenset({"Ｑ", "Ａ"}),
    frozenset({"質疑", "答弁"}),
)  # fmt: skip
_LONGEST = 30


def is_numbered(words: str) -> bool:
    """Whether a program names a speaker whom it does not know: 話者1, Speaker 2."""
    return bool(_NUMBERED.fullmatch(words.strip()))


def may_speak(words: str) -> bool:
    """Whether nothing in `words` says that they are no name."""
    words = words.strip()
    if is_numbered(words):
        return True
    if not 0 < len(words) <= _LONGEST or _NOBODY.fullmatch(words):
        return False
    return not _SPOKEN.search(words)


def is_somebody(words: str) -> bool:
    """Whether `words` can hardly be anything but a speaker: numbered, honoured, in an office, or a person's name."""
    words = words.strip()
    if is_numbered(words) or _HONOURED.search(words):
        return True
    bare = _DEPARTMENT.sub("", words)
    if not may_speak(words) or not bare or (_ENDS_WORDS.search(bare) and len(bare) > 4):
        return False
    return is_office(bare) or (is_name(bare) and len("".join(bare.split())) <= 8 and is_person(fold(bare)))


def speakers(candidates: list[str], *, usual: bool = False) -> frozenset[str]:
    """Those of the words found in a speaker's place, line after line, that name speakers.

    A name that comes again and again, or that can be nothing else; where it is `usual` for a line to begin with a name,
    any words that may be one.
    """
    counts: dict[str, int] = {}
    for words in candidates:
        counts[words] = counts.get(words, 0) + 1
    pairs = frozenset[str]().union(*(pair for pair in _QUESTION_AND_ANSWER if pair <= counts.keys()))
    return pairs | {
        words
        for words, count in counts.items()
        if may_speak(words) and (usual or (count > 1 and not _ENDS_WORDS.search(words)) or is_somebody(words))
    }
