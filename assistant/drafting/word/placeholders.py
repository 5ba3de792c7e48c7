"""The placeholders that a template may hold, by name, and what each stands for. docs/word_template.md lists them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A placeholder that is filled.

    `instead` names those that say the same, or it among other things; where one of them stands in a template, nothing
    is missed. `wanted` is whether minutes are incomplete without it. `of_entries` is a list whose entries have parts.
    """

    name: str
    meaning: str
    instead: tuple[str, ...] = ()
    wanted: bool = True
    of_entries: bool = False


WORDS = (
    Known("会議名", "会議の名前"),
    Known("開催日", "開催した日（令和5年5月26日(金) の形）", ("日時",)),
    Known("時間", "始まりと終わりの時刻", ("日時",)),
    Known("日時", "開催日と時間を続けて書いたもの", ("開催日",)),
    Known("場所", "開催した場所"),
    Known("出席者", "出席した人（「、」で区切る）", ("出席者一覧",)),
    Known("出席者数", "出席した人の数（5名 の形）", wanted=False),
    Known("欠席者", "欠席した人（「、」で区切る）", ("欠席者一覧",)),
    Known("欠席者数", "欠席した人の数", wanted=False),
    Known("作成日", "下書きを作った日", ("作成の注記",), wanted=False),
    Known("様式", "下書きの様式の名前", ("作成の注記",), wanted=False),
)
BLOCKS = (
    Known("次第", "会議の次第（番号付き）", ("次第一覧", "議事", "議題一覧")),
    Known("配布資料", "配られた資料の名前", ("配布資料一覧",)),
    Known("議事", "議題ごとの説明、質疑（問・答）、意見、決定、宿題", ("議題一覧",)),
    Known("質疑", "問と答だけを集めたもの", ("質疑一覧", "議事", "議題一覧"), wanted=False),
    Known("決定事項", "決まったこと（番号付き）", ("決定事項一覧",)),
    Known("宿題", "宿題の表（内容、担当、期限、発言箇所）", ("宿題一覧",)),
    Known("次回", "次の会議について言われたこと", ("次回一覧",)),
    Known("作成の注記", "作り方、日付、指示文、確かめた人。置かないときは文書の終わりに付く"),
)
LISTS = (
    Known("出席者一覧", "出席した人の名前", wanted=False),
    Known("欠席者一覧", "欠席した人の名前", wanted=False),
    Known("次第一覧", "次第の題名", wanted=False),
    Known("配布資料一覧", "資料の名前", wanted=False),
    Known("議題一覧", "議題（番号、題名、見出し、発言）", wanted=False, of_entries=True),
    Known("質疑一覧", "問と答の組（議題、問、答）", wanted=False, of_entries=True),
    Known("決定事項一覧", "決まったこと（発言の項目）", wanted=False, of_entries=True),
    Known("宿題一覧", "宿題（内容、担当、期限と、発言の項目）", wanted=False, of_entries=True),
    Known("次回一覧", "次の会議について言われたこと（発言の項目）", wanted=False, of_entries=True),
)
KNOWN = {known.name: known for known in (*WORDS, *BLOCKS, *LISTS)}

# What one entry of a list has, as it is written after a dot: 発言.本文.
PARTS = {
    "本文": "発言の要旨。要確認の印と、根拠のコメントまたは文末脚注が付く",
    "種別": "説明、問、答、意見、決定、宿題、次回 のどれか",
    "話者": "話した人",
    "箇所": "文字起こしの箇所（00:12:30 など）",
    "引用": "根拠になった発言そのまま",
    "判定": "確認済み、一部のみ、根拠なし のどれか",
    "理由": "一部のみ、根拠なし の理由",
    "確認者": "発言と見比べた人",
    "内容": "宿題の内容。根拠が付く",
    "担当": "宿題の担当",
    "期限": "宿題の期限",
    "番号": "議題の番号",
    "題名": "議題の題名",
    "見出し": "議題の番号と題名",
    "発言": "その議題の発言の一覧",
    "議題": "質疑のあった議題の題名",
    "問": "問の発言（問.本文 のように使う）",
    "答": "答の発言の一覧",
}
OF_A_LOOP = ("index", "first", "last", "length")  # loop.index: which one of a list it is, from 1
