"""Questions that ask for several things though they say 何: 可決された議案は何ですか, どのような書類が必要か."""

from __future__ import annotations

import re

# Matters that a paper has several of, in a list or a table. 目的 and 理由 are not among them: one sentence gives them.
_SEVERAL = (
    r"(?:議案|陳情|請願|案件|議題|項目|事項|条件|要件|書類|資料|課題|問題点|論点|種類|品目|手順|施策|事業|取り?組み?|メンバー|委員|構成員|出席者"
    r"|参加者|欠席者|宿題|持ち物|様式|路線|施設|団体|地区|注意点|留意点|変更点|改正点|制約|ルール|材料|食材|献立|メニュー|システム|サービス|ソフト"
    r"|ブラウザ|もの|物)"
)
_WHAT = r"(?:何|なに|なん|どれ|どんなもの|どのようなもの|どういうもの)"
_ASKS = re.compile(
    rf"{_SEVERAL}(?:に|と)?(?:は|って|には)、?{_WHAT}(?:で(?:す|しょう|あ)|か|が|[?。]|$)"
    rf"|(?:どのような|どんな|どういう|どの|何という)[^、。はがをに]{{0,10}}?{_SEVERAL}(?:が|を|は|に|で)"
    rf"|{_SEVERAL}(?:は|を教えて\S{{0,6}}|を知りたい\S{{0,6}}|を示して\S{{0,6}})?[?。]*$"
)
_NUMBERED = re.compile(r"第[\d一二三四五六七八九十百]+[号回]")


def asks_for_several(folded: str) -> bool:
    """Whether an already folded question asks for things of which a paper has several; 議案第15号 is one."""
    match = _ASKS.search(folded)
    return match is not None and not re.search(rf"{_SEVERAL}{_NUMBERED.pattern}", folded)
